from functools import partial

from odoo import models
from odoo.exceptions import AccessError


class GuardedMixin(models.AbstractModel):
    """Through the emergency door records are read, and nothing is done to them."""

    _inherit = "kooperacja.guarded.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _check_access(self, operation):
        if operation != "read" and self.env.user._is_emergency_reader():
            return self, partial(self._make_emergency_error)
        return super()._check_access(operation)

    def export_data(self, fields_to_export):
        if self.env.user._is_emergency_reader():
            raise self._make_emergency_error()
        return super().export_data(fields_to_export)

    def _make_emergency_error(self):
        return AccessError(
            self.env._(
                "Through the emergency door a case is read, not changed or taken away. "
                "Tell its coordinator what is to be mended, or end the door first."
            )
        )
