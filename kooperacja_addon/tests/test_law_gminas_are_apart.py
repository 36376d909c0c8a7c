"""One gmina sees nothing of another; a partnership opens no family."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import MODULE, KooperacjaCase

ACROSS = {
    "a": ("coordinator_2", "worker_c", "member_c"),
    "c": ("coordinator_1", "worker_a", "member_a"),
}


@tagged("post_install", "-at_install")
class TestGminasAreApart(KooperacjaCase):
    def test_nobody_sees_a_case_of_another_gmina(self):
        for letter, names in ACROSS.items():
            for name in names:
                with self.subTest(user=name, case=letter):
                    self.assert_sees_nothing(name, letter)

    def test_coordinators_see_every_case_of_their_own_gmina(self):
        self.assert_sees("coordinator_1", "a")
        self.assert_sees("coordinator_1", "b")
        self.assert_sees("coordinator_2", "c")

    def test_partnerships_and_their_papers_stay_in_their_gmina(self):
        theirs = (
            self.partnership_2,
            self.partnership_2.member_ids,
            self.agreement_2,
            self.agreement_2.signatory_ids,
        )
        for name in ACROSS["c"]:
            for records in theirs:
                with self.subTest(user=name, model=records._name):
                    hidden = self.as_user(name, records)
                    self.assertFalse(hidden.search([("id", "in", hidden.ids)]))
                    with self.assertRaises(AccessError):
                        hidden.read(["display_name"])

    def test_claiming_another_gmina_opens_nothing(self):
        for letter, names in ACROSS.items():
            other = {"a": self.gmina_1, "c": self.gmina_2}[letter]
            for name in names:
                for companies in (other.ids, (self.gmina_1 | self.gmina_2).ids):
                    for model, record in self.content[letter].items():
                        hidden = self.as_user(name, record).with_context(
                            allowed_company_ids=companies
                        )
                        with self.subTest(user=name, model=model):
                            with self.assertRaises(AccessError):
                                hidden.read(["display_name"])
                            try:
                                found = hidden.search([("id", "=", hidden.id)])
                            except AccessError:
                                continue
                            self.assertFalse(found)

    def test_nobody_gives_himself_another_gmina(self):
        for name in ("worker_a", "coordinator_1"):
            user = self.as_user(name, self.users[name])
            for values in (
                {"company_ids": [Command.link(self.gmina_2.id)]},
                {"company_id": self.gmina_2.id},
            ):
                with self.subTest(user=name, values=dict(values)):
                    try:
                        user.write(values)  # is ignored, or refused
                    except UserError:
                        self.env.invalidate_all()
                    self.assertEqual(user.sudo().company_ids, self.gmina_1)
                    self.assertEqual(user.sudo().company_id, self.gmina_1)

    def test_a_coordinator_of_two_gminas_sees_the_one_that_is_chosen(self):
        both = new_test_user(
            self.env,
            login="test_both",
            groups=f"{MODULE}.group_coordinator",
            company_id=self.gmina_1.id,
            company_ids=[Command.set((self.gmina_1 | self.gmina_2).ids)],
        )
        cases = self.case_a | self.case_c
        for companies, seen in (
            (self.gmina_1, self.case_a),
            (self.gmina_2, self.case_c),
            (self.gmina_1 | self.gmina_2, cases),
        ):
            found = (
                self.env["kooperacja.case"]
                .with_user(both)
                .with_context(allowed_company_ids=companies.ids)
                .search([("id", "in", cases.ids)])
            )
            self.assertEqual(set(found.ids), set(seen.ids))

    def test_a_member_on_teams_of_two_gminas_sees_both_families(self):
        """A county institution works in many gminas; its people have both."""
        county = self.users["past_member"]
        self.partnership_2.member_ids = [
            Command.create(
                {
                    "institution_id": self.institutions["pcpr"].id,
                    "state": "joined",
                    "date_from": self.long_ago,
                }
            )
        ]
        self.join(self.case_c, county, self.long_ago)
        self.assert_sees_nothing("past_member", "c")
        county.company_ids += self.gmina_2
        self.env.invalidate_all()
        case = (
            self.case_c.with_user(county)
            .with_context(allowed_company_ids=county.company_ids.ids)
            .read(["number"])
        )
        self.assertTrue(case)
        self.assert_sees_nothing("past_member", "a")

    def test_a_case_hangs_on_a_partnership_and_a_family_of_its_own_gmina(self):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.case_a.partnership_id = self.partnership_2
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.env["kooperacja.case"].create(
                {
                    "household_id": self.case_c.household_id.id,
                    "partnership_id": self.partnership_1.id,
                    "company_id": self.gmina_1.id,
                }
            )

    def test_a_meeting_of_a_case_belongs_to_the_gmina_of_the_case(self):
        """Else the coordinator of the other gmina would keep its minutes."""
        for attacker in (self.users["worker_a"], self.env.user):
            with self.subTest(user=attacker.name), self.assertRaises(UserError):
                self.env["kooperacja.meeting"].with_user(attacker).create(
                    {
                        "case_id": self.case_a.id,
                        "partnership_id": self.partnership_2.id,
                        "start": self.at(self.tomorrow, 9),
                    }
                )

    def test_what_hangs_on_a_case_cannot_be_moved_to_another_gmina(self):
        for model, record in self.content["a"].items():
            if "company_id" not in record._fields:
                continue
            with self.subTest(model=model):
                theirs = record.with_user(self.users["coordinator_1"])
                with self.assertRaises(UserError):
                    theirs.write({"company_id": self.gmina_2.id})
                self.env.invalidate_all()
                self.assertEqual(record.company_id, self.gmina_1)

    def test_a_partnership_and_its_members_cannot_be_moved_to_another_gmina(self):
        self.users["coordinator_1"].company_ids += self.gmina_2
        for record in (self.partnership_1, self.partnership_1.member_ids[:1]):
            with self.subTest(model=record._name), self.assertRaises(UserError):
                self.as_user("coordinator_1", record).with_context(
                    allowed_company_ids=(self.gmina_1 | self.gmina_2).ids
                ).company_id = self.gmina_2

    def test_a_partnership_opens_no_family_to_its_members(self):
        colleague = new_test_user(
            self.env,
            login="test_colleague",
            groups=f"{MODULE}.group_member",
            company_id=self.gmina_1.id,
            parent_id=self.institutions["school_1"].id,
        )
        self.users["colleague"] = colleague
        self.assertTrue(self.as_user("colleague", self.partnership_1).read(["name"]))
        self.assertTrue(self.as_user("colleague", self.agreement_1).read(["name"]))
        self.assert_sees_nothing("colleague", "a")
        self.assert_sees_nothing("colleague", "b")
        row = self.partnership_1.member_ids.filtered(
            lambda member: member.institution_id == self.institutions["school_1"]
        )
        row.representative_id = colleague.partner_id
        self.partnership_1.message_subscribe(colleague.partner_id.ids)
        self.assert_sees_nothing("colleague", "a")

    def test_numbers_of_gminas_do_not_mix(self):
        self.assertEqual(self.case_a.number, self.case_c.number)
        self.assertNotEqual(self.case_a.number, self.case_b.number)
