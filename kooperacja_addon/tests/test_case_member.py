"""The team (GGK): who may be on it, from when to when."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import MODULE
from .steps import PathCase


@tagged("post_install", "-at_install")
class TestTeam(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school = cls.institutions["school_1"]
        cls.police = cls.institutions["police_1"]
        cls.teacher = cls.env["res.partner"].create(
            {"name": "Nauczycielka", "parent_id": cls.school.id}
        )

    def add(self, institution=None, partner=None, **values):
        return self.member_row.create(
            {
                "case_id": self.case.id,
                "institution_id": (institution or self.school).id,
                "partner_id": (partner or self.teacher).id,
                **values,
            }
        )

    def row_of(self, institution):
        return self.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == institution
        )

    # --- who -----------------------------------------------------------------

    def test_a_person_of_a_partner_institution_is_chosen_from_today(self):
        member = self.add()
        self.assertEqual(member.date_from, self.today)
        self.assertTrue(member.in_force)

    def test_an_institution_outside_the_partnership_is_not_on_the_team(self):
        with self.refused("not in the partnership", self.institutions["ops_2"].name):
            self.add(self.institutions["ops_2"], self.users["worker_c"].partner_id)

    def test_an_institution_that_is_only_invited_is_not_on_the_team(self):
        self.row_of(self.school).state = "invited"
        with self.refused("not in the partnership", self.school.name):
            self.add()

    def test_an_institution_that_refused_is_not_on_the_team(self):
        self.row_of(self.school).write({"state": "refused", "reason": "Brak ludzi"})
        with self.refused("not in the partnership", self.school.name):
            self.add()

    def test_an_institution_that_left_is_not_on_the_team(self):
        self.row_of(self.school).write({"state": "left", "date_to": self.yesterday})
        with self.refused("not in the partnership", self.school.name):
            self.add()

    def test_who_is_on_the_team_stays_on_record_when_the_institution_leaves(self):
        self.row_of(self.school).write({"state": "left", "date_to": self.yesterday})
        self.member_row.date_to = self.yesterday
        self.assertEqual(self.member_row.institution_id, self.school)

    def test_a_person_works_for_the_institution(self):
        with self.refused("does not work for", "Nauczycielka", self.police.name):
            self.add(self.police)

    def test_a_person_is_chosen_from_the_partnership_in_the_form(self):
        with Form(self.case) as form, form.member_ids.new() as line:
            line.institution_id = self.police
            self.assertEqual(
                set(line.available_institution_ids.ids),
                {
                    self.institutions[name].id
                    for name in ("ops_1", "school_1", "police_1", "pcpr")
                },
            )
        self.assertIn(self.police, self.case.member_ids.institution_id)

    def test_a_member_does_not_choose_the_team(self):
        with self.assertRaises(AccessError):
            self.member_row.with_user(self.member).create(
                {"case_id": self.case.id, "institution_id": self.school.id}
            )

    # --- when ----------------------------------------------------------------

    def test_work_on_the_team_does_not_end_before_it_began(self):
        with self.refused_by_database("kooperacja.case.member", "before it"):
            self.member_row.date_to = self.member_row.date_from - timedelta(days=1)

    def test_the_last_day_is_still_a_day_on_the_team(self):
        self.member_row.date_to = self.today
        self.assertTrue(self.member_row.in_force)
        self.member_row.date_to = self.yesterday
        self.assertFalse(self.member_row.in_force)

    def test_the_first_day_is_the_first_on_the_team(self):
        self.assertFalse(self.add(date_from=self.tomorrow).in_force)

    def test_the_search_for_those_on_the_team_agrees_with_the_field(self):
        rows = self.case.member_ids
        self.assertEqual(
            rows.search([("in_force", "=", True), ("id", "in", rows.ids)]),
            rows.filtered("in_force"),
        )
        self.assertEqual(
            rows.search([("in_force", "=", False), ("id", "in", rows.ids)]),
            rows.filtered(lambda row: not row.in_force),
        )

    def test_ending_the_work_ends_it_with_today(self):
        self.member_row.action_end()
        self.assertEqual(self.member_row.date_to, self.today)

    def test_nobody_is_on_a_team_twice_at_a_time(self):
        with self.refused("already on this team", self.member.name):
            self.add(partner=self.member.partner_id)

    def test_not_even_on_one_shared_day(self):
        self.member_row.date_to = self.today
        with self.refused("already on this team"):
            self.add(partner=self.member.partner_id, date_from=self.today)

    def test_who_left_may_come_back(self):
        self.member_row.date_to = self.yesterday
        again = self.add(partner=self.member.partner_id, date_from=self.today)
        self.assertTrue(again.in_force)

    def test_two_people_of_one_institution_may_be_on_a_team(self):
        self.assertTrue(self.add().in_force and self.member_row.in_force)

    def test_a_person_may_be_on_two_teams(self):
        other = self.new_case()
        row = self.add(partner=self.member.partner_id, case_id=other.id)
        self.assertEqual(row.case_id, other)

    def test_a_member_stays_in_the_case(self):
        with self.refused("stays"):
            self.member_row.case_id = self.new_case()

    # --- contacts on record --------------------------------------------------

    def test_a_contact_on_record_is_not_deleted(self):
        for partner in (self.teacher, self.school):
            with self.subTest(partner.name), self.env.cr.savepoint():
                if partner == self.teacher:
                    self.add()
                with self.refused("archive"):
                    partner.with_user(self.coordinator).unlink()

    def test_neither_is_one_of_whom_a_meeting_a_decision_or_a_need_speaks(self):
        """Refused with a sentence, not with an error of the database."""
        speakers = {
            "attendance": lambda partner: self.meeting.write(
                {"attendance_ids": self.lines({"partner_id": partner.id})}
            ),
            "decision": lambda partner: self.meeting.write(
                {
                    "decision_ids": self.lines(
                        {"name": "Zadzwonić", "partner_id": partner.id}
                    )
                }
            ),
            "place": lambda partner: self.meeting.write({"place_id": partner.id}),
            "need": lambda partner: self.need.sudo().write({"noted_by_id": partner.id}),
        }
        for name, speak in speakers.items():
            partner = self.env["res.partner"].create(
                {"name": "Poradnia", "is_company": True}
            )
            speak(partner)
            self.env.flush_all()
            with self.subTest(name), self.refused("archive"):
                partner.with_user(self.coordinator).unlink()

    def test_a_contact_of_whom_nothing_is_on_record_is_deleted(self):
        self.teacher.with_user(self.coordinator).unlink()
        self.assertFalse(self.teacher.exists())

    def test_archiving_a_contact_keeps_the_record_of_work(self):
        row = self.add()
        self.meeting.attendance_ids = self.lines({"partner_id": self.teacher.id})
        self.teacher.with_user(self.coordinator).active = False
        self.env.invalidate_all()
        self.assertEqual(row.partner_id.name, "Nauczycielka")
        self.assertIn(row, self.case.member_ids)
        self.assertIn(self.teacher, self.meeting.attendance_ids.partner_id)

    def test_archiving_a_user_keeps_the_authorship(self):
        entry = self.content["a"]["kooperacja.case.entry"]
        self.member.sudo().active = False
        self.assertEqual(entry.author_id.name, self.member.name)
        self.assertEqual(self.report.sudo().member_id.partner_id.name, self.member.name)


@tagged("post_install", "-at_install")
class TestCoordinatorOfAnotherInstitution(PathCase):
    """One coordinator, from any institution; the role of a worker opens no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["future_member"].group_ids += cls.env.ref(f"{MODULE}.group_worker")
        cls.future_membership.unlink()
        cls.case.sudo().coordinator_id = cls.users["future_member"]
        cls.env.flush_all()
        cls.env.invalidate_all()
        cls.pcpr_case = cls.case.with_user(cls.users["future_member"])

    def test_she_runs_the_case(self):
        self.pcpr_case.stage = "goals"
        self.pcpr_case.action_new_plan()
        self.assertTrue(self.pcpr_case.coordinated_by_me)
        self.assertIn(
            self.institutions["pcpr"],
            self.case.sudo().member_ids.filtered("in_force").institution_id,
        )

    def test_she_opens_no_other_family_and_no_report_of_others(self):
        intakes = self.of("worker_a", "kooperacja.case.intake")
        intakes.create(
            {
                "first_name": "Ewa",
                "last_name": "Inna",
                "need": "Pomoc",
                "source": "resident",
            }
        )
        self.env.flush_all()
        self.assertEqual(self.pcpr_case.search([]), self.pcpr_case)
        self.assertEqual(
            self.of("future_member", "kooperacja.household").search([]),
            self.pcpr_case.household_id,
        )
        self.assertFalse(self.of("future_member", "kooperacja.case.intake").search([]))

    def test_the_former_coordinator_stays_on_the_team_and_runs_it_no_more(self):
        with self.assertRaises(AccessError):
            self.case.with_user(self.worker).stage = "goals"
