from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..rules.contacts import week_start
from ..rules.polish_time import polish_today

# Kinds that tell of a step; only the step itself writes them.
STEPS = ("stage", "reopening", "handover", "task")
# Kinds in which somebody met the family.
CONTACTS = ("contact", "joint_visit", "counselling")
# Who reads the words of an entry, from the most open to the most closed.
LEVELS = ("team", "coordinator", "fact")
# How many unread entries the dialog of a new one shows.
SHOWN = 20


class CaseEntry(models.Model):
    """A line of the shared file: author, institution, day; never changed afterwards.

    A mistake is mended by a new entry that points to the old one. That an entry was
    made, by whom, of which kind and when, the whole team sees; the words of one that is
    not for the whole team lie in ``kooperacja.case.entry.text``, and an entry of type
    and date only has none. Counselling is always such a one: of it the team learns the
    kind, the day and the duration, what was said is the counsellor's secret.
    ``words`` is what the current user may read.
    """

    _name = "kooperacja.case.entry"
    _description = "Entry in the file of a case"
    _inherit = ["kooperacja.sealed.mixin", "kooperacja.case.content.mixin"]
    _order = "happened_on desc, id desc"
    _rec_names_search = ["case_id.number"]
    _columns_sealed = (
        "case_id",
        "date",
        "happened_on",
        "author_id",
        "institution",
        "kind",
        "advice",
        "level",
        "text",
        "minutes",
        "person_id",
        "addressee_id",
        "corrects_id",
        "answers_id",
        "unread_before",
    )

    date = fields.Datetime(
        string="Entered", default=fields.Datetime.now, required=True, readonly=True
    )
    happened_on = fields.Date(
        string="Happened on", required=True, default=lambda self: polish_today()
    )
    author_id = fields.Many2one(
        comodel_name="res.partner",
        string="Author",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.user.partner_id,
    )
    # Kept as words: the entry says where its author worked on that day.
    institution = fields.Char(
        readonly=True,
        default=lambda self: self.env.user.partner_id.commercial_partner_id.name,
    )
    kind = fields.Selection(
        selection=[
            ("note", "Note"),
            ("contact", "Contact with the family"),
            ("joint_visit", "Joint visit"),
            ("counselling", "Counselling"),
            ("referral", "Referral"),
            ("feedback", "Feedback on a referral"),
            ("correction", "Correction"),
            ("stage", "Change of stage"),
            ("reopening", "Reopening"),
            ("handover", "Handover"),
            ("task", "Answer to a task"),
        ],
        required=True,
        default="note",
    )
    # The kinds of specialist counselling in the act on social assistance, art. 46.
    advice = fields.Selection(
        selection=[
            ("legal", "Legal"),
            ("psychological", "Psychological"),
            ("family", "Family counselling"),
            ("other", "Other"),
        ],
        string="Kind of counselling",
    )
    level = fields.Selection(
        selection=[
            ("team", "The team"),
            ("coordinator", "The coordinator and the author"),
            ("fact", "Nobody: only type and date are kept"),
        ],
        string="Who reads the words",
        required=True,
        default="team",
    )
    text = fields.Text(help="Of an entry for the whole team.")
    words = fields.Text(
        string="What it says", compute="_compute_words", search="_search_words"
    )
    minutes = fields.Integer(string="Duration (minutes)")
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Whom it concerns",
        domain="[('household_id', '=', household_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    household_id = fields.Many2one(related="case_id.household_id")
    addressee_id = fields.Many2one(
        comodel_name="res.partner",
        string="Referred to",
        domain="[('is_institution', '=', True)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    corrects_id = fields.Many2one(
        comodel_name="kooperacja.case.entry",
        string="Corrects",
        domain="[('case_id', '=', case_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    correction_ids = fields.One2many(
        comodel_name="kooperacja.case.entry",
        inverse_name="corrects_id",
        string="Corrected by",
    )
    is_corrected = fields.Boolean(string="Corrected", compute="_compute_is_corrected")
    answers_id = fields.Many2one(
        comodel_name="kooperacja.case.entry",
        string="On the referral",
        domain="[('case_id', '=', case_id), ('kind', '=', 'referral')]",
        ondelete="restrict",
        index="btree_not_null",
    )
    answer_ids = fields.One2many(
        comodel_name="kooperacja.case.entry",
        inverse_name="answers_id",
        string="Feedback",
    )
    unread_before = fields.Integer(
        string="Entries that the author had not read",
        readonly=True,
        help="Entries of others that were new to the author when this one was made.",
    )
    # What the dialog of a new entry shows and asks; not kept.
    unread_count = fields.Integer(compute="_compute_unread")
    unread_ids = fields.Many2many(
        comodel_name="kooperacja.case.entry", compute="_compute_unread"
    )
    has_read = fields.Boolean(string="I have read the new entries", store=False)
    read_up_to = fields.Integer(
        store=False, default=lambda self: self._default_read_up_to()
    )
    contact_warning = fields.Char(compute="_compute_contact_warning")

    _minutes_not_negative = models.Constraint(
        "CHECK (minutes >= 0)", "A duration is 0 minutes or more."
    )
    _words_in_their_place = models.Constraint(
        "CHECK ((level = 'team') = (text IS NOT NULL))",
        "Only an entry for the whole team keeps its words in the entry itself.",
    )

    # --- what the current user may read ---------------------------------------

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = self.env._(
                "%(case)s, entry %(number)s",
                case=entry.case_id.number or "",
                number=entry.id or "",
            )

    @api.model
    def _get_guarded_texts(self):
        """Return the model of guarded words under the rules of the current user.

        Even where everything may be read (a report, a related field) words open to
        those alone for whom they are.
        """
        return self.env["kooperacja.case.entry.text"].sudo(False)

    @api.depends("text", "level")
    @api.depends_context("uid")
    def _compute_words(self):
        guarded = self.filtered(lambda entry: entry.level == "coordinator")
        texts = {}
        if guarded.ids:
            rows = self._get_guarded_texts().search([("entry_id", "in", guarded.ids)])
            texts = {row.entry_id.id: row.text for row in rows}
        for entry in self:
            entry.words = entry.text or texts.get(entry.id, False)

    @api.model
    def _search_words(self, operator, value):
        if operator not in ("in", "ilike", "like", "=ilike", "=like"):
            return NotImplemented
        texts = self._get_guarded_texts()

        def has_guarded(domain):
            return Domain("id", "in", texts._search(domain).subselect("entry_id"))

        if operator == "in" and False in value:
            # Without words is also what says something to others only.
            none = Domain("text", "=", False) & ~has_guarded([])
            rest = [word for word in value if word is not False]
            return none | self._search_words(operator, rest) if rest else none
        return Domain("text", operator, value) | has_guarded(
            [("text", operator, value)]
        )

    @api.depends("correction_ids")
    def _compute_is_corrected(self):
        for entry in self:
            entry.is_corrected = bool(entry.correction_ids)

    # --- reading before adding --------------------------------------------------

    @api.model
    def _default_read_up_to(self):
        case = self.env.context.get("default_case_id")
        entries = self.search([("case_id", "=", case)], order="id desc", limit=1)
        return entries.id if case else 0

    @api.depends("case_id")
    @api.depends_context("uid")
    def _compute_unread(self):
        for entry in self:
            # Asked by the dialog of a new entry alone.
            unread = (
                entry.browse() if entry._origin else entry.case_id._get_unread_entries()
            )
            entry.unread_count = len(unread)
            entry.unread_ids = unread[:SHOWN]

    @api.depends("kind", "happened_on", "case_id")
    def _compute_contact_warning(self):
        for entry in self:
            about_to_come = (
                not entry._origin
                and entry.kind in CONTACTS
                and entry.case_id
                and entry.happened_on
            )
            entry.contact_warning = (
                about_to_come
                and entry.case_id._get_contact_warning(
                    week_start(entry.happened_on),
                    [(entry.institution, entry.kind == "joint_visit")],
                )
            )

    @api.model
    def _get_contacts(self, case, first, last):
        """Return the contacts with the family from ``first`` to ``last``, as pairs of
        (institution, whether the visit was a joint one)."""
        rows = self._read_group(
            [
                ("case_id", "in", case.ids),
                ("kind", "in", CONTACTS),
                ("happened_on", ">=", first),
                ("happened_on", "<=", last),
            ],
            ["institution", "kind"],
        )
        return [(institution, kind == "joint_visit") for institution, kind in rows]

    # --- making -----------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        unread = self._read_before(vals_list)
        entries = self._create_signed(vals_list, super().create, unread)
        if any(entry.kind in STEPS for entry in entries):
            self._refuse_guarded()
        return entries

    @api.model
    def _create_by_action(self, vals_list):
        """Create entries, those that tell of a step included."""
        return self._create_signed(vals_list, super().create)

    @api.model
    def _create_signed(self, vals_list, create, unread=None):
        # Nobody signs for somebody else, and nobody enters yesterday today.
        partner = self.env.user.partner_id
        signature = {
            "author_id": partner.id,
            "institution": partner.commercial_partner_id.name,
            "date": fields.Datetime.now(),
        }
        usual = self.default_get(["kind", "level", "case_id", "text"])
        # Who works for two institutions writes for the one that is on the team.
        case_ids = [vals.get("case_id", usual.get("case_id")) for vals in vals_list]
        institutions = self.env["kooperacja.case.member"]._get_own_institutions(
            case_ids
        )
        guarded = []
        prepared = []
        for vals in vals_list:
            vals = vals | signature
            if institution := institutions.get(
                vals.get("case_id", usual.get("case_id"))
            ):
                vals["institution"] = institution.name
            vals["unread_before"] = (unread or {}).get(vals.get("case_id"), 0)
            level = vals.get("level", usual.get("level"))
            text = vals.get("text", usual.get("text"))
            if vals.get("kind", usual.get("kind")) == "counselling":
                if "level" not in vals:
                    vals["level"] = level = "fact"
                self._check_counselling(level, text)
            self._check_words(level, text)
            guarded.append(text if level == "coordinator" else None)
            if level != "team":
                vals["text"] = False
            prepared.append(vals)
        entries = create(prepared)
        # The words go where their rules are, together with the entry, whose author and
        # case were checked.
        self.env["kooperacja.case.entry.text"].sudo().create(
            [
                {
                    "entry_id": entry.id,
                    "case_id": entry.case_id.id,
                    "author_id": entry.author_id.id,
                    "text": text,
                }
                for entry, text in zip(entries, guarded, strict=True)
                if text
            ]
        )
        return entries

    @api.model
    def _check_counselling(self, level, text):
        if level != "fact" or (text or "").strip():
            raise ValidationError(
                self.env._(
                    "Of counselling only its kind, date and duration are kept: what is "
                    "said there is the counsellor's secret. Clear the words. What the "
                    "team has to know and the family agrees to, add as an entry of "
                    "another kind."
                )
            )

    @api.model
    def _check_words(self, level, text):
        if level == "fact":
            if (text or "").strip():
                raise ValidationError(
                    self.env._(
                        "Of this entry only type, date and duration are kept. Clear "
                        "the words, or choose who reads them."
                    )
                )
        elif not (text or "").strip():
            raise ValidationError(self.env._("Write what happened."))

    @api.model
    def _read_before(self, vals_list):
        """Mark as read what the dialog says was read; return what is left unread."""
        asked = {}
        for vals in vals_list:
            case = vals.get("case_id") or self.env.context.get("default_case_id")
            has_read, up_to = vals.pop("has_read", False), vals.pop("read_up_to", 0)
            if case:
                asked.setdefault(case, up_to if has_read else None)
        readings = self.env["kooperacja.case.reading"]
        cases = self.env["kooperacja.case"].browse(asked)
        for case in cases:
            if asked[case.id] is not None:
                readings._mark(case, asked[case.id])
        return {
            case: unread
            for case, (unread, _newest) in readings._get_unread(cases).items()
        }

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "Entries are not changed and not deleted. Add a new entry that "
                "corrects this one."
            )
        )

    @api.constrains("corrects_id", "answers_id", "kind", "level", "case_id")
    def _check_earlier(self):
        for entry in self:
            earlier = entry.corrects_id | entry.answers_id
            if earlier.case_id - entry.case_id:
                raise ValidationError(
                    self.env._("An entry points to another of the same case.")
                )
            if entry.kind == "correction" and not entry.corrects_id:
                raise ValidationError(
                    self.env._("Choose the entry that this one corrects.")
                )
            if any(
                LEVELS.index(entry.level) < LEVELS.index(other.level)
                for other in earlier
            ):
                raise ValidationError(
                    self.env._(
                        "The entry that this one answers is not for the whole team, so "
                        "this one cannot be more open than that."
                    )
                )

    @api.constrains("level", "person_id", "addressee_id", "case_id")
    def _check_told(self):
        self._refuse_strangers("person_id")
        for entry in self:
            if entry.level != "team" and (entry.person_id or entry.addressee_id):
                raise ValidationError(
                    self.env._(
                        "What stands beside the words is seen by the whole team. Leave "
                        "the person and the institution empty, or name them in the "
                        "words."
                    )
                )

    @api.constrains("happened_on")
    def _check_happened(self):
        today = polish_today()
        if any(entry.happened_on > today for entry in self):
            raise ValidationError(
                self.env._(
                    "An entry tells what has happened. For what is to come plan a "
                    "meeting or a task."
                )
            )

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind == "counselling":
            self.level = "fact"
        else:
            self.advice = False
        if self.kind != "referral":
            self.addressee_id = False

    @api.onchange("level")
    def _onchange_level(self):
        if self.level != "team":
            self.person_id = self.addressee_id = False

    # --- actions ------------------------------------------------------------------

    def action_correct(self):
        """Open a new entry that corrects this one."""
        return self._get_reply_action(
            self.env._("Correction"),
            {"default_kind": "correction", "default_corrects_id": self.id},
        )

    def action_give_feedback(self):
        """Open a new entry that says what came of this referral."""
        return self._get_reply_action(
            self.env._("Feedback on a referral"),
            {"default_kind": "feedback", "default_answers_id": self.id},
        )

    def _get_reply_action(self, name, context):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_case_id": self.case_id.id,
                "default_level": self.level,
                **context,
            },
        }
