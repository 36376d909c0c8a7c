"""A login for an adult of a family: who gets one, when it ends, and who sees it."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import KooperacjaCase


@tagged("post_install", "-at_install")
class TestFamilyLogin(KooperacjaCase):
    def give(self, email="matka@example.com", user="worker_a", **values):
        logins = self.as_user(user, self.env["kooperacja.family.login"])
        person = values.pop("person", self.families["a"].adult)
        return logins._create_for(person.with_user(logins.env.user), email, **values)

    def end_first(self):
        self.as_user("worker_a", self.family_login).action_end()

    def test_who_coordinates_the_case_gives_and_ends_a_login(self):
        self.end_first()
        self.assertEqual(self.family_login.end_reason, "coordinator")
        self.assertFalse(self.users["family"].active)
        login = self.give()
        self.assertEqual((login.state, login.date_from), ("open", self.today))
        user = login.sudo().user_id
        self.assertEqual(user.login, "matka@example.com")
        self.assertTrue(user.has_group("kooperacja_addon.group_family"))
        self.assertTrue(user._is_portal())
        self.assertFalse(user.has_group("kooperacja_addon.group_team"))
        with self.assertRaisesRegex(UserError, "ended|Ended|stays on record"):
            self.family_login.email = "inny@example.com"

    def test_no_other_gives_or_ends_one(self):
        for name in ("member_a", "worker_b", "officer", "family"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.give(f"{name}@example.org", name)
            with self.subTest(name), self.assertRaises(AccessError):
                self.as_user(name, self.family_login).action_end()

    def test_children_get_none(self):
        child = self.families["a"].child
        with self.assertRaisesRegex(UserError, "Children get no login"):
            self.give("dziecko@example.com", person=child)
        child.birth_date = False
        with self.assertRaisesRegex(UserError, "Children get no login"):
            self.give("dziecko@example.com", person=child, confirmed_adult=True)

    def test_without_a_date_of_birth_somebody_confirms_the_age(self):
        uncle = self.families["a"].adult.copy(
            {"first_name": "Wuj", "pesel": False, "birth_date": False, "role": "other"}
        )
        with self.assertRaisesRegex(UserError, "confirm"):
            self.give("wuj@example.com", person=uncle)
        login = self.give("wuj@example.com", person=uncle, confirmed_adult=True)
        self.assertEqual(login.state, "open")

    def test_one_address_serves_one_person(self):
        aunt = self.families["a"].adult.copy(
            {"first_name": "Ciotka", "pesel": False, "birth_date": "1970-01-01"}
        )
        for address in ("family@example.com", "FAMILY@example.com"):
            with self.subTest(address), self.assertRaises(UserError):
                self.give(address, person=aunt)
        with self.assertRaisesRegex(ValidationError, "no e-mail address"):
            self.give("nie ma", person=aunt)

    @mute_logger("odoo.sql_db")
    def test_a_person_has_one_open_login_for_a_case(self):
        with self.assertRaises(IntegrityError):
            self.give()
            self.env.flush_all()

    def test_a_new_login_by_the_same_address_takes_no_old_password(self):
        self.users["family"].password = "stare hasło"
        before = self.password_of(self.users["family"])
        self.end_first()
        login = self.give("family@example.com")
        user = login.sudo().user_id
        self.assertEqual(user, self.users["family"])
        self.assertTrue(user.active)
        self.assertNotEqual(self.password_of(user), before)

    def password_of(self, user):
        self.env.flush_all()
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [user.id])
        return self.env.cr.fetchone()[0]

    def test_it_ends_with_the_case(self):
        self.close_case(self.case_a)
        self.assert_ended("closed")

    def test_it_ends_when_the_person_is_no_longer_with_the_family(self):
        adult = self.families["a"].adult
        for values in (
            {"lives_elsewhere": True},
            {"is_dead": True},
            {"active": False},
            {"birth_date": "2015-01-01", "pesel": False},
        ):
            with self.subTest(values):
                point = self.env.cr.savepoint()
                self.as_user("worker_a", adult).write(values)
                self.assert_ended("left")
                point.close(rollback=True)
                self.env.invalidate_all()

    def assert_ended(self, reason):
        self.assertEqual(self.family_login.state, "ended")
        self.assertEqual(self.family_login.end_reason, reason)
        self.assertEqual(self.family_login.date_to, self.today)
        self.assertFalse(self.users["family"].active)

    def test_a_person_of_two_families_has_one_login_and_two_doors(self):
        person = self.families["c"].adult
        mine = self.families["a"].adult
        person.write({"pesel": False})
        person.write(
            {
                "first_name": mine.first_name,
                "last_name": mine.last_name,
                "birth_date": mine.birth_date,
            }
        )
        second = self.give("family@example.com", "worker_c", person=person)
        self.assertEqual(second.sudo().user_id, self.users["family"])
        logins = self.as_user("family", self.env["kooperacja.family.login"])
        self.assertEqual(logins._get_mine(), self.family_login + second)
        self.end_first()
        self.assertTrue(self.users["family"].active)
        self.assertEqual(logins._get_mine(), second)

    # --- the contact of the login ----------------------------------------------------

    def test_the_contact_bears_nothing_but_the_login(self):
        contact = self.users["family"].partner_id
        self.assertEqual(contact.email, "family@example.com")
        self.assert_tells_nothing(contact.read())
        self.assertIn(self.case_a.number, contact.name)
        for values in (
            {"name": "Żaneta Abramowicz"},
            {"phone": "600 700 800"},
            {"street": "Wrzosowa 7"},
            {"comment": "<p>Żaneta</p>"},
            {"parent_id": self.institutions["ops_1"].id},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                contact.sudo().write(values)
        with self.assertRaises(UserError):
            self.env["res.partner"].create({"name": "X", "parent_id": contact.id})
        with self.assertRaises(UserError):
            contact.is_family_login = False

    def test_nobody_makes_a_contact_a_login_of_a_family(self):
        partners = self.as_user("coordinator_1", self.env["res.partner"])
        with self.assertRaises(UserError):
            partners.create({"name": "X", "is_family_login": True})

    def test_the_contact_is_hidden_from_everybody_else(self):
        contact, user = self.users["family"].partner_id, self.users["family"]
        for name in ("employee", "member_a", "coordinator_1", "system", "portal"):
            with self.subTest(name):
                seen = self.as_user(name, contact)
                for search in (
                    lambda r, what: r.search(what),
                    lambda r, what: r.search_fetch(what, ["name"]),
                ):
                    self.assertNotIn(contact.id, search(seen, [("id", ">", 0)]).ids)
                found = seen.name_search(contact.name) + seen.name_search(contact.email)
                self.assertNotIn(contact.id, [id_ for id_, _name in found])
                with self.assertRaises(AccessError):
                    seen.read(["name", "email"])
                users = self.as_user(name, user)
                self.assertFalse(users.search([("id", "=", user.id)]))
                with self.assertRaises(AccessError):
                    users.read(["login"])

    def test_the_contact_is_in_no_suggestion(self):
        contact = self.users["family"].partner_id
        for name in ("employee", "member_a", "coordinator_1"):
            seen = self.as_user(name, self.env["res.partner"])
            for words in ("Family", "family@example", self.case_a.number):
                with self.subTest(user=name, words=words):
                    told = seen.get_mention_suggestions(words, limit=50)
                    told = str(told) + str(seen.search_for_channel_invite(words))
                    self.assertNotIn(contact.email, told)
                    self.assertNotIn(contact.name, told)

    def test_nobody_makes_the_contact_a_follower_or_an_attendee(self):
        contact = self.users["family"].partner_id
        partnership = self.as_user("coordinator_1", self.partnership_1)
        partnership.message_subscribe(partner_ids=contact.ids)
        self.assertNotIn(contact, self.partnership_1.message_partner_ids)
        events = self.as_user("coordinator_1", self.env["calendar.event"])
        with self.assertRaises(AccessError):
            events.create(
                {
                    "name": "X",
                    "start": "2030-01-01 10:00:00",
                    "stop": "2030-01-01 11:00:00",
                    "partner_ids": [(4, contact.id)],
                }
            ).read(["partner_ids", "attendee_ids"])
            self.env["calendar.attendee"].with_user(self.users["coordinator_1"]).search(
                [("partner_id", "=", contact.id)]
            ).partner_id.read(["name"])

    def test_a_family_member_opens_no_record_at_all(self):
        self.assert_sees_nothing("family")
        self.assert_sees_nothing("family", "b")
