from odoo.http import request, route

from .portal import HOME, Portal, answer_page, for_teams


class PortalReport(Portal):
    """The monthly report on a phone: a tap a task, words only where something stands
    in the way."""

    @route(
        ["/my/sprawozdania/<int:report_id>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
        methods=["GET"],
    )
    @for_teams
    def kooperacja_report(self, report_id, **_kwargs):
        return self._render_report(self._find("kooperacja.report", report_id))

    @answer_page("/my/sprawozdania/<int:report_id>")
    @for_teams
    def kooperacja_report_save(self, report_id, submit=None, **answers):
        report = self._find("kooperacja.report", report_id)
        if report.state == "submitted":
            # The same form sent twice, or in two windows: the first one counts.
            return self._render_report(report)
        refusal = self._attempt(lambda: self._note(report, answers))
        refusal = refusal or self._tell_taken_away(report, answers)
        if not refusal and submit:
            refusal = self._attempt(report.action_submit)
        if refusal or not submit:
            return self._render_report(report, refusal=refusal, saved=not refusal)
        return request.redirect(f"{HOME}?wyslano=1")

    def _tell_taken_away(self, report, answers):
        """Return what to say when a task left the report meanwhile, or False.

        The rest is saved, and what was typed of that task is given back.
        """
        stay = {str(line.id) for line in report.line_ids}
        gone = {
            name: words.strip()
            for name, words in answers.items()
            if name.partition("-")[0] in ("status", "done", "obstacle")
            and name.partition("-")[2] not in stay
        }
        if not gone:
            return False
        says = [
            request.env._(
                "A task was taken from this report while you wrote. The rest is saved: "
                "look at it and submit the report."
            )
        ]
        typed = [w for name, w in gone.items() if w and not name.startswith("status")]
        if typed:
            says.append(
                request.env._(
                    "What you wrote of that task: %(words)s", words="; ".join(typed)
                )
            )
        return " ".join(says)

    def _note(self, report, answers):
        """Write what was answered; tasks taken away meanwhile are passed over."""
        statuses = dict(report.line_ids._get_statuses())
        for line in report.line_ids:
            values = {
                "done": answers.get(f"done-{line.id}", line.done or "").strip(),
                "obstacle": answers.get(
                    f"obstacle-{line.id}", line.obstacle or ""
                ).strip(),
            }
            if (status := answers.get(f"status-{line.id}")) in statuses:
                values["status"] = status
            line.write(values)
        asks_for = answers.get("asks_for")
        report.write(
            {
                "remark": answers.get("remark", "").strip(),
                "asks_for": asks_for if asks_for in ("help", "decision") else False,
                "ask_note": answers.get("ask_note", "").strip(),
            }
        )

    def _render_report(self, report, **values):
        return self._render_page(
            "kooperacja_addon.portal_report",
            page_name="kooperacja_report",
            report=report,
            case=report.case_id,
            statuses=report.line_ids._get_statuses(),
            open_to_write=report.state == "draft" and report.mine,
            **{"refusal": False, "saved": False, **values},
        )
