import re
from datetime import timedelta

from lxml import html

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, format_datetime, html2plaintext

from ..rules.polish_time import WARSAW, polish_today

SENDING = [
    ("post", "By post"),
    ("hand", "By hand"),
    ("email", "By e-mail, as a scan"),
    ("edelivery", "By e-Doręczenia"),
]
# What a template leaves for somebody to fill in.
DOTTED = re.compile(r"(?:…|\.{3}){2,}[….]*")


class PartnershipLetter(models.Model):
    """A letter in the matters of a partnership: drafted, sent, answered.

    Applications and notices to ROPS, invitations, news of an accession (handbook 3.1,
    3.3-3.5). It speaks of institutions and never of a family, so any post may carry it.
    What was sent stays as it was sent, and is kept.
    """

    _name = "kooperacja.letter"
    _description = "Letter"
    _inherit = [
        "kooperacja.guarded.mixin",
        "kooperacja.signed.document.mixin",
    ]
    _order = "create_date desc, id desc"
    _fields_set_by_action = frozenset(
        {
            "state",
            "sent_by_id",
            "signed_document",
            "signed_document_name",
        }
    )
    _fields_fixed = frozenset({"partnership_id", "company_id", "kind"})
    # What is written after the sending.
    _fields_of_answer = frozenset({"answer", "answered_on", "answer_note"})

    name = fields.Char(string="Subject", required=True)
    kind = fields.Selection(
        selection=[
            ("application", "Application to ROPS"),
            ("notice", "Notice to ROPS"),
            ("talk", "Request for a talk with the authorities"),
            ("invitation", "Invitation to a meeting"),
            ("accession", "News of an accession"),
            ("delegation", "Request for a worker"),
            ("escalation", "Matter for a decision"),
            ("other", "Other letter"),
        ],
        required=True,
        default="other",
    )
    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership",
        string="Partnership",
        required=True,
        index=True,
        ondelete="restrict",
    )
    # Each gmina keeps the letters that it writes itself.
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        readonly=False,
        index=True,
    )
    meeting_id = fields.Many2one(
        comodel_name="kooperacja.meeting",
        string="Meeting",
        domain="[('partnership_id', '=', partnership_id), ('case_id', '=', False)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    agreement_id = fields.Many2one(
        comodel_name="kooperacja.agreement",
        string="Agreement",
        domain="[('partnership_id', '=', partnership_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="To",
        required=True,
        index=True,
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
    )
    # Kept as words: whom it was written to, whoever holds the post later.
    attention = fields.Char(
        string="For the attention of",
        compute="_compute_attention",
        store=True,
        readonly=False,
        precompute=True,
        help="The director or another person, with the post that he or she holds.",
    )
    reference = fields.Char(
        string="File number", help="The number that the office gives."
    )
    body = fields.Html(string="Text", sanitize=True)
    annexes = fields.Text(
        string="Enclosures",
        help="One in each line, as they are listed under the letter.",
    )
    attachment_ids = fields.Many2many(
        comodel_name="ir.attachment", string="Enclosed files", copy=False
    )
    state = fields.Selection(
        selection=[("draft", "Being written"), ("sent", "Sent")],
        string="Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
    )
    channel = fields.Selection(
        selection=SENDING,
        string="Way of sending",
    )
    send_due = fields.Date(string="To be sent by", copy=False)
    sent_on = fields.Date(string="Sent on", copy=False)
    sent_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Sent by",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    answer_days = fields.Integer(
        string="Days for the answer", help="0: no answer is expected."
    )
    answer_due = fields.Date(
        string="Answer due on",
        compute="_compute_answer_due",
        store=True,
        readonly=False,
        copy=False,
    )
    answer = fields.Selection(
        selection=[
            ("yes", "Agrees"),
            ("no", "Declines"),
            ("other", "Sends somebody else, or asks for something else"),
            ("told", "Answers in words"),
        ],
        copy=False,
    )
    answered_on = fields.Date(string="Answered on", copy=False)
    answer_note = fields.Text(string="What was answered", copy=False)
    gaps = fields.Text(string="Still to be filled in", compute="_compute_gaps")
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )

    _days_not_negative = models.Constraint(
        "CHECK (answer_days >= 0)", "The days for the answer cannot be fewer than 0."
    )

    @api.depends("partnership_id")
    def _compute_company_id(self):
        for letter in self:
            letter.company_id = letter.partnership_id._get_gmina_of_user()

    @api.constrains("company_id", "partnership_id")
    def _check_gmina(self):
        for letter in self:
            letter.partnership_id._refuse_other_gmina(letter.company_id)

    @api.depends("partner_id")
    def _compute_attention(self):
        members = self.env["kooperacja.partnership.member"].search(
            [
                ("partnership_id", "in", self.partnership_id.ids),
                ("institution_id", "in", self.partner_id.ids),
                ("representative_id", "!=", False),
            ]
        )
        directors = {
            (member.partnership_id, member.institution_id): member.representative_id
            for member in members
        }
        for letter in self:
            director = directors.get((letter.partnership_id, letter.partner_id))
            letter.attention = director and self._get_words_of(director)

    @api.model
    def _get_words_of(self, person):
        """Return how a person is addressed: the name, and the post held."""
        return ", ".join(filter(None, (person.name, person.function)))

    @api.depends(
        "kind",
        "body",
        "state",
        "attention",
        "partner_id",
        "company_id",
        "meeting_id.start",
    )
    def _compute_gaps(self):
        """Name, one in each line, what the printed letter would leave empty."""
        for letter in self:
            gaps = letter.state == "draft" and letter._get_gaps()
            letter.gaps = "\n".join(gaps or ()) or False

    def _get_gaps(self):
        gaps = self._get_dotted()
        if date := self._get_date_left_out():
            gaps.append(
                self.env._("the date of the meeting, which is now %(date)s", date=date)
            )
        if self.kind in ("talk", "invitation", "delegation") and not self.attention:
            gaps.append(self.env._("the person to whom it is addressed"))
        partner, company = self.partner_id, self.company_id.sudo()
        if partner and not (partner.street and partner.city):
            gaps.append(self.env._("street and town of the addressee"))
        if company and not company.city:
            gaps.append(self.env._("the town of the gmina, in the data of the company"))
        return gaps

    def _get_date_left_out(self):
        """Return the date of the meeting where the letter names another, or False."""
        if self.kind not in ("talk", "invitation") or not self.meeting_id.start:
            return False
        date = format_datetime(
            self.env,
            self.meeting_id.start,
            tz=WARSAW.zone,
            dt_format="d MMMM yyyy, HH:mm",
            lang_code=self.company_id.partner_id.lang or self.env.lang,
        )
        text = " ".join(html2plaintext(self.body or "").split())
        return date not in text and date

    def _get_dotted(self):
        """Return the names of the places in the text that are still dotted."""
        root = html.fragment_fromstring(str(self.body or ""), create_parent="div")
        names = []
        for part in root.iter("p", "li", "h1"):
            text = " ".join(part.text_content().split())
            if DOTTED.search(text):
                names.append(DOTTED.sub("", text).strip(" .:") or text[:3])
        return names

    @api.depends("sent_on", "answer_days")
    def _compute_answer_due(self):
        for letter in self:
            letter.answer_due = (
                letter.sent_on + timedelta(days=letter.answer_days)
                if letter.sent_on and letter.answer_days
                else letter.answer_due
            )

    def _domain_late(self):
        today = polish_today()
        return [
            "|",
            "&",
            ("state", "=", "draft"),
            ("send_due", "<", today),
            "&",
            "&",
            ("state", "=", "sent"),
            ("answered_on", "=", False),
            ("answer_due", "<", today),
        ]

    @api.depends("state", "send_due", "answer_due", "answered_on")
    def _compute_is_late(self):
        today = polish_today()
        for letter in self:
            draft = letter.state == "draft"
            day = letter.send_due if draft else letter.answer_due
            letter.is_late = bool(day) and day < today and not letter.answered_on

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_late()

    @api.constrains("meeting_id", "agreement_id", "partnership_id")
    def _check_origin(self):
        for letter in self:
            meeting, agreement = letter.meeting_id, letter.agreement_id
            if meeting and (
                meeting.case_id or meeting.partnership_id != letter.partnership_id
            ):
                raise ValidationError(
                    self.env._("A letter speaks of a meeting of its own partnership.")
                )
            if agreement and agreement.partnership_id != letter.partnership_id:
                raise ValidationError(
                    self.env._(
                        "A letter speaks of an agreement of its own partnership."
                    )
                )

    @api.constrains("answer", "answered_on", "answer_note", "sent_on", "state")
    def _check_answer(self):
        today = polish_today()
        for letter in self:
            if not (letter.answer or letter.answered_on or letter.answer_note):
                continue
            if letter.state == "draft":
                raise ValidationError(
                    self.env._("The letter has not been sent, so it has no answer yet.")
                )
            if not (letter.answer and letter.answered_on):
                raise ValidationError(
                    self.env._("Say what the answer is, and on which day it came.")
                )
            if letter.answered_on < letter.sent_on:
                raise ValidationError(
                    self.env._(
                        "The answer cannot have come before the letter was sent on "
                        "%(date)s.",
                        date=format_date(self.env, letter.sent_on),
                    )
                )
            if letter.answered_on > today:
                raise ValidationError(
                    self.env._("The day of the answer lies in the future.")
                )

    @api.onchange("answer")
    def _onchange_answer(self):
        if self.answer and not self.answered_on:
            self.answered_on = polish_today()

    def write(self, vals):
        if self._fields_of_answer.issuperset(vals):
            result = self._write_by_action(vals)
            self._tell_meeting()
            return result
        return super().write(vals)

    def _tell_meeting(self):
        """Bring the answers to invitations to the attendance lists."""
        replies = {"yes": "yes", "no": "no", "other": "substitute"}
        for letter in self:
            meeting = letter.meeting_id
            if letter.answer in replies and meeting.state == "planned":
                meeting._take_reply(letter.partner_id, replies[letter.answer])

    def _get_own_freeze_reason(self):
        if self.state != "draft":
            return self.env._(
                "The letter was sent on %(date)s and stays as it was sent. Write a new "
                "one to correct it.",
                date=format_date(self.env, self.sent_on),
            )
        return super()._get_own_freeze_reason()

    def _get_document_report(self):
        return "kooperacja_addon.report_letter"

    def _get_document_name(self):
        return f"pismo-{self.id}"

    @api.model
    def _draft(self, kind, partnership, partners, **values):
        """Return a draft letter to each of ``partners``.

        Its words come from the template ``kooperacja_addon.letter_<kind>``, whose first
        heading is the subject and whose list of class ``annexes`` are the enclosures;
        ``values`` are fields of the letters (``meeting_id``, ``agreement_id``, …) and
        words for the template (``words``, a dict).
        """
        words = values.pop("words", {})
        drafts = []
        for partner in partners:
            name, body, annexes = self._render_template_of(
                kind, partnership, partner, values, words
            )
            drafts.append(
                {
                    "name": name,
                    "kind": kind,
                    "partnership_id": partnership.id,
                    "partner_id": partner.id,
                    "body": body,
                    "annexes": annexes,
                    **values,
                }
            )
        return self.create(drafts)

    def _enclose(self, record, name):
        """Attach the printed document of ``record`` to each, signed or as it is now."""
        if not (self and record):
            return
        kept = (
            {
                "signed_document": record.signed_document,
                "signed_document_name": record.signed_document_name,
            }
            if record.signed_document
            else record._prepare_kept_document()
        )
        ending = kept["signed_document_name"].rpartition(".")[2]
        files = self.env["ir.attachment"].create(
            [
                {
                    "name": f"{name}.{ending}",
                    "datas": kept["signed_document"],
                    "res_model": letter._name,
                    "res_id": letter.id,
                }
                for letter in self
            ]
        )
        for letter, file in zip(self, files, strict=True):
            letter.attachment_ids = file

    @api.model
    def _render_template_of(self, kind, partnership, partner, values, words):
        company = self.env["res.company"].browse(values.get("company_id"))
        company = company or partnership._get_gmina_of_user()
        lang = company.partner_id.lang or self.env.lang
        translated = self.with_context(lang=lang)
        related = {
            "partnership": partnership,
            "company": company,
            "variant": company.kooperacja_variant_id,
            "partner": partner,
            "meeting": self.env["kooperacja.meeting"].browse(values.get("meeting_id")),
            "agreement": self.env["kooperacja.agreement"].browse(
                values.get("agreement_id")
            ),
        }
        page = translated.env["ir.qweb"]._render(
            f"kooperacja_addon.letter_{kind}",
            {
                **{
                    name: record.with_context(lang=lang)
                    for name, record in related.items()
                },
                "today": polish_today(),
                "words": words,
            },
        )
        return self._split_page(page)

    @api.model
    def _split_page(self, page):
        """Return subject, body and enclosures of a rendered template."""
        root = html.fragment_fromstring(str(page), create_parent="div")
        heading = root.find("h1")
        name = " ".join(heading.text_content().split())
        root.remove(heading)
        annexes = root.find_class("annexes")
        lines = [
            " ".join(item.text_content().split())
            for enclosure in annexes
            for item in enclosure.iterfind("li")
        ]
        for enclosure in annexes:
            enclosure.getparent().remove(enclosure)
        body = "".join(html.tostring(part, encoding="unicode") for part in root)
        return name, body, "\n".join(lines)

    def _get_form_action(self):
        """Open the letter, or the list where there are several."""
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Letters"),
            "res_model": self._name,
        }
        if len(self) == 1:
            return action | {"res_id": self.id, "view_mode": "form"}
        return action | {"view_mode": "list,form", "domain": [("id", "in", self.ids)]}

    def action_send(self):
        """Record the sending and keep the letter as it was sent.

        Raises UserError when it was sent already, or when the way of sending, its day,
        the address for that way, a word of the text or a file is missing; of several
        none is sent then.
        """
        reasons = [letter._get_unready_reason() for letter in self]
        if any(reasons):
            raise UserError("\n".join(dict.fromkeys(filter(None, reasons))))
        for letter in self:
            letter.sent_on = letter.sent_on or polish_today()
            letter._write_by_action({"sent_by_id": self.env.user.id, "state": "sent"})
            letter._write_by_action(letter._prepare_kept_document())
            letter.meeting_id._note_letter(letter)
        return True

    def _get_unready_reason(self):
        """Return the sentence that says why the letter cannot be sent yet, or False."""
        self.ensure_one()
        partner = self.partner_id
        if self.state != "draft":
            return self.env._(
                "This letter was already sent on %(date)s.",
                date=format_date(self.env, self.sent_on),
            )
        if not self.channel:
            return self.env._("Say how the letter “%s” is sent.", self.name)
        if self.sent_on and self.sent_on > polish_today():
            return self.env._("The day of sending lies in the future.")
        if self.channel == "email" and not partner.email:
            return self.env._(
                "%(institution)s has no e-mail address. Add it to the institution "
                "or choose another way of sending.",
                institution=partner.name,
            )
        if self.channel == "post" and not (partner.street and partner.city):
            return self.env._(
                "%(institution)s has no postal address. Add street and town to the "
                "institution or choose another way of sending.",
                institution=partner.name,
            )
        if dotted := self._get_dotted():
            return self.env._(
                "Fill in what is still dotted in the letter “%(name)s”: %(gaps)s.",
                name=self.name,
                gaps="; ".join(dotted),
            )
        if self._lacks_files():
            return self.env._(
                "The letter “%(name)s” is sent with its enclosures (handbook 3.1 and "
                "3.5), and no file is attached. Attach them under “Enclosures”.",
                name=self.name,
            )
        return False

    def _lacks_files(self):
        """Return whether ROPS would get an electronic letter without its enclosures."""
        return (
            self.kind in ("application", "notice")
            and self.channel in ("email", "edelivery")
            and not self.attachment_ids
        )
