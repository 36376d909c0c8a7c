from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules.polish_time import polish_today


class DisclosureList(models.TransientModel):
    """Prints for a family, or one of its persons, what was passed to whom."""

    _name = "kooperacja.disclosure.list"
    _description = "List of what was passed to whom"

    household_id = fields.Many2one(
        comodel_name="kooperacja.household", string="Family", required=True
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="For whom",
        domain="[('household_id', '=', household_id)]",
        help="Empty: for the whole family.",
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until", default=lambda self: polish_today())

    @api.constrains("household_id", "person_id", "date_from", "date_to")
    def _check_choice(self):
        for dialog in self:
            if dialog.person_id.household_id - dialog.household_id:
                raise ValidationError(
                    self.env._("This person does not belong to the family.")
                )
            if (
                dialog.date_from
                and dialog.date_to
                and (dialog.date_to < dialog.date_from)
            ):
                raise ValidationError(
                    self.env._("The period ends before it begins: swap the dates.")
                )

    def action_print(self):
        """Print the list. Raises AccessError for a family closed to the user."""
        self.ensure_one()
        self.household_id.check_access("read")
        return self.env.ref("kooperacja_addon.report_disclosure").report_action(
            self, config=False
        )

    def _get_rows(self):
        """Return what counts, in order, under the rules of the user."""
        self.ensure_one()
        self.household_id.check_access("read")
        return self.env["kooperacja.disclosure"]._get_of_family(
            self.household_id, self.person_id, self.date_from, self.date_to
        )

    def _get_document_name(self):
        return f"wykaz-udostepnien-{self.household_id.number.replace('/', '-')}"
