"""An adult of a family reads and answers through the portal, and sees nothing else."""

import base64
from datetime import timedelta

from lxml import html

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.http import Request
from odoo.tests import new_test_user, tagged
from odoo.tools import file_open, mute_logger

from .common import MODULE, KooperacjaHttpCase

PAGES = ("", "/plan", "/podpis", "/powiedz", "/komu")
SECRET_OF_FATHER = "wyłącznie ojciec"


def read_picture():
    with file_open(f"{MODULE}/static/description/icon.png", "rb") as file:
        return base64.b64encode(file.read()).decode()


class PortalFamilyCase(KooperacjaHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        family = cls.families["a"]
        cls.mother, cls.child = family.adult, family.child
        cls.user = cls.users["family"]
        cls.user.password = "hasło rodziny"
        cls.door = f"/my/rodzina/{cls.family_login.id}"
        cls.father = cls.env["kooperacja.person"].create(
            {
                "household_id": family.household.id,
                "first_name": "Zenon",
                "last_name": "Abramowicz",
                "role": "father",
                "birth_date": "1980-02-02",
            }
        )
        cls.plan = cls.content["a"]["kooperacja.plan"]
        cls.plan.goal_ids = [
            Command.create(
                {
                    "name": f"Cel {SECRET_OF_FATHER}",
                    "task_ids": [
                        Command.create(
                            {
                                "name": f"Zadanie {SECRET_OF_FATHER}",
                                "person_id": cls.father.id,
                                "date_to": cls.tomorrow,
                            }
                        )
                    ],
                }
            )
        ]
        cls.plan.service_ids = [
            Command.create(
                {
                    "name": f"Usługa {SECRET_OF_FATHER}",
                    "institution_id": cls.institutions["pcpr"].id,
                    "person_id": cls.father.id,
                }
            )
        ]
        cls.task = cls.plan.task_ids.filtered(lambda t: t.person_id == cls.mother)
        cls.goal = cls.task.goal_id
        cls.task.place_note = "Rynek 1"
        cls.sign_plan(cls.plan)
        cls.draft = cls.plan._copy_as_draft()
        cls.draft.change_reason = "Nowy cel"
        cls.draft.action_fill_signatures()
        cls.father_login = cls.env["kooperacja.family.login"]._create_for(
            cls.father, "ojciec@example.com"
        )
        cls.father_login.user_id.password = "hasło ojca"
        cls.father_door = f"/my/rodzina/{cls.father_login.id}"
        cls.env["kooperacja.family.page"].with_user(cls.father_login.user_id)._say(
            cls.father_login.id, "view", text=f"Mówi {SECRET_OF_FATHER}"
        )
        cls.other_login = cls.env["kooperacja.family.login"]._create_for(
            cls.families["b"].adult, "obca@example.com"
        )
        cls.env["kooperacja.disclosure"].create(
            {
                "case_id": cls.case_a.id,
                "person_id": cls.father.id,
                "institution_id": cls.institutions["pcpr"].id,
                "scope": SECRET_OF_FATHER,
            }
        )

    def setUp(self):
        super().setUp()
        self.authenticate("family@example.com", "hasło rodziny")

    def get(self, path):
        return self.url_open(path, allow_redirects=False)

    def body(self, path):
        answer = self.get(path)
        self.assertEqual(answer.status_code, 200, path)
        words = html.fromstring(answer.text).find("body").text_content()
        return " ".join(words.split())

    def post(self, path, **answers):
        return self.url_open(
            path,
            data={"csrf_token": Request.csrf_token(self), **answers},
            allow_redirects=False,
        )

    def sign(self, mark, drawing=None, door=None):
        return self.make_jsonrpc_request(
            f"{door or self.door}/podpis/{mark}",
            {"name": "x", "signature": drawing or read_picture()},
        )

    def voices(self, person=None):
        return self.env["kooperacja.family.voice"].search(
            [("person_id", "=", (person or self.mother).id), ("kind", "!=", "view")]
        )

    def mark(self):
        page = html.fromstring(self.get(f"{self.door}/podpis").text)
        return page.xpath("//input[@name='mark']/@value")[0]


@tagged("post_install", "-at_install")
class TestPortalFamily(PortalFamilyCase):
    def test_the_own_plan_in_plain_words(self):
        self.assertEqual(
            self.get("/my/rodzina").headers["Location"].removeprefix(self.base_url()),
            self.door,
        )
        home = self.body(self.door)
        self.assertIn(self.task.name, home)
        self.assertIn("Rynek 1", home)
        self.assertIn(self.users["worker_a"].name, home)
        plan = self.body(f"{self.door}/plan")
        for words in (self.plan.main_goal, self.goal.name, self.task.name):
            self.assertIn(words, plan)

    def test_the_next_meeting(self):
        meeting = self.content["a"]["kooperacja.meeting"]
        meeting.place_id.street = "Szkolna 3"
        meeting.preparation_ids = [
            Command.create({"name": "Dowód osobisty", "for_family": True})
        ]
        home = self.body(self.door)
        for words in (meeting.place_id.name, "Szkolna 3", "Dowód osobisty"):
            self.assertIn(words, home)
        self.assertNotIn("Zabrać rzeczya", home)
        self.assertNotIn(self.users["member_a"].name, home)
        self.assertIn(self.institutions["school_1"].name, home)
        meeting.attendance_ids.filtered("person_id").unlink()
        self.assertNotIn("Szkolna 3", self.body(self.door))

    def test_nothing_that_is_not_for_the_family_is_on_any_page(self):
        """Entries, needs, reports, another adult's matters, and Niebieska Karta."""
        self.case_a.write({"blue_card": True, "blue_card_number": "NK-77-2026"})
        zi = self.env.ref(f"{MODULE}.institution_type_zi")
        self.institutions["police_1"].institution_type_id = zi
        team = self.env["res.partner"].create(
            {"name": "Zespół cichy", "parent_id": self.institutions["police_1"].id}
        )
        self.content["a"]["kooperacja.meeting"].attendance_ids = [
            Command.create({"partner_id": team.id})
        ]
        for scope, values in (
            ("ciche", {"institution_id": self.institutions["police_1"].id}),
            ("cichy", {"basis_id": self.env.ref(f"{MODULE}.legal_basis_zi").id}),
        ):
            self.env["kooperacja.disclosure"].create(
                {
                    "case_id": self.case_a.id,
                    "institution_id": self.institutions["pcpr"].id,
                    "scope": scope,
                    **values,
                }
            )
        hidden = (
            SECRET_OF_FATHER,
            "Rozmowa o rzeczya",
            "Brak rzeczya",
            "Zadanie rzeczya",
            "Zrobiono rzeczya",
            "Sąsiadka",
            self.child.first_name,
            "NK-77",
            "Niebiesk",
            "Posterunek",
            "cich",
        )
        for page in PAGES:
            text = self.get(f"{self.door}{page}").text
            for words in hidden:
                with self.subTest(page=page, words=words):
                    self.assertNotIn(words, text)
        self.authenticate("ojciec@example.com", "hasło ojca")
        plan = self.body(f"{self.father_door}/plan")
        self.assertIn(f"Cel {SECRET_OF_FATHER}", plan)
        self.assertIn(f"Usługa {SECRET_OF_FATHER}", plan)
        self.assertNotIn("Zadanie rodziny rzeczya", plan)

    def test_what_was_passed_to_whom(self):
        page = self.body(f"{self.door}/komu")
        self.assertIn("Terminy spotkań", page)
        self.assertNotIn(SECRET_OF_FATHER, page)

    def test_what_is_not_the_own_door_is_not_there(self):
        nowhere = self.get(f"/my/rodzina/{2**31 - 1}")
        for login in (self.father_login, self.other_login):
            for page in PAGES:
                with self.subTest(login=login.id, page=page):
                    answer = self.get(f"/my/rodzina/{login.id}{page}")
                    self.assertEqual(answer.status_code, 404)
            answer = self.get(f"/my/rodzina/{login.id}")
            self.assertEqual(
                html.fromstring(answer.text).find("body").text_content(),
                html.fromstring(nowhere.text).find("body").text_content(),
            )
            before = self.env["kooperacja.family.voice"].search_count([])
            door = f"/my/rodzina/{login.id}"
            sent = self.post(f"{door}/glos", kind="view", text="Obce")
            self.assertEqual(sent.status_code, 404)
            sent = self.post(f"{door}/nie-zgadzam-sie", text="Obce", mark="x")
            self.assertEqual(sent.status_code, 404)
            self.assertEqual(
                self.env["kooperacja.family.voice"].search_count([]), before
            )

    def test_the_pages_of_partners_are_none_of_a_family(self):
        for path, model in (
            ("/my/sprawy", "kooperacja.case"),
            ("/my/sprawozdania", "kooperacja.report"),
            ("/my/spotkania", "kooperacja.meeting"),
        ):
            with self.subTest(path):
                record = self.content["a"][model]
                self.assertEqual(self.get(f"{path}/{record.id}").status_code, 404)
        self.assertEqual(self.get("/my/kooperacja").status_code, 404)

    def test_the_pages_of_a_family_are_none_of_anybody_else(self):
        partner = new_test_user(
            self.env,
            login="test_partner_a",
            groups=f"{MODULE}.group_partner",
            company_id=self.gmina_1.id,
            parent_id=self.institutions["pcpr"].id,
        )
        self.join(self.case_a, partner, self.long_ago)
        for user in (partner, self.users["worker_a"], self.users["portal"]):
            user.password = user.login
            self.authenticate(user.login, user.login)
            for page in ("/my/rodzina", self.door, f"{self.door}/plan"):
                with self.subTest(user=user.login, page=page):
                    self.assertEqual(self.get(page).status_code, 404)

    def test_an_ended_login_shuts_the_pages_the_same_minute(self):
        self.assertEqual(self.get(self.door).status_code, 200)
        for values, model in (
            ({"lives_elsewhere": True}, self.mother),
            ({"is_dead": True}, self.mother),
            # By whatever way it came into the database, a child sees nothing.
            ({"birth_date": self.today, "pesel": False}, self.mother),
        ):
            with self.subTest(values):
                self.env.cr.execute("SAVEPOINT ended")
                model.write(values)
                self.env.flush_all()
                self.assertNotEqual(self.get(self.door).status_code, 200)
                self.env.cr.execute("ROLLBACK TO SAVEPOINT ended")
                self.env.invalidate_all()
        self.family_login.with_user(self.users["worker_a"]).action_end()
        self.assertNotEqual(self.get(self.door).status_code, 200)

    @mute_logger("odoo.http")
    def test_the_pages_of_the_account_take_no_name_and_no_address(self):
        for page in ("/my", "/my/account", "/my/addresses"):
            with self.subTest(page):
                answer = self.get(page)
                self.assertTrue(answer.headers["Location"].endswith("/my/rodzina"))
        contact = self.user.partner_id
        before = contact.read(["name", "phone", "street", "city", "child_ids"])
        typed = {
            "name": "Żaneta Abramowicz",
            "email": "family@example.com",
            "phone": "600 700 800",
            "street": "Wrzosowa 7",
            "city": "Sosnowo",
            "zip": "00-001",
            "country_id": self.env.ref("base.pl").id,
            "address_type": "billing",
        }
        for partner in (contact.id, ""):
            self.post("/my/address/submit", partner_id=partner, **typed)
        self.env.invalidate_all()
        now = contact.read(["name", "phone", "street", "city", "child_ids"])
        self.assertEqual(now, before)

    # --- what the family says -----------------------------------------

    def test_a_task_is_hard_and_the_coordinator_reads_it(self):
        sent = {
            "kind": "task_hard",
            "about": str(self.task.id),
            "text": "<script>a</script> Nie mam dojazdu",
            "once": "raz",
        }
        for _time in range(2):
            answer = self.post(f"{self.door}/glos", **sent)
            self.assertEqual(answer.status_code, 303)
        voice = self.voices()
        self.assertEqual(len(voice), 1)
        self.assertEqual(voice.text, sent["text"])
        self.assertEqual(voice.about, self.task.name)
        page = self.get(self.door).text
        self.assertNotIn("<script>a", page)
        self.assertIn("Nie mam dojazdu", page)
        day = self.as_user("worker_a", self.env["kooperacja.today"]).get_day()
        asked = next(s for s in day["sections"] if s["code"] == "asked")
        self.assertIn(self.case_a.number, str(asked["rows"]))
        seen = self.as_user("worker_a", voice)
        seen.action_see()
        self.assertEqual(voice.seen_by_id, self.users["worker_a"].partner_id)
        with self.assertRaises(UserError):
            self.as_user("member_a", voice).action_see()
        with self.assertRaises(UserError):
            voice.text = "Inne słowa"

    def test_a_goal_is_agreed_to_or_not(self):
        answer = self.post(f"{self.door}/glos", kind="goal_no", about=self.goal.id)
        self.assertEqual(answer.status_code, 200)
        self.assertFalse(self.voices())
        self.post(
            f"{self.door}/glos", kind="goal_no", about=self.goal.id, text="Za szybko"
        )
        self.assertEqual(self.voices().goal_id, self.goal)
        self.assertIn("Za szybko", self.body(f"{self.door}/plan"))

    def test_of_others_matters_nothing_can_be_said(self):
        fathers = self.plan.task_ids.filtered(lambda t: t.person_id == self.father)
        foreign = self.content["b"]["kooperacja.plan.task"]
        for kind, about in (
            ("task_done", fathers.id),
            ("task_done", foreign.id),
            ("task_done", self.content["a"]["kooperacja.plan.task"].id),
            ("goal_yes", fathers.goal_id.id),
            ("goal_yes", self.content["b"]["kooperacja.plan.goal"].id),
            ("plan_signed", self.plan.id),
            ("nic", 1),
        ):
            with self.subTest(kind=kind, about=about):
                answer = self.post(f"{self.door}/glos", kind=kind, about=about)
                self.assertEqual(answer.status_code, 200)
                self.assertNotIn(SECRET_OF_FATHER, answer.text)
        self.assertFalse(self.voices())

    def test_a_proposed_goal_waits_and_changes_no_plan(self):
        goals = self.plan.goal_ids | self.draft.goal_ids
        self.post(f"{self.door}/glos", kind="goal_new", text="Kurs na prawo jazdy")
        self.assertEqual(self.plan.goal_ids | self.draft.goal_ids, goals)
        voice = self.as_user("worker_a", self.voices())
        voice.action_take()
        goal = self.draft.goal_ids - goals
        self.assertEqual(goal.name, "Kurs na prawo jazdy")
        self.assertEqual(goal.person_id, self.mother)
        self.assertTrue(goal.proposed_by_family)
        self.assertTrue(voice.seen_on)

    def test_too_long_is_kept_on_the_page(self):
        answer = self.post(f"{self.door}/glos", kind="view", back="powiedz", text="")
        self.assertEqual(answer.status_code, 200)
        typed = "dużo " * 1000
        answer = self.post(f"{self.door}/glos", kind="view", back="powiedz", text=typed)
        self.assertEqual(answer.status_code, 200)
        self.assertIn(typed.strip()[:500], answer.text)

    # --- the signature -----------------------------------------

    def line(self, person=None):
        return self.draft.signature_ids.filtered(
            lambda line: line.person_id == (person or self.mother)
        )

    def test_the_plan_is_signed_as_it_was_shown(self):
        mark = self.mark()
        self.assertIn("redirect_url", self.sign(mark))
        self.assertIn("redirect_url", self.sign(mark))
        line = self.line()
        self.assertTrue(line.signed and line.drawn)
        self.assertEqual(line.agreement, "agrees")
        self.assertFalse(self.line(self.father).signed)
        self.assertEqual(self.voices().kind, "plan_signed")
        with self.assertRaises(UserError):
            line.drawn = False
        # What concerns the father alone is no change of what she was shown.
        self.draft.goal_ids[-1].name = "Inny cel ojca"
        self.draft.goal_ids[0].name = "Coś innego"
        self.draft.signed_on = self.today
        with self.assertRaisesRegex(UserError, "changed after it was signed"):
            self.draft.action_sign()
        self.draft.goal_ids[0].name = self.goal.name
        self.draft.action_sign()
        self.assertEqual(self.draft.state, "signed")

    def test_a_plan_changed_meanwhile_is_read_again(self):
        mark = self.mark()
        self.draft.main_goal = "Coś innego"
        self.assertIn("error", self.sign(mark))
        self.assertFalse(self.line().signed)

    def test_something_else_than_a_drawing_is_no_signature(self):
        mark = self.mark()
        for drawing in (
            "nie rysunek",
            base64.b64encode(b"<script>").decode(),
            base64.b64encode(b"\0" * 600_000).decode(),
        ):
            self.assertIn("error", self.sign(mark, drawing))
        self.assertFalse(self.line().signed)

    @mute_logger("odoo.http")
    def test_nobody_signs_for_another(self):
        mark = self.mark()
        for login in (self.father_login, self.other_login):
            with self.assertRaises(Exception):  # noqa: B017
                self.sign(mark, door=f"/my/rodzina/{login.id}")
        self.assertFalse(self.line().signed or self.line(self.father).signed)

    def test_who_does_not_agree_says_why(self):
        mark = self.mark()
        answer = self.post(f"{self.door}/nie-zgadzam-sie", mark=mark, text=" ")
        self.assertEqual(answer.status_code, 200)
        for _time in range(2):
            self.post(f"{self.door}/nie-zgadzam-sie", mark=mark, text="Za dużo")
        self.assertEqual(self.line().agreement, "refuses")
        self.assertEqual(self.line().refusal_reason, "Za dużo")
        self.assertEqual(len(self.voices()), 1)

    # --- several cases, empty pages, the log --------------------------------------

    def test_each_case_has_its_own_door(self):
        other = self.families["b"].adult
        other.write({"pesel": False})
        other.write(
            {
                "first_name": self.mother.first_name,
                "last_name": self.mother.last_name,
                "birth_date": self.mother.birth_date,
            }
        )
        self.other_login.action_end()
        login = self.env["kooperacja.family.login"]._create_for(
            other, "family@example.com"
        )
        doors = self.body("/my/rodzina")
        self.assertIn(self.case_a.number, doors)
        self.assertIn(self.case_b.number, doors)
        self.assertNotIn("rzeczya", self.get(f"/my/rodzina/{login.id}").text)
        self.assertNotIn("rzeczyb", self.get(self.door).text)

    def test_an_empty_page_says_whom_to_call(self):
        worker = self.users["worker_b"]
        worker.partner_id.phone = "87 555 11 22"
        user = self.other_login.user_id
        user.password = "obca obca"
        self.content["b"]["kooperacja.meeting"].start -= timedelta(days=90)
        self.authenticate("obca@example.com", "obca obca")
        for page in PAGES:
            with self.subTest(page):
                text = self.body(f"/my/rodzina/{self.other_login.id}{page}")
                self.assertIn(worker.name, text)
                self.assertIn("87 555 11 22", text)

    def test_what_is_opened_is_in_the_access_log(self):
        self.get(self.door)
        row = self.env["kooperacja.access.log"].search([("user_id", "=", self.user.id)])
        self.assertEqual((row.action, row.number), ("open", self.case_a.number))
        self.assert_tells_nothing(row.read())

    def test_nothing_of_it_is_kept_by_the_browser(self):
        for page in PAGES:
            answer = self.get(f"{self.door}{page}")
            self.assertEqual(answer.headers["Cache-Control"], "no-store")
