from odoo import fields, models


class Case(models.Model):
    """The reports of a case that wait for the coordinator's help or decision."""

    _inherit = "kooperacja.case"

    asking_count = fields.Integer(
        string="Reports that ask for something", compute="_compute_asking_count"
    )

    def _compute_asking_count(self):
        reports = self.env["kooperacja.report"]
        counts = dict(
            reports._read_group(
                [("case_id", "in", self.ids), ("is_asking", "=", True)],
                ["case_id"],
                ["__count"],
            )
        )
        for case in self:
            case.asking_count = counts.get(case, 0)

    def action_open_asking(self):
        """List the reports that wait for help or a decision."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Asked for in the reports"),
            "res_model": "kooperacja.report",
            "view_mode": "list,kanban,form",
            "domain": [("case_id", "=", self.id), ("is_asking", "=", True)],
        }
