from odoo import fields, models


class HouseholdPrivacy(models.Model):
    """What was passed on the family in all its cases, as far as the user reads them."""

    _inherit = "kooperacja.household"  # pylint: disable=consider-merging-classes-inherited

    disclosure_ids = fields.One2many(
        comodel_name="kooperacja.disclosure",
        inverse_name="household_id",
        string="What was passed to whom",
    )

    clause_handing_ids = fields.One2many(
        comodel_name="kooperacja.clause.handing",
        inverse_name="household_id",
        string="Clauses of information",
    )
    consent_ids = fields.One2many(
        comodel_name="kooperacja.consent",
        inverse_name="household_id",
        string="Consents on record",
    )

    def action_print_disclosures(self):
        """Open the choice of the person and the period of the printed list."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("List of what was passed to whom"),
            "res_model": "kooperacja.disclosure.list",
            "view_mode": "form",
            "target": "new",
            "context": {"default_household_id": self.id},
        }
