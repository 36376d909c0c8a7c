from odoo import api, fields, models
from odoo.exceptions import ValidationError

ANSWERS = [
    ("yes", "Can come"),
    ("maybe", "If need be"),
    ("no", "Cannot come"),
]


class MeetingVote(models.Model):
    """Whether one who is called can come on a date put to the vote."""

    _name = "kooperacja.meeting.vote"
    _description = "Answer to a date"
    _inherit = ["kooperacja.meeting.content.mixin"]
    _rec_names_search = ["meeting_id.case_id.number"]
    _fields_fixed = frozenset({"meeting_id", "date_id", "partner_id"})

    date_id = fields.Many2one(
        comodel_name="kooperacja.meeting.date",
        string="Date",
        required=True,
        index=True,
        ondelete="cascade",
    )
    meeting_id = fields.Many2one(
        related="date_id.meeting_id", store=True, precompute=True
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Who", required=True, ondelete="restrict"
    )
    answer = fields.Selection(selection=ANSWERS, required=True, default="yes")

    _once = models.Constraint(
        "UNIQUE (date_id, partner_id)", "Each who is called answers once to a date."
    )

    @api.constrains("partner_id", "date_id")
    def _check_called(self):
        for vote in self:
            if vote.partner_id not in vote.meeting_id.attendance_ids.partner_id:
                raise ValidationError(
                    self.env._("Only those who are called to the meeting answer.")
                )
