from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL


def _split_commands(value):
    """Return the ids that x2many commands name and the values that they nest."""
    ids, nested = [], []
    for command in value if isinstance(value, list | tuple) else ():
        if isinstance(command, int):
            ids.append(command)
            continue
        _code, id_, *rest = command
        ids.append(id_)
        for part in rest:
            if isinstance(part, dict):
                nested.append(part)
            elif isinstance(part, list | tuple):
                ids.extend(part)
    return ids, nested


class GuardedMixin(models.AbstractModel):
    """A record whose state changes only by its actions, and that freezes.

    What was signed stays as it was signed, and a right to write is no right to skip a
    step: both hold here, in the ORM, for the superuser and for imports alike. Actions
    of a model change a guarded field through ``_write_by_action``, which no remote call
    can reach.
    """

    _name = "kooperacja.guarded.mixin"
    _description = "Guarded record"
    _inherit = ["kooperacja.logged.mixin"]

    # Fields that only the model's own actions may set.
    _fields_set_by_action = frozenset()
    # Fields that keep the value they were created with.
    _fields_fixed = frozenset()

    def _get_owner(self):
        """Return the record with which this one freezes, or an empty one."""
        return self.browse()

    def _get_own_freeze_reason(self):
        """Return the sentence that says why this record itself is done, or False."""
        return False

    def _get_freeze_reason(self):
        """Return the sentence that says why this record cannot change, or False."""
        self.ensure_one()
        return self._get_own_freeze_reason() or self._get_owners_freeze_reason()

    def _get_owners_freeze_reason(self):
        owner = self._get_owner()
        return bool(owner) and owner._get_freeze_reason()

    def _get_form_action(self):
        """Return the action that opens this record."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def _refuse_state(self, *states):
        """Raise UserError unless each record has one of ``states``."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        for record in self:
            if record.state not in states:
                raise UserError(
                    self.env._(
                        "This is not possible now: the status is “%(state)s”.",
                        state=labels[record.state],
                    )
                )

    # --- nobody points at what he or she may not see --------------------------

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        self._refuse_unreadable([values])
        derived = self._get_derived_fields()
        return {name: value for name, value in values.items() if name not in derived}

    def onchange(self, values, field_names, fields_spec):
        self._refuse_unreadable([values])
        result = super().onchange(values, field_names, fields_spec)
        # A title drawn anew while a date is being typed makes Odoo's date widget forget
        # what was typed; the title is right again after saving.
        if field_names:
            result.get("value", {}).pop("display_name", None)
        return result

    @api.model
    def _refuse_unreadable(self, vals_list):
        """Raise AccessError when values name a guarded record closed to the user.

        A related field is read with all rights, and a many2one shows the name of its
        record to whoever reads the record that points to it: so to point is to look.
        """
        if self.env.su:
            return
        targets = defaultdict(set)
        self._collect_targets(vals_list, targets)
        for comodel, ids in targets.items():
            self.env[comodel].browse(ids).check_access("read")

    @api.model
    def _collect_targets(self, vals_list, targets):
        """Add to ``targets`` the ids that the values name, by guarded model."""
        guarded = self.env.registry[GuardedMixin._name]
        for vals in vals_list:
            for name, value in vals.items():
                field = self._fields.get(name)
                if not (value and field and field.comodel_name):
                    continue
                comodel = self.env[field.comodel_name]
                if not isinstance(comodel, guarded):
                    continue
                if field.type == "many2one" and isinstance(value, dict):
                    # The unsaved parent of a row, as the web client sends it.
                    ids = [value.get("id")]
                    comodel._collect_targets([value], targets)
                elif field.type == "many2one":
                    ids = [value]
                else:
                    ids, nested = _split_commands(value)
                    comodel._collect_targets(nested, targets)
                targets[comodel._name].update(
                    id_ for id_ in ids if id_ and isinstance(id_, int)
                )

    @api.model
    def _get_guarded_models(self):
        guarded = self.env.registry[GuardedMixin._name]
        return [
            name
            for name, model in self.env.registry.items()
            if issubclass(model, guarded) and not model._abstract
        ]

    @api.model
    def _pick_closed(self, records, model_field):
        """Return those of ``records`` that hang on guarded records closed to the user.

        :param records: messages, activities, …
        :param model_field: where these keep the model of what they hang on; its id is
            in ``res_id``
        """
        if self.env.su or not records.ids:
            return records.browse()
        records.flush_recordset([model_field, "res_id"])
        field = SQL.identifier(model_field)
        rows = self.env.execute_query(
            SQL(
                "SELECT %(field)s, res_id, array_agg(id) FROM %(table)s "
                "WHERE id = ANY(%(ids)s) AND %(field)s = ANY(%(models)s) "
                "AND res_id IS NOT NULL GROUP BY %(field)s, res_id",
                field=field,
                table=SQL.identifier(records._table),
                ids=list(records.ids),
                models=self._get_guarded_models(),
            )
        )
        by_model = defaultdict(dict)
        for model, res_id, ids in rows:
            by_model[model][res_id] = ids
        closed = set()
        for model, hanging in by_model.items():
            documents = self.env[model].browse(hanging).exists()
            readable = set(documents._filtered_access("read").ids)
            for res_id, ids in hanging.items():
                if res_id not in readable:
                    closed.update(ids)
        return records.browse(id_ for id_ in records.ids if id_ in closed)

    def _filtered_named(self):
        """Return the records whose names may be shown: the view asks for names, and the
        user may read the record himself or herself."""
        if not self.env.context.get("show_family_names"):
            return self.browse()
        readable = self._origin.sudo(False)._filtered_access("read")
        return self.filtered(lambda record: record._origin <= readable)

    # --- states and frozen records ---------------------------------------------

    @api.model
    def _get_derived_fields(self):
        """Return the stored fields that follow from others: gmina, plan in force, …

        Access rules and stages rest on them, and Odoo would let a remote call write
        them like any other stored field.
        """
        return {
            name
            for name, field in self._fields.items()
            if field.store and field.compute and field.readonly and not field.inverse
        }

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_unreadable(vals_list)
        # Neither a default in the context nor one kept by a user may stand in for an
        # action, so guarded fields get the value of the model itself.
        pristine = {
            name: field.default(self) if field.default else False
            for name, field in self._fields.items()
            if name in self._fields_set_by_action
            and self._has_field_access(field, "write")
        }
        for vals in vals_list:
            if any(vals.get(name, value) != value for name, value in pristine.items()):
                self._refuse_guarded()
        # What follows from other fields begins as it is computed.
        derived = self._get_derived_fields()
        vals_list = [
            {
                name: value
                for name, value in (vals | pristine).items()
                if name not in derived
            }
            for vals in vals_list
        ]
        records = super().create(vals_list)
        records._refuse_frozen()
        return records

    def write(self, vals):
        if self._fields_set_by_action.intersection(vals):
            self._refuse_guarded()
        self._refuse_derived(vals)
        self._refuse_unreadable([vals])
        self._refuse_fixed(vals)
        self._refuse_frozen()
        return super().write(vals)

    def _write_by_action(self, vals):
        """Write ``vals`` past the guard of the record itself.

        Access rights hold as ever, and so does the freezing of what it belongs to.
        """
        for record in self:
            if reason := record._get_owners_freeze_reason():
                raise UserError(reason)
        return super().write(vals)

    def _append_by_action(self, vals_list):
        """Create records that come after the freezing of what they belong to.

        For what an action adds without changing a word of what was signed.
        """
        return super().create(vals_list)

    def _note_by_action(self, vals):
        """Write, past the freezing of the owner too, what became of a record later.

        For fields that an action notes beside what was signed, on no account for those
        that were signed.
        """
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

    def _refuse_derived(self, vals):
        for name in self._get_derived_fields().intersection(vals):
            raise UserError(
                self.env._(
                    "“%(field)s” follows from other fields and is not filled in.",
                    field=self._fields[name]._description_string(self.env),
                )
            )

    def _refuse_fixed(self, vals):
        for name in self._fields_fixed.intersection(vals):
            field = self._fields[name]
            for record in self:
                if (
                    record[name]
                    and field.convert_to_write(record[name], record) != vals[name]
                ):
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
