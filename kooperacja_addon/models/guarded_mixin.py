from odoo import api, models
from odoo.exceptions import UserError


class GuardedMixin(models.AbstractModel):
    """A record whose state changes only by its actions, and that freezes.

    What was signed stays as it was signed, and a right to write is no right to skip a
    step: both hold here, in the ORM, for the superuser and for imports alike. Actions
    of a model change a guarded field through ``_write_by_action``, which no remote call
    can reach.
    """

    _name = "kooperacja.guarded.mixin"
    _description = "Guarded record"

    # Fields that only the model's own actions may set.
    _fields_set_by_action = frozenset()
    # Fields that keep the value they were created with.
    _fields_fixed = frozenset()

    def _get_freeze_reason(self):
        """Return the sentence that says why this record cannot change, or False."""
        self.ensure_one()
        return False

    @api.model_create_multi
    def create(self, vals_list):
        # Neither a default in the context nor one kept by a user may stand in for an
        # action, so guarded fields get the value of the model itself.
        pristine = {
            name: field.default(self) if field.default else False
            for name, field in self._fields.items()
            if name in self._fields_set_by_action
        }
        for vals in vals_list:
            if any(vals.get(name, value) != value for name, value in pristine.items()):
                self._refuse_guarded()
        vals_list = [{**vals, **pristine} for vals in vals_list]
        records = super().create(vals_list)
        records._refuse_frozen()
        return records

    def write(self, vals):
        if self._fields_set_by_action.intersection(vals):
            self._refuse_guarded()
        self._refuse_fixed(vals)
        self._refuse_frozen()
        return super().write(vals)

    def _write_by_action(self, vals):
        """Write ``vals`` past the guards; access rights hold as ever."""
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._refuse_frozen()

    def _refuse_guarded(self):
        raise UserError(
            self.env._(
                "The state of this record changes by its buttons, not by editing the "
                "field. Use the button for the step that you want to take."
            )
        )

    def _refuse_fixed(self, vals):
        for name in self._fields_fixed.intersection(vals):
            field = self._fields[name]
            for record in self:
                if record[name] and field.convert_to_write(
                    record[name], record
                ) != vals[name]:
                    raise UserError(
                        self.env._(
                            "“%(field)s” stays as it was set when the record was "
                            "made. Create a new record instead.",
                            field=field._description_string(self.env),
                        )
                    )

    def _refuse_frozen(self):
        for record in self:
            if reason := record._get_freeze_reason():
                raise UserError(reason)
