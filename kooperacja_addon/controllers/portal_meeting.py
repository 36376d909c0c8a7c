from odoo.http import request

from .portal import Portal, answer_page, for_teams, read_page


class PortalMeeting(Portal):
    """When, where, what to prepare, the answer to the call, and what was decided."""

    @read_page("/my/spotkania/<int:meeting_id>")
    @for_teams
    def kooperacja_meeting(self, meeting_id, **_kwargs):
        return self._render_meeting(self._find("kooperacja.meeting", meeting_id))

    @answer_page("/my/spotkania/<int:meeting_id>/odpowiedz")
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
                meeting,
                refusal=refusal,
                reply=reply,
                reason=reason,
                substitute=substitute,
            )
        return request.redirect(f"/my/spotkania/{meeting.id}")

    @answer_page("/my/spotkania/<int:meeting_id>/terminy")
    @for_teams
    def kooperacja_meeting_vote(self, meeting_id, **answers):
        meeting = self._find("kooperacja.meeting", meeting_id)
        refusal = self._attempt(lambda: self._vote(meeting, answers))
        if refusal:
            return self._render_meeting(meeting, refusal=refusal)
        return request.redirect(f"/my/spotkania/{meeting.id}")

    def _vote(self, meeting, answers):
        """Note the answers to the dates that still stand; others are passed over."""
        for date in meeting.date_ids:
            answer = answers.get(f"termin-{date.id}")
            if answer in dict(date._fields["my_answer"].selection):
                date._vote(answer)

    def _answer(self, meeting, reply, reason, substitute):
        if reply == "yes":
            meeting.action_come()
            return
        colleague = self._get_colleagues(meeting).filtered(
            lambda partner: str(partner.id) == substitute
        )
        meeting.env["kooperacja.meeting.answer"].create(
            {
                "meeting_id": meeting.id,
                "reply": "substitute" if colleague else "no",
                "reason": reason,
                "substitute_id": colleague.id,
            }
        ).action_save()

    def _get_colleagues(self, meeting):
        me = request.env.user.partner_id
        return meeting.env["res.partner"].search(
            [("parent_id", "=", me.parent_id.id), ("id", "!=", me.id)], order="name"
        )

    def _render_meeting(self, meeting, **values):
        line = meeting._get_my_line()
        return self._render_page(
            "kooperacja_addon.portal_meeting",
            page_name="kooperacja_meeting",
            meeting=meeting,
            case=meeting.case_id,
            ballot=meeting.ballot_ids,
            decisions=meeting.decision_ids,
            doers=self._name_doers(meeting.decision_ids),
            # Whoever answered knows who comes instead.
            coming_instead=line.sudo().substitute_id.name,
            colleagues=self._get_colleagues(meeting),
            **{
                "refusal": False,
                "reply": "",
                "reason": line.reply_reason or "",
                "substitute": str(line.sudo().substitute_id.id),
                **values,
            },
        )
