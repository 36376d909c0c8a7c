import logging

from psycopg2 import Error

from odoo import models
from odoo.http import request

_logger = logging.getLogger(__name__)


class IrRule(models.Model):
    """Who tries to open what is closed leaves a trace, though the request is undone."""

    _inherit = "ir.rule"  # pylint: disable=consider-merging-classes-inherited

    def _make_access_error(self, operation, records):
        error = super()._make_access_error(operation, records)
        if (
            operation != "create"
            and request
            and request.db
            and isinstance(records, self.env.registry["kooperacja.logged.mixin"])
        ):
            self._note_refused(records)
        return error

    def _note_refused(self, records):
        log = self.env["kooperacja.access.log"]
        rows = log._prepare_rows(records.sudo().exists())
        if not rows:
            return
        try:
            log._note_apart(log._get_insert("refused", records._name, rows, None))
        except Error as problem:
            # The refusal itself must not fail for want of its trace.
            _logger.error("A refusal could not be noted: %s", problem.pgcode)
