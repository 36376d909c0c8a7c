from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules.periods import month_start
from ..rules.polish_time import to_polish

ANSWERS = [("accepted", "Taken on"), ("declined", "Turned down"), ("done", "Done")]


class PlanTaskAnswer(models.Model):
    """What the doer says of a task of the plan in force: accepted, declined, done.

    These are facts of carrying out, noted beside the words of the plan, which stay as
    they were signed. A refusal, a completion, and a change of mind also stand in the
    file of the case, where nothing is changed.
    """

    _inherit = "kooperacja.plan.task"
    _fields_set_by_action = frozenset(
        {"answer", "answered_on", "answered_by_id", "answer_reason"}
    )

    answer = fields.Selection(selection=ANSWERS, readonly=True, copy=False)
    answered_on = fields.Datetime(string="Answered on", readonly=True, copy=False)
    answered_by_id = fields.Many2one(
        comodel_name="res.partner",
        string="Answered by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    answer_reason = fields.Char(string="Why declined", readonly=True, copy=False)
    open_to_my_answer = fields.Boolean(compute="_compute_open_to_my_answer")

    @api.depends_context("uid")
    @api.depends("mine", "in_force", "case_id.stage", "member_id")
    def _compute_open_to_my_answer(self):
        for task in self:
            task.open_to_my_answer = (
                bool(task.member_id)
                and task.in_force
                and task.case_id.stage != "closed"
                and (task.mine or task.case_id.coordinated_by_me)
            )

    def action_accept(self):
        """Note that the doer takes the task on, or that it is not done after all."""
        return self._answer("accepted")

    def action_done(self):
        """Note that the task is done, without waiting for the monthly report."""
        return self._answer("done")

    def action_decline(self):
        """Ask why the task is declined."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decline the task"),
            "res_model": "kooperacja.task.decline",
            "view_mode": "form",
            "target": "new",
            "context": {"default_task_id": self.id},
        }

    def _answer(self, answer, reason=False):
        """Note the answer of the doer, or what the doer told the coordinator.

        Raises UserError for anybody else, when the plan is not in force, and when a
        refusal has no reason. The same answer given again changes nothing.
        """
        reason = (reason or "").strip()
        if answer == "declined" and not reason:
            raise UserError(
                self.env._(
                    "Write why, so that the coordinator can find somebody else or "
                    "another way."
                )
            )
        for task in self:
            task.check_access("read")
            if not task.open_to_my_answer:
                raise UserError(
                    self.env._(
                        "Tasks of the plan in force are answered by who does them; who "
                        "coordinates the case may note what that person said."
                    )
                )
            before = task.answer
            if before == answer:
                continue
            # The words of the plan stay; that the answer is the user's to note was
            # checked.
            task.sudo()._note_by_action(
                {
                    "answer": answer,
                    "answered_on": fields.Datetime.now(),
                    "answered_by_id": self.env.user.partner_id.id,
                    "answer_reason": answer == "declined" and reason,
                }
            )
            task._pass_answer_to_report(before)
            if before or answer != "accepted":
                task.case_id._note("task", task._get_words_of_answer())
        return True

    def _get_words_of_answer(self):
        """Return what the file of the case says of the answer."""
        answers = dict(self._fields["answer"]._description_selection(self.env))
        words = self.env._(
            "Task “%(task)s”: %(answer)s.",
            task=self.name,
            answer=answers[self.answer].lower(),
        )
        if self.answer_reason:
            words += " " + self.env._("Reason: %(reason)s", reason=self.answer_reason)
        return words

    def _pass_answer_to_report(self, before):
        """Mark the task in the report that is being written, so that nobody does twice.

        Only the report of who does the task, whose answer this is.
        """
        lines = self.sudo().line_ids.filtered(
            lambda line: line.state == "draft"
            and line.member_id.partner_id == self._get_member_now().partner_id
        )
        if self.answer == "done":
            lines.status = "done"
        elif before == "done":
            lines.filtered(lambda line: line.status == "done").status = "in_progress"

    def _forget_answers(self):
        """Let whoever takes the tasks over answer anew; what is done stays done."""
        self.filtered(lambda task: task.answer != "done")._note_by_action(
            dict.fromkeys(self._fields_set_by_action, False)
        )

    @api.model
    def _get_said_done(self, root_ids):
        """Return (task, when, "done") for the tasks of which the doer said so last.

        :param root_ids: ids of tasks in the first version
        """
        answered = self.search(
            [
                ("answer", "!=", False),
                "|",
                ("id", "in", root_ids),
                ("origin_id", "in", root_ids),
            ],
            order="answered_on, id",
        )
        last = {(task.origin_id or task): task for task in answered}
        return [
            (
                root,
                (
                    month_start(to_polish(task.answered_on).date()),
                    task.answered_on,
                ),
                "done",
            )
            for root, task in last.items()
            if task.answer == "done"
        ]
