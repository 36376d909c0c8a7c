from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DiagnosisRating(models.Model):
    """A need as one institution sees it: one that the case knows, or a new one."""

    _name = "kooperacja.diagnosis.rating"
    _description = "Need as an institution sees it"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "view_id, sequence, id"
    _fields_fixed = frozenset({"view_id"})

    view_id = fields.Many2one(
        comodel_name="kooperacja.diagnosis.view",
        string="View",
        required=True,
        index=True,
        ondelete="cascade",
    )
    case_id = fields.Many2one(related="view_id.case_id", store=True, index=True)
    company_id = fields.Many2one(
        related="view_id.company_id", string="Gmina", store=True, index=True
    )
    household_id = fields.Many2one(related="view_id.household_id")
    sequence = fields.Integer(default=10)
    need_id = fields.Many2one(
        comodel_name="kooperacja.case.need",
        string="Need of the case",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('case_id', '=', case_id)]",
    )
    name = fields.Char(
        string="Need",
        compute="_compute_need",
        store=True,
        readonly=False,
        precompute=True,
    )
    problem_id = fields.Many2one(
        comodel_name="kooperacja.problem",
        string="Kind of problem",
        compute="_compute_need",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Whose",
        compute="_compute_need",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('household_id', '=', household_id)]",
        help="Leave empty for the family as a whole.",
    )
    # One scale, that of the needs, which the evaluation uses too.
    severity = fields.Selection(
        selection=lambda self: self.env["kooperacja.case.need"]
        ._fields["severity"]
        ._description_selection(self.env),
    )
    note = fields.Char(string="Why we think so")

    @api.depends("need_id")
    def _compute_need(self):
        for rating in self:
            if rating.need_id:
                rating.name = rating.need_id.name
                rating.problem_id = rating.need_id.problem_id
                rating.person_id = rating.need_id.person_id

    @api.depends("view_id.display_name")
    def _compute_display_name(self):
        for rating in self:
            rating.display_name = " · ".join(
                filter(None, (rating.view_id.display_name, str(rating.id or "")))
            )

    def _get_owner(self):
        return self.view_id

    @api.constrains("need_id", "name")
    def _check_named(self):
        for rating in self:
            if not rating.need_id and not (rating.name or "").strip():
                raise ValidationError(self.env._("Write what the need is."))

    @api.constrains("need_id", "person_id", "view_id")
    def _check_family(self):
        for rating in self:
            if rating.need_id.case_id - rating.case_id:
                raise ValidationError(self.env._("The need belongs to another case."))
            if rating.person_id.household_id - rating.case_id.household_id:
                raise ValidationError(
                    self.env._("This person does not belong to the family of the case.")
                )

    def _get_topic(self):
        """Return what is rated, so that views of different institutions can meet.

        The need of the case, chosen, of the same problem and person or of the same
        words; else the problem and person; else the words.
        """
        self.ensure_one()
        words = (self.name or "").strip().casefold()
        need = self.need_id or self.case_id.need_ids.filtered(
            lambda n: n.person_id == self.person_id
            and (
                n.problem_id == self.problem_id
                if self.problem_id
                else n.name.strip().casefold() == words
            )
        )
        if need:
            return ("need", need[0].id)
        if self.problem_id:
            return ("problem", self.problem_id.id, self.person_id.id)
        return ("words", words, self.person_id.id)
