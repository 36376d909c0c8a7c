from odoo import api, fields, models
from odoo.exceptions import UserError


class MeetingChoice(models.Model):
    """Dates put to the vote of those who are called; their answers choose."""

    _inherit = "kooperacja.meeting"

    date_ids = fields.One2many(
        comodel_name="kooperacja.meeting.date",
        inverse_name="meeting_id",
        string="Dates put to the vote",
    )
    vote_by = fields.Date(
        string="Answers to the dates by",
        help="Until when those who are called say on which dates they can come.",
    )
    vote_open = fields.Boolean(string="A vote goes on", compute="_compute_vote_open")
    ballot_ids = fields.Many2many(
        comodel_name="kooperacja.meeting.date",
        string="My ballot",
        compute="_compute_ballot_ids",
        help="The dates on which the user is asked; none when the date is settled.",
    )

    @api.depends("state", "date_ids.chosen")
    def _compute_vote_open(self):
        for meeting in self:
            meeting.vote_open = bool(meeting.date_ids) and meeting._is_vote_open()

    @api.depends_context("uid")
    @api.depends("vote_open", "date_ids.open_to_my_vote")
    def _compute_ballot_ids(self):
        for meeting in self:
            meeting.ballot_ids = meeting.date_ids.filtered("open_to_my_vote")

    def _is_vote_open(self):
        return self.state == "planned" and not any(self.date_ids.mapped("chosen"))

    def _refuse_closed_vote(self):
        if not self._is_vote_open():
            raise UserError(
                self.env._(
                    "The date of this meeting is settled. Ask whoever called it when "
                    "you cannot come."
                )
            )

    def action_take_best_date(self):
        """Hold the meeting on the date that suits most of those who are called.

        Raises UserError when nobody has answered, or every date has passed.
        """
        self.ensure_one()
        self._refuse_closed_vote()
        ahead = self.date_ids.filtered(lambda d: d.start > fields.Datetime.now())
        if not ahead.vote_ids:
            raise UserError(
                self.env._("Nobody has answered to a date that still lies ahead.")
            )
        return ahead._rank()[0].action_take()

    def action_ask_again(self):
        """Open the vote once more, with the answers that were given."""
        for meeting in self:
            if meeting.state != "planned":
                raise UserError(self.env._("Only a planned meeting can be moved."))
            meeting.date_ids.filtered("chosen")._write_by_action({"chosen": False})
        return True
