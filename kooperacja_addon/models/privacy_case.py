from odoo import fields, models


class CasePrivacy(models.Model):
    """What was passed on, told and consented to, on one page of the case."""

    _inherit = "kooperacja.case"  # pylint: disable=consider-merging-classes-inherited

    disclosure_ids = fields.One2many(
        comodel_name="kooperacja.disclosure",
        inverse_name="case_id",
        string="What was passed to whom",
    )

    def action_note_disclosure(self):
        """Open a new row on what was passed outside the program."""
        self.ensure_one()
        return self.env["kooperacja.disclosure"]._get_new_action(self, {})

    def action_print_disclosures(self):
        """Open the choice of the person and the period of the printed list."""
        return self.household_id.action_print_disclosures()
