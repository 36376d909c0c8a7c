from odoo import api, models
from odoo.fields import Domain

# Who answers for an institution: signs, delegates workers, gives remarks.
ANSWERS_FOR = ("director", "deputy")


class PartnershipMandate(models.Model):
    """For whom the user speaks today, as the director or the deputy of an institution.

    The pages of directors in the portal open by it, and close with the last day of
    the term.
    """

    _inherit = "kooperacja.partnership.representative"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _search_mine(self, states=("joined", "invited")):
        """Return the user's own terms of today as director or deputy.

        :param states: those of the institution's membership
        """
        partner = self.env.user.partner_id
        terms = self.search(
            self._domain_in_force()
            & Domain("partner_id", "=", partner.id)
            & Domain("function", "in", ANSWERS_FOR)
            & Domain("member_id.state", "in", states)
        )
        return terms.filtered(
            lambda term: term.institution_id == partner.commercial_partner_id
        )
