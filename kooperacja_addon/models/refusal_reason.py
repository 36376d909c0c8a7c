from odoo import fields, models


class RefusalReason(models.Model):
    """Why an institution does not sign; an open list, begun by the pilot's report."""

    _name = "kooperacja.refusal.reason"
    _description = "Reason for refusing to sign"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
