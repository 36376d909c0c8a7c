from odoo import api, fields, models
from odoo.exceptions import UserError

# Code, start of the number, and number of digits of the registers of one gmina.
REGISTERS = (
    ("kooperacja.case", "%(range_year)s/"),
    ("kooperacja.household", "R/%(range_year)s/"),
)


class ResCompany(models.Model):
    """A gmina: works by one variant of the Model and numbers its own cases."""

    _inherit = "res.company"

    kooperacja_variant_id = fields.Many2one(
        comodel_name="kooperacja.variant",
        string="Variant of the model",
        ondelete="restrict",
        default=lambda self: self.env.ref(
            "kooperacja_addon.variant_urban_rural", raise_if_not_found=False
        ),
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._create_kooperacja_sequences()
        return companies

    def _create_kooperacja_sequences(self):
        """Create the yearly registers of each gmina that lacks them.

        Numbers run without gaps, because an official register has none.
        """
        # Whoever may create a company gets its registers with it; sequences as such
        # are the technical administrator's.
        sequences = self.env["ir.sequence"].sudo().with_context(active_test=False)
        have = {
            (sequence.code, sequence.company_id.id)
            for sequence in sequences.search(
                [
                    ("code", "in", [code for code, _prefix in REGISTERS]),
                    ("company_id", "in", self.ids),
                ]
            )
        }
        sequences.create(
            [
                {
                    "name": f"Kooperacja: {code} {company.id}",
                    "code": code,
                    "company_id": company.id,
                    "implementation": "no_gap",
                    "prefix": prefix,
                    "padding": 4,
                    "use_date_range": True,
                }
                for company in self
                for code, prefix in REGISTERS
                if (code, company.id) not in have
            ]
        )

    def _next_kooperacja_number(self, code, day):
        """Return the next number of the register ``code`` in the year of ``day``."""
        self.ensure_one()
        # A worker draws a number by opening a case, and may do no more with sequences.
        sequence = self.env["ir.sequence"].sudo().with_company(self)
        number = sequence.next_by_code(code, sequence_date=day)
        if not number:
            raise UserError(
                self.env._(
                    "%(gmina)s has no register of numbers: the administrator switches "
                    "the sequence “%(code)s” on again.",
                    gmina=self.name,
                    code=code,
                )
            )
        return number
