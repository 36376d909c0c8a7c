from odoo import api, models
from odoo.exceptions import UserError

# The signatures that directors gave in the portal are kept like signed documents.
SIGNATURES = {
    ("kooperacja.agreement.signatory", "signature"),
    ("kooperacja.agreement.signatory", "scan"),
}


class IrAttachment(models.Model):
    """Documents kept at signing cannot be replaced behind the record's back.

    A file put at the event of a meeting goes to the case or partnership, where the
    login guards it: every employee can open what lies in the shared calendar.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        # Fields of records are stored with all rights; nobody else adds to them.
        if not self.env.su and any(
            self._holds_kept_document(vals.get("res_model"), vals.get("res_field"))
            for vals in vals_list
        ):
            self._refuse_kept_document()
        attachments = super().create(vals_list)
        attachments._leave_calendar()
        return attachments

    def write(self, vals):
        if self._get_kept_documents() or self._holds_kept_document(
            vals.get("res_model"), vals.get("res_field")
        ):
            self._refuse_kept_document()
        result = super().write(vals)
        if {"res_model", "res_id"}.intersection(vals):
            self._leave_calendar()
        return result

    def _leave_calendar(self):
        """Move files at events of meetings to where the messages about them are."""
        # Whoever may put a file at the event was checked. What follows from it is told
        # to nobody, and whether the case may be read decides who opens the file.
        files = self.sudo().filtered(
            lambda file: file.res_model == "calendar.event"
            and file.res_id
            and not file._is_invitation()
        )
        if not files:
            return
        meetings = files.env["kooperacja.meeting"].search(
            [("event_id", "in", files.mapped("res_id"))]
        )
        threads = {m.event_id.id: m._get_thread_of_answers() for m in meetings}
        for event, of_event in files.grouped("res_id").items():
            if thread := threads.get(event):
                of_event.write({"res_model": thread._name, "res_id": thread.id})

    def _is_invitation(self):
        """Return whether this is the neutral .ics file that Odoo mails to attendees."""
        return (
            self.env.context.get("no_document")
            and self.name == "invitation.ics"
            and self.mimetype == "text/calendar"
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept_documents(self):
        if self._get_kept_documents():
            self._refuse_kept_document()

    def _get_kept_documents(self):
        # Only whether an attachment is a kept document is asked, by its two keys.
        return self.sudo().filtered(
            lambda attachment: self._holds_kept_document(
                attachment.res_model, attachment.res_field
            )
        )

    @api.model
    def _holds_kept_document(self, model, field):
        return (model, field) in SIGNATURES or (
            field == "signed_document"
            and model in self.env
            and isinstance(
                self.env[model],
                self.env.registry["kooperacja.signed.document.mixin"],
            )
        )

    def _leave_signature(self, thread, name):
        """Move signatures that count no longer to the messages of ``thread``."""
        return super().write(
            {
                "res_model": thread._name,
                "res_id": thread.id,
                "res_field": False,
                "name": name,
            }
        )

    @api.model
    def _refuse_kept_document(self):
        raise UserError(
            self.env._(
                "This document was kept when it was signed and stays as it is. What "
                "has changed goes into a new version."
            )
        )
