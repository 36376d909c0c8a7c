"""A director of a partner institution in the portal: answers, signs, sees no family."""

import base64
import io

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.http import Request
from odoo.tests import new_test_user, tagged

from .common import MODULE
from .test_portal import PortalCase

PDF = b"%PDF-1.4\n%%EOF"


def draw(kind="PNG", width=200):
    """Return the bytes of some picture."""
    stream = io.BytesIO()
    Image.new("RGB", (width, 80), "white").save(stream, kind)
    return stream.getvalue()


class DirectorCase(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.institution = cls.institutions["school_1"]
        cls.director, cls.deputy, cls.rival, cls.stranger = (
            cls._make_director(*values)
            for values in (
                ("director_1", "school_1", cls.gmina_1),
                ("deputy_1", "school_1", cls.gmina_1),
                ("director_police", "police_1", cls.gmina_1),
                ("director_2", "school_2", cls.gmina_2),
            )
        )
        cls.member = cls._get_member(cls.partnership_1, "school_1")
        cls.term = cls._appoint(cls.member, cls.director)
        cls._appoint(cls._get_member(cls.partnership_1, "police_1"), cls.rival)
        cls._appoint(cls._get_member(cls.partnership_2, "school_2"), cls.stranger)
        coordinator = cls.env(user=cls.users["coordinator_1"])
        cls.delegation, cls.elsewhere = cls.env["kooperacja.delegation"].create(
            [
                {
                    "partnership_id": cls.partnership_1.id,
                    "institution_id": cls.institutions[name].id,
                    "problem_id": cls.env.ref(f"{MODULE}.problem_debt").id,
                    "wanted": "ktoś cierpliwy",
                }
                for name in ("school_1", "police_1")
            ]
        )
        (cls.delegation | cls.elsewhere).action_ask()
        cls.agreement = coordinator["kooperacja.agreement"].create(
            {
                "partnership_id": cls.partnership_1.id,
                "name": "Porozumienie o szkole",
                "text": "<p>Szkoła oddeleguje pedagoga</p>",
                "signed_on": cls.today,
            }
        )
        cls.agreement.action_fill_signatories()
        cls.agreement.action_open_to_sign()
        cls.row = cls.agreement.signatory_ids.filtered(
            lambda s: s.institution_id == cls.institution
        )
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _make_director(cls, name, institution, gmina):
        cls.users[name] = user = new_test_user(
            cls.env,
            login=f"test_{name}",
            password=f"test_{name}",
            name=f"Pani {name}",
            groups=f"{MODULE}.group_partner",
            company_id=gmina.id,
            tz="Europe/Warsaw",
            function="dyrektor",
            parent_id=cls.institutions[institution].id,
        )
        return user

    @classmethod
    def _get_member(cls, partnership, institution):
        return partnership.member_ids.filtered(
            lambda m: m.institution_id == cls.institutions[institution]
        )

    @classmethod
    def _appoint(cls, member, user, function="director"):
        return cls.env["kooperacja.partnership.representative"].create(
            {
                "member_id": member.id,
                "partner_id": user.partner_id.id,
                "function": function,
                "date_from": cls.long_ago,
            }
        )

    def setUp(self):
        super().setUp()
        self.sign_in("director_1")
        self.request = f"/my/oddelegowania/{self.delegation.id}"
        self.paper = f"/my/porozumienia/{self.agreement.id}"

    def sign_in(self, name):
        self.users[name].password = f"test_{name}"
        self.authenticate(f"test_{name}", f"test_{name}")

    def get_pages(self):
        return (
            f"/my/partnerstwa/{self.partnership_1.id}",
            self.request,
            self.paper,
            f"{self.paper}/pdf",
            "/my/oddelegowania",
            "/my/pracownicy",
        )

    def draw_signature(self, image=None, digest=None):
        """Answer what the signing says to a signature drawn on the screen."""
        digest = digest or self.agreement._get_digest()
        image = draw() if image is None else image
        answer = self.make_jsonrpc_request(
            f"{self.paper}/podpisz/{digest}",
            {"name": "Ktoś inny", "signature": base64.b64encode(image).decode()},
        )
        self.env.invalidate_all()
        return answer

    def send_scan(self, content, name="umowa.pdf"):
        answer = self.url_open(
            f"{self.paper}/skan",
            data={
                "csrf_token": Request.csrf_token(self),
                "digest": self.agreement._get_digest(),
            },
            files={"scan": (name, content)},
            allow_redirects=False,
        )
        self.env.invalidate_all()
        return answer


@tagged("post_install", "-at_install")
class TestDirectorReads(DirectorCase):
    def test_what_waits_comes_first(self):
        home = self.get("/my/kooperacja").text
        first = home.index("My institution is asked")
        self.assertLess(first, home.index(f'href="{self.request}"'))
        self.assertLess(home.index(f'href="{self.request}"'), home.index("My cases"))
        self.assertLess(first, home.index(f'href="{self.paper}"'))
        self.assertIn(f'href="/my/partnerstwa/{self.partnership_1.id}"', home)

    def test_the_partnership_says_whom_to_call_and_who_is_in_it(self):
        self.users["coordinator_1"].partner_id.phone = "86 555 01 01"
        page = self.get(f"/my/partnerstwa/{self.partnership_1.id}").text
        for words in (
            self.users["coordinator_1"].name,
            "tel:865550101",
            self.institution.name,
            self.institutions["police_1"].name,
            self.director.name,
            f'href="{self.paper}"',
            "to be signed",
        ):
            with self.subTest(words):
                self.assertIn(words, page)

    def test_minutes_are_read(self):
        meeting = self.env["kooperacja.meeting"].create(
            {
                "kind": "partnership",
                "partnership_id": self.partnership_1.id,
                "start": self.at(self.yesterday, 10),
                "minutes_text": "<p>Uzgodniono współpracę</p>",
                "decision_ids": [Command.create({"name": "Spotkać się znowu"})],
            }
        )
        meeting._write_by_action({"state": "held"})
        path = f"/my/spotkania/{meeting.id}"
        self.assertIn(path, self.get(f"/my/partnerstwa/{self.partnership_1.id}").text)
        page = self.get(path).text
        self.assertIn("Uzgodniono współpracę", page)
        self.assertIn("Spotkać się znowu", page)

    def test_the_load_of_the_workers_is_numbers_without_a_family(self):
        answer = self.get("/my/pracownicy")
        self.assertIn(self.users["member_a"].name, answer.text)
        self.assertIn(self.case_a.number, answer.text)
        self.assertNotIn(self.case_b.number, answer.text)
        self.assertFalse(self.secrets_in(answer.text, *"abc"))

    def test_a_director_opens_no_case(self):
        self.assertEqual(self.get(f"/my/sprawy/{self.case_a.id}").status_code, 404)
        for page in (*self.get_pages(), "/my/kooperacja"):
            with self.subTest(page):
                answer = self.get(page)
                self.assertEqual(answer.status_code, 200)
                self.assertFalse(self.secrets_in(answer.text, *"abc"))

    def test_others_find_no_such_pages(self):
        """Colleagues, a director of another institution, and of another gmina."""
        own = {"/my/oddelegowania", "/my/pracownicy"}
        shared = {f"/my/partnerstwa/{self.partnership_1.id}", self.paper}
        shared.add(f"{self.paper}/pdf")
        for name, open_pages in (
            ("deputy_1", set()),  # of the school, but not appointed
            ("partner_a", set()),
            ("director_police", own | shared),
            ("director_2", own),
        ):
            self.sign_in(name)
            for page in self.get_pages():
                with self.subTest(user=name, page=page):
                    self.assertEqual(
                        self.get(page).status_code,
                        200 if page in open_pages else 404,
                    )

    def test_the_last_day_of_the_term_shuts_the_pages(self):
        for page in self.get_pages():
            self.assertEqual(self.get(page).status_code, 200, page)
        self.term.date_to = self.yesterday
        for page in self.get_pages():
            with self.subTest(page):
                self.assertEqual(self.get(page).status_code, 404)
        answer = self.post(f"{self.request}/odpowiedz", answer="declined", reason="X")
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.delegation.state, "asked")

    def test_a_deputy_reads_and_answers_too(self):
        self._appoint(self.member, self.deputy, "deputy")
        self.sign_in("deputy_1")
        for page in self.get_pages():
            self.assertEqual(self.get(page).status_code, 200, page)


@tagged("post_install", "-at_install")
class TestDirectorDelegates(DirectorCase):
    def answer(self, **typed):
        answer = self.post(f"{self.request}/odpowiedz", **typed)
        self.env.invalidate_all()
        return answer

    def test_one_tap_delegates_a_worker_and_a_substitute(self):
        page = self.get(self.request).text
        worker, substitute = (
            self.users["member_a"].partner_id,
            self.delegation.with_user(self.director)._get_proposals()[0][1],
        )
        self.assertIn(f'value="{worker.id}"', page)
        answer = self.answer(
            answer="accepted", person=worker.id, substitute=substitute.id
        )
        self.assertEqual(answer.status_code, 303)
        self.assertRecordValues(
            self.delegation,
            [
                {
                    "state": "accepted",
                    "partner_id": worker.id,
                    "substitute_id": substitute.id,
                    "answered_by_id": self.director.id,
                }
            ],
        )
        self.assertTrue(self.delegation.signed_document)

    def test_who_stood_in_last_time_is_proposed_again(self):
        people = self.delegation.with_user(self.director)._get_candidates()
        former = self.delegation.copy()
        former.action_ask()
        former._answer("accepted", self.today, people[0], people[-1])
        proposals = dict(self.delegation.with_user(self.director)._get_proposals())
        self.assertEqual(proposals[people[0]], people[-1])

    def test_somebody_new_joins_the_contacts_of_the_institution(self):
        self.answer(
            answer="accepted",
            new_name="Jan  Nowy",
            new_function="pedagog",
            new_email="jan.nowy@example.com",
            reason="mamy jednego pedagoga",
        )
        self.assertEqual(self.delegation.state, "accepted")
        self.assertRecordValues(
            self.delegation.partner_id,
            [
                {
                    "name": "Jan Nowy",
                    "function": "pedagog",
                    "parent_id": self.institution.id,
                }
            ],
        )

    def test_a_refused_answer_adds_nobody_and_loses_nothing_typed(self):
        answer = self.answer(answer="accepted", new_name="Jan <b>Nowy</b>")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Name the worker and a substitute", answer.text)
        self.assertIn("Jan &lt;b&gt;Nowy&lt;/b&gt;", answer.text)
        self.assertFalse(self.env["res.partner"].search([("name", "ilike", "Nowy")]))
        self.assertEqual(self.delegation.state, "asked")

    def test_not_now_needs_a_reason(self):
        self.assertIn("Give the reason", self.answer(answer="declined").text)
        self.answer(answer="declined", reason="Dwie osoby na zwolnieniu")
        self.assertEqual(
            (self.delegation.state, self.delegation.answer_note),
            ("declined", "Dwie osoby na zwolnieniu"),
        )

    def test_an_answer_sent_twice_counts_once(self):
        self.answer(answer="declined", reason="Raz")
        answer = self.answer(answer="declined", reason="Dwa")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.delegation.answer_note, "Raz")

    def test_a_person_of_another_institution_is_not_delegated(self):
        police = self.rival.partner_id
        answer = self.answer(answer="accepted", person=police.id, substitute=police.id)
        self.assertIn("Name the worker", answer.text)
        self.assertEqual(self.delegation.state, "asked")

    def test_the_request_to_another_institution_is_not_answered(self):
        path = f"/my/oddelegowania/{self.elsewhere.id}"
        self.assertEqual(self.get(path).status_code, 404)
        answer = self.post(f"{path}/odpowiedz", answer="declined", reason="Nie")
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.elsewhere.state, "asked")

    def test_only_who_may_answer_adds_a_worker(self):
        with self.assertRaises(AccessError):
            self.delegation.with_user(self.deputy)._add_worker("Jan Nowy", "", "")


@tagged("post_install", "-at_install")
class TestDirectorSigns(DirectorCase):
    def test_a_signature_is_drawn_and_says_who_when_and_how(self):
        answer = self.draw_signature()
        self.assertIn("podpisano=1", answer["redirect_url"])
        self.assertRecordValues(
            self.row,
            [
                {
                    "state": "signed",
                    "method": "drawn",
                    "representative": self.director.name,
                    "representative_function": "dyrektor",
                    "given_by_id": self.director.partner_id.id,
                    "signed_on": self.today,
                }
            ],
        )
        self.assertTrue(self.row.given_at)
        self.assertEqual(base64.b64decode(self.row.signature), draw())
        self.assertIn("no qualified signature", self.agreement.sign_warning)
        page = self.get(self.paper).text
        self.assertIn("Drawn on the screen", page)
        self.assertNotIn("I sign", page)

    def test_the_page_says_that_a_drawing_is_no_qualified_signature(self):
        self.assertIn("no qualified electronic signature", self.get(self.paper).text)

    def test_scans_are_told_by_their_content(self):
        for content, kind in ((PDF, "pdf"), (draw("JPEG"), "jpg"), (draw(), "png")):
            with self.subTest(kind):
                self.row.action_ask_again()
                answer = self.send_scan(content, "umowa.exe")
                self.assertEqual(answer.status_code, 303)
                self.assertEqual(self.row.method, "scan")
                self.assertEqual(self.row.scan_name, f"podpis-{self.row.id}.{kind}")
                self.assertEqual(base64.b64decode(self.row.scan), content)

    def test_what_is_no_scan_is_refused_with_a_sentence(self):
        for content, sentence in (
            (b"", "Choose the file"),
            (b"PK\x03\x04 docx", "neither PDF nor JPG"),
            (b"<svg onload='alert(1)'/>", "neither PDF nor JPG"),
            (b"\x89PNG\r\n\x1a\n but damaged", "neither PDF nor JPG"),
            (PDF + b" " * 20 * 1024 * 1024, "larger than 10 MB"),
        ):
            with self.subTest(sentence=sentence, size=len(content)):
                answer = self.send_scan(content)
                self.assertEqual(answer.status_code, 200)
                self.assertIn(sentence, answer.text)
                self.assertEqual(self.row.state, "pending")

    def test_what_is_no_drawing_is_refused(self):
        for image in (b"", b"<svg/>", draw("JPEG"), b"\x89PNG\r\n\x1a\n damaged"):
            self.assertIn("not drawn", self.draw_signature(image)["error"])
        self.assertEqual(self.row.state, "pending")

    def test_a_text_that_changed_meanwhile_is_read_again(self):
        digest = self.agreement._get_digest()
        self.agreement.action_close_to_sign()
        self.agreement.text = "<p>Szkoła oddeleguje dwie osoby</p>"
        self.agreement.action_open_to_sign()
        self.assertIn("has changed", self.draw_signature(digest=digest)["error"])
        self.assertEqual(self.row.state, "pending")

    def test_the_words_stay_while_they_are_signed(self):
        with self.assertRaisesRegex(UserError, "Back to the text"):
            self.agreement.text = "<p>Inny</p>"

    def test_a_text_that_is_not_open_is_not_signed(self):
        self.agreement.action_close_to_sign()
        self.assertIn("nothing to sign", self.draw_signature()["error"])

    def test_what_was_given_stays_until_the_coordinator_asks_again(self):
        self.draw_signature()
        given = self.row.signature
        for vals in (
            {"representative": "Ktoś inny"},
            {"state": "pending"},
            {"signature": False},
        ):
            with self.subTest(vals), self.assertRaises(UserError):
                self.row.write(vals)
        with self.assertRaises(UserError):
            self.row.unlink()
        files = self.env["ir.attachment"].search(
            [("res_model", "=", self.row._name), ("res_field", "=", "signature")]
        )
        with self.assertRaises(UserError):
            files.write({"raw": draw(width=10)})
        with self.assertRaises(AccessError):
            self.row.with_user(self.director).action_ask_again()
        self.row.action_ask_again()
        self.assertEqual((self.row.state, self.row.signature), ("pending", False))
        message = self.agreement.message_ids[0]
        self.assertEqual(message.attachment_ids.datas, given)
        self.assertFalse(self.draw_signature().get("error"))

    def test_the_signature_stays_when_the_agreement_is_signed(self):
        self.draw_signature()
        others = self.agreement.signatory_ids - self.row
        others.write({"state": "refused", "reason": "Nie"})
        self.agreement.action_sign()
        self.assertIn("no qualified signature", self.agreement.signed_despite)
        with self.assertRaises(UserError):
            self.row.action_ask_again()
        self.assertEqual(self.get(f"{self.paper}/pdf").content, b"<p>as signed</p>")

    def test_the_paper_shows_the_drawing(self):
        self.draw_signature()
        paper = self.get(f"{self.paper}/pdf").text
        self.assertIn("data:image/png;base64", paper)
        self.assertIn("Drawn on the screen", paper)

    def test_signing_twice_counts_once(self):
        self.draw_signature()
        at = self.row.given_at
        self.assertIn("nothing to sign", self.draw_signature()["error"])
        self.assertEqual(self.row.given_at, at)

    def test_to_decline_needs_a_reason(self):
        digest = self.agreement._get_digest()
        answer = self.post(f"{self.paper}/odmow", digest=digest)
        self.assertIn("Write why", answer.text)
        self.post(f"{self.paper}/odmow", digest=digest, reason="Brak ludzi")
        self.env.invalidate_all()
        self.assertEqual((self.row.state, self.row.reason), ("refused", "Brak ludzi"))
        self.assertIn("Brak ludzi", self.get(self.paper).text)

    def test_a_remark_is_of_the_own_institution(self):
        path = f"{self.paper}/uwaga"
        answer = self.post(path, place="par. 1", proposal="Lepiej <i>tak</i>")
        self.assertIn("Write what should be changed", answer.text)
        self.assertIn("Lepiej &lt;i&gt;tak&lt;/i&gt;", answer.text)
        self.post(path, place="par. 1", remark="W lipcu nie pracujemy")
        self.assertRecordValues(
            self.agreement.remark_ids,
            [
                {
                    "institution_id": self.institution.id,
                    "place": "par. 1",
                    "remark": "W lipcu nie pracujemy",
                }
            ],
        )
        self.assertIn("W lipcu nie pracujemy", self.get(self.paper).text)
        self.sign_in("director_police")
        self.assertNotIn("W lipcu nie pracujemy", self.get(self.paper).text)

    def test_a_signed_agreement_takes_no_remark(self):
        answer = self.post(
            f"/my/porozumienia/{self.agreement_1.id}/uwaga", remark="Za późno"
        )
        self.env.invalidate_all()
        self.assertFalse(self.agreement_1.remark_ids)
        self.assertIn(answer.status_code, (200, 404))

    def test_a_colleague_signs_nothing(self):
        with self.assertRaises(AccessError):
            self.row.with_user(self.deputy)._sign_by_scan(
                PDF, self.agreement._get_digest()
            )

    def test_the_coordinator_opens_what_has_words_and_no_gaps(self):
        self.agreement.action_close_to_sign()
        for text, sentence in (
            (False, "empty sheet"),
            ("<p>Siedzibą jest ………</p>", "Fill in"),
        ):
            self.agreement.text = text
            with self.assertRaisesRegex(UserError, sentence):
                self.agreement.action_open_to_sign()
        with self.assertRaises(AccessError):
            self.agreement.with_user(self.director).action_open_to_sign()

    def test_an_agreement_to_read_waits_on_the_home_page(self):
        self.agreement.action_close_to_sign()
        self.assertNotIn(self.paper, self.get("/my/kooperacja").text)
        self.agreement.action_send_for_remarks()
        self.assertIn("does anything have to change", self.get("/my/kooperacja").text)
