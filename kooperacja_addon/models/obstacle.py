from odoo import fields, models


class Obstacle(models.Model):
    """What may hinder a task: the short list of the monthly report.

    Begun by what the pilots name; each gmina adds its own.
    """

    _name = "kooperacja.obstacle"
    _description = "What hinders a task"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    is_gap = fields.Boolean(
        string="Tells of a missing service",
        help="A task stuck for this is proposed for the list of what the gmina lacks.",
    )
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint(
        "UNIQUE (name)", "This already stands on the list of what hinders."
    )
