from odoo import api, fields, models
from odoo.fields import Domain


class DelegationOfMine(models.Model):
    """The requests that a director finds in the portal, and whom he or she may name."""

    _inherit = "kooperacja.delegation"

    asked_of_me = fields.Boolean(
        string="Asked of my institution",
        compute="_compute_asked_of_me",
        search="_search_asked_of_me",
        compute_sudo=False,
    )

    @api.model
    def _domain_asked_of_me(self):
        terms = self.env["kooperacja.partnership.representative"]
        return Domain("state", "!=", "draft") & Domain.OR(
            Domain("partnership_id", "=", member.partnership_id.id)
            & Domain("institution_id", "=", member.institution_id.id)
            for member in terms._search_mine(("joined",)).member_id
        )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("state", "institution_id", "partnership_id")
    def _compute_asked_of_me(self):
        mine = self.filtered_domain(self._domain_asked_of_me())
        for delegation in self:
            delegation.asked_of_me = delegation in mine

    @api.model
    def _search_asked_of_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_asked_of_me()

    def _get_candidates(self):
        """Return whom the institution may delegate: its people, the user last."""
        self.ensure_one()
        me = self.env.user.partner_id
        people = self.env["res.partner"].search(
            [
                ("parent_id", "=", self.institution_id.id),
                ("is_company", "=", False),
                ("type", "=", "contact"),
            ],
            order="name, id",
        )
        return (people - me) | (people & me)

    def _get_proposals(self):
        """Return (worker, substitute) for each of the people who has one.

        Who stood in for a worker last time is proposed again, otherwise the next one
        on the list. It is a proposal: the answer names both.
        """
        people = self._get_candidates()
        former = self.search(
            [
                ("institution_id", "=", self.institution_id.id),
                ("state", "=", "accepted"),
                ("substitute_id", "in", people.ids),
            ],
            order="answered_on, id",
        )
        usual = {d.partner_id: d.substitute_id for d in former}
        proposals = []
        for index, person in enumerate(people):
            others = people[index + 1 :] | people[:index]
            substitute = usual.get(person, others[:1])
            if substitute:
                proposals.append((person, substitute))
        return proposals

    def _add_worker(self, name, function, email):
        """Return the person of the institution who bears ``name``, added if unknown.

        For the director alone, who names somebody not yet among the contacts.
        """
        self._refuse_answering()
        institution = self.institution_id
        known = institution._get_contact_named(name)
        # A director adds people to the own institution here and nowhere else; that it
        # is his or hers to answer for it was checked above.
        return known or institution.env["res.partner"].browse(
            institution.sudo()
            .create(
                {
                    "name": " ".join(name.split()),
                    "function": function,
                    "email": email,
                    "parent_id": institution.id,
                    "company_id": institution.sudo().company_id.id,
                }
            )
            .id
        )
