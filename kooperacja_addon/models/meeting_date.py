from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..rules.vote import Ballot, rank
from .meeting_vote import ANSWERS


class MeetingDate(models.Model):
    """A date put to the vote of those who are called to a meeting."""

    _name = "kooperacja.meeting.date"
    _description = "Date put to the vote"
    _inherit = ["kooperacja.meeting.content.mixin"]
    _order = "meeting_id, start, id"
    _rec_names_search = ["meeting_id.case_id.number"]
    _fields_set_by_action = frozenset({"chosen"})

    start = fields.Datetime(string="Date", required=True)
    stop = fields.Datetime(compute="_compute_stop")
    reasons = fields.Char(string="Why")
    chosen = fields.Boolean(readonly=True, copy=False)
    vote_ids = fields.One2many(
        comodel_name="kooperacja.meeting.vote",
        inverse_name="date_id",
        string="Answers",
    )
    yes_count = fields.Integer(string="Can", compute="_compute_counts")
    maybe_count = fields.Integer(string="If need be", compute="_compute_counts")
    no_count = fields.Integer(string="Cannot", compute="_compute_counts")
    my_answer = fields.Selection(selection=ANSWERS, compute="_compute_my_answer")
    open_to_my_vote = fields.Boolean(compute="_compute_my_answer")

    _once = models.Constraint(
        "UNIQUE (meeting_id, start)",
        "This date stands among the proposed ones already.",
    )

    @api.depends("start", "meeting_id.minutes")
    def _compute_stop(self):
        for date in self:
            date.stop = date.start and date.start + timedelta(
                minutes=date.meeting_id.minutes
            )

    @api.depends("vote_ids.answer")
    def _compute_counts(self):
        for date in self:
            answers = date.vote_ids.mapped("answer")
            date.yes_count = answers.count("yes")
            date.maybe_count = answers.count("maybe")
            date.no_count = answers.count("no")

    @api.depends_context("uid")
    @api.depends(
        "vote_ids.answer",
        "meeting_id.attendance_ids.partner_id",
        "meeting_id.state",
        "meeting_id.date_ids.chosen",
    )
    def _compute_my_answer(self):
        voter = self.env.user.partner_id
        for date in self:
            date.my_answer = date.vote_ids.filtered(
                lambda vote: vote.partner_id == voter
            ).answer
            date.open_to_my_vote = (
                date.meeting_id._is_vote_open()
                and voter in date.meeting_id.attendance_ids.partner_id
            )

    @api.constrains("start")
    def _check_start(self):
        if any(date.start <= fields.Datetime.now() for date in self):
            raise ValidationError(
                self.env._("A date put to the vote lies ahead; this one has passed.")
            )

    def action_yes(self):
        """Answer that one can come on these dates."""
        return self._vote("yes")

    def action_maybe(self):
        """Answer that one can come on these dates if need be."""
        return self._vote("maybe")

    def action_no(self):
        """Answer that one cannot come on these dates."""
        return self._vote("no")

    def _vote(self, answer):
        """Note the user's own answer; a later one replaces it.

        Raises UserError when the user is not called, or the vote is over.
        """
        self.check_access("read")
        voter = self.env.user.partner_id
        for date in self:
            date.meeting_id._refuse_closed_vote()
            if voter not in date.meeting_id.attendance_ids.partner_id:
                raise UserError(
                    self.env._("Only those who are called to the meeting answer.")
                )
        # One's own answer only, on dates that one may read, of a meeting to which one
        # is called: all checked above.
        votes = self.sudo().vote_ids
        for date in self.sudo():
            mine = votes.filtered(
                lambda vote, date=date: (
                    vote.date_id == date and vote.partner_id == voter
                )
            )
            if mine:
                mine.answer = answer
            else:
                date.vote_ids = [
                    fields.Command.create({"partner_id": voter.id, "answer": answer})
                ]
        return True

    def action_take(self):
        """Hold the meeting on this date; the vote is over."""
        self.ensure_one()
        meeting = self.meeting_id
        meeting._refuse_closed_vote()
        if self.start <= fields.Datetime.now():
            raise UserError(self.env._("This date has passed; choose another one."))
        meeting.write({"start": self.start})
        self._write_by_action({"chosen": True})
        return True

    def _rank(self):
        """Return the dates of one meeting, the best by the answers first."""
        ballots = [
            Ballot(
                key=date.id,
                start=date.start,
                answers={vote.partner_id.id: vote.answer for vote in date.vote_ids},
            )
            for date in self
        ]
        needed = self.meeting_id.attendance_ids.filtered("can_decide").partner_id
        return self.browse(rank(ballots, frozenset(needed.ids)))
