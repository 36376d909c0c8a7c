from odoo import models


class EscalationDisclosure(models.Model):
    """A matter that names a case or a family passes data on it: that is noted."""

    _inherit = "kooperacja.escalation"  # pylint: disable=consider-merging-classes-inherited

    def action_send(self):
        result = super().action_send()
        # Who may send the matter was checked; it may come from cases of others, too.
        self.env["kooperacja.disclosure"]._note(
            [
                {
                    "case_id": case.id,
                    "way": "letter",
                    "institution_id": matter.partner_id.id,
                    "basis": matter.family_allowed and matter.legal_basis,
                    "scope": (
                        self.env._("Matter laid before an authority, with the family.")
                        if matter.family_allowed
                        else self.env._(
                            "Matter laid before an authority, with the case number "
                            "and without the family."
                        )
                    ),
                    "res_model": matter._name,
                    "res_id": matter.id,
                }
                for matter in self.sudo()
                if matter.family_allowed or matter.tell_number
                for case in matter.matter_ids.case_id
            ]
        )
        return result
