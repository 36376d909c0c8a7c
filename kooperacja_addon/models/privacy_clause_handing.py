from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..rules.polish_time import polish_today

HANDINGS = [
    ("hand", "By hand"),
    ("post", "By post"),
    ("aloud", "Read aloud"),
    ("email", "By e-mail"),
    ("refused", "Refused to take it"),
]


class ClauseHanding(models.Model):
    """That a person was told of the use of his or her data: who told, when, how.

    Keeps the clause as it was printed that day. Nothing is changed; one noted by
    mistake is taken back by a row that points to it.
    """

    _name = "kooperacja.clause.handing"
    _description = "Handing over of a clause of information"
    _inherit = [
        "kooperacja.sealed.mixin",
        "kooperacja.case.content.mixin",
        "kooperacja.signed.document.mixin",
    ]
    _order = "date desc, id desc"
    _rec_names_search = ["case_number"]
    _columns_sealed = (
        "case_id",
        "person_id",
        "way",
        "date",
        "author_id",
        "noted_at",
        "corrects_id",
    )

    case_number = fields.Char(
        related="case_id.number", string="Case number", store=True, index=True
    )
    household_id = fields.Many2one(
        related="case_id.household_id", string="Family", store=True, index=True
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="To whom",
        required=True,
        index=True,
        domain="[('household_id', '=', household_id)]",
        ondelete="restrict",
    )
    way = fields.Selection(
        selection=[*HANDINGS, ("mistake", "Noted by mistake")],
        string="How",
        required=True,
        default="hand",
    )
    date = fields.Date(
        string="Handed over on", required=True, default=lambda self: polish_today()
    )
    author_id = fields.Many2one(
        comodel_name="res.partner",
        string="By whom",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    noted_at = fields.Datetime(string="Noted at", required=True, readonly=True)
    corrects_id = fields.Many2one(
        comodel_name="kooperacja.clause.handing",
        string="Takes back",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    correction_ids = fields.One2many(
        comodel_name="kooperacja.clause.handing",
        inverse_name="corrects_id",
        string="Taken back by",
    )
    is_valid = fields.Boolean(
        string="Counts", compute="_compute_is_valid", search="_search_is_valid"
    )

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._(
                "%(case)s, clause %(number)s",
                case=row.case_number or "",
                number=row.id or "",
            )

    @api.depends("correction_ids", "way")
    def _compute_is_valid(self):
        for row in self:
            row.is_valid = row.way != "mistake" and not row.correction_ids

    @api.model
    def _search_is_valid(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("way", "!=", "mistake") & Domain("correction_ids", "=", False)

    def _get_owner(self):
        # Told after the end is better than never.
        return self.browse()

    @api.model_create_multi
    def create(self, vals_list):
        signature = {
            "author_id": self.env.user.partner_id.id,
            "noted_at": fields.Datetime.now(),
        }
        rows = super().create([vals | signature for vals in vals_list])
        for row in rows.filtered(lambda r: r.way not in ("mistake", "refused")):
            # The paper is added to the row, which its author has just made.
            row.sudo()._note_by_action(row._prepare_kept_document())
        return rows

    @api.constrains("date")
    def _check_date(self):
        today = polish_today()
        if any(row.date > today for row in self):
            raise ValidationError(
                self.env._("The clause was handed over today or earlier.")
            )

    @api.constrains("person_id", "corrects_id", "case_id")
    def _check_same_family(self):
        self._refuse_strangers("person_id")
        for row in self:
            if row.corrects_id.person_id - row.person_id:
                raise ValidationError(
                    self.env._("Only a row of the same person is taken back.")
                )

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "The handing over of a clause stays on record. If it was noted by "
                "mistake, take it back: that adds a row."
            )
        )

    def action_take_back(self):
        """Note that this row was a mistake; the clause is missing again.

        Raises UserError when it was taken back already.
        """
        for row in self:
            if not row.is_valid:
                raise UserError(self.env._("This row was taken back already."))
            self.create(
                {
                    "case_id": row.case_id.id,
                    "person_id": row.person_id.id,
                    "way": "mistake",
                    "corrects_id": row.id,
                }
            )
        return True

    def action_print(self):
        """Print the clause as it was handed over."""
        return self.env.ref("kooperacja_addon.report_clause").report_action(
            self, config=False
        )

    def _get_document_report(self):
        return "kooperacja_addon.report_clause"

    def _get_document_name(self):
        return f"klauzula-{self.case_number.replace('/', '-')}-{self.id}"
