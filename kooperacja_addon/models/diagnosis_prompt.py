from odoo import fields, models


class DiagnosisPrompt(models.Model):
    """A topic to talk about with the family: help for the talk, never a form to fill.

    The standards of social work say why: a talk is not an interrogation (standardy,
    narzędzia diagnostyczne).
    """

    _name = "kooperacja.diagnosis.prompt"
    _description = "Topic of a talk"
    _order = "sequence, id"

    name = fields.Char(string="Topic", required=True, translate=True)
    question = fields.Text(
        string="How to begin", translate=True, help="Questions in plain words."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
