from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..rules.versions import difference


class PlanCompare(models.TransientModel):
    """Shows what differs between two versions of a plan, on the screen and in print.

    Lines are matched by the line of the first version from which they come, so that a
    goal said in other words is a changed goal, not a new one.
    """

    _name = "kooperacja.plan.compare"
    _description = "Comparison of versions of a plan"
    _inherit = ["kooperacja.guarded.mixin"]

    case_id = fields.Many2one(
        comodel_name="kooperacja.case", string="Case", required=True
    )
    old_plan_id = fields.Many2one(
        comodel_name="kooperacja.plan",
        string="Earlier version",
        domain="[('case_id', '=', case_id)]",
    )
    new_plan_id = fields.Many2one(
        comodel_name="kooperacja.plan",
        string="Later version",
        required=True,
        domain="[('case_id', '=', case_id)]",
    )
    changes = fields.Html(string="What changed", compute="_compute_changes")

    @api.depends("old_plan_id", "new_plan_id")
    def _compute_changes(self):
        for comparison in self:
            comparison.changes = (
                self.env["ir.qweb"]._render(
                    "kooperacja_addon.plan_changes",
                    {"sections": comparison._get_sections()},
                )
                if comparison.old_plan_id and comparison.new_plan_id
                else False
            )

    def action_print(self):
        """Print the comparison. Raises UserError for versions of two cases."""
        self.ensure_one()
        return self.env.ref("kooperacja_addon.report_plan_compare").report_action(self)

    def _get_sections(self):
        """Return what differs, section by section, as words to show.

        :return: dictionaries of ``title``, ``added`` and ``removed`` (lists of names)
            and ``changed`` (pairs of a name and its changes)
        """
        self.ensure_one()
        plans = self.old_plan_id | self.new_plan_id
        # As the user, not with the rights of the screen that shows them.
        plans.sudo(False).check_access("read")
        if plans.case_id - self.case_id or len(plans.case_id) > 1:
            raise UserError(
                self.env._("Compare two versions of the plan of one and the same case.")
            )
        before, after = (
            self._get_lines(plan.with_context(show_family_names=True))
            for plan in (self.old_plan_id, self.new_plan_id)
        )
        sections = []
        for title in after:
            names = {
                key: line[""] for key, line in (before[title] | after[title]).items()
            }
            old, new = (
                {
                    key: {field: words for field, words in line.items() if field}
                    for key, line in lines[title].items()
                }
                for lines in (before, after)
            )
            differs = difference(old, new)
            if differs:
                sections.append(
                    {
                        "title": title,
                        "added": [names[key] for key in differs.added],
                        "removed": [names[key] for key in differs.removed],
                        "changed": [
                            (names[key], changes)
                            for key, changes in differs.changed.items()
                        ],
                    }
                )
        return sections

    def _get_lines(self, plan):
        """Return what a version says: {section: {origin: {field: words}}}.

        The words under "" name the line and are not compared.
        """
        return {
            self.env._("Plan"): {
                0: {
                    "": self.env._("The whole plan"),
                    **self._get_words(plan, "main_goal", "date_from", "date_to"),
                }
            },
            self.env._("Goals"): {
                goal._get_root().id: {
                    "": goal.name,
                    **self._get_words(goal, "name", "measure"),
                    self.env._("Proposed by"): goal._get_proposer(),
                }
                for goal in plan.goal_ids
            },
            self.env._("Tasks"): {
                (task.origin_id or task).id: {
                    "": task.name,
                    **self._get_words(
                        task,
                        "name",
                        "date_from",
                        "date_to",
                        "result",
                        "place",
                        "place_note",
                        "transport_state",
                        "transport",
                        "care_state",
                        "care",
                    ),
                    # A handover changes no plan: who does it now did not change.
                    self.env._("Who does it"): task._get_member_now().display_name
                    if task.member_id
                    else task.doer,
                    self.env._("Goal"): task.goal_id.name,
                }
                for task in plan.task_ids
            },
            self.env._("Package of services"): {
                (service.origin_id or service).id: {
                    "": service.name,
                    **self._get_words(service, "name", "kind", "date_from", "date_to"),
                    self.env._("Who gives it"): service.institution_id.name,
                    self.env._("For whom"): service.person_id._get_full_name()
                    if service.person_id
                    else "",
                    self.env._("How much"): service._get_amount(),
                    **self._get_words(service, "note"),
                }
                for service in plan.service_ids
            },
        }

    def _get_words(self, record, *names):
        """Return the values of fields as they are read: {label: words}."""
        words = {}
        for name in names:
            field, value = record._fields[name], record[name]
            if field.type == "selection":
                value = dict(field._description_selection(self.env)).get(value)
            elif field.type == "date":
                value = value and format_date(self.env, value)
            words[field._description_string(self.env)] = value or ""
        return words
