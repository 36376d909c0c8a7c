from odoo import api, fields, models


class CaseWorkload(models.Model):
    """Niebieska Karta as a bare reference, and the warning of too many cases."""

    _inherit = "kooperacja.case"  # pylint: disable=consider-merging-classes-inherited

    blue_card = fields.Boolean(
        string="Niebieska Karta",
        groups="kooperacja_addon.group_worker",
        help="The procedure is under way. Its content stays with the interdisciplinary "
        "team and is not noted here.",
    )
    blue_card_number = fields.Char(
        string="Number of Niebieska Karta",
        groups="kooperacja_addon.group_worker",
        help="The bare number, no details of the procedure.",
    )
    workload_warning = fields.Char(
        compute="_compute_workload_warning", compute_sudo=True
    )

    @api.depends("coordinator_id", "company_id", "stage")
    @api.depends_context("uid")
    def _compute_workload_warning(self):
        loads = self.env["kooperacja.workload"]._get_loads(
            self.coordinator_id.partner_id, self.company_id
        )
        for case in self:
            load = loads.get((case.coordinator_id.partner_id, case.company_id))
            case.workload_warning = (
                case.stage != "closed"
                and load
                and load.is_over
                and self.env._(
                    "%(person)s has %(count)s open cases; the Model advises at most "
                    "%(limit)s. Consider another coordinator.",
                    person=case.coordinator_id.name,
                    count=load.case_count,
                    limit=load.limit,
                )
            )
