from odoo import api, fields, models

from ..rules.polish_time import polish_today


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
        string="Signed on", required=True, default=lambda self: polish_today()
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
            partnership = accession.agreement_id.partnership_id
            accession.representative_id = accession.institution_id and (
                partnership._get_speaker(accession.institution_id)
            )

    @api.depends("representative_id")
    def _compute_representative(self):
        for accession in self:
            person = accession.representative_id
            accession.representative = person.name or accession.representative
            accession.representative_function = (
                person.function or accession.representative_function
            )

    def _get_person(self):
        """Return the contact who signs; whoever is only written in becomes one.

        Without one the institution would have nobody who can be invited.
        """
        if self.representative_id.name == self.representative:
            return self.representative_id
        person = self.institution_id._get_contact_named(self.representative)
        return person or person.create(
            {
                "name": self.representative,
                "function": self.representative_function,
                "parent_id": self.institution_id.id,
            }
        )

    def action_accede(self):
        """Add the institution to the agreement, whose own access rights decide."""
        self.ensure_one()
        self.agreement_id.check_access("write")
        self.agreement_id._refuse_accession(self.institution_id, self.signed_on)
        self.agreement_id._accede(
            self.institution_id,
            self.signed_on,
            {
                "representative": self.representative,
                "representative_function": self.representative_function,
                "method": self.method,
            },
            self._get_person(),
        )
        others = self.agreement_id._get_others(self.institution_id)
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
