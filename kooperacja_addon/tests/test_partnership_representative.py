"""Who represents an institution, and what happens when the institution leaves."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import MODULE
from .steps import PathCase


class RepresentativeCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.institution = cls.institutions["school_1"]
        cls.row = cls.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == cls.institution
        ).with_env(cls.env(user=cls.coordinator))
        cls.kos, cls.lis = cls.env["res.partner"].create(
            [
                {"name": name, "parent_id": cls.institution.id}
                for name in ("Jan Kos", "Ewa Lis")
            ]
        )

    def change(self, person, day=None):
        dialog = self.row.env["kooperacja.partnership.director.change"].create(
            {
                "member_id": self.row.id,
                "partner_id": person.id,
                "date_from": day or self.today,
            }
        )
        dialog.action_change()

    def add(self, person, function="deputy", **values):
        return self.row.env["kooperacja.partnership.representative"].create(
            {
                "member_id": self.row.id,
                "partner_id": person.id,
                "function": function,
                **values,
            }
        )

    def found(self, *domain):
        return self.row.search([("partnership_id", "=", self.partnership_1.id), domain])


@tagged("post_install", "-at_install")
class TestDirector(RepresentativeCase):
    def test_who_is_named_first_is_director_since_the_institution_joined(self):
        self.row.representative_id = self.kos
        term = self.row.representative_ids
        self.assertEqual((term.partner_id, term.function), (self.kos, "director"))
        self.assertEqual(term.date_from, self.long_ago)

    def test_a_change_ends_one_term_and_begins_another(self):
        self.row.representative_id = self.kos
        self.change(self.lis)
        old, new = self.row.representative_ids.sorted("date_from")
        self.assertEqual((old.partner_id, old.date_to), (self.kos, self.yesterday))
        self.assertEqual((new.partner_id, new.date_from), (self.lis, self.today))
        self.assertFalse(new.date_to)
        self.assertEqual(self.row.representative_id, self.lis)

    def test_a_director_of_next_week_is_not_the_director_of_today(self):
        self.row.representative_id = self.kos
        self.change(self.lis, self.today + timedelta(days=7))
        self.assertEqual(self.row.representative_id, self.kos)

    def test_a_deputy_who_becomes_director_is_deputy_until_the_eve(self):
        self.row.representative_id = self.kos
        deputy = self.add(self.lis, date_from=self.long_ago)
        self.change(self.lis)
        self.assertEqual(deputy.date_to, self.yesterday)
        self.assertEqual(self.row.representative_id, self.lis)

    def test_writing_another_name_keeps_the_former_on_record(self):
        self.row.representative_id = self.kos
        self.row.representative_id = self.lis
        self.assertEqual(self.row.representative_ids.partner_id, self.kos | self.lis)
        self.assertEqual(self.row.representative_id, self.lis)

    def test_a_name_mended_on_the_same_day_leaves_no_trace(self):
        self.add(self.kos, "director", date_from=self.today)
        self.row.representative_id = self.lis
        self.assertEqual(self.row.representative_ids.partner_id, self.lis)

    def test_a_post_may_stay_empty(self):
        self.row.representative_id = self.kos
        self.row.representative_id = False
        self.assertFalse(self.row.representative_id)
        self.assertEqual(self.row.representative_ids.date_to, self.yesterday)

    def test_there_is_one_director_at_a_time(self):
        self.row.representative_id = self.kos
        with self.assertRaisesRegex(ValidationError, "Change of director"):
            self.add(self.lis, "director", date_from=self.today)

    def test_there_may_be_several_deputies(self):
        self.add(self.kos)
        self.add(self.lis)
        self.assertEqual(len(self.row.representative_ids), 2)

    def test_nobody_represents_an_institution_twice_at_a_time(self):
        self.add(self.kos)
        with self.assertRaisesRegex(ValidationError, "already represents"):
            self.add(self.kos, "other")

    def test_a_representative_works_for_the_institution(self):
        stranger = self.users["member_b"].partner_id
        with self.assertRaisesRegex(ValidationError, "does not work for"):
            self.add(stranger)

    def test_the_director_is_not_replaced_by_the_same_person(self):
        self.row.representative_id = self.kos
        with self.assertRaisesRegex(UserError, "already"):
            self.change(self.kos)

    def test_no_director_begins_before_the_former_one_did(self):
        self.row.representative_id = self.kos
        with self.assertRaisesRegex(UserError, "at the earliest"):
            self.change(self.lis, self.long_ago)

    def test_members_are_found_by_who_is_director_today(self):
        self.row.representative_id = self.kos
        self.change(self.lis)
        self.assertEqual(self.found("representative_id", "=", self.lis.id), self.row)
        self.assertFalse(self.found("representative_id", "=", self.kos.id))
        self.assertEqual(self.found("representative_id", "ilike", "Lis"), self.row)
        self.assertEqual(self.found("representative_id", "!=", False), self.row)
        self.assertNotIn(self.row, self.found("representative_id", "=", False))
        self.assertEqual(len(self.found("representative_id", "=", False)), 3)

    def test_a_letter_goes_to_the_director_of_the_day(self):
        self.row.representative_id = self.kos
        self.change(self.lis)
        letter = self.row.env["kooperacja.letter"]._draft(
            "other", self.row.partnership_id, self.institution
        )
        self.assertEqual(letter.attention, "Ewa Lis")

    def test_councillors_are_offered_where_there_is_one_tier(self):
        def offered():
            terms = self.of("coordinator_1", "kooperacja.partnership.representative")
            options = terms.fields_get(["function"])["function"]["selection"]
            return "councillor" in dict(options)

        self.assertFalse(offered())
        self.gmina_1.kooperacja_variant_id = self.env.ref(f"{MODULE}.variant_rural")
        self.assertTrue(offered())

    def test_a_contact_who_was_director_is_archived_not_deleted(self):
        self.row.representative_id = self.kos
        self.change(self.lis)
        with self.assertRaisesRegex(UserError, "Archive"):
            self.kos.unlink()

    def test_a_worker_changes_no_director(self):
        with self.assertRaises(AccessError):
            self.of("worker_a", "kooperacja.partnership.director.change").create(
                {"member_id": self.row.id, "partner_id": self.kos.id}
            )
        with self.assertRaises(AccessError):
            self.row.with_user(self.users["worker_a"]).representative_id = self.kos


@tagged("post_install", "-at_install")
class TestLeaving(RepresentativeCase):
    def dialog(self, **values):
        return self.row.env["kooperacja.partnership.leave"].create(
            {"member_id": self.row.id, "reason": "Brak ludzi", **values}
        )

    def leave(self, **values):
        self.dialog(**values).action_leave()

    def test_it_ends_the_membership_and_the_terms_on_that_day(self):
        self.row.representative_id = self.kos
        self.leave(date=self.yesterday, teams="finish")
        self.assertEqual(
            (self.row.state, self.row.date_to, self.row.reason),
            ("left", self.yesterday, "Brak ludzi"),
        )
        self.assertEqual(self.row.representative_ids.date_to, self.yesterday)
        self.assertNotIn(self.institution, self.partnership_1.institution_ids)

    def test_the_touched_cases_are_told_by_number_only(self):
        dialog = self.dialog()
        self.assertEqual(dialog.case_numbers, self.case_a.number)
        self.assert_tells_nothing(dialog.read(), "a", "b")

    def test_cases_of_another_gmina_are_not_even_counted(self):
        # As in a partnership of several gminas.
        self.env.cr.execute(
            "UPDATE kooperacja_case SET company_id = %s, number = 'X' WHERE id = %s",
            [self.gmina_2.id, self.case_a.id],
        )
        self.env.invalidate_all()
        dialog = self.dialog()
        self.assertFalse(dialog.case_numbers)

    def test_a_choice_is_asked_for_when_people_are_on_teams(self):
        with self.refused("has people on teams"):
            self.leave()
        self.assertEqual(self.row.state, "joined")

    def test_nothing_is_asked_when_nobody_is_on_a_team(self):
        self.case_a.member_ids.filtered(
            lambda m: m.institution_id == self.institution
        ).date_to = self.yesterday
        dialog = self.dialog()
        self.assertFalse(dialog.has_people_on_teams)
        dialog.action_leave()
        self.assertEqual(self.row.state, "left")

    def test_the_dialog_opens_the_handover_of_the_work_that_is_left(self):
        action = self.dialog().action_hand_over()
        self.assertEqual(action["res_model"], "kooperacja.case.handover")
        self.assertEqual(
            action["context"],
            {
                "default_case_ids": self.case_a.ids,
                "default_from_partner_id": self.users["member_a"].partner_id.id,
            },
        )

    def test_the_handover_opens_before_anything_is_filled_in(self):
        with Form(
            self.row.env["kooperacja.partnership.leave"].with_context(
                default_member_id=self.row.id
            )
        ) as form:
            dialog = form.save()
        self.assertTrue(dialog.action_hand_over()["context"])
        with self.refused("why the institution leaves"):
            dialog.action_leave()
        self.assertEqual(self.row.state, "joined")

    def test_people_whose_work_ends_see_the_case_no_longer(self):
        self.leave(date=self.yesterday, teams="end")
        self.assertEqual(self.team["a"][0].date_to, self.yesterday)
        self.assert_sees_nothing("member_a")

    def test_people_who_finish_their_work_stay_on_the_team(self):
        self.leave(teams="finish")
        self.assertFalse(self.team["a"][0].date_to)
        self.assert_sees("member_a")

    def test_who_has_not_begun_yet_does_not_begin(self):
        coming = self.join(self.case_b, self.users["member_a"], self.tomorrow)
        self.leave(teams="end")
        self.assertFalse(coming.exists())

    def test_who_has_tasks_and_has_not_begun_is_relieved_of_them_first(self):
        coming = self.join(self.case_b, self.users["member_a"], self.tomorrow)
        self.content["b"]["kooperacja.plan.task"].member_id = coming
        with self.refused("Give the tasks", self.case_b.number):
            self.leave(teams="end")

    def test_what_the_people_did_stays(self):
        content = self.content["a"]
        before = {
            model: content[model].read()
            for model in ("kooperacja.case.entry", "kooperacja.plan.task")
        }
        self.leave(teams="end")
        for model, values in before.items():
            self.assertEqual(content[model].read(), values, model)

    def test_teams_of_closed_cases_are_left_alone(self):
        self.env.cr.execute(
            "UPDATE kooperacja_case SET stage = 'closed' WHERE id = %s",
            [self.case_a.id],
        )
        self.env.invalidate_all()
        self.leave(teams="end")
        self.assertFalse(self.team["a"][0].date_to)

    def test_a_coordinator_of_a_case_hands_over_first(self):
        self.row = self.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == self.institutions["ops_1"]
        ).with_env(self.env(user=self.coordinator))
        with self.refused("Hand them over", self.case_a.number):
            self.leave(teams="end")
        context = self.dialog().action_hand_over()["context"]
        cases = self.case_a.browse(context["default_case_ids"])
        self.assertEqual(
            cases.coordinator_id.partner_id.id, context["default_from_partner_id"]
        )
        self.assertEqual(self.row.state, "joined")
        self.leave(teams="finish")
        self.assertEqual(self.case_a.coordinator_id, self.worker)

    def test_nobody_has_left_tomorrow(self):
        with self.refused("future"):
            self.leave(date=self.tomorrow, teams="finish")

    def test_an_institution_leaves_once(self):
        self.leave(teams="finish")
        with self.refused("can leave it"):
            self.leave(teams="finish")

    def test_the_partnership_keeps_the_reason_and_no_case(self):
        self.leave(teams="end")
        log = self.partnership_1.message_ids[0].body
        self.assertIn("Brak ludzi", log)
        self.assertNotIn(self.case_a.number, log)

    def test_who_writes_the_leaving_by_hand_is_told_of_the_button(self):
        answer = self.row.onchange(
            {"state": "left", "date_to": str(self.today)}, ["state"], {"date_to": {}}
        )
        self.assertIn("The institution leaves", answer["warning"]["message"])

    def test_a_worker_lets_no_institution_leave(self):
        with self.assertRaises(AccessError):
            self.of("worker_a", "kooperacja.partnership.leave").create(
                {"member_id": self.row.id, "reason": "X"}
            )

    def test_a_coordinator_of_another_gmina_is_told_nothing(self):
        dialogs = self.of("coordinator_2", "kooperacja.partnership.leave")
        with self.assertRaises(AccessError):
            dialogs.create({"member_id": self.row.id, "reason": "X"}).read()
        with self.assertRaises(AccessError):
            dialogs.onchange(
                {"member_id": self.row.id, "date": str(self.today)},
                ["member_id"],
                {"case_numbers": {}},
            )
