from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .variant import MAY_BE_NOUGHT, NUMBERS


class Number(models.Model):
    """One number of the Model in one gmina: the variant's, or the gmina's own.

    Each gmina has a row for each number of its variant. What it does not set stays as
    the variant has it, also when that changes; the source is shown either way.
    """

    _name = "kooperacja.number"
    _description = "Number of the model in a gmina"
    _order = "company_id, sequence, id"

    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    code = fields.Selection(
        selection="_selection_code", string="Number", required=True, readonly=True
    )
    variant_value = fields.Integer(string="Variant", compute="_compute_variant_value")
    own_value = fields.Char(
        string="Here",
        help="Leave it empty to go by the variant.",
    )
    source = fields.Char(compute="_compute_source")

    _code_uniq = models.Constraint(
        "UNIQUE (company_id, code)", "This gmina has this number already."
    )

    @api.model
    def _selection_code(self):
        variant = self.env["kooperacja.variant"]
        return [
            (code, variant._fields[code]._description_string(self.env))
            for code in NUMBERS
        ]

    @api.depends("code")
    def _compute_display_name(self):
        names = dict(self._selection_code())
        for number in self:
            number.display_name = names.get(number.code, "")

    @api.depends("code", "company_id.kooperacja_variant_id")
    def _compute_variant_value(self):
        for number in self:
            number.variant_value = (
                number.company_id._get_kooperacja_variant_number(number.code)
                if number.code
                else 0
            )

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_source(self):
        variant = self.env["kooperacja.variant"]
        for number in self:
            number.source = number.code and variant._fields[
                number.code
            ]._description_help(self.env)

    @api.constrains("own_value")
    def _check_own_value(self):
        for number in self:
            text = (number.own_value or "").strip()
            if not text:
                continue
            least = 0 if number.code in MAY_BE_NOUGHT else 1
            if not (text.isascii() and text.isdigit() and least <= int(text) <= 1000):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” takes a whole number from %(least)s to 1000. Leave "
                        "it empty to go by the variant.",
                        name=number.display_name,
                        least=least,
                    )
                )
