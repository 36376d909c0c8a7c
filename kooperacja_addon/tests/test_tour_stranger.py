from odoo.tests import tagged

from .test_tour_browser import TourCase


@tagged("post_install", "-at_install")
class TestTourStranger(TourCase):
    def test_member_of_another_case_sees_nothing_of_this_one(self):
        self.tour("kooperacja_other_member", "member_b")

    def test_who_left_the_team_has_empty_lists(self):
        self.tour("kooperacja_past_member", "past_member")

    def test_employee_has_no_app(self):
        self.tour("kooperacja_employee", "employee")

    def test_employee_with_an_address_is_refused(self):
        # A list is asked for once, a record together with the list that it stands in.
        pages = {
            "sprawy": 1,
            f"sprawy/{self.case_a.id}": 2,
            f"rodziny/{self.families['a'].household.id}": 2,
            f"spotkania/{self.content['a']['kooperacja.meeting'].id}": 2,
        }
        for page, refusals in pages.items():
            with self.subTest(page):
                self.tour(
                    "kooperacja_employee_refused",
                    "employee",
                    url=f"/odoo/{page}",
                    refusals=refusals,
                )
