from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules.goals import LONGEST_WORDS, goal_hints, official_words
from ..rules.polish_time import polish_today


class PlanGoal(models.Model):
    """A specific goal: understandable, concrete, real (handbook 4.3)."""

    _name = "kooperacja.plan.goal"
    _description = "Specific goal"
    _inherit = ["kooperacja.plan.content.mixin"]

    name = fields.Char(string="Goal", required=True)
    measure = fields.Char(
        string="How we shall know", help="What will be seen when the goal is reached."
    )
    proposed_by_family = fields.Boolean(
        string="Proposed by the family",
        compute="_compute_proposed_by_family",
        store=True,
        readonly=False,
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Who of the family proposed it",
        domain="[('household_id', '=', household_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    member_id = fields.Many2one(
        comodel_name="kooperacja.case.member",
        string="Institution that proposed it",
        domain="[('case_id', '=', case_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    origin_id = fields.Many2one(
        comodel_name="kooperacja.plan.goal",
        string="Same goal in the first version",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    hints = fields.Text(compute="_compute_hints")
    task_ids = fields.One2many(
        comodel_name="kooperacja.plan.task",
        inverse_name="goal_id",
        string="Tasks",
        copy=False,
    )

    task_count = fields.Integer(string="Number of tasks", compute="_compute_task_count")
    household_id = fields.Many2one(related="case_id.household_id")

    _one_proposer = models.Constraint(
        "CHECK (person_id IS NULL OR member_id IS NULL)",
        "A goal was proposed by one: somebody of the family or an institution.",
    )

    @api.depends("person_id", "member_id")
    def _compute_proposed_by_family(self):
        for goal in self:
            if goal.person_id:
                goal.proposed_by_family = True
            elif goal.member_id:
                goal.proposed_by_family = False

    @api.depends("name", "measure", "task_ids.date_to")
    def _compute_hints(self):
        today = polish_today()
        sentences = self._get_hint_sentences()
        for goal in self:
            days = [day for day in goal.task_ids.mapped("date_to") if day]
            codes = goal.name and goal_hints(
                goal.name, goal.measure or "", max(days, default=None), today
            )
            goal.hints = (
                "\n".join(
                    sentences[code]
                    + (
                        " " + ", ".join(official_words(goal.name))
                        if code == "official"
                        else ""
                    )
                    for code in codes or ()
                )
                or False
            )

    @api.model
    def _get_hint_sentences(self):
        return {
            "long": self.env._(
                "The goal has more than %(words)s words. Say it shorter.",
                words=LONGEST_WORDS,
            ),
            "official": self.env._(
                "Words of the office; say them as the family would:"
            ),
            "several": self.env._(
                "There seems to be more than one thing in it. Make a goal of each."
            ),
            "no_measure": self.env._(
                "Write how you shall know that it is reached: what will be seen, how "
                "much, how often."
            ),
            "no_date": self.env._("Add a task with a date."),
            "far": self.env._(
                "The last task lies more than half a year ahead. Add a nearer, smaller "
                "step."
            ),
        }

    @api.constrains("person_id", "member_id", "plan_id")
    def _check_proposer(self):
        for goal in self:
            if goal.member_id.case_id - goal.case_id or (
                goal.person_id.household_id - goal.household_id
            ):
                raise ValidationError(
                    self.env._(
                        "A goal is proposed by the team of this case or by its family."
                    )
                )

    @api.depends("task_ids")
    def _compute_task_count(self):
        for goal in self:
            goal.task_count = len(goal.task_ids)

    @api.depends("case_id.number", "name")
    @api.depends_context("show_family_names", "uid")
    def _compute_display_name(self):
        named = self._filtered_named()
        for goal in self:
            goal.display_name = (
                goal.name
                if goal in named
                else self.env._(
                    "%(case)s, goal %(number)s",
                    case=goal.case_id.number or "",
                    number=goal.id or "",
                )
            )

    def _get_root(self):
        """Return the goal of an earlier version from which this one comes, or itself.

        Goals of before 19.0.1.1.0 know no origin, but their tasks do.
        """
        self.ensure_one()
        return self.origin_id or self.task_ids.origin_id.goal_id[:1] or self

    def _get_proposer(self):
        """Return who proposed the goal, for those who may read the plan."""
        self.ensure_one()
        if self.person_id:
            return self.person_id._get_full_name()
        if self.member_id:
            return self.member_id.institution_id.name
        return self.env._("the family") if self.proposed_by_family else ""
