"""The pages of an adult of a family: the own plan in plain words, and answers to it."""

from functools import wraps
from uuid import uuid4

from odoo.http import request, route

from .portal import Portal, answer_page, read_page

HOME = "/my/rodzina"
DOOR = f"{HOME}/<int:login_id>"
FAMILY = "kooperacja_addon.group_family"


def for_families(page):
    """Let in who holds the open login of this number. For all others there is no page.

    The login of somebody else answers like one that does not exist.
    """

    @wraps(page)
    def wrapper(self, login_id, **kwargs):
        if not request.env["kooperacja.family.page"]._enter(login_id):
            raise request.not_found()
        return page(self, login_id, **kwargs)

    return wrapper


class PortalFamily(Portal):
    """What a family member sees is handed over by ``kooperacja.family.page`` alone."""

    @read_page(HOME)
    def kooperacja_family(self, **_kwargs):
        doors = request.env["kooperacja.family.page"]._get_doors()
        if not doors:
            raise request.not_found()
        if len(doors) == 1:
            return request.redirect(f"{HOME}/{doors[0]['id']}")
        return self._render_page(
            "kooperacja_addon.portal_family_doors", page_name="rodzina", doors=doors
        )

    @read_page(DOOR)
    @for_families
    def kooperacja_family_home(self, login_id, **_kwargs):
        return self._render_family(login_id, "home")

    @read_page(f"{DOOR}/plan")
    @for_families
    def kooperacja_family_plan(self, login_id, **_kwargs):
        return self._render_family(login_id, "plan")

    @read_page(f"{DOOR}/podpis")
    @for_families
    def kooperacja_family_sign(self, login_id, **_kwargs):
        return self._render_family(login_id, "sign")

    @read_page(f"{DOOR}/powiedz")
    @for_families
    def kooperacja_family_say(self, login_id, **_kwargs):
        return self._render_family(login_id, "say")

    @read_page(f"{DOOR}/komu")
    @for_families
    def kooperacja_family_disclosures(self, login_id, **_kwargs):
        rows = request.env["kooperacja.family.page"]._show_disclosures(login_id)
        return self._render_family(login_id, "disclosures", rows=rows)

    @answer_page(f"{DOOR}/glos")
    @for_families
    def kooperacja_family_voice(
        self, login_id, kind="", about="", text="", once=None, back="", **_kwargs
    ):
        pages = request.env["kooperacja.family.page"]
        number = int(about) if about.isdecimal() else None
        refusal = self._attempt(
            lambda: pages._say(login_id, kind, number, text, (once or "")[:64])
        )
        back = back if back in ("plan", "powiedz") else ""
        if refusal:
            page = {"plan": "plan", "powiedz": "say"}.get(back, "home")
            typed = {"kind": kind, "about": number, "text": text}
            return self._render_family(login_id, page, refusal=refusal, typed=typed)
        return self._thank(login_id, back)

    @answer_page(f"{DOOR}/nie-zgadzam-sie")
    @for_families
    def kooperacja_family_refuse(self, login_id, text="", mark="", **_kwargs):
        pages = request.env["kooperacja.family.page"]
        refusal = self._attempt(lambda: pages._refuse_plan(login_id, text, mark))
        if refusal:
            typed = {"kind": "plan_refused", "about": None, "text": text}
            return self._render_family(login_id, "sign", refusal=refusal, typed=typed)
        return self._thank(login_id, "plan")

    @route(
        [f"{DOOR}/podpis/<string:mark>"],
        type="jsonrpc",
        auth="user",
        website=True,
    )
    @for_families
    def kooperacja_family_signature(self, login_id, mark, signature="", **_kwargs):
        pages = request.env["kooperacja.family.page"]
        refusal = self._attempt(lambda: pages._sign(login_id, signature, mark))
        if refusal:
            return {"error": refusal}
        return {
            "force_refresh": True,
            "redirect_url": f"{HOME}/{login_id}/plan?dziekujemy=1",
        }

    # --- Odoo's own pages of an account ---------------------------------------------

    def _go_home(self):
        """Lead a family member past pages that ask for a name and an address.

        The contact of the login bears neither, whoever types them.
        """
        is_family = request.env.user.has_group(FAMILY)
        return request.redirect(HOME) if is_family else None

    @route()
    def home(self, **kw):
        return self._go_home() or super().home(**kw)

    @route()
    def account(self, **kwargs):
        return self._go_home() or super().account(**kwargs)

    @route()
    def my_addresses(self, **query_params):
        return self._go_home() or super().my_addresses(**query_params)

    def _thank(self, login_id, back):
        return request.redirect(f"{HOME}/{login_id}{back and '/' + back}?dziekujemy=1")

    def _render_family(self, login_id, page, **values):
        shown = request.env["kooperacja.family.page"]._show(login_id)
        return self._render_page(
            f"kooperacja_addon.portal_family_{page}",
            page_name=f"rodzina_{page}",
            family=shown,
            root=f"{HOME}/{login_id}",
            several=len(request.env["kooperacja.family.page"]._get_doors()) > 1,
            once=uuid4().hex,
            thanks=bool(request.params.get("dziekujemy")),
            **{
                "refusal": False,
                "typed": {"kind": "", "about": None, "text": ""},
                **values,
            },
        )
