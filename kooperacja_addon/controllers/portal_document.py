from odoo.http import request

from .portal import Portal, for_teams, read_page

# What is downloaded is never run by the browser, whatever is in it.
POLICY = "default-src 'none'; sandbox"


class PortalDocument(Portal):
    """Files and signed papers of a case, taken home by who is on its team."""

    @read_page("/my/sprawy/<int:case_id>/pliki/<int:file_id>")
    @for_teams
    def kooperacja_file(self, case_id, file_id, **_kwargs):
        case = self._find("kooperacja.case", case_id)
        names = {file.id: file.name for file in case._get_files()}
        for file, paper in case._get_kept_papers().items():
            names[file.id] = paper.signed_document_name
        if file_id not in names:
            raise request.not_found()
        # Open to who reads the case, or the record whose paper it is.
        file = request.env["ir.attachment"].sudo().browse(file_id)
        stream = request.env["ir.binary"]._get_stream_from(
            file, filename=names[file_id]
        )
        response = stream.get_response(
            as_attachment=True, content_security_policy=POLICY
        )
        # What was shown of a family is not kept by the browser.
        response.headers["Cache-Control"] = "no-store"
        return response
