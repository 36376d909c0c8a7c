from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..rules.polish_time import polish_today

FORMS = [
    ("paper", "On paper, signed"),
    ("meeting", "At a meeting, noted in the minutes"),
    ("writing", "In another writing"),
]


class Consent(models.Model):
    """That a person lets data pass where no law has them pass, and that he or she takes
    it back.

    Frozen once given; taking back is an action with its day. What passed before stays
    lawful and on record.
    """

    _name = "kooperacja.consent"
    _description = "Consent"
    _inherit = ["kooperacja.case.content.mixin"]
    _order = "id desc"
    _rec_names_search = ["case_number"]
    _fields_set_by_action = frozenset({"state", "of_plan"})
    _fields_of_withdrawal = frozenset({"withdrawn_on", "withdrawn_how"})

    case_number = fields.Char(
        related="case_id.number", string="Case number", store=True, index=True
    )
    household_id = fields.Many2one(
        related="case_id.household_id", string="Family", store=True, index=True
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Whose data",
        required=True,
        index=True,
        domain="[('household_id', '=', household_id)]",
        ondelete="restrict",
    )
    needs_representative = fields.Boolean(compute="_compute_needs_representative")
    given_by_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Who consents on behalf",
        domain="[('household_id', '=', household_id), ('id', '!=', person_id)]",
        ondelete="restrict",
        index="btree_not_null",
        help="For a child: a parent or guardian.",
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
        index="btree_not_null",
        help="Who may have the data by this consent. Empty: every institution of the "
        "team whose membership rests on consent.",
    )
    # Typed words are for who works with the family; the data protection officer sees
    # that there is a consent, for whom, since when and until when.
    purpose = fields.Char(
        string="What for",
        required=True,
        groups="kooperacja_addon.group_team",
        help="What the consent is about, in general words; no needs, no diagnoses.",
    )
    scope = fields.Text(
        string="What data",
        help="Kinds of data, not the data.",
        groups="kooperacja_addon.group_team",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Being asked"),
            ("given", "Given"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
    )
    given_on = fields.Date(
        string="Said on", default=lambda self: polish_today(), copy=False
    )
    form = fields.Selection(
        selection=FORMS, string="In which form", default="paper", copy=False
    )
    withdrawn_on = fields.Date(string="Withdrawn on", copy=False)
    withdrawn_how = fields.Selection(
        selection=FORMS, string="Withdrawn how", copy=False
    )
    of_plan = fields.Boolean(
        string="Said under the plan",
        readonly=True,
        copy=False,
        help="Noted by itself when the plan was signed.",
    )
    consequences = fields.Text(
        string="What follows", compute="_compute_consequences", compute_sudo=False
    )
    member_ids = fields.Many2many(
        comodel_name="kooperacja.case.member",
        string="On the team by this consent alone",
        compute="_compute_member_ids",
        compute_sudo=False,
        groups="kooperacja_addon.group_team",
    )

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for consent in self:
            consent.display_name = self.env._(
                "%(case)s, consent %(number)s",
                case=consent.case_number or "",
                number=consent.id or "",
            )

    @api.depends("person_id")
    def _compute_needs_representative(self):
        for consent in self:
            # Only whether it is a child, which the choice of a person shows anyway.
            person = consent.person_id.sudo()
            consent.needs_representative = bool(person) and not person.is_adult

    @api.depends(
        "state",
        "institution_id",
        "case_id.member_ids.basis_id",
        "case_id.member_ids.date_to",
        "case_id.consent_ids.state",
    )
    def _compute_consequences(self):
        none = self.env["kooperacja.case.member"]
        for consent in self:
            # The officer reads consents, and no teams.
            members = (
                consent._get_members_by_consent() if none.has_access("read") else none
            )
            consent.consequences = consent._get_consequences(members)

    @api.depends(
        "state",
        "institution_id",
        "case_id.member_ids.basis_id",
        "case_id.member_ids.date_to",
        "case_id.consent_ids.state",
    )
    def _compute_member_ids(self):
        for consent in self:
            consent.member_ids = consent._get_members_by_consent()

    def _get_members_by_consent(self):
        """Return who is on the team today by this consent and no other."""
        self.ensure_one()
        case = self.case_id
        members = case.member_ids.filtered(
            lambda m: m.in_force
            and m.basis_id.kind == "consent"
            and self.institution_id in (m.institution_id, m.institution_id.browse())
        )
        others = case.consent_ids.filtered(
            lambda c: c.state == "given" and c != self._origin
        )
        if any(not other.institution_id for other in others):
            return members.browse()
        return members.filtered(lambda m: m.institution_id not in others.institution_id)

    def _get_consequences(self, members):
        institutions = (
            ", ".join(sorted(set(members.institution_id.mapped("name"))))
            if members
            else ""
        )
        sentences = {
            "draft": [
                self.env._(
                    "With the consent the institution gets the data named here, and no "
                    "others. It may be taken back at any time, as easily as it was "
                    "given. Without it nothing is lost that is due by law."
                )
            ],
            "given": [
                self.env._(
                    "The institution may get the data named here. If the consent is "
                    "taken back: what rests on it alone stops; what rests on law goes "
                    "on; what was passed before stays lawful and stays on the list."
                )
            ],
            "refused": [
                self.env._(
                    "What would rest on this consent alone is not passed on. What "
                    "rests on law goes on; nothing may be refused to the family for "
                    "this."
                )
            ],
            "withdrawn": [
                self.env._(
                    "What rests on this consent alone stops from that day. What rests "
                    "on law goes on. What was passed before was lawful and stays on "
                    "the list of what was passed to whom."
                )
            ],
        }[self.state]
        if institutions and self.state == "withdrawn":
            sentences.append(
                self.env._(
                    "On the team by this consent alone: %(institutions)s. End their "
                    "work on the team.",
                    institutions=institutions,
                )
            )
        elif institutions and self.state == "given":
            sentences.append(
                self.env._(
                    "On the team by this consent alone: %(institutions)s.",
                    institutions=institutions,
                )
            )
        return " ".join(sentences)

    @api.onchange("person_id")
    def _onchange_person_id(self):
        if self.given_by_id == self.person_id or not self.needs_representative:
            self.given_by_id = False

    @api.constrains("person_id", "given_by_id", "case_id")
    def _check_family(self):
        self._refuse_strangers("person_id")
        self._refuse_strangers("given_by_id")

    @api.constrains("given_on", "withdrawn_on")
    def _check_days(self):
        today = polish_today()
        for consent in self:
            if (consent.given_on or today) > today or (
                consent.withdrawn_on or today
            ) > today:
                raise ValidationError(
                    self.env._("The day of a statement lies in the future.")
                )
            if (
                consent.withdrawn_on
                and consent.given_on
                and consent.withdrawn_on < consent.given_on
            ):
                raise ValidationError(
                    self.env._("A consent is taken back after it was given.")
                )

    def _get_own_freeze_reason(self):
        if self.state != "draft":
            return self.env._(
                "What was said on %(date)s stays as it was said. Take a consent back "
                "with its button, or note a new one.",
                date=format_date(self.env, self.given_on),
            )
        return super()._get_own_freeze_reason()

    def write(self, vals):
        if (
            self
            and self._fields_of_withdrawal.issuperset(vals)
            and set(self.mapped("state")) == {"given"}
        ):
            # Said after the end of the work, too.
            self._refuse_unreadable([vals])
            return self._note_by_action(vals)
        return super().write(vals)

    def action_give(self):
        """Note that the consent was given.

        Raises UserError that names what is missing.
        """
        return self._say("given")

    def action_refuse(self):
        """Note that the consent was refused."""
        return self._say("refused")

    def _say(self, state):
        self.check_access("write")
        self._refuse_state("draft")
        for consent in self:
            if not (consent.given_on and consent.form):
                raise UserError(self.env._("Enter on which day and in which form."))
            if consent.needs_representative and not consent.given_by_id:
                raise UserError(
                    self.env._("For a child a parent or guardian consents: choose who.")
                )
            if consent.given_by_id and not consent.given_by_id.is_adult:
                raise UserError(self.env._("On behalf of another an adult consents."))
        self._write_by_action({"state": state})
        return True

    def action_withdraw(self):
        """Note that the consent was taken back, today unless another day is entered.

        Possible after the end of the case too.
        """
        self.check_access("write")
        self._refuse_state("given")
        for consent in self:
            consent._note_by_action(
                {
                    "state": "withdrawn",
                    "withdrawn_on": consent.withdrawn_on or polish_today(),
                    "withdrawn_how": consent.withdrawn_how or consent.form,
                }
            )
            if consent.case_id.stage != "closed":
                consent.case_id._note("note", consent._get_withdrawal_words())
        return True

    def _get_withdrawal_words(self):
        """Return what the file of the case says; whose data stands in the consent."""
        words = self.env._(
            "A consent was taken back (%(number)s). What rests on it alone stops.",
            number=self.display_name,
        )
        if self.institution_id:
            words += " " + self.env._(
                "It concerned: %(institution)s.", institution=self.institution_id.name
            )
        return words

    def action_end_memberships(self):
        """End today the work on the team of those who were on it by consent alone.

        Raises UserError while the consent holds, or when there is nobody.
        """
        self.check_access("write")
        self._refuse_state("withdrawn", "refused")
        members = self.member_ids
        if not members:
            raise UserError(self.env._("Nobody is on the team by this consent alone."))
        return members.action_end()
