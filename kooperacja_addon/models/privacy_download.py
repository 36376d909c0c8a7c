from odoo import models


class IrBinary(models.AbstractModel):
    """A file of a case that is downloaded is noted: every address of files ends here.

    The file of an attachment, of a field (a signed document), and an image.
    """

    _inherit = "ir.binary"

    def _get_stream_from(self, record, *args, **kwargs):
        stream = super()._get_stream_from(record, *args, **kwargs)
        of_what = record
        if record._name == "ir.attachment" and record.res_model in self.env:
            of_what = self.env[record.res_model].browse(record.res_id)
        if isinstance(of_what, self.env.registry["kooperacja.logged.mixin"]):
            # An attachment may outlive its record.
            self.env["kooperacja.access.log"]._note("download", of_what.exists())
        return stream
