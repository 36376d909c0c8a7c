from odoo import models


class IrActionsReport(models.Model):
    """Printing what is signed gives the document that was kept on that day."""

    _inherit = "ir.actions.report"

    def retrieve_attachment(self, record):
        kept = self.env.registry["kooperacja.signed.document.mixin"]
        if not isinstance(record, kept):
            return super().retrieve_attachment(record)
        record.check_access("read")
        if not (record.signed_document_name or "").endswith(".pdf"):
            return None
        # Who may read the record, which was checked, may read its document.
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", record._name),
                    ("res_id", "=", record.id),
                    ("res_field", "=", "signed_document"),
                ],
                limit=1,
            )
        )
