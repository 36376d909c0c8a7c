import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..rules.periods import in_force, overlap

WARSAW = pytz.timezone("Europe/Warsaw")


class CaseMember(models.Model):
    """An institution's person on the team of a case, from a day until a day.

    This row is what opens the case to that person (law of membership): from the first
    to the last day, and on no other ground.
    """

    _name = "kooperacja.case.member"
    _description = "Member of the team"
    _inherit = ["kooperacja.case.content.mixin"]
    _order = "case_id, date_from, id"
    _rec_name = "partner_id"

    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('id', 'in', available_institution_ids)]",
    )
    available_institution_ids = fields.Many2many(
        related="case_id.partnership_id.institution_ids"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Person",
        index=True,
        ondelete="restrict",
        domain="[('parent_id', '=', institution_id)]",
        help="May be named later; the case opens to this person from the first day.",
    )
    function = fields.Char(related="partner_id.function")
    delegation_id = fields.Many2one(
        comodel_name="kooperacja.delegation",
        string="Delegation",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('institution_id', '=', institution_id), ('state', '=', 'accepted')]",
        help="The director's answer by which this person works on the team.",
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="Until")
    in_force = fields.Boolean(
        string="On the team", compute="_compute_in_force", search="_search_in_force"
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "Work on the team cannot end before it has begun.",
    )
    _partner_case_idx = models.Index("(partner_id, case_id)")

    @api.model
    def _today(self):
        """Return today's date in Poland, whatever time zone the caller claims."""
        return pytz.utc.localize(fields.Datetime.now()).astimezone(WARSAW).date()

    @api.model
    def _domain_in_force(self):
        today = self._today()
        return Domain("date_from", "<=", today) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )

    @api.model
    def _domain_mine_now(self):
        """Return the memberships that open cases to the current user today."""
        return Domain("partner_id", "=", self.env.user.partner_id.id) & (
            self._domain_in_force()
        )

    @api.depends("date_from", "date_to")
    def _compute_in_force(self):
        today = self._today()
        for member in self:
            member.in_force = bool(member.date_from) and in_force(
                member.date_from, member.date_to or None, today
            )

    @api.model
    def _search_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_in_force()

    @api.depends("institution_id.name", "partner_id.name")
    def _compute_display_name(self):
        for member in self:
            member.display_name = " – ".join(
                filter(None, (member.partner_id.name, member.institution_id.name))
            )

    @api.constrains("institution_id", "case_id", "date_from")
    def _check_institution_in_partnership(self):
        for member in self:
            if (
                member.institution_id
                not in member.case_id.partnership_id.institution_ids
            ):
                raise ValidationError(
                    self.env._(
                        "%(institution)s is not in the partnership (it has not joined, "
                        "has refused or has left), so it cannot be on the team.",
                        institution=member.institution_id.name,
                    )
                )

    @api.constrains("delegation_id", "institution_id", "case_id")
    def _check_delegation(self):
        for member in self:
            # Whether it fits is told to who names it, and naming it was checked.
            delegation = member.delegation_id.sudo()
            if delegation and (
                delegation.state != "accepted"
                or delegation.institution_id != member.institution_id
                or delegation.case_number not in (False, member.case_id.number)
                or delegation.company_id != member.company_id
            ):
                raise ValidationError(
                    self.env._(
                        "This delegation is not for this team: choose one that "
                        "%(institution)s has given for this case or for a kind of "
                        "problem.",
                        institution=member.institution_id.name,
                    )
                )

    @api.constrains("partner_id", "institution_id")
    def _check_person_of_institution(self):
        for member in self.filtered("partner_id"):
            if member.partner_id.commercial_partner_id != (
                member.institution_id.commercial_partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(person)s does not work for %(institution)s. Add the person "
                        "to the institution's contacts first.",
                        person=member.partner_id.name,
                        institution=member.institution_id.name,
                    )
                )

    @api.constrains("partner_id", "case_id", "date_from", "date_to")
    def _check_once(self):
        for case, members in self.grouped("case_id").items():
            for member in members.filtered("partner_id"):
                for other in case.member_ids - member:
                    if other.partner_id == member.partner_id and overlap(
                        member.date_from,
                        member.date_to or None,
                        other.date_from,
                        other.date_to or None,
                    ):
                        raise ValidationError(
                            self.env._(
                                "%(person)s is already on this team at that time.",
                                person=member.partner_id.name,
                            )
                        )

    def _has_left(self):
        """Return whether the last day on the team lies in the past."""
        return bool(self.date_to) and self.date_to < self._today()

    def action_end(self):
        """End the membership today; from tomorrow the case is closed to the person."""
        self.write({"date_to": self._today()})
        return True
