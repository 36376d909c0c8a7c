"""Who carries how many families: counted, warned, never blocked."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .steps import PathCase


@tagged("post_install", "-at_install")
class TestWorkload(PathCase):
    def load_of(self, name, user="coordinator_1"):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.of(user, "kooperacja.workload").search(
            [("partner_id", "=", self.users[name].partner_id.id)]
        )

    def limit_to(self, cases, blue_card=False):
        numbers = self.gmina_1.kooperacja_number_ids
        for code, value in (
            ("caseload", cases),
            ("caseload_blue_card", blue_card or cases),
        ):
            numbers.filtered(lambda n, c=code: n.code == c).own_value = str(value)

    def test_a_case_coordinated_from_the_team_counts_once(self):
        self.assertRecordValues(
            self.load_of("worker_a"),
            [{"case_count": 1, "coordinated_count": 1, "team_count": 0, "limit": 20}],
        )
        self.join(self.case_b, self.worker, self.long_ago)
        self.assertRecordValues(
            self.load_of("worker_a"),
            [{"case_count": 2, "coordinated_count": 1, "team_count": 1}],
        )

    def test_who_left_and_who_has_not_begun_carries_nothing(self):
        self.assertFalse(self.load_of("past_member"))
        self.assertFalse(self.load_of("future_member"))

    def test_a_closed_case_is_no_load(self):
        self.close_case(self.case)
        self.assertFalse(self.load_of("worker_a"))

    def test_with_a_blue_card_the_limit_is_lower(self):
        self.case.blue_card = True
        self.assertRecordValues(
            self.load_of("worker_a"), [{"blue_card_count": 1, "limit": 17}]
        )

    def test_more_cases_than_the_limit_are_warned_of_and_not_blocked(self):
        self.limit_to(1)
        self.assertFalse(self.load_of("worker_a").is_over)
        self.assertFalse(self.case.workload_warning)
        other = self.new_case()
        self.assertTrue(self.load_of("worker_a").is_over)
        self.assertIn("2 open cases", other.workload_warning)

    def test_who_hands_over_learns_that_the_successor_is_at_the_limit(self):
        self.limit_to(1)
        dialog = self.case.env["kooperacja.case.handover"].create(
            {
                "case_ids": [(6, 0, self.case.ids)],
                "from_partner_id": self.worker.partner_id.id,
                "to_partner_id": self.users["worker_b"].partner_id.id,
            }
        )
        self.assertIn("as many open cases", dialog.warning)
        dialog.action_hand_over()
        self.assertEqual(self.case.sudo().coordinator_id, self.users["worker_b"])

    def test_everybody_sees_the_own_load_and_the_coordinator_all(self):
        self.assertTrue(self.load_of("worker_a", "worker_a"))
        self.assertFalse(self.load_of("worker_b", "worker_a"))
        self.assertTrue(self.load_of("worker_b"))
        self.assertFalse(self.load_of("worker_c"))

    def test_the_number_of_blue_cards_is_for_workers(self):
        self.case.blue_card = True
        load = self.load_of("member_a", "member_a")
        self.assertEqual(load.case_count, 1)
        for record, field in (
            (load, "blue_card_count"),
            (self.case.with_user(self.member), "blue_card"),
            (self.case.with_user(self.member), "blue_card_number"),
        ):
            with self.assertRaises(AccessError):
                record.read([field])

    def test_the_limit_tells_a_mere_member_of_no_blue_card(self):
        self.case.blue_card = True
        name = self.member.login.removeprefix("test_")
        self.assertEqual(self.load_of(name, name).limit, 20)
        self.assertEqual(self.load_of(name).limit, 17)

    def test_the_list_costs_the_same_for_many_people(self):
        def read():
            self.env.flush_all()
            self.env.invalidate_all()
            rows = self.of("coordinator_1", "kooperacja.workload").search([])
            rows.mapped("is_over")
            return len(rows)

        read()
        few_queries = self.env.cr.sql_log_count
        few = read()
        few_queries = self.env.cr.sql_log_count - few_queries
        self.add_members(20)
        read()
        many_queries = self.env.cr.sql_log_count
        self.assertEqual(read(), few + 20)
        many_queries = self.env.cr.sql_log_count - many_queries
        self.assertEqual(many_queries, few_queries)

    def test_from_the_list_all_cases_of_one_person_are_handed_over(self):
        action = self.load_of("worker_a").action_hand_over()
        self.assertEqual(action["context"]["default_case_ids"], self.case.ids)
        self.assertEqual(
            action["context"]["default_from_partner_id"], self.worker.partner_id.id
        )
