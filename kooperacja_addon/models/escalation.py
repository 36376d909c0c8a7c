from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..rules.neutral import names_family
from ..rules.polish_time import polish_today

# Days for the answer that a new matter begins with; the sources name none.
ANSWER_DAYS = 14


class Escalation(models.Model):
    """A matter that the team cannot settle, laid before who can.

    A director, the team of directors (PZK), the head of the gmina or the starost. Its
    words are neutral and its case is not told, unless whoever coordinates says so with
    a legal basis: directors are no members of teams. The cases from which it comes
    stand in rows of their own (``kooperacja.case.matter``), under the rules of cases.
    """

    _name = "kooperacja.escalation"
    _description = "Matter laid before an authority"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "id desc"
    _fields_set_by_action = frozenset(
        {
            "state",
            "case_number",
            "sent_on",
            "sent_by_id",
            "letter_id",
            "answered_on",
            "closed_on",
        }
    )
    _fields_fixed = frozenset({"partnership_id", "company_id"})

    name = fields.Char(
        string="Subject", required=True, help="No names and nothing of a family."
    )
    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership",
        string="Partnership",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["kooperacja.case"]._default_partnership(),
    )
    # Of the case, which need not be the gmina that leads the partnership.
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    addressee = fields.Selection(
        selection=[
            ("director", "Director of an institution"),
            ("directors", "Team of directors (PZK)"),
            ("head", "Head of the gmina"),
            ("starost", "Starost"),
        ],
        string="Laid before",
        required=True,
        default="director",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution or office",
        required=True,
        index=True,
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
    )
    text = fields.Text(
        string="What it is about",
        required=True,
        help="In neutral words: what is missing or stands in the way, for how many, "
        "since when. The addressee reads this, and only this.",
    )
    wish = fields.Text(string="What we ask for")
    tell_number = fields.Boolean(
        string="Name the case number",
        help="Not needed where the matter concerns many families.",
    )
    case_number = fields.Char(string="Case number", copy=False)
    family_allowed = fields.Boolean(
        string="Data of the family may be told",
        groups="kooperacja_addon.group_worker",
    )
    legal_basis = fields.Char(
        string="Legal basis",
        groups="kooperacja_addon.group_worker",
        help="The provision, or the consent and its date, by which the addressee may "
        "learn who the family is.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Being written"),
            ("sent", "Sent"),
            ("answered", "Answered"),
            ("closed", "Closed"),
        ],
        string="Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
    )
    sent_on = fields.Date(string="Sent on", copy=False)
    sent_by_id = fields.Many2one(
        comodel_name="res.users", string="Sent by", ondelete="restrict", copy=False
    )
    answer_due = fields.Date(
        string="Answer due on",
        required=True,
        default=lambda self: (polish_today() + timedelta(days=ANSWER_DAYS)),
    )
    answer = fields.Text(string="What was answered", copy=False)
    answered_on = fields.Date(string="Answered on", copy=False)
    closed_on = fields.Date(string="Closed on", copy=False)
    letter_id = fields.Many2one(
        comodel_name="kooperacja.letter",
        string="Letter",
        ondelete="restrict",
        copy=False,
        index="btree_not_null",
        groups="kooperacja_addon.group_worker",
    )
    matter_ids = fields.One2many(
        comodel_name="kooperacja.case.matter",
        inverse_name="escalation_id",
        string="Cases from which it comes",
        groups="kooperacja_addon.group_worker",
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )

    @api.depends("answer_due", "state")
    def _compute_is_late(self):
        today = polish_today()
        for matter in self:
            matter.is_late = matter.state == "sent" and matter.answer_due < today

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = polish_today()
        return [("state", "=", "sent"), ("answer_due", "<", today)]

    @api.constrains("family_allowed", "legal_basis")
    def _check_legal_basis(self):
        for matter in self.sudo():
            if matter.family_allowed and not (matter.legal_basis or "").strip():
                raise ValidationError(
                    self.env._(
                        "Data of a family are told only with a legal basis: write it "
                        "down, or take the tick away."
                    )
                )

    def _get_own_freeze_reason(self):
        if self.state != "draft":
            return self.env._(
                "This matter was sent on %(date)s and stays as it was sent. Write a "
                "new one to add something.",
                date=format_date(self.env, self.sent_on),
            )
        return super()._get_own_freeze_reason()

    def write(self, vals):
        if set(vals) == {"answer"} and set(self.mapped("state")) == {"sent"}:
            return self._write_by_action(vals)
        return super().write(vals)

    # --- sending ---------------------------------------------------------------

    def action_send(self):
        """Send the matter: its addressee sees it from now on, and the letter is ready.

        Raises UserError when the day of the answer lies in the past, or when the words
        tell who the family is though that was not allowed.
        """
        self.check_access("write")
        self._refuse_state("draft")
        today = polish_today()
        for matter in self:
            if matter.answer_due < today:
                raise UserError(
                    self.env._(
                        "The day of the answer lies in the past: choose a later."
                    )
                )
            matter._refuse_telling_family()
            numbers = matter.matter_ids.case_id.sorted("number").mapped("number")
            if matter.tell_number and len(numbers) != 1:
                raise UserError(
                    self.env._(
                        "A case number is named only where the matter comes from one "
                        "case. Take the tick away."
                    )
                )
            matter._write_by_action(
                {
                    "state": "sent",
                    "sent_on": today,
                    "sent_by_id": self.env.user.id,
                    "case_number": matter.tell_number and numbers[0],
                    "letter_id": matter._draft_letter(today, numbers).id,
                }
            )
        return True

    def _refuse_telling_family(self):
        if self.family_allowed:
            return
        # Compared, never shown; the writer may read the cases of his or her own rows.
        household = self.sudo().matter_ids.case_id.household_id
        persons = household.person_ids
        if names_family(
            "\n".join(filter(None, (self.name, self.text, self.wish))),
            {person.last_name for person in persons if person.last_name},
            {
                number
                for number in (*persons.mapped("pesel"), *household.mapped("phone"))
                if number
            },
        ):
            raise UserError(
                self.env._(
                    "The words tell who the family is: a surname, a PESEL or a "
                    "telephone number stands in them. Take it out. If the addressee "
                    "may know the family, tick so and write down the legal basis."
                )
            )

    def _draft_letter(self, today, numbers):
        # Who coordinates a case may lay a matter before an authority, which was
        # checked; the letter belongs to it.
        return (
            self.env["kooperacja.letter"]
            .sudo()
            ._draft(
                "escalation",
                self.partnership_id,
                self.partner_id,
                answer_days=(self.answer_due - today).days,
                words={
                    "subject": self.name,
                    "text": self.text,
                    "wish": self.wish,
                    "case_number": self.tell_number and numbers[0],
                    "date": self.answer_due,
                },
            )
        )

    # --- the answer ------------------------------------------------------------

    def action_answer(self):
        """Note that the answer has come; it becomes an entry in the cases it is about.

        Raises UserError when the words of the answer are missing.
        """
        self.check_access("write")
        self._refuse_state("sent")
        for matter in self:
            if not (matter.answer or "").strip():
                raise UserError(self.env._("Write down what was answered."))
            matter._write_by_action(
                {
                    "state": "answered",
                    "answered_on": polish_today(),
                }
            )
            matter._answer_letter()
            # The writer is the entry's author; that a further case is not his or her
            # own must not keep the answer from its file.
            for case in matter.sudo().matter_ids.case_id:
                if case.stage != "closed":
                    case._note(
                        "note",
                        self.env._(
                            "Answer to “%(subject)s”: %(answer)s",
                            subject=matter.name,
                            answer=matter.answer,
                        ),
                    )
        return True

    def _answer_letter(self):
        """Note the answer on the letter too, so that nobody waits for it any longer."""
        # The letter belongs to the matter, whose writing was checked.
        letter = self.sudo().letter_id
        if letter.state == "sent" and not letter.answer:
            letter.write(
                {
                    "answer": "told",
                    "answered_on": self.answered_on,
                    "answer_note": self.answer,
                }
            )

    def action_close(self):
        """Close the matter, answered or not."""
        self.check_access("write")
        self._refuse_state("sent", "answered")
        self._write_by_action({"state": "closed", "closed_on": polish_today()})
        return True
