from odoo import fields, models


class MeetingPreparation(models.Model):
    """What is to be brought to a meeting, or seen to before it (handbook 3.2, 3.3)."""

    _name = "kooperacja.meeting.preparation"
    _description = "Preparation of a meeting"
    _inherit = ["kooperacja.meeting.content.mixin"]

    name = fields.Char(string="What to prepare", required=True)
    done = fields.Boolean(string="Ready")
    for_family = fields.Boolean(
        string="The family brings it",
        help="Shown to those of the family who are called and have a login.",
    )
