from odoo import api, fields, models
from odoo.tools import SQL


class CaseReading(models.Model):
    """A mark of somebody on the team: read up to this entry, on that day.

    Who comes next reads first and then adds (pilots, the file filled once). A mark is
    never moved; a later reading is a later mark.
    """

    _name = "kooperacja.case.reading"
    _description = "Mark of having read the entries"
    _inherit = ["kooperacja.sealed.mixin", "kooperacja.case.content.mixin"]
    _order = "date desc, id desc"
    _rec_name = "case_id"
    _columns_sealed = ("case_id", "partner_id", "entry_id", "date")

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Who has read",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    entry_id = fields.Many2one(
        comodel_name="kooperacja.case.entry",
        string="Up to entry",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    date = fields.Datetime(string="Read on", required=True, readonly=True)

    _reader_idx = models.Index("(case_id, partner_id, entry_id)")

    @api.model
    def _get_unread(self, cases):
        """Return {case id: (how many entries of others are unread, newest entry's id)}.

        Unread by the current user, in one query; whether he or she may see the cases is
        the caller's to check.
        """
        if not cases.ids:
            return {}
        self.env["kooperacja.case.entry"].flush_model(["case_id", "author_id"])
        self.flush_model(["case_id", "partner_id", "entry_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT entry.case_id,
                       count(*) FILTER (
                           WHERE entry.author_id != %(me)s
                             AND entry.id > COALESCE(mark.entry_id, 0)
                       ),
                       max(entry.id)
                  FROM kooperacja_case_entry entry
             LEFT JOIN (
                           SELECT case_id, max(entry_id) AS entry_id
                             FROM kooperacja_case_reading
                            WHERE partner_id = %(me)s AND case_id IN %(cases)s
                         GROUP BY case_id
                       ) mark ON mark.case_id = entry.case_id
                 WHERE entry.case_id IN %(cases)s
              GROUP BY entry.case_id
                """,
                me=self.env.user.partner_id.id,
                cases=tuple(cases.ids),
            )
        )
        return {case: (unread, newest) for case, unread, newest in rows}

    @api.model
    def _mark(self, case, up_to=None):
        """Note that the current user has read the entries of ``case``.

        ``up_to`` is the id of the newest entry that was on the screen, so that one that
        came meanwhile stays unread.
        """
        case.check_access("read")
        if not self._get_unread(case).get(case.id, (0, 0))[0]:
            return
        newest = self.env["kooperacja.case.entry"].search(
            [("case_id", "=", case.id), ("id", "<=", up_to)]
            if up_to
            else [("case_id", "=", case.id)],
            order="id desc",
            limit=1,
        )
        if newest:
            # Only one's own mark, on a case that one reads, which was checked.
            self.sudo()._append_by_action(
                [
                    {
                        "case_id": case.id,
                        "partner_id": self.env.user.partner_id.id,
                        "entry_id": newest.id,
                        "date": fields.Datetime.now(),
                    }
                ]
            )
