"""The partnership at a glance: who joined, who is silent, what kinds are missing."""

from datetime import timedelta

from lxml import etree, html

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import MODULE
from .steps import PathCase

PILOT = {"partnerships": 30, "members": 406}


@tagged("post_install", "-at_install")
class TestPartnershipOverview(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partnership = cls.partnership_1.with_env(cls.env(user=cls.coordinator))
        for name, kind, tier in (
            ("ops_1", "ops", "gmina"),
            ("school_1", "school", "gmina"),
            ("pcpr", "pcpr", "powiat"),
        ):
            cls.institutions[name].write(
                {
                    "institution_type_id": cls.kind(kind).id,
                    "institution_tier": tier,
                    "institution_sector": "public",
                }
            )

    @classmethod
    def kind(cls, name):
        return cls.env.ref(f"{MODULE}.institution_type_{name}")

    def make_institution(self, name="Przychodnia", kind="health", **values):
        return self.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "is_institution": True,
                "institution_type_id": self.kind(kind).id,
                **values,
            }
        )

    def invite(self, institution, **values):
        return self.partnership.env["kooperacja.partnership.member"].create(
            {
                "partnership_id": self.partnership.id,
                "institution_id": institution.id,
                **values,
            }
        )

    def cell(self, tier, sector):
        """Return the text of a cell of the picture, by its place."""
        picture = html.fromstring(str(self.partnership.coverage))
        of_tier = picture.find_class("o_kooperacja_tier")[tier]
        return " ".join(
            of_tier.find_class("o_kooperacja_sector")[sector].text_content().split()
        )

    # --- counts --------------------------------------------------------------

    def test_it_counts_who_joined_who_is_silent_and_who_refused(self):
        self.invite(self.make_institution())
        self.invite(
            self.make_institution("Parafia", "parish"),
            state="refused",
            reason="Brak ludzi",
        )
        self.assertEqual(
            (
                self.partnership.member_count,
                self.partnership.invited_count,
                self.partnership.refused_count,
            ),
            (4, 1, 1),
        )

    def test_it_tells_the_state_of_the_agreement(self):
        self.assertEqual(self.partnership.agreement_state, "draft")
        self.agreement_1.action_sign()
        self.assertEqual(self.partnership.agreement_state, "signed")
        new = self.partnership.create({"name": "Nowe"})
        self.assertEqual(new.agreement_state, "none")

    def test_it_tells_the_next_meeting_of_the_partnership(self):
        self.assertFalse(self.partnership.next_meeting)
        meetings = self.partnership.env["kooperacja.meeting"].create(
            [
                {
                    "kind": "partnership",
                    "partnership_id": self.partnership.id,
                    "start": self.at(self.today + timedelta(days=days), 10),
                }
                for days in (-3, 9, 4)
            ]
        )
        self.assertEqual(self.partnership.next_meeting, meetings[2].start)
        meetings[2].action_cancel()
        self.assertEqual(self.partnership.next_meeting, meetings[1].start)

    # --- picture -------------------------------------------------------------

    def test_the_picture_places_members_by_tier_and_sector(self):
        self.assertIn("OPS Sosnowo", self.cell(0, 0))
        self.assertIn("Szkoła Podstawowa w Sosnowie", self.cell(0, 0))
        self.assertIn("PCPR w Lipnie", self.cell(1, 0))
        self.assertIn("nobody", self.cell(0, 1))

    def test_who_has_no_tier_or_sector_is_named_beneath(self):
        self.assertIn("Posterunek Policji w Sosnowie", self.partnership.coverage)

    def test_the_invited_are_marked(self):
        self.invite(
            self.make_institution(
                institution_tier="gmina", institution_sector="private"
            )
        )
        self.assertIn("Przychodnia (invited)", self.cell(0, 3))

    def test_names_are_escaped(self):
        self.invite(
            self.make_institution(
                "<script>alert(1)</script>",
                institution_tier="gmina",
                institution_sector="ngo",
            )
        )
        self.assertNotIn("<script>", self.partnership.coverage)
        self.assertIn("&lt;script&gt;", self.partnership.coverage)

    def test_the_kinds_of_the_handbook_that_are_missing_are_named(self):
        missing = self.partnership.missing_type_ids
        for kind in ("pup", "ppp", "police", "health", "ngo", "parish"):
            self.assertIn(self.kind(kind), missing)
        for kind in ("ops", "school", "pcpr", "park", "other"):
            self.assertNotIn(self.kind(kind), missing)

    def test_a_gmina_says_itself_what_it_expects(self):
        self.kind("park").expected_tier = "gmina"
        self.kind("ngo").expected_tier = False
        missing = self.partnership.missing_type_ids
        self.assertIn(self.kind("park"), missing)
        self.assertNotIn(self.kind("ngo"), missing)

    def test_a_refusal_leaves_the_kind_missing_and_an_invitation_does_not(self):
        clinic = self.make_institution()
        member = self.invite(clinic)
        self.assertNotIn(self.kind("health"), self.partnership.missing_type_ids)
        member.write({"state": "refused", "reason": "Brak ludzi"})
        self.assertIn(self.kind("health"), self.partnership.missing_type_ids)

    # --- inviting ------------------------------------------------------------

    def test_the_missing_are_invited_from_a_list(self):
        clinic = self.make_institution()
        action = self.partnership.action_invite_missing()
        found = self.of("coordinator_1", "res.partner").search(action["domain"])
        self.assertIn(clinic, found)
        self.assertNotIn(self.institutions["ops_1"], found)
        back = found.with_context(**action["context"]).action_invite_to_partnership()
        self.assertEqual(back["res_id"], self.partnership.id)
        member = self.partnership.member_ids.filtered(
            lambda m: m.institution_id == clinic
        )
        self.assertEqual(member.state, "invited")
        # Once more does no harm.
        clinic.with_user(self.coordinator).with_context(
            **action["context"]
        ).action_invite_to_partnership()
        self.assertEqual(self.partnership.invited_count, len(found))

    def test_inviting_from_nowhere_is_refused(self):
        with self.refused("Open the partnership first"):
            self.make_institution().action_invite_to_partnership()

    def test_a_member_sees_the_overview_and_invites_nobody(self):
        seen = self.partnership_1.with_user(self.member)
        self.assertEqual(seen.member_count, 4)
        self.assertIn("OPS Sosnowo", seen.coverage)
        clinic = self.make_institution()
        with self.assertRaises(AccessError):
            clinic.with_user(self.member).with_context(
                kooperacja_partnership_id=self.partnership.id
            ).action_invite_to_partnership()

    # --- many ----------------------------------------------------------------

    def test_the_overview_of_the_pilot_takes_as_many_queries_as_that_of_two(self):
        institutions = self.env["res.partner"].create(
            [
                {
                    "name": f"Instytucja {n}",
                    "is_company": True,
                    "is_institution": True,
                    "institution_type_id": self.kind("school").id,
                    "institution_tier": "gmina",
                    "institution_sector": "public",
                }
                for n in range(PILOT["members"])
            ]
        )
        count = PILOT["partnerships"]
        many = self.env["kooperacja.partnership"].create(
            [
                {
                    "name": f"Partnerstwo {n}",
                    "company_id": self.gmina_1.id,
                    "coordinator_id": self.coordinator.id,
                    "member_ids": [
                        Command.create({"institution_id": institution.id})
                        for institution in institutions[n::count]
                    ],
                }
                for n in range(count)
            ]
        )
        self.assertEqual(len(many.member_ids), PILOT["members"])
        for view in ("list", "kanban"):
            with self.subTest(view):
                arch = etree.fromstring(many.get_view(view_type=view)["arch"])
                specification = {node.get("name"): {} for node in arch.iter("field")}
                asked = [
                    self.queries(some, specification)
                    for some in (many[:2], many[:2], many)
                ][1:]
                self.assertEqual(asked[0], asked[1])
        asked = [
            self.queries(some, {"coverage": {}, "missing_type_ids": {}})
            for some in (many[:2], many[:2], many)
        ][1:]
        self.assertEqual(asked[0], asked[1])

    def queries(self, partnerships, specification):
        seen = self.as_user("member_a", partnerships)
        before = self.env.cr.sql_log_count
        rows = seen.web_search_read(
            [("id", "in", partnerships.ids)], specification, limit=80
        )
        self.assertEqual(len(rows["records"]), len(partnerships))
        return self.env.cr.sql_log_count - before
