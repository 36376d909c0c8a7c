from odoo import models
from odoo.exceptions import UserError


class MeetingRun(models.Model):
    """Leading a meeting on one screen: clock of the agenda, attendance, minutes."""

    _inherit = "kooperacja.meeting"  # pylint: disable=consider-merging-classes-inherited

    def action_run(self):
        """Open the screen on which the meeting is led, fit to be shown on a wall.

        It shows this meeting alone: no menus, no messages, no other family.
        """
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self._get_neutral_title(),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("kooperacja_addon.meeting_view_run").id, "form")],
            "target": "fullscreen",
        }

    def action_next_point(self):
        """Go over to the point that follows the running one, or stop after the last.

        Raises UserError when the agenda has no points.
        """
        self.ensure_one()
        points = self.agenda_ids
        if not points:
            raise UserError(self.env._("The agenda has no points yet. Add one first."))
        running = points.filtered("begun_at")[-1:]
        after = list(points).index(running) + 1 if running else 0
        if after < len(points):
            return points[after].action_begin()
        return self.action_stop_clock()

    def action_stop_clock(self):
        """Stop the clock, for a break or at the end."""
        self.agenda_ids._stop_clock()
        return True

    def action_all_present(self):
        """Mark as present everybody about whom nothing else was noted.

        Who declined, or sends somebody else, is not taken for present.
        """
        self.attendance_ids.filtered(
            lambda line: line.status == "invited"
            and line.reply not in ("no", "substitute")
        ).write({"status": "present"})
        return True

    def action_close_screen(self):
        """Go back to where the screen was opened, with the menus around it.

        A screen that was opened by its address gives way to the meeting itself.
        """
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "kooperacja_back",
            "params": {"otherwise": {**self._get_form_action(), "target": "main"}},
        }

    def action_hold(self):
        result = super().action_hold()
        self.agenda_ids._stop_clock()
        return result
