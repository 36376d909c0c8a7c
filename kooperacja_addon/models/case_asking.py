from odoo import fields, models


class Case(models.Model):
    """What a case asks of others: of its coordinator, of authorities, of the gmina."""

    _inherit = "kooperacja.case"

    asking_count = fields.Integer(
        string="Reports that ask for something", compute="_compute_asking_count"
    )
    matter_ids = fields.One2many(
        comodel_name="kooperacja.case.matter",
        inverse_name="case_id",
        string="Matters raised",
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
            "mobile_view_mode": "kanban",
            "domain": [("case_id", "=", self.id), ("is_asking", "=", True)],
        }

    def action_new_escalation(self):
        """Open a new matter that comes from this case."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Matter laid before an authority"),
            "res_model": "kooperacja.escalation",
            "view_mode": "form",
            "context": {
                "default_partnership_id": self.partnership_id.id,
                "default_company_id": self.company_id.id,
                "default_matter_ids": [
                    fields.Command.create({"case_id": self.id}),
                ],
            },
        }

    def action_propose_gaps(self):
        """List what was noted on the way and tells of a missing service."""
        self.ensure_one()
        return self.env["kooperacja.gap.proposal"]._open_for(self)

    def action_note_gap(self):
        """Note a service that this family needs and the gmina lacks."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Service that is missing"),
            "res_model": "kooperacja.case.matter",
            "view_mode": "form",
            "views": [
                (self.env.ref("kooperacja_addon.case_matter_view_gap").id, "form")
            ],
            "target": "new",
            "context": {"default_case_id": self.id},
        }
