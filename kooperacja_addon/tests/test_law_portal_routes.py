"""Every route of the portal, asked for what is another's: as if it were not there.

The routes are read from the server, so a new one is tried by itself. What its address
holds is found by name: ``case_id`` is a ``kooperacja.case``. A name that says no model
is given one in ``NAMED``.
"""

import re
from unittest.mock import patch

from lxml import html

from odoo.http import Request, request
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..controllers.portal import Portal
from .common import KooperacjaHttpCase
from .portal_pages import KINDS, find_pages, methods_of, rules_of_addon

NOWHERE = 2**31 - 1
# A token that nobody has.
GUESSED = "zgadnij-zgadnij-zgadnij-zgadnij-zgadnij-zgadnij"
# What an address holds, where its name says no model.
NAMED = {
    "login_id": "kooperacja.family.login",
    "task_id": "kooperacja.plan.task",
}
# What belongs to one user, who has no right to read it.
OWN = {"kooperacja.family.login": "user_id"}
# Who else tries; none of them has a page of ours.
STRANGERS = ("employee", "portal")


def model_of(test, name):
    """Return the model whose record an argument of a route names, or None."""
    return NAMED.get(name) or next(
        (
            model
            for model in test.env.registry
            if name.endswith("_id")
            and model == "kooperacja." + name.removesuffix("_id").replace("_", ".")
        ),
        None,
    )


@tagged("post_install", "-at_install")
class TestLawPortalRoutes(KooperacjaHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {kind: make(cls) for kind, make in KINDS.items()}
        cls.env.flush_all()
        cls.env.invalidate_all()

    def setUp(self):
        super().setUp()
        self.rules = rules_of_addon(self)

    def sign_in(self, user):
        if user:
            user.password = user.login
        self.authenticate(user.login or None, user.login or None)

    def ask(self, method, address):
        """Return what is told: status, where to, and the words of the page."""
        data = None
        if method == "POST":
            data = {"csrf_token": Request.csrf_token(self)}
        answer = self.url_open(address, data=data, allow_redirects=False)
        to = re.sub(r"\d+", "0", answer.headers.get("Location", ""))
        words = answer.text
        if "text/html" in answer.headers.get("Content-Type", "") and words.strip():
            words = html.fromstring(words).find("body").text_content()
        return answer.status_code, to, words

    def foreign(self, model, user):
        """Return a few records that are not open to ``user``: families', gminas'."""
        records = self.env[model]
        for content in self.content.values():
            records |= content.get(model, records)
        records |= records.search([], order="id desc", limit=20)
        return records.filtered(lambda r: not self.is_open(r, user))[:3]

    def is_open(self, record, user):
        if record._name in OWN:
            return record[OWN[record._name]] == user
        with mute_logger("odoo.addons.base.models.ir_rule"):
            return record.with_user(user).has_access("read")

    def test_what_is_anothers_answers_like_what_is_not_there(self):
        users = {
            kind: person.user for kind, person in self.people.items() if person.user
        }
        users |= {name: self.users[name] for name in STRANGERS}
        told, tried = {}, set()
        with mute_logger("odoo.http", "odoo.models", "odoo.addons.base.models.ir_rule"):
            for name, user in users.items():
                self.sign_in(user)
                for rule in self.rules:
                    for method, address, knows, nothing in self.knock(rule, user):
                        tried.add(rule.rule)
                        if knows != nothing:
                            told[name, method, address] = knows, nothing
        self.assertEqual(told, {})
        with_record = {rule.rule for rule in self.rules if self.record_in(rule)}
        self.assertEqual(with_record - tried, set(), "no foreign record to try with")

    def record_in(self, rule):
        """Return (argument, model) of the record that the address of a route names."""
        for name in sorted(rule.arguments):
            if model := model_of(self, name):
                return name, model
            self.assertFalse(name.endswith("_id"), f"{name} of {rule.rule}: see NAMED")
        return None

    def knock(self, rule, user):
        """Give (method, address, answer, answer of what does not exist)."""
        if not (record := self.record_in(rule)):
            return
        name, model = record
        rest = {
            argument: 0 if argument.endswith("_id") else GUESSED
            for argument in rule.arguments
        }
        foreign = self.foreign(model, user)
        for method in sorted(methods_of(rule)):
            nothing = self.ask(method, rule.build({**rest, name: NOWHERE})[1])
            if not foreign:
                continue
            self.assertGreaterEqual(nothing[0], 400, f"{method} {rule.rule}")
            for one in foreign:
                address = rule.build({**rest, name: one.id})[1]
                yield method, address, self.ask(method, address), nothing

    def test_pages_that_only_show_cannot_write(self):
        """So that Odoo may serve them from a replica; and what writes is a form's."""
        self.assertGreaterEqual(len(self.rules), 7)
        for rule in self.rules:
            with self.subTest(route=rule.rule, methods=rule.methods):
                routing = rule.endpoint.routing
                writes = "POST" in methods_of(rule)
                self.assertNotEqual(bool(routing.get("readonly")), writes)
                self.assertEqual(len(methods_of(rule)), 1, "one or the other")
                self.assertIsNot(routing.get("csrf"), False)

    def test_no_page_asks_for_a_cursor_that_can_write(self):
        """Read on a cursor that refuses to write, the log of access included."""
        cursors, render = [], Portal._render_page

        def watch(page, *args, **values):
            cursors.append(request.env.cr.readonly)
            return render(page, *args, **values)

        with (
            patch.object(Portal, "_render_page", watch),
            self.assertNoLogs("odoo.http", "WARNING"),
        ):
            for person in self.people.values():
                self.sign_in(person.user)
                find_pages(self, person.starts)
        self.assertGreaterEqual(len(cursors), 4)
        self.assertTrue(all(cursors))
