from odoo import models
from odoo.tools import html2plaintext


class MailMail(models.Model):
    """The link of an invitation is put into its mail when it leaves, and is kept
    nowhere: neither in the queue of mails nor in its message."""

    _inherit = "mail.mail"  # pylint: disable=consider-merging-classes-inherited

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        results = super()._prepare_outgoing_list(mail_server, doc_to_followers)
        if self.model != "kooperacja.portal.invitation":
            return results
        # Only the mail of the invitation itself, to its own person, gets the link.
        invitation = self.env[self.model].sudo().browse(self.res_id).exists()
        if invitation.mail_message_id != self.sudo().mail_message_id:
            return results
        for mail in results:
            if mail["partner_id"] == invitation.partner_id:
                subject, body = invitation._prepare_link_mail()
                mail.update(
                    subject=subject, body=body, body_alternative=html2plaintext(body)
                )
        return results
