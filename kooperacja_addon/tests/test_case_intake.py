"""From a reported need to a case, and whom nobody learns about on the way."""

from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .steps import PathCase


class IntakeCase(PathCase):
    def note(self, user="worker_a", **values):
        """Note a need as ``user``, of somebody nobody knows unless ``values`` say."""
        intakes = self.of(user, "kooperacja.case.intake")
        return intakes.create(
            {
                "need": "Nie ma na czynsz\n\n- Syn nie chodzi do szkoły\n",
                "first_name": "Hiacynta",
                "last_name": f"Nieznana{intakes.sudo().search_count([])}",
                **values,
            }
        )

    def of_school(self, user="member_a", **values):
        return self.note(
            user,
            source="institution",
            institution_id=self.institutions["school_1"].id,
            **values,
        )


@tagged("post_install", "-at_install")
class TestReporting(IntakeCase):
    def test_a_resident_an_institution_and_the_centre_report(self):
        for values in (
            {"source": "resident", "channel": "phone"},
            {
                "source": "institution",
                "institution_id": self.institutions["police_1"].id,
                "reporter": "Dzielnicowy",
            },
            {"source": "centre", "channel": "visit"},
        ):
            with self.subTest(values):
                intake = self.note(**values)
                self.assertRegex(intake.number, r"^Z/\d{4}/\d{4}$")
                self.assertEqual(intake.display_name, intake.number)
                self.assertEqual(intake.worker_id, self.worker)

    def test_an_institution_that_reports_is_named(self):
        with self.refused("name the institution"):
            self.note(source="institution")
        with self.refused("name the institution"):
            self.note(source="resident", institution_id=self.institutions["pcpr"].id)

    def test_a_member_reports_with_the_form_and_sees_the_outcome_alone(self):
        with Form(self.of("member_a", "kooperacja.case.intake")) as form:
            self.assertEqual(form.source, "institution")
            self.assertEqual(form.institution_id, self.institutions["school_1"])
            form.first_name, form.last_name = "Hiacynta", "Nieznana"
            form.need = "Jest głodna"
        intake = form.record
        self.as_user("coordinator_1", intake).write(
            {"decision_reason": "Wystarczy dożywianie", "referred_to": "Szkoła"}
        )
        self.as_user("coordinator_1", intake).action_decline()
        seen = self.as_user("member_a", intake)
        self.assertEqual(
            (seen.state, seen.decision_reason, seen.referred_to),
            ("declined", "Wystarczy dożywianie", "Szkoła"),
        )
        for name in ("alike", "household_id", "case_id"):
            with self.subTest(name), self.assertRaises(AccessError):
                seen.read([name])

    def test_a_member_reports_for_no_other_institution(self):
        with self.assertRaises(AccessError):
            self.note(
                "member_a",
                source="institution",
                institution_id=self.institutions["police_1"].id,
            )
        with self.assertRaises(AccessError):
            self.note("member_a", source="resident", institution_id=False)

    def test_who_reads_a_report(self):
        intake = self.of_school()
        for name, sees in (
            ("member_a", True),
            ("member_b", False),
            ("worker_a", False),
            ("coordinator_1", True),
            ("coordinator_2", False),
        ):
            with self.subTest(name):
                seen = self.as_user(name, intake)
                self.assertEqual(bool(seen.search([("id", "=", intake.id)])), sees)
        self.as_user("coordinator_1", intake).worker_id = self.worker
        self.assertTrue(self.as_user("worker_a", intake).read(["need"]))

    def test_a_report_is_not_from_the_future(self):
        with self.refused("future"):
            self.note(reported_on=self.tomorrow)

    def test_urgency_has_a_reason(self):
        with self.refused("why it is urgent"):
            self.note(is_urgent=True)

    def test_a_wrong_pesel_is_not_repeated(self):
        with self.refused("PESEL") as caught:
            self.note(pesel="44051401358")
        self.assertNotIn("44051401358", str(caught))

    def test_a_report_is_never_deleted(self):
        for name in ("worker_a", "coordinator_1"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.as_user(name, self.note()).unlink()


@tagged("post_install", "-at_install")
class TestAlike(IntakeCase):
    """Worker A asks about the family of B, which he or she may not see."""

    def setUp(self):
        super().setUp()
        self.family = self.families["b"]
        self.sentence = f"Case {self.case_b.number}; ask Pan worker_b."

    def test_name_pesel_and_address_are_answered_with_the_same_minimum(self):
        for values in (
            {"first_name": "żanetab", "last_name": "BORKOWSKI"},
            {"pesel": self.family.pesel},
            {"street": "ul. Wrzosowab 7"},
            {
                "first_name": "Żanetab",
                "last_name": "Borkowski",
                "pesel": self.family.pesel,
                "street": "Wrzosowab 7",
            },
        ):
            with self.subTest(values):
                intake = self.note(**values)
                self.assertEqual(intake.alike.splitlines()[0], self.sentence)
                self.assert_tells_nothing(intake.alike, "b")

    def test_parts_and_wildcards_are_answered_with_nothing(self):
        for values in (
            {"first_name": "%", "last_name": "%"},
            {"first_name": "Żanetab", "last_name": "Borkow"},
            {"first_name": "Żanetab", "last_name": "Borkowsk_"},
            {"first_name": "_", "last_name": "Borkowski"},
            {"street": "Wrzosowab"},
            {"street": "Wrzosowab %"},
            {"street": "%"},
        ):
            with self.subTest(values):
                self.assertFalse(self.note(**values).alike)

    def test_what_is_not_saved_is_not_answered(self):
        with Form(self.of("worker_a", "kooperacja.case.intake")) as form:
            form.pesel = self.family.pesel
            form.first_name, form.last_name = "Żanetab", "Borkowski"
            form.need = "Pytanie"
            self.assertFalse(form.alike)
        self.assertEqual(form.record.alike, self.sentence)

    def test_one_report_asks_once(self):
        intake = self.note()
        for name, value in (
            ("first_name", "Żanetab"),
            ("last_name", "Borkowski"),
        ):
            with self.subTest(name), self.refused("stays"):
                intake[name] = value
        intake.pesel = self.family.pesel  # was not known at first
        with self.refused("stays"):
            intake.pesel = False
        self.as_user("coordinator_1", intake).last_name = "Nieznany"
        self.assertEqual(intake.last_name, "Nieznany")

    def test_the_answer_is_not_searched_or_stored(self):
        self.assertFalse(self.env["kooperacja.case.intake"]._fields["alike"].store)
        self.assertFalse(
            self.of("worker_a", "kooperacja.person").search(
                [("name_key", "=", "borkowski zanetab")]
            )
        )

    def test_another_gmina_is_not_asked(self):
        self.assertFalse(self.note(pesel=self.families["c"].pesel).alike)

    def test_a_report_of_somebody_else_is_told_by_its_number(self):
        first = self.note("worker_b", last_name="Nieznana")
        self.assertEqual(
            self.note(last_name="Nieznana").alike,
            f"Report {first.number}; ask Pan worker_b.",
        )

    def test_many_reports_cost_as_many_queries_as_one(self):
        def cost(intakes):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            intakes.mapped("alike")
            return self.env.cr.sql_log_count - before

        intakes = self.note().browse()
        for number in range(10):
            intakes |= self.note(first_name=f"Osoba{number}")
        cost(intakes)
        self.assertLessEqual(cost(intakes), cost(intakes[:2]))

    def test_the_register_of_persons_tells_no_more(self):
        with self.refused("on record already", self.sentence) as caught:
            self.as_worker(self.child).pesel = self.family.pesel
        self.assert_tells_nothing(caught, "b")
        with self.assertRaises(AccessError):
            self.as_user("member_a", self.child).pesel = self.family.pesel

    def test_the_same_family_is_chosen_or_the_difference_explained(self):
        intake = self.note(first_name="Żanetab", last_name="Borkowski")
        with self.refused("something alike", self.case_b.number):
            intake.action_take()
        intake.alike_reason = "Inna osoba, urodzona w innym roku"
        intake.action_take()
        self.assertEqual(intake.state, "taken")


@tagged("post_install", "-at_install")
class TestTaking(IntakeCase):
    def test_nothing_is_typed_twice(self):
        intake = self.note(
            pesel="44051401359",
            role="grandparent",
            street="Leśna 3",
            city="Sosnowo",
            problem_id=self.env.ref("kooperacja_addon.problem_debt").id,
            attempt_ids=self.lines(
                {
                    "institution_id": self.institutions["pcpr"].id,
                    "what": "Poradnictwo",
                    "date_from": "2026-01-01",
                    "date_to": "2026-03-01",
                    "result": "Bez skutku",
                }
            ),
        )
        case = self.case.browse(intake.action_take()["res_id"])
        self.assertEqual(case, intake.case_id)
        self.assertEqual(case.coordinator_id, self.worker)
        self.assertEqual(
            case.need_ids.mapped("name"),
            ["Nie ma na czynsz", "Syn nie chodzi do szkoły"],
        )
        self.assertEqual(case.need_ids.problem_id, intake.problem_id)
        self.assertFalse(any(case.need_ids.mapped("source")), "a resident: it depends")
        self.assertEqual(case.attempt_ids.result, "Bez skutku")
        person = case.household_id.person_ids
        self.assertEqual(
            (person.first_name, person.pesel, person.role),
            ("Hiacynta", "44051401359", "grandparent"),
        )
        self.assertEqual(case.household_id.street, "Leśna 3")
        self.assertIn(intake.number, case.entry_ids[:1].text)
        self.assertEqual(
            (intake.state, intake.decided_by_id, intake.decided_on),
            ("taken", self.worker, self.today),
        )
        with self.refused("stays as it is"):
            intake.need = "Co innego"
        with self.refused("decided already"):
            intake.action_take()

    def test_the_reporter_sees_nothing_of_the_case(self):
        intake = self.of_school(
            attempt_ids=self.lines({"what": "Rozmowa z matką"}),
        )
        attempt = intake.attempt_ids
        self.assertTrue(self.as_user("member_a", attempt).read(["what"]))
        self.as_user("coordinator_1", intake).worker_id = self.users["worker_b"]
        self.as_user("coordinator_1", intake).action_take()
        case = intake.sudo().case_id
        self.assertEqual(case.coordinator_id, self.users["worker_b"])
        self.assertEqual(self.as_user("member_a", intake).state, "taken")
        for record in (case, case.household_id, attempt):
            with self.subTest(record._name), self.assertRaises(AccessError):
                self.as_user("member_a", record).read(["create_uid"])

    def test_a_family_with_an_open_case_goes_on_in_it(self):
        household = self.families["a"].household
        intake = self.note(
            first_name="Żanetaa", last_name="Abramowicz", household_id=household.id
        )
        before = len(household.person_ids)
        intake.action_take()
        self.assertEqual(intake.case_id, self.case)
        self.assertIn("Nie ma na czynsz", self.case.need_ids.mapped("name"))
        self.assertEqual(len(household.person_ids), before)

    def test_a_family_gets_a_second_case_with_its_reason(self):
        household = self.families["a"].household
        intake = self.note(
            household_id=household.id, second_case_reason="Dziadek, osobno"
        )
        intake.action_take()
        self.assertNotEqual(intake.case_id, self.case)
        self.assertEqual(intake.case_id.second_case_reason, "Dziadek, osobno")
        self.assertIn("Hiacynta", household.person_ids.mapped("first_name"))

    def test_a_member_takes_nothing(self):
        intake = self.of_school()
        for action in ("action_take", "action_wait", "action_decline"):
            with self.subTest(action), self.assertRaises(AccessError):
                getattr(self.as_user("member_a", intake), action)()


@tagged("post_install", "-at_install")
class TestWaiting(IntakeCase):
    def waiting(self, days, **values):
        intake = self.note(
            planned_month=date(2026, 12, 17),
            reported_on=self.today - timedelta(days=days),
            **values,
        )
        intake.action_wait()
        return intake

    def test_a_place_on_the_list_has_a_month(self):
        with self.refused("plan the month"):
            self.note().action_wait()
        intake = self.waiting(40)
        self.assertEqual(intake.planned_month, date(2026, 12, 1))
        self.assertEqual(intake.waiting_since, self.today)
        self.assertEqual(intake.days_waiting, 40)

    def test_who_waits_longer_goes_first_unless_a_reason_is_noted(self):
        first = self.waiting(40, first_name="Pierwsza")
        second = self.waiting(20)
        with self.refused("waited longer", "1"):
            second.action_take()
        second.queue_reason = "Jest miejsce w grupie dla dzieci"
        second.action_take()
        self.assertEqual(second.state, "taken")
        first.action_take()

    def test_what_is_urgent_goes_first_with_its_reason(self):
        self.waiting(40, first_name="Pierwsza")
        urgent = self.waiting(3, is_urgent=True, urgent_reason="Eksmisja za tydzień")
        listed = urgent.search([("state", "=", "waiting")])
        self.assertEqual(listed[0], urgent)
        urgent.action_take()
        self.assertEqual(urgent.state, "taken")

    def test_what_is_not_taken_has_a_reason_and_may_be_decided_anew(self):
        intake = self.waiting(5)
        with self.refused("reason of the decision"):
            intake.action_decline()
        intake.write({"decision_reason": "Wystarczy zasiłek", "referred_to": "OPS"})
        intake.action_decline()
        self.assertEqual(intake.state, "declined")
        with self.refused("stays as it is"):
            intake.referred_to = "PCPR"
        intake.action_reconsider()
        self.assertEqual((intake.state, intake.decided_on), ("new", False))
