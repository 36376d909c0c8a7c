from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.privacy_clause_handing import HANDINGS
from ..rules.polish_time import polish_today


class ClausePrint(models.TransientModel):
    """Prints the clause for persons of a family, and notes that they have got it."""

    _name = "kooperacja.clause.print"
    _description = "Handing over clauses of information"

    case_id = fields.Many2one(
        comodel_name="kooperacja.case", string="Case", required=True
    )
    household_id = fields.Many2one(related="case_id.household_id")
    person_ids = fields.Many2many(
        comodel_name="kooperacja.person",
        string="For whom",
        domain="[('household_id', '=', household_id)]",
        compute="_compute_person_ids",
        store=True,
        readonly=False,
        compute_sudo=False,
    )
    way = fields.Selection(selection=HANDINGS, string="How", default="hand")
    date = fields.Date(
        string="Handed over on", required=True, default=lambda self: polish_today()
    )
    is_ready = fields.Boolean(compute="_compute_is_ready")

    @api.depends("case_id")
    def _compute_person_ids(self):
        for dialog in self:
            dialog.person_ids = dialog.case_id._get_without_clause()

    @api.depends("case_id")
    def _compute_is_ready(self):
        for dialog in self:
            company = dialog.case_id.company_id
            dialog.is_ready = (
                company and self.env["kooperacja.clause"]._get_of(company).is_ready
            )

    def _refuse_strangers(self):
        """Raise for a case closed to the user, for nobody and for persons of others."""
        self.ensure_one()
        self.case_id.check_access("read")
        if not self.person_ids:
            raise UserError(self.env._("Choose at least one person."))
        if self.person_ids.household_id != self.case_id.household_id:
            raise UserError(
                self.env._("This person does not belong to the family of the case.")
            )

    def action_print(self):
        """Print a clause for each person; nothing is noted yet."""
        self._refuse_strangers()
        return self.env.ref("kooperacja_addon.report_clause_print").report_action(
            self, config=False
        )

    def action_note(self):
        """Note that the persons have got the clause, each in a row."""
        self._refuse_strangers()
        self.env["kooperacja.clause.handing"].create(
            [
                {
                    "case_id": self.case_id.id,
                    "person_id": person.id,
                    "way": self.way,
                    "date": self.date,
                }
                for person in self.person_ids
            ]
        )
        return {"type": "ir.actions.act_window_close"}

    def _get_document_name(self):
        return f"klauzula-{self.case_id.number.replace('/', '-')}"
