from odoo import api, models


class MailRenderMixin(models.AbstractModel):
    """A template tells of a family only what its writer may read.

    Odoo looks up companies and recipients with all rights before it renders, and what
    lies in its cache by then is read past the rights.
    """

    _inherit = "mail.render.mixin"

    @api.model
    def _render_template(self, template_src, model, res_ids, *args, **kwargs):
        guarded = self.env.registry["kooperacja.guarded.mixin"]
        if not self.env.su and model and isinstance(self.env[model], guarded):
            self.env[model].browse(res_ids).check_access("read")
        return super()._render_template(template_src, model, res_ids, *args, **kwargs)
