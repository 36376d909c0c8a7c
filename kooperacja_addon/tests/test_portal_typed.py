"""What was typed on a phone is sent once and kept until then, for nobody else."""

from odoo.tests import tagged

from .portal_browser import LOADED, PhoneCase
from .portal_pages import make_partner

TYPED = "Mama była na rozmowie, Staś zdał."
FIELD = "document.querySelector('#entry_text')"
KEPT = "Object.keys(sessionStorage).filter((k) => k.startsWith('kooperacja:')).length"
SEND = "document.querySelector('#wpisy button[type=submit]').click()"


@tagged("post_install", "-at_install")
class TestPortalTyped(PhoneCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = make_partner(cls)
        cls.login = cls.person.user.login
        cls.page = f"/my/sprawy/{cls.case_a.id}"

    def entries(self):
        return self.env["kooperacja.case.entry"].search_count([("text", "=", TYPED)])

    def type_an_entry(self, phone):
        phone.go(self.page)
        phone.ask(f"{FIELD}.focus()")
        phone.type(TYPED)
        self.assertEqual(phone.ask(KEPT), 1)

    def offline(self, phone, offline):
        phone.tell(
            "Network.emulateNetworkConditions",
            offline=offline,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )
        phone.wait(f"navigator.onLine === {str(not offline).lower()}")

    def test_a_lost_connection_loses_nothing(self):
        with self.phone(self.login) as phone:
            self.type_an_entry(phone)
            self.offline(phone, True)
            phone.ask(SEND)
            told = phone.ask(
                "document.querySelector('#wpisy [role=status]').checkVisibility()"
            )
            self.assertTrue(told)
            self.assertEqual(phone.ask(f"{FIELD}.value"), TYPED)
            self.offline(phone, False)
            phone.wait(f"{FIELD}.value === '' && {KEPT} === 0 && {LOADED}")
        self.assertEqual(self.entries(), 1)

    def test_the_end_of_the_session_loses_nothing(self):
        with self.phone(self.login) as phone:
            self.type_an_entry(phone)
            self.logout()
            phone.ask(SEND)
            phone.wait("location.pathname === '/web/login' && document.forms.length")
            phone.wait("document.readyState === 'complete'")
            phone.ask(f"""
                for (const field of ["login", "password"]) {{
                    document.querySelector(`#${{field}}`).value = "{self.login}";
                }}
                document.querySelector(".oe_login_form").submit();
            """)
            phone.wait(f"location.pathname === '{self.page}' && {LOADED}")
            self.assertEqual(phone.ask(f"{FIELD}.value"), TYPED)
            phone.ask(SEND)
            phone.wait(f"{FIELD}.value === '' && {KEPT} === 0 && {LOADED}")
        self.assertEqual(self.entries(), 1)

    def test_what_was_typed_is_for_nobody_else(self):
        with self.phone(self.login) as phone:
            self.type_an_entry(phone)
            phone.ask("document.querySelector('#o_logout').click()")
            phone.wait(f"!document.querySelector('#o_logout') && {LOADED}")
            self.assertEqual(phone.ask(KEPT), 0)
            # Who forgot to log out, on a phone that the next one takes.
            phone.sign_in(self.login)
            self.type_an_entry(phone)
            phone.sign_in("test_member_a")
            phone.go(self.page)
            self.assertEqual(phone.ask(f"{FIELD}.value"), "")
            self.assertEqual(phone.ask(KEPT), 0)
        self.assertEqual(self.entries(), 0)
