from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules.periods import overlap


class PartnershipMember(models.Model):
    """An institution's part in a partnership, from the invitation to the leaving."""

    _name = "kooperacja.partnership.member"
    _description = "Member of a partnership"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "partnership_id, state, institution_id, id"
    _rec_name = "institution_id"

    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership",
        string="Partnership",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="partnership_id.company_id", string="Gmina", store=True, index=True
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        required=True,
        index=True,
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
    )
    institution_type_id = fields.Many2one(related="institution_id.institution_type_id")
    representative_id = fields.Many2one(
        comodel_name="res.partner",
        string="Represented by",
        domain="[('parent_id', '=', institution_id)]",
        ondelete="restrict",
        help="The director or another person who may sign for the institution.",
    )
    state = fields.Selection(
        selection=[
            ("invited", "Invited"),
            ("joined", "In the partnership"),
            ("refused", "Refused"),
            ("left", "Left"),
        ],
        string="Status",
        required=True,
        default="invited",
    )
    date_from = fields.Date(string="Member from")
    date_to = fields.Date(string="Member until")
    reason = fields.Char(string="Reason for refusing or leaving")

    _joined_has_date = models.Constraint(
        "CHECK (state NOT IN ('joined', 'left') OR date_from IS NOT NULL)",
        "Give the day from which the institution has been a member.",
    )
    _left_has_date = models.Constraint(
        "CHECK (state != 'left' OR date_to IS NOT NULL)",
        "Give the last day of membership of the institution that left.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "Membership cannot end before it has begun.",
    )

    @api.onchange("state")
    def _onchange_state(self):
        today = fields.Date.context_today(self)
        if self.state == "joined" and not self.date_from:
            self.date_from = today
        if self.state == "left" and not self.date_to:
            self.date_to = today

    @api.constrains("state", "reason")
    def _check_reason(self):
        for member in self:
            if member.state == "refused" and not member.reason:
                raise ValidationError(
                    self.env._(
                        "Note why %(institution)s refused: the reason helps with the "
                        "next invitation.",
                        institution=member.institution_id.name,
                    )
                )

    @api.constrains("institution_id", "partnership_id", "state", "date_from", "date_to")
    def _check_once(self):
        for member in self:
            others = (member.partnership_id.member_ids - member).filtered(
                lambda other, m=member: other.institution_id == m.institution_id
            )
            if any(member._collides_with(other) for other in others):
                raise ValidationError(
                    self.env._(
                        "%(institution)s is already in this partnership at that time.",
                        institution=member.institution_id.name,
                    )
                )

    def _collides_with(self, other):
        """Return whether two rows of one institution speak of the same time.

        Who refused or left may be invited again; an invitation has no days yet.
        """
        both = self | other
        if "refused" in both.mapped("state"):
            return False
        if "invited" in both.mapped("state"):
            return "left" not in both.mapped("state")
        return overlap(
            self.date_from,
            self.date_to or None,
            other.date_from,
            other.date_to or None,
        )
