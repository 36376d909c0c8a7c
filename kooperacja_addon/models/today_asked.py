from odoo import api, models
from odoo.fields import Domain

from .today import ROWS


class TodayAsked(models.AbstractModel):
    """On the morning screen: what others wait for, that is no deadline."""

    _inherit = "kooperacja.today"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _get_sections(self):
        sections = super()._get_sections()
        asked = self._prepare_section(
            "asked",
            self.env._("They wait for me"),
            [*self._get_briefing_rows(), *self._get_asking_rows()],
            "kooperacja_addon.report_action",
        )
        return [sections[0], asked, *sections[1:]]

    @api.model
    def _get_briefing_rows(self):
        """Return the briefings that the user has to read and confirm."""
        handovers = self.env["kooperacja.handover"].search(
            [("mine_to_confirm", "=", True), ("case_id.stage", "!=", "closed")],
            limit=ROWS + 1,
        )
        return [
            self._prepare_row(
                handover,
                self.env._("Briefing to be read"),
                handover.case_id.number,
                tone="today",
            )
            for handover in handovers
        ]

    @api.model
    def _get_asking_rows(self):
        """Return the reports that ask the coordinator for help or a decision."""
        reports = self.env["kooperacja.report"].search(
            Domain("is_asking", "=", True)
            & Domain("case_id.coordinator_id", "=", self.env.uid)
            & Domain("case_id.stage", "!=", "closed"),
            limit=ROWS + 1,
        )
        titles = {
            "help": self.env._("A report asks for help"),
            "decision": self.env._("A report asks for a decision"),
        }
        return [
            self._prepare_row(
                report,
                titles[report.asks_for],
                " · ".join(filter(None, (report.case_id.number, report.ask_note))),
                report.month,
            )
            for report in reports
        ]
