from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .case_entry import STEPS


class CaseHandover(models.Model):
    """What a case says of itself to whoever takes it over."""

    _inherit = "kooperacja.case"  # pylint: disable=consider-merging-classes-inherited

    handover_ids = fields.One2many(
        comodel_name="kooperacja.handover",
        inverse_name="case_id",
        string="Handovers",
    )
    handover_to_read_id = fields.Many2one(
        comodel_name="kooperacja.handover",
        string="Briefing to be read",
        compute="_compute_handover_to_read_id",
        compute_sudo=False,
    )

    @api.depends_context("uid")
    @api.depends("handover_ids.confirmed_at")
    def _compute_handover_to_read_id(self):
        waiting = self.env["kooperacja.handover"].search(
            [("case_id", "in", self.ids), ("mine_to_confirm", "=", True)]
        )
        newest = {handover.case_id: handover for handover in reversed(waiting)}
        for case in self:
            case.handover_to_read_id = newest.get(case._origin)

    def write(self, vals):
        before = (
            {case: case.coordinator_id for case in self}
            if "coordinator_id" in vals
            else {}
        )
        result = super().write(vals)
        for case, giver in before.items():
            # A case that was handed over may be closed to the writer already.
            case = case.sudo()
            if case.coordinator_id != giver:
                self.env["kooperacja.handover"]._note_handover(
                    case,
                    {
                        "kind": "for_good",
                        "from_partner_id": giver.partner_id.id,
                        "to_partner_id": case.coordinator_id.partner_id.id,
                        "coordination": True,
                    },
                )
        return result

    # --- who takes over ----------------------------------------------------------

    def action_hand_over(self):
        """Open the handover, of the coordinator unless somebody else is chosen."""
        return self._get_handover_action(self.coordinator_id.partner_id)

    def _get_handover_action(self, giver):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand over"),
            "res_model": "kooperacja.case.handover",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_case_ids": self.ids,
                "default_from_partner_id": giver.id,
            },
        }

    def action_read_briefing(self):
        """Open the briefing that waits for the user's reading.

        Raises UserError when none does.
        """
        self.ensure_one()
        if not self.handover_to_read_id:
            raise UserError(self.env._("No briefing waits for you to read it."))
        return self.handover_to_read_id._get_form_action()

    def action_print_briefing(self):
        """Print the briefing of the case."""
        return self.env.ref("kooperacja_addon.report_briefing").report_action(
            self, config=False
        )

    def _get_institution_of(self, partner):
        """Return the institution of the partnership for which ``partner`` works."""
        self.ensure_one()
        institutions = self.partnership_id.institution_ids
        return (partner.parent_id & institutions) or institutions.filtered(
            lambda one: one.commercial_partner_id == partner.commercial_partner_id
        )[:1]

    def _get_delegations_of(self, partner):
        """Return the delegations by which ``partner`` may work on this case."""
        self.ensure_one()
        return self.env["kooperacja.delegation"].search(
            Domain("state", "=", "accepted")
            & Domain("company_id", "=", self.company_id.id)
            & Domain("institution_id", "=", self._get_institution_of(partner).id)
            & Domain("case_number", "in", (False, self.number))
            & (
                Domain("partner_id", "=", partner.id)
                | Domain("substitute_id", "=", partner.id)
            ),
            order="case_number, id desc",
        )

    def _get_tasks_of(self, partner):
        """Return the tasks of the team that wait for ``partner``: those of the plan in
        force, or of the draft while there is none."""
        self.ensure_one()
        return (self.plan_id or self.draft_plan_id).task_ids.filtered(
            lambda task: task.member_id
            and task._get_member_now().partner_id == partner
            and task.status not in ("done", "dropped")
        )

    # --- briefing ------------------------------------------------------------------

    def _render_briefing(self):
        """Return the briefing as a piece of a page, for those who may read the case."""
        self.ensure_one()
        return self.env["ir.qweb"]._render(
            "kooperacja_addon.report_briefing_body",
            {"o": self.with_context(show_family_names=True)},
        )

    @api.model
    def _get_short_doer(self, task):
        """Return the name alone: the institutions stand in the list of the team."""
        return task._get_member_now().partner_id.name or task.doer

    def _format_day(self, day):
        return day and format_date(self.env, day)

    def _get_briefing(self):
        """Return what a successor needs to know, short enough for one page."""
        self.ensure_one()
        tasks = self.plan_id.task_ids.filtered(
            lambda task: task.status not in ("done", "dropped")
        ).sorted(lambda task: (task.date_to, task.id))
        now = fields.Datetime.now()
        coming = self.meeting_ids.filtered(
            lambda meeting: meeting.state == "planned" and meeting.start >= now
        ).sorted("start")
        held = self.meeting_ids.filtered(
            lambda meeting: meeting.state in ("held", "approved")
        ).sorted("start")
        return {
            "plan": self.plan_id or self.draft_plan_id,
            "tasks": tasks[:8],
            "more_tasks": len(tasks[8:]),
            "meetings": coming[:3],
            "decisions": held[-1:].decision_ids,
            "drafts": self.report_ids.filtered(lambda r: r.state == "draft")[:8],
            # Only words that the whole team reads.
            "entries": self.entry_ids.filtered(
                lambda entry: entry.text and entry.kind not in STEPS
            )[:4],
            "team": self.member_ids.filtered(lambda m: m.in_force and m.partner_id),
        }

    def _get_briefing_name(self):
        return f"wprowadzenie-{self.number.replace('/', '-')}"
