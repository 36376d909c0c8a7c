from odoo import fields, models


class Problem(models.Model):
    """A kind of difficulty, in the words of the social assistance act (art. 7)."""

    _name = "kooperacja.problem"
    _description = "Kind of problem"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint(
        "UNIQUE (name)", "There is already a problem of this name."
    )
