from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime, html2plaintext, plaintext2html
from odoo.tools.mail import unfold_references

from ..rules.polish_time import WARSAW

# As many wait to be sorted about one case or partnership at most.
MOST = 20
# As many references of a mail are looked at, the newest.
REFERENCES = 32


class StrayMail(models.Model):
    """An answer by mail whose sender may not read what was answered.

    It may be a teacher who wrote from home, or spam. It is kept behind the login for
    whoever coordinates, marked as of an unknown sender, until it is put among the
    messages or thrown away. Only its words and files are kept, none of its markup.
    """

    _name = "kooperacja.stray.mail"
    _description = "Mail of an unknown sender"
    _order = "received_at desc, id desc"
    _rec_names_search = ["case_id.number"]

    case_id = fields.Many2one(
        comodel_name="kooperacja.case",
        string="Case",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership",
        string="Partnership",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        readonly=True,
        index=True,
    )
    received_at = fields.Datetime(string="Received", required=True, readonly=True)
    sender = fields.Char(
        string="Unknown sender",
        required=True,
        readonly=True,
        help="The address that the mail gives; anybody can write any address there.",
    )
    text = fields.Text(string="What it says", readonly=True)
    message_number = fields.Char(readonly=True, index="btree_not_null")
    attachment_ids = fields.One2many(
        comodel_name="ir.attachment",
        inverse_name="res_id",
        string="Files",
        domain=[("res_model", "=", "kooperacja.stray.mail")],
        readonly=True,
    )
    # As the client shows files.
    file_ids = fields.Many2many(
        comodel_name="ir.attachment",
        string="Enclosed files",
        compute="_compute_file_ids",
    )

    @api.depends("attachment_ids")
    def _compute_file_ids(self):
        for mail in self:
            mail.file_ids = mail.attachment_ids

    @api.depends("case_id.number", "partnership_id.name")
    def _compute_display_name(self):
        for mail in self:
            mail.display_name = self.env._(
                "%(record)s, mail %(number)s",
                record=mail.case_id.number or mail.partnership_id.name or "",
                number=mail.id or "",
            )

    # --- coming in -------------------------------------------------------------------

    @api.model
    def _keep(self, message, message_dict, route, thread):
        """Keep an answer to a message about ``thread``; return whether it was kept.

        Only what answers a message that went out from here is, and no answers of
        machines: whoever knows the number of a message got it, or got it from one who
        did.
        """
        model, res_id = route[:2]
        references = message_dict["references"] or message_dict["in_reply_to"]
        known = (
            self.env["mail.message"]
            .sudo()
            .search_count(
                [
                    (
                        "message_id",
                        "in",
                        unfold_references(references)[-REFERENCES:],
                    ),
                    ("model", "=", model),
                    ("res_id", "=", res_id),
                ],
                limit=1,
            )
        )
        if not (thread and known) or self.env["mail.thread"]._is_of_a_machine(message):
            return False
        thread = thread.sudo()
        case = thread if thread._name == "kooperacja.case" else thread.browse()
        partnership = case.partnership_id if case else thread
        if partnership._name != "kooperacja.partnership":
            return False
        number = message_dict["message_id"]
        # Nobody is signed in when mail comes; only coordinators read what is kept.
        waiting = self.sudo().search(
            [("case_id", "=", case.id), ("partnership_id", "=", partnership.id)]
        )
        if number in waiting.mapped("message_number"):
            return True
        if len(waiting) >= MOST:
            return False
        mail = waiting.create(
            {
                "case_id": case.id,
                "partnership_id": partnership.id,
                "company_id": thread.company_id.id,
                "received_at": fields.Datetime.now(),
                "sender": message_dict["email_from"],
                "text": html2plaintext(message_dict["body"] or "").strip(),
                "message_number": number,
            }
        )
        # A page or a drawing with a script in it is kept as its bare text.
        mail.env["ir.attachment"].with_context(attachments_mime_plainxml=True).create(
            [
                {
                    "name": file.fname,
                    "raw": file.content,
                    "res_model": mail._name,
                    "res_id": mail.id,
                }
                for file in message_dict["attachments"]
            ]
        )
        return True

    # --- being sorted ----------------------------------------------------------------

    def action_put_among_messages(self):
        """Put the words and files among the messages of the case or partnership.

        They are marked as of an unknown sender; whoever put them there answers for it.
        """
        self._refuse_gone()
        for mail in self:
            thread = mail.case_id or mail.partnership_id
            text = self.env._(
                "Mail of an unknown sender (%(sender)s), received %(date)s:",
                sender=mail.sender,
                date=format_datetime(
                    self.env,
                    mail.received_at,
                    tz=WARSAW.zone,
                    dt_format="dd.MM.yyyy, HH:mm",
                ),
            )
            # Whoever reads the mail, which was checked, sorts it.
            files = mail.sudo().attachment_ids
            files.write({"res_model": thread._name, "res_id": thread.id})
            thread.message_post(
                body=plaintext2html(f"{text}\n\n{mail.text or ''}"),
                attachment_ids=files.ids,
                subtype_xmlid="mail.mt_comment",
            )
        self.sudo().unlink()
        return True

    def action_throw_away(self):
        """Throw away what does not belong here, with its files."""
        self._refuse_gone()
        self.sudo().unlink()
        return True

    def _refuse_gone(self):
        """Raise AccessError for who may not read it, UserError where it was sorted."""
        if self.exists() != self:
            raise UserError(
                self.env._("Somebody has sorted this mail meanwhile. Reload the page.")
            )
        self.check_access("read")
