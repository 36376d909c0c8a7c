from odoo import api, fields, models
from odoo.fields import Domain


class PartnershipOfMine(models.Model):
    """The partnerships in which the user speaks for an institution today."""

    _inherit = "kooperacja.partnership"  # pylint: disable=consider-merging-classes-inherited

    represented_by_me = fields.Boolean(
        string="I speak for an institution of it",
        compute="_compute_represented_by_me",
        search="_search_represented_by_me",
        compute_sudo=False,
    )

    @api.model
    def _get_represented_by_me(self):
        terms = self.env["kooperacja.partnership.representative"]
        return terms._search_mine().member_id.partnership_id

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_represented_by_me(self):
        mine = self._get_represented_by_me()
        for partnership in self:
            partnership.represented_by_me = partnership._origin <= mine

    @api.model
    def _search_represented_by_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in", self._get_represented_by_me().ids)
