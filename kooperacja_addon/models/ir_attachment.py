from odoo import api, models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """Documents kept at signing cannot be replaced behind the record's back."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        # Fields of records are stored with all rights; nobody else adds to them.
        if not self.env.su and any(
            self._holds_kept_document(vals.get("res_model"), vals.get("res_field"))
            for vals in vals_list
        ):
            self._refuse_kept_document()
        return super().create(vals_list)

    def write(self, vals):
        if self._get_kept_documents() or self._holds_kept_document(
            vals.get("res_model"), vals.get("res_field")
        ):
            self._refuse_kept_document()
        return super().write(vals)

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
        return (
            field == "signed_document"
            and model in self.env
            and isinstance(
                self.env[model],
                self.env.registry["kooperacja.signed.document.mixin"],
            )
        )

    @api.model
    def _refuse_kept_document(self):
        raise UserError(
            self.env._(
                "This document was kept when it was signed and stays as it is. What "
                "has changed goes into a new version."
            )
        )
