from markupsafe import Markup, escape

from odoo import api, fields, models

PLACE_OF_GMINA = "{gmina}"
PLACE_OF_GMINAS = "{gminas}"


class AgreementTemplate(models.Model):
    """The words with which a document of the partnership begins, by variant and kind.

    The name of the gmina that leads the partnership is put where ``{gmina}`` stands,
    and those of all its gminas where ``{gminas}`` stands: at the end of a sentence,
    after a noun, so that they need no declension.
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
        help="Write {gmina} where the name of the gmina is to stand, {gminas} where "
        "all the gminas of the partnership are.",
    )
    for_several_gminas = fields.Boolean(
        string="For several gminas",
        help="Offered where several gminas work in one partnership.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.model
    def _selection_kind(self):
        kind = self.env["kooperacja.agreement"]._fields["kind"]
        return kind._description_selection(self.env)

    def _render_for(self, partnership):
        """Return the words for ``partnership``, in the language of its documents."""
        self.ensure_one()
        # A letterhead is read by whoever writes on it.
        company = partnership.company_id.sudo()
        template = self.with_context(lang=company.partner_id.lang or self.env.lang)
        words = str(template.text or "")
        for place, name in (
            (PLACE_OF_GMINAS, partnership.gmina_names),
            (PLACE_OF_GMINA, company.name),
        ):
            words = words.replace(place, str(escape(name or "")))
        return Markup(words)
