from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..rules.polish_time import polish_today


class DiagnosisView(models.Model):
    """How one institution sees the family, written before the common meeting.

    The tool "przygotowanie instytucji do wspólnej diagnozy" (handbook 4.3). A draft is
    read by the own institution and by who coordinates; once handed in, by the team.
    """

    _name = "kooperacja.diagnosis.view"
    _description = "View of an institution"
    _inherit = ["kooperacja.case.content.mixin"]
    _order = "case_id, institution_id, id"
    _rec_names_search = ["case_id.number"]
    _fields_set_by_action = frozenset({"state", "handed_in_on"})
    _fields_fixed = frozenset({"case_id", "institution_id"})

    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.partner_id.commercial_partner_id,
        domain="[('id', 'in', team_institution_ids)]",
    )
    team_institution_ids = fields.Many2many(
        comodel_name="res.partner",
        string="Institutions of the team",
        compute="_compute_team_institution_ids",
    )
    author_id = fields.Many2one(
        comodel_name="res.partner",
        string="Written by",
        default=lambda self: self.env.user.partner_id,
        readonly=True,
        ondelete="restrict",
    )
    state = fields.Selection(
        selection=[("draft", "Being written"), ("handed_in", "Handed in")],
        required=True,
        default="draft",
        copy=False,
    )
    handed_in_on = fields.Date(string="Handed in on", readonly=True, copy=False)
    household_id = fields.Many2one(related="case_id.household_id")
    rating_ids = fields.One2many(
        comodel_name="kooperacja.diagnosis.rating",
        inverse_name="view_id",
        string="Needs as we see them",
    )
    strengths = fields.Text(
        string="Strengths that we see",
        help="What the family can do, has and likes; who is there for it.",
    )
    done = fields.Text(
        string="What we did so far", help="And with what result, good or bad."
    )
    offer = fields.Text(
        string="What we can give", help="What our institution can take on, and when."
    )

    _institution_uniq = models.Constraint(
        "UNIQUE (case_id, institution_id)",
        "This institution has written its view already. Open it in the list of views.",
    )

    @api.depends("case_id.number", "institution_id.name")
    def _compute_display_name(self):
        for view in self:
            view.display_name = " – ".join(
                filter(None, (view.case_id.number, view.institution_id.name))
            )

    @api.depends("case_id.member_ids.institution_id")
    def _compute_team_institution_ids(self):
        for view in self:
            members = view.case_id.member_ids.filtered("in_force")
            view.team_institution_ids = members.institution_id

    @api.constrains("institution_id", "case_id")
    def _check_institution(self):
        for view in self:
            if view.institution_id not in view.case_id.member_ids.institution_id:
                raise ValidationError(
                    self.env._(
                        "%(institution)s is not on the team of this case. The "
                        "coordinator adds it to the team first.",
                        institution=view.institution_id.name,
                    )
                )

    def _get_own_freeze_reason(self):
        if self.state == "handed_in":
            return self.env._(
                "This view was handed in on %(date)s. Take it back to correct it.",
                date=format_date(self.env, self.handed_in_on),
            )
        return super()._get_own_freeze_reason()

    @api.model_create_multi
    def create(self, vals_list):
        """Begin with the needs that the case knows, so that nothing is typed twice."""
        author = self.env.user.partner_id.id
        for vals in vals_list:
            vals["author_id"] = author
            if not vals.get("rating_ids"):
                case = self.env["kooperacja.case"].browse(vals.get("case_id"))
                vals["rating_ids"] = [
                    fields.Command.create({"need_id": need.id})
                    for need in case.need_ids
                ]
        return super().create(vals_list)

    def action_hand_in(self):
        """Show this view to the team; raises UserError when there is nothing in it."""
        for view in self:
            if view.state == "handed_in":
                raise UserError(self.env._("This view has been handed in already."))
            rated = view.rating_ids.filtered(
                lambda line: line.severity or line.note or not line.need_id
            )
            if not (rated or view.strengths or view.done or view.offer):
                raise UserError(
                    self.env._(
                        "There is nothing in this view yet. Rate at least one need, or "
                        "write what you see, did or can give."
                    )
                )
            view._write_by_action(
                {
                    "state": "handed_in",
                    "handed_in_on": polish_today(),
                }
            )
        return True

    def action_take_back(self):
        """Correct what was handed in; the team does not see it meanwhile."""
        for view in self:
            if view.state != "handed_in":
                raise UserError(self.env._("This view has not been handed in."))
            view._write_by_action({"state": "draft", "handed_in_on": False})
        return True
