from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules.kinship import doubtful_parent, find_circle


class Kinship(models.Model):
    """What two persons of a family are to one another; the genogram is drawn of it.

    Read as a sentence: the first person *is parent of* the second.
    """

    _name = "kooperacja.kinship"
    _description = "Kinship"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "household_id, id"
    _rec_names_search = ["household_id.number"]
    _fields_fixed = frozenset({"household_id"})

    household_id = fields.Many2one(
        comodel_name="kooperacja.household",
        string="Family",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="Gmina", store=True, index=True
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('household_id', '=', household_id)]",
    )
    kind = fields.Selection(
        selection=[
            ("parent", "is parent of"),
            ("married", "is married to"),
            ("partners", "lives as a couple with"),
            ("separated", "is separated from"),
            ("divorced", "is divorced from"),
            ("sibling", "is brother or sister of"),
            ("guardian", "is guardian or foster parent of"),
            ("other", "is related otherwise to"),
        ],
        string="Relation",
        required=True,
        default="parent",
    )
    other_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Of whom",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('household_id', '=', household_id), ('id', '!=', person_id)]",
    )
    note = fields.Char(string="In words", help="For instance: grandmother, godfather.")
    doubt = fields.Char(
        string="To be checked",
        compute="_compute_doubt",
        help="Ages that can hardly be right. Nothing is blocked.",
    )

    _pair_uniq = models.Constraint(
        "UNIQUE (person_id, other_id, kind)", "This relation is already noted."
    )

    @api.depends("household_id.number")
    def _compute_display_name(self):
        for tie in self:
            tie.display_name = self.env._(
                "%(family)s, relation %(number)s",
                family=tie.household_id.number or "",
                number=tie.id or "",
            )

    @api.depends(
        "kind",
        "person_id.birth_date",
        "person_id.died_on",
        "other_id.birth_date",
    )
    def _compute_doubt(self):
        sentences = {
            "age": self.env._("The parent is hardly older than the child."),
            "death": self.env._("The child was born after the parent's death."),
        }
        for tie in self:
            doubt = tie.kind == "parent" and doubtful_parent(
                tie.person_id.birth_date,
                tie.person_id.died_on,
                tie.other_id.birth_date,
            )
            tie.doubt = sentences.get(doubt, False)

    @api.constrains("household_id", "person_id", "other_id")
    def _check_persons(self):
        for tie in self:
            if (tie.person_id | tie.other_id).household_id != tie.household_id:
                raise ValidationError(
                    self.env._(
                        "Both persons belong to this family. Somebody who lives "
                        "elsewhere is added to its persons first and marked so."
                    )
                )
            if tie.person_id == tie.other_id:
                raise ValidationError(
                    self.env._("A relation is between two different persons.")
                )

    @api.constrains("person_id", "other_id", "kind")
    def _check_circle(self):
        """Raise ValidationError when somebody would be their own ancestor."""
        parents = self.filtered(lambda tie: tie.kind == "parent")
        if not parents:
            return
        child_of = {}
        for tie in self.search(
            [
                ("household_id", "in", parents.household_id.ids),
                ("kind", "=", "parent"),
            ]
        ):
            child_of.setdefault(tie.person_id.id, []).append(tie.other_id.id)
        if find_circle(list(child_of), child_of):
            # No names: messages get logged.
            raise ValidationError(
                self.env._(
                    "Nobody can be their own ancestor: with this relation somebody "
                    "would be parent or grandparent of themselves. Check who is whose "
                    "parent, the parent stands first."
                )
            )

    @api.constrains("person_id", "other_id", "kind")
    def _check_mutual(self):
        """Raise ValidationError when the same is noted the other way round."""
        noted = {
            (tie.person_id, tie.kind, tie.other_id)
            for tie in self.search([("household_id", "in", self.household_id.ids)])
            if tie.person_id != tie.other_id
        }
        for tie in self:
            if (tie.other_id, tie.kind, tie.person_id) in noted:
                raise ValidationError(
                    self.env._(
                        "This relation is already noted the other way round; once is "
                        "enough."
                    )
                )
