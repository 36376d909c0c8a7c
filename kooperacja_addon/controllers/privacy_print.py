from odoo import http
from odoo.http import request

from odoo.addons.web.controllers.report import ReportController


class PrintIsNoted(ReportController):
    """What is printed of a family is noted; each print of the client comes this way.

    What the addon prints by itself, as to keep what was signed, does not.
    """

    @http.route()
    def report_routes(self, reportname, docids=None, converter=None, **data):
        response = super().report_routes(reportname, docids, converter, **data)
        report = request.env["ir.actions.report"]._get_report_from_name(reportname)
        if report.model in request.env:
            ids = [int(id_) for id_ in (docids or "").split(",") if id_.isdigit()]
            records = request.env[report.model].browse(ids).exists()
            request.env["kooperacja.access.log"]._note("print", records)
        return response
