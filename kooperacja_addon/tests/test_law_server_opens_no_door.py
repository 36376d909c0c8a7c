"""Methods of the server that a client may call by name, with the id of a family."""

from odoo.exceptions import AccessError, UserError
from odoo.service.model import get_public_method
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import KooperacjaCase

OUTSIDERS = (
    "employee",
    "administrator",
    "system",
    "portal",
    "member_b",
    "past_member",
    "future_member",
    "worker_b",
    "coordinator_2",
)
NAMES = {"display_name": {}}
# What is called on records whose ids are known, and with what.
BY_ID = {
    "read": (None,),
    "export_data": (["display_name"],),
    "web_read": (NAMES,),
    "web_save": ({}, NAMES),
    "web_save_multi": ([{}], NAMES),
    "web_resequence": (NAMES, "sequence"),
    "copy_data": (),
    "copy": (),
    "get_metadata": (),
    "get_field_translations": ("name",),
    "update_field_translations": ("name", {"pl_PL": "x"}),
    "write": ({"write_date": False},),
    "unlink": (),
}
# What is called on a model to look for records.
BY_WORD = {
    "search_read": ([], None),
    "web_search_read": ([], NAMES),
    "name_search": ("",),
    "web_name_search": ("", NAMES),
    "formatted_read_group": ([], ["display_name"], ["__count"]),
    "formatted_read_grouping_sets": ([], [["create_uid"], []], ["__count"]),
    "web_read_group": ([], ["create_uid"], ["id:array_agg"]),
    "read_progress_bar": ([], "create_uid", {"field": "state", "colors": {}}),
    "search_panel_select_range": ("case_id",),
    "search_panel_select_multi_range": ("case_id",),
}


@tagged("post_install", "-at_install")
class TestServerOpensNoDoor(KooperacjaCase):
    def call(self, records, method, *args):
        """Return what a remote call is answered, be it a refusal."""
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                answer = get_public_method(records, method)(records, *args)
                self.env.flush_all()
        except (UserError, ValueError, KeyError, TypeError, AttributeError) as refusal:
            answer = refusal
        self.env.invalidate_all()
        return answer

    def cells(self):
        for name in OUTSIDERS:
            for record in self.content["a"].values():
                hidden = self.as_user(name, record)
                yield name, hidden.with_context(show_family_names=True)

    def test_no_method_tells_or_changes_a_record_of_which_one_has_the_id(self):
        for name, hidden in self.cells():
            for method, args in BY_ID.items():
                if "name" in args and not (
                    "name" in hidden._fields and hidden._fields["name"].store
                ):
                    continue
                if method == "web_resequence" and "sequence" not in hidden._fields:
                    continue
                with self.subTest(user=name, model=hidden._name, method=method):
                    answer = self.call(hidden, method, *args)
                    self.assertIsInstance(answer, UserError)
                    self.assert_tells_nothing(answer)

    def test_no_form_on_a_foreign_record_is_told_what_follows(self):
        for name, hidden in self.cells():
            asked = {
                field.name: {}
                for field in hidden._fields.values()
                if not field.relational and field.type != "binary"
            }
            for values, changed in (({}, []), ({"id": hidden.id}, [])):
                with self.subTest(user=name, model=hidden._name):
                    self.assert_tells_nothing(
                        self.call(hidden, "onchange", values, changed, asked)
                    )

    def test_no_method_that_looks_for_records_finds_one(self):
        for name, hidden in self.cells():
            for method, args in BY_WORD.items():
                with self.subTest(user=name, model=hidden._name, method=method):
                    answer = self.call(hidden.browse(), method, *args)
                    self.assert_tells_nothing(answer)

    def test_the_same_methods_serve_the_team(self):
        person = self.as_user("worker_a", self.families["a"].adult).with_context(
            show_family_names=True
        )
        for method in ("read", "web_read", "copy_data"):
            answer = self.call(person, method, *BY_ID[method])
            self.assertTrue(self.secrets_in(answer), method)
        for method in ("search_read", "web_search_read", "name_search"):
            answer = self.call(person.browse(), method, *BY_WORD[method])
            self.assertTrue(self.secrets_in(answer), method)

    def compose(self, records, mode):
        """Send a mail about ``records`` that asks for names; return what was made."""
        body = "{{ object.display_name }} {{ object.last_name or '' }}"
        composer = records.env["mail.compose.message"].create(
            {
                "model": records._name,
                "res_ids": str(records.ids),
                "composition_mode": mode,
                "partner_ids": self.users["employee"].partner_id.ids,
                "subject": body,
                "body": f"<p>{body}</p>",
            }
        )
        mails, messages = composer._action_send_mail()
        return [
            composer.sudo().read(["subject", "body"]),
            mails.sudo().read(["subject", "body_html"]),
            messages.sudo().read(["subject", "body", "record_name"]),
        ]

    def test_a_template_tells_no_more_than_its_writer_may_read(self):
        editor = self.env.ref("mail.group_mail_template_editor")
        for name in ("employee", "system", "member_b", "past_member"):
            self.users[name].group_ids += editor
            hidden = self.as_user(name, self.families["a"].adult)
            for mode in ("mass_mail", "comment"):
                with (
                    self.subTest(user=name, mode=mode),
                    self.assertRaises(AccessError),
                ):
                    self.compose(hidden, mode)
