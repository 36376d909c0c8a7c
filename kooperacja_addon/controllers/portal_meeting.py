from odoo.http import request, route

from .portal import Portal, for_teams


class PortalMeeting(Portal):
    """When, where, what to prepare, and the answer to the call."""

    @route(
        ["/my/spotkania/<int:meeting_id>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @for_teams
    def kooperacja_meeting(self, meeting_id, **_kwargs):
        return self._render_meeting(self._find("kooperacja.meeting", meeting_id))

    @route(
        ["/my/spotkania/<int:meeting_id>/odpowiedz"],
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @for_teams
    def kooperacja_meeting_answer(
        self, meeting_id, reply="", reason="", substitute="", **_kwargs
    ):
        meeting = self._find("kooperacja.meeting", meeting_id)
        refusal = self._attempt(
            lambda: self._answer(meeting, reply, reason.strip(), substitute)
        )
        if refusal:
            return self._render_meeting(
                meeting, refusal=refusal, reply=reply, reason=reason
            )
        return request.redirect(f"/my/spotkania/{meeting.id}")

    def _answer(self, meeting, reply, reason, substitute):
        if reply == "yes":
            meeting.action_come()
            return
        colleagues = self._get_colleagues(meeting)
        meeting.env["kooperacja.meeting.answer"].create(
            {
                "meeting_id": meeting.id,
                "reply": "substitute" if reply == "substitute" else "no",
                "reason": reason,
                "substitute_id": colleagues.filtered(
                    lambda partner: str(partner.id) == substitute
                ).id,
            }
        ).action_save()

    def _get_colleagues(self, meeting):
        me = request.env.user.partner_id
        return meeting.env["res.partner"].search(
            [("parent_id", "=", me.parent_id.id), ("id", "!=", me.id)], order="name"
        )

    def _render_meeting(self, meeting, **values):
        return self._render_page(
            "kooperacja_addon.portal_meeting",
            page_name="kooperacja_meeting",
            meeting=meeting,
            case=meeting.case_id,
            colleagues=self._get_colleagues(meeting),
            **{"refusal": False, "reply": "", "reason": "", **values},
        )
