import base64
import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import format_date

from ..rules.polish_time import polish_today
from ..rules.requests import answer_due


class PrivacyRequest(models.Model):
    """What a person asked by the rights of RODO, and what was answered when.

    Answered within a month (art. 12 ust. 3); kept by the coordinator, seen in numbers
    and dates by the data protection officer. One person may stand in several families
    of the gmina, each time as a record of its own: the request names them all.
    """

    _name = "kooperacja.privacy.request"
    _description = "Request of a person"
    _inherit = ["kooperacja.guarded.mixin", "kooperacja.signed.document.mixin"]
    _order = "received_on desc, id desc"
    _rec_name = "number"
    _check_company_auto = True
    _fields_set_by_action = frozenset(
        {
            "state",
            "answered_on",
            "answered_by_id",
            "extended_on",
            "lifted_on",
            "signed_document",
            "signed_document_name",
            "extract_file",
            "extract_name",
            "extract_table",
            "extract_table_name",
            "collected_on",
        }
    )
    _fields_fixed = frozenset({"number", "company_id", "kind"})

    number = fields.Char(readonly=True, copy=False, index=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(
        selection=[
            ("extract", "Access: a copy of the data (art. 15)"),
            ("correction", "Correction (art. 16)"),
            ("erasure", "Erasure (art. 17)"),
            ("restriction", "Restriction of processing (art. 18)"),
            ("objection", "Objection (art. 21)"),
        ],
        string="What is asked for",
        required=True,
        default="extract",
    )
    state = fields.Selection(
        selection=[
            ("new", "To be answered"),
            ("granted", "Granted"),
            ("refused", "Refused"),
            ("done", "Finished"),
        ],
        string="Status",
        required=True,
        default="new",
        copy=False,
        index=True,
    )
    received_on = fields.Date(
        string="Received on", required=True, default=lambda self: polish_today()
    )
    channel = fields.Selection(
        selection=[
            ("person", "In person"),
            ("letter", "By letter"),
            ("email", "By e-mail"),
            ("phone", "By telephone"),
            ("epuap", "ePUAP, e-Doręczenia"),
        ],
        string="How",
        required=True,
        default="person",
    )
    received_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Received by",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    person_ids = fields.Many2many(
        comodel_name="kooperacja.person",
        relation="kooperacja_privacy_request_person_rel",
        column1="request_id",
        column2="person_id",
        string="The person",
        groups="kooperacja_addon.group_coordinator",
        domain="[('company_id', '=', company_id)]",
        help="Somebody who stands in several families is one record in each: name all.",
    )
    alike_ids = fields.Many2many(
        comodel_name="kooperacja.person",
        string="Perhaps the same person",
        compute="_compute_alike_ids",
        groups="kooperacja_addon.group_coordinator",
    )
    applicant = fields.Char(
        string="Who acts for the person",
        groups="kooperacja_addon.group_coordinator",
        help="Only if it is somebody else: a parent, a guardian, an attorney; and on "
        "what ground.",
    )
    identity_checked = fields.Boolean(
        string="Identity checked",
        help="Who asks was recognised (art. 12 ust. 6): an identity card, a known "
        "face, a trusted profile.",
    )
    wish = fields.Text(
        string="In the person's words", groups="kooperacja_addon.group_coordinator"
    )
    due_on = fields.Date(
        string="Answer due on", compute="_compute_due_on", store=True, index=True
    )
    extended_on = fields.Date(string="Prolonged on", copy=False)
    extension_reason = fields.Char(
        string="Why prolonged",
        help="Two months more, where the matter is complex; the person is told of it, "
        "and why, within the first month.",
    )
    answer = fields.Text(
        string="What was done",
        groups="kooperacja_addon.group_coordinator",
        help="A correction is made by the team in the records: what is sealed gets a "
        "new entry that corrects the old one. Note here which.",
    )
    refusal_reason = fields.Text(
        string="Why refused",
        groups="kooperacja_addon.group_coordinator",
        help="The provision, and why it applies. The person is told of the right to "
        "complain to the President of UODO (art. 12 ust. 4).",
    )
    answered_on = fields.Date(string="Answered on", copy=False)
    answered_by_id = fields.Many2one(
        comodel_name="res.users", string="Answered by", ondelete="restrict", copy=False
    )
    lifted_on = fields.Date(string="Restriction lifted on", copy=False)
    is_late = fields.Boolean(string="Late", compute="_compute_is_late")
    text_ids = fields.One2many(
        comodel_name="kooperacja.privacy.request.text",
        inverse_name="request_id",
        string="Words to be checked",
        groups="kooperacja_addon.group_coordinator",
    )
    collected_on = fields.Datetime(string="Words gathered at", copy=False)
    unchecked_count = fields.Integer(
        string="Still to be checked",
        compute="_compute_unchecked_count",
        groups="kooperacja_addon.group_coordinator",
    )
    extract_file = fields.Binary(
        string="Data for a machine (JSON)",
        attachment=True,
        copy=False,
        groups="kooperacja_addon.group_coordinator",
    )
    extract_name = fields.Char(string="Name of the file", copy=False)
    extract_table = fields.Binary(
        string="The same as a table (CSV)",
        attachment=True,
        copy=False,
        groups="kooperacja_addon.group_coordinator",
    )
    extract_table_name = fields.Char(string="Name of the table", copy=False)
    signed_document = fields.Binary(groups="kooperacja_addon.group_coordinator")

    @api.depends("received_on", "extended_on")
    def _compute_due_on(self):
        for request in self:
            request.due_on = request.received_on and answer_due(
                request.received_on, bool(request.extended_on)
            )

    @api.depends("state", "due_on")
    def _compute_is_late(self):
        today = polish_today()
        for request in self:
            request.is_late = (
                request.state == "new"
                and bool(request.due_on)
                and request.due_on < today
            )

    @api.depends("text_ids.checked")
    def _compute_unchecked_count(self):
        for request in self:
            request.unchecked_count = len(
                request.text_ids.filtered(lambda text: not text.checked)
            )

    @api.depends("person_ids", "company_id")
    def _compute_alike_ids(self):
        for request in self:
            request.alike_ids = request._find_alike()

    def _find_alike(self):
        """Return persons of the gmina who are perhaps the same: by PESEL or name."""
        persons = self.env["kooperacja.person"].with_context(active_test=False)
        chosen = self.person_ids._origin
        keys = [key for key in chosen.mapped("name_key") if key]
        numbers = [pesel for pesel in chosen.mapped("pesel") if pesel]
        found = persons.search(
            (Domain("name_key", "in", keys) | Domain("pesel", "in", numbers))
            & Domain("company_id", "=", self.company_id.id)
            & Domain("id", "not in", chosen.ids)
        )
        born = {day for day in chosen.mapped("birth_date") if day}
        return found.filtered(
            lambda person: not born
            or not person.birth_date
            or person.birth_date in born
        )

    @api.constrains("person_ids", "company_id")
    def _check_gmina(self):
        for request in self:
            # Which gmina a person is of is told to who named the person.
            if request.sudo().person_ids.company_id - request.company_id:
                raise UserError(
                    self.env._(
                        "A request is answered by one gmina, about its own records."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            company = self.env["res.company"].browse(
                vals.get("company_id") or self.env.company.id
            )
            day = fields.Date.to_date(vals.get("received_on"))
            vals["number"] = company._next_kooperacja_number(
                self._name, day or polish_today()
            )
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "A request of a person stays on record. Refuse it with a reason when "
                "it came by mistake."
            )
        )

    def _get_own_freeze_reason(self):
        if self.state != "new":
            return self.env._(
                "Request %(number)s was answered on %(date)s and stays as it is.",
                number=self.number,
                date=format_date(self.env, self.answered_on),
            )
        return super()._get_own_freeze_reason()

    def _get_document_report(self):
        return "kooperacja_addon.report_privacy_extract"

    def _get_document_name(self):
        return f"dane-osoby-{self.number.replace('/', '-')}"

    def _is_about(self, erasure):
        """Return whether the request is of a person of the family to be erased."""
        # Asked by who handles erasures; yes or no is all that is told.
        return (
            erasure.sudo().household_id in self.sudo().person_ids.household_id
            and bool(erasure.sudo().household_id)
        )

    # --- actions --------------------------------------------------------------------

    def action_add_alike(self):
        """Name those who look like the same person too."""
        self.ensure_one()
        self.person_ids = [Command.link(id_) for id_ in self.alike_ids.ids]
        return True

    def action_extend(self):
        """Take two months more, with the reason."""
        self._refuse_state("new")
        for request in self:
            if request.extended_on:
                raise UserError(self.env._("This request was prolonged already."))
            if not (request.extension_reason or "").strip():
                raise UserError(
                    self.env._(
                        "Write why it is prolonged: the person is told of it within "
                        "the first month."
                    )
                )
        self._write_by_action({"extended_on": polish_today()})
        return True

    def action_grant(self):
        """Answer with a yes: what was done stands on record."""
        self._refuse_state("new")
        for request in self:
            request._refuse_unready()
        self.filtered(lambda request: request.kind == "restriction")._restrict()
        self._answer("granted")
        self.filtered(
            lambda request: request.kind in ("extract", "correction", "objection")
        )._write_by_action({"state": "done"})
        return True

    def _refuse_unready(self):
        if not self.person_ids:
            raise UserError(self.env._("Choose the person whom the request is about."))
        if not self.identity_checked:
            raise UserError(
                self.env._(
                    "First make sure who asks, and tick “Identity checked”: nobody "
                    "gets the data of somebody else."
                )
            )
        if self.kind == "extract" and not self.extract_file:
            raise UserError(
                self.env._("First make the copy of the data that the person gets.")
            )
        if self.kind != "extract" and not (self.answer or "").strip():
            raise UserError(self.env._("Write what was done."))

    def action_refuse(self):
        """Answer with a no, and the reason."""
        self._refuse_state("new")
        for request in self:
            if not (request.refusal_reason or "").strip():
                raise UserError(
                    self.env._("Write why the request is refused: the person is told.")
                )
        self._answer("refused")
        return True

    def _answer(self, state):
        self._write_by_action(
            {
                "state": state,
                "answered_on": polish_today(),
                "answered_by_id": self.env.uid,
            }
        )

    def _restrict(self):
        for request in self:
            request.person_ids._write_by_action({"restricted_on": polish_today()})

    def action_lift(self):
        """End the restriction: the person is told before (art. 18 ust. 3)."""
        self._refuse_state("granted")
        for request in self:
            if request.kind != "restriction":
                raise UserError(self.env._("This request restricts nothing."))
        self._write_by_action({"state": "done", "lifted_on": polish_today()})
        for request in self:
            others = self.search(
                [
                    ("kind", "=", "restriction"),
                    ("state", "=", "granted"),
                    ("person_ids", "in", request.person_ids.ids),
                ]
            )
            free = request.person_ids - others.person_ids
            free._write_by_action({"restricted_on": False})
        return True

    def action_propose_erasure(self):
        """Open proposals to erase the families of a granted request."""
        self.ensure_one()
        self._refuse_state("granted")
        erasures = self.env["kooperacja.privacy.erasure"]
        for household in self.person_ids.household_id:
            if not erasures.search_count(
                [("household_id", "=", household.id), ("request_id", "=", self.id)]
            ):
                erasures.create(
                    {
                        "company_id": self.company_id.id,
                        "household_id": household.id,
                        "ground": "request",
                        "request_id": self.id,
                    }
                )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Erasing of data"),
            "res_model": erasures._name,
            "view_mode": "list,form",
            "domain": [("request_id", "=", self.id)],
        }

    def action_finish(self):
        """Close a granted erasure when everything was erased."""
        self._refuse_state("granted")
        self._write_by_action({"state": "done"})
        return True

    def action_collect(self):
        """Gather the words that speak of the person, to be checked one by one."""
        self._refuse_state("new")
        for request in self:
            request._refuse_no_extract()
            request.text_ids.unlink()
            self.env["kooperacja.privacy.request.text"].create(
                [
                    {"request_id": request.id, **values}
                    for values in request._get_extract()._collect_texts(request)
                ]
            )
        self._write_by_action({"collected_on": fields.Datetime.now()})
        return True

    def action_make_extract(self):
        """Make the copy of the data: for people (PDF) and for machines (JSON, CSV)."""
        self._refuse_state("new")
        for request in self:
            request._refuse_no_extract()
            if not request.collected_on:
                raise UserError(self.env._("First gather the words to be checked."))
            if request.unchecked_count:
                raise UserError(
                    self.env._(
                        "Read the words that are still unchecked and mark each: they "
                        "may speak of somebody else."
                    )
                )
            extract = request._get_extract()
            data = extract._collect(request)
            name = request._get_document_name()
            request._write_by_action(
                {
                    "extract_file": base64.b64encode(extract._to_json(data)),
                    "extract_name": f"{name}.json",
                    "extract_table": base64.b64encode(extract._to_csv(data)),
                    "extract_table_name": f"{name}.csv",
                }
            )
            request._write_by_action(request._prepare_kept_document())
            request._note_extract()
        return True

    def _refuse_no_extract(self):
        if self.kind != "extract":
            raise UserError(
                self.env._("Only a request for access gets a copy of the data.")
            )
        if not self.person_ids:
            raise UserError(self.env._("Choose the person whom the request is about."))

    def _get_extract(self):
        return self.env["kooperacja.privacy.extract"]

    def _get_made_extract(self):
        """Return the copy of the data as it was made, for the print."""
        self.ensure_one()
        self.check_access("read")
        content = self.with_context(bin_size=False).extract_file
        return json.loads(base64.b64decode(content or b"") or "{}") or {
            "informations": {},
            "sections": [],
            "texts": [],
        }

    def _note_extract(self):
        if "kooperacja.access.log" in self.env:
            self.env["kooperacja.access.log"]._note(
                "extract", self.person_ids.household_id
            )
