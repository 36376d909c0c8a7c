"""The numbers of the Model: the variant's, and those that a gmina sets itself."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models.variant import NUMBERS
from .common import MODULE
from .steps import PathCase


@tagged("post_install", "-at_install")
class TestNumber(PathCase):
    def number(self, code, user="administrator", gmina=None):
        """Return the row of the gmina's number as ``user`` sees it."""
        return self.of(user, "kooperacja.number").search(
            [("code", "=", code), ("company_id", "=", (gmina or self.gmina_1).id)]
        )

    def in_force(self, code, user="member_a"):
        gmina = self.gmina_1.with_user(self.users[user])
        return gmina._get_kooperacja_number(code)

    # --- the variant's -------------------------------------------------------

    def test_the_numbers_are_those_of_the_handbook(self):
        for code, value in (
            ("authority_meeting_minutes", 50),
            ("invitation_reply_days", 7),
            ("invitation_reminder_days", 4),
            ("family_reminder_days", 1),
            ("partnership_meeting_minutes", 120),
            ("deciders_needed", 2),
            ("rops_answer_days", 7),
            ("rops_notice_days", 7),
            ("accession_notice_days", 7),
            ("delegation_answer_days", 7),
            ("team_notice_days", 5),
            ("report_months", 1),
            ("monitoring_months", 3),
            ("weekly_visitors", 3),
            ("caseload", 20),
            ("caseload_blue_card", 17),
            ("reminder_days", 3),
            ("reminder_escalation_days", 7),
            ("emergency_minutes", 60),
            ("portal_link_hours", 72),
            ("access_hour_families", 15),
            ("access_night_from", 20),
            ("access_night_to", 6),
        ):
            for variant in self.env["kooperacja.variant"].search([]):
                with self.subTest(code, variant=variant.name):
                    self.gmina_1.kooperacja_variant_id = variant
                    self.assertEqual(self.in_force(code), value)

    def test_every_number_of_a_variant_may_be_set_by_a_gmina(self):
        fields = self.env["kooperacja.variant"]._fields.values()
        self.assertEqual(
            {
                field.name
                for field in fields
                if field.type == "integer" and field.name not in ("id", "sequence")
            },
            set(NUMBERS),
        )

    def test_every_gmina_has_a_row_for_each_number(self):
        gmina = self.env["res.company"].create({"name": "Gmina Nowa"})
        for company in gmina | self.gmina_1 | self.env.ref("base.main_company"):
            self.assertEqual(
                company.kooperacja_number_ids.mapped("code"), list(NUMBERS)
            )
        gmina._create_kooperacja_numbers()
        self.assertEqual(len(gmina.kooperacja_number_ids), len(NUMBERS))

    def test_the_source_stays_visible_whatever_the_gmina_sets(self):
        for own in (False, "9"):
            for code in NUMBERS:
                number = self.number(code)
                number.own_value = own
                with self.subTest(code, own=own):
                    self.assertRegex(
                        number.source, r"^(Handbook \d\.\d|Standards|Pilots|RODO art)"
                    )
                    self.assertEqual(
                        number.variant_value, self.case.variant_id.sudo()[code]
                    )

    def test_a_number_is_named_in_the_language_of_the_user(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        self.env["ir.module.module"]._load_module_terms([MODULE], ["pl_PL"])
        number = self.number("team_notice_days").with_context(lang="pl_PL")
        self.assertIn("Podręcznik, pkt 4.2", number.source)

    # --- the gmina's ---------------------------------------------------------

    def test_a_gmina_sets_its_own_and_goes_back_to_the_variant(self):
        self.number("team_notice_days").own_value = " 9 "
        self.assertEqual(self.in_force("team_notice_days"), 9)
        self.number("team_notice_days").own_value = False
        self.assertEqual(self.in_force("team_notice_days"), 5)

    def test_the_own_number_of_one_gmina_is_not_that_of_another(self):
        self.number("team_notice_days").own_value = "9"
        other = self.gmina_2.with_user(self.users["member_c"])
        self.assertEqual(other._get_kooperacja_number("team_notice_days"), 5)

    def test_nought_days_are_a_number(self):
        self.number("team_notice_days").own_value = "0"
        self.assertEqual(self.in_force("team_notice_days"), 0)

    def test_what_is_no_number_is_refused(self):
        number = self.number("team_notice_days")
        for wrong in ("-1", "pięć", "5 dni", "2.5", "1001", "٣"):
            with (
                self.subTest(wrong),
                self.refused("Notice of a team meeting", "whole number"),
            ):
                number.own_value = wrong
        with self.refused("Months in a monitoring period", "from 1"):
            self.number("monitoring_months").own_value = "0"

    def test_without_a_gmina_the_handbook_speaks(self):
        nowhere = self.env["res.company"]
        self.assertEqual(nowhere._get_kooperacja_number("monitoring_months"), 3)
        self.gmina_1.kooperacja_variant_id = False
        self.assertEqual(self.in_force("caseload"), 20)

    # --- what goes by them ---------------------------------------------------

    def test_a_meeting_is_warned_of_by_the_own_number(self):
        wednesday = self.today + timedelta(days=(2 - self.today.weekday()) % 7 + 14)
        meeting = self.meeting
        meeting.write(
            {
                "start": self.at(wednesday, 9),
                "called_on": wednesday - timedelta(days=6),
            }
        )
        self.assertNotIn("at least", meeting.warning or "")
        self.number("team_notice_days").own_value = "8"
        self.assertIn("at least 8 days", meeting.warning)

    def test_a_partnership_meeting_may_be_as_long_as_the_gmina_says(self):
        self.number("partnership_meeting_minutes").own_value = "60"
        meeting = self.of("coordinator_1", "kooperacja.meeting").create(
            {
                "kind": "partnership",
                "partnership_id": self.partnership_1.id,
                "start": self.at(self.tomorrow, 10),
                "minutes": 90,
            }
        )
        self.assertIn("at most 60 minutes", meeting.warning)

    def test_a_monitoring_period_is_as_long_as_the_gmina_says(self):
        self.number("monitoring_months").own_value = "1"
        card = self.card.create({"case_id": self.case.id})
        self.assertLess((card.date_to - card.date_from).days, 31)

    def test_reports_are_opened_as_often_as_the_gmina_says(self):
        self.to_monitoring()
        reports = self.env["kooperacja.report"]
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE kooperacja_report SET month = month - interval '1 month'"
            " WHERE case_id = %s",
            [self.case.id],
        )
        self.env.invalidate_all()
        self.number("report_months").own_value = "3"
        reports._cron_open_month()
        self.assertEqual(len(self.case_a.report_ids), 1)
        self.number("report_months").own_value = False
        reports._cron_open_month()
        self.assertGreater(len(self.case_a.report_ids), 1)

    # --- who -----------------------------------------------------------------

    def test_all_read_and_the_administrator_alone_writes(self):
        for user in ("employee", "member_a", "worker_a", "coordinator_1", "system"):
            number = self.number("caseload", user)
            with self.subTest(user):
                self.assertEqual(number.variant_value, 20)
                with self.assertRaises(AccessError):
                    number.own_value = "9"
        self.number("caseload").own_value = "9"

    def test_the_administrator_adds_no_number_and_removes_none(self):
        with self.assertRaises(AccessError):
            self.number("caseload").unlink()
        with self.assertRaises(AccessError):
            self.number("caseload").create(
                {"company_id": self.gmina_1.id, "code": "caseload"}
            )

    def test_the_administrator_of_one_gmina_sets_nothing_in_another(self):
        self.assertFalse(self.number("caseload", gmina=self.gmina_2))

    def test_the_settings_show_number_variant_own_and_source(self):
        self.number("caseload").own_value = "15"
        settings = self.of("system", "res.config.settings").create({})
        rows = {row["code"]: row for row in settings.kooperacja_number_ids}
        self.assertEqual(list(rows), list(NUMBERS))
        self.assertEqual(rows["caseload"]["own_value"], "15")
        self.assertEqual(rows["caseload"]["variant_value"], 20)
        self.assertIn("Standards", rows["caseload"]["source"])

    def test_the_list_of_numbers_is_in_the_menu_of_the_administrator(self):
        menu = self.env.ref(f"{MODULE}.number_menu")
        for user, sees in (("administrator", True), ("coordinator_1", False)):
            menus = self.of(user, "ir.ui.menu").load_menus(False)
            self.assertEqual(menu.id in menus, sees)
