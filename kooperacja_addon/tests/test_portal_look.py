"""Whoever comes with a small phone, a keyboard or a screen reader can use the pages."""

import re

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MODULE
from .portal_browser import PhoneCase, read_axe
from .portal_pages import (
    KINDS,
    as_pattern,
    find_pages,
    methods_of,
    rules_of_addon,
    shape_of,
)

# On pages of Odoo alone, that no page of ours leads to; not mended here.
OF_ODOO = {("/my/addresses", "label-content-name-mismatch")}
# Pages that grow with the work of who opens them.
LISTS = ("/my/kooperacja", "/my/zadania")
LIGHT = 300_000  # bytes of a page without pictures, after the first visit

# Runs in the page: what is wrong with it, one sentence each.
LOOK = """
(() => {
    const wrong = [], root = document.documentElement;
    const seen = (el) => el.checkVisibility({visibilityProperty: true});
    const name = (el) =>
        `${el.tagName.toLowerCase()} «${(
            el.innerText || el.getAttribute("aria-label") || el.id || el.name || ""
        ).trim().slice(0, 40)}»`;
    if (root.scrollWidth > root.clientWidth) {
        const wide = [...document.body.querySelectorAll("*")].filter(
            (el) => el.getBoundingClientRect().right > root.clientWidth + 1
        );
        wrong.push(
            `wider than the screen: ${root.scrollWidth} > ${root.clientWidth}, ` +
                wide.slice(-3).map(name).join(", ")
        );
    }
    if (!root.lang) {
        wrong.push("says no language");
    }
    if (!document.querySelector(".o_kooperacja_portal")) {
        return wrong;
    }
    if (root.lang !== "pl-PL") {
        wrong.push(`says that its language is «${root.lang}»`);
    }
    if (document.querySelectorAll("h1").length !== 1) {
        wrong.push(`has ${document.querySelectorAll("h1").length} h1`);
    }
    let level = 1;
    for (const heading of document.querySelectorAll("main :is(h1,h2,h3,h4,h5,h6)")) {
        const next = Number(heading.tagName[1]);
        if (next > level + 1) {
            wrong.push(`leaps from h${level} to ${name(heading)}`);
        }
        level = next;
    }
    if (!document.querySelector("a[href='#wrap']")) {
        wrong.push("has no link that skips to the content");
    }
    const signedIn = document.querySelector("#o_logout");
    if (signedIn && !document.querySelector(".breadcrumb-item.active")) {
        wrong.push("does not say where it stands");
    }
    const parts = "a[href], button, summary, input, select, textarea";
    for (const el of document.querySelectorAll(`.o_kooperacja_portal :is(${parts})`)) {
        const label = el.labels?.[0];
        const target = ["radio", "checkbox"].includes(el.type) && label ? label : el;
        if (el.type === "hidden" || !seen(target)) {
            continue;
        }
        const inSentence =
            el.tagName === "A" && getComputedStyle(el).display === "inline";
        el.focus({preventScroll: true, focusVisible: true});
        const shown = [el, target].some((one) => {
            const style = getComputedStyle(one);
            return style.outlineStyle !== "none" || style.boxShadow !== "none";
        });
        if (document.activeElement === el && !shown) {
            wrong.push(`does not show the focus of ${name(el)}`);
        }
        const box = target.getBoundingClientRect();
        if (!inSentence && (box.height < 43.5 || box.width < 43.5)) {
            wrong.push(
                `too small: ${name(el)} ${Math.round(box.width)}×${Math.round(
                    box.height
                )}`
            );
        }
    }
    return wrong;
})()
"""
AXE = """
axe.run(document, {resultTypes: ["violations"]}).then(({violations}) =>
    violations
        .filter(({impact}) => ["serious", "critical"].includes(impact))
        .map(({id, impact, nodes}) =>
            `${id} (${impact}): ${nodes.slice(0, 3).map((n) => n.html).join(" ")}`
        )
)
"""


@tagged("post_install", "-at_install")
class TestPortalLook(PhoneCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {kind: make(cls) for kind, make in KINDS.items()}
        # Titles and words in the language that people see.
        cls.env["res.lang"]._activate_lang("pl_PL")
        cls.env["ir.module.module"]._load_module_terms([MODULE], ["pl_PL"])
        cls.env["ir.default"].set("res.partner", "lang", "pl_PL")
        if "website" in cls.env:  # see dev/lanes/website.py
            polish = cls.env["res.lang"]._lang_get("pl_PL")
            cls.env["website"].search([]).write(
                {"language_ids": polish.ids, "default_lang_id": polish.id}
            )
        for person in cls.people.values():
            person.user.lang = "pl_PL"
        cls.axe = read_axe()
        # Whose page it is, for who is signed in and for who is not.
        cls.gminas = tuple(f" | {g.name}" for g in cls.gmina_1 | cls.env.company)

    def pages_of(self, person):
        self.authenticate(person.user.login or None, person.user.login or None)
        return find_pages(self, person.starts)

    def test_every_page_can_be_read_on_a_phone(self):
        """Of every kind of people every page: rules of WCAG, size, weight and title."""
        reached, wrong = set(), {}
        rules = [
            as_pattern(rule.rule)
            for rule in rules_of_addon(self)
            if "GET" in methods_of(rule)
        ]
        for kind, person in self.people.items():
            login = person.user.login or None
            self.authenticate(login, login)
            pages, found = find_pages(self, person.starts)
            reached |= found
            with self.phone(login) as phone:
                for shape, address in pages.items():
                    ours = any(re.fullmatch(rule, address) for rule in rules)
                    if found := self.look_at(phone, address, ours):
                        wrong[kind, shape] = found
        self.assertEqual(wrong, {})
        missed = {
            rule
            for rule in rules
            if not any(re.fullmatch(rule, address) for address in reached)
        }
        self.assertEqual(missed, set(), "reached by no link: portal_pages.py")

    def test_the_way_in_can_be_read_on_a_phone(self):
        with self.phone() as phone, mute_logger("odoo.http"):
            wrong = {
                address: found
                for address in ("/web/login", "/my/nie-ma-takiej-strony")
                if (found := self.look_at(phone, address))
            }
        self.assertEqual(wrong, {})

    def look_at(self, phone, address, ours=False):
        """Return what is wrong with a page, one sentence each."""
        phone.resize(390, 844)
        phone.go(address)
        phone.ask(self.axe)
        wrong = [
            finding
            for finding in phone.ask(AXE)
            if (shape_of(address), finding.partition(" ")[0]) not in OF_ODOO
        ]
        phone.resize(360, 640)
        phone.go(address)
        wrong += phone.ask(LOOK)
        if sum(phone.weight.values()) >= LIGHT:
            # Left so soon, the first visit may not have got all that it asked for.
            phone.go(address)
        if sum(phone.weight.values()) >= LIGHT:
            wrong.append(f"too heavy: {phone.weight}")
        if ours and not phone.ask("!!document.querySelector('.o_kooperacja_portal')"):
            wrong.append("is no page of ours")
        title = phone.ask("document.title")
        # In the history of a family's phone even the gmina need not stand.
        whose = self.gminas if ours and "/rodzina" not in address else ""
        if not title or "Odoo" in title or not title.endswith(whose):
            wrong.append(f"has the title {title}")
        if self.secrets_in(title, *"abc"):
            wrong.append(f"names somebody in its title: {title}")
        return wrong

    def test_more_cases_ask_no_more_of_the_database(self):
        person = self.people["partner"]
        self.authenticate(person.user.login, person.user.login)
        # More than the day shows of anything at once, which it finds out with a query.
        self.add_cases(12, person.user)
        few = {page: self.count_queries(page) for page in LISTS}
        cases = self.add_cases(10, person.user)
        many = {page: self.count_queries(page) for page in LISTS}
        self.assertIn(cases[0].number, self.url_open(LISTS[0]).text)
        for page in LISTS:
            self.assertGreater(few[page], 0)
            self.assertLessEqual(many[page], few[page], page)

    def add_cases(self, count, user):
        cases = (
            self.env["kooperacja.case"]
            .with_user(self.users["worker_a"])
            .create(
                [
                    {
                        "household_id": self.families["a"].household.id,
                        "opened_on": self.long_ago,
                        "second_case_reason": "Inna sprawa",
                    }
                    for _ in range(count)
                ]
            )
        )
        for case in cases:
            self.join(case, user, self.long_ago)
        return cases

    def count_queries(self, page):
        """Return how many queries a page takes when it was opened before."""
        self.env.flush_all()
        self.url_open(page)
        before = self.env.cr.sql_log_count
        self.assertEqual(self.url_open(page).status_code, 200)
        return self.env.cr.sql_log_count - before
