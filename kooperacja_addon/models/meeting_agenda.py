from odoo import fields, models


class MeetingAgenda(models.Model):
    """A point of the agenda, with the minutes that the scenario gives it."""

    _name = "kooperacja.meeting.agenda"
    _description = "Point of the agenda"
    _inherit = ["kooperacja.meeting.content.mixin"]

    name = fields.Char(string="Point", required=True)
    minutes = fields.Integer(string="Time (minutes)", default=5)
