from odoo import api, fields, models
from odoo.exceptions import ValidationError


class Supporter(models.Model):
    """Somebody round the family, and how strong the bond is; the ecomap shows them.

    People who help (a neighbour, the parish, a volunteer) are noted here and never
    become contacts; an institution is a contact already.
    """

    _name = "kooperacja.supporter"
    _description = "Around the family"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "household_id, sequence, id"
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
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        selection=[
            ("relative", "Relative"),
            ("neighbour", "Neighbour"),
            ("friend", "Friend"),
            ("parish", "Parish"),
            ("volunteer", "Volunteer"),
            ("employer", "Employer"),
            ("institution", "Institution"),
            ("other", "Other"),
        ],
        string="Who they are",
        required=True,
        default="neighbour",
    )
    name = fields.Char()
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('is_institution', '=', True)]",
    )
    phone = fields.Char(string="Telephone")
    gives = fields.Char(string="What help it is")
    bond = fields.Selection(
        selection=[
            ("strong", "Strong"),
            ("ordinary", "Ordinary"),
            ("weak", "Weak"),
            ("strained", "Strained"),
            ("broken", "Broken off"),
        ],
    )
    flow = fields.Selection(
        selection=[
            ("in", "To the family"),
            ("out", "From the family"),
            ("both", "Both ways"),
        ],
        string="Help goes",
    )

    _institution_uniq = models.Constraint(
        "UNIQUE (household_id, institution_id)",
        "This institution is already noted around the family.",
    )

    @api.depends("household_id.number")
    def _compute_display_name(self):
        for supporter in self:
            supporter.display_name = self.env._(
                "%(family)s, around the family %(number)s",
                family=supporter.household_id.number or "",
                number=supporter.id or "",
            )

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind == "institution":
            self.name = False
        else:
            self.institution_id = False

    @api.constrains("kind", "name", "institution_id")
    def _check_named(self):
        for supporter in self:
            if supporter.kind == "institution":
                if not supporter.institution_id:
                    raise ValidationError(
                        self.env._("Choose the institution from the list.")
                    )
            elif not (supporter.name or "").strip():
                raise ValidationError(
                    self.env._("Write who it is, for instance a neighbour's name.")
                )

    def _get_name(self):
        """Return the name, for those who may read the family."""
        self.ensure_one()
        return self.institution_id.name or self.name or ""
