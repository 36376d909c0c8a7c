from odoo import api, fields, models


class CasePrivacy(models.Model):
    """What was passed on, told and consented to, on one page of the case."""

    _inherit = "kooperacja.case"  # pylint: disable=consider-merging-classes-inherited

    disclosure_ids = fields.One2many(
        comodel_name="kooperacja.disclosure",
        inverse_name="case_id",
        string="What was passed to whom",
    )

    clause_handing_ids = fields.One2many(
        comodel_name="kooperacja.clause.handing",
        inverse_name="case_id",
        string="Clauses of information",
    )
    consent_ids = fields.One2many(
        comodel_name="kooperacja.consent",
        inverse_name="case_id",
        string="Consents on record",
    )
    clause_hint = fields.Char(
        string="Without a clause of information",
        compute="_compute_clause_hint",
        compute_sudo=False,
    )

    @api.depends("clause_handing_ids.way", "household_id.person_ids.is_dead")
    def _compute_clause_hint(self):
        for case in self:
            missing = len(case._get_without_clause())
            case.clause_hint = bool(missing) and self.env._(
                "Adults who have not got the clause of information yet: %(count)s. "
                "Hand it over within a month (art. 13 and 14 RODO).",
                count=missing,
            )

    def _get_without_clause(self):
        """Return the adults of the family without a clause in any of its cases."""
        # Only whether it was handed over, of persons whom the user may read.
        told = (
            self.env["kooperacja.clause.handing"]
            .sudo()
            .search(
                [
                    ("person_id", "in", self.household_id.person_ids.ids),
                    ("is_valid", "=", True),
                ]
            )
        )
        return self.household_id.person_ids.filtered("may_sign") - told.person_id.sudo(
            False
        )

    def _get_recipients(self):
        """Return the institutions on the team today, as the clause names them."""
        self.ensure_one()
        return self.member_ids.filtered("in_force").institution_id.sorted("name")

    def action_hand_clause(self):
        """Open the printing and handing over of the clause."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Clause of information"),
            "res_model": "kooperacja.clause.print",
            "view_mode": "form",
            "target": "new",
            "context": {"default_case_id": self.id},
        }

    def action_new_consent(self):
        """Open a new consent of somebody of the family."""
        return self._get_new_content_action(
            "kooperacja.consent", self.env._("Consent"), {}
        )

    def action_note_disclosure(self):
        """Open a new row on what was passed outside the program."""
        self.ensure_one()
        return self.env["kooperacja.disclosure"]._get_new_action(self, {})

    def action_print_disclosures(self):
        """Open the choice of the person and the period of the printed list."""
        return self.household_id.action_print_disclosures()
