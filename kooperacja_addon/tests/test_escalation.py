"""A matter goes higher in neutral words, is answered, and what lacks is counted."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .steps import PathCase


class EscalationCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.row = cls.as_worker(cls.content["a"]["kooperacja.case.matter"])
        cls.matter = cls.row.escalation_id


@tagged("post_install", "-at_install")
class TestWords(EscalationCase):
    def test_a_surname_does_not_leave_the_team(self):
        for word in ("Abramowicz", "dla Abramowicza", "rodzina ABRAMOWICZÓW"):
            with self.subTest(word):
                self.matter.text = word
                with self.refused("tell who the family is", "take it out"):
                    self.matter.action_send()

    def test_a_pesel_or_telephone_does_not_leave_the_team(self):
        for number in (self.families["a"].pesel, "600 097 777"):
            self.matter.wish = f"Proszę dzwonić: {number}"
            with self.refused("tell who the family is") as caught:
                self.matter.action_send()
            self.assertFalse(caught)

    def test_with_a_legal_basis_they_may(self):
        with self.refused("legal basis"):
            self.matter.write({"family_allowed": True, "legal_basis": " "})
        self.matter.write(
            {
                "text": "Pani Abramowicz czeka.",
                "family_allowed": True,
                "legal_basis": "art. 9a ust. 10 ustawy, zgoda z 3 marca",
            }
        )
        self.matter.action_send()
        self.assertEqual(self.matter.state, "sent")

    def test_not_even_the_case_number_is_told_unless_ticked(self):
        self.matter.action_send()
        self.assertFalse(self.matter.case_number)
        self.assertNotIn(self.case.number, self.matter.letter_id.body)

    def test_the_case_number_is_told_when_ticked(self):
        self.matter.tell_number = True
        self.matter.action_send()
        self.assertEqual(self.matter.case_number, self.case.number)
        self.assertIn(self.case.number, self.matter.letter_id.body)


@tagged("post_install", "-at_install")
class TestRoad(EscalationCase):
    def test_the_letter_is_ready_with_the_matter(self):
        self.matter.action_send()
        letter = self.matter.letter_id
        self.assertEqual((letter.kind, letter.state), ("escalation", "draft"))
        self.assertEqual(letter.name, "Dojazd na terapię")
        self.assertIn("Nie ma jak dojechać.", letter.body)
        self.assertEqual(letter.partner_id, self.matter.partner_id)

    def test_a_day_of_the_answer_gone_by_is_refused(self):
        self.matter.answer_due = self.yesterday
        with self.refused("lies in the past"):
            self.matter.action_send()

    def test_what_was_sent_stays(self):
        self.matter.action_send()
        with self.refused("stays as it was sent"):
            self.matter.text = "Inne"
        with self.refused("buttons"):
            self.matter.state = "closed"
        with self.refused("stays as it was sent"):
            self.matter.unlink()

    def test_the_answer_becomes_an_entry_of_the_case(self):
        self.matter.action_send()
        with self.refused("what was answered"):
            self.matter.action_answer()
        self.matter.answer = "Bus będzie jeździł od maja."
        self.matter.action_answer()
        self.assertEqual(self.matter.state, "answered")
        self.assertEqual(self.matter.answered_on, self.today)
        entry = self.case.entry_ids.filtered(lambda e: "Bus będzie" in e.text)
        self.assertEqual(entry.author_id, self.worker.partner_id)
        self.matter.action_close()
        self.assertEqual(self.matter.closed_on, self.today)

    def test_the_answer_stands_on_the_letter_too(self):
        self.matter.action_send()
        letter = self.matter.letter_id.sudo()
        letter.channel = "hand"
        letter.action_send()
        deadlines = self.of("worker_a", "kooperacja.deadline")
        waits = [("res_model", "in", (letter._name, self.matter._name))]
        self.assertEqual(
            deadlines.search(waits).mapped("kind"), ["escalation"], "waited for once"
        )
        self.matter.answer = "Bus będzie jeździł od maja."
        self.matter.action_answer()
        self.assertEqual(
            (letter.answer, letter.answered_on, letter.answer_note),
            ("told", self.today, "Bus będzie jeździł od maja."),
        )
        self.env.invalidate_all()
        self.assertFalse(deadlines.search(waits))

    def test_an_answer_that_does_not_come_is_late_and_on_the_list(self):
        self.matter.action_send()
        self.matter._write_by_action({"answer_due": self.yesterday})
        self.assertTrue(self.matter.is_late)
        due = self.of("worker_a", "kooperacja.deadline").search(
            [("kind", "=", "escalation"), ("res_id", "=", self.matter.id)]
        )
        self.assertEqual(due.date, self.yesterday)
        self.assertTrue(due.is_late)

    def test_what_a_report_asks_may_go_higher(self):
        action = self.as_worker(self.report.sudo()).action_escalate()
        matter = self.matter.with_context(**action["context"]).create(
            {
                "name": "Godziny terapii",
                "text": "Terapia tylko rano.",
                "partner_id": self.institutions["pcpr"].id,
            }
        )
        self.assertEqual(matter.matter_ids.report_id, self.report)
        self.assertEqual(matter.matter_ids.case_id, self.case)


@tagged("post_install", "-at_install")
class TestWhoReads(EscalationCase):
    def test_a_member_of_the_addressed_institution_reads_the_words_alone(self):
        director = self.users["future_member"]
        matter = self.matter.create(
            {
                "name": "Terapia",
                "text": "Brak terapii.",
                "partner_id": self.institutions["pcpr"].id,
                "matter_ids": [Command.create({"case_id": self.case.id})],
            }
        )
        seen = matter.with_user(director)
        self.assertFalse(seen.search([("id", "=", matter.id)]), "a draft is nobody's")
        matter.action_send()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(seen.text, "Brak terapii.")
        for name in ("matter_ids", "legal_basis", "letter_id"):
            with self.subTest(name), self.assertRaises(AccessError):
                seen.read([name])
        with self.assertRaises(AccessError):
            matter.matter_ids.with_user(director).read(["case_id"])
        with self.assertRaises(AccessError):
            seen.answer = "Nie"

    def test_other_institutions_and_other_gminas_read_nothing(self):
        self.matter.action_send()
        for name in ("member_b", "member_c", "worker_c", "coordinator_2"):
            with self.subTest(name):
                seen = self.as_user(name, self.matter)
                self.assertFalse(seen.search([("id", "=", seen.id)]))

    def test_a_worker_reads_no_matter_of_the_cases_of_others(self):
        seen = self.as_user("worker_b", self.matter)
        with self.assertRaises(AccessError):
            seen.read(["text"])


@tagged("post_install", "-at_install")
class TestGaps(EscalationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gap = cls.of("worker_a", "kooperacja.service.gap").create(
            {"name": "Terapia rodzin po południu", "company_id": cls.gmina_1.id}
        )

    def lacking(self, letter, worker):
        return self.of(worker, "kooperacja.case.matter").create(
            {
                "case_id": self.content[letter]["kooperacja.case"].id,
                "gap_id": self.gap.id,
            }
        )

    def test_families_are_counted_whoever_looks(self):
        self.lacking("a", "worker_a")
        self.lacking("b", "worker_b")
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.gap.family_count, 2)
        self.assertEqual(self.gap.matter_ids.case_id, self.case, "the own case alone")

    def test_a_family_counts_once(self):
        self.lacking("a", "worker_a")
        with self.refused_by_database("kooperacja.case.matter", "already stands"):
            self.lacking("a", "worker_a")

    def test_a_service_stands_on_the_list_once(self):
        with self.refused_by_database("kooperacja.service.gap", "already stands"):
            self.gap.create({"name": self.gap.name, "company_id": self.gmina_1.id})

    def test_a_gap_of_another_gmina_is_not_for_this_case(self):
        other = self.env["kooperacja.service.gap"].create(
            {"name": "Inna", "company_id": self.gmina_2.id}
        )
        with self.refused("same gmina"):
            self.env["kooperacja.case.matter"].create(
                {"case_id": self.case.id, "gap_id": other.id}
            )

    def test_the_coordinator_notes_who_took_it_up(self):
        gap = self.as_user("coordinator_1", self.gap)
        gap.write({"state": "taken", "taken_by_id": self.institutions["pcpr"].id})
        self.assertEqual(gap.state, "taken")
        with self.assertRaises(AccessError):
            self.as_user("worker_a", self.gap).state = "closed"

    def test_what_lacks_is_summed_for_the_council(self):
        self.lacking("a", "worker_a")
        self.gap.sudo().hours_week = 6
        self.env.flush_all()
        [(families, hours)] = self.of(
            "coordinator_1", "kooperacja.service.gap"
        )._read_group(
            [("id", "=", self.gap.id)], [], ["family_count:sum", "hours_week:sum"]
        )
        self.assertEqual((families, hours), (1, 6))

    def test_members_do_not_see_the_list(self):
        with self.assertRaises(AccessError):
            self.as_user("member_a", self.gap).read(["name"])
        row = self.lacking("a", "worker_a")
        seen = self.as_user("member_a", row)
        self.assertEqual(seen.name, self.gap.name, "but what was noted of the own case")


@tagged("post_install", "-at_install")
class TestFamilyToTell(PathCase):
    def test_the_family_that_was_absent_is_due_until_told(self):
        self.card.family_presence = "open"
        deadlines = self.of("worker_a", "kooperacja.deadline")
        domain = [("kind", "=", "family"), ("res_id", "=", self.card.id)]
        self.assertEqual(deadlines.search(domain).case_id, self.case)
        self.card.write(
            {
                "family_presence": "informed",
                "informed_on": self.today - timedelta(days=1),
            }
        )
        self.env.flush_all()
        self.assertFalse(deadlines.search(domain))
