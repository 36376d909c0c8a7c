from odoo import api, fields, models
from odoo.tools import SQL


class DeadlineOfRequest(models.Model):
    """Requests of persons are answered within a month (RODO art. 12 ust. 3)."""

    _inherit = "kooperacja.deadline"  # pylint: disable=consider-merging-classes-inherited

    kind = fields.Selection(selection_add=[("request", "Answer to a person's request")])

    _depends = {
        "kooperacja.privacy.request": [
            "number",
            "state",
            "due_on",
            "received_by_id",
            "company_id",
        ]
    }

    def _get_queries(self):
        return (*super()._get_queries(), self._query_requests())

    @api.model
    def _query_requests(self):
        return SQL(
            """
            SELECT request.id * 40 + 20 AS id,
                   request.number AS name,
                   'request' AS kind,
                   request.due_on AS date,
                   request.received_by_id AS user_id,
                   NULL::integer AS partner_id,
                   NULL::integer AS partnership_id,
                   NULL::integer AS case_id,
                   NULL AS subject,
                   request.company_id,
                   'kooperacja.privacy.request' AS res_model,
                   request.id AS res_id
              FROM kooperacja_privacy_request request
             WHERE request.state = 'new'
            """
        )
