from odoo import api, models


class MailMail(models.Model):
    """What a mail says about a record of Kooperacja is number, date and link."""

    _inherit = "mail.mail"

    @api.depends("mail_message_id.model")
    def _compute_display_name(self):
        """Name a mail as its message is named; see there."""
        guarded = self.env["kooperacja.guarded.mixin"]._get_guarded_models()
        quiet = self.filtered(lambda mail: mail.mail_message_id.model in guarded)
        for mail in quiet:
            mail.display_name = mail.mail_message_id.display_name
        return super(MailMail, self - quiet)._compute_display_name()

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        results = super()._prepare_outgoing_list(mail_server, doc_to_followers)
        thread = self.env["mail.thread"]
        # Only what a stranger may see is taken from it.
        record = thread._get_kooperacja_record(self.model, self.res_id)
        if record is None:
            return results
        files = []
        if self.model == "calendar.event":
            event = self.env["calendar.event"].sudo().browse(self.res_id)
            fresh = event._get_ics_file().get(event.id)
            files = [
                (name, fresh, mimetype)
                for name, _content, mimetype in results[0]["attachments"]
                if fresh and mimetype == "text/calendar" and name == "invitation.ics"
            ]
        for mail in results:
            partner = mail["partner_id"] or self.env["res.partner"]
            subject, body, text = thread._get_neutral_mail(record, partner)
            mail.update(
                subject=subject, body=body, body_alternative=text, attachments=files
            )
        return results
