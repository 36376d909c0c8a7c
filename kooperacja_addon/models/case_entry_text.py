from odoo import fields, models


class CaseEntryText(models.Model):
    """Words of an entry that are not for the whole team.

    Record rules hide rows, not fields: so the words lie in a row of their own, which
    opens to their author, while the case is open to him or her, and to who coordinates
    it. Made together with the entry, by nobody else.
    """

    _name = "kooperacja.case.entry.text"
    _description = "Words of an entry for the coordinator and the author"
    _inherit = ["kooperacja.sealed.mixin", "kooperacja.case.content.mixin"]
    _rec_name = "entry_id"
    _columns_sealed = ("entry_id", "author_id", "text")

    entry_id = fields.Many2one(
        comodel_name="kooperacja.case.entry",
        string="Entry",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    author_id = fields.Many2one(
        comodel_name="res.partner",
        string="Author",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    text = fields.Text(required=True, readonly=True)

    _entry_uniq = models.Constraint(
        "UNIQUE (entry_id)", "This entry has its words already."
    )
