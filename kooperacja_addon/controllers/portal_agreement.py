import base64

from odoo.http import request, route

from ..rules.paper import LARGEST_SCAN
from .portal import Portal, answer_page, for_teams, read_page

REPORT = "kooperacja_addon.report_agreement"
WORDS = ("place", "remark", "proposal", "reason")


class PortalAgreement(Portal):
    """An agreement, declaration or annex, read, remarked upon and signed."""

    @read_page("/my/porozumienia/<int:agreement_id>")
    @for_teams
    def kooperacja_agreement(self, agreement_id, **_kwargs):
        return self._render_agreement(self._find_agreement(agreement_id))

    @read_page("/my/porozumienia/<int:agreement_id>/pdf")
    @for_teams
    def kooperacja_agreement_pdf(self, agreement_id, **_kwargs):
        agreement = self._find_agreement(agreement_id)
        content, name = self._get_paper(agreement)
        kind = "application/pdf" if name.endswith(".pdf") else "text/html"
        return request.make_response(
            content,
            headers=[
                ("Content-Type", kind),
                ("Content-Disposition", f'attachment; filename="{name}"'),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

    @answer_page("/my/porozumienia/<int:agreement_id>/uwaga")
    @for_teams
    def kooperacja_agreement_remark(self, agreement_id, **typed):
        agreement = self._find_agreement(agreement_id)
        typed = self._get_typed(typed)
        return self._answer_agreement(
            agreement,
            lambda: agreement._add_remark_of_mine(
                typed["place"], typed["remark"], typed["proposal"]
            ),
            "#uwagi",
            typed=typed,
            form="remark",
        )

    @route(
        ["/my/porozumienia/<int:agreement_id>/podpisz/<string:digest>"],
        type="jsonrpc",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @for_teams
    def kooperacja_agreement_draw(self, agreement_id, digest, signature="", **_kwargs):
        agreement = self._find_agreement(agreement_id)
        refusal = self._attempt(
            lambda: agreement.my_signatory_id._sign_by_drawing(signature, digest)
        )
        if refusal:
            return {"error": refusal}
        return {
            "force_refresh": True,
            "redirect_url": f"/my/porozumienia/{agreement.id}?podpisano=1",
        }

    @answer_page("/my/porozumienia/<int:agreement_id>/skan")
    @for_teams
    def kooperacja_agreement_scan(self, agreement_id, digest="", scan=None, **_kwargs):
        agreement = self._find_agreement(agreement_id)
        # One byte more than is allowed says that it is too much.
        content = scan.read(LARGEST_SCAN + 1) if hasattr(scan, "read") else b""
        return self._answer_agreement(
            agreement,
            lambda: agreement.my_signatory_id._sign_by_scan(content, digest),
            "?podpisano=1",
            form="scan",
        )

    @answer_page("/my/porozumienia/<int:agreement_id>/odmow")
    @for_teams
    def kooperacja_agreement_decline(self, agreement_id, digest="", **typed):
        agreement = self._find_agreement(agreement_id)
        typed = self._get_typed(typed)
        return self._answer_agreement(
            agreement,
            lambda: agreement.my_signatory_id._decline_in_portal(
                typed["reason"], digest
            ),
            typed=typed,
            form="decline",
        )

    def _find_agreement(self, agreement_id):
        return self._find_mine(
            "kooperacja.agreement", agreement_id, "represented_by_me"
        )

    def _get_typed(self, typed):
        return {name: typed.get(name, "").strip() for name in WORDS}

    def _get_paper(self, agreement):
        """Return the bytes and the name of the kept document, or of a fresh print."""
        # That the user speaks for a party was checked; the print also reads the
        # letterhead and the drawn signatures, which partners do not read themselves.
        paper = agreement.sudo()
        if paper.signed_document:
            return base64.b64decode(paper.signed_document), paper.signed_document_name
        reports = request.env["ir.actions.report"].sudo()
        content, kind = reports._render_qweb_pdf(REPORT, paper.ids)
        return content, f"{paper._get_document_name()}.{kind}"

    def _answer_agreement(self, agreement, action, to="", **values):
        mine = agreement.my_signatory_id
        if not mine and values["form"] != "remark":
            raise request.not_found()
        if refusal := self._attempt(action):
            return self._render_agreement(agreement, refusal=refusal, **values)
        return request.redirect(f"/my/porozumienia/{agreement.id}{to}")

    def _render_agreement(self, agreement, **values):
        mine = self._get_mandates().institution_id
        return self._render_page(
            "kooperacja_addon.portal_agreement",
            page_name="kooperacja_agreement",
            agreement=agreement,
            signatory=agreement.my_signatory_id,
            remarks=agreement.remark_ids.filtered(lambda r: r.institution_id in mine),
            digest=agreement._get_digest(),
            **{
                "refusal": False,
                "form": "",
                "typed": dict.fromkeys(WORDS, ""),
                **values,
            },
        )
