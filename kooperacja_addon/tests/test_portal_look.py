"""Whoever comes with a small phone, a keyboard or a screen reader can use the pages."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MODULE
from .portal_browser import PhoneCase, read_axe
from .portal_pages import KINDS, find_pages, rules_of_addon, shape_of

# On pages of Odoo alone, that no page of ours leads to; not mended here.
OF_ODOO = {("/my/addresses", "label-content-name-mismatch")}
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
        addon = {
            shape_of(rule.build({name: 0 for name in rule.arguments})[1])
            for rule in rules_of_addon(self)
            if "GET" in (rule.methods or ["GET"])
        }
        for kind, person in self.people.items():
            self.authenticate(person.user.login or None, person.user.login or None)
            pages = find_pages(self, person.starts)
            reached |= pages.keys()
            with self.phone(person.user.login or None) as phone:
                for shape, address in pages.items():
                    if address and (
                        found := self.look_at(phone, address, shape in addon)
                    ):
                        wrong[kind, shape] = found
        self.assertEqual(wrong, {})
        self.assertEqual(addon - reached, set(), "reached by no link: portal_pages.py")

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
            wrong.append(f"too heavy: {phone.weight}")
        if ours and not phone.ask("!!document.querySelector('.o_kooperacja_portal')"):
            wrong.append("is no page of ours")
        title = phone.ask("document.title")
        if "Odoo" in title or (ours and not title.endswith(self.gminas)):
            wrong.append(f"has the title {title}")
        if self.secrets_in(title, *"abc"):
            wrong.append(f"names somebody in its title: {title}")
        return wrong
