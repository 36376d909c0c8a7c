from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..rules.polish_time import polish_today


class Delegation(models.Model):
    """The request for a worker of an institution, and its director's answer.

    Directors delegate their people on the request of the social-assistance centre. The
    request names a kind of problem or the number of a case, and nothing of a family.
    The number is kept as words, so that a delegation points at no case: who reads or
    writes it comes no nearer to the family than the number itself.
    """

    _name = "kooperacja.delegation"
    _description = "Delegation of a worker"
    _inherit = [
        "kooperacja.guarded.mixin",
        "kooperacja.signed.document.mixin",
    ]
    _order = "id desc"
    _fields_set_by_action = frozenset(
        {
            "state",
            "case_number",
            "asked_by_id",
            "letter_id",
            "answered_on",
            "answered_by_id",
            "partner_id",
            "substitute_id",
            "answer_note",
            "signed_document",
            "signed_document_name",
        }
    )
    _fields_fixed = frozenset({"partnership_id", "company_id"})

    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership",
        string="Partnership",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["kooperacja.case"]._default_partnership(),
    )
    # Who asks, for a case of its own or for what may come.
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        readonly=False,
        index=True,
    )
    available_institution_ids = fields.Many2many(
        related="partnership_id.institution_ids"
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('id', 'in', available_institution_ids)]",
    )
    problem_id = fields.Many2one(
        comodel_name="kooperacja.problem",
        string="Kind of problem",
        ondelete="restrict",
        index="btree_not_null",
        help="The problem or the case number, not both: together they would tell "
        "something of a family.",
    )
    case_number = fields.Char(string="Case number", copy=False, index="btree_not_null")
    # Found by its number and with the rights of who reads: for others it stays empty.
    case_id = fields.Many2one(
        comodel_name="kooperacja.case",
        string="Case",
        compute="_compute_case_id",
        inverse="_inverse_case_id",
        compute_sudo=False,
        domain="[('stage', '!=', 'closed'), ('partnership_id', '=', partnership_id)]",
    )
    wanted = fields.Char(
        string="Whom we need",
        help="The profession or the skills, e.g. a psychologist who works with "
        "children. No names and nothing of a family.",
    )
    reference = fields.Char(
        string="File number", help="The number that the office gives."
    )
    state = fields.Selection(
        selection=[
            ("draft", "Being prepared"),
            ("asked", "Asked"),
            ("accepted", "Worker delegated"),
            ("declined", "Declined"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
    )
    answer_days = fields.Integer(
        string="Days for the answer",
        compute="_compute_answer_days",
        store=True,
        readonly=False,
        precompute=True,
    )
    asked_on = fields.Date(
        string="Asked on", copy=False, help="Empty: on the day of the button."
    )
    asked_by_id = fields.Many2one(
        comodel_name="res.users", string="Asked by", ondelete="restrict", copy=False
    )
    answer_due = fields.Date(
        string="Answer due on", compute="_compute_answer_due", store=True
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    letter_id = fields.Many2one(
        comodel_name="kooperacja.letter",
        string="Letter",
        ondelete="restrict",
        copy=False,
        groups="kooperacja_addon.group_worker",
    )
    answered_on = fields.Date(string="Answered on", copy=False)
    answered_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Answer noted by",
        ondelete="restrict",
        copy=False,
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Delegated worker",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
    )
    substitute_id = fields.Many2one(
        comodel_name="res.partner",
        string="Substitute",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
    )
    answer_note = fields.Text(string="Reason", copy=False)
    may_answer = fields.Boolean(
        string="Mine to answer", compute="_compute_may_answer", compute_sudo=False
    )
    asked_by_us = fields.Boolean(
        string="Of my gmina", compute="_compute_asked_by_us", compute_sudo=False
    )
    can_join = fields.Boolean(
        string="Not on the team yet", compute="_compute_can_join", compute_sudo=False
    )

    _days_not_negative = models.Constraint(
        "CHECK (answer_days >= 0)", "The days for the answer cannot be fewer than 0."
    )
    _problem_or_case = models.Constraint(
        "CHECK (problem_id IS NULL OR case_number IS NULL)",
        "Name the kind of problem or the case number, not both: together they would "
        "tell something of a family.",
    )

    @api.depends("institution_id.name", "problem_id.name", "case_number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for delegation in self:
            delegation.display_name = " – ".join(
                filter(
                    None,
                    (
                        delegation.case_number or delegation.problem_id.name,
                        delegation.institution_id.name,
                    ),
                )
            )

    @api.depends("partnership_id")
    def _compute_company_id(self):
        for delegation in self:
            delegation.company_id = delegation.partnership_id._get_gmina_of_user()

    @api.constrains("company_id", "partnership_id")
    def _check_gmina(self):
        for delegation in self:
            delegation.partnership_id._refuse_other_gmina(delegation.company_id)

    @api.depends("company_id")
    def _compute_answer_days(self):
        for delegation in self:
            delegation.answer_days = delegation.company_id._get_kooperacja_number(
                "delegation_answer_days"
            )

    @api.depends("state", "asked_on", "answer_days")
    def _compute_answer_due(self):
        for delegation in self:
            asked = delegation.state != "draft" and delegation.asked_on
            delegation.answer_due = asked and (
                delegation.asked_on + timedelta(days=delegation.answer_days)
            )

    @api.depends("state", "answer_due")
    def _compute_is_late(self):
        today = polish_today()
        for delegation in self:
            delegation.is_late = (
                delegation.state == "asked" and delegation.answer_due < today
            )

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = polish_today()
        return Domain("state", "=", "asked") & Domain("answer_due", "<", today)

    # --- the case, which is a number -------------------------------------------

    # The partnership stays, so the gmina is no reason to forget a case just chosen.
    @api.depends("case_number")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_case_id(self):
        numbered = self.filtered("case_number")
        cases = self.env["kooperacja.case"]
        if numbered and cases.has_access("read"):
            cases = cases.search([("number", "in", numbered.mapped("case_number"))])
        found = {(case.company_id, case.number): case for case in cases}
        for delegation in self:
            delegation.case_id = found.get(
                (delegation.company_id, delegation.case_number)
            )

    def _inverse_case_id(self):
        for delegation in self:
            case = delegation.case_id
            if case and case.partnership_id != delegation.partnership_id:
                raise ValidationError(
                    self.env._(
                        "Case %(number)s belongs to another partnership.",
                        number=case.number,
                    )
                )
            if case and case.company_id != delegation.company_id:
                raise ValidationError(
                    self.env._(
                        "Case %(number)s belongs to another gmina, which asks itself.",
                        number=case.number,
                    )
                )
            delegation._write_by_action({"case_number": case.number})

    @api.onchange("case_id")
    def _onchange_case_id(self):
        if self.case_id:
            self.partnership_id = self.case_id.partnership_id
            self.company_id = self.case_id.company_id
            self.problem_id = False

    # --- who may do what -------------------------------------------------------

    @api.depends_context("uid")
    @api.depends("state", "institution_id", "partnership_id")
    def _compute_may_answer(self):
        for delegation in self:
            delegation.may_answer = delegation.state == "asked" and (
                delegation.has_access("write") or delegation._is_of_my_institution()
            )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("company_id")
    def _compute_asked_by_us(self):
        for delegation in self:
            delegation.asked_by_us = not delegation.id or delegation.has_access("write")

    def _is_of_my_institution(self):
        """Return whether the user is its director or deputy in this partnership."""
        terms = self.env["kooperacja.partnership.representative"]
        return bool(
            terms.has_access("read")
            and terms.search_count(
                terms._domain_in_force()
                & Domain("partner_id", "=", self.env.user.partner_id.id)
                & Domain("function", "in", ("director", "deputy"))
                & Domain("member_id.partnership_id", "=", self.partnership_id.id)
                & Domain("member_id.institution_id", "=", self.institution_id.id)
                & Domain("member_id.state", "=", "joined"),
                limit=1,
            )
        )

    @api.depends_context("uid")
    @api.depends("state", "case_number", "partner_id")
    def _compute_can_join(self):
        for delegation in self:
            case = delegation.case_id
            delegation.can_join = (
                delegation.state == "accepted"
                and bool(case)
                and case.stage != "closed"
                and case.coordinated_by_me
                and delegation.partner_id
                not in case.member_ids.filtered("in_force").partner_id
            )

    # --- what may not be -------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("case_id") and not vals.get("company_id"):
                case = self.env["kooperacja.case"].browse(vals["case_id"])
                vals["company_id"] = case.company_id.id
        return super().create(vals_list)

    def write(self, vals):
        if set(vals) == {"reference"}:
            return self._write_by_action(vals)
        return super().write(vals)

    def _get_own_freeze_reason(self):
        if self.state != "draft" and self.asked_on:
            return self.env._(
                "This request was made on %(date)s and stays as it was made. Withdraw "
                "it and make a new one to ask for something else.",
                date=format_date(self.env, self.asked_on),
            )
        return super()._get_own_freeze_reason()

    @api.constrains("institution_id", "partnership_id")
    def _check_institution_in_partnership(self):
        for delegation in self:
            if (
                delegation.institution_id
                not in delegation.partnership_id.institution_ids
            ):
                raise ValidationError(
                    self.env._(
                        "%(institution)s is not in the partnership (it has not joined, "
                        "has refused or has left), so it delegates nobody.",
                        institution=delegation.institution_id.name,
                    )
                )

    # --- asking ----------------------------------------------------------------

    def action_ask(self):
        """Make the request: from now on the director sees it, and the letter is ready.

        Raises UserError when neither a problem nor a case is named, when the case was
        closed since or the institution has left.
        """
        self.check_access("write")
        self._refuse_state("draft")
        today = polish_today()
        for delegation in self:
            if delegation.asked_on and delegation.asked_on > today:
                raise UserError(
                    self.env._("The day of the request lies in the future.")
                )
            delegation._check_institution_in_partnership()
            delegation._refuse_aimless()
            delegation._write_by_action(
                {
                    "state": "asked",
                    "asked_on": delegation.asked_on or today,
                    "asked_by_id": self.env.user.id,
                    "letter_id": delegation._draft_letter().id,
                }
            )
        return True

    def _refuse_aimless(self):
        if not (self.problem_id or self.case_number):
            raise UserError(
                self.env._(
                    "Say for which kind of problem, or for which case, you need a "
                    "worker."
                )
            )
        if self.case_number and not self.case_id:
            raise UserError(
                self.env._("You ask for a worker only to a case that is open to you.")
            )
        if self.case_id.stage == "closed":
            raise UserError(
                self.env._(
                    "Case %(number)s is closed. Reopen it first.",
                    number=self.case_number,
                )
            )

    def _draft_letter(self):
        """Return the letter to the director, which the coordinator sends."""
        # A worker may ask for a worker, which was checked; the letter belongs to it.
        return (
            self.env["kooperacja.letter"]
            .sudo()
            ._draft(
                "delegation",
                self.partnership_id,
                self.institution_id,
                company_id=self.company_id.id,
                answer_days=self.answer_days,
                words={
                    "case_number": self.case_number,
                    "problem": self.problem_id.with_context(
                        lang=self.company_id.partner_id.lang or self.env.lang
                    ).name,
                    "wanted": self.wanted,
                    "days": self.answer_days,
                },
            )
        )

    def action_open_letter(self):
        """Open the letter, to print or to send it."""
        self.ensure_one()
        return self.letter_id._get_form_action()

    def action_withdraw(self):
        """Take the request back, while it has no answer."""
        self.check_access("write")
        self._refuse_state("asked")
        self._write_by_action({"state": "withdrawn"})
        return True

    # --- answering -------------------------------------------------------------

    def action_accept(self):
        """Ask whom the institution delegates."""
        return self._get_answer_action("accepted", self.env._("Delegate a worker"))

    def action_decline(self):
        """Ask for the reason of declining."""
        return self._get_answer_action("declined", self.env._("Decline"))

    def _get_answer_action(self, answer, name):
        self.ensure_one()
        self._refuse_answering()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "kooperacja.delegation.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_delegation_id": self.id, "default_answer": answer},
        }

    def _refuse_answering(self):
        self.ensure_one()
        self.check_access("read")
        self._refuse_state("asked")
        if not self.may_answer:
            raise AccessError(
                self.env._(
                    "The director of the institution or the deputy answers this "
                    "request, or the social-assistance centre notes their answer."
                )
            )

    def _answer(self, answer, day, person=None, substitute=None, note=False):
        """Note the answer and keep it as it is printed.

        Raises AccessError when it is not the user's to answer, and UserError when
        something of it is missing or does not fit.
        """
        self._refuse_answering()
        self._refuse_day(day)
        if answer == "accepted":
            self._refuse_people(person, substitute, note)
        elif not (note or "").strip():
            raise UserError(
                self.env._("Give the reason: it helps to look for help elsewhere.")
            )
        accepted = answer == "accepted"
        # A director may answer and nothing else, so the answer alone is written here
        # past the rights; that it is his or hers to give was checked above.
        delegation = self.sudo()
        delegation._write_by_action(
            {
                "state": answer,
                "answered_on": day,
                "answered_by_id": self.env.user.id,
                "partner_id": person.id if accepted else False,
                "substitute_id": substitute.id if accepted else False,
                "answer_note": False if accepted and substitute else note,
            }
        )
        delegation._write_by_action(delegation._prepare_kept_document())
        delegation._answer_letter()

    def _refuse_day(self, day):
        if day < self.asked_on or day > polish_today():
            raise UserError(
                self.env._(
                    "The answer came between the day of the request, %(date)s, and "
                    "today.",
                    date=format_date(self.env, self.asked_on),
                )
            )

    def _refuse_people(self, person, substitute, note):
        if not (person and (substitute or (note or "").strip())):
            raise UserError(
                self.env._(
                    "Name the worker and a substitute: the work with the family goes "
                    "on when somebody falls ill. Where nobody can stand in, say why "
                    "in the reason."
                )
            )
        if person == substitute:
            raise UserError(
                self.env._("The substitute is somebody else than the worker.")
            )
        institution = self.institution_id.commercial_partner_id
        for somebody in person | substitute:
            if somebody == institution or (
                somebody.commercial_partner_id != institution
            ):
                raise UserError(
                    self.env._(
                        "%(person)s does not work for %(institution)s. Add the person "
                        "to the institution's contacts first.",
                        person=somebody.name,
                        institution=self.institution_id.name,
                    )
                )

    def _answer_letter(self):
        """Note the answer on the letter too, so that nobody waits for it any longer."""
        letter = self.letter_id
        if (
            letter.state == "sent"
            and not letter.answer
            and letter.sent_on <= self.answered_on
        ):
            letter.write(
                {
                    "answer": "yes" if self.state == "accepted" else "no",
                    "answered_on": self.answered_on,
                    "answer_note": self.answer_note,
                }
            )

    def _get_document_report(self):
        return "kooperacja_addon.report_delegation"

    def _get_document_name(self):
        return f"oddelegowanie-{self.id}"

    # --- joining the team ------------------------------------------------------

    def action_join_team(self):
        """Put the delegated worker on the team of the case, from today."""
        self.ensure_one()
        self._refuse_state("accepted")
        if not self.case_id:
            raise UserError(
                self.env._(
                    "Nobody joins a team by this delegation: it names no case that is "
                    "open to you. Add the person in the case, on the tab “Team”."
                )
            )
        self.env["kooperacja.case.member"].create(
            {
                "case_id": self.case_id.id,
                "institution_id": self.institution_id.id,
                "partner_id": self.partner_id.id,
                "delegation_id": self.id,
            }
        )
        return True
