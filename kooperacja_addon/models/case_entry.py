from odoo import api, fields, models
from odoo.exceptions import UserError

# Kinds that tell of a step; only the step itself writes them.
STEPS = ("stage", "reopening")


class CaseEntry(models.Model):
    """A line of the shared file: author, institution, day; never changed afterwards.

    A mistake is mended by a new entry that points to the old one.
    """

    _name = "kooperacja.case.entry"
    _description = "Entry in the file of a case"
    _inherit = ["kooperacja.case.content.mixin"]
    _order = "happened_on desc, id desc"
    _rec_names_search = ["case_id.number"]

    date = fields.Datetime(
        string="Entered", default=fields.Datetime.now, required=True, readonly=True
    )
    happened_on = fields.Date(
        string="Happened on", required=True, default=fields.Date.context_today
    )
    author_id = fields.Many2one(
        comodel_name="res.partner",
        string="Author",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.user.partner_id,
    )
    # Kept as words: the entry says where its author worked on that day.
    institution = fields.Char(
        readonly=True,
        default=lambda self: self.env.user.partner_id.commercial_partner_id.name,
    )
    kind = fields.Selection(
        selection=[
            ("note", "Note"),
            ("contact", "Contact with the family"),
            ("correction", "Correction"),
            ("stage", "Change of stage"),
            ("reopening", "Reopening"),
        ],
        required=True,
        default="note",
    )
    text = fields.Text(required=True)
    corrects_id = fields.Many2one(
        comodel_name="kooperacja.case.entry",
        string="Corrects",
        domain="[('case_id', '=', case_id)]",
        ondelete="restrict",
    )

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = self.env._(
                "%(case)s, entry %(number)s",
                case=entry.case_id.number or "",
                number=entry.id or "",
            )

    @api.model_create_multi
    def create(self, vals_list):
        entries = super().create(self._prepare_signed(vals_list))
        if any(entry.kind in STEPS for entry in entries):
            self._refuse_guarded()
        return entries

    @api.model
    def _create_by_action(self, vals_list):
        """Create entries, those that tell of a step included."""
        return super().create(self._prepare_signed(vals_list))

    @api.model
    def _prepare_signed(self, vals_list):
        # Nobody signs for somebody else, and nobody enters yesterday today.
        partner = self.env.user.partner_id
        signature = {
            "author_id": partner.id,
            "institution": partner.commercial_partner_id.name,
            "date": fields.Datetime.now(),
        }
        return [vals | signature for vals in vals_list]

    def write(self, vals):
        if self:
            raise UserError(
                self.env._(
                    "Entries are not changed. Add a new entry that corrects this one."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Entries are not deleted. Add a new entry that corrects this one."
            )
        )

    @api.constrains("corrects_id", "case_id")
    def _check_corrects(self):
        for entry in self:
            if entry.corrects_id.case_id - entry.case_id:
                raise UserError(
                    self.env._("An entry corrects another of the same case.")
                )
