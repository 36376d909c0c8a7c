from odoo import api, models
from odoo.tools import email_normalize, html2plaintext

from ..rules.polish_time import WARSAW


class MailThread(models.AbstractModel):
    """Messages about records of Kooperacja stay behind the login.

    Only who may read a record is told that something was written there, and what
    leaves by mail or push says which record, when, and where to read it. An answer by
    mail is put where its sender could have written it, and nowhere else.
    """

    _inherit = "mail.thread"  # pylint: disable=consider-merging-classes-inherited

    def _creation_message(self):
        """Say it without the name of the model, which Polish would have to inflect."""
        if self._get_kooperacja_record(self._name, self.id) is None:
            return super()._creation_message()
        return self.env._("Noted for the first time.")

    # --- what a message is about ---------------------------------------------

    @api.model
    def _get_kooperacja_record(self, model, res_id):
        """Return the guarded record that ``model`` and ``res_id`` name, or None.

        An event of the shared calendar stands for the meeting that it belongs to.
        """
        if not (model and res_id and model in self.env):
            return None
        if isinstance(self.env[model], self.env.registry["kooperacja.guarded.mixin"]):
            return self.env[model].browse(res_id)
        if model == "calendar.event":
            # Only which meeting it is; what is taken from it is up to the callers.
            meetings = self.env["kooperacja.meeting"].sudo()
            return meetings.search([("event_id", "=", res_id)], limit=1) or None
        return None

    @api.model
    def _filter_readers(self, record, users):
        """Return those of the users who may read the record, each in all own gminas."""
        # Where somebody works is looked up to ask for his or her own rights there, also
        # of a user of another gmina, which the current user may not read.
        return users.filtered(
            lambda user: record.with_user(user)
            .with_context(allowed_company_ids=user.sudo().company_ids.ids)
            .has_access("read")
        )

    @api.model
    def _get_neutral_mail(self, record, partner=None):
        """Return subject, body and plain text of what may be mailed about a record."""
        lang = (
            (partner and partner.lang)
            or self.env.company.partner_id.lang
            or self.env.lang
        )
        # What is taken is neutral; the reader may not be the user who sends.
        record = record.sudo().with_context(
            lang=lang, tz=WARSAW.zone, show_family_names=False
        )
        values = record._prepare_neutral_mail(partner)
        body = record.env["ir.qweb"]._render(
            "kooperacja_addon.mail_neutral", values, minimal_qcontext=True, lang=lang
        )
        return values["subject"], body, html2plaintext(body)

    # --- who is told, and what -----------------------------------------------

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        message_sudo = message.sudo()
        record = self._get_kooperacja_record(message_sudo.model, message_sudo.res_id)
        # Who is called to a meeting is told of it, whether on the team or not.
        if record is None or record._name != message_sudo.model:
            return recipients
        users = self.env["res.users"].browse(r["uid"] for r in recipients if r["uid"])
        readers = set(self._filter_readers(record, users).ids)
        return [r for r in recipients if r["uid"] in readers]

    def _notify_by_email_render_layout(
        self, message, recipients_group, msg_vals=False, render_values=None
    ):
        message_sudo = message.sudo()
        record = self._get_kooperacja_record(message_sudo.model, message_sudo.res_id)
        if record is not None:
            return self._get_neutral_mail(record)[1]
        return super()._notify_by_email_render_layout(
            message, recipients_group, msg_vals=msg_vals, render_values=render_values
        )

    def _notify_by_web_push_prepare_payload(
        self, message, msg_vals=False, force_record_name=False
    ):
        payload = super()._notify_by_web_push_prepare_payload(
            message, msg_vals=msg_vals, force_record_name=force_record_name
        )
        message_sudo = message.sudo()
        record = self._get_kooperacja_record(message_sudo.model, message_sudo.res_id)
        if record is not None:
            payload["title"] = self._get_neutral_mail(record)[0]
            payload["options"]["body"] = self.env._("Log in to read the message.")
        return payload

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        """Make followers only of those who may read what they follow."""
        if partner_ids and isinstance(
            self, self.env.registry["kooperacja.guarded.mixin"]
        ):
            # The users of the partners are looked up to be asked for their rights.
            users = self.env["res.partner"].sudo().browse(partner_ids).user_ids
            users = users.sudo(False)
            readers = users & self.env.user
            for record in self:
                readers |= self._filter_readers(record, users - readers)
            allowed = set(readers.sudo().partner_id.ids)
            partner_ids = [id_ for id_ in partner_ids if id_ in allowed]
        return super()._message_subscribe(partner_ids, subtype_ids, customer_ids)

    # --- answers by mail -----------------------------------------------------

    @api.model
    def _routing_check_route(self, message, message_dict, route, raise_exception=True):
        model, res_id, custom_values, _user_id, alias = route
        record = self._get_kooperacja_record(model, res_id)
        if record is None:
            return super()._routing_check_route(
                message, message_dict, route, raise_exception
            )
        thread = record.sudo()._get_thread_of_answers().sudo(self.env.su)
        sender = self._find_sender(thread, message_dict["email_from"])
        if not sender:
            kept = self.env["kooperacja.stray.mail"]._keep(
                message, message_dict, route, thread
            )
            self._tell_sender(message, message_dict, None, kept)
            return False
        message_dict["author_id"] = sender.partner_id.id
        message_dict.pop("parent_id", None)
        route = super()._routing_check_route(
            message,
            message_dict,
            (thread._name, thread.id, custom_values, sender.id, alias),
            raise_exception,
        )
        if route:
            self._tell_sender(message, message_dict, thread)
        return route

    @api.model
    def _find_sender(self, thread, email):
        """Return the user with this address who may read the thread, or none."""
        address = email_normalize(email)
        # Nobody is signed in when mail comes: the address is all there is to go by.
        users = address and self.env["res.users"].sudo().search(
            [
                "|",
                ("email_normalized", "=", address),
                ("partner_id.email_normalized", "=", address),
            ]
        )
        if not (thread and users):
            return self.env["res.users"]
        return self._filter_readers(thread, users)[:1]

    @api.model
    def _is_of_a_machine(self, message):
        """Return whether a mail was written by nobody: neither kept nor answered."""
        return (message.get("Auto-Submitted") or "no").lower() != "no" or (
            message.get("Precedence") or ""
        ).lower() in ("bulk", "junk", "list", "auto_reply")

    @api.model
    def _tell_sender(self, message, message_dict, thread, kept=False):
        """Tell who answered by mail where the answer is now, and where to write."""
        if self._is_of_a_machine(message):
            return
        address = email_normalize(message_dict["email_from"])
        if not address:
            return
        # The names of two records that the sender may read, or none.
        partner = thread and self._find_sender(thread, address).sudo().partner_id
        lang = (partner and partner.lang) or self.env.company.partner_id.lang
        here = self.with_context(lang=lang or self.env.lang)
        if thread:
            subject, _body, _text = self._get_neutral_mail(thread, partner)
            values = {
                "sentence": here.env._(
                    "Your answer was put behind the login. Mail does not protect what "
                    "is said about a family: next time please write there."
                ),
                "link": thread.sudo()._get_link(),
            }
        else:
            subject = (
                here.env._("Your message waits to be read")
                if kept
                else here.env._("Your message was not delivered")
            )
            values = {
                "sentence": here.env._(
                    "Your message was kept behind the login for the coordinator, as "
                    "this address is not known to those whom it concerns. Mail does "
                    "not protect what is said about a family: next time log in and "
                    "write there, or call the social assistance centre."
                )
                if kept
                else here.env._(
                    "Your message was not delivered, because this address is not "
                    "known to those whom it concerns. Log in and write there, or call "
                    "the social assistance centre. Do not send anything about a "
                    "family by mail."
                ),
                "link": self.env["ir.config_parameter"].sudo().get_param("web.base.url")
                + "/odoo",
            }
        body = here.env["ir.qweb"]._render(
            "kooperacja_addon.mail_neutral",
            {"title": subject, "lines": [], **values},
            minimal_qcontext=True,
            lang=lang,
        )
        # The answer of the machine itself: no author, no record, no quotation.
        self.env["mail.mail"].sudo().create(
            {
                "subject": subject,
                "body_html": body,
                "email_from": self.env.company.email_formatted
                or self.env.user.email_formatted,
                "email_to": address,
                "author_id": False,
                "auto_delete": True,
                "headers": repr({"Auto-Submitted": "auto-replied"}),
                "references": message_dict.get("message_id") or False,
            }
        ).send_after_commit()
