from odoo import models
from odoo.tools import format_date

PRESENT = ("present", "online", "substitute")


class MeetingDisclosure(models.Model):
    """Who was at a meeting of a team has heard of the family: that is noted."""

    _inherit = "kooperacja.meeting"  # pylint: disable=consider-merging-classes-inherited

    def action_hold(self):
        result = super().action_hold()
        self.env["kooperacja.disclosure"]._note(
            [
                {
                    "case_id": meeting.case_id.id,
                    "way": "meeting",
                    "partner_id": line.status != "substitute" and line.partner_id.id,
                    "institution_id": line.institution_id.id,
                    "recipient": line.status == "substitute"
                    and self.env._(
                        "Substitute from: %(institution)s",
                        institution=line.institution_id.name,
                    ),
                    "date": meeting._get_day(),
                    "scope": self.env._(
                        "What was said at the meeting on %(date)s.",
                        date=format_date(self.env, meeting._get_day()),
                    ),
                    "res_model": meeting._name,
                    "res_id": meeting.id,
                }
                for meeting in self.filtered("case_id")
                for line in meeting.attendance_ids
                if line.partner_id and line.status in PRESENT
            ]
        )
        return result
