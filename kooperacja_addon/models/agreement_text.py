from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext, is_html_empty

from ..rules.polish_time import polish_today


def _words_of(html):
    return " ".join(html2plaintext(html or "").split())


class AgreementText(models.Model):
    """The text of an agreement until it is signed: template, versions, remarks."""

    _inherit = "kooperacja.agreement"  # pylint: disable=consider-merging-classes-inherited

    template_id = fields.Many2one(
        comodel_name="kooperacja.agreement.template",
        string="Template",
        domain="[('variant_id', '=', variant_id), ('kind', '=', kind)]",
        compute="_compute_template_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="set null",
    )
    text = fields.Html(
        string="Text of the agreement",
        sanitize=True,
        compute="_compute_text",
        store=True,
        readonly=False,
        precompute=True,
    )
    version_ids = fields.One2many(
        comodel_name="kooperacja.agreement.version",
        inverse_name="agreement_id",
        string="Versions of the text",
    )
    version_count = fields.Integer(compute="_compute_version_count")
    remark_ids = fields.One2many(
        comodel_name="kooperacja.agreement.remark",
        inverse_name="agreement_id",
        string="Remarks",
    )

    @api.depends("partnership_id", "kind")
    def _compute_template_id(self):
        # One look at the dictionary for all of them.
        templates = self.env["kooperacja.agreement.template"].search(
            [
                ("variant_id", "in", self.partnership_id.variant_id.ids),
                ("kind", "in", self.mapped("kind")),
            ]
        )
        for agreement in self:
            fitting = templates.filtered(
                lambda t, a=agreement: t.variant_id == a.partnership_id.variant_id
                and t.kind == a.kind
            )
            chosen = agreement.template_id & fitting
            of_as_many = fitting.filtered(
                lambda t, a=agreement: t.for_several_gminas
                == a.partnership_id.is_shared
            )
            agreement.template_id = chosen or of_as_many[:1] or fitting[:1]

    @api.depends("template_id")
    def _compute_text(self):
        """Begin with the words of the template; words of one's own are never lost."""
        for agreement in self:
            template = agreement.template_id
            if template and not agreement._has_own_words():
                agreement.text = template._render_for(agreement.partnership_id)
            else:
                agreement.text = agreement.text

    def _has_own_words(self):
        """Return whether the text says anything that no template says."""
        self.ensure_one()
        if is_html_empty(self.text):
            return False
        templates = self.env["kooperacja.agreement.template"].search(
            [("variant_id", "=", self.partnership_id.variant_id.id)]
        )
        partnership = self.partnership_id
        return _words_of(self.text) not in {
            _words_of(template._render_for(partnership)) for template in templates
        }

    @api.depends("version_ids")
    def _compute_version_count(self):
        for agreement in self:
            agreement.version_count = len(agreement.version_ids)

    def action_send_for_remarks(self):
        """Keep the text as a version that the institutions look at."""
        today = polish_today()
        for agreement in self:
            agreement._refuse_frozen()
            if is_html_empty(agreement.text):
                raise UserError(
                    self.env._("Write the text first; an empty one asks for nothing.")
                )
            agreement._keep_version("sent")
            if not agreement.proposed_on:
                agreement.proposed_on = today
        return True

    def action_take_template(self):
        """Replace the text by the template's; words of one's own stay as a version."""
        for agreement in self:
            agreement._refuse_frozen()
            if not agreement.template_id:
                raise UserError(self.env._("Choose a template first."))
            if agreement._has_own_words():
                agreement._keep_version("replaced")
            agreement.text = agreement.template_id._render_for(agreement.partnership_id)
        return True

    def _keep_version(self, reason):
        self.ensure_one()
        self.check_access("write")
        # Nobody writes versions by hand; who may write the text may have it kept.
        versions = self.env["kooperacja.agreement.version"].sudo()
        return versions._append_by_action(
            [
                {
                    "agreement_id": self.id,
                    "number": max(self.version_ids.mapped("number"), default=0) + 1,
                    "kept_on": polish_today(),
                    "reason": reason,
                    "text": self.text,
                    "user_id": self.env.uid,
                }
            ]
        )
