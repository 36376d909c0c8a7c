from odoo import models
from odoo.exceptions import UserError


class PartnerMerge(models.TransientModel):
    """Merging rewrites who points to a contact past all rules, so it stops here."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        partners = self.env["res.partner"].browse(partner_ids)
        gone = partners - (dst_partner or partners.browse())
        # A place on a team opens its case to the user of the contact, so no user may
        # come to it by merging either. Only whether there is such a place is told.
        on_team = self.env["kooperacja.case.member"].sudo()
        if gone._is_on_kooperacja_record() or on_team.search_count(
            [("partner_id", "in", partners.ids)], limit=1
        ):
            raise UserError(
                self.env._(
                    "One of these contacts is on a team, or would vanish from "
                    "documents of Kooperacja, which keep their authors. Archive the "
                    "contact that is no longer needed instead of merging."
                )
            )
        return super()._merge(
            partner_ids, dst_partner=dst_partner, extra_checks=extra_checks
        )
