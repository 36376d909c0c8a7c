"""Thirty gminas as in the pilot: the numbers come out, and no list slows down."""

from collections import Counter

from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import MODULE
from .pilot import ALONE, GMINAS, SIGNATURES, PilotCase

FEW = 3
# More than the client asks for, so that no page is cut and counted.
PAGE = 1000
# Everything that the menus of the partnership room open.
ACTIONS = (
    "partnership_action",
    "agreement_action",
    "agreement_signatory_action",
    "letter_action",
    "delegation_action",
    "resource_action",
    "resource_card_action",
    "institution_action",
    "meeting_action",
    "deadline_action",
)
# Shown by other calls than those of a page of records.
READ_BY_GROUPS = ("pivot", "graph")


@tagged("post_install", "-at_install")
class TestPilot(PilotCase):
    # --- numbers ---------------------------------------------------------------

    def refusals(self, *groupby):
        """Return the counts of the pivot of refusals, by the ids that it groups by."""
        action = self.env.ref(f"{MODULE}.agreement_signatory_action")
        self.assertIn("search_default_refused", action.context)
        groups = self.room()["kooperacja.agreement.signatory"].formatted_read_group(
            [*safe_eval(action.domain), ("state", "=", "refused")],
            groupby,
            ["__count"],
        )
        return Counter(
            {
                tuple(group[name] and group[name][0] for name in groupby): group[
                    "__count"
                ]
                for group in groups
            }
        )

    def test_thirty_gminas_and_406_signatures(self):
        room = self.room()
        self.assertEqual(len(self.gminas), GMINAS)
        self.assertEqual(len(set(self.powiat_of.values())), 20)
        partnerships = room["kooperacja.partnership"].search([])
        self.assertEqual(partnerships, self.partnerships.with_env(room))
        self.assertEqual(set(partnerships.mapped("stage")), {"agreed"})
        self.assertEqual(
            len(partnerships.filtered(lambda p: p.initiation == "own")), ALONE
        )
        self.assertEqual(sum(partnerships.mapped("member_count")), SIGNATURES)
        self.assertEqual(
            room["kooperacja.agreement.signatory"].search_count(
                [("state", "=", "signed")]
            ),
            SIGNATURES,
        )

    def test_refusals_are_counted_by_kind_and_reason(self):
        expected = Counter()
        for (kind, why), count in self.refused.items():
            expected[
                self.env.ref(f"{MODULE}.institution_type_{kind}").id,
                self.env.ref(f"{MODULE}.refusal_reason_{why}").id,
            ] += count
        self.assertEqual(sum(expected.values()), 56)
        self.assertEqual(
            self.refusals("institution_type_id", "refusal_reason_id"), expected
        )
        health = self.env.ref(f"{MODULE}.institution_type_health")
        self.assertEqual(self.refusals("institution_type_id")[health.id,], 20)
        law = self.env.ref(f"{MODULE}.refusal_reason_law")
        self.assertEqual(self.refusals("refusal_reason_id")[law.id,], 9)

    def test_who_refused_is_on_record_with_the_reason_in_each_partnership(self):
        rows = self.room()["kooperacja.partnership.member"].search(
            [("state", "=", "refused")]
        )
        self.assertEqual(len(rows), 56)
        self.assertTrue(all(rows.mapped("reason")))

    # --- lists -------------------------------------------------------------------

    def test_every_list_of_thirty_costs_what_that_of_three_costs(self):
        for xmlid in ACTIONS:
            action = self.env.ref(f"{MODULE}.{xmlid}").sudo()
            for mode in action.view_mode.split(","):
                if mode in ("form", "calendar"):
                    continue
                with self.subTest(action=xmlid, view=mode):
                    few = self.opening(action, mode, self.gminas[:FEW])
                    many = self.opening(action, mode, self.gminas)
                    self.assertLessEqual(many, few)

    def opening(self, action, mode, gminas):
        """Return the number of queries of opening a view where one sees ``gminas``."""
        model = self.room(gminas)[action.res_model].with_context(
            **self.context_of(action, gminas)
        )
        views = {view.view_mode: view.view_id.id for view in action.view_ids}
        open_view = self.opener(model, views.get(mode) or False, mode, action)
        for _time in range(3):  # at first, what is read once and kept: rules, words, …
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = open_view()
        self.assertGreaterEqual(rows, 1)
        return self.env.cr.sql_log_count - before

    def context_of(self, action, gminas):
        return {
            **safe_eval(action.context or "{}", {"uid": self.coordinator.id}),
            "allowed_company_ids": gminas.ids,
        }

    def opener(self, model, view_id, mode, action):
        """Return a function that opens the view as the client does."""
        domain = safe_eval(action.domain or "[]", {"uid": model.env.uid})
        arch = etree.fromstring(model.get_view(view_id, mode)["arch"])
        names = [
            node.get("name") for node in arch.xpath("//field[not(ancestor::field)]")
        ]
        specification = {
            name: {"fields": {"display_name": {}}}
            if model._fields[name].relational
            else {}
            for name in names
        }

        def get_views():
            model.get_views([(view_id, mode), (False, "search")])

        groupings = [
            f"{node.get('name')}:{node.get('interval')}"
            if node.get("interval")
            else node.get("name")
            for node in arch.xpath("//field[not(ancestor::field)]")
        ]

        def read_groups():
            get_views()
            groups = model.formatted_read_grouping_sets(
                domain, [[], groupings[:1], groupings], ["__count"]
            )
            return len(groups[-1])

        def read_grouped():
            get_views()
            answer = model.web_read_group(
                domain,
                [arch.get("default_group_by")],
                ["__count"],
                auto_unfold=True,
                unfold_read_specification=specification,
            )
            return len(answer["groups"])

        def read_page():
            get_views()
            return len(
                model.web_search_read(domain, specification, limit=PAGE)["records"]
            )

        if mode in READ_BY_GROUPS:
            return read_groups
        return read_grouped if arch.get("default_group_by") else read_page
