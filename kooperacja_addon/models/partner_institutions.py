from odoo import fields, models


class ResPartner(models.Model):
    """Somebody may work for two institutions: one contact, one login, cases of both."""

    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    also_at_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="kooperacja_partner_also_at",
        column1="partner_id",
        column2="institution_id",
        string="Works also for",
        # As text: as a list it would have every new contact look itself up here.
        domain="[('is_institution', '=', True)]",
        help="The person may be on teams for these institutions too. The row of the "
        "team says for which one; entries and reports carry its name.",
    )

    def _works_for(self, institution):
        """Return whether the person works for ``institution``."""
        self.ensure_one()
        employers = self.commercial_partner_id | self.also_at_ids.commercial_partner_id
        return institution.commercial_partner_id in employers
