from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("task_done", "The task is done"),
    ("task_hard", "The task is hard"),
    ("task_help", "Needs help with the task"),
    ("goal_yes", "Agrees with the goal"),
    ("goal_no", "Does not agree with the goal"),
    ("goal_new", "Proposes a goal"),
    ("view", "Says how it goes"),
    ("plan_signed", "Has signed the plan in the portal"),
    ("plan_refused", "Does not agree to the plan"),
]


class FamilyVoice(models.Model):
    """What an adult of the family said through the portal, on a day, in own words.

    Written by ``kooperacja.family.page`` alone and never changed. It changes no plan:
    a proposed goal waits until who coordinates the case takes it into the next draft.
    """

    _name = "kooperacja.family.voice"
    _description = "Voice of the family"
    _inherit = ["kooperacja.sealed.mixin", "kooperacja.case.content.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ["case_id.number"]
    _fields_set_by_action = frozenset({"seen_on", "seen_by_id"})
    _columns_sealed = ("case_id", "person_id", "date", "kind", "about", "text", "once")

    household_id = fields.Many2one(
        related="case_id.household_id", string="Family", store=True, index=True
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Who says it",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Datetime(
        string="Said at", required=True, readonly=True, default=fields.Datetime.now
    )
    kind = fields.Selection(
        selection=KINDS, string="What it is", required=True, readonly=True
    )
    task_id = fields.Many2one(
        comodel_name="kooperacja.plan.task",
        string="Task",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    goal_id = fields.Many2one(
        comodel_name="kooperacja.plan.goal",
        string="Goal",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    about = fields.Char(
        readonly=True,
        help="The task or the goal, as it read on that day.",
    )
    text = fields.Text(string="In the own words", readonly=True)
    # The same form sent twice is one voice.
    once = fields.Char(readonly=True, copy=False)
    seen_on = fields.Datetime(string="Read on", readonly=True, copy=False)
    seen_by_id = fields.Many2one(
        comodel_name="res.partner",
        string="Read by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    _once_uniq = models.Constraint(
        "UNIQUE (case_id, person_id, once)", "This was sent already."
    )
    _unseen_idx = models.Index("(case_id) WHERE seen_on IS NULL")

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for voice in self:
            voice.display_name = self.env._(
                "%(case)s, voice %(number)s",
                case=voice.case_id.number or "",
                number=voice.id or "",
            )

    @api.constrains("person_id", "case_id")
    def _check_same_family(self):
        self._refuse_strangers("person_id")

    # --- what the coordinator does with it ---------------------------------------

    def action_see(self):
        """Note that who coordinates the case has read it."""
        self.case_id.check_access("write")
        unseen = self.filtered(lambda voice: not voice.seen_on)
        # Who coordinates the case was checked; the words stay as they were said.
        unseen.sudo()._note_by_action(
            {
                "seen_on": fields.Datetime.now(),
                "seen_by_id": self.env.user.partner_id.id,
            }
        )
        return True

    def action_take(self):
        """Take a proposed goal into the draft of the plan, and open the plan.

        Raises UserError when there is no draft: a plan that was signed stays as it was.
        """
        self.ensure_one()
        self.case_id.check_access("write")
        if self.kind != "goal_new":
            raise UserError(self.env._("Only a proposed goal goes into the plan."))
        plan = self.case_id.draft_plan_id
        if not plan:
            raise UserError(
                self.env._(
                    "A signed plan stays as it was signed. Make a new version first, "
                    "and take the goal into it."
                )
            )
        self.env["kooperacja.plan.goal"].create(
            {
                "plan_id": plan.id,
                "name": " ".join(self.text.split()),
                "person_id": self.person_id.id,
            }
        )
        self.action_see()
        return plan._get_form_action()
