from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..rules.polish_time import polish_today

WAYS = [
    ("access", "Access to the case as a member of the team"),
    ("meeting", "Heard at a meeting"),
    ("document", "Document handed over"),
    ("briefing", "Briefing at a handover"),
    ("letter", "Letter"),
    ("oral", "Told orally"),
    ("extract", "Extract"),
]
# What the dialog of a new row asks for.
TYPED = [
    "case_id",
    "person_id",
    "way",
    "institution_id",
    "partner_id",
    "recipient",
    "date",
    "scope",
    "basis_id",
    "corrects_id",
]


class Disclosure(models.Model):
    """What was passed on a family to whom, when, by whom, how and on what basis.

    Noted by the events themselves: somebody joins the team, a plan is signed, a meeting
    is held, a briefing confirmed, a letter sent. What happens outside the program is
    added by hand. Nothing is changed: a correction is a new row that points to the old
    one, and counts in its place. It tells kinds of data, never the data.
    """

    _name = "kooperacja.disclosure"
    _description = "What was passed to whom"
    _inherit = ["kooperacja.sealed.mixin", "kooperacja.case.content.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ["case_number"]
    _fields_set_by_action = frozenset({"member_id", "res_model", "res_id"})
    # Institution and person follow their contacts; who it was stands in ``recipient``.
    _columns_sealed = (
        "case_id",
        "person_id",
        "way",
        "recipient",
        "date",
        "scope",
        "basis_id",
        "basis",
        "author_id",
        "noted_at",
        "corrects_id",
        "took_place",
        "note",
    )

    case_number = fields.Char(
        related="case_id.number", string="Case number", store=True, index=True
    )
    household_id = fields.Many2one(
        related="case_id.household_id", string="Family", store=True, index=True
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Whom it concerns",
        domain="[('household_id', '=', household_id)]",
        ondelete="restrict",
        index="btree_not_null",
        help="Empty: the whole family.",
    )
    way = fields.Selection(selection=WAYS, string="How", required=True, default="oral")
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
        index="btree_not_null",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Person",
        domain="[('parent_id', '=', institution_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    recipient = fields.Char(
        string="Who got it",
        help="Who is not among the institutions: a court, an office, a relative.",
    )
    date = fields.Date(
        string="Passed on", required=True, default=lambda self: polish_today()
    )
    date_to = fields.Date(
        string="Access until",
        compute="_compute_date_to",
        store=True,
        help="Of access to the case: the last day on the team.",
    )
    scope = fields.Text(
        string="What was passed",
        help="Kinds of data or the document, not what stands in it.",
    )
    basis_id = fields.Many2one(
        comodel_name="kooperacja.legal.basis",
        string="Basis",
        ondelete="restrict",
        index="btree_not_null",
        help="Empty: the one that fits the institution.",
    )
    basis = fields.Char(
        string="On what basis", help="As it read on the day of the passing."
    )
    author_id = fields.Many2one(
        comodel_name="res.partner",
        string="By whom",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    noted_at = fields.Datetime(string="Noted at", required=True, readonly=True)
    took_place = fields.Boolean(
        string="Took place",
        default=True,
        help="Not so of a correction that says: this was noted by mistake.",
    )
    note = fields.Char(
        string="Remark", help="Why it is corrected. No names, nothing of the family."
    )
    corrects_id = fields.Many2one(
        comodel_name="kooperacja.disclosure",
        string="Corrects",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    correction_ids = fields.One2many(
        comodel_name="kooperacja.disclosure",
        inverse_name="corrects_id",
        string="Corrected by",
    )
    is_valid = fields.Boolean(
        string="Counts", compute="_compute_is_valid", search="_search_is_valid"
    )
    member_id = fields.Many2one(
        comodel_name="kooperacja.case.member",
        string="Membership",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups="kooperacja_addon.group_team",
    )
    res_model = fields.Char(string="Source", readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._(
                "%(case)s, passing %(number)s",
                case=row.case_number or "",
                number=row.id or "",
            )

    @api.depends("member_id.date_to")
    def _compute_date_to(self):
        for row in self:
            # A membership that was taken away leaves the day that was noted then.
            row.date_to = row.member_id.date_to if row.member_id else row.date_to

    @api.depends("correction_ids", "took_place")
    def _compute_is_valid(self):
        for row in self:
            row.is_valid = row.took_place and not row.correction_ids

    @api.model
    def _search_is_valid(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("took_place", "=", True) & Domain("correction_ids", "=", False)

    def _get_owner(self):
        # What is passed after the end of the work is noted too.
        return self.browse()

    # --- making ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        usual = self.default_get(TYPED)
        vals_list = [usual | vals for vals in vals_list]
        for vals in vals_list:
            if vals.get("way") == "access":
                raise UserError(
                    self.env._(
                        "Access to a case is noted by itself when somebody joins the "
                        "team."
                    )
                )
        return super().create(self._sign(vals_list))

    @api.model
    def _sign(self, vals_list):
        """Return the values with author, time, recipient, basis and scope filled in.

        One query for the bases, whatever the number of rows. Raises ValidationError
        when nobody is named.
        """
        cases = self.env["kooperacja.case"].browse(
            {vals.get("case_id") for vals in vals_list} - {None, False}
        )
        # The dictionary of the gmina, which everybody on a team reads.
        bases = self.env["kooperacja.legal.basis"].sudo()
        book = bases._get_book(cases.sudo().company_id)
        partners = self.env["res.partner"]
        signed = []
        for vals in vals_list:
            case = self.env["kooperacja.case"].browse(vals.get("case_id"))
            person = partners.browse(vals.get("partner_id"))
            institution = (
                partners.browse(vals.get("institution_id"))
                or person.commercial_partner_id
            )
            recipient = (vals.get("recipient") or "").strip() or ", ".join(
                filter(None, (person.name, (institution - person).name))
            )
            if not recipient:
                raise ValidationError(self.env._("Say to whom it was passed."))
            day = fields.Date.to_date(vals.get("date")) or polish_today()
            basis = bases.browse(vals.get("basis_id")) or (
                not vals.get("basis")
                and case
                and bases._choose(book, case.sudo().company_id, institution, day)
            )
            # The family reads it, whatever the language of who has it noted.
            lang = case.sudo().company_id.partner_id.lang or self.env.lang
            basis = basis and basis.with_context(lang=lang)
            signed.append(
                {
                    **vals,
                    "institution_id": institution.id,
                    "recipient": recipient,
                    "date": day,
                    "basis_id": basis and basis.id,
                    "basis": vals.get("basis")
                    or (basis and basis._get_words())
                    or self.env._("No basis is on record: ask the inspector."),
                    "scope": (vals.get("scope") or "").strip()
                    or (basis and basis.scope)
                    or self.env._("Not said"),
                    "author_id": self.env.user.partner_id.id,
                    "noted_at": fields.Datetime.now(),
                }
            )
        return signed

    @api.model
    def _note(self, vals_list):
        """Note what an event has passed; whoever calls has checked the event itself.

        ``vals_list`` names case, way and institution or partner, the rest if it is
        not as usual. Five queries or so, whatever the number of rows.
        """
        if not vals_list:
            return self.browse()
        return self.sudo()._append_by_action(self._sign(vals_list))

    @api.constrains("date", "way")
    def _check_date(self):
        today = polish_today()
        if any(row.date > today and row.way != "access" for row in self):
            raise ValidationError(
                self.env._("What was passed, was passed today or earlier.")
            )

    @api.constrains("person_id", "corrects_id", "case_id")
    def _check_same_family(self):
        self._refuse_strangers("person_id")
        for row in self:
            if row.corrects_id.case_id - row.case_id:
                raise ValidationError(
                    self.env._("A correction belongs to the same case.")
                )

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "What was passed is on record and is neither changed nor deleted. Add "
                "a correction that points to it."
            )
        )

    # --- correcting ----------------------------------------------------------------

    def action_correct(self):
        """Open a new row in the place of this one."""
        self.ensure_one()
        return self._get_new_action(
            self.case_id,
            {
                "default_corrects_id": self.id,
                "default_way": "oral" if self.way == "access" else self.way,
                "default_institution_id": self.institution_id.id,
                "default_partner_id": self.partner_id.id,
                "default_recipient": not self.institution_id and self.recipient,
                "default_person_id": self.person_id.id,
                "default_date": self.date,
                "default_scope": self.scope,
                "default_basis_id": self.basis_id.id,
            },
        )

    @api.model
    def _get_new_action(self, case, context):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What was passed to whom"),
            "res_model": self._name,
            "view_mode": "form",
            "view_id": self.env.ref("kooperacja_addon.disclosure_view_form_new").id,
            "target": "new",
            "context": {"default_case_id": case.id, **context},
        }

    # --- the list for the family -----------------------------------------------------

    @api.model
    def _get_of_family(self, household, person=None, first=None, last=None):
        """Return what counts, oldest first, as far as the user may read it.

        Of one ``person`` also what concerns the whole family; of a period what was
        passed in it, or open in it.
        """
        domain = Domain("household_id", "=", household.id) & Domain(
            "is_valid", "=", True
        )
        if person:
            domain &= Domain("person_id", "in", (False, person.id))
        if last:
            domain &= Domain("date", "<=", last)
        if first:
            domain &= (
                Domain("date", ">=", first)
                | Domain("date_to", ">=", first)
                | (Domain("way", "=", "access") & Domain("date_to", "=", False))
            )
        return self.search(domain, order="date, id")

    def _get_day_words(self):
        """Return the day, or the days of an access."""
        self.ensure_one()
        first = format_date(self.env, self.date)
        if self.way != "access":
            return first
        if not self.date_to:
            return self.env._("from %(first)s until now", first=first)
        return self.env._(
            "from %(first)s to %(last)s",
            first=first,
            last=format_date(self.env, self.date_to),
        )
