"""What prints of an agreement, and of what came after it."""

from odoo.tests import tagged

from .test_agreement_accession import SignedAgreementCase


@tagged("post_install", "-at_install")
class TestPrintedAgreement(SignedAgreementCase):
    print_documents = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reports = cls.env["ir.actions.report"].with_user(cls.coordinator)

    def page(self, report, record):
        content, _ending = self.reports._render_qweb_html(
            f"kooperacja_addon.{report}", record.ids
        )
        return " ".join(content.decode().split())

    def test_the_kept_document_names_the_first_parties_and_no_later_ones(self):
        self.accede()
        page = self.page("report_agreement", self.agreement)
        self.assertIn(self.school.name, page)
        self.assertNotIn("Przychodnia", page)

    def test_accessions_have_a_sheet_of_their_own_with_leavings_and_annexes(self):
        self.accede()
        self.leave(self.clinic)
        annex = self.agreement.browse(self.agreement.action_new_annex()["res_id"])
        self.set_signed(*annex.signatory_ids)
        self.fill(annex)
        annex.signed_on = self.today
        annex.action_sign()
        page = self.page("report_agreement_accessions", self.agreement)
        for words in ("Accessions", "Przychodnia", "Ewa Gęś", "left on", "Annex no."):
            self.assertIn(words, page)
        self.assertNotIn(self.school.name, page)

    def test_a_declaration_of_accession_names_the_institution_and_the_agreement(self):
        row = self.accede(representative_function="kierowniczka")
        page = self.page("report_agreement_accession", row)
        for words in (
            "Declaration of accession",
            "Przychodnia",
            "Ewa Gęś, kierowniczka",
            self.agreement.name,
        ):
            self.assertIn(words, page)

    def test_an_annex_bears_its_number_and_the_agreement_that_it_changes(self):
        annex = self.agreement.browse(self.agreement.action_new_annex()["res_id"])
        page = self.page("report_agreement", annex)
        self.assertRegex(page, r"Annex no\. ?1")
        self.assertIn(self.agreement.name, page)

    def test_a_declaration_prints_a_sheet_for_each_institution(self):
        declaration = self.agreement.create(
            {"partnership_id": self.partnership.id, "kind": "declaration"}
        )
        declaration.action_fill_signatories()
        page = self.page("report_agreement", declaration)
        self.assertEqual(page.count('class="page kd"'), 4)
        for institution in self.partnership.institution_ids:
            self.assertIn(institution.name, page)

    def test_a_worker_prints_and_an_employee_does_not(self):
        for report in ("report_agreement", "report_agreement_accessions"):
            name = f"kooperacja_addon.{report}"
            actions = self.env["ir.actions.report"]._get_report(name)
            self.assertEqual(
                actions.group_ids, self.env.ref("kooperacja_addon.group_member")
            )
