from odoo import api, fields, models
from odoo.exceptions import ValidationError


class EvaluationVoice(models.Model):
    """What one of those present says to the marks: agrees, or sees it otherwise."""

    _name = "kooperacja.evaluation.voice"
    _description = "Voice at an evaluation"
    _inherit = ["kooperacja.evaluation.content.mixin"]
    _rec_names_search = ["case_id.number"]

    comment = fields.Char(string="In the own words")
    member_id = fields.Many2one(
        comodel_name="kooperacja.case.member",
        string="Member of the team",
        domain="[('case_id', '=', case_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Of the family",
        ondelete="restrict",
        index="btree_not_null",
    )
    who = fields.Char(compute="_compute_who")
    agrees = fields.Selection(
        selection=[("yes", "Agrees"), ("no", "Sees it otherwise")],
        string="With the marks",
        required=True,
        default="yes",
    )

    _one_speaker = models.Constraint(
        "CHECK ((member_id IS NULL) != (person_id IS NULL))",
        "Each voice is that of a member of the team or of a person of the family.",
    )
    _member_uniq = models.Constraint(
        "UNIQUE (evaluation_id, member_id)", "Everybody has one voice."
    )
    _person_uniq = models.Constraint(
        "UNIQUE (evaluation_id, person_id)", "Everybody has one voice."
    )

    @api.depends("member_id", "person_id")
    def _compute_who(self):
        for voice in self:
            voice.who = (
                voice.person_id._get_full_name()
                if voice.person_id
                else voice.member_id.display_name
            )

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for voice in self:
            voice.display_name = self.env._(
                "%(case)s, voice %(number)s",
                case=voice.case_id.number or "",
                number=voice.id or "",
            )

    @api.constrains("member_id", "person_id", "evaluation_id")
    def _check_speaker(self):
        for voice in self:
            if voice.member_id.case_id - voice.case_id or (
                voice.person_id.household_id - voice.case_id.household_id
            ):
                raise ValidationError(
                    self.env._(
                        "Who speaks is on the team of this case or belongs to its "
                        "family."
                    )
                )
