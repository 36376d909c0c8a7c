"""The sheets for the inspector say what is so in the database and the programme."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models import privacy_map
from .common import MODULE, KooperacjaCase

SHEETS = ("register", "roles", "map", "access")


@tagged("post_install", "-at_install")
class TestSheets(KooperacjaCase):
    def sheet(self, name="officer"):
        return self.as_user(name, self.env["kooperacja.privacy.sheet"]).create({})

    def page(self, name, sheet=None):
        """Return the printed text of the sheet."""
        sheet = sheet or self.sheet()
        content, _kind = sheet.env["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.report_privacy_{name}", sheet.ids
        )
        return content.decode()

    def test_officer_coordinator_and_administrator_print_them_and_nobody_else(self):
        for user in ("officer", "coordinator_1", "administrator"):
            for name in SHEETS:
                with self.subTest(user=user, sheet=name):
                    sheet = self.sheet(user)
                    action = getattr(sheet, f"action_print_{name}")()
                    self.assertEqual(
                        action["report_name"],
                        f"{MODULE}.report_privacy_{name}_document",
                    )
                    self.assertIn("Gmina Sosnowo", self.page(name, sheet))
        for user in ("employee", "member_a", "worker_a", "regional", "portal"):
            with self.subTest(user=user), self.assertRaises(AccessError):
                self.sheet(user)

    def test_no_sheet_tells_of_a_family(self):
        for name in SHEETS:
            with self.subTest(name):
                self.assert_tells_nothing(self.page(name))

    def test_the_register_holds_what_article_30_asks_for(self):
        page = self.page("register")
        for activity in self.env["kooperacja.processing.activity"].search([]):
            for field in ("purpose", "basis", "persons", "data", "retention"):
                self.assertTrue(activity[field])
        self.assertIn(self.users["officer"].name, page)
        for words in ("art. 9(2)", "Third countries", "Recipients"):
            self.assertIn(words, page)

    def test_the_register_counts_the_own_gmina_and_names_its_partners(self):
        kind = self.env["kooperacja.institution.type"].search([], limit=1)
        self.institutions["school_1"].institution_type_id = kind
        row = self.sheet()._get_register()[0]
        self.assertIn(kind.name, row["recipients"])
        count = self.env["kooperacja.household"].search_count(
            [("company_id", "=", self.gmina_1.id)]
        )
        self.assertTrue(row["count"].endswith(f": {count}"))

    def test_the_roles_are_those_of_the_own_gmina_with_day_login_and_teams(self):
        rows = self.sheet()._get_roles()["now"]
        names = [row["user"].name for row in rows]
        self.assertIn("Pan worker_a", names)
        self.assertNotIn("Pan worker_c", names)
        (row,) = (row for row in rows if row["user"] == self.users["member_a"])
        self.assertEqual(row["role"], "Member of a team")
        self.assertEqual(row["since"].date(), self.env.cr.now().date())
        self.assertEqual(row["teams"], (1, 0))
        (row,) = (row for row in rows if row["user"] == self.users["past_member"])
        self.assertEqual(row["teams"], (0, 1))

    def test_who_had_a_role_stays_on_the_sheet(self):
        group = self.env.ref(f"{MODULE}.group_member")
        self.users["member_b"].group_ids -= group
        past = self.sheet()._get_roles()["past"]
        self.assertIn("Pan member_b", [row["name"] for row in past])
        self.users["member_b"].group_ids += group
        past = self.sheet()._get_roles()["past"]
        self.assertNotIn("Pan member_b", [row["name"] for row in past])

    def test_the_map_names_every_register_and_every_field_of_families(self):
        registers = {row["name"]: row for row in self.sheet()._get_data_map()}
        self.assertEqual(set(registers), set(privacy_map.MAP))
        person = {row["name"]: row for row in registers["kooperacja.person"]["rows"]}
        self.assertEqual(person["pesel"]["kind"], "identity")
        self.assertEqual(person["pesel"]["erase"], "is emptied")
        for name, record in privacy_map.MAP.items():
            printed = {row["name"] for row in registers[name]["rows"]}
            self.assertLessEqual(set(record.fields), printed, name)
        for row in registers.values():
            self.assertNotIn(row["basis"], vars(privacy_map))
            for field in row["rows"]:
                self.assertTrue(field["kind"] and field["erase"])

    def test_the_access_table_is_in_words(self):
        registers = {row["name"]: row for row in self.sheet()._get_access_table()}
        rows = {row["role"]: row for row in registers["kooperacja.case"]["rows"]}
        self.assertIn("cases of the own team", rows["Member of a team"]["cells"][0])
        self.assertIn("Technical administrator", registers["kooperacja.case"]["shut"])
        for register in registers.values():
            for row in register["rows"]:
                for cell in row["cells"]:
                    self.assertNotRegex(cell, r"\b(none|coordinated|gmina\+)$")
