from odoo import api, models

CONTENT = frozenset({"raw", "datas", "db_datas", "index_content"})


class IrBinary(models.AbstractModel):
    """A file of a case that is downloaded is noted: every address of files ends here.

    The file of an attachment, of a field (a signed document), and an image.
    """

    _inherit = "ir.binary"

    def _get_stream_from(self, record, *args, **kwargs):
        stream = super()._get_stream_from(record, *args, **kwargs)
        if record._name == "ir.attachment":
            record._note_download()
        elif isinstance(record, self.env.registry["kooperacja.logged.mixin"]):
            self.env["kooperacja.access.log"]._note("download", record)
        return stream


class IrAttachment(models.Model):
    """A file that a remote call reads is taken away as a downloaded one is."""

    _inherit = "ir.attachment"  # pylint: disable=consider-merging-classes-inherited

    @api.readonly
    def read(self, fields=None, load="_classic_read"):
        result = super().read(fields, load)
        if not self.env.su and (not fields or CONTENT.intersection(fields)):
            self._note_download()
        return result

    @api.model
    @api.readonly
    def search_read(self, domain=None, fields=None, *args, **kwargs):
        result = super().search_read(domain, fields, *args, **kwargs)
        if not self.env.su and (not fields or CONTENT.intersection(fields)):
            self.browse(row["id"] for row in result)._note_download()
        return result

    def _note_download(self):
        logged = self.env.registry["kooperacja.logged.mixin"]
        # Who may read the file was checked; only what it is attached to is taken.
        for model, files in self.sudo().grouped("res_model").items():
            if model in self.env and isinstance(self.env[model], logged):
                # A file may outlive its record.
                records = self.env[model].browse(files.mapped("res_id")).exists()
                self.env["kooperacja.access.log"]._note("download", records)
