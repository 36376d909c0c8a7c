import base64

from odoo import fields, models


class SignedDocumentMixin(models.AbstractModel):
    """A record that keeps the printed document as it was on the day of signing."""

    _name = "kooperacja.signed.document.mixin"
    _description = "Record with a kept document"

    signed_document = fields.Binary(
        string="Document as signed", attachment=True, readonly=True, copy=False
    )
    signed_document_name = fields.Char(
        string="File name of the document", readonly=True, copy=False
    )

    def _get_document_report(self):
        """Return the external id of the report that prints this record."""
        raise NotImplementedError

    def _get_document_name(self):
        """Return the file name without its ending: a number, never a family's name."""
        raise NotImplementedError

    def _prepare_kept_document(self):
        """Return the values that keep the document as it is printed now.

        Where no PDF can be made (no wkhtmltopdf, or no web server yet while modules
        load) the printed page is kept as HTML: less handsome, but as true.
        """
        self.ensure_one()
        report = self._get_document_report()
        # The right to sign was checked by the action; a report also reads the
        # letterhead of the company and the names of signatories' institutions.
        renderer = self.env["ir.actions.report"].sudo()
        if self.env.registry.ready and renderer.get_wkhtmltopdf_state() != "install":
            content, ending = renderer._render_qweb_pdf(report, self.ids)
        else:
            content, ending = renderer._render_qweb_html(report, self.ids)
        if isinstance(content, str):
            content = content.encode()
        return {
            "signed_document": base64.b64encode(content),
            "signed_document_name": f"{self._get_document_name()}.{ending}",
        }
