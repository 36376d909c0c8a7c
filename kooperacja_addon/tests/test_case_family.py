"""The family, filled once: kinship, who is around it, what helps to meet it."""

from datetime import date, timedelta

from lxml import html

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import MODULE
from .steps import PathCase


class FamilyCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.household = cls.as_worker(cls.families["a"].household)
        cls.kinship = cls.household.kinship_ids
        cls.kinship.unlink()
        cls.household.supporter_ids.unlink()

    def add(self, name, **values):
        return self.household.person_ids.create(
            {"household_id": self.household.id, "first_name": name, **values}
        )

    def tie(self, person, kind, other, **values):
        return self.kinship.create(
            {
                "household_id": self.household.id,
                "person_id": person.id,
                "kind": kind,
                "other_id": other.id,
                **values,
            }
        )

    def words(self, markup):
        """Return the words of a picture."""
        return html.fromstring(markup).text_content()


@tagged("post_install", "-at_install")
class TestKinship(FamilyCase):
    def test_nobody_is_his_own_ancestor(self):
        grandmother = self.add("Janina")
        self.tie(grandmother, "parent", self.adult)
        self.tie(self.adult, "parent", self.child)
        with self.refused("own ancestor", error=ValidationError):
            self.tie(self.child, "parent", grandmother)

    def test_a_circle_is_refused_when_a_relation_is_changed_too(self):
        self.tie(self.adult, "parent", self.child)
        other = self.tie(self.child, "sibling", self.adult)
        with self.refused("own ancestor", error=ValidationError):
            other.kind = "parent"

    def test_a_circle_typed_in_at_once_is_refused(self):
        commands = [
            Command.create({"person_id": a.id, "kind": "parent", "other_id": b.id})
            for a, b in ((self.adult, self.child), (self.child, self.adult))
        ]
        with self.refused("own ancestor", error=ValidationError):
            self.household.kinship_ids = commands

    def test_the_refusal_names_nobody(self):
        self.tie(self.adult, "parent", self.child)
        with self.assertRaises(ValidationError) as caught:
            self.tie(self.child, "parent", self.adult)
        self.assert_tells_nothing(caught.exception)

    def test_nobody_is_tied_to_himself_or_to_another_family(self):
        with self.refused("two different", error=ValidationError):
            self.tie(self.child, "sibling", self.child)
        with self.refused("belong to this family", error=ValidationError):
            self.kinship.sudo().create(
                {
                    "household_id": self.household.id,
                    "person_id": self.child.id,
                    "other_id": self.families["b"].child.id,
                }
            )

    def test_the_same_is_noted_once_whichever_way_round(self):
        other = self.add("Piotr")
        self.tie(self.adult, "married", other)
        with self.refused("already noted", error=ValidationError):
            self.tie(other, "married", self.adult)
        with self.refused_by_database("kooperacja.kinship", "already noted"):
            self.tie(self.adult, "married", other)

    def test_ages_that_can_hardly_be_are_marked_and_nothing_is_blocked(self):
        young = self.add("Młody", birth_date=date(2010, 1, 1))
        tie = self.tie(young, "parent", self.child)
        self.assertIn("hardly older", tie.doubt)
        self.assertFalse(self.tie(self.adult, "parent", self.child).doubt)

    def test_a_child_born_after_the_death_is_marked(self):
        father = self.add(
            "Jan",
            birth_date=date(1980, 1, 1),
            is_dead=True,
            died_on=date(2015, 1, 1),
        )
        self.assertIn("death", self.tie(father, "parent", self.child).doubt)

    def test_relations_are_proposed_from_the_roles(self):
        self.add("Ojciec", role="father")
        self.add("Drugie", role="child")
        self.household.action_propose_kinship()
        self.assertEqual(set(self.household.kinship_ids.mapped("kind")), {"parent"})
        self.assertEqual(len(self.household.kinship_ids), 4)
        with self.refused("roles"):
            self.household.action_propose_kinship()

    def test_what_is_noted_stays_when_relations_are_proposed(self):
        aunt = self.add("Ciotka")
        self.tie(aunt, "guardian", self.child)
        with self.refused("roles"):
            self.household.action_propose_kinship()

    def test_a_member_reads_and_does_not_write(self):
        tie = self.tie(self.adult, "parent", self.child).with_user(self.member)
        self.assertEqual(tie.kind, "parent")
        with self.assertRaises(AccessError):
            tie.kind = "sibling"


@tagged("post_install", "-at_install")
class TestPerson(FamilyCase):
    def test_the_form_takes_the_sex_from_the_pesel(self):
        with Form(self.household) as form, form.person_ids.new() as person:
            person.first_name = "Zenon"
            person.pesel = "44051401359"
        zenon = self.household.person_ids.filtered(lambda p: p.first_name == "Zenon")
        self.assertEqual(zenon.sex, "male")

    def test_a_date_of_death_marks_the_person_as_dead(self):
        with Form(self.child) as form:
            form.is_dead = True
            form.died_on = self.yesterday
        self.assertTrue(self.child.is_dead)

    def test_nobody_dies_before_birth_or_tomorrow(self):
        for day in (self.child.birth_date - timedelta(days=1), self.tomorrow):
            with self.refused("between", error=ValidationError):
                self.child.write({"is_dead": True, "died_on": day})

    def test_the_dead_and_those_elsewhere_are_not_asked_to_sign(self):
        self.add("Zmarły", role="father", is_dead=True)
        self.add("Daleki", role="father", lives_elsewhere=True)
        self.plan.action_fill_signatures()
        self.assertEqual(self.plan.signature_ids.person_id, self.adult)

    def test_what_helps_to_meet_stands_on_the_meeting(self):
        self.household.accessibility = "Najlepiej w domu."
        self.adult.write(
            {"needs_sign_language": True, "language": "ukraiński", "hours": "rano"}
        )
        words = self.meeting.accessibility_summary
        for word in ("Najlepiej w domu.", "Żanetaa", "ukraiński", "sign", "rano"):
            self.assertIn(word, words)
        meeting = self.as_user("coordinator_1", self.meeting)
        self.assertEqual(meeting.accessibility_summary, words)


@tagged("post_install", "-at_install")
class TestPictures(FamilyCase):
    def test_the_genogram_names_the_persons_to_who_may_read_the_family(self):
        self.tie(self.adult, "parent", self.child)
        words = self.words(self.household.genogram)
        for person in (self.adult, self.child):
            self.assertIn(person.first_name, words)

    def test_a_double_surname_stands_in_two_lines(self):
        self.adult.last_name = "Abramowicz-Brzęczyszczykiewicz"
        (person,) = (
            p for p in self.household._prepare_persons() if p.key == self.adult.id
        )
        self.assertEqual(person.lines[:2], (self.adult.first_name, "Abramowicz-"))
        self.assertLessEqual(max(map(len, person.lines)), 14)

    def test_a_family_is_not_copied(self):
        with self.refused("noted once"):
            self.household.copy()
        form = self.household.get_view(view_type="form")["arch"]
        self.assertIn('duplicate="0"', form)

    def test_past_the_rules_the_pictures_name_nobody(self):
        self.household.supporter_ids = [Command.create({"name": "Tajny rzeczya"})]
        stranger = self.household.with_user(self.users["member_b"]).sudo()
        self.assert_tells_nothing(stranger.genogram)
        self.assert_tells_nothing(stranger.ecomap)

    def test_a_stranger_gets_no_picture(self):
        household = self.as_user("member_b", self.household)
        for field in ("genogram", "ecomap"):
            with self.assertRaises(AccessError):
                household.read([field])

    def test_words_in_a_picture_are_no_html(self):
        self.child.first_name = "<script>x</script>"
        self.household.supporter_ids = [Command.create({"name": "<img src=x>"})]
        self.assertNotIn("<script", self.household.genogram)
        self.assertNotIn("<img", self.household.ecomap)

    def test_a_picture_is_kept_nowhere(self):
        self.assertTrue(self.household.genogram and self.household.ecomap)
        for name in ("genogram", "ecomap"):
            self.assertFalse(self.household._fields[name].store)
        self.assertFalse(
            self.env["ir.attachment"].search(
                [("res_model", "=", "kooperacja.household")]
            )
        )

    def test_a_family_without_persons_has_an_ecomap_and_no_genogram(self):
        household = self.household.create({"name": "Pusta"})
        self.assertFalse(household.genogram)
        self.assertIn("Pusta", self.words(household.ecomap))

    def test_the_team_stands_round_the_family_by_itself(self):
        words = self.words(self.household.ecomap)
        self.assertIn(self.institutions["school_1"].name.split()[0], words)
        self.assertIn("not rated", words)

    def test_a_rated_institution_stands_there_once(self):
        school = self.institutions["school_1"]
        self.household.supporter_ids = [
            Command.create(
                {
                    "kind": "institution",
                    "institution_id": school.id,
                    "bond": "strained",
                    "flow": "in",
                }
            )
        ]
        names = [tie.name for tie in self.household._prepare_around()]
        self.assertEqual(names.count(school.name), 1)

    def test_only_the_team_of_a_case_that_is_open_to_the_reader_is_shown(self):
        other = self.new_case()
        self.join(other, self.users["member_b"], self.long_ago)
        institution = self.institutions["police_1"]
        household = self.as_user("member_a", self.household)
        names = [tie.name for tie in household._prepare_around()]
        self.assertNotIn(institution.name, names)
        self.assertIn(self.institutions["school_1"].name, names)

    def test_the_form_shows_the_picture_while_it_is_filled_in(self):
        with Form(self.household) as form:
            with form.person_ids.new() as person:
                person.first_name = "Hipolit"
            self.assertIn("Hipolit", form.genogram)

    def test_both_are_printed_for_the_team(self):
        report = self.env["ir.actions.report"].with_user(self.member)
        content, _ending = report._render_qweb_html(
            f"{MODULE}.report_family", self.household.ids
        )
        words = html.fromstring(content).text_content()
        self.assertIn(self.child.first_name, words)
        self.assertEqual(html.fromstring(content).xpath("count(//svg)"), 2)

    def test_a_stranger_prints_nothing(self):
        report = self.env["ir.actions.report"].with_user(self.users["member_b"])
        with self.assertRaises(AccessError):
            report._render_qweb_html(f"{MODULE}.report_family", self.household.ids)

    def test_the_file_is_called_by_number(self):
        self.assert_tells_nothing(self.household._get_document_name())


@tagged("post_install", "-at_install")
class TestSupporters(FamilyCase):
    def test_somebody_has_a_name_and_an_institution_is_chosen(self):
        for values in ({"name": "  "}, {"kind": "institution", "name": "Szkoła"}):
            with self.assertRaises(ValidationError):
                self.household.supporter_ids = [Command.create(values)]

    def test_who_helps_never_becomes_a_contact(self):
        partners = self.env["res.partner"].search_count([])
        self.household.supporter_ids = [
            Command.create({"name": "Pani Helena", "phone": "600 000 000"})
        ]
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertNotIn("Helena", self.household.supporter_ids.display_name)
