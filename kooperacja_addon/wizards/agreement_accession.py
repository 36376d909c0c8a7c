from odoo import api, fields, models


class AgreementAccession(models.TransientModel):
    """Notes that an institution acceded to a signed agreement (handbook 3.4)."""

    _name = "kooperacja.agreement.accession"
    _description = "Accession to an agreement"

    agreement_id = fields.Many2one(
        comodel_name="kooperacja.agreement", string="Agreement", required=True
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        required=True,
        domain=[("is_institution", "=", True)],
    )
    representative_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact person",
        domain="[('parent_id', '=', institution_id)]",
        compute="_compute_representative_id",
        store=True,
        compute_sudo=False,
        readonly=False,
    )
    representative = fields.Char(
        string="Signed by",
        required=True,
        compute="_compute_representative",
        store=True,
        compute_sudo=False,
        readonly=False,
    )
    representative_function = fields.Char(
        string="Function",
        compute="_compute_representative",
        store=True,
        compute_sudo=False,
        readonly=False,
    )
    signed_on = fields.Date(
        string="Signed on", required=True, default=fields.Date.context_today
    )
    method = fields.Selection(
        selection=lambda self: self._selection_method(), string="How", default="table"
    )

    @api.model
    def _selection_method(self):
        method = self.env["kooperacja.agreement.signatory"]._fields["method"]
        return method._description_selection(self.env)

    @api.depends("institution_id", "agreement_id")
    def _compute_representative_id(self):
        for accession in self:
            members = accession.agreement_id.partnership_id.member_ids.filtered(
                lambda m, a=accession: m.institution_id == a.institution_id
            )
            accession.representative_id = members.representative_id[:1]

    @api.depends("representative_id")
    def _compute_representative(self):
        for accession in self:
            person = accession.representative_id
            accession.representative = person.name or accession.representative
            accession.representative_function = (
                person.function or accession.representative_function
            )

    def action_accede(self):
        """Add the institution to the agreement, whose own access rights decide."""
        self.ensure_one()
        partnership = self.agreement_id.partnership_id
        self.agreement_id._accede(
            self.institution_id,
            self.signed_on,
            {
                "representative": self.representative,
                "representative_function": self.representative_function,
                "method": self.method,
            },
        )
        others = partnership.institution_ids - self.institution_id
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "The accession is noted. Letters about it to %(count)s other "
                    "institutions wait in the partnership, under “Letters”.",
                    count=len(others),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
