from odoo.http import request

from .portal import Portal, answer_page, for_teams, read_page


class PortalTask(Portal):
    """The own tasks of plans in force: what is due first, and the answer to each."""

    @read_page("/my/zadania")
    @for_teams
    def kooperacja_tasks(self, **_kwargs):
        tasks = request.env["kooperacja.plan.task"].search(
            [
                ("mine", "=", True),
                ("in_force", "=", True),
                ("case_id.stage", "!=", "closed"),
            ],
            order="date_to, id",
        )
        finished = tasks.filtered(lambda task: task.status in ("done", "dropped"))
        return self._render_page(
            "kooperacja_addon.portal_tasks",
            page_name="kooperacja_tasks",
            tasks=tasks - finished,
            finished=finished,
        )

    @read_page("/my/zadania/<int:task_id>")
    @for_teams
    def kooperacja_task(self, task_id, **_kwargs):
        return self._render_task(self._find("kooperacja.plan.task", task_id))

    @answer_page("/my/zadania/<int:task_id>/odpowiedz")
    @for_teams
    def kooperacja_task_answer(self, task_id, reply="", reason="", **_kwargs):
        task = self._find("kooperacja.plan.task", task_id)
        if reply not in ("accepted", "declined", "done"):
            return self._render_task(task)
        if refusal := self._attempt(lambda: task._answer(reply, reason)):
            return self._render_task(task, refusal=refusal, reason=reason)
        return request.redirect(f"/my/zadania/{task.id}")

    def _render_task(self, task, **values):
        return self._render_page(
            "kooperacja_addon.portal_task",
            page_name="kooperacja_task",
            task=task,
            case=task.case_id,
            **{"refusal": False, "reason": "", **values},
        )
