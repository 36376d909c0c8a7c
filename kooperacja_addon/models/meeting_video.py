from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .calendar_event import LINK


class MeetingVideo(models.Model):
    """The video call of a meeting: the link that Odoo's calendar holds."""

    _inherit = "kooperacja.meeting"  # pylint: disable=consider-merging-classes-inherited

    video_url = fields.Char(
        string="Video call",
        compute="_compute_video_url",
        inverse="_inverse_video_url",
        help="The address of the call, of any service. The event in the calendar has "
        "the same one, whichever of the two it was put into.",
    )

    @api.depends("event_id.videocall_location")
    def _compute_video_url(self):
        for meeting in self:
            # Who may read the meeting may join it; of its event no more is shown.
            meeting.video_url = meeting.sudo().event_id.videocall_location

    def _inverse_video_url(self):
        """Put the link into the calendar; ValidationError for what is no link."""
        for meeting in self:
            link = meeting.video_url
            if link and not LINK.fullmatch(link):
                raise ValidationError(
                    self.env._(
                        "The address of a video call begins with https:// and has no "
                        "spaces. Copy it whole from the invitation of the service."
                    )
                )
            # Whoever may write the meeting keeps its event, attendee or not.
            meeting.check_access("write")
            meeting.sudo().event_id._write_from_meeting({"videocall_location": link})
