from odoo import api, fields, models
from odoo.exceptions import ValidationError


class EvaluationNeed(models.Model):
    """One need before and after, on the same scale."""

    _name = "kooperacja.evaluation.need"
    _description = "Need before and after"
    _inherit = ["kooperacja.evaluation.content.mixin"]

    need_id = fields.Many2one(
        comodel_name="kooperacja.case.need",
        string="Need",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('case_id', '=', case_id)]",
    )
    # Kept with the evaluation, so that a later remark on the need changes nothing.
    name = fields.Char(
        string="Need in words", compute="_compute_need", store=True, precompute=True
    )
    before = fields.Selection(
        selection=lambda self: self.env["kooperacja.case.need"]
        ._fields["severity"]
        ._description_selection(self.env),
        compute="_compute_need",
        store=True,
        readonly=False,
        precompute=True,
    )
    after = fields.Selection(
        selection=lambda self: self.env["kooperacja.case.need"]
        ._fields["severity"]
        ._description_selection(self.env),
    )

    later = fields.Selection(
        selection=lambda self: self.env["kooperacja.case.need"]
        ._fields["severity"]
        ._description_selection(self.env),
        string="Some months later",
        help="Marked at the look back, after the work has ended.",
    )

    _need_uniq = models.Constraint(
        "UNIQUE (evaluation_id, need_id)", "Each need is evaluated once."
    )

    def write(self, vals):
        # The look back comes when evaluation and case have long been closed.
        if set(vals) == {"later"} and set(self.evaluation_id.mapped("state")) == {
            "approved"
        }:
            return self._note_by_action(vals)
        return super().write(vals)

    @api.depends("need_id")
    def _compute_need(self):
        for line in self:
            line.name = line.need_id.name
            line.before = line.need_id.severity

    @api.depends("need_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.need_id.display_name

    @api.constrains("need_id", "evaluation_id")
    def _check_need(self):
        for line in self:
            if line.need_id.case_id != line.evaluation_id.case_id:
                raise ValidationError(self.env._("The need belongs to another case."))
