"""Odoo's own import brings institutions and persons in, or says in Polish why not."""

from odoo.tests import tagged
from odoo.tools import file_open

from .common import MODULE
from .steps import POLISH, PolishCase

CSV, XLSX = (
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
OPTIONS = {"has_headers": True, "quoting": '"', "separator": ",", "encoding": "utf-8"}
GOOD = {"Nazwa": "Dom Kultury", "NIP": "1234563218", "REGON": "123456785"}


class ImportCase(PolishCase):
    def upload(self, user, model, content, file_type=CSV, **context):
        """Choose a file in the import of ``model``; return it, matched to fields."""
        file = self.of(user, "base_import.import").with_context(lang=POLISH, **context)
        file = file.create(
            {"res_model": model, "file": content, "file_type": file_type}
        )
        preview = file.parse_preview(dict(OPTIONS))
        self.assertNotIn("error", preview)
        matches = preview["matches"]
        names = [
            "/".join(matches[n]) if n in matches else False
            for n in range(len(preview["headers"]))
        ]
        return file, preview["headers"], names

    def load(self, *arguments, **context):
        file, headers, names = self.upload(*arguments, **context)
        self.assertTrue(all(names), dict(zip(headers, names, strict=True)))
        return file.execute_import(names, headers, dict(OPTIONS))

    def load_institutions(self, *rows):
        headers = list(GOOD)
        lines = [",".join(row.get(name, "") for name in headers) for row in rows]
        return self.load(
            "coordinator_1",
            "res.partner",
            "\n".join([",".join(headers), *lines]).encode(),
            default_is_institution=True,
            default_is_company=True,
        )

    def assert_refused(self, result, row, *words):
        """Check that the file is refused for ``row`` (from 0) with a sentence."""
        self.assertFalse(result["ids"])
        said = [m for m in result["messages"] if m["rows"] == {"from": row, "to": row}]
        self.assertEqual(len(said), 1, result["messages"])
        for word in words:
            self.assertIn(word, said[0]["message"])


@tagged("post_install", "-at_install")
class TestInstitutionImport(ImportCase):
    def import_template(self, name, file_type):
        with file_open(f"{MODULE}/static/import/{name}", "rb") as file:
            content = file.read()
        result = self.load(
            "coordinator_1",
            "res.partner",
            content,
            file_type,
            default_is_institution=True,
            default_is_company=True,
        )
        self.assertEqual(result["messages"], [])
        return self.env["res.partner"].browse(result["ids"])

    def check_template(self, institutions):
        self.assertEqual(len(institutions), 5)
        self.assertEqual(set(institutions.mapped("is_institution")), {True})
        self.assertEqual(set(institutions.mapped("is_company")), {True})
        self.assertRecordValues(
            institutions[0],
            [
                {
                    "name": "Ośrodek Pomocy Społecznej w Przykładowie",
                    "institution_type_id": self.env.ref(
                        f"{MODULE}.institution_type_ops"
                    ).id,
                    "institution_tier": "gmina",
                    "institution_sector": "public",
                    "vat": "5210000109",
                    "institution_regon": "141000002",
                    "institution_scope": "praca socjalna, zasiłki, asystent rodziny",
                    "institution_hours": "pn.–pt. 7:30–15:30",
                    "street": "ul. Lipowa 1",
                    "zip": "00-001",
                    "city": "Przykładowo",
                    "phone": "+48 22 555 01 01",
                    "email": "ops@example.org",
                }
            ],
        )
        self.assertEqual(
            set(institutions.mapped("institution_tier")), {"gmina", "powiat"}
        )
        self.assertEqual(institutions[4].institution_sector, "ngo")
        self.assertRecordValues(
            institutions[0].child_ids,
            [
                {
                    "name": "Anna Przykładowa",
                    "function": "kierowniczka",
                    "responsible_for": "partnerstwo, porozumienia",
                    "phone": "+48 22 555 01 11",
                    "is_institution": False,
                    "is_company": False,
                },
                {
                    "name": "Jan Wzorcowy",
                    "function": "pracownik socjalny",
                    "responsible_for": "rodziny z dziećmi",
                    "phone": "+48 22 555 01 12",
                    "is_institution": False,
                    "is_company": False,
                },
            ],
        )

    def test_the_template_in_csv_is_imported_as_it_is(self):
        self.check_template(self.import_template("instytucje.csv", CSV))

    def test_the_template_in_xlsx_is_imported_as_it_is(self):
        self.check_template(self.import_template("instytucje.xlsx", XLSX))

    def test_the_import_of_institutions_offers_the_template(self):
        partners = self.of("coordinator_1", "res.partner")
        (template,) = partners.with_context(
            default_is_institution=True
        ).get_import_templates()
        with file_open(template["template"].lstrip("/"), "rb") as file:
            self.assertTrue(file.read().startswith(b"PK"))

    def test_a_wrong_nip_is_named_with_its_row_and_nothing_is_written(self):
        before = self.env["res.partner"].search_count([])
        bad = {**GOOD, "Nazwa": "Klub", "NIP": "1234563219", "REGON": ""}
        result = self.load_institutions(GOOD, bad)
        self.assert_refused(result, 1, "NIP 1234563219", "„Klub”", "dziesięć cyfr")
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_a_wrong_regon_is_named_with_its_row_and_nothing_is_written(self):
        before = self.env["res.partner"].search_count([])
        bad = {**GOOD, "Nazwa": "Klub", "REGON": "123456789"}
        result = self.load_institutions(GOOD, bad)
        self.assert_refused(result, 1, "REGON 123456789", "„Klub”", "9 lub 14 cyfr")
        self.assertEqual(self.env["res.partner"].search_count([]), before)


@tagged("post_install", "-at_install")
class TestPersonImport(ImportCase):
    def load_persons(self, *rows):
        family = self.families["a"].household.number
        lines = [f"{family},{row}" for row in rows]
        return self.load(
            "worker_a",
            "kooperacja.person",
            "\n".join(["Rodzina,Imię,Nazwisko,PESEL", *lines]).encode(),
        )

    def test_a_person_is_imported_into_the_family(self):
        result = self.load_persons("Hanna,Abramowicz,90020312344")
        self.assertEqual(result["messages"], [])
        person = self.env["kooperacja.person"].browse(result["ids"])
        self.assertEqual(person.household_id, self.families["a"].household)
        self.assertEqual(person.pesel, "90020312344")

    def test_a_wrong_pesel_is_told_with_its_row_and_nothing_is_written(self):
        before = self.families["a"].household.person_ids
        result = self.load_persons("Hanna,Abramowicz,90020312344", "Jan,,90020312345")
        self.assert_refused(result, 1, "PESEL jest nieprawidłowy", "11 cyfr")
        self.assertNotIn("90020312345", str(result["messages"]))
        self.env.invalidate_all()
        self.assertEqual(self.families["a"].household.person_ids, before)
