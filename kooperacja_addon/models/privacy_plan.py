from odoo import models


class PlanDisclosure(models.Model):
    """A signed plan goes to the institutions that signed it: that is noted."""

    _inherit = "kooperacja.plan"  # pylint: disable=consider-merging-classes-inherited

    def action_sign(self):
        result = super().action_sign()
        self.env["kooperacja.disclosure"]._note(
            [
                {
                    "case_id": plan.case_id.id,
                    "way": "document",
                    "partner_id": member.partner_id.id,
                    "institution_id": member.institution_id.id,
                    "date": plan.signed_on,
                    "basis_id": member.basis_id.id,
                    "scope": plan._get_document_words(),
                    "res_model": plan._name,
                    "res_id": plan.id,
                }
                for plan in self
                for member in plan.signature_ids.filtered("signed").member_id
            ]
        )
        return result

    def _get_document_words(self):
        """Return what a copy of the plan is called on the list of what was passed."""
        self.ensure_one()
        return self.env._(
            "Signed plan of work, version %(number)s.", number=self.version
        )

    def action_note_handing(self):
        """Open a new row: a copy of this plan was given to somebody."""
        self.ensure_one()
        return self.env["kooperacja.disclosure"]._get_new_action(
            self.case_id,
            {"default_way": "document", "default_scope": self._get_document_words()},
        )
