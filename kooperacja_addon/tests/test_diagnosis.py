"""Diagnosis by many: strengths, views of institutions, and the baseline agreed."""

from lxml import html

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import MODULE
from .steps import PathCase


class DiagnosisCase(PathCase):
    """Case A with a team of the school (member A), the OPS (worker) and the police."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case_a.diagnosis_view_ids.sudo().unlink()
        cls.join(cls.case_a, cls.users["member_b"], cls.long_ago)
        cls.police = cls.users["member_b"]
        cls.debt = cls.env.ref(f"{MODULE}.problem_debt")

    def view(self, user, *ratings, **values):
        """Write the view of the institution of ``user``; ratings are values."""
        case = self.case.with_env(self.env(user=user))
        view = case.env["kooperacja.diagnosis.view"].browse(
            case.action_write_view()["res_id"]
        )
        view.rating_ids.filtered("need_id").severity = False
        view.write({"rating_ids": [Command.create(r) for r in ratings], **values})
        return view

    def rate(self, user, severity, **values):
        """Hand in the view of ``user`` with a rating of the need of the case."""
        view = self.view(user, **values)
        view.rating_ids.filtered("need_id").severity = severity
        view.action_hand_in()
        return view

    def seen(self, user, view):
        view = self.as_user(user, view)
        try:
            found = view.search([("id", "=", view.id)])
        except AccessError:
            found = view.browse()
        try:
            view.read(["create_date"])
        except AccessError:
            self.assertFalse(found)
            return False
        self.assertEqual(found, view)
        return True


@tagged("post_install", "-at_install")
class TestStrengths(DiagnosisCase):
    def strength(self, **values):
        return self.case.env["kooperacja.case.strength"].create(
            {"case_id": self.case.id, "name": "Śpiewa", **values}
        )

    def test_everything_but_the_words_is_optional(self):
        strength = self.strength()
        self.assertFalse(strength.person_id or strength.source)
        self.assertEqual(strength.noted_by_id, self.worker.partner_id)
        self.assertEqual(strength.noted_on, self.today)

    def test_a_strength_is_of_a_person_of_the_same_family(self):
        with self.refused("family of the case", error=ValidationError):
            self.strength().sudo().person_id = self.families["b"].child

    def test_who_says_so_is_noted_with_a_need_too(self):
        self.need.source = "person"
        self.assertEqual(self.need.source, "person")

    def test_a_person_of_whom_a_strength_speaks_is_not_deleted(self):
        person = self.child.copy({"first_name": "Nowa"})
        self.strength(person_id=person.id)
        with self.refused("on record", "archive"):
            person.unlink()

    def test_a_member_reads_strengths_and_a_stranger_does_not(self):
        strength = self.strength()
        self.assertEqual(self.as_user("member_a", strength).name, "Śpiewa")
        with self.assertRaises(AccessError):
            self.as_user("worker_c", strength).read(["name"])


@tagged("post_install", "-at_install")
class TestView(DiagnosisCase):
    def test_it_begins_with_the_needs_that_the_case_knows(self):
        view = self.view(self.member)
        self.assertEqual(view.rating_ids.need_id, self.case.need_ids)
        self.assertEqual(view.rating_ids.name, self.need.name)
        self.assertEqual(view.institution_id, self.institutions["school_1"])
        self.assertEqual(view.author_id, self.member.partner_id)

    def test_an_institution_has_one_view_which_its_people_write_together(self):
        view = self.view(self.member)
        case = self.case.with_env(self.env(user=self.member))
        self.assertEqual(case.action_write_view()["res_id"], view.id)

    def test_a_draft_is_read_by_the_own_institution_and_who_coordinates(self):
        view = self.view(self.member, done="Rozmowa")
        for user in ("member_a", "worker_a", "coordinator_1"):
            self.assertTrue(self.seen(user, view), user)
            self.assertTrue(self.seen(user, view.rating_ids[0]), user)
        self.assertFalse(self.seen("member_b", view))

    def test_lines_of_a_draft_are_as_hidden_as_the_draft(self):
        lines = self.view(self.member).rating_ids
        with self.assertRaises(AccessError):
            self.as_user("member_b", lines).read(["name"])

    def test_handed_in_it_is_read_by_the_team_and_by_nobody_else(self):
        view = self.rate(self.member, "3")
        self.assertEqual(view.handed_in_on, self.today)
        self.assertTrue(self.seen("member_b", view))
        for user in ("worker_c", "past_member", "employee", "administrator"):
            self.assertFalse(self.seen(user, view), user)

    def test_taken_back_it_is_hidden_again_and_can_be_corrected(self):
        view = self.rate(self.member, "3")
        with self.refused("take it back"):
            view.offer = "Więcej"
        view.action_take_back()
        view.offer = "Więcej"
        self.assertFalse(self.seen("member_b", view))

    def test_nothing_is_not_handed_in(self):
        with self.refused("nothing in this view"):
            self.view(self.member).action_hand_in()

    def test_a_few_words_are_enough(self):
        view = self.view(self.member, offer="Świetlica")
        view.action_hand_in()
        self.assertEqual(view.state, "handed_in")
        with self.refused("already"):
            view.action_hand_in()

    def test_nobody_writes_for_another_institution(self):
        view = self.rate(self.member, "3")
        with self.assertRaises(AccessError):
            self.as_user("member_b", view).action_take_back()
        with self.assertRaises(AccessError):
            self.of("member_b", "kooperacja.diagnosis.view").create(
                {
                    "case_id": self.case.id,
                    "institution_id": self.institutions["ops_1"].id,
                }
            )

    def test_nobody_signs_for_somebody_else(self):
        view = self.of("member_b", "kooperacja.diagnosis.view").create(
            {"case_id": self.case.id, "author_id": self.worker.partner_id.id}
        )
        self.assertEqual(view.author_id, self.police.partner_id)

    def test_an_institution_outside_the_team_writes_no_view(self):
        with self.refused("not on the team", error=ValidationError):
            self.case.env["kooperacja.diagnosis.view"].create(
                {
                    "case_id": self.case.id,
                    "institution_id": self.institutions["ops_2"].id,
                }
            )

    def test_the_state_is_no_field_to_edit(self):
        with self.refused("buttons"):
            self.view(self.member).state = "handed_in"

    def test_a_new_need_has_words_and_is_of_this_family(self):
        with self.refused("what the need is", error=ValidationError):
            self.view(self.member, {"name": " "})
        with self.refused("family of the case", error=ValidationError):
            view = self.view(self.member)
            view.rating_ids.sudo().person_id = self.families["b"].child


@tagged("post_install", "-at_install")
class TestComparison(DiagnosisCase):
    def rows(self, user="worker_a"):
        case = self.as_user(user, self.case)
        return {
            row["need"].name or row["rating"].name: row
            for row in case._prepare_comparison()["rows"]
        }

    def text(self, user="worker_a"):
        markup = (
            self.as_user(user, self.case)
            .with_context(lang="en_US")
            .diagnosis_comparison
        )
        return html.fromstring(markup).text_content() if markup else ""

    def test_before_anybody_hands_in_there_is_nothing_to_compare(self):
        self.view(self.member, done="Tajne")
        (values,) = self.case.web_read({"diagnosis_comparison": {}})
        self.assertFalse(values["diagnosis_comparison"])

    def test_one_problem_rated_differently_is_marked(self):
        self.rate(self.member, "2")
        self.rate(self.police, "5")
        self.assertEqual(self.rows()[self.need.name]["mark"], "differs")
        self.assertIn("rated differently", self.text("member_b"))

    def test_one_problem_rated_alike_is_not(self):
        self.rate(self.member, "4")
        self.rate(self.police, "4")
        self.assertFalse(self.rows()[self.need.name]["mark"])

    def test_what_only_one_institution_noted_is_marked(self):
        self.rate(self.member, "2")
        view = self.view(self.police, {"name": "Długi", "problem_id": self.debt.id})
        view.action_hand_in()
        self.assertEqual(self.rows()["Długi"]["mark"], "alone")
        self.assertIn("one institution only", self.text())

    def test_a_draft_is_not_compared_not_even_for_its_author(self):
        self.rate(self.member, "2")
        self.view(self.police, {"name": "Tajne"})
        self.assertNotIn("Tajne", self.text("member_b"))
        self.assertIn("Not handed in yet", self.text())

    def test_words_of_a_view_are_no_html(self):
        self.rate(self.member, "2", done="<script>x</script>")
        self.assertNotIn("<script", self.case.diagnosis_comparison)

    def test_the_new_needs_of_two_institutions_become_one_need(self):
        for user in (self.member, self.police):
            self.view(
                user, {"name": f"Długi {user.id}", "problem_id": self.debt.id}
            ).action_hand_in()
        self.case.action_adopt_needs()
        need = self.case.need_ids.filtered(lambda n: n.problem_id == self.debt)
        self.assertEqual(len(need), 1)
        self.assertEqual(need.source, "institution")
        self.assertFalse(need.severity)
        self.assertEqual(self.rows()[need.name]["need"], need)
        with self.refused("among the needs"):
            self.case.action_adopt_needs()

    def test_a_need_without_a_kind_is_taken_over_once(self):
        self.view(self.member, {"name": "Samotność"}).action_hand_in()
        self.case.action_adopt_needs()
        with self.refused("among the needs"):
            self.case.action_adopt_needs()

    def test_a_member_does_not_decide_what_the_needs_are(self):
        self.view(self.member, {"name": "Samotność"}).action_hand_in()
        with self.assertRaises(AccessError):
            self.as_user("member_a", self.case).action_adopt_needs()

    def test_what_was_agreed_is_the_baseline_and_no_rating_changes_it(self):
        self.rate(self.member, "2")
        self.rate(self.police, "5")
        self.need.severity = "3"
        evaluation = self.case.env["kooperacja.evaluation"].create(
            {"case_id": self.case.id}
        )
        self.assertEqual(evaluation.need_line_ids.mapped("before"), ["3"])

    def test_ratings_needs_and_evaluation_share_one_scale(self):
        scales = {
            str(self.env[model].fields_get([name])[name]["selection"])
            for model, name in (
                ("kooperacja.case.need", "severity"),
                ("kooperacja.diagnosis.rating", "severity"),
                ("kooperacja.evaluation.need", "before"),
                ("kooperacja.evaluation.need", "after"),
            )
        }
        self.assertEqual(len(scales), 1)

    def test_the_team_prints_it(self):
        self.rate(self.member, "2", offer="Świetlica")
        report = self.env["ir.actions.report"].with_user(self.police)
        content, _ending = report._render_qweb_html(
            f"{MODULE}.report_diagnosis", self.case.ids
        )
        self.assertIn("Świetlica", content.decode())
        with self.assertRaises(AccessError):
            report.with_user(self.users["worker_c"])._render_qweb_html(
                f"{MODULE}.report_diagnosis", self.case.ids
            )

    def test_more_institutions_cost_no_more_queries(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            case = self.case
            before = self.env.cr.sql_log_count
            case._prepare_comparison()
            return self.env.cr.sql_log_count - before

        self.rate(self.member, "2")
        count()
        few = count()
        self.rate(self.police, "5")
        self.rate(self.worker, "4")
        self.assertEqual(count(), few)


@tagged("post_install", "-at_install")
class TestPrompts(DiagnosisCase):
    def test_topics_are_read_by_all_and_written_by_the_administrator(self):
        prompts = self.of("member_a", "kooperacja.diagnosis.prompt").search([])
        self.assertGreaterEqual(len(prompts), 10)
        with self.assertRaises(AccessError):
            prompts[0].name = "Inny"
        self.as_user("administrator", prompts[0]).name = "Inny"
