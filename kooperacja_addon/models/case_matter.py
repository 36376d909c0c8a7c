from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CaseMatter(models.Model):
    """What a case raises beyond its team: a matter laid before an authority, or a
    service that is missing.

    The matter itself stands elsewhere, in neutral words; that it comes from this case
    stands here, for those who see the case.
    """

    _name = "kooperacja.case.matter"
    _description = "Matter raised by a case"
    _inherit = ["kooperacja.case.content.mixin"]
    _order = "id desc"
    _rec_names_search = ["case_id.number"]
    _fields_fixed = frozenset({"case_id", "escalation_id", "gap_id"})

    escalation_id = fields.Many2one(
        comodel_name="kooperacja.escalation",
        string="Laid before an authority",
        index="btree_not_null",
        ondelete="cascade",
        groups="kooperacja_addon.group_worker",
    )
    gap_id = fields.Many2one(
        comodel_name="kooperacja.service.gap",
        string="Service that is missing",
        index="btree_not_null",
        ondelete="restrict",
        groups="kooperacja_addon.group_worker",
    )
    report_id = fields.Many2one(
        comodel_name="kooperacja.report",
        string="Noted in the report",
        domain="[('case_id', '=', case_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    name = fields.Char(string="Matter", compute="_compute_name", compute_sudo=True)
    status = fields.Char(compute="_compute_name", compute_sudo=True)
    note = fields.Char(string="Remark")
    # What it was proposed for (``kooperacja.gap.proposal``), so as not to propose it
    # again.
    cause = fields.Char(readonly=True, copy=False)

    _one_matter = models.Constraint(
        "CHECK ((escalation_id IS NULL) != (gap_id IS NULL))",
        "A row speaks of one matter or of one missing service.",
    )
    _gap_uniq = models.Constraint(
        "UNIQUE (case_id, gap_id)", "This case already stands at this service."
    )

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._(
                "%(case)s, matter %(number)s",
                case=row.case_id.number or "",
                number=row.id or "",
            )

    @api.depends("escalation_id.state", "gap_id.state")
    @api.depends_context("lang")
    def _compute_name(self):
        for row in self:
            matter = row.escalation_id or row.gap_id
            row.name = matter.name
            row.status = matter and dict(
                matter._fields["state"]._description_selection(self.env)
            ).get(matter.state)

    @api.constrains("case_id", "escalation_id", "gap_id", "report_id")
    def _check_together(self):
        for row in self.sudo():
            matter = row.escalation_id or row.gap_id
            if matter.company_id != row.company_id or (
                row.report_id.case_id - row.case_id
            ):
                raise ValidationError(
                    self.env._("Matter, report and case belong to the same gmina.")
                )
