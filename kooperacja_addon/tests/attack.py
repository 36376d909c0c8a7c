"""An attack over HTTP: each door of the server, tried by somebody who is signed in.

``Attack`` knows the ids of a family's records, as somebody may who once saw an address,
and asks for them by every route that can give out a record. What came back is searched
for the words of the family; see ``test_law_attack_over_http``.
"""

import base64
import io
import json
import xmlrpc.client
import zipfile
from collections import Counter
from urllib.parse import quote

from odoo import http
from odoo.tools import file_open

from .common import MODULE
from .test_law_papers_are_for_the_team import PAPERS, paper_of
from .test_law_server_opens_no_door import BY_ID, NAMES

# What is called on every model of the addon, to look for records.
LOOKING = {
    "search_read": ([], None),
    "web_search_read": ([], NAMES),
    "name_search": ("",),
    "formatted_read_group": ([], ["display_name"], ["__count", "id:array_agg"]),
}
# What is called on records of threads, beside what is called on all.
TALKING = {
    "message_post": ("x",),
    "message_subscribe": ([1],),
    "message_get_subscription_data": (),
}
# A picture of one dot.
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


def words_of(response):
    """Return all words of an answer, whatever it is packed in."""
    content = response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            content = b"\n".join([str(names).encode(), *map(archive.read, names)])
    text = f"{response.url} {response.headers} {content.decode(errors='replace')}"
    # JSON writes Polish letters as numbers.
    try:
        return text + str(json.loads(response.content))
    except ValueError:
        return text


class Attack:
    """All doors, as ``name`` finds them; ``test`` is the test case with the fixture.

    ``knocks`` yields (door, answer) of each request. Doors that are there for each of
    many models are shared out: ``turn`` numbers the attackers, and of such doors each
    attacker knocks at every ``SHARE``-th, so that together they try all.
    """

    SHARE = 12

    def __init__(self, test, name, turn=0, letter="a"):
        self.test, self.name = test, name
        self.content = test.content[letter]
        self.user = test.users.get(name)
        self.requests, self.rules = Counter(), set()
        self.gentle = False  # changes nothing
        self.wanted = ()  # doors never left out
        self.turn, self.doors, self.share = turn, 0, self.SHARE
        if self.user:
            test.log_in(name)
        else:
            test.authenticate(None, None)

    def knocks(self):
        changing = () if self.gentle else (self.editor, self.imports)
        for doors in (
            self.calls_by_id,
            self.calls_that_look,
            self.calls_from_outside,
            self.files,
            self.papers,
            self.exports,
            self.links,
            self.pages,
            self.messages,
            self.actions,
            self.calendar,
            *changing,
        ):
            for door, response in doors():
                self.requests[door.split()[0]] += 1
                yield door, response

    def is_mine(self, door):
        """Return whether this attacker knocks at the next of the doors shared out."""
        self.doors += 1
        return door in self.wanted or (self.doors + self.turn) % self.share == 0

    # --- how to ask -----------------------------------------------------------

    def get(self, address, **options):
        self.rules.add(address.partition("?")[0])
        return self.test.url_open(address, allow_redirects=False, **options)

    def post(self, address, data=None, **options):
        """Send a form, with the token that the session has for its own forms."""
        data = {"csrf_token": http.Request.csrf_token(self.test), **(data or {})}
        return self.get(address, data=data, **options)

    def ask(self, address, **params):
        """Send a call of the web client."""
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        return self.get(address, json=body)

    def call(self, model, method, *args, **kwargs):
        return self.ask(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=args,
            kwargs={"context": {"show_family_names": True}, **kwargs},
        )

    # --- methods of models ----------------------------------------------------

    def calls_by_id(self):
        for model, record in self.content.items():
            fields = record._fields
            for method, args in BY_ID.items():
                if self.gentle and not method.endswith("read"):
                    continue
                if "name" in args and not ("name" in fields and fields["name"].store):
                    continue
                if method == "web_resequence" and "sequence" not in fields:
                    continue
                if not self.is_mine(f"by_id {model}.{method}"):
                    continue
                yield (
                    f"by_id {model}.{method}",
                    self.call(model, method, [record.id], *args),
                )
            asked = {
                field.name: {}
                for field in fields.values()
                if not field.relational and field.type != "binary"
            }
            if self.is_mine(f"onchange {model}"):
                yield (
                    f"onchange {model}",
                    self.call(model, "onchange", [record.id], {}, [], asked),
                )
            if "message_ids" in fields and not self.gentle:
                for method, args in TALKING.items():
                    yield (
                        f"by_id {model}.{method}",
                        self.call(model, method, [record.id], *args),
                    )

    def calls_that_look(self):
        for model in self.test.models_of_addon:
            for method, args in LOOKING.items():
                door = f"looking {model}.{method}"
                always = model in self.content and method == "search_read"
                if self.is_mine(door) or always:
                    yield door, self.call(model, method, *args)
        for model in (
            "ir.attachment",
            "mail.message",
            "mail.mail",
            "mail.activity",
            "mail.followers",
            "mail.notification",
            "mail.tracking.value",
            "mail.scheduled.message",
            "calendar.event",
            "calendar.attendee",
            "res.partner",
            "ir.logging",
            "bus.bus",
        ):
            yield (
                f"looking {model}.search_read",
                self.call(model, "search_read", [], self.texts_of(model)),
            )
            yield (
                f"looking {model}.name_search",
                self.call(model, "name_search", ""),
            )

    def texts_of(self, model):
        """Return the fields of a model that could hold or name what was typed."""
        return [
            field.name
            for field in self.test.env[model]._fields.values()
            if field.type in ("char", "text", "html", "many2one", "reference")
            and not field.groups
        ]

    def calls_from_outside(self):
        """Calls by programs: JSON-2 with a key, JSON-RPC and XML-RPC with a login."""
        key = self.test.keys.get(self.name)
        headers = {"Authorization": f"bearer {key}"} if key else {}
        for model, record in self.content.items():
            for method, params in (
                ("read", {"ids": record.ids, "fields": ["display_name"]}),
                ("search_read", {"domain": []}),
            ):
                if not self.is_mine(f"json2 {model}.{method}"):
                    continue
                yield (
                    f"json2 {model}.{method}",
                    self.get(f"/json/2/{model}/{method}", json=params, headers=headers),
                )
            if not self.is_mine(f"json1 {model}"):
                continue
            yield f"json1 {model}", self.get(f"/json/1/{model}/{record.id}")
        login = self.user.login if self.user else "public"
        person = self.content["kooperacja.person"]
        call = [
            self.test.env.cr.dbname,
            self.user.id if self.user else 1,
            key or login,
            person._name,
            "read",
            [person.ids, ["last_name"]],
        ]
        yield (
            "rpc jsonrpc",
            self.ask("/jsonrpc", service="object", method="execute_kw", args=call),
        )
        for address in ("/xmlrpc/object", "/xmlrpc/2/object"):
            yield (
                "rpc xmlrpc",
                self.get(
                    address,
                    data=xmlrpc.client.dumps(tuple(call), "execute_kw"),
                    headers={"Content-Type": "text/xml"},
                ),
            )
        yield "doc", self.get("/doc/kooperacja.person.json")

    # --- files, prints, exports -----------------------------------------------

    def files(self):
        for attachment in self.test.attachments:
            for address in (
                f"/web/content/{attachment.id}",
                f"/web/content/{attachment.id}?download=true&access_token=zgadnij",
                f"/web/image/{attachment.id}",
                f"/web/image/{attachment.id}/32x32",
                f"/mail/attachment/pdf_first_page/{attachment.id}",
            ):
                yield f"files {address}", self.get(address)
            if self.gentle:
                continue
            yield (
                "files delete",
                self.ask("/mail/attachment/delete", attachment_id=attachment.id),
            )
        yield (
            "files zip",
            self.post(
                "/mail/attachment/zip",
                {
                    "file_ids": ",".join(map(str, self.test.attachments.ids)),
                    "zip_name": "x.zip",
                },
            ),
        )
        for model, record in self.content.items():
            for field in record._fields.values():
                if field.type != "binary":
                    continue
                for door in ("content", "image"):
                    address = f"/web/{door}/{model}/{record.id}/{field.name}"
                    yield f"files {address}", self.get(address)
                yield (
                    "files by parameters",
                    self.get(
                        f"/web/content?model={model}&id={record.id}&field={field.name}"
                    ),
                )
        case = self.content["kooperacja.case"]
        for address, data in (
            ("/web/binary/upload_attachment", {"model": case._name, "id": case.id}),
            (
                "/mail/attachment/upload",
                {"thread_model": case._name, "thread_id": case.id},
            ),
        ):
            yield (
                f"upload {address}",
                self.post(address, data, files={"ufile": ("x.txt", b"x")}),
            )

    def papers(self):
        for report, model in PAPERS.items():
            paper = paper_of(self.test, "a", model, "worker_a")
            address = f"{MODULE}.{report}/{paper.id}"
            yield f"papers {report}", self.get(f"/report/html/{address}")
            yield f"papers {report}", self.get(f"/report/text/{address}")
            yield (
                f"papers {report}",
                self.get(f"/report/html/{MODULE}.{report}?docids={paper.id}"),
            )
            if self.name in self.test.OUTSIDE:  # a print takes its time
                yield f"papers {report}", self.get(f"/report/pdf/{address}")
                wanted = json.dumps([f"/report/pdf/{address}", "qweb-pdf"])
                yield (
                    f"papers {report}",
                    self.post("/report/download", {"data": wanted}),
                )

        # A dialog of one's own that points to the family.
        for dialog, report in (
            ("kooperacja.disclosure.list", "report_disclosure"),
            ("kooperacja.plan.compare", "report_plan_compare"),
        ):
            values = {
                name: self.content[field.comodel_name].id
                for name, field in self.test.env[dialog]._fields.items()
                if field.type == "many2one" and field.comodel_name in self.content
            }
            answer = self.call(dialog, "create", [values])
            yield f"papers own {dialog}", answer
            if made := self.test.result(answer):
                yield (
                    f"papers own {report}",
                    self.get(f"/report/html/{MODULE}.{report}/{made[0]}"),
                )

    def exports(self):
        for model in ("kooperacja.person", "kooperacja.case.need", "ir.attachment"):
            name = "last_name" if model.endswith("person") else "name"
            for ids in (self.content.get(model, self.test.attachments).ids, False):
                wanted = json.dumps(
                    {
                        "model": model,
                        "fields": [{"name": name, "label": "x", "type": "char"}],
                        "ids": ids,
                        "domain": [],
                        "groupby": [],
                        "import_compat": False,
                    }
                )
                for kind in ("csv", "xlsx"):
                    yield (
                        f"exports {model} {kind}",
                        self.post(f"/web/export/{kind}", {"data": wanted}),
                    )
            yield (
                f"exports {model} fields",
                self.ask("/web/export/get_fields", model=model, domain=[]),
            )

    # --- addresses ------------------------------------------------------------

    def links(self):
        for model, record in self.content.items():
            for address in (
                f"/mail/view?model={model}&res_id={record.id}",
                f"/mail/view?model={model}&res_id={record.id}&access_token=zgadnij",
                f"/odoo/{model}/{record.id}",
                f"/mail/unfollow?model={model}&res_id={record.id}&pid=1&token=zgadnij",
            ):
                if self.is_mine(f"links {address}"):
                    yield f"links {address}", self.get(address)
        for address in (
            "/odoo",
            "/odoo/sprawy",
            f"/odoo/sprawy/{self.content['kooperacja.case'].id}",
            "/kooperacja/superuser",
            "/web/become",
            "/my",
            "/my/home",
            "/my/account",
            "/my/addresses",
            "/my/security",
            "/web/webclient/load_menus",
            "/web/manifest.webmanifest",
        ):
            yield f"links {address}", self.get(address)
        yield "links counters", self.ask("/my/counters", counters=["a"])
        yield "links session", self.ask("/web/session/get_session_info")

    def pages_of_directors(self):
        agreement, partnership = self.test.agreement_1.id, self.test.partnership_1.id
        yield "/my/partnerstwa", partnership
        yield "/my/porozumienia", agreement
        yield "/my/porozumienia", f"{agreement}/pdf"
        yield "/my/oddelegowania", 1

    def answers_of_directors(self):
        agreement = self.test.agreement_1.id
        yield f"/my/porozumienia/{agreement}/uwaga", {"remark": "Obca"}
        yield f"/my/porozumienia/{agreement}/skan", {}
        yield f"/my/porozumienia/{agreement}/odmow", {"reason": "Obca"}
        yield "/my/oddelegowania/1/odpowiedz", {"answer": "declined", "reason": "Nie"}

    def pages(self):
        """The pages of partners in the portal, by numbers changed in the address."""
        case, report, meeting, task, handover = (
            self.content[f"kooperacja.{name}"].id
            for name in ("case", "report", "meeting", "plan.task", "handover")
        )
        family = self.test.family_login.id
        for address in (
            "/my/kooperacja",
            f"/my/sprawy/{case}",
            f"/my/sprawozdania/{report}",
            f"/my/spotkania/{meeting}",
            "/my/zadania",
            f"/my/zadania/{task}",
            f"/my/przejecia/{handover}",
            *(f"{page}/{number}" for page, number in self.pages_of_directors()),
            "/my/oddelegowania",
            "/my/pracownicy",
            *(f"/my/sprawy/{case}/pliki/{one.id}" for one in self.test.attachments),
            "/my/rodzina",
            *(
                f"/my/rodzina/{login}{page}"
                for login in (family, 2**31 - 1)
                for page in ("", "/plan", "/podpis", "/powiedz", "/komu")
            ),
        ):
            yield f"pages {address}", self.get(address)
        if self.gentle:
            return
        for address, data in (
            (f"/my/sprawy/{case}/wpis", {"text": "Obcy wpis"}),
            (f"/my/sprawozdania/{report}", {"remark": "Obce", "submit": "1"}),
            (f"/my/spotkania/{meeting}/odpowiedz", {"reply": "yes"}),
            (f"/my/zadania/{task}/odpowiedz", {"reply": "done"}),
            (f"/my/spotkania/{meeting}/terminy", {}),
            (f"/my/przejecia/{handover}/potwierdz", {}),
            *self.answers_of_directors(),
            (f"/my/rodzina/{family}/glos", {"kind": "view", "text": "Obcy głos"}),
            (f"/my/rodzina/{family}/nie-zgadzam-sie", {"text": "Obce"}),
        ):
            yield f"pages {address} sent", self.post(address, data)
        address = f"/my/porozumienia/{self.test.agreement_1.id}/podpisz/zgadnij"
        yield f"pages {address}", self.ask(address, name="Obcy", signature="")
        address = f"/my/rodzina/{family}/podpis/abc"
        yield f"pages {address} sent", self.ask(address, signature="abc")

    def messages(self):
        message = self.test.message
        for model in ("kooperacja.case", "kooperacja.person", "kooperacja.plan"):
            thread = {
                "thread_model": model,
                "thread_id": self.content[model].id,
            }
            wanted = ["messages", "attachments", "followers", "activities"]
            for door in ("data", "action"):
                yield (
                    f"messages {door} {model}",
                    self.ask(
                        f"/mail/{door}",
                        fetch_params=[
                            ["mail.thread", {**thread, "request_list": wanted}]
                        ],
                    ),
                )
            for door, params in (
                ("/mail/thread/messages", {}),
                ("/mail/thread/recipients", {}),
                ("/mail/thread/recipients/get_suggested_recipients", {}),
                ("/mail/chatter_fetch", {}),
                ("/portal/chatter_init", {}),
                ("/mail/partner/from_email", {"emails": ["x@example.com"]}),
                (
                    "/mail/message/post",
                    {"post_data": {"body": "x", "message_type": "comment"}},
                ),
            ):
                yield (
                    f"messages {door} {model}",
                    self.ask(door, **thread, **params),
                )
            for door in ("subscribe", "unsubscribe"):
                yield (
                    f"messages {door} {model}",
                    self.ask(
                        f"/mail/thread/{door}",
                        res_model=model,
                        res_id=thread["thread_id"],
                        partner_ids=self.user.partner_id.ids if self.user else [1],
                    ),
                )
        yield (
            "messages data of the user",
            self.ask(
                "/mail/data",
                fetch_params=["init_messaging", "failures", "systray_get_activities"],
            ),
        )
        for box in ("inbox", "history", "starred"):
            yield f"messages {box}", self.ask(f"/mail/{box}/messages")
        for door, params in (
            ("/mail/message/translate", {}),
            ("/mail/message/reaction", {"content": "👍", "action": "add"}),
            ("/mail/message/update_content", {"update_data": {"body": "x"}}),
            ("/mail/update_is_internal", {"is_internal": False}),
            ("/mail/link_preview", {}),
        ):
            yield f"messages {door}", self.ask(door, message_id=message.id, **params)
        yield (
            "messages follower",
            self.ask("/mail/read_subscription_data", follower_id=self.test.follower.id),
        )
        for address in (
            f"/mail/message/{message.id}",
            f"/mail/avatar/mail.message/{message.id}/author_avatar/50x50",
        ):
            yield f"messages {address}", self.get(address)
        yield (
            "messages bus",
            self.ask(
                "/websocket/peek_notifications",
                channels=[
                    f"{model}_{record.id}" for model, record in self.content.items()
                ],
                last=0,
                is_first_poll=True,
            ),
        )
        yield "messages discuss", self.ask("/discuss/search", term="bram")

    # --- actions, dialogs, imports, calendar -------------------------------------

    def actions(self):
        case = self.content["kooperacja.case"]
        person = self.content["kooperacja.person"]
        context = {
            "active_model": person._name,
            "active_id": person.id,
            "active_ids": person.ids,
            "show_family_names": True,
        }
        for action in ("sprawy", "skorowidz", "terminy", "spotkania"):
            yield (
                f"actions load {action}",
                self.ask("/web/action/load", action_id=action, context=context),
            )
        yield (
            "actions run",
            self.ask(
                "/web/action/run", action_id=self.test.server_action.id, context=context
            ),
        )
        yield (
            "actions breadcrumbs",
            self.ask(
                "/web/action/load_breadcrumbs",
                actions=[
                    {"action": "sprawy", "resId": case.id},
                    *(
                        {"model": model, "resId": record.id}
                        for model, record in self.content.items()
                    ),
                ],
            ),
        )
        for model, record in self.content.items():
            if not self.is_mine(f"actions button {model}"):
                continue
            yield (
                f"actions button {model}",
                self.ask(
                    "/web/dataset/call_button",
                    model=model,
                    method="get_formview_action",
                    args=[record.ids],
                    kwargs={},
                ),
            )
        yield (
            "actions domain",
            self.ask(
                "/web/domain/validate",
                model="kooperacja.person",
                domain=[["last_name", "ilike", "bram"]],
            ),
        )
        yield (
            "actions definitions",
            self.post(
                "/web/model/get_definitions",
                {"model_names": json.dumps(["kooperacja.person", "kooperacja.case"])},
            ),
        )
        yield (
            "actions filter",
            self.call(
                "ir.filters",
                "get_filters",
                "kooperacja.person",
                False,
                embedded_action_id=False,
            ),
        )
        for model in ("kooperacja.person", "kooperacja.case"):
            yield (
                f"actions compose {model}",
                self.call(
                    "mail.compose.message",
                    "web_save",
                    [],
                    {
                        "model": model,
                        "res_ids": str(self.content[model].ids),
                        "composition_mode": "mass_mail",
                        "subject": "{{ object.display_name }}",
                        "body": "<t t-out='object.last_name'/>",
                    },
                    {"subject": {}, "body": {}, "record_name": {}},
                ),
            )

    def editor(self):
        case = self.content["kooperacja.case"]
        for attachment in self.test.attachments:
            for src in (
                f"/web/image/{attachment.id}",
                f"/web/content/{attachment.id}",
            ):
                yield (
                    "editor image",
                    self.ask("/html_editor/get_image_info", src=src),
                )
            yield (
                "editor modify",
                self.ask(
                    f"/html_editor/modify_image/{attachment.id}",
                    res_model="res.partner",
                    res_id=self.user.partner_id.id if self.user else 1,
                ),
            )
            yield (
                "editor remove",
                self.ask("/html_editor/attachment/remove", ids=attachment.ids),
            )
        for model, record in self.content.items():
            if not self.is_mine(f"editor preview {model}"):
                continue
            yield (
                f"editor preview {model}",
                self.ask(
                    "/html_editor/link_preview_internal",
                    preview_url=f"{self.test.base_url()}/odoo/{model}/{record.id}",
                ),
            )
        yield (
            "editor add",
            self.ask(
                "/html_editor/attachment/add_data",
                name="x.png",
                data=base64.b64encode(DOT).decode(),
                is_image=True,
                res_model=case._name,
                res_id=case.id,
            ),
        )
        yield (
            "editor add",
            self.ask(
                "/html_editor/attachment/add_url",
                url="https://example.com/x.png",
                res_model=case._name,
                res_id=case.id,
            ),
        )
        yield (
            "editor broadcast",
            self.ask(
                "/html_editor/bus_broadcast",
                model_name=case._name,
                field_name="qualification",
                res_id=case.id,
                bus_data={},
            ),
        )

    def imports(self):
        """A file that claims to be of the family's records."""
        person = self.content["kooperacja.person"]
        case = self.content["kooperacja.case"]
        for model, header, values in (
            (person._name, [".id", "first_name"], [str(person.id), "Obca"]),
            (
                "kooperacja.case.need",
                ["case_id/.id", "name"],
                [str(case.id), "Obca potrzeba"],
            ),
        ):
            yield (
                f"imports load {model}",
                self.call(model, "load", header, [values]),
            )
            yield (
                f"imports names {model}",
                self.call(model, "name_create", "Obca"),
            )
        yield (
            "imports file",
            self.post(
                "/base_import/set_file",
                {"id": self.test.import_dialog.id},
                files={"ufile": ("x.csv", b"name\nx\n", "text/csv")},
            ),
        )

    def calendar(self):
        event = self.test.event
        for token in ("zgadnij", self.test.attendee.access_token):
            for door in ("view", "accept", "decline"):
                if token != "zgadnij" and door != "view":
                    continue  # the token of somebody else's mail answers for him
                address = f"/calendar/meeting/{door}?token={quote(token)}&id={event.id}"
                yield f"calendar {door}", self.get(address)
        for model, method, args in (
            ("calendar.event", "read", (event.ids,)),
            ("calendar.event", "get_display_time_tz", (event.ids,)),
            ("kooperacja.meeting", "read", (self.content["kooperacja.meeting"].ids,)),
        ):
            yield f"calendar {model}.{method}", self.call(model, method, *args)
        yield "calendar notify", self.ask("/calendar/notify")


def read_icon():
    """Return some picture, as if it were a photograph."""
    with file_open(f"{MODULE}/static/description/icon.png", "rb") as icon:
        return icon.read()
