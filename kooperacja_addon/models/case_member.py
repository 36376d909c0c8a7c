from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_datetime

from ..rules.periods import in_force, overlap
from ..rules.polish_time import WARSAW, polish_today


class CaseMember(models.Model):
    """An institution's person on the team of a case, from a day until a day.

    This row is what opens the case to that person (law of membership): from the first
    to the last day, and on no other ground. A handover shuts it at once and keeps it:
    the row goes on telling who was on the team, and its tasks fall to the successor.
    """

    _name = "kooperacja.case.member"
    _description = "Member of the team"
    _inherit = ["kooperacja.case.content.mixin", "kooperacja.portal.invitable.mixin"]
    _portal_field = "member_id"
    _portal_kind = "team"
    _order = "case_id, date_from, id"
    _rec_name = "partner_id"
    _fields_set_by_action = frozenset({"ended_at", "successor_id", "stands_in_for_id"})

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
        domain="['|', ('parent_id', '=', institution_id), "
        "('also_at_ids', 'in', institution_id)]",
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
        string="From", required=True, default=lambda self: polish_today()
    )
    date_to = fields.Date(string="Until")
    ended_at = fields.Datetime(
        string="Handed over at",
        readonly=True,
        copy=False,
        help="From this moment on the case is closed to this person.",
    )
    successor_id = fields.Many2one(
        comodel_name="kooperacja.case.member",
        string="Taken over by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    # The last of the successors, found without walking from one to the next.
    heir_id = fields.Many2one(
        comodel_name="kooperacja.case.member",
        string="Does the tasks now",
        compute="_compute_heir_id",
        store=True,
        recursive=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    stands_in_for_id = fields.Many2one(
        comodel_name="kooperacja.case.member",
        string="Stands in for",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    stand_in_ids = fields.One2many(
        comodel_name="kooperacja.case.member",
        inverse_name="stands_in_for_id",
        string="Stood in for by",
    )
    substitute_id = fields.Many2one(
        comodel_name="res.partner",
        string="Substitute",
        compute="_compute_substitute_id",
        store=True,
        readonly=False,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('parent_id', '=', institution_id)]",
        help="Who may stand in. The case opens to the substitute only for the days of "
        "a substitution (button “Hand over”).",
    )
    in_force = fields.Boolean(
        string="On the team", compute="_compute_in_force", search="_search_in_force"
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "Work on the team cannot end before it has begun.",
    )
    _partner_case_idx = models.Index("(partner_id, case_id)")

    @api.model
    def _domain_in_force(self):
        today = polish_today()
        return (
            Domain("ended_at", "=", False)
            & Domain("date_from", "<=", today)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
        )

    @api.model
    def _domain_mine_now(self):
        """Return the memberships that open cases to the current user today."""
        return Domain("partner_id", "=", self.env.user.partner_id.id) & (
            self._domain_in_force()
        )

    @api.depends("date_from", "date_to", "ended_at")
    def _compute_in_force(self):
        today = polish_today()
        for member in self:
            member.in_force = (
                bool(member.date_from)
                and not member.ended_at
                and in_force(member.date_from, member.date_to or None, today)
            )

    @api.depends("successor_id.heir_id")
    def _compute_heir_id(self):
        for member in self:
            member.heir_id = member.successor_id.heir_id or member.successor_id

    @api.depends("delegation_id")
    def _compute_substitute_id(self):
        for member in self:
            # Who names a delegation may read it, which was checked.
            named = member.delegation_id.sudo().substitute_id
            member.substitute_id = named or member.substitute_id

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
            if not member.partner_id._works_for(member.institution_id):
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
                # Who handed over may come back on the same day.
                for other in case.member_ids.filtered(lambda m: not m.ended_at):
                    if other == member or member.ended_at:
                        continue
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

    def _covers(self, day):
        """Return whether ``day`` is one of the days on the team."""
        return in_force(self.date_from, self.date_to or None, day)

    @api.model
    def _get_own_institutions(self, case_ids):
        """Return {case id: the institution for which the user is on its team today}."""
        # Only the user's own rows, whoever reads teams.
        rows = self.sudo().search(
            self._domain_mine_now() & Domain("case_id", "in", case_ids)
        )
        return {row.case_id.id: row.institution_id for row in rows}

    def _has_left(self):
        """Return whether the last day on the team lies in the past."""
        return bool(self.ended_at) or (
            bool(self.date_to) and self.date_to < polish_today()
        )

    def _get_own_freeze_reason(self):
        if self.ended_at:
            return self.env._(
                "The work on this team was handed over on %(date)s and stays on "
                "record. Add the person anew to put him or her on the team again.",
                date=format_datetime(self.env, self.ended_at, tz=WARSAW.zone),
            )
        return super()._get_own_freeze_reason()

    def action_hand_over(self):
        """Open the handover of this person's work on the case."""
        self.ensure_one()
        return self.case_id._get_handover_action(self.partner_id)

    def action_end(self):
        """End the membership today; from tomorrow the case is closed to the person."""
        self.write({"date_to": polish_today()})
        return True
