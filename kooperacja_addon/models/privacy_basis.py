from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..rules.legal_basis import Basis, choose_basis

KINDS = [
    ("law", "Law"),
    ("consent", "Consent"),
    ("plan", "Agreement to the plan"),
    ("agreement", "Agreement of the partnership"),
]


class LegalBasis(models.Model):
    """On what basis, and in what scope, data on a family pass to an institution.

    Rows without a gmina are shipped and the same for all; a gmina takes one over and
    words it with its data protection officer, or adds its own. The addon proposes the
    row that fits the institution best; it replaces no legal analysis.
    """

    _name = "kooperacja.legal.basis"
    _description = "Legal basis of passing data"
    _order = "company_id, sequence, id"

    name = fields.Char(string="To whom and what for", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(
        default=True, help="Archived: not proposed any more, kept in the records."
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: shipped with the program, for every gmina.",
    )
    kind = fields.Selection(
        selection=KINDS, string="Kind of basis", required=True, default="law"
    )
    institution_type_id = fields.Many2one(
        comodel_name="kooperacja.institution.type",
        string="Kind of institution",
        ondelete="restrict",
        index="btree_not_null",
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
        index="btree_not_null",
        help="For one institution alone; goes before a row for its kind.",
    )
    provision = fields.Char(
        string="Act and article",
        required=True,
        help="The provision, or what the consent or the agreement rests on.",
    )
    scope = fields.Text(
        string="What data",
        required=True,
        translate=True,
        help="Kinds of data, never those of one family.",
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until")
    note = fields.Text(string="Remark", translate=True)
    confirmed_on = fields.Date(
        string="Confirmed on",
        help="The day on which the gmina confirmed this basis with its data "
        "protection officer.",
    )
    origin_id = fields.Many2one(
        comodel_name="kooperacja.legal.basis",
        string="Taken over from",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        help="The shipped row that this one replaces in the gmina, archived or not.",
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A basis cannot end before it begins.",
    )
    _origin_uniq = models.UniqueIndex(
        "(company_id, origin_id) WHERE origin_id IS NOT NULL",
        "Your gmina has taken this basis over already: change that row.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Make rows of a gmina; those for all come with the program alone."""
        if not self.env.su:
            for vals in vals_list:
                vals["company_id"] = vals.get("company_id") or self.env.company.id
        return super().create(vals_list)

    def action_take_over(self):
        """Open the gmina's own copy of a shipped row, to word it anew."""
        self.ensure_one()
        own = self.with_context(active_test=False).search(
            [("origin_id", "=", self.id), ("company_id", "=", self.env.company.id)]
        ) or self.copy({"company_id": self.env.company.id, "origin_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": own.id,
            "view_mode": "form",
        }

    def _get_words(self):
        """Return kind and provision in a line, to be kept with what was passed."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        words = f"{kinds[self.kind]}: {self.provision}"
        if self.confirmed_on:
            words += " " + self.env._(
                "(confirmed on %(date)s)",
                date=format_date(self.env, self.confirmed_on),
            )
        return words

    @api.model
    def _get_book(self, companies):
        """Return {gmina: rows in use there}, in one query.

        A shipped row that the gmina has taken over counts no more, even when its own
        copy is archived.
        """
        found = self.with_context(active_test=False).search(
            Domain("company_id", "=", False) | Domain("company_id", "in", companies.ids)
        )
        book = {}
        for company in companies:
            own = found.filtered(lambda row, c=company: row.company_id == c)
            shipped = found.filtered(lambda row: not row.company_id) - own.origin_id
            book[company] = (own | shipped).filtered("active")
        return book

    @api.model
    def _choose(self, book, company, institution, day):
        """Return the row of ``book`` on which data pass to ``institution``, or none."""
        key = choose_basis(
            (
                Basis(
                    key=row.id,
                    institution=row.institution_id.id,
                    kind=row.institution_type_id.id,
                    own=bool(row.company_id),
                    sequence=row.sequence,
                    date_from=row.date_from or None,
                    date_to=row.date_to or None,
                )
                for row in book[company]
            ),
            institution.id,
            institution.institution_type_id.id,
            day,
        )
        return self.browse(key)
