from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules import identifiers


class PeselMixin(models.AbstractModel):
    """Somebody with a PESEL, which is checked and holds the date of birth."""

    _name = "kooperacja.pesel.mixin"
    _description = "Somebody with a PESEL"

    birth_date = fields.Date(string="Date of birth")
    pesel = fields.Char(string="PESEL", size=11)

    @api.onchange("pesel")
    def _onchange_pesel(self):
        if self.pesel and identifiers.valid_pesel(self.pesel) and not self.birth_date:
            self.birth_date = identifiers.birth_date_of_pesel(self.pesel)

    @api.constrains("pesel", "birth_date")
    def _check_pesel(self):
        for somebody in self.filtered("pesel"):
            # The number itself stays out of the message: messages get logged.
            if not identifiers.valid_pesel(somebody.pesel):
                raise ValidationError(
                    self.env._(
                        "This PESEL is not right: it has 11 digits, begins with the "
                        "date of birth, and its last digit checks the others."
                    )
                )
            if somebody.birth_date and (
                identifiers.birth_date_of_pesel(somebody.pesel) != somebody.birth_date
            ):
                raise ValidationError(
                    self.env._("The date of birth does not agree with the PESEL.")
                )
