from odoo import api, fields, models


class RetentionRule(models.Model):
    """How many years a kind of record is kept, and from what day on.

    Data, since no act of law names one number for all: the gmina's own list of files
    (jednolity rzeczowy wykaz akt) decides, and its archivist confirms it. A row of a
    gmina goes before the row for all.
    """

    _name = "kooperacja.retention.rule"
    _description = "Period of retention"
    _order = "kind, gmina_id, id"
    _rec_name = "kind"

    kind = fields.Selection(
        selection=[
            ("family", "Family and its cases"),
            ("no_case", "Family noted without a case"),
            ("intake", "Reported need that became no case"),
            ("log", "Access log"),
        ],
        string="Kind of record",
        required=True,
    )
    gmina_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        index="btree_not_null",
        ondelete="cascade",
        help="Left empty, the period holds for every gmina without one of its own.",
    )
    years = fields.Integer(required=True, default=10)
    counted_from = fields.Char(string="Counted from", compute="_compute_counted_from")
    source = fields.Text(
        translate=True,
        help="On what the period rests: symbol in the list of files, provision, who "
        "confirmed it and when.",
    )

    _kind_uniq = models.UniqueIndex(
        "(kind, COALESCE(gmina_id, 0))",
        "There is a period for this kind of record and gmina already.",
    )
    _years_positive = models.Constraint(
        "CHECK (years >= 1)", "The period is one year or more."
    )

    @api.depends("kind")
    def _compute_counted_from(self):
        labels = {
            "family": self.env._("The day when the last case of the family was closed"),
            "no_case": self.env._("The day when the family was noted"),
            "intake": self.env._("The decision, or else the report of the need"),
            "log": self.env._("The entry in the log"),
        }
        for rule in self:
            rule.counted_from = labels.get(rule.kind, False)
