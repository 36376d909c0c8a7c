"""Files and signed papers of a case are for its team; what is brought is looked at."""

import base64
import io

from odoo.http import Request
from odoo.tests import tagged

from ..rules.uploads import MAX_MEGABYTES, MEGABYTE
from .attack import read_icon
from .test_portal import PortalCase

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


@tagged("post_install", "-at_install")
class TestPortalDocument(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.files = {}
        for letter, worker in (("a", "worker_a"), ("b", "worker_b")):
            case = cls.content[letter]["kooperacja.case"]
            cls.files[letter] = (
                cls.env["ir.attachment"]
                .with_user(cls.users[worker])
                .create(
                    {
                        "name": f"opinia-{letter}.pdf",
                        "raw": PDF,
                        "res_model": case._name,
                        "res_id": case.id,
                    }
                )
                .sudo()
            )
        cls.plan = cls.content["a"]["kooperacja.plan"]
        other = cls.content["b"]["kooperacja.plan"]
        (cls.plan | other)._write_by_action(
            {
                "state": "signed",
                "signed_document": base64.b64encode(PDF),
                "signed_document_name": "plan.pdf",
            }
        )
        cls.case_path = f"/my/sprawy/{cls.case_a.id}"
        cls.paper, cls.other_paper = cls.env["ir.attachment"].search(
            [
                ("res_model", "=", "kooperacja.plan"),
                ("res_field", "=", "signed_document"),
                ("res_id", "in", (cls.plan | other).ids),
            ],
            order="res_id",
        )

    def path_of(self, letter, file=None):
        case = self.content[letter]["kooperacja.case"]
        return f"/my/sprawy/{case.id}/pliki/{(file or self.files[letter]).id}"

    def upload(self, name, content, text="Przynoszę opinię", case=None):
        return self.url_open(
            f"/my/sprawy/{(case or self.case_a).id}/wpis",
            data={"csrf_token": Request.csrf_token(self), "text": text},
            files={"file": (name, io.BytesIO(content))},
            allow_redirects=False,
        )

    def files_of_case(self):
        return self.env["ir.attachment"].search(
            [("res_model", "=", "kooperacja.case"), ("res_id", "=", self.case_a.id)],
            order="id",
        )

    def last_entry(self):
        return self.env["kooperacja.case.entry"].search(
            [("case_id", "=", self.case_a.id)], order="id desc", limit=1
        )

    def test_a_partner_takes_files_and_signed_papers_of_the_own_case(self):
        page = self.get(self.case_path).text
        for path, name in (
            (self.path_of("a"), "opinia-a.pdf"),
            (self.path_of("a", self.paper), "plan.pdf"),
        ):
            self.assertIn(path, page)
            answer = self.get(path)
            self.assertEqual((answer.status_code, answer.content), (200, PDF))
            self.assertIn("attachment", answer.headers["Content-Disposition"])
            self.assertIn(name, answer.headers["Content-Disposition"])
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
            self.assertIn("sandbox", answer.headers["Content-Security-Policy"])
            self.assertEqual(answer.headers["Cache-Control"], "no-store")
        rows = self.env["kooperacja.access.log"].search(
            [("user_id", "=", self.partner.id), ("action", "=", "download")]
        )
        self.assertEqual(set(rows.mapped("number")), {self.case_a.number})
        self.assertEqual(
            set(rows.mapped("res_model")), {"kooperacja.case", "kooperacja.plan"}
        )

    def test_files_of_others_are_not_there(self):
        nowhere = self.words(self.get(f"/my/sprawy/{2**31 - 1}"))
        for path in (
            self.path_of("b"),
            self.path_of("a", self.files["b"]),
            self.path_of("b", self.other_paper),
            self.path_of("a", self.other_paper),
        ):
            answer = self.get(path)
            self.assertEqual(
                (answer.status_code, self.words(answer)), (404, nowhere), path
            )
        self.row.date_to = self.yesterday
        for path in (
            self.path_of("a"),
            self.path_of("a", self.paper),
        ):
            self.assertEqual(self.get(path).status_code, 404)

    def test_minutes_are_named_by_their_day(self):
        meeting = self.content["a"]["kooperacja.meeting"]
        meeting._write_by_action(
            {
                "state": "approved",
                "signed_document": base64.b64encode(PDF),
                "signed_document_name": "protokol.pdf",
            }
        )
        page = self.words(self.get(self.case_path))
        self.assertEqual(page.count("Minutes:"), 2)

    def test_files_of_internal_notes_stay_in_the_office(self):
        note = self.case_a.with_user(self.users["worker_a"]).message_post(
            body="Dla nas", attachments=[("robocze.pdf", PDF)]
        )
        self.assertTrue(note.attachment_ids)
        self.assertNotIn("robocze.pdf", self.get(self.case_path).text)
        path = self.path_of("a", note.attachment_ids)
        self.assertEqual(self.get(path).status_code, 404)

    def test_a_file_comes_with_an_entry(self):
        before = self.files_of_case()
        answer = self.upload("C:\\Skany\\Opinia.PDF", PDF)
        self.assertEqual(answer.status_code, 303)
        file = self.files_of_case() - before
        self.assertEqual((file.name, file.mimetype), ("Opinia.pdf", "application/pdf"))
        self.assertEqual(file.create_uid, self.partner)
        self.assertIn("Przynoszę opinię", self.last_entry().text)
        self.assertIn("Opinia.pdf", self.last_entry().text)
        self.assertIn("Opinia.pdf", self.get(self.case_path).text)
        self.upload("zdjecie.png", read_icon(), text="")
        self.assertIn("zdjecie.png", self.last_entry().text)

    def test_what_is_no_document_is_refused_and_the_words_are_kept(self):
        before, entry = self.files_of_case(), self.last_entry()
        drawing = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'
        for name, content, words in (
            ("strona.pdf", b"<!DOCTYPE html><html><script>x</script></html>", "kind"),
            ("rysunek.png", drawing, "kind"),
            ("program.pdf", b"#!/bin/sh\necho\n", "kind"),
            ("pusty.pdf", b"", "empty"),
            ("zdjecie.png", read_icon() + b"\0" * MAX_MEGABYTES * MEGABYTE, "large"),
        ):
            with self.subTest(name=name):
                answer = self.upload(name, content, text="Długo pisane słowa")
                self.assertEqual(answer.status_code, 200)
                self.assertIn(words, answer.text)
                self.assertIn("alert-danger", answer.text)
                self.assertIn("Długo pisane słowa", answer.text)
        self.assertEqual(self.files_of_case(), before)
        self.assertEqual(self.last_entry(), entry)

    def test_nothing_is_put_into_a_foreign_case(self):
        count = self.env["ir.attachment"].search_count([])
        answer = self.upload("opinia.pdf", PDF, case=self.case_b)
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.env["ir.attachment"].search_count([]), count)
