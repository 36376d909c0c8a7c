from odoo import models


class CaseReading(models.Model):
    """An administrator who looks leaves no mark of having read for the team."""

    _inherit = "kooperacja.case.reading"

    def _mark(self, case, up_to=None):
        if self.env.user._is_emergency_reader():
            return None
        return super()._mark(case, up_to=up_to)
