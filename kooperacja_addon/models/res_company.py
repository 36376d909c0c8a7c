from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules.polish_time import polish_today
from .variant import NUMBERS

# Code, start of the number, and number of digits of the registers of one gmina.
REGISTERS = (
    ("kooperacja.case", "%(range_year)s/"),
    ("kooperacja.household", "R/%(range_year)s/"),
    ("kooperacja.case.intake", "Z/%(range_year)s/"),
    ("kooperacja.privacy.request", "O/%(range_year)s/"),
    ("kooperacja.privacy.erasure", "U/%(range_year)s/"),
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

    kooperacja_number_ids = fields.One2many(
        comodel_name="kooperacja.number",
        inverse_name="company_id",
        string="Numbers of the model",
        groups="base.group_user",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._create_kooperacja_sequences()
        companies._create_kooperacja_numbers()
        return companies

    @api.model
    def _create_kooperacja_numbers_everywhere(self):
        """Give every gmina in the database the numbers that it lacks."""
        self.search([("id", ">", 0)])._create_kooperacja_numbers()

    @api.model
    def _create_kooperacja_sequences_everywhere(self):
        """Give every gmina in the database the registers that it lacks."""
        self.search([("id", ">", 0)])._create_kooperacja_sequences()

    def _create_kooperacja_numbers(self):
        # Rows that only wait to be filled: nobody else may add or remove any.
        numbers = self.env["kooperacja.number"].sudo()
        rows = numbers.search([("company_id", "in", self.ids)])
        rows.filtered(lambda row: row.code not in NUMBERS).unlink()
        rows = {(row.company_id, row.code): row for row in rows.exists()}
        for company in self:
            for sequence, code in enumerate(NUMBERS, 1):
                row = rows.get((company, code))
                if row and row.sequence != sequence:
                    row.sequence = sequence
        numbers.create(
            [
                {"company_id": company.id, "code": code, "sequence": sequence}
                for company in self
                for sequence, code in enumerate(NUMBERS, 1)
                if (company, code) not in rows
            ]
        )

    def _get_kooperacja_variant_number(self, code):
        """Return the number ``code`` as the variant of the gmina has it."""
        # Numbers of the Model are no secret; users of the portal meet them in dates.
        variant = self.sudo().kooperacja_variant_id
        return variant[code] if variant else variant._fields[code].default(variant)

    def _get_kooperacja_number(self, code):
        """Return the number ``code`` of the Model as it is in force in this gmina.

        This is the one way to read a number: the gmina's own, or else its variant's,
        or else the handbook's, also when no gmina is known yet.
        """
        own = (
            self.sudo()
            .kooperacja_number_ids.filtered(lambda number: number.code == code)
            .own_value
        )
        if own and own.strip():
            return int(own)
        return self._get_kooperacja_variant_number(code)

    def _get_kooperacja_today(self):
        """Return the day that a paper of the gmina bears: today in Poland."""
        return polish_today()

    def _get_kooperacja_head(self):
        """Return name and post of who signs for the gmina.

        The name is that of the contact whose post is the variant's word for it (wójt,
        burmistrz, prezydent), or empty when there is none.
        """
        self.ensure_one()
        # Who heads a gmina, and what the office is called, is public.
        itself = self.sudo()
        lang = itself.partner_id.lang or self.env.lang
        label = itself.kooperacja_variant_id.with_context(lang=lang).head_label or ""
        person = self._get_kooperacja_head_contact().sudo()
        return person.name, person.function or label

    def _get_kooperacja_head_contact(self):
        """Return the contact who heads the gmina (wójt, burmistrz, …), or nobody."""
        self.ensure_one()
        itself = self.sudo()
        lang = itself.partner_id.lang or self.env.lang
        label = itself.kooperacja_variant_id.with_context(lang=lang).head_label or ""
        heads = itself.partner_id.child_ids.filtered(
            lambda contact: (contact.function or "")
            .casefold()
            .startswith(label.casefold())
        )[:1]
        return heads.sudo(False)

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
