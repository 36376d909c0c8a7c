from odoo import fields, models


class Problem(models.Model):
    """A kind of difficulty, in the words of the social assistance act (art. 7)."""

    _name = "kooperacja.problem"
    _description = "Kind of problem"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    resource_ids = fields.One2many(
        comodel_name="kooperacja.resource",
        inverse_name="problem_id",
        string="Resources",
        groups="kooperacja_addon.group_team",
    )
    resource_institution_count = fields.Integer(
        string="Institutions that help",
        compute="_compute_resource_institution_count",
        groups="kooperacja_addon.group_team",
    )

    _name_uniq = models.Constraint(
        "UNIQUE (name)", "There is already a problem of this name."
    )

    def _compute_resource_institution_count(self):
        counts = dict(
            self.env["kooperacja.resource"]._read_group(
                [
                    ("problem_id", "in", self.ids),
                    ("company_id", "in", self.env.companies.ids),
                ],
                ["problem_id"],
                ["institution_id:count_distinct"],
            )
        )
        for problem in self:
            problem.resource_institution_count = counts.get(problem, 0)

    def _get_resource_cards(self):
        """Return the cards of these problems as ``kooperacja.resource`` gives them.

        A problem about which nobody does anything yet has a card too, an empty one.
        """
        resources = self.env["kooperacja.resource"].search(
            [
                ("problem_id", "in", self.ids),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        empty = self - resources.problem_id
        return resources._get_cards() + [
            (self.env.company, problem, resources.browse()) for problem in empty
        ]

    def _get_document_name(self):
        return self.env._("Cards of resources")

    def action_open_resources(self):
        """Open the directory at this problem."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "kooperacja_addon.resource_action"
        )
        return {
            **action,
            "display_name": self.name,
            "domain": [("problem_id", "=", self.id)],
            "context": {"default_problem_id": self.id},
        }
