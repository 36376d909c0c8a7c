from odoo import models


class HandoverDisclosure(models.Model):
    """Who confirms a briefing has read what stands in it: that is noted."""

    _inherit = "kooperacja.handover"  # pylint: disable=consider-merging-classes-inherited

    def action_confirm(self):
        result = super().action_confirm()
        self.env["kooperacja.disclosure"]._note(
            [
                {
                    "case_id": handover.case_id.id,
                    "way": "briefing",
                    "partner_id": handover.to_partner_id.id,
                    "scope": self.env._(
                        "Briefing: goals, open tasks, coming meetings, newest entries "
                        "for the whole team."
                    ),
                    "res_model": handover._name,
                    "res_id": handover.id,
                }
                for handover in self
            ]
        )
        return result
