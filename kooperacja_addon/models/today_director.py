from odoo import api, models

from .today import ROWS


class TodayDirector(models.AbstractModel):
    """On the morning screen: what a director's institution is asked for, at the top."""

    _inherit = "kooperacja.today"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _get_sections(self):
        sections = super()._get_sections()
        asked = []
        for section in sections:
            if section and section["code"] in ("late", "due"):
                rows = section["rows"]
                asked += [r for r in rows if r["model"] == "kooperacja.delegation"]
                section["rows"] = [r for r in rows if r not in asked]
        institution = self._prepare_section(
            "institution",
            self.env._("My institution is asked"),
            [*asked, *self._get_agreement_rows()],
            "kooperacja_addon.delegation_action",
        )
        kept = [section for section in sections if section and section["rows"]]
        return [institution, *kept]

    @api.model
    def _get_agreement_rows(self):
        """Return the agreements that the user should sign, or remark upon."""
        agreements = self.env["kooperacja.agreement"]._search_waiting_for_me()
        return [
            self._prepare_row(
                agreement,
                self.env._("Agreement to be signed")
                if agreement.to_sign_by_me
                else self.env._("Text to be read: does anything have to change?"),
                agreement.display_name,
                tone="today" if agreement.to_sign_by_me else "",
            )
            for agreement in agreements[:ROWS]
        ]
