from odoo import models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

from ..rules.uploads import MAX_MEGABYTES, get_safe_name, get_trouble


class CaseDocument(models.Model):
    """Files of a case and papers that were signed, for those who have no client."""

    _inherit = "kooperacja.case"  # pylint: disable=consider-merging-classes-inherited

    def _get_files(self):
        """Return the files put at the case, the newest first, for who reads the case.

        Left out are files of notes that Odoo keeps among those who work in the office.
        """
        self.ensure_one()
        self.check_access("read")
        # A file is open to whom its case is, which was checked.
        internal = (
            self.env["mail.message"]
            .sudo()
            .search(
                [
                    ("model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("attachment_ids", "!=", False),
                    "|",
                    ("is_internal", "=", True),
                    ("subtype_id.internal", "=", True),
                ]
            )
        )
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("res_field", "=", False),
                    ("type", "=", "binary"),
                    ("id", "not in", internal.attachment_ids.ids),
                ],
                order="create_date desc, id desc",
            )
        )

    def _get_kept_papers(self):
        """Return {file: record} of what was signed or approved in the case.

        Each record is read with the rights of the user.
        """
        self.ensure_one()
        papers = {}
        for name in ("plan", "meeting", "monitoring", "evaluation"):
            records = self.env[f"kooperacja.{name}"].search(
                [("case_id", "=", self.id), ("signed_document_name", "!=", False)]
            )
            # The file of a field is open to whom its record is.
            files = (
                self.env["ir.attachment"]
                .sudo()
                .search(
                    [
                        ("res_model", "=", records._name),
                        ("res_id", "in", records.ids),
                        ("res_field", "=", "signed_document"),
                    ],
                    order="id desc",
                )
            )
            papers.update((file, records.browse(file.res_id)) for file in files)
        return papers

    def _put_file(self, name, content):
        """Keep a file that somebody on the team brings; return the attachment.

        Raises UserError for what is too large, empty, or of a kind that is not kept,
        and when the case is closed.
        """
        self.ensure_one()
        self.check_access("read")
        self._refuse_frozen()
        kind = guess_mimetype(content) if content else ""
        sentences = {
            "empty": self.env._("The file is empty. Choose it once more."),
            "size": self.env._(
                "The file is too large: at most %(megabytes)s MB. Take the photograph "
                "in a lower quality, or send the pages one by one.",
                megabytes=MAX_MEGABYTES,
            ),
            "kind": self.env._(
                "Files of this kind are not kept. Send a PDF, a photograph (JPG, PNG), "
                "or a document of Word, Excel or LibreOffice."
            ),
        }
        if trouble := get_trouble(len(content), kind):
            raise UserError(sentences[trouble])
        # Who is on the team today may add to its papers; that was checked.
        return (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": get_safe_name(name, kind),
                    "raw": content,
                    "mimetype": kind,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )
