import logging

from odoo import models
from odoo.exceptions import AccessError

_logger = logging.getLogger(__name__)


class IrRule(models.Model):
    """A refusal to open a record of Kooperacja, in words for a person at work.

    It names no record, in developer mode neither, where Odoo would.
    """

    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        if not isinstance(records, self.env.registry["kooperacja.guarded.mixin"]):
            return super()._make_access_error(operation, records)
        _logger.info(
            "Refused to %s record ids %r of %s to user %s",
            operation,
            records.ids[:6],
            records._name,
            self.env.uid,
        )
        here = self.with_context(**self.env.user.context_get())
        error = AccessError(
            here.env._(
                "This record is not open to you. A family is seen by its team, all "
                "else by the gmina or the institution that it belongs to. If you need "
                "it for your work, ask the coordinator of the gmina."
            )
        )
        # Only which of the user's own gminas to switch to is taken from the records.
        gmina = records[:6].sudo()._get_redirect_suggested_company()
        if gmina and len(gmina) == 1 and gmina in self.env.user.company_ids:
            error.context = {
                "suggested_company": {
                    "id": gmina.id,
                    "display_name": gmina.display_name,
                }
            }
        records.invalidate_recordset()
        return error
