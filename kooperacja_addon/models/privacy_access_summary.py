from odoo import fields, models, tools


class AccessSummary(models.Model):
    """What each person looked at in a month, in one gmina: counts, no family."""

    _name = "kooperacja.access.summary"
    _description = "Monthly summary of the access log"
    _auto = False
    _order = "month desc, families desc, id"
    _rec_name = "month"

    month = fields.Date(readonly=True, help="The first day of the month.")
    company_id = fields.Many2one(
        comodel_name="res.company", string="Gmina", readonly=True
    )
    user_id = fields.Many2one(comodel_name="res.users", string="User", readonly=True)
    user_name = fields.Char(string="Who", readonly=True)
    families = fields.Integer(
        string="Families opened", readonly=True, help="Different ones."
    )
    opened = fields.Integer(string="Openings", readonly=True)
    printed = fields.Integer(string="Prints", readonly=True)
    taken = fields.Integer(string="Exports and downloads", readonly=True)
    searched = fields.Integer(string="Searches", readonly=True)
    browsed = fields.Integer(string="Browsing of all", readonly=True)
    off_hours = fields.Integer(string="At night or on days off", readonly=True)
    refused = fields.Integer(string="Refusals", readonly=True)

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            """
            CREATE VIEW kooperacja_access_summary AS
            SELECT min(id) AS id, month, company_id, user_id, user_name,
                   count(DISTINCT COALESCE(household_id::text, number))
                         FILTER (WHERE action = 'open') AS families,
                   count(*) FILTER (WHERE action = 'open') AS opened,
                   count(*) FILTER (WHERE action = 'print') AS printed,
                   count(*) FILTER (WHERE action IN ('export', 'download', 'extract'))
                         AS taken,
                   count(*) FILTER (WHERE action = 'search') AS searched,
                   count(*) FILTER (WHERE action = 'browse') AS browsed,
                   count(*) FILTER (WHERE off_hours) AS off_hours,
                   count(*) FILTER (WHERE action = 'refused') AS refused
              FROM (SELECT *, date_trunc('month', date AT TIME ZONE 'UTC'
                              AT TIME ZONE 'Europe/Warsaw')::date AS month
                      FROM kooperacja_access_log) log
          GROUP BY month, company_id, user_id, user_name
            """
        )

    def _get_document_name(self):
        """Return the name of the printed file, which tells the month alone."""
        months = sorted({str(row.month)[:7] for row in self})
        return f"rejestr-dostepu-{months[0]}" if months else "rejestr-dostepu"

    def _get_months(self):
        """Return (gmina, month, rows) of each sheet that is printed."""
        return [
            (gmina, month, rows)
            for (gmina, month), rows in sorted(
                self.grouped(lambda row: (row.company_id, row.month)).items(),
                key=lambda item: (item[0][1], item[0][0].id),
                reverse=True,
            )
        ]
