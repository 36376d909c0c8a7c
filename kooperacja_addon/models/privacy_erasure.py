from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..rules.polish_time import polish_today


class PrivacyErasure(models.Model):
    """A family whose data are to be erased, by the decision of two persons.

    A coordinator proposes and sees beforehand what would be removed; the data
    protection officer or another coordinator decides; then it is done, and a protocol
    without personal data is kept. Statistics and authorship stay (RODO art. 5(1)(e),
    17; recital 26).
    """

    _name = "kooperacja.privacy.erasure"
    _description = "Erasing of data"
    _inherit = ["kooperacja.guarded.mixin", "kooperacja.signed.document.mixin"]
    _order = "number desc, id desc"
    _rec_name = "number"
    _fields_set_by_action = frozenset(
        {
            "state",
            "subject",
            "proposed_by_id",
            "proposed_on",
            "decided_by_id",
            "decided_on",
            "done_by_id",
            "done_at",
            "number_count",
            "signed_document",
            "signed_document_name",
        }
    )
    _fields_fixed = frozenset(
        {"number", "company_id", "household_id", "intake_id", "request_id"}
    )
    _check_company_auto = True

    number = fields.Char(readonly=True, copy=False, index=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    household_id = fields.Many2one(
        comodel_name="kooperacja.household",
        string="Family",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        groups="kooperacja_addon.group_coordinator",
    )
    intake_id = fields.Many2one(
        comodel_name="kooperacja.case.intake",
        string="Reported need",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        groups="kooperacja_addon.group_coordinator",
    )
    # For the officer, who opens no family: its number alone.
    subject = fields.Char(string="Whose data", readonly=True)
    ground = fields.Selection(
        selection=[
            ("retention", "The period of retention has passed"),
            ("request", "Accepted request of the person (art. 17)"),
        ],
        required=True,
        default="retention",
    )
    request_id = fields.Many2one(
        comodel_name="kooperacja.privacy.request",
        string="Request",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        domain="[('kind', '=', 'erasure'), ('state', '=', 'granted')]",
    )
    reason = fields.Text(
        string="Remarks",
        help="No names and nothing of the family: the remarks stay in the protocol.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Being prepared"),
            ("proposed", "To be decided"),
            ("approved", "Approved"),
            ("done", "Erased"),
            ("refused", "Refused"),
        ],
        string="Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
    )
    proposed_by_id = fields.Many2one(
        comodel_name="res.users", string="Proposed by", ondelete="restrict", copy=False
    )
    proposed_on = fields.Date(string="Proposed on", copy=False)
    decided_by_id = fields.Many2one(
        comodel_name="res.users", string="Decided by", ondelete="restrict", copy=False
    )
    decided_on = fields.Date(string="Decided on", copy=False)
    done_by_id = fields.Many2one(
        comodel_name="res.users", string="Erased by", ondelete="restrict", copy=False
    )
    done_at = fields.Datetime(string="Erased at", copy=False)
    number_count = fields.Integer(
        string="Numbers compared",
        copy=False,
        help="Statistics of the gmina before and after, all of them equal.",
    )
    line_ids = fields.One2many(
        comodel_name="kooperacja.privacy.erasure.line",
        inverse_name="erasure_id",
        string="What is removed and what stays",
        readonly=True,
    )

    _two_persons = models.Constraint(
        "CHECK (decided_by_id IS NULL OR decided_by_id != proposed_by_id)",
        "Who proposed an erasure does not decide on it.",
    )
    _one_subject = models.Constraint(
        "CHECK ((household_id IS NULL) != (intake_id IS NULL))",
        "An erasure is of one family, or of one reported need.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        today = polish_today()
        for vals in vals_list:
            company = self.env["res.company"].browse(
                vals.get("company_id") or self.env.company.id
            )
            vals["number"] = company._next_kooperacja_number(self._name, today)
        records = super().create(vals_list)
        for record in records:
            whose = record.household_id or record.intake_id
            record._write_by_action({"subject": whose.number})
            record._note_plan()
        return records

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._refuse_state("draft")

    def _get_own_freeze_reason(self):
        if self.state not in ("draft", "proposed"):
            return self.env._(
                "Erasing %(number)s was decided on %(date)s and stays on record.",
                number=self.number,
                date=format_date(self.env, self.decided_on),
            )
        return super()._get_own_freeze_reason()

    def _get_document_report(self):
        return "kooperacja_addon.report_privacy_erasure"

    def _get_document_name(self):
        return f"protokol-{self.number.replace('/', '-')}"

    # --- actions --------------------------------------------------------------------

    def action_count(self):
        """Count anew what would be removed and what would stay."""
        self._refuse_state("draft", "proposed")
        for record in self:
            record._refuse_living()
            record._note_plan()
        return True

    def action_propose(self):
        """Ask a second person to decide."""
        self._refuse_state("draft")
        for record in self:
            record._refuse_early()
            record._note_plan()
            record._write_by_action(
                {
                    "state": "proposed",
                    "proposed_by_id": self.env.uid,
                    "proposed_on": polish_today(),
                }
            )
        return True

    def action_approve(self):
        """Agree, as a second person."""
        self._decide("approved")
        return True

    def action_refuse(self):
        """Decide that nothing is erased."""
        self._decide("refused")
        return True

    def action_withdraw(self):
        """Take the proposal back, to prepare it anew."""
        self._refuse_state("proposed")
        self._write_by_action(
            {"state": "draft", "proposed_by_id": False, "proposed_on": False}
        )
        return True

    def _decide(self, state):
        self._refuse_state("proposed")
        for record in self:
            if record.proposed_by_id == self.env.user:
                raise UserError(
                    self.env._(
                        "You proposed this erasure, so somebody else decides: the data "
                        "protection officer or another coordinator."
                    )
                )
        self._write_by_action(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_on": polish_today(),
            }
        )

    def action_erase(self):
        """Erase, keep the protocol; all of it or nothing. There is no way back."""
        self._refuse_state("approved")
        self.check_access("write")
        for record in self:
            record._refuse_early()
            record._erase()
        return True

    def _erase(self):
        self.ensure_one()
        # Two persons have decided; the one who carries it out need not open a family.
        itself = self.sudo()
        household, intake = itself.household_id, itself.intake_id
        statistics = self.env["kooperacja.privacy.statistics"]
        before = statistics._count(self.company_id)
        lines = self.env["kooperacja.privacy.eraser"]._erase(household, intake)
        after = statistics._count(self.company_id)
        if before != after:
            raise UserError(
                self.env._(
                    "Erasing would have changed statistics of the gmina, so nothing "
                    "was erased. Please tell the administrator."
                )
            )
        today = polish_today()
        for erased in (household, intake):
            erased._note_by_action({"erased_on": today})
        itself._keep_lines(lines)
        self._write_by_action(
            {
                "state": "done",
                "done_by_id": self.env.uid,
                "done_at": fields.Datetime.now(),
                "number_count": len(before),
            }
        )
        self._write_by_action(self._prepare_kept_document())

    # --- may it be --------------------------------------------------------------------

    def _refuse_living(self):
        """Raise UserError when the family has a case in work, or was erased already."""
        # Whether a case is open is told by its number alone, to who handles erasures.
        household = self.sudo().household_id
        living = household.case_ids.filtered(lambda case: case.stage != "closed")
        if living:
            raise UserError(
                self.env._(
                    "Case %(number)s of this family is in work. Data are erased only "
                    "after the last case was closed.",
                    number=living[0].number,
                )
            )
        if household.erased_on or self.sudo().intake_id.erased_on:
            raise UserError(self.env._("These data were erased already."))

    def _refuse_early(self):
        """Raise UserError while the period of retention runs and nobody asked."""
        self._refuse_living()
        if self.ground == "request":
            if (
                self.request_id.kind != "erasure"
                or self.request_id.state != "granted"
                or not self.request_id._is_about(self)
            ):
                raise UserError(
                    self.env._(
                        "Choose the accepted request of a person of this family to "
                        "which the erasure answers."
                    )
                )
            return
        itself = self.sudo()
        due = itself.env["kooperacja.retention.due"].search(
            [
                ("household_id", "=", itself.household_id.id),
                ("intake_id", "=", itself.intake_id.id),
            ]
        )
        if not due.is_due:
            raise UserError(
                self.env._(
                    "The period of retention has not passed yet. It may be erased "
                    "earlier only on an accepted request of the person."
                )
            )

    # --- what is removed ------------------------------------------------------------

    def _note_plan(self):
        """Keep the lines of what erasing would do now."""
        self.ensure_one()
        # Counts and names of fields alone; who proposes may read the family.
        itself = self.sudo()
        eraser = itself.env["kooperacja.privacy.eraser"]
        itself._keep_lines(
            eraser._count(eraser._find(itself.household_id, itself.intake_id))
        )

    def _keep_lines(self, lines):
        rows = self.env["kooperacja.privacy.erasure.line"]
        self.line_ids.unlink()
        rows._append_by_action(
            [
                {
                    "erasure_id": self.id,
                    "res_model": model,
                    "res_field": field,
                    "effect": effect,
                    "count": count,
                }
                for model, field, effect, count in lines
            ]
        )
