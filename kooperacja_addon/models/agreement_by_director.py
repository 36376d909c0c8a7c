from hashlib import sha256

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, is_html_empty

from ..rules.polish_time import polish_today
from .agreement import Agreement

# What the directors sign must not change while they sign.
SIGNED_WORDS = frozenset({"name", "kind", "text", "template_id", "parent_id"})


class AgreementByDirector(models.Model):
    """The directors read, remark upon and sign the agreement in the portal.

    From the day on which the coordinator opens it to signatures until they are all
    given, or taken back for another round of remarks, its words do not change.
    """

    _inherit = "kooperacja.agreement"  # pylint: disable=consider-merging-classes-inherited
    _fields_set_by_action = Agreement._fields_set_by_action | {"open_to_sign_on"}

    open_to_sign_on = fields.Date(
        string="To be signed in the portal since", readonly=True, copy=False
    )
    given_count = fields.Integer(
        string="Signatures given in the portal", compute="_compute_given_count"
    )
    my_signatory_id = fields.Many2one(
        comodel_name="kooperacja.agreement.signatory",
        string="My signature",
        compute="_compute_my_signatory_id",
        compute_sudo=False,
    )
    open_to_my_remark = fields.Boolean(
        string="I may remark upon it",
        compute="_compute_my_signatory_id",
        compute_sudo=False,
    )
    to_sign_by_me = fields.Boolean(
        string="To be signed by me",
        compute="_compute_my_signatory_id",
        compute_sudo=False,
    )
    represented_by_me = fields.Boolean(
        related="partnership_id.represented_by_me", related_sudo=False
    )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends(
        "state",
        "open_to_sign_on",
        "version_ids",
        "partnership_id",
        "signatory_ids.institution_id",
        "signatory_ids.state",
    )
    def _compute_my_signatory_id(self):
        mandates = self.env["kooperacja.partnership.representative"]._search_mine()
        for agreement in self:
            mine = mandates.filtered(
                lambda term, a=agreement: term.member_id.partnership_id
                == a.partnership_id
            ).institution_id
            row = agreement.signatory_ids.filtered(
                lambda s, mine=mine: s.institution_id in mine and s.kind == "original"
            )[:1]
            draft = agreement.state == "draft"
            agreement.my_signatory_id = row
            agreement.to_sign_by_me = (
                draft and bool(agreement.open_to_sign_on) and row.state == "pending"
            )
            agreement.open_to_my_remark = (
                draft
                and bool(mine)
                and bool(agreement.version_ids or agreement.open_to_sign_on)
                and row.state != "signed"
            )

    @api.depends("signatory_ids.given_at")
    def _compute_given_count(self):
        for agreement in self:
            agreement.given_count = len(agreement.signatory_ids.filtered("given_at"))

    def _get_digest(self):
        """Return a short sign of the words: who signs says by it what was read."""
        self.ensure_one()
        words = f"{self.display_name}\n{self.text}"
        return sha256(words.encode()).hexdigest()[:16]

    @api.model
    def _search_waiting_for_me(self):
        """Return what the user should read and remark upon, or sign."""
        partnerships = self.env["kooperacja.partnership"]._get_represented_by_me()
        drafts = self.search(
            Domain("state", "=", "draft")
            & Domain("partnership_id", "in", partnerships.ids)
            & (Domain("open_to_sign_on", "!=", False) | Domain("version_ids", "!=", []))
        )
        return drafts.filtered(
            lambda a: a.to_sign_by_me
            or (
                a.open_to_my_remark
                and not a.open_to_sign_on
                and a.my_signatory_id.state == "pending"
            )
        )

    # --- opened to signatures, and closed again ----------------------------------

    def action_open_to_sign(self):
        """Let the directors sign in the portal; the words stay as they are from now on.

        Raises UserError when it was signed already, is empty or has gaps.
        """
        self.check_access("write")
        for agreement in self:
            agreement._refuse_frozen()
            if is_html_empty(agreement.text):
                raise UserError(
                    self.env._("Write the text first; nobody signs an empty sheet.")
                )
            if gaps := agreement._get_gaps():
                raise UserError(agreement._tell_gaps(gaps))
            agreement._write_by_action(
                {
                    "open_to_sign_on": polish_today(),
                    "proposed_on": agreement.proposed_on or polish_today(),
                }
            )
        return True

    def action_close_to_sign(self):
        """Go back to the text. Signatures given in the portal count no longer."""
        self.check_access("write")
        for agreement in self:
            agreement._refuse_frozen()
            agreement.signatory_ids.filtered("given_at").action_ask_again()
            agreement._write_by_action({"open_to_sign_on": False})
        return True

    def write(self, vals):
        if SIGNED_WORDS.intersection(vals):
            for agreement in self:
                if agreement.open_to_sign_on and agreement.state == "draft":
                    raise UserError(
                        self.env._(
                            "The directors have been signing these words in the "
                            "portal since %(date)s. To change them, use “Back to the "
                            "text” first; everybody signs anew then.",
                            date=format_date(self.env, agreement.open_to_sign_on),
                        )
                    )
        return super().write(vals)

    def _get_sign_warnings(self):
        warnings = super()._get_sign_warnings()
        drawn = self.signatory_ids.filtered(
            lambda s: s.state == "signed" and s.method == "drawn"
        )
        if drawn:
            warnings.append(
                self.env._(
                    "Drawn on the screen, which is no qualified signature: "
                    "%(institutions)s. Where your gmina needs one, or paper, ask them "
                    "to sign again.",
                    institutions=", ".join(drawn.institution_id.mapped("name")),
                )
            )
        return warnings

    # --- what a director does ----------------------------------------------------

    def _add_remark_of_mine(self, place, remark, proposal):
        """Note what the user's institution wants changed.

        Raises UserError when the text takes no remarks, or the remark says nothing.
        """
        self.ensure_one()
        self.check_access("read")
        if not self.open_to_my_remark:
            raise UserError(
                self.env._(
                    "This text takes no remarks now. Call the coordinator of the "
                    "partnership when something has to be changed."
                )
            )
        if not remark.strip():
            raise UserError(self.env._("Write what should be changed, and why."))
        # A director adds remarks of the own institution and nothing else; that the
        # text takes them from it was checked above.
        return (
            self.env["kooperacja.agreement.remark"]
            .sudo()
            .create(
                {
                    "agreement_id": self.id,
                    "institution_id": self.env.user.partner_id.commercial_partner_id.id,
                    "place": place,
                    "remark": remark,
                    "proposal": proposal,
                }
            )
        )
