from markupsafe import Markup, escape

from odoo import api, fields, models

PLACE_OF_GMINA = "{gmina}"


class AgreementTemplate(models.Model):
    """The words with which a document of the partnership begins, by variant and kind.

    The gmina's name is put where ``{gmina}`` stands: at the end of a sentence, after a
    noun, so that it needs no declension.
    """

    _name = "kooperacja.agreement.template"
    _description = "Template of an agreement"
    _order = "variant_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    variant_id = fields.Many2one(
        comodel_name="kooperacja.variant",
        string="Variant of the model",
        required=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        selection=lambda self: self._selection_kind(),
        required=True,
        default="agreement",
    )
    text = fields.Html(
        string="Words",
        required=True,
        translate=True,
        help="Write {gmina} where the name of the gmina is to stand.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.model
    def _selection_kind(self):
        kind = self.env["kooperacja.agreement"]._fields["kind"]
        return kind._description_selection(self.env)

    def _render_for(self, company):
        """Return the words for ``company``, in the language of its documents."""
        self.ensure_one()
        # A letterhead is read by whoever writes on it.
        contact = company.sudo().partner_id
        template = self.with_context(lang=contact.lang or self.env.lang)
        return Markup(
            str(template.text or "").replace(
                PLACE_OF_GMINA, str(escape(company.sudo().name))
            )
        )
