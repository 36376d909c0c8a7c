from odoo.http import request

from ..rules.uploads import MAX_MEGABYTES
from .portal import Portal, answer_page, for_teams, read_page

ENTRIES = 10
PAST_MEETINGS = 5


class PortalCase(Portal):
    """A case as its team may see it, and a new entry in its shared file."""

    @read_page("/my/sprawy/<int:case_id>")
    @for_teams
    def kooperacja_case(self, case_id, **_kwargs):
        return self._render_case(self._find("kooperacja.case", case_id))

    @answer_page("/my/sprawy/<int:case_id>/wpis")
    @for_teams
    def kooperacja_case_entry(self, case_id, text="", file=None, **_kwargs):
        case = self._find("kooperacja.case", case_id)
        text = text.strip()
        # A browser sends an unfilled field of a file as one without a name.
        name = getattr(file, "filename", "")
        if not (text or name):
            refusal = request.env._("Write what the team should know.")
        else:
            refusal = self._attempt(lambda: self._add_entry(case, text, name, file))
        if refusal:
            return self._render_case(case, refusal=refusal, text=text)
        return request.redirect(f"/my/sprawy/{case.id}#wpisy")

    def _add_entry(self, case, text, name, file):
        """Add an entry; a file that comes with it is put at the case, named there."""
        if name:
            kept = case._put_file(name, file.read())
            says = request.env._("File: %(name)s", name=kept.name)
            text = f"{text}\n{says}".strip()
        case.env["kooperacja.case.entry"].create(
            {"case_id": case.id, "text": text, "has_read": True}
        )

    def _render_case(self, case, **values):
        mine = request.env.user.partner_id
        entries = case.env["kooperacja.case.entry"].search(
            [("case_id", "=", case.id)], order="date desc, id desc", limit=ENTRIES
        )
        meetings = case.env["kooperacja.meeting"].search(
            [("case_id", "=", case.id), ("state", "=", "planned")], order="start"
        )
        past_meetings = case.env["kooperacja.meeting"].search(
            [("case_id", "=", case.id), ("state", "in", ("held", "approved"))],
            order="start desc, id desc",
            limit=PAST_MEETINGS,
        )
        decisions = past_meetings.decision_ids
        return self._render_page(
            "kooperacja_addon.portal_case",
            page_name="kooperacja_case",
            case=case,
            plan=case.plan_id,
            my_tasks=case.plan_id.task_ids.filtered("mine"),
            members=case.member_ids.filtered("in_force"),
            entries=entries,
            # Who wrote an entry that is open to the user, from whatever gmina.
            author_of=lambda entry: entry.author_id.sudo().name,
            meetings=meetings,
            past_meetings=past_meetings,
            decisions=decisions,
            doers=self._name_doers(decisions),
            me=mine,
            files=case._get_files(),
            papers=case._get_kept_papers(),
            max_megabytes=MAX_MEGABYTES,
            **{"refusal": False, "text": "", **values},
        )
