from odoo.http import request

from .portal import Portal, answer_page, for_teams, read_page

WORDS = ("person", "substitute", "new_name", "new_function", "new_email", "reason")


class PortalDelegation(Portal):
    """What the director is asked for, and the answer: one tap where it can be."""

    @read_page("/my/oddelegowania")
    @for_teams
    def kooperacja_delegations(self, **_kwargs):
        if not self._get_mandates():
            raise request.not_found()
        delegations = request.env["kooperacja.delegation"].search(
            [("asked_of_me", "=", True)], order="asked_on desc, id desc"
        )
        waiting = delegations.filtered(lambda d: d.state == "asked")
        return self._render_page(
            "kooperacja_addon.portal_delegations",
            page_name="kooperacja_delegations",
            waiting=waiting,
            answered=delegations - waiting,
        )

    @read_page("/my/oddelegowania/<int:delegation_id>")
    @for_teams
    def kooperacja_delegation(self, delegation_id, **_kwargs):
        return self._render_delegation(self._find_asked(delegation_id))

    @answer_page("/my/oddelegowania/<int:delegation_id>/odpowiedz")
    @for_teams
    def kooperacja_delegation_answer(self, delegation_id, answer="", **typed):
        delegation = self._find_asked(delegation_id)
        path = f"/my/oddelegowania/{delegation.id}"
        if delegation.state != "asked":
            # The same answer sent twice, or given elsewhere: the first one counts.
            return request.redirect(path)
        typed = {name: typed.get(name, "").strip() for name in WORDS}
        refusal = self._attempt(lambda: self._answer_request(delegation, answer, typed))
        if refusal:
            return self._render_delegation(
                delegation, refusal=refusal, answer=answer, typed=typed
            )
        return request.redirect(path)

    def _find_asked(self, delegation_id):
        return self._find_mine("kooperacja.delegation", delegation_id, "asked_of_me")

    def _answer_request(self, delegation, answer, typed):
        people = {str(person.id): person.id for person in delegation._get_candidates()}
        accepted = answer == "accepted"
        delegation.env["kooperacja.delegation.answer"].create(
            {
                "delegation_id": delegation.id,
                "answer": "accepted" if accepted else "declined",
                "partner_id": accepted and people.get(typed["person"]),
                "substitute_id": accepted and people.get(typed["substitute"]),
                "new_name": accepted and typed["new_name"],
                "new_function": typed["new_function"],
                "new_email": typed["new_email"],
                "reason": typed["reason"],
            }
        ).action_answer()

    def _render_delegation(self, delegation, **values):
        return self._render_page(
            "kooperacja_addon.portal_delegation",
            page_name="kooperacja_delegation",
            delegation=delegation,
            people=delegation._get_candidates(),
            proposals=delegation.may_answer and delegation._get_proposals(),
            **{
                "refusal": False,
                "answer": "",
                "typed": dict.fromkeys(WORDS, ""),
                **values,
            },
        )
