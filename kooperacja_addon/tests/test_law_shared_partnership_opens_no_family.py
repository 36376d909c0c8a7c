"""Several gminas in one partnership: it is read by all, and opens no family to any."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import MODULE, KooperacjaCase


class SharedPartnershipCase(KooperacjaCase):
    """Gmina 2 works in the partnership of gmina 1, with a case of its own (``case_s``).

    ``content["s"]`` holds the records of that case.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.row = cls.share(cls.partnership_1, cls.gmina_2, cls.users["coordinator_2"])
        cls.partnership_1.member_ids = [
            Command.create(
                {
                    "institution_id": cls.institutions["ops_2"].id,
                    "state": "joined",
                    "date_from": cls.long_ago,
                }
            ),
        ]
        cls.users["helper"] = new_test_user(
            cls.env,
            login="test_helper",
            name="Pani helper",
            groups=f"{MODULE}.group_member",
            company_id=cls.gmina_2.id,
            tz="Europe/Warsaw",
            parent_id=cls.institutions["school_1"].id,
        )
        cls.partnership_2.date_end = cls.yesterday
        cls._set_up_family("s", "Sosnowicz", "worker_c", ("helper",))
        cls.case_s = cls.content["s"]["kooperacja.case"]
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def share(cls, partnership, gmina, coordinator):
        row = (
            cls.env["kooperacja.partnership.gmina"]
            .with_user(partnership.coordinator_id)
            .create(
                {"partnership_id": partnership.id, "partner_id": gmina.partner_id.id}
            )
        )
        row.with_user(coordinator).action_accept()
        return row.with_user(cls.env.user)

    def shared_records(self):
        """Yield what of partnership 1 all its gminas read."""
        agreement = self.agreement_1
        agreement._keep_version("sent")
        agreement.remark_ids = [
            Command.create(
                {"institution_id": self.institutions["pcpr"].id, "remark": "Uwaga"}
            )
        ]
        member = self.member_of("ops_1")
        member.representative_ids = [
            Command.create({"partner_id": self.users["worker_a"].partner_id.id})
        ]
        meeting = self.make_meeting("partnership")
        return (
            self.partnership_1,
            member,
            member.representative_ids,
            agreement,
            agreement.signatory_ids[0],
            agreement.version_ids,
            agreement.remark_ids,
            meeting,
            meeting.agenda_ids[0],
            meeting.preparation_ids[0],
            meeting.attendance_ids[0],
            meeting.decision_ids[0],
            self.resources[self.gmina_1],
            self.row,
        )

    def member_of(self, institution):
        return self.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == self.institutions[institution]
        )

    def make_meeting(self, kind):
        return self.env["kooperacja.meeting"].create(
            {
                "kind": kind,
                "partnership_id": self.partnership_1.id,
                "start": self.at(self.tomorrow, 10),
                "attendance_ids": [
                    Command.create({"partner_id": self.institutions["pcpr"].id})
                ],
                "decision_ids": [Command.create({"name": "Uchwała"})],
                "preparation_ids": [Command.create({"name": "Sala"})],
            }
        )

    def ask(self, user, institution, **vals):
        """Ask ``institution`` for a worker, as ``user``."""
        delegation = (
            self.env["kooperacja.delegation"]
            .with_user(self.users[user])
            .create(
                {
                    "partnership_id": self.partnership_1.id,
                    "institution_id": self.institutions[institution].id,
                    **vals,
                }
            )
        )
        delegation.action_ask()
        return delegation

    def opens(self, user, record):
        hidden = self.as_user(user, record)
        found = bool(hidden.search_count([("id", "=", hidden.id)]))
        try:
            read = bool(hidden.read(["display_name"]))
        except AccessError:
            read = False
        self.assertEqual(found, read, record._name)
        return read


@tagged("post_install", "-at_install")
class TestSharedPartnershipOpensNoFamily(SharedPartnershipCase):
    def test_what_the_partnership_holds_is_read_by_each_gmina(self):
        for record in self.shared_records():
            for name in ("coordinator_1", "coordinator_2", "worker_c", "member_c"):
                with self.subTest(user=name, model=record._name):
                    self.assertTrue(self.opens(name, record))

    def test_every_field_of_it_can_be_read_there(self):
        for record in self.shared_records():
            with self.subTest(model=record._name):
                self.assertTrue(self.as_user("coordinator_2", record).read())

    def test_only_the_leading_gmina_writes_in_it(self):
        for record in self.shared_records():
            for name in ("coordinator_2", "worker_c"):
                with self.subTest(user=name, model=record._name):
                    theirs = self.as_user(name, record)
                    self.assertFalse(theirs.has_access("write") and record != self.row)
                    self.assertFalse(theirs.has_access("unlink"))
        with self.assertRaises(AccessError):
            self.as_user("coordinator_2", self.partnership_1).name = "Moje"
        with self.assertRaises(AccessError):
            self.as_user("coordinator_2", self.partnership_1).action_new_agreement()

    def test_a_gmina_outside_reads_nothing_of_it(self):
        gmina = self.env["res.company"].create({"name": "Gmina Olszyna"})
        self.users["outsider"] = new_test_user(
            self.env,
            login="test_outsider",
            groups=f"{MODULE}.group_coordinator",
            company_id=gmina.id,
        )
        for record in self.shared_records():
            with self.subTest(model=record._name):
                self.assertFalse(self.opens("outsider", record))

    def test_cases_stay_closed_to_the_other_gmina_on_both_sides(self):
        for name in ("coordinator_1", "worker_a", "member_a", "past_member"):
            with self.subTest(user=name):
                self.assert_sees_nothing(name, "s")
        for name in ("coordinator_2", "worker_c", "member_c", "helper"):
            with self.subTest(user=name):
                self.assert_sees_nothing(name, "a")
                self.assert_sees_nothing(name, "b")

    def test_the_case_is_worked_on_in_its_own_gmina(self):
        for name in ("coordinator_2", "worker_c", "helper"):
            with self.subTest(user=name):
                self.assert_sees(name, "s")
        for record in self.content["s"].values():
            if "company_id" in record._fields:
                self.assertEqual(record.company_id, self.gmina_2, record._name)

    def test_claiming_the_other_gmina_opens_nothing(self):
        both = (self.gmina_1 | self.gmina_2).ids
        for name, letter in (("coordinator_1", "s"), ("coordinator_2", "a")):
            for model, record in self.content[letter].items():
                hidden = self.as_user(name, record).with_context(
                    allowed_company_ids=both
                )
                with self.subTest(model=model), self.assertRaises(AccessError):
                    hidden.read(["display_name"])

    def test_groups_and_counts_tell_nothing(self):
        for model in self.content["s"]:
            records = self.as_user("coordinator_1", self.env[model])
            ids = [self.content[letter][model].id for letter in "as"]
            with self.subTest(model=model):
                self.assertEqual(records.search_count([("id", "in", ids)]), 1)
                [(count,)] = records._read_group([("id", "in", ids)], [], ["__count"])
                self.assertEqual(count, 1)

    def test_paths_from_the_partnership_lead_into_no_family(self):
        self.users["coordinator_1"].group_ids += self.env.ref("base.group_allow_export")
        self.ask("worker_c", "pcpr", case_id=self.case_s.id)
        partnership = self.as_user("coordinator_1", self.partnership_1)
        for domain in (
            [("meeting_ids.case_id", "=", self.case_s.id)],
            [("meeting_ids", "any", [("company_id", "=", self.gmina_2.id)])],
            [("letter_ids", "any", [("company_id", "=", self.gmina_2.id)])],
        ):
            with self.subTest(domain=domain):
                self.assertFalse(partnership.search(domain))
        self.assertFalse(partnership.meeting_ids)
        self.assertFalse(partnership.letter_ids)
        exported = partnership.export_data(
            ["name", "meeting_ids/display_name", "letter_ids/name", "next_meeting"]
        )
        self.assertEqual(exported["datas"], [[partnership.name, "", "", ""]])

    def test_team_meetings_stand_in_no_other_gminas_list(self):
        meeting = self.content["s"]["kooperacja.meeting"]
        self.assertEqual(meeting.partnership_id, self.partnership_1)
        self.assertNotIn(
            meeting,
            self.as_user("coordinator_1", self.env["kooperacja.meeting"]).search([]),
        )
        self.assertNotIn(
            meeting, self.as_user("coordinator_1", self.partnership_1).meeting_ids
        )

    def test_the_talk_with_the_authorities_is_the_leading_gminas_own(self):
        talk = self.make_meeting("authorities")
        self.assertTrue(self.opens("coordinator_1", talk))
        self.assertFalse(self.opens("coordinator_2", talk))
        self.assertFalse(self.opens("coordinator_2", talk.decision_ids))

    def test_letters_are_kept_by_the_gmina_that_writes_them(self):
        letters = self.env["kooperacja.letter"]
        for name, other, gmina in (
            ("coordinator_1", "coordinator_2", self.gmina_1),
            ("coordinator_2", "coordinator_1", self.gmina_2),
        ):
            letter = letters.with_user(self.users[name])._draft(
                "other",
                self.partnership_1.with_user(self.users[name]),
                self.institutions["pcpr"],
                send_due=self.tomorrow,
            )
            self.assertEqual(letter.sudo().company_id, gmina)
            self.assertTrue(self.opens(name, letter))
            self.assertFalse(self.opens(other, letter))
            deadline = self.as_user(name, self.env["kooperacja.deadline"]).search(
                [("res_id", "=", letter.id), ("res_model", "=", letter._name)]
            )
            self.assertEqual(deadline.user_id, self.users[name])
            self.assertFalse(self.opens(other, deadline))

    def test_a_request_for_a_case_is_seen_by_who_asks_and_who_is_asked(self):
        request = self.ask("worker_c", "school_1", case_id=self.case_s.id)
        self.assertEqual(request.sudo().company_id, self.gmina_2)
        self.assertEqual(request.case_number, self.case_s.number)
        for name, seen in (
            ("worker_c", True),
            ("coordinator_2", True),
            ("helper", True),  # of the school that was asked, in gmina 2
            ("member_a", True),  # of the school that was asked, in gmina 1
            ("coordinator_1", False),
            ("worker_a", False),
            ("member_b", False),
        ):
            with self.subTest(user=name):
                self.assertEqual(self.opens(name, request), seen)
        letter = request.letter_id.sudo()
        self.assertEqual(letter.company_id, self.gmina_2)
        self.assertFalse(self.opens("coordinator_1", letter))
        for name, count in (("coordinator_1", 0), ("coordinator_2", 1)):
            found = self.as_user(name, self.env["kooperacja.deadline"]).search_count(
                [("res_id", "=", request.id), ("res_model", "=", request._name)]
            )
            self.assertEqual(found, count)

    def test_the_asked_institution_answers_from_its_own_gmina(self):
        request = self.ask("worker_c", "school_1", case_id=self.case_s.id)
        member = self.member_of("school_1")
        member.representative_id = self.users["member_a"].partner_id
        asked = self.as_user("member_a", request)
        self.assertTrue(asked.may_answer)
        self.assertFalse(asked.case_id)
        asked._answer("declined", self.today, note="Nie mamy nikogo")
        self.assertEqual(request.state, "declined")
        self.assert_sees_nothing("member_a", "s")

    def test_a_request_for_no_case_is_read_by_all_gminas(self):
        problem = self.env.ref(f"{MODULE}.problem_debt").id
        request = self.ask("worker_c", "pcpr", problem_id=problem)
        self.assertTrue(self.opens("coordinator_1", request))
        self.assertFalse(self.as_user("coordinator_1", request).has_access("write"))
        with self.assertRaises(AccessError):
            self.as_user("coordinator_1", request).action_withdraw()
        draft = request.sudo().copy({"problem_id": problem})
        self.assertEqual(draft.company_id, self.gmina_2)
        self.assertFalse(self.opens("coordinator_1", draft))

    def test_nobody_asks_in_the_name_of_another_gmina(self):
        problem = self.env.ref(f"{MODULE}.problem_debt").id
        with self.assertRaises(AccessError):
            self.ask("worker_c", "pcpr", problem_id=problem, company_id=self.gmina_1.id)
        with self.assertRaises(ValidationError):
            self.env["kooperacja.delegation"].create(
                {
                    "partnership_id": self.partnership_2.id,
                    "institution_id": self.institutions["ops_2"].id,
                    "company_id": self.gmina_1.id,
                    "problem_id": problem,
                }
            )
        with self.assertRaises(ValidationError):
            self.env["kooperacja.delegation"].create(
                {
                    "partnership_id": self.partnership_1.id,
                    "institution_id": self.institutions["pcpr"].id,
                    "company_id": self.gmina_1.id,
                    "case_id": self.case_s.id,
                }
            )

    def test_an_institution_that_leaves_tells_nothing_of_the_others_teams(self):
        self.join(self.case_s, self.users["portal"], self.long_ago)
        member = self.member_of("school_1")
        self.team["a"][0].date_to = self.yesterday
        dialog = (
            self.env["kooperacja.partnership.leave"]
            .with_user(self.users["coordinator_1"])
            .create({"member_id": member.id, "reason": "Zmiana"})
        )
        self.assertFalse(dialog.has_people_on_teams)
        self.assertFalse(dialog.case_numbers)
        dialog.action_leave()
        self.assertFalse(self.team["s"][0].date_to)
        self.assert_sees("helper", "s")

    def test_papers_of_the_other_gmina_cannot_be_opened(self):
        attachment = self.env["ir.attachment"].create(
            {
                "name": "notatka.txt",
                "raw": b"x",
                "res_model": "kooperacja.case",
                "res_id": self.case_s.id,
            }
        )
        self.assertTrue(self.opens("coordinator_2", attachment))
        self.assertFalse(self.opens("coordinator_1", attachment))

    def test_who_works_for_both_sees_the_gmina_that_is_chosen(self):
        both = new_test_user(
            self.env,
            login="test_both_gminas",
            groups=f"{MODULE}.group_coordinator",
            company_id=self.gmina_1.id,
            company_ids=[Command.set((self.gmina_1 | self.gmina_2).ids)],
        )
        cases = self.case_a | self.case_s
        for gminas, seen in (
            (self.gmina_1, self.case_a),
            (self.gmina_2, self.case_s),
            (self.gmina_1 | self.gmina_2, cases),
        ):
            self.env.invalidate_all()
            env = self.env(user=both, context={"allowed_company_ids": gminas.ids})
            self.assertEqual(
                env["kooperacja.case"].search([("id", "in", cases.ids)]).ids,
                env["kooperacja.case"]
                .browse(cases.ids)
                .filtered(lambda c, s=seen: c.id in s.ids)
                .sorted()
                .ids,
            )
            partnership = env["kooperacja.partnership"].browse(self.partnership_1.id)
            self.assertTrue(partnership.read(["gmina_names"]))
            self.assertEqual(partnership.led_by_me, self.gmina_1 in gminas)
            for case in cases - seen:
                with self.assertRaises(AccessError):
                    env["kooperacja.case"].browse(case.id).read(["number"])


@tagged("post_install", "-at_install")
class TestGminaJoins(SharedPartnershipCase):
    def invite(self, user="coordinator_2", partnership=None, gmina=None):
        return (
            self.env["kooperacja.partnership.gmina"]
            .with_user(self.users[user])
            .create(
                {
                    "partnership_id": (partnership or self.partnership_2).id,
                    "partner_id": (gmina or self.gmina_1).partner_id.id,
                }
            )
        )

    def test_an_invitation_alone_opens_nothing_to_anybody(self):
        row = self.invite()
        self.assertEqual(row.state, "invited")
        self.assertFalse(self.opens("coordinator_1", self.partnership_2))
        self.assertFalse(self.opens("coordinator_1", self.agreement_2))
        self.assertTrue(self.opens("coordinator_1", row))
        self.assert_sees_nothing("coordinator_2", "a")
        row.unlink()

    def test_the_invited_gmina_itself_says_yes(self):
        row = self.invite()
        for name in ("coordinator_2", "worker_a", "member_a", "worker_c"):
            with self.subTest(user=name), self.assertRaises(AccessError):
                self.as_user(name, row).action_accept()
        for claimed in (self.gmina_1.ids, (self.gmina_1 | self.gmina_2).ids):
            with self.assertRaises(AccessError):
                self.as_user("coordinator_2", row).with_context(
                    allowed_company_ids=claimed
                ).action_accept()
        self.as_user("coordinator_1", row).action_accept()
        self.assertTrue(self.opens("coordinator_1", self.partnership_2))
        self.assertEqual(
            self.partnership_2.gmina_names, "Gmina Dębowiec, Gmina Sosnowo"
        )

    def test_it_may_say_no_and_be_asked_again(self):
        row = self.invite()
        self.as_user("coordinator_1", row).action_decline()
        self.assertFalse(self.opens("coordinator_1", self.partnership_2))
        with self.assertRaises(UserError):
            self.as_user("coordinator_1", row).action_accept()
        self.invite()

    def test_only_the_leading_gmina_invites(self):
        for name in ("coordinator_1", "worker_c", "member_c"):
            with self.subTest(user=name), self.assertRaises(AccessError):
                self.invite(name)

    def test_nobody_writes_the_gminas_of_a_partnership(self):
        row = self.invite()
        for record, vals in (
            (self.partnership_2, {"gmina_ids": [Command.link(self.gmina_1.id)]}),
            (row, {"state": "joined"}),
            (row, {"company_id": self.gmina_1.id}),
            (
                self.partnership_2,
                {"gmina_row_ids": [Command.update(row.id, {"state": "joined"})]},
            ),
        ):
            for name in ("coordinator_2", "coordinator_1", "system"):
                with self.subTest(user=name, vals=vals), self.assertRaises(UserError):
                    self.as_user(name, record).write(vals)
                self.env.invalidate_all()
        with self.assertRaises(UserError):
            row.copy({"state": "joined"})
        self.assertEqual(self.partnership_2._get_gminas(), self.gmina_2)

    def test_a_created_partnership_has_its_own_gmina_only(self):
        partnership = (
            self.env["kooperacja.partnership"]
            .with_user(self.users["coordinator_1"])
            .create({"name": "X", "gmina_ids": [Command.link(self.gmina_2.id)]})
        )
        self.assertEqual(partnership.sudo().gmina_ids, self.gmina_1)
        self.assertFalse(partnership.is_shared)

    def test_the_same_gmina_is_invited_once_and_the_leading_one_never(self):
        with self.assertRaises(UserError):
            self.invite("coordinator_1", self.partnership_1, self.gmina_1)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.invite("coordinator_1", self.partnership_1, self.gmina_2)

    def test_who_is_no_gmina_here_is_invited_as_an_institution(self):
        with self.assertRaises(ValidationError):
            self.env["kooperacja.partnership.gmina"].create(
                {
                    "partnership_id": self.partnership_2.id,
                    "partner_id": self.institutions["pcpr"].id,
                }
            )

    def test_the_coordinator_opens_the_institutions_and_then_shares(self):
        """Also those of whom somebody has a login, and nobody else may open them."""
        director = self.users["worker_c"].partner_id
        self.assertIn(director.parent_id, self.partnership_2.member_ids.institution_id)
        (director | director.parent_id).company_id = self.gmina_2
        for name in ("coordinator_1", "worker_c", "member_c"):
            with self.subTest(name), self.assertRaises(AccessError):
                director.parent_id.with_user(self.users[name]).action_open_to_all()
        self.partnership_2.with_user(
            self.users["coordinator_2"]
        ).action_open_institutions()
        self.assertFalse((director | director.parent_id).company_id)
        self.assertEqual(self.invite().state, "invited")

    def test_contacts_of_one_gmina_hinder_the_sharing(self):
        self.institutions["ops_2"].company_id = self.gmina_2
        with (
            self.assertRaisesRegex(ValidationError, "OPS Dębowiec"),
            self.env.cr.savepoint(),
        ):
            self.invite()
        self.institutions["ops_2"].company_id = False
        self.env.invalidate_all()
        row = self.invite()
        self.institutions["ops_2"].company_id = self.gmina_2
        with self.assertRaises(UserError):
            self.as_user("coordinator_1", row).action_accept()
        with self.assertRaisesRegex(ValidationError, "Własna"):
            self.partnership_1.member_ids = [
                Command.create(
                    {
                        "institution_id": self.env["res.partner"]
                        .create(
                            {
                                "name": "Własna",
                                "is_company": True,
                                "is_institution": True,
                                "company_id": self.gmina_1.id,
                            }
                        )
                        .id
                    }
                )
            ]

    def test_a_gmina_leaves_when_its_cases_are_elsewhere(self):
        row = self.as_user("coordinator_2", self.row)
        with self.assertRaisesRegex(UserError, self.case_s.number):
            row.action_leave()
        with self.assertRaises(AccessError):
            self.as_user("coordinator_1", self.row).action_leave()
        self.partnership_2.date_end = False
        self.as_user("coordinator_2", self.case_s).partnership_id = self.partnership_2
        self.as_user("coordinator_2", self.row).action_leave()
        self.assertFalse(self.opens("coordinator_2", self.partnership_1))
        self.assertFalse(self.opens("coordinator_2", self.agreement_1))
        with self.assertRaises(UserError):
            self.as_user("coordinator_1", self.row).unlink()

    def test_a_case_takes_its_team_from_the_shared_partnership(self):
        with self.assertRaises(ValidationError):
            self.join(self.case_s, self.users["member_c"], self.today)
        member = self.as_user("worker_c", self.case_s).member_ids.filtered(
            lambda m: m.partner_id == self.users["helper"].partner_id
        )
        self.assertEqual(member.institution_id, self.institutions["school_1"])
        self.assertIn(self.institutions["pcpr"], member.available_institution_ids)

    def test_a_case_joins_no_partnership_in_which_its_gmina_is_not(self):
        with self.assertRaises(UserError):
            self.case_a.partnership_id = self.partnership_2
        with self.assertRaises(UserError):
            self.as_user(
                "coordinator_1", self.case_a
            ).partnership_id = self.partnership_2

    def test_numbers_are_those_of_the_gmina_of_the_record(self):
        for gmina, days in ((self.gmina_1, "3"), (self.gmina_2, "21")):
            gmina.kooperacja_number_ids.filtered(
                lambda n: n.code == "delegation_answer_days"
            ).own_value = days
        problem = self.env.ref(f"{MODULE}.problem_debt").id
        for name, days in (("worker_a", 3), ("worker_c", 21)):
            request = self.ask(name, "pcpr", problem_id=problem)
            self.assertEqual(request.answer_days, days)


@tagged("post_install", "-at_install")
class TestAgreementOfSeveralGminas(SharedPartnershipCase):
    print_documents = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gmina_1.kooperacja_variant_id = cls.env.ref(f"{MODULE}.variant_urban_rural")
        cls.gmina_2.kooperacja_variant_id = cls.env.ref(f"{MODULE}.variant_rural")
        cls.env["res.partner"].create(
            {
                "name": "Wanda Wójcik",
                "parent_id": cls.gmina_2.partner_id.id,
                "function": cls.gmina_2.kooperacja_variant_id.head_label,
            }
        )
        cls.agreement = (
            cls.env["kooperacja.agreement"]
            .with_user(cls.users["coordinator_1"])
            .create({"partnership_id": cls.partnership_1.id})
        )

    def heads(self):
        gminas = self.gmina_1 | self.gmina_2
        return self.agreement.signatory_ids.filtered(
            lambda s: s.institution_id in gminas.partner_id
        )

    def test_it_begins_with_the_words_for_several_gminas(self):
        self.assertTrue(self.agreement.template_id.for_several_gminas)
        for words in ("Gmina Sosnowo, Gmina Dębowiec", "leading gmina: Gmina Sosnowo"):
            self.assertIn(words, self.agreement.text)

    def test_the_head_of_each_gmina_signs_in_the_words_of_its_variant(self):
        self.assertIn("Gmina Dębowiec", self.agreement.sign_warning)
        self.agreement.action_fill_signatories()
        self.assertFalse(self.agreement._get_gminas_to_sign())
        posts = {
            s.institution_id.name: (s.representative, s.representative_function)
            for s in self.heads()
        }
        variants = (
            self.gmina_1.kooperacja_variant_id,
            self.gmina_2.kooperacja_variant_id,
        )
        self.assertEqual(
            posts,
            {
                "Gmina Sosnowo": (False, variants[0].head_label),
                "Gmina Dębowiec": ("Wanda Wójcik", variants[1].head_label),
            },
        )

    def test_one_gmina_alone_signs_as_before(self):
        agreement = self.env["kooperacja.agreement"].create(
            {"partnership_id": self.partnership_2.id}
        )
        agreement.action_fill_signatories()
        self.assertFalse(agreement.template_id.for_several_gminas)
        self.assertEqual(
            agreement.signatory_ids.institution_id,
            self.partnership_2.member_ids.institution_id,
        )

    def test_the_signed_paper_names_all_gminas_and_is_read_by_them(self):
        self.agreement.action_fill_signatories()
        for signatory in self.agreement.signatory_ids:
            signatory.write(
                {
                    "representative": signatory.representative or "Jan Lis",
                    "state": "signed",
                    "signed_on": self.today,
                }
            )
        self.agreement.signed_on = self.today
        self.agreement.action_sign()
        self.assertTrue(self.as_user("coordinator_2", self.agreement).signed_document)
        page, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.users["coordinator_2"])
            ._render_qweb_html(f"{MODULE}.report_agreement", self.agreement.ids)
        )
        page = page.decode()
        for words in (
            "Gmina Sosnowo, Gmina Dębowiec",
            "Wanda Wójcik",
            self.gmina_2.kooperacja_variant_id.head_label,
            "What is known of a family stays in its gmina.",
        ):
            self.assertIn(words, page)
        joined = self.partnership_1.member_ids.filtered(lambda m: m.state == "joined")
        self.assertIn(self.gmina_2.partner_id, joined.institution_id)
