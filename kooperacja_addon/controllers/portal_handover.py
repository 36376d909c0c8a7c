from odoo.http import request

from .portal import Portal, answer_page, for_teams, read_page


class PortalHandover(Portal):
    """What a successor or substitute needs to know, and the word that it was read."""

    @read_page("/my/przejecia/<int:handover_id>")
    @for_teams
    def kooperacja_handover(self, handover_id, **_kwargs):
        return self._render_handover(self._find("kooperacja.handover", handover_id))

    @answer_page("/my/przejecia/<int:handover_id>/potwierdz")
    @for_teams
    def kooperacja_handover_confirm(self, handover_id, **_kwargs):
        handover = self._find("kooperacja.handover", handover_id)
        if handover.confirmed_at:
            # The same form sent twice: the first one counts.
            return request.redirect(f"/my/przejecia/{handover.id}")
        if refusal := self._attempt(handover.action_confirm):
            return self._render_handover(handover, refusal=refusal)
        return request.redirect(f"/my/przejecia/{handover.id}")

    def _render_handover(self, handover, **values):
        return self._render_page(
            "kooperacja_addon.portal_handover",
            page_name="kooperacja_handover",
            handover=handover,
            case=handover.case_id,
            # As the client does, a handover names who gave and who took.
            giver=handover.sudo().from_partner_id.name,
            taker=handover.sudo().to_partner_id.name,
            **{"refusal": False, **values},
        )
