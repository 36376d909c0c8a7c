from odoo import fields, models
from odoo.exceptions import UserError


class MeetingAddCase(models.TransientModel):
    """Asks which other cases are spoken of at the same sitting.

    Each gets a meeting of its own, with its own people and its own minutes.
    """

    _name = "kooperacja.meeting.add.case"
    _description = "Further case of a sitting"
    _inherit = ["kooperacja.guarded.mixin"]

    meeting_id = fields.Many2one(
        comodel_name="kooperacja.meeting",
        string="Meeting",
        required=True,
        ondelete="cascade",
    )
    partnership_id = fields.Many2one(
        related="meeting_id.partnership_id", related_sudo=False
    )
    case_id = fields.Many2one(related="meeting_id.case_id", related_sudo=False)
    case_ids = fields.Many2many(
        comodel_name="kooperacja.case",
        string="Cases",
        domain="[('partnership_id', '=', partnership_id), ('stage', '!=', 'closed'), "
        "('id', '!=', case_id)]",
        help="Cases that you coordinate. Each has its own attendance and minutes, "
        "which the other team does not see.",
    )

    def action_add(self):
        """Call a meeting of each case to the same time and place.

        Raises UserError when no case is chosen, or one is not to be met together.
        """
        self.ensure_one()
        if not self.case_ids:
            raise UserError(self.env._("Choose at least one more case."))
        return self.meeting_id._add_cases_to_sitting(self.case_ids)
