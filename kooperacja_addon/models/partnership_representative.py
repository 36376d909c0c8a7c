from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..rules.periods import in_force, overlap
from ..rules.polish_time import polish_today


class PartnershipRepresentative(models.Model):
    """A person who speaks for an institution in a partnership, from a day until a day.

    Terms are never rewritten when somebody else takes the post: the old one ends, a new
    one begins, and both stay on record.
    """

    _name = "kooperacja.partnership.representative"
    _description = "Representative of an institution"
    _inherit = ["kooperacja.portal.invitable.mixin"]
    _portal_field = "representative_id"
    _portal_kind = "director"
    _order = "date_from desc nulls last, id desc"
    _rec_name = "partner_id"

    member_id = fields.Many2one(
        comodel_name="kooperacja.partnership.member",
        string="Member of the partnership",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="member_id.company_id", string="Gmina", store=True, index=True
    )
    institution_id = fields.Many2one(related="member_id.institution_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('parent_id', '=', institution_id)]",
    )
    function = fields.Selection(
        selection=[
            ("director", "Director"),
            ("deputy", "Deputy director"),
            ("councillor", "Councillor"),
            ("other", "Other person"),
        ],
        string="In the partnership as",
        required=True,
        default="deputy",
    )
    date_from = fields.Date(
        string="From",
        default=lambda self: polish_today(),
        help="Empty: since before the institution was invited.",
    )
    date_to = fields.Date(string="Until", help="The last day; empty while it lasts.")
    in_force = fields.Boolean(
        string="Today", compute="_compute_in_force", search="_search_in_force"
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A term cannot end before it has begun.",
    )

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer councillors only where the partnership has one tier, as in villages."""
        result = super().fields_get(allfields, attributes)
        tiers = self.env.companies.kooperacja_variant_id.mapped("tiers")
        choice = result.get("function", {})
        if "selection" in choice and "one" not in tiers:
            choice["selection"] = [
                option for option in choice["selection"] if option[0] != "councillor"
            ]
        return result

    @api.model
    def _domain_in_force(self):
        today = polish_today()
        return (Domain("date_from", "=", False) | Domain("date_from", "<=", today)) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )

    @api.model
    def _domain_director(self):
        """Return the terms of those who are directors today."""
        return Domain("function", "=", "director") & self._domain_in_force()

    @api.depends("date_from", "date_to")
    def _compute_in_force(self):
        today = polish_today()
        for term in self:
            term.in_force = in_force(*term._get_days(), today)

    @api.model
    def _search_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_in_force()

    def _get_days(self):
        self.ensure_one()
        return self.date_from or date.min, self.date_to or None

    @api.constrains("partner_id", "member_id")
    def _check_person_of_institution(self):
        for term in self:
            institution = term.member_id.institution_id
            person = term.partner_id
            if person.is_company or person.commercial_partner_id != (
                institution.commercial_partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(person)s does not work for %(institution)s. Add the person "
                        "to the institution's contacts first.",
                        person=person.name,
                        institution=institution.name,
                    )
                )

    @api.constrains("member_id", "partner_id", "function", "date_from", "date_to")
    def _check_overlap(self):
        for term in self:
            for other in term.member_id.representative_ids - term:
                if not overlap(*term._get_days(), *other._get_days()):
                    continue
                if term.function == other.function == "director":
                    raise ValidationError(
                        self.env._(
                            "%(institution)s has one director at a time. Use “Change "
                            "of director”: it ends the term of %(person)s and begins "
                            "the new one.",
                            institution=term.institution_id.name,
                            person=other.partner_id.name,
                        )
                    )
                if term.partner_id == other.partner_id:
                    raise ValidationError(
                        self.env._(
                            "%(person)s already represents %(institution)s at that "
                            "time.",
                            person=term.partner_id.name,
                            institution=term.institution_id.name,
                        )
                    )

    def _end_before(self, day):
        """End the terms so that another person can begin on ``day``."""
        last = day - timedelta(days=1)
        for term in self:
            if term.date_from and term.date_from > last:
                raise UserError(
                    self.env._(
                        "%(person)s has been director since %(date)s, so a new "
                        "director can begin on the day after that at the earliest.",
                        person=term.partner_id.name,
                        date=format_date(self.env, term.date_from),
                    )
                )
            term.date_to = last
