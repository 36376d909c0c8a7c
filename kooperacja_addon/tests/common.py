"""Two gminas, three families, and everybody who may or may not look at them."""

import base64
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from unittest.mock import patch

from psycopg2 import IntegrityError
from stdnum.pl import pesel

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, TransactionCase, new_test_user

from odoo.addons.base.tests.common import DISABLED_MAIL_CONTEXT

from ..rules.polish_time import polish_today

MODULE = "kooperacja_addon"
# What the server answers to who tries what may not be.
REFUSALS = (UserError, IntegrityError)
# Read by their own institution alone until they are handed in.
DRAFTS_OF_INSTITUTIONS = ("kooperacja.diagnosis.view", "kooperacja.diagnosis.rating")


def make_pesel(born, serial):
    """Return the PESEL of somebody born on ``born`` (in 1900-2099)."""
    month = born.month + (20 if born.year >= 2000 else 0)
    number = f"{born.year % 100:02}{month:02}{born.day:02}{serial:04}"
    return number + pesel.calc_check_digit(number)


class KooperacjaFixture:
    """Mixed into a test class, builds the records below once for the class.

    ``users`` has a user for each part that somebody plays:

    =================== =====================================================
    employee            of the municipality, in no group of Kooperacja
    member_a, member_b  on the team of A, of B
    past_member         on the team of A until yesterday
    future_member       on the team of A from tomorrow
    worker_a, worker_b  of the OPS; coordinates A, B
    worker_c            of the OPS of gmina 2; coordinates C
    member_c            on the team of C in gmina 2
    coordinator_1, _2   of the gmina
    regional            of ROPS, works with gmina 1
    officer             of data protection in gmina 1
    administrator       of Kooperacja
    system              the technical administrator
    portal              a portal user whose contact is on the team of A
    family              the adult of family A, by a login of the portal
    =================== =====================================================

    ``content["a"]`` maps the name of each model to its record of case A; the same for
    "b" (same gmina) and "c" (gmina 2). Everything in it is a draft, hence may still be
    written. ``families["a"]`` holds the household, its persons, and ``secrets``: words
    that stand nowhere but in the records of that family.

    Mail is neither sent nor tracked. Set ``print_documents`` to have signing print the
    real document; otherwise it keeps a small stand-in.
    """

    print_documents = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={
                **cls.env.context,
                **DISABLED_MAIL_CONTEXT,
                "no_mail_to_attendees": True,
            }
        )
        if not cls.print_documents:
            cls._print_stand_ins()
        cls.today = polish_today()
        cls.yesterday = cls.today - timedelta(days=1)
        cls.tomorrow = cls.today + timedelta(days=1)
        cls.long_ago = cls.today - timedelta(days=60)
        cls.last_month = (cls.today.replace(day=1) - timedelta(days=1)).replace(day=1)
        cls._set_up_gminas()
        cls._set_up_institutions()
        cls._set_up_users()
        cls._set_up_partnerships()
        cls._set_up_resources()
        cls.families, cls.content, cls.team = {}, {}, {}
        cls._set_up_family("a", "Abramowicz", "worker_a", ("member_a",))
        cls._set_up_family("b", "Borkowski", "worker_b", ("member_b",))
        cls._set_up_family("c", "Cieślak", "worker_c", ("member_c",))
        cls.case_a, cls.case_b, cls.case_c = (
            cls.content[letter]["kooperacja.case"] for letter in "abc"
        )
        cls._set_up_other_terms()
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _print_stand_ins(cls):
        cls.startClassPatcher(
            patch.object(
                cls.env.registry["kooperacja.signed.document.mixin"],
                "_prepare_kept_document",
                lambda self: {
                    "signed_document": base64.b64encode(b"<p>as signed</p>"),
                    "signed_document_name": f"{self._get_document_name()}.html",
                },
            )
        )

    # --- places and people ---------------------------------------------------

    @classmethod
    def _set_up_gminas(cls):
        cls.gmina_1, cls.gmina_2 = cls.env["res.company"].create(
            [{"name": "Gmina Sosnowo"}, {"name": "Gmina Dębowiec"}]
        )

    @classmethod
    def _set_up_institutions(cls):
        names = {
            "ops_1": "OPS Sosnowo",
            "school_1": "Szkoła Podstawowa w Sosnowie",
            "police_1": "Posterunek Policji w Sosnowie",
            "pcpr": "PCPR w Lipnie",
            "ops_2": "OPS Dębowiec",
            "school_2": "Szkoła Podstawowa w Dębowcu",
        }
        partners = cls.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "is_institution": True}
                for name in names.values()
            ]
        )
        cls.institutions = dict(zip(names, partners, strict=True))

    @classmethod
    def _set_up_users(cls):
        member, worker, coordinator, regional, officer, administrator = (
            f"{MODULE}.group_{name}"
            for name in (
                "member",
                "worker",
                "coordinator",
                "regional",
                "protection_officer",
                "administrator",
            )
        )
        cls.users = {}
        for name, groups, institution, gmina in (
            ("employee", "base.group_user", None, cls.gmina_1),
            ("member_a", member, "school_1", cls.gmina_1),
            ("member_b", member, "police_1", cls.gmina_1),
            ("past_member", member, "pcpr", cls.gmina_1),
            ("future_member", member, "pcpr", cls.gmina_1),
            ("worker_a", worker, "ops_1", cls.gmina_1),
            ("worker_b", worker, "ops_1", cls.gmina_1),
            ("coordinator_1", coordinator, "ops_1", cls.gmina_1),
            ("regional", regional, None, cls.gmina_1),
            ("officer", officer, None, cls.gmina_1),
            ("administrator", administrator, None, cls.gmina_1),
            ("system", "base.group_system", None, cls.gmina_1),
            ("portal", "base.group_portal", "pcpr", cls.gmina_1),
            ("member_c", member, "school_2", cls.gmina_2),
            ("worker_c", worker, "ops_2", cls.gmina_2),
            ("coordinator_2", coordinator, "ops_2", cls.gmina_2),
        ):
            cls.users[name] = new_test_user(
                cls.env,
                login=f"test_{name}",
                name=f"Pan {name}",
                email=f"{name}@example.com",
                groups=groups,
                company_id=gmina.id,
                tz="Europe/Warsaw",
                parent_id=institution and cls.institutions[institution].id,
            )

    @classmethod
    def _set_up_partnerships(cls):
        cls.partnership_1 = cls._make_partnership(
            "Partnerstwo Sosnowo",
            cls.gmina_1,
            cls.users["coordinator_1"],
            ("ops_1", "school_1", "police_1", "pcpr"),
        )
        cls.partnership_2 = cls._make_partnership(
            "Partnerstwo Dębowiec",
            cls.gmina_2,
            cls.users["coordinator_2"],
            ("ops_2", "school_2"),
        )
        cls.agreement_1, cls.agreement_2 = cls.env["kooperacja.agreement"].create(
            [
                {
                    "partnership_id": partnership.id,
                    "text": "<p>Tekst porozumienia</p>",
                    "signed_on": cls.long_ago,
                    "signatory_ids": [
                        Command.create(
                            {
                                "institution_id": member.institution_id.id,
                                "representative": "Dyrektor",
                                "state": "signed",
                                "signed_on": cls.long_ago,
                            }
                        )
                        for member in partnership.member_ids
                    ],
                }
                for partnership in cls.partnership_1 | cls.partnership_2
            ]
        )

    @classmethod
    def _make_partnership(cls, name, gmina, coordinator, institutions):
        return cls.env["kooperacja.partnership"].create(
            {
                "name": name,
                "company_id": gmina.id,
                "coordinator_id": coordinator.id,
                "date_start": cls.long_ago,
                "member_ids": [
                    Command.create(
                        {
                            "institution_id": cls.institutions[institution].id,
                            "state": "joined",
                            "date_from": cls.long_ago,
                        }
                    )
                    for institution in institutions
                ],
            }
        )

    @classmethod
    def _set_up_resources(cls):
        """Make one line of the directory in each gmina."""
        problem = cls.env.ref(f"{MODULE}.problem_unemployment")
        cls.resources = {
            gmina: cls.env["kooperacja.resource"].create(
                {
                    "company_id": gmina.id,
                    "problem_id": problem.id,
                    "institution_id": cls.institutions[ops].id,
                    "activity": "Praca socjalna",
                    "legal_basis": "Ustawa o pomocy społecznej, art. 45",
                }
            )
            for gmina, ops in ((cls.gmina_1, "ops_1"), (cls.gmina_2, "ops_2"))
        }

    # --- families ------------------------------------------------------------

    @classmethod
    def _set_up_family(cls, letter, surname, worker, members):
        """Make a family and its case, made by those who make them in life."""
        worker = cls.users[worker]
        cls.families[letter] = family = cls._make_household(letter, surname, worker)
        case = (
            cls.env["kooperacja.case"]
            .with_user(worker)
            .create(
                {
                    "household_id": family.household.id,
                    "opened_on": cls.long_ago,
                    "qualification": f"Próbowano rzeczy{letter}",
                }
            )
        )
        members = [cls.join(case, cls.users[name], cls.long_ago) for name in members]
        cls.team[letter] = members
        cls.content[letter] = {
            model: record.with_user(cls.env.user)
            for model, record in cls._make_content(
                letter, family, case.with_user(worker), members[0]
            ).items()
        }

    @classmethod
    def _make_household(cls, letter, surname, worker):
        born = date(1985, 3, 14)
        number = make_pesel(born, 1000 + ord(letter))
        phone = f"600{ord(letter):03}777"
        household = (
            cls.env["kooperacja.household"]
            .with_user(worker)
            .create(
                {
                    "name": f"{surname}owie",
                    "street": f"Wrzosowa{letter} 7",
                    "phone": phone,
                    "person_ids": [
                        Command.create(
                            {
                                "first_name": f"Żaneta{letter}",
                                "last_name": surname,
                                "role": "mother",
                                "birth_date": born,
                                "pesel": number,
                            }
                        ),
                        Command.create(
                            {
                                "first_name": f"Zdzisiek{letter}",
                                "last_name": surname,
                                "role": "child",
                                "birth_date": date(2018, 5, 1),
                            }
                        ),
                    ],
                }
            )
        )
        household = household.with_user(cls.env.user)
        adult, child = household.person_ids
        return SimpleNamespace(
            household=household,
            adult=adult,
            child=child,
            pesel=number,
            secrets=(
                surname,
                f"Wrzosowa{letter}",
                f"Żaneta{letter}",
                f"Zdzisiek{letter}",
                f"rzeczy{letter}",
                number,
                phone,
            ),
        )

    @classmethod
    def put_to_vote(cls, meeting):
        """Propose a date to the professionals of ``meeting``; the first one can."""
        called = meeting.attendance_ids.partner_id[0]
        meeting.date_ids = [
            Command.create(
                {
                    "start": meeting.start + timedelta(days=7),
                    "vote_ids": [
                        Command.create({"partner_id": called.id, "answer": "yes"})
                    ],
                }
            )
        ]

    @classmethod
    def _make_content(cls, letter, family, case, member):
        """Make one draft record of each model that belongs to a case."""
        secret = f"rzeczy{letter}"
        env = case.env
        need = env["kooperacja.case.need"].create(
            {
                "case_id": case.id,
                "name": f"Brak {secret}",
                "person_id": family.child.id,
                "problem_id": env.ref(f"{MODULE}.problem_poverty").id,
                "severity": "4",
            }
        )
        kinship = env["kooperacja.kinship"].create(
            {
                "household_id": family.household.id,
                "person_id": family.adult.id,
                "kind": "parent",
                "other_id": family.child.id,
                "note": secret,
            }
        )
        supporter = env["kooperacja.supporter"].create(
            {
                "household_id": family.household.id,
                "kind": "neighbour",
                "name": f"Sąsiadka {secret}",
                "gives": f"Pomaga w {secret}",
            }
        )
        attempt = env["kooperacja.case.attempt"].create(
            {
                "case_id": case.id,
                "institution_id": cls.institutions["pcpr"].id,
                "what": f"Rozmowy o {secret}",
            }
        )
        strength = env["kooperacja.case.strength"].create(
            {
                "case_id": case.id,
                "name": f"Umie {secret}",
                "person_id": family.child.id,
            }
        )
        as_member = member.partner_id.user_ids
        view = (
            env["kooperacja.diagnosis.view"]
            .with_user(as_member)
            .create({"case_id": case.id, "done": f"Zrobiono {secret}"})
        )
        entry = (
            env["kooperacja.case.entry"]
            .with_user(as_member)
            .create({"case_id": case.id, "text": f"Rozmowa o {secret}"})
        )
        meeting = env["kooperacja.meeting"].create(
            {
                "case_id": case.id,
                "kind": "team",
                "start": cls.at(cls.today + timedelta(days=10), 9),
                "place_id": cls.institutions["school_1"].id,
                "place_note": f"U rodziny, Wrzosowa{letter} 7",
                "minutes_text": f"<p>Mówiono o {secret}</p>",
            }
        )
        meeting.attendance_ids = [Command.create({"person_id": family.adult.id})]
        meeting.decision_ids = [Command.create({"name": f"Zająć się {secret}"})]
        meeting.preparation_ids = [Command.create({"name": f"Zabrać {secret}"})]
        cls.put_to_vote(meeting)
        plan = env["kooperacja.plan"].create(
            {
                "case_id": case.id,
                "main_goal": f"Rodzina ma {secret}",
                "goal_ids": [
                    Command.create(
                        {
                            "name": f"Cel {secret}",
                            "task_ids": [
                                Command.create(
                                    {
                                        "name": f"Zadanie {secret}",
                                        "member_id": member.id,
                                        "date_to": cls.today + timedelta(days=30),
                                    }
                                ),
                                Command.create(
                                    {
                                        "name": f"Zadanie rodziny {secret}",
                                        "person_id": family.adult.id,
                                        "date_to": cls.today + timedelta(days=30),
                                    }
                                ),
                            ],
                        }
                    )
                ],
            }
        )
        plan.service_ids = [
            Command.create(
                {
                    "name": f"Pomoc {secret}",
                    "institution_id": cls.institutions["pcpr"].id,
                    "person_id": family.child.id,
                }
            )
        ]
        plan.action_fill_signatures()
        goal = plan.goal_ids
        task = goal.task_ids[0]
        report = (
            env["kooperacja.report"]
            .with_user(as_member)
            .create(
                {
                    "case_id": case.id,
                    "member_id": member.id,
                    "remark": f"Zmiana {secret}",
                    "line_ids": [
                        Command.create(
                            {
                                "task_id": task.id,
                                "status": "in_progress",
                                "done": f"Zrobiono {secret}",
                            }
                        )
                    ],
                }
            )
        )
        monitoring = env["kooperacja.monitoring"].create(
            {
                "case_id": case.id,
                "situation": f"Sytuacja {secret}",
                "family_presence": "present",
            }
        )
        evaluation = env["kooperacja.evaluation"].create(
            {
                "case_id": case.id,
                "conclusions": f"Wnioski {secret}",
                "goal_line_ids": [Command.create({"goal_id": goal.id, "level": "2"})],
                "need_line_ids": [Command.create({"need_id": need.id, "after": "2"})],
                "voice_ids": [
                    Command.create(
                        {"person_id": family.adult.id, "comment": f"Słowa {secret}"}
                    )
                ],
                "after_ids": [Command.create({"name": f"Dalej {secret}"})],
            }
        )
        escalation = env["kooperacja.escalation"].create(
            {
                "name": "Dojazd na terapię",
                "company_id": case.company_id.id,
                "partnership_id": case.partnership_id.id,
                "partner_id": member.institution_id.id,
                "text": "Nie ma jak dojechać.",
                "matter_ids": [
                    Command.create({"case_id": case.id, "note": f"Uwaga {secret}"})
                ],
            }
        )
        handover = (
            env["kooperacja.handover"]
            .sudo()
            ._append_by_action(
                [
                    {
                        "case_id": case.id,
                        "from_partner_id": member.partner_id.id,
                        "to_partner_id": env.user.partner_id.id,
                        "done_by_id": env.user.partner_id.id,
                        "done_at": fields.Datetime.now(),
                        "confirmed_at": fields.Datetime.now(),
                        "reason": f"Urlop, {secret}",
                    }
                ]
            )
        )
        disclosure = env["kooperacja.disclosure"].create(
            {
                "case_id": case.id,
                "person_id": family.adult.id,
                "institution_id": cls.institutions["pcpr"].id,
                "scope": "Terminy spotkań",
            }
        )
        handing = env["kooperacja.clause.handing"].create(
            {"case_id": case.id, "person_id": family.adult.id, "way": "refused"}
        )
        consent = env["kooperacja.consent"].create(
            {
                "case_id": case.id,
                "person_id": family.adult.id,
                "institution_id": cls.institutions["pcpr"].id,
                "purpose": f"Zajęcia, {secret}",
            }
        )
        login = env["kooperacja.family.login"].create(
            {
                "case_id": case.id,
                "person_id": family.adult.id,
                "email": f"prywatny.{letter}@example.com",
            }
        )
        voice = (
            env["kooperacja.family.voice"]
            .sudo()
            ._append_by_action(
                [
                    {
                        "case_id": case.id,
                        "person_id": family.adult.id,
                        "kind": "view",
                        "text": f"Lepiej nam, {secret}",
                        "seen_on": fields.Datetime.now(),
                        "seen_by_id": env.user.partner_id.id,
                    }
                ]
            )
        )
        return {
            "kooperacja.family.login": login,
            "kooperacja.family.voice": voice,
            "kooperacja.case.matter": escalation.matter_ids,
            "kooperacja.disclosure": disclosure,
            "kooperacja.clause.handing": handing,
            "kooperacja.consent": consent,
            "kooperacja.household": family.household,
            "kooperacja.person": family.adult,
            "kooperacja.kinship": kinship,
            "kooperacja.supporter": supporter,
            "kooperacja.case": case,
            "kooperacja.case.member": member,
            "kooperacja.case.need": need,
            "kooperacja.case.attempt": attempt,
            "kooperacja.case.strength": strength,
            "kooperacja.diagnosis.view": view,
            "kooperacja.diagnosis.rating": view.rating_ids,
            "kooperacja.case.entry": entry,
            "kooperacja.handover": handover,
            "kooperacja.meeting": meeting,
            "kooperacja.meeting.preparation": meeting.preparation_ids,
            "kooperacja.meeting.agenda": meeting.agenda_ids[0],
            "kooperacja.meeting.attendance": meeting.attendance_ids.filtered(
                "person_id"
            ),
            "kooperacja.meeting.decision": meeting.decision_ids,
            "kooperacja.meeting.date": meeting.date_ids,
            "kooperacja.meeting.vote": meeting.date_ids.vote_ids,
            "kooperacja.plan": plan,
            "kooperacja.plan.goal": goal,
            "kooperacja.plan.task": task,
            "kooperacja.plan.service": plan.service_ids,
            "kooperacja.plan.signature": plan.signature_ids[0],
            "kooperacja.report": report,
            "kooperacja.report.line": report.line_ids,
            "kooperacja.monitoring": monitoring,
            "kooperacja.evaluation": evaluation,
            "kooperacja.evaluation.goal": evaluation.goal_line_ids,
            "kooperacja.evaluation.need": evaluation.need_line_ids,
            "kooperacja.evaluation.voice": evaluation.voice_ids,
            "kooperacja.evaluation.after": evaluation.after_ids,
        }

    @classmethod
    def _set_up_other_terms(cls):
        case = cls.case_a
        cls.past_membership = cls.join(
            case, cls.users["past_member"], cls.long_ago, cls.yesterday
        )
        cls.future_membership = cls.join(case, cls.users["future_member"], cls.tomorrow)
        cls.portal_membership = cls.join(case, cls.users["portal"], cls.long_ago)
        cls.family_login = cls.env["kooperacja.family.login"]._create_for(
            cls.families["a"].adult, "family@example.com"
        )
        cls.users["family"] = cls.family_login.user_id

    # --- what tests do -------------------------------------------------------

    def as_user(self, name, records):
        """Return the records as ``users[name]`` sees them, with nothing read yet."""
        self.env.flush_all()
        self.env.invalidate_all()
        return records.with_user(self.users[name])

    def secrets_in(self, text, *letters):
        """Return the secrets of the families (of A) that stand in ``text``."""
        if isinstance(text, bytes):
            text = text.decode(errors="replace")
        text = str(text).casefold()
        return [
            secret
            for letter in letters or "a"
            for secret in self.families[letter].secrets
            if secret.casefold() in text
        ]

    def assert_tells_nothing(self, text, *letters):
        self.assertEqual(self.secrets_in(text, *letters), [])

    def assert_sees(self, name, letter="a"):
        """Check that the user finds and reads every record of the case."""
        self.env.flush_all()
        self.env.invalidate_all()
        for model, record in self.content[letter].items():
            if model in DRAFTS_OF_INSTITUTIONS:
                continue
            seen = record.with_user(self.users[name])
            self.assertEqual(seen.search([("id", "=", seen.id)]), seen, model)
            self.assertTrue(seen.read(["display_name"]), model)

    def assert_sees_nothing(self, name, letter="a"):
        """Check that the user neither finds nor reads any record of the case."""
        self.env.flush_all()
        self.env.invalidate_all()
        for model, record in self.content[letter].items():
            hidden = record.with_user(self.users[name])
            try:
                found = hidden.search([("id", "=", hidden.id)])
            except AccessError:
                found = hidden.browse()
            self.assertNotIn(hidden, found, model)
            with self.assertRaises(AccessError, msg=model):
                hidden.read(["display_name"])

    @classmethod
    def at(cls, day, hour):
        """Return the UTC datetime of ``hour`` o'clock UTC on ``day``."""
        return datetime.combine(day, time(hour))

    @classmethod
    def join(cls, case, user, date_from, date_to=False):
        """Put ``user`` on the team of ``case``."""
        return case.env(user=cls.env.uid, su=True)["kooperacja.case.member"].create(
            {
                "case_id": case.id,
                "institution_id": user.partner_id.parent_id.id,
                "partner_id": user.partner_id.id,
                "date_from": date_from,
                "date_to": date_to,
            }
        )

    @classmethod
    def sign_agreement(cls, agreement):
        agreement.action_sign()
        return agreement

    @classmethod
    def sign_plan(cls, plan):
        plan.signed_on = polish_today()
        plan.signature_ids.signed = True
        plan.action_sign()
        return plan

    @classmethod
    def hold_meeting(cls, meeting):
        """Hold the meeting, today when it lies ahead."""
        cls.move_to_today(meeting)
        meeting.attendance_ids.status = "present"
        meeting.action_hold()
        return meeting

    @classmethod
    def move_to_today(cls, meeting):
        if meeting._get_day() > cls.today:
            meeting.start = cls.at(cls.today, 9)

    @classmethod
    def approve_meeting(cls, meeting):
        cls.hold_meeting(meeting).action_approve()
        return meeting

    @classmethod
    def submit_report(cls, report):
        report.action_submit()
        return report

    @classmethod
    def approve_monitoring(cls, card):
        """Approve the card; its case needs a submitted report in the period."""
        card.action_approve()
        return card

    @classmethod
    def approve_evaluation(cls, evaluation, decision="continue", reason=False):
        evaluation.write(
            {
                "decision": decision,
                "closing_reason": reason,
                "participant_ids": [Command.set(evaluation.case_id.member_ids[:1].ids)],
            }
        )
        evaluation.goal_line_ids.level = "3"
        evaluation.action_approve()
        return evaluation

    @classmethod
    def close_case(cls, case):
        """Close the case by its newest evaluation, which is still a draft."""
        cls.approve_evaluation(case.evaluation_ids[:1], "close", "reached")
        case.evaluation_ids[:1].action_close_case()
        return case


class KooperacjaCase(KooperacjaFixture, TransactionCase):
    """Tests against the records of the fixture."""


class KooperacjaHttpCase(KooperacjaFixture, HttpCase):
    """Tests against the fixture through the web server."""
