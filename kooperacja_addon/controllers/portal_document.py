from odoo.http import request, route

from .portal import Portal, for_teams

# What is downloaded is never run by the browser, whatever is in it.
POLICY = "default-src 'none'; sandbox"


class PortalDocument(Portal):
    """Files and signed papers of a case, taken home by who is on its team."""

    @route(
        ["/my/sprawy/<int:case_id>/pliki/<int:file_id>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @for_teams
    def kooperacja_file(self, case_id, file_id, **_kwargs):
        case = self._find("kooperacja.case", case_id)
        file = case._get_files().filtered(lambda one: one.id == file_id)
        return self._download(file, "raw", file.name)

    @route(
        ["/my/sprawy/<int:case_id>/dokumenty/<string:kind>/<int:record_id>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @for_teams
    def kooperacja_paper(self, case_id, kind, record_id, **_kwargs):
        case = self._find("kooperacja.case", case_id)
        for papers in case._get_kept_papers():
            paper = papers.filtered(lambda one: one.id == record_id)
            if paper and paper._name == f"kooperacja.{kind}":
                return self._download(
                    paper, "signed_document", paper.signed_document_name
                )
        raise request.not_found()

    def _download(self, record, field, name):
        if not record:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(record, field, filename=name)
        response = stream.get_response(
            as_attachment=True, content_security_policy=POLICY
        )
        # What was shown of a family is not kept by the browser.
        response.headers["Cache-Control"] = "no-store"
        return response
