"""Residents are looked for, not leafed through: in the ORM, for those who see all."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .steps import PathCase

LOG = "kooperacja.access.log"
NAMES = {"display_name": {}}


@tagged("post_install", "-at_install")
class TestSearchFirst(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls.users["coordinator_1"]
        cls.family = cls.families["a"].household
        cls.ours = cls.family | cls.families["b"].household

    def setUp(self):
        super().setUp()
        self.last = self.env[LOG].search([], order="id desc", limit=1).id or 0

    def noted(self, action):
        return self.env[LOG].search([("id", ">", self.last), ("action", "=", action)])

    def asked(self, name="coordinator_1", **values):
        return (
            self.env["kooperacja.family.search"]
            .with_user(self.users[name])
            .create(values)
        )

    def lists_of(self, model, domain, **context):
        """Return what each list of ``model`` shows the coordinator, door by door."""
        records = self.of("coordinator_1", model).with_context(**context)
        return {
            "web_search_read": {
                row["id"] for row in records.web_search_read(domain, NAMES)["records"]
            },
            "search_read": {row["id"] for row in records.search_read(domain, ["id"])},
            "name_search": {id_ for id_, _name in records.name_search("", domain)},
            "web_name_search": {
                row["id"] for row in records.web_name_search("", NAMES, domain)
            },
            "formatted_read_group": {
                id_
                for group in records.formatted_read_group(
                    domain, ["company_id"], ["id:array_agg"]
                )
                for id_ in group["id:array_agg"]
            },
            "web_read_group": {
                row["id"]
                for group in records.web_read_group(
                    domain,
                    ["company_id"],
                    auto_unfold=True,
                    unfold_read_specification=NAMES,
                )["groups"]
                for row in group.get("__records", ())
            },
        }

    def test_no_list_shows_residents_by_default(self):
        for model in ("kooperacja.household", "kooperacja.person"):
            for domain in (
                [],
                [("id", ">", 0)],
                [("company_id", "=", self.gmina_1.id)],
                [("id", "!=", 0)],
                [("display_name", "ilike", "a")],
                ["|", ("id", ">", 0), ("id", "=", self.family.id)],
                ["!", ("id", "=", 0)],
                [("number", "ilike", "2026")]
                if model == "kooperacja.household"
                else [("household_id.number", "ilike", "20")],
            ):
                for door, shown in self.lists_of(model, domain).items():
                    with self.subTest(model=model, domain=domain, door=door):
                        self.assertEqual(shown, set())

    def test_who_asks_for_somebody_finds(self):
        for domain in (
            [("id", "=", self.family.id)],
            [("number", "=", self.family.number)],
            [("name", "ilike", "Abr")],
            [("person_ids.last_name", "ilike", "Abram")],
            [
                "&",
                ("company_id", "=", self.gmina_1.id),
                ("street", "ilike", "Wrzosowaa"),
            ],
        ):
            for door, shown in self.lists_of("kooperacja.household", domain).items():
                with self.subTest(domain=domain, door=door):
                    self.assertEqual(shown, set(self.family.ids))

    def test_a_picker_needs_three_letters_and_lists_the_persons_of_a_family(self):
        families = self.of("coordinator_1", "kooperacja.household")
        self.assertFalse(families.name_search("Ab"))
        self.assertEqual(families.name_search("Abr")[0][0], self.family.id)
        persons = self.of("coordinator_1", "kooperacja.person")
        mine = [("household_id", "=", self.family.id)]
        self.assertEqual(len(persons.name_search("", mine)), 2)

    def test_own_cases_and_families_opened_lately_are_at_hand(self):
        self.case_b.sudo().coordinator_id = self.boss
        self.as_user("coordinator_1", self.family).web_read({"name": {}})
        for door, shown in self.lists_of("kooperacja.household", []).items():
            with self.subTest(door=door):
                self.assertEqual(shown, set(self.ours.ids))
        self.assertEqual(self.asked().recent_ids, self.family)
        self.assertFalse(self.asked("worker_b").recent_ids)

    def test_browsing_shows_all_and_is_noted(self):
        found = self.lists_of("kooperacja.household", [], browse_families=True)
        for door, shown in found.items():
            with self.subTest(door=door):
                self.assertLessEqual(set(self.ours.ids), shown)
        self.assertEqual(self.noted("browse").user_id, self.boss)

    def test_a_worker_sees_own_families_whatever_is_asked(self):
        for context in ({}, {"browse_families": True}):
            families = self.of("worker_a", "kooperacja.household").with_context(
                **context
            )
            self.assertEqual(
                [row["id"] for row in families.search_read([], ["id"])], self.family.ids
            )
            self.assertFalse(families.search([("name", "ilike", "Borkowsk")]))
        self.assertFalse(self.noted("browse"))

    # --- the screen ----------------------------------------------------------------

    def test_a_search_needs_a_reason_and_is_noted_with_it(self):
        with self.refused("what you look for"):
            self.asked(words="Abramow").action_search()
        action = self.asked(words="Abramow", reason="case").action_search()
        self.assertEqual(action["domain"], [("id", "in", self.family.ids)])
        row = self.noted("search")
        self.assertEqual((row.reason, row.record_count), ("Work on a case", 1))
        self.assertEqual((row.user_id, row.company_id), (self.boss, self.gmina_1))

    def test_it_finds_by_every_way_of_asking(self):
        family = self.families["a"]
        for words in (
            family.household.number,
            family.household.number.removeprefix("R/"),
            self.case_a.number,
            family.pesel,
            family.household.phone,
            "abramowicz żanetaa",
            "wrzosowaa 7",
        ):
            with self.subTest(words=words):
                action = self.asked(words=words, reason="case").action_search()
                self.assertIn(family.household.id, action["domain"][0][2])

    def test_too_little_is_answered_with_what_to_do(self):
        for words in ("", "Ab", "2026", "%%%"):
            with self.subTest(words=words), self.refused("three letters"):
                self.asked(words=words, reason="case").action_search()
        self.assertFalse(self.noted("search"))

    def test_who_finds_nobody_is_told_what_to_do_and_is_noted(self):
        answer = self.asked("worker_a", words="Borkowsk", reason="case").action_search()
        self.assertIn("report the need", answer["params"]["message"])
        self.assertEqual(self.noted("search").record_count, 0)

    def test_only_the_coordinator_browses_and_with_a_reason(self):
        with self.refused("Only the coordinator"):
            self.asked("worker_a", reason="case").action_browse()
        with self.refused("what you look for"):
            self.asked().action_browse()
        action = self.asked(reason="check").action_browse()
        self.assertTrue(action["context"]["browse_families"])
        self.assertEqual(self.noted("browse").reason, "Check or report")

    def test_it_holds_no_family_of_another_gmina(self):
        for words in ("Cieślak", self.families["c"].household.number):
            answer = self.asked(words=words, reason="case").action_search()
            self.assertNotIn(
                self.families["c"].household.id,
                answer.get("domain", [("id", "in", [])])[0][2],
            )

    def test_outsiders_do_not_search_at_all(self):
        for name in ("employee", "officer", "administrator", "system"):
            with self.subTest(user=name), self.assertRaises(UserError):
                self.asked(name, words="Abramow", reason="case")
