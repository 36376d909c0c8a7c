from odoo import api, fields, models
from odoo.fields import Domain

from ..rules.scenarios import OF_PARTNERSHIP


class MeetingPeople(models.Model):
    """Who may be called to a meeting, and stands there to be chosen."""

    _inherit = "kooperacja.meeting"  # pylint: disable=consider-merging-classes-inherited

    offered_partner_ids = fields.Many2many(
        comodel_name="res.partner",
        string="People to choose from",
        compute="_compute_offered_partner_ids",
    )
    seat_id = fields.Many2one(
        related="company_id.partner_id",
        string="Office of the gmina",
        help="Where somebody new is added who comes to the talk with the authorities.",
    )

    @api.depends("kind", "case_id", "partnership_id")
    def _compute_offered_partner_ids(self):
        for meeting in self:
            if meeting.kind in OF_PARTNERSHIP:
                people = meeting._get_representatives()
                people |= meeting._get_heads() | meeting._get_starosts()
                people |= meeting._get_hosts()
            else:
                people = meeting._get_people_of(meeting._get_members().institution_id)
                people |= meeting.case_id.coordinator_id.partner_id
            meeting.offered_partner_ids = people

    def _get_members(self):
        return self.partnership_id.member_ids.filtered(
            lambda m: m.state in ("invited", "joined")
        )

    def _get_representatives(self):
        """Return who speaks for the institutions of the partnership today.

        Where nobody was named, all the people of the institution.
        """
        members = self._get_members()
        terms = members.representative_ids.filtered("in_force")
        unnamed = members - terms.member_id
        return terms.partner_id | self._get_people_of(unnamed.institution_id)

    def _get_people_of(self, institutions):
        people = self.env["res.partner"]
        if not institutions:
            return people
        return people.search(
            [("parent_id", "in", institutions.ids), ("is_company", "=", False)]
        )

    def _get_heads(self):
        """Return the heads of the gminas of the partnership."""
        self.ensure_one()
        people = self.env["res.partner"]
        for gmina in self.partnership_id._get_gminas():
            people |= gmina._get_kooperacja_head_contact()
        return people

    def _get_hosts(self):
        """Return the people of the centre that coordinates, and those of ROPS.

        They lead the talk and speak at the meetings before any institution is a
        member (handbook 3.2, 3.3).
        """
        # Only to know whose people to look for; the search obeys the reader's rules.
        centre = self.partnership_id.coordinator_id.sudo().partner_id.parent_id
        rops = self.env.ref("kooperacja_addon.institution_type_rops")
        return self.env["res.partner"].search(
            (
                Domain("parent_id", "in", centre.ids)
                | Domain("parent_id.institution_type_id", "=", rops.id)
            )
            & Domain("is_company", "=", False)
            & Domain("company_id", "in", (False, *self.company_id.ids))
        )

    def _get_starosts(self):
        """Return the starosts of whom contacts know; a gmina does not tell its county.

        They are called to the talk with the authorities too (handbook 3.2).
        """
        return self.env["res.partner"].search(
            Domain("function", "=ilike", "starost%")
            & Domain("parent_id.institution_tier", "=", "powiat")
            & Domain("company_id", "in", (False, *self.company_id.ids))
        )
