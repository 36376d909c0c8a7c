from odoo import models


class DelegationDisclosure(models.Model):
    """A request that names a case tells its number: that is noted."""

    _inherit = "kooperacja.delegation"  # pylint: disable=consider-merging-classes-inherited

    def action_ask(self):
        result = super().action_ask()
        self.env["kooperacja.disclosure"]._note(
            [
                {
                    "case_id": delegation.case_id.id,
                    "way": "letter",
                    "institution_id": delegation.institution_id.id,
                    "scope": self.env._(
                        "Request for a worker: the case number, nothing of the family."
                    ),
                    "res_model": delegation._name,
                    "res_id": delegation.id,
                }
                for delegation in self
                if delegation.case_id
            ]
        )
        return result
