import base64
import binascii
import io

from PIL import Image, UnidentifiedImageError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..rules.paper import LARGEST_DRAWING, LARGEST_SCAN, MEGABYTE, find_kind
from ..rules.polish_time import polish_today
from .agreement_signatory import AgreementSignatory


class AgreementSignatoryByDirector(models.Model):
    """A signature that the director gave in the portal, drawn or as a scan.

    It says who, when and how, and stays as it was given. It is no qualified signature:
    the coordinator sees the way of signing and may ask for another one.
    """

    _inherit = "kooperacja.agreement.signatory"
    _fields_set_by_action = AgreementSignatory._fields_set_by_action | {
        "given_by_id",
        "given_at",
        "signature",
        "scan",
        "scan_name",
    }

    given_by_id = fields.Many2one(
        comodel_name="res.partner",
        string="Given in the portal by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    given_at = fields.Datetime(
        string="Given in the portal at", readonly=True, copy=False
    )
    signature = fields.Binary(
        string="Drawn signature",
        attachment=True,
        readonly=True,
        copy=False,
        groups="kooperacja_addon.group_coordinator",
    )
    scan = fields.Binary(
        string="Scan of the signed paper",
        attachment=True,
        readonly=True,
        copy=False,
        groups="kooperacja_addon.group_coordinator",
    )
    scan_name = fields.Char(string="File of the scan", readonly=True, copy=False)

    def write(self, vals):
        if {
            "agreement_id",
            "institution_id",
            "representative",
            "representative_function",
            "state",
            "signed_on",
            "method",
        }.intersection(vals):
            self._refuse_given()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_given(self):
        self._refuse_given()

    def _refuse_given(self):
        for signatory in self.filtered("given_at"):
            raise UserError(
                self.env._(
                    "%(institution)s signed in the portal, and the signature stays as "
                    "it was given. Where it does not do, use “Ask to sign again”.",
                    institution=signatory.institution_id.name,
                )
            )

    def action_ask_again(self):
        """Let a signature from the portal count no longer, and wait for another one.

        What was given is kept among the messages of the agreement.
        """
        self.check_access("write")
        self._refuse_frozen()
        for signatory in self.filtered("given_at"):
            # Who may write the agreement may ask again; the file moves, and is kept.
            files = (
                self.env["ir.attachment"]
                .sudo()
                .search(
                    [
                        ("res_model", "=", signatory._name),
                        ("res_id", "=", signatory.id),
                        ("res_field", "in", ("signature", "scan")),
                    ]
                )
            )
            files._leave_signature(
                signatory.agreement_id,
                signatory.scan_name or f"podpis-{signatory.id}.png",
            )
            signatory.agreement_id.message_post(
                body=self.env._(
                    "The signature of %(institution)s given in the portal on %(date)s "
                    "counts no longer; another one is asked for.",
                    institution=signatory.institution_id.name,
                    date=format_date(self.env, signatory.signed_on),
                ),
                attachment_ids=files.ids,
            )
            signatory._write_by_action(
                {
                    "state": "pending",
                    "signed_on": False,
                    "method": False,
                    "given_by_id": False,
                    "given_at": False,
                    "scan_name": False,
                }
            )
        self.invalidate_recordset(["signature", "scan"])
        return True

    # --- what a director does ----------------------------------------------------

    def _refuse_not_mine(self, digest):
        self.ensure_one()
        self.check_access("read")
        if self != self.agreement_id.my_signatory_id:
            raise AccessError(
                self.env._("The director or the deputy signs for the institution.")
            )
        if not self.agreement_id.to_sign_by_me:
            raise UserError(
                self.env._(
                    "There is nothing to sign now: it was signed or answered already, "
                    "or the coordinator has taken it back to change the text. Read it "
                    "again."
                )
            )
        if digest != self.agreement_id._get_digest():
            raise UserError(
                self.env._(
                    "The text has changed since you opened it. Read it as it is now, "
                    "and answer then."
                )
            )

    def _sign_by_drawing(self, image, digest):
        """Sign with ``image``, the base64 of a PNG that was drawn on the screen.

        :param digest: of the words that were read, as ``_get_digest`` gave it
        """
        try:
            content = base64.b64decode(image or "", validate=True)
        except (binascii.Error, ValueError):
            content = b""
        if (
            find_kind(content) != "png"
            or len(content) > LARGEST_DRAWING
            or not self._is_picture(content)
        ):
            raise UserError(
                self.env._("The signature was not drawn. Draw it in the box once more.")
            )
        self._sign_in_portal("drawn", {"signature": base64.b64encode(content)}, digest)

    def _sign_by_scan(self, content, digest):
        """Sign with ``content``, the bytes of a PDF, JPG or PNG of the signed paper."""
        if not content:
            raise UserError(
                self.env._("Choose the file with the scan or the photograph first.")
            )
        if len(content) > LARGEST_SCAN:
            raise UserError(
                self.env._(
                    "The file is larger than %(size)s MB. Photograph the page with "
                    "less detail, or scan it in black and white, and choose it again.",
                    size=LARGEST_SCAN // MEGABYTE,
                )
            )
        kind = find_kind(content)
        if not kind or (kind != "pdf" and not self._is_picture(content)):
            raise UserError(
                self.env._(
                    "This file is neither PDF nor JPG nor PNG, or it is damaged. Save "
                    "the scan or the photograph as one of them and choose it again."
                )
            )
        self._sign_in_portal(
            "scan",
            {
                "scan": base64.b64encode(content),
                "scan_name": f"podpis-{self.id}.{kind}",
            },
            digest,
        )

    @api.model
    def _is_picture(self, content):
        try:
            Image.open(io.BytesIO(content)).verify()
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
            return False
        return True

    def _sign_in_portal(self, method, vals, digest):
        self._refuse_not_mine(digest)
        person = self.env.user.partner_id
        # A director signs the own row and writes nothing else; that it is his or hers,
        # and open to signatures, was checked above.
        self.sudo()._write_by_action(
            {
                **vals,
                "state": "signed",
                "method": method,
                "signed_on": polish_today(),
                "representative": person.name,
                "representative_function": person.function
                or self.representative_function,
                "given_by_id": person.id,
                "given_at": fields.Datetime.now(),
            }
        )
        self._tell_answer(
            self.env._(
                "%(institution)s signed in the portal.",
                institution=self.institution_id.name,
            )
        )

    def _decline_in_portal(self, reason, digest):
        """Note why the institution does not sign."""
        self._refuse_not_mine(digest)
        if not (reason or "").strip():
            raise UserError(
                self.env._("Write why: the others will want to know what to change.")
            )
        # As above: the own row, while it is open to be signed.
        self.sudo().write({"state": "refused", "reason": reason.strip()})
        self._tell_answer(
            self.env._(
                "%(institution)s refused to sign.",
                institution=self.institution_id.name,
            )
        )

    def _tell_answer(self, words):
        """Leave a note at the agreement, where the coordinator reads it."""
        # Only who may sign comes here.
        self.agreement_id.sudo().message_post(
            body=words, author_id=self.env.user.partner_id.id
        )
