"""The whole way of a first family, by mouse and keyboard, as those who walk it."""

import base64

from odoo import fields
from odoo.tests import tagged

from .test_tour_browser import TourCase

FAMILY = ("Nowick", "Nowiccy", "Maria", "Jaś", "Sosnowa", "90020312344")


@tagged("post_install", "-at_install")
class TestTourPath(TourCase):
    print_documents = True

    def test_path(self):
        self.tour("kooperacja_partnership", "coordinator_1")
        self.check_partnership()
        refusals = self.tour("kooperacja_case", "worker_a", refusals=3)
        self.assertIn("Note at least one need of the family.", refusals[0])
        self.check_case()
        self.check_meeting()
        self.check_plan()
        self.tour("kooperacja_member", "member_a")
        self.check_reports()
        self.tour("kooperacja_evaluation", "worker_a", refusals=3)
        self.check_evaluation()

    def check_partnership(self):
        library = self.env["res.partner"].search([("name", "like", "Biblioteka")])
        self.assertRecordValues(
            library,
            [
                {
                    "is_institution": True,
                    "is_company": True,
                    "institution_tier": "gmina",
                    "institution_sector": "public",
                    "institution_hours": "pn.-pt. 9-17",
                }
            ],
        )
        self.assertRecordValues(
            library.child_ids,
            [
                {
                    "name": "Anna Lis",
                    "function": "dyrektorka",
                    "responsible_for": "zajęcia po lekcjach",
                    "is_institution": False,
                }
            ],
        )
        partnership = self.env["kooperacja.partnership"].search(
            [("name", "=", "Partnerstwo nad Sosną")]
        )
        self.assertEqual(partnership.stage, "agreed")
        self.assertEqual(partnership.coordinator_id, self.users["coordinator_1"])
        members = {m.institution_id: m for m in partnership.member_ids}
        police = members.pop(self.institutions["police_1"])
        self.assertEqual((police.state, police.reason), ("refused", "brak ludzi"))
        self.assertEqual(
            set(members),
            {library, self.institutions["ops_1"], self.institutions["school_1"]},
        )
        self.assertEqual({m.state for m in members.values()}, {"joined"})
        agreement = partnership.agreement_ids
        self.assertEqual(agreement.state, "signed")
        self.assertEqual(agreement.signed_on, self.today)
        self.assertEqual(agreement.signed_count, 3)
        self.assert_kept(agreement, "Biblioteka w Sosnowie")

    def check_case(self):
        self.case = self.env["kooperacja.case"].search([], order="id desc", limit=1)
        household = self.case.household_id
        self.assertEqual(household.name, "Nowiccy")
        self.assertEqual(household.street, "Sosnowa 3")
        self.assertRecordValues(
            household.person_ids,
            [
                {
                    "first_name": "Maria",
                    "last_name": "Nowicka",
                    "role": "mother",
                    "birth_date": fields.Date.to_date("1990-02-03"),
                    "pesel": "90020312344",
                },
                {
                    "first_name": "Jaś",
                    "last_name": "Nowicki",
                    "role": "child",
                    "birth_date": fields.Date.to_date("2019-05-04"),
                    "pesel": False,
                },
            ],
        )
        self.assertRecordValues(
            self.case,
            [
                {
                    "number": f"{self.today.year}/0003",
                    "stage": "work",
                    "coordinator_id": self.users["worker_a"].id,
                    "company_id": self.gmina_1.id,
                    "qualification": "OPS: zasiłek; szkoła: rozmowy",
                }
            ],
        )
        self.assertRecordValues(
            self.case.need_ids,
            [
                {
                    "name": "Jaś nie ma gdzie być po lekcjach",
                    "person_id": household.person_ids[1].id,
                    "severity": "5",
                },
                {
                    "name": "Czynsz jest niezapłacony",
                    "person_id": False,
                    "severity": "3",
                },
            ],
        )
        self.assertEqual(
            self.case.member_ids.partner_id,
            self.users["worker_a"].partner_id | self.users["member_a"].partner_id,
        )

    def check_meeting(self):
        meeting = self.case.meeting_ids
        self.assertRecordValues(
            meeting,
            [
                {
                    "kind": "team",
                    "state": "approved",
                    "approved_on": self.today,
                    "warning_reason": "pilna sprawa",
                    "place_note": "u rodziny, Sosnowa 3",
                }
            ],
        )
        self.assertEqual(meeting._get_day(), self.today)
        self.assertIn("Rodzina opowiedziała", meeting.minutes_text)
        self.assertEqual(set(meeting.attendance_ids.mapped("status")), {"present"})
        self.assertEqual(meeting.attendance_ids.person_id.first_name, "Maria")
        self.assertEqual(meeting.decision_ids.name, "Miejsce w świetlicy")
        self.assertEqual(meeting.decision_ids.date_due.day, 15)
        self.check_event(meeting.event_id)

    def check_event(self, event):
        """The shared calendar knows number, time, place and professionals."""
        self.assertIn(self.case.number, event.name)
        self.assertEqual(event.privacy, "private")
        self.assertEqual(event.start, self.case.meeting_ids.start)
        self.assertEqual(
            event.partner_ids,
            self.users["worker_a"].partner_id | self.users["member_a"].partner_id,
        )
        told = " ".join(
            str(event[name]) for name in ("name", "description", "location", "notes")
        )
        for word in FAMILY:
            self.assertNotIn(word, told)

    def check_plan(self):
        plan = self.case.plan_id
        self.assertEqual((plan.version, plan.state), (1, "signed"))
        self.assertEqual(plan.main_goal, "Jaś ma dobre popołudnia, a dom jest spłacony")
        self.assertEqual(plan.goal_ids.measure, "trzy razy w tygodniu")
        self.assertEqual(
            plan.task_ids.mapped(lambda t: (t.name, t.doer, t.date_to.day)),
            [
                (
                    "Zapisać Jasia do świetlicy",
                    "Pan member_a – Szkoła Podstawowa w Sosnowie",
                    15,
                ),
                ("Odprowadzać Jasia", "Maria Nowicka", 15),
            ],
        )
        self.assertEqual(plan.signature_ids.mapped("signed"), [True] * 3)
        self.assertEqual(plan.signature_ids.person_id.first_name, "Maria")
        self.assert_kept(plan, "Odprowadzać Jasia")

    def check_reports(self):
        reports = self.case.report_ids.sorted("id")
        self.assertEqual(set(reports.mapped("state")), {"submitted"})
        self.assertEqual(
            {(line.task_id.name, line.status, line.done) for line in reports.line_ids},
            {
                ("Zapisać Jasia do świetlicy", "done", "Jaś jest zapisany"),
                ("Odprowadzać Jasia", "in_progress", "mama odprowadza"),
            },
        )
        self.assertIn("Jaś ma kolegów", reports.mapped("remark"))
        self.assertEqual(self.case.progress, 0.5)

    def check_evaluation(self):
        card = self.case.monitoring_ids
        self.assertRecordValues(
            card,
            [
                {
                    "state": "approved",
                    "family_presence": "present",
                    "situation": "Spokojniej w domu",
                    "conclusions": "Dodać pomoc w lekcjach",
                }
            ],
        )
        self.assertEqual(card.report_ids, self.case.report_ids)
        self.assert_kept(card, "mama odprowadza")
        plan = self.case.plan_id
        self.assertEqual((plan.version, plan.state), (2, "signed"))
        self.assertEqual(plan.change_reason, "Jaś potrzebuje pomocy w matematyce")
        self.assertEqual(len(plan.task_ids), 3)
        self.assertEqual(
            plan.task_ids.filtered("origin_id").origin_id,
            (self.case.plan_ids - plan).task_ids,
        )
        evaluation = self.case.evaluation_ids
        self.assertRecordValues(
            evaluation,
            [
                {
                    "state": "approved",
                    "decision": "close",
                    "closing_reason": "reached",
                    "attainment": 88,
                    "change": -4.0,
                    "family_view": "Jest lżej",
                    "conclusions": "Można kończyć",
                }
            ],
        )
        self.assertEqual(evaluation.participant_ids, self.case.member_ids)
        self.assertRecordValues(
            self.case, [{"stage": "evaluation", "closed_on": False}]
        )
        kinds = self.case.entry_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds[-1], "reopening")
        self.assertEqual(self.case.entry_ids[0].text, "Rodzina prosi o dalszą pomoc")
        self.assertEqual(
            self.case.entry_ids.author_id, self.users["worker_a"].partner_id
        )

    def assert_kept(self, record, text):
        """The document as signed is kept, and ``text`` stands in it."""
        document = record.with_context(bin_size=False).signed_document
        self.assertTrue(document)
        self.assertIn(text, base64.b64decode(document).decode())
