from odoo import api, fields, models


class MeetingContentMixin(models.AbstractModel):
    """A line of a meeting: seen, approved and kept together with it."""

    _name = "kooperacja.meeting.content.mixin"
    _description = "Content of a meeting"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "meeting_id, sequence, id"
    _fields_fixed = frozenset({"meeting_id"})

    meeting_id = fields.Many2one(
        comodel_name="kooperacja.meeting",
        string="Meeting",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="meeting_id.company_id", string="Gmina", store=True, index=True
    )
    sequence = fields.Integer(default=10)

    @api.depends("meeting_id.display_name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = " · ".join(
                filter(None, (line.meeting_id.display_name, str(line.id or "")))
            )

    def _get_owner(self):
        return self.meeting_id

    @api.model
    def _get_family_path(self):
        return "meeting_id.case_id"
