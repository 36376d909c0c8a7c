from odoo import fields, models


class InstitutionType(models.Model):
    """A kind of institution; the list is open, a gmina adds its own."""

    _name = "kooperacja.institution.type"
    _description = "Kind of institution"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(string="Abbreviation")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    expected_tier = fields.Selection(
        selection=[
            ("gmina", "Gmina"),
            ("powiat", "Powiat"),
            ("voivodeship", "Voivodeship"),
        ],
        string="Expected in a partnership",
        help="The tier on which the handbook (2.2 and 3.3) looks for such an "
        "institution. Empty: a partnership without it lacks nothing.",
    )

    _name_uniq = models.Constraint(
        "UNIQUE (name)", "There is already an institution type of this name."
    )
