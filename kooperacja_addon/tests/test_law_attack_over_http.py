"""Whoever is not on the team gets nothing of the family, by no request to the server.

Each attacker is signed in as in life, knows the ids of the records of case A, and
knocks at every door of ``attack.Attack``. The whole answer is searched for the words of
families that are not his or hers.
"""

import logging
import re
from collections import Counter
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .attack import Attack, read_icon, words_of
from .common import MODULE, KooperacjaHttpCase
from .test_access_matrix import read_matrix

# Who attacks the family of A, and whose families are foreign to him or her.
ATTACKERS = {
    None: "abc",  # nobody is signed in
    "employee": "abc",
    "member_b": "ac",
    "worker_b": "ac",
    "past_member": "abc",
    "future_member": "abc",
    "director": "abc",
    "portal": "abc",
    "partner_b": "ac",
    "regional": "abc",
    "officer": "abc",
    "administrator": "abc",
    "system": "abc",
    "admin": "abc",
    "coordinator_2": "ab",
}
# Doors that tell the worker of A of the family: knocking there is knocking.
SPEAKING = {
    "by_id kooperacja.person.read",
    "by_id kooperacja.household.web_read",
    "by_id kooperacja.case.entry.read",
    "looking kooperacja.person.search_read",
    "looking kooperacja.person.name_search",
    "looking kooperacja.case.need.search_read",
    "looking mail.message.search_read",
    "looking ir.attachment.search_read",
    "json2 kooperacja.person.search_read",
    "rpc jsonrpc",
    "rpc xmlrpc",
    "files zip",
    "exports kooperacja.person csv",
    "exports kooperacja.person xlsx",
    "messages data kooperacja.case",
    "messages /mail/thread/messages kooperacja.case",
}
# Doors that tell the coordinator of the case what not all of the team may know.
GUARDED = "Poufne-zdanie"
BLUE_CARD = "NK-77-2026"
WITH_WORDS = {
    "by_id kooperacja.case.read",
    "looking kooperacja.case.search_read",
    "looking kooperacja.case.entry.search_read",
    "looking kooperacja.case.entry.text.search_read",
    "json2 kooperacja.case.entry.search_read",
    "papers report_case_newest",
}
# Routes that hand out no record of a family, and why.
HARMLESS = {
    "one's own sign-in": (
        "/auth/",
        "/web/login",
        "/web/reset_password",
        "/web/session/",
        "/web/signup",
        "/zaproszenie/",
        "/my/address",
        "/my/deactivate_account",
    ),
    "the page itself, its words, styles and pictures": (
        "/",
        "/logo",
        "/logo.png",
        "/robots.txt",
        "/odoo/offline",
        "/scoped_app",
        "/scoped_app_icon_png",
        "/web",
        "/web/assets/",
        "/web/binary/company_logo",
        "/web/bundle/",
        "/web/filestore/",
        "/web/health",
        "/web/manifest.scoped_app_manifest",
        "/web/service-worker.js",
        "/web/sign/",
        "/web/tests",
        "/web/version",
        "/web/webclient/",
        "/website/translations",
        "/json/version",
        "/doc",
        "/doc-bearer/",
        "/mail/font_to_img/",
        "/web_editor/font_to_img/",
        "/html_editor/image_shape/",
        "/html_editor/shape/",
        "/web_editor/image_shape/",
        "/web_editor/shape/",
        "/report/barcode",
        "/report/check_wkhtmltopdf",
        "/mail/thread/recipients/fields",
        "/base_setup/",
        "/web/export/formats",
        "/web/view/edit_custom",
    ),
    "chat rooms of their own members, no records": (
        "/chat/",
        "/meet/",
        "/discuss/",
        "/mail/rtc/",
        "/mail/guest/",
        "/mail/set_manual_im_status",
    ),
    "what the browser sends, given back": (
        "/web/pivot/export_xlsx",
        "/mail/link_preview/hide",
        "/mail/attachment/update_thumbnail",
        "/portal/attachment/remove",
    ),
    "contacts, which are no residents": (
        "/web/partner/vcard",
        "/web_enterprise/partner/",
    ),
    "services outside, and the database manager, closed by its own password": (
        "/google_gmail/",
        "/microsoft_outlook/",
        "/sms/",
        "/web_unsplash/",
        "/html_editor/generate_text",
        "/html_editor/get_ice_servers",
        "/html_editor/link_preview_external",
        "/html_editor/media_library_search",
        "/html_editor/save_library_media",
        "/html_editor/video_url/data",
        "/web_editor/generate_text",
        "/web_editor/get_ice_servers",
        "/web_editor/save_library_media",
        "/web_editor/video_url/data",
        "/web/database/",
        "/base_import_module/",
        "/calendar/check_credentials",
        "/web/profile_config/",
        "/web/set_profiling",
        "/web/speedscope/",
    ),
    "a second name of a route that is tried": (
        "/web_editor/attachment/",
        "/web_editor/bus_broadcast",
        "/web_editor/get_image_info",
        "/web_editor/modify_image/",
        "/json/<path:subpath>",
        "/json/2",
        "/calendar/recurrence/",
        "/calendar/meeting/join",
        "/calendar/join_videocall/",
        "/calendar/notify_ack",
        "/web/export/namelist",
    ),
    "signals without content": (
        "/bus/",
        "/websocket",
    ),
}

_logger = logging.getLogger(__name__)


def as_pattern(rule):
    """Return the regular expression of the addresses of a route."""
    parts = re.split(r"<[^>]*>", rule)
    holes = [
        ".+" if hole.startswith("path:") else "[^/]+"
        for hole in re.findall(r"<([^>]*)>", rule)
    ]
    return "".join(
        re.escape(part) + hole for part, hole in zip(parts, [*holes, ""], strict=True)
    )


def _without_slash(prefix):
    return prefix.rstrip("/") or prefix


def ids_in(result):
    """Return the ids of the records that a result lists, in whatever form."""
    rows = result.get("records") if isinstance(result, dict) else result
    ids = set()
    for row in rows or ():
        if isinstance(row, dict):
            ids |= {row.get("id")} | set(row.get("id:array_agg") or ())
        elif row:
            ids.add(row[0])
    return ids


@tagged("post_install", "-at_install")
class TestAttackOverHttp(KooperacjaHttpCase):
    # For these a print is tried as PDF as well.
    OUTSIDE = ("employee", "past_member")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["admin"] = cls.env.ref("base.user_admin")
        cls.matrix = read_matrix()
        cls._set_up_director()
        cls._set_up_partner()
        cls.models_of_addon = sorted(
            name
            for name, model in cls.registry.items()
            if model._original_module == MODULE and not model._abstract
        )
        cls.sign_plan(cls.content["a"]["kooperacja.plan"])
        cls._set_up_traces()
        export = cls.env.ref("base.group_allow_export")
        for user in cls.users.values():
            if user._is_internal():
                user.group_ids += export
        cls.keys = {
            name: cls.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(days=1))
            for name, user in cls.users.items()
            if user._is_internal()
        }
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _set_up_director(cls):
        cls.users["director"] = new_test_user(
            cls.env,
            login="test_director",
            name="Pani director",
            groups=f"{MODULE}.group_member",
            company_id=cls.gmina_1.id,
            parent_id=cls.institutions["school_1"].id,
        )
        member = cls.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == cls.institutions["school_1"]
        )
        member.representative_ids = [
            Command.create(
                {
                    "partner_id": cls.users["director"].partner_id.id,
                    "function": "director",
                }
            )
        ]

    @classmethod
    def _set_up_partner(cls):
        """Put a portal user with the role of a partner on the team of B."""
        cls.users["partner_b"] = new_test_user(
            cls.env,
            login="test_partner_b",
            name="Pan partner_b",
            groups=f"{MODULE}.group_partner",
            company_id=cls.gmina_1.id,
            parent_id=cls.institutions["police_1"].id,
        )
        cls.join(cls.case_b, cls.users["partner_b"], cls.long_ago)

    @classmethod
    def _set_up_traces(cls):
        """Have the family talked about wherever the server keeps what is typed."""
        case = cls.case_a
        typed = "Abramowicz, Wrzosowaa 7, rzeczya"
        past = cls.users["past_member"]
        everybody = [
            user.partner_id.id
            for user in cls.users.values()
            if user != cls.env.ref("base.user_admin")
        ]
        cls.attachments = (
            cls.env["ir.attachment"].search(
                [
                    ("res_model", "=", "kooperacja.plan"),
                    ("res_field", "=", "signed_document"),
                ]
            )
            | cls.env["ir.attachment"]
            .with_user(cls.users["worker_a"])
            .create(
                [
                    {"res_model": case._name, "res_id": case.id, **values}
                    for values in (
                        {"name": "Abramowicz.txt", "raw": typed.encode()},
                        {"name": "Abramowicz.png", "raw": read_icon()},
                    )
                ]
            )
            .sudo()
        )
        cls.past_membership.date_to = False
        for author in (cls.users["worker_a"], past):
            cls.message = case.with_user(author).message_post(
                body=typed,
                subject=typed,
                attachments=[("Abramowicz 2.txt", typed.encode())],
                partner_ids=everybody,
                subtype_xmlid="mail.mt_comment",
            )
        cls.attachments |= cls.message.attachment_ids.sudo()
        for user in (past, cls.users["employee"]):
            cls.env["mail.activity"].create(
                {
                    "res_model_id": cls.env["ir.model"]._get_id(case._name),
                    "res_id": case.id,
                    "summary": typed,
                    "note": typed,
                    "user_id": user.id,
                }
            )
        cls.env["kooperacja.case.entry"].with_user(past).create(
            {"case_id": case.id, "text": typed, "level": "coordinator"}
        )
        cls.past_membership.date_to = cls.yesterday
        cls.env["kooperacja.case.entry"].with_user(cls.users["worker_a"]).create(
            {"case_id": case.id, "text": GUARDED, "level": "coordinator"}
        )
        case.write({"blue_card": True, "blue_card_number": BLUE_CARD})
        # Who wrote while on the team follows the case, and still does.
        cls.follower = cls.env["mail.followers"].search(
            [
                ("res_model", "=", case._name),
                ("res_id", "=", case.id),
                ("partner_id", "=", past.partner_id.id),
            ]
        )
        cls.event = cls.content["a"]["kooperacja.meeting"].event_id
        cls.attendee = cls.event.attendee_ids[:1]
        cls.import_dialog = cls.env["base_import.import"].create(
            {"res_model": "kooperacja.person"}
        )
        cls.server_action = cls.env["ir.actions.server"].create(
            {
                "name": "Na osobach",
                "model_id": cls.env["ir.model"]._get_id("kooperacja.person"),
                "state": "code",
                "code": "action = {'type': 'ir.actions.act_window_close',"
                " 'infos': records.read(['last_name'])}",
            }
        )
        cls.env["ir.filters"].create(
            {
                "name": "Osoby",
                "model_id": "kooperacja.person",
                "domain": "[('last_name', '!=', False)]",
                "user_ids": [],
            }
        )

    def setUp(self):
        super().setUp()
        # Refusals are what is asked for here, and the server logs every one.
        muted = mute_logger(
            "odoo.http",
            "odoo.models",
            "odoo.sql_db",
            "odoo.tools.pdf",
            "odoo.addons.base.models.ir_actions",
            "odoo.addons.mail.controllers.mail",
            "odoo.addons.rpc.controllers.jsonrpc",
            "odoo.addons.rpc.controllers.xmlrpc",
            "odoo.addons.web.controllers.export",
            "odoo.addons.web.controllers.report",
        )
        muted.__enter__()
        self.addCleanup(muted.__exit__)

    def log_in(self, name):
        login = self.users[name].login
        self.authenticate(login, login)

    def snapshot(self):
        """Return what an attacker might change of the family, as it is stored."""
        self.env.invalidate_all()
        records = [record.sudo() for record in self.content["a"].values()]
        return [
            *(
                record.read(
                    [
                        field.name
                        for field in record._fields.values()
                        if field.store and field.column_type
                    ],
                    load=None,
                )
                for record in records
                if record._auto
            ),
            self.case_a.sudo().message_ids.mapped("body"),
            self.case_a.sudo().message_follower_ids.partner_id.ids,
            self.attachments.exists().mapped("checksum"),
            self.env["ir.attachment"].search_count(
                [("res_model", "=", "kooperacja.case")]
            ),
        ]

    def attack(self, name, foreign, turn):
        attack = Attack(self, name, turn)
        found = Counter()
        for door, response in attack.knocks():
            words = self.secrets_in(words_of(response), *foreign)
            if words or response.content[:4] == b"%PDF":
                found[f"{door} told {words}"] += 1
                continue
            result = self.result(response)
            model = door.split()[-1].rpartition(".")[0]
            if self.reads_by_role(name, model):
                continue  # without a word of the family, which is what counts
            if door.startswith("by_id") and result is not None:
                found[f"{door} did {result!r:.80}"] += 1
            if door.startswith("looking") and model in attack.content:
                if attack.content[model].id in ids_in(result):
                    found[f"{door} listed"] += 1
        return attack, found

    def reads_by_role(self, name, model):
        """Return whether the table opens to the role records without any content."""
        return name in ("officer", "regional") and self.matrix.get(
            (model, name, "read"), {"none"}
        ) != {"none"}

    def result(self, response):
        try:
            answer = response.json()
        except ValueError:
            return None
        return answer.get("result") if isinstance(answer, dict) else None

    def test_nobody_outside_of_the_team_is_told_anything(self):
        before = self.snapshot()
        requests, tried = Counter(), set()
        for turn, (name, foreign) in enumerate(ATTACKERS.items()):
            with self.subTest(attacker=name):
                attack, found = self.attack(name, foreign, turn)
                requests[name] = attack.requests.total()
                tried |= attack.rules
                self.assertEqual(found, Counter())
                self.assertEqual(self.snapshot(), before)
        alarms = self.env["kooperacja.security.change"].search(
            [("kind", "=", "superuser")]
        )
        self.assertLessEqual({"test_system", "admin"}, set(alarms.mapped("what")))
        _logger.info(
            "Attack over HTTP: %s requests, %s", requests.total(), dict(requests)
        )
        self.check_routes(tried)

    def check_routes(self, tried):
        """Check that each route of the server was tried, or is said to be harmless."""
        rules = {rule.rule for rule in self.env["ir.http"].routing_map().iter_rules()}
        untried = {
            rule
            for rule in rules
            if not any(re.fullmatch(as_pattern(rule), address) for address in tried)
            and not any(
                rule == prefix or (prefix != "/" and rule.startswith(prefix + "/"))
                for prefixes in HARMLESS.values()
                for prefix in map(_without_slash, prefixes)
            )
        }
        self.assertEqual(untried, set())

    def listen(self, name, *words):
        """Return the doors at which somebody is told one of the words."""
        attack = Attack(self, name)
        attack.gentle, attack.wanted = True, SPEAKING | WITH_WORDS
        return {
            door
            for door, response in attack.knocks()
            if any(word in words_of(response) for word in words)
        }

    def test_the_same_doors_serve_the_worker_of_the_case(self):
        told = self.listen("worker_a", "bramowicz", GUARDED, BLUE_CARD)
        self.assertEqual((SPEAKING | WITH_WORDS) - told, set())

    def test_what_is_for_the_coordinator_is_told_to_no_other_member(self):
        """Guarded words, and that there is a Niebieska Karta, within one team."""
        self.assertEqual(self.listen("member_a", GUARDED, BLUE_CARD), set())
