"""The pages of those who work with families from a partner institution."""

from functools import wraps

from odoo.exceptions import AccessError, UserError
from odoo.http import request, route
from odoo.tools import format_datetime

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..rules.polish_time import WARSAW

HOME = "/my/kooperacja"
TEAM = "kooperacja_addon.group_team"


def read_page(address):
    """Route a page that only shows, so that a replica may serve it."""
    return route([address], type="http", auth="user", website=True, readonly=True)


def answer_page(address):
    """Route what a form sends."""
    return route([address], type="http", auth="user", website=True, methods=["POST"])


def for_teams(page):
    """Let in those with the right of a team. For all others there is no such page.

    A record that is not open answers like one that does not exist, so nothing can be
    learnt from the refusal.
    """

    @wraps(page)
    def wrapper(self, *args, **kwargs):
        if not request.env.user.has_group(TEAM):
            raise request.not_found()
        return page(self, *args, **kwargs)

    return wrapper


class Portal(CustomerPortal):
    """What waits for the user, and the way to the own cases.

    Everything is read and written with the rights of the user: the pages hold no rule.
    """

    @read_page(HOME)
    @for_teams
    def kooperacja_home(self, **_kwargs):
        user = request.env.user
        if user.share and not user._has_portal_ground():
            return self._render_no_access()
        sections = request.env["kooperacja.today"].get_day()["sections"]
        return self._render_page(
            "kooperacja_addon.portal_home",
            page_name="kooperacja",
            sections=[s for s in sections if s["code"] != "cases"],
            cases=self._get_cases(),
            path_of=self._path_of,
            mandates=self._get_mandates(),
        )

    def _render_no_access(self):
        """Say that the work has ended, and end the session."""
        page = request.render("kooperacja_addon.portal_no_access").render()
        request.session.logout(keep_db=True)
        return request.make_response(page, [("Cache-Control", "no-store")])

    def _get_mandates(self):
        """Return for which institutions the user speaks in partnerships today."""
        return request.env["kooperacja.partnership.representative"]._search_mine()

    def _get_cases(self):
        cases = request.env["kooperacja.case"].with_context(show_family_names=True)
        return cases.search([("stage", "!=", "closed"), ("open_to_me", "=", True)])

    def _path_of(self, row):
        """Return the address of the page about a row of the day, or False."""
        page = {
            "kooperacja.case": "/my/sprawy",
            "kooperacja.report": "/my/sprawozdania",
            "kooperacja.meeting": "/my/spotkania",
            "kooperacja.plan.task": "/my/zadania",
            "kooperacja.handover": "/my/przejecia",
            "kooperacja.delegation": "/my/oddelegowania",
            "kooperacja.agreement": "/my/porozumienia",
        }.get(row["model"])
        return page and f"{page}/{row['id']}"

    def _find(self, model, record_id):
        """Return the record if it is open to the user; otherwise there is no page."""
        records = request.env[model].with_context(show_family_names=True)
        try:
            record = records.search([("id", "=", record_id)])
        except AccessError:
            record = records
        if not record:
            raise request.not_found()
        request.env["kooperacja.access.log"]._note("open", record)
        return record

    def _find_mine(self, model, record_id, field):
        """Return the record if the user, besides, speaks for an institution about it.

        :param field: the field of the record that says so
        """
        record = self._find(model, record_id)
        if not record[field]:
            raise request.not_found()
        return record

    def _render_page(self, template, **values):
        response = request.render(
            template,
            {
                **self._prepare_portal_layout_values(),
                "when": self._say_when,
                **values,
            },
        )
        # What was shown of a family is not kept by the browser.
        response.headers["Cache-Control"] = "no-store"
        return response

    def _say_when(self, moment):
        """Return the day and hour in Polish time, whatever the user's clock."""
        return format_datetime(
            request.env, moment, tz=WARSAW.zone, dt_format="EEEE, d MMMM yyyy, HH:mm"
        )

    def _name_doers(self, decisions):
        """Return decision → who carries it out; as in the client, it names that one."""
        return {one: one.sudo().partner_id.name or "" for one in decisions}

    def _attempt(self, action):
        """Do ``action``; return the sentence of its refusal, or False.

        What was written before is kept.
        """
        try:
            with request.env.cr.savepoint():
                action()
        except UserError as refusal:
            return refusal.args[0]
        return False
