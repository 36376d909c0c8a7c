from collections import defaultdict

from odoo import SUPERUSER_ID, api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules.traces import traces
from .privacy_map import FAMILY, FILE, KEEP, MAP, YEAR

# Tables of Odoo that hold passing things: a row with a trace of the family goes.
PASSING = ("ir_logging", "bus_bus", "ir_filters", "ir_default", "mail_mail")

# Tables that come with the software, which are large and nobody writes of families in.
SOFTWARE = (
    "ir_ui_view",
    "ir_model",
    "ir_model_fields",
    "ir_model_fields_selection",
    "ir_module_module",
)


class PrivacyEraser(models.AbstractModel):
    """Finds everything about a family in the database, and removes it.

    What becomes of each field says the map (``privacy_map``). Records stay, with their
    numbers, dates, choices and authors; words, names and files go. Nobody calls this
    but ``kooperacja.privacy.erasure``, after two persons have decided.
    """

    _name = "kooperacja.privacy.eraser"
    _description = "Erasing of a family"

    # --- what belongs to the family -------------------------------------------------

    @api.model
    def _find(self, household, intake):
        """Return model name → records about the family, or about the reported need."""
        found = {}
        cases = self._all("kooperacja.case").search(
            [("household_id", "in", household.ids)]
        )
        later = []
        for name, record in MAP.items():
            if not record.family:
                continue
            ways = []
            for way in record.family:
                if way.startswith("via:"):
                    later.append((name, way.removeprefix("via:")))
                elif way.startswith("number:"):
                    ways.append(
                        Domain(
                            way.removeprefix("number:"), "in", cases.mapped("number")
                        )
                        & Domain("company_id", "in", household.company_id.ids)
                    )
                else:
                    ways.append(Domain(way or "id", "in", household.ids))
            records = self._all(name)
            found[name] = records.search(Domain.OR(ways)) if household else records
        found["kooperacja.case.intake"] |= self._all("kooperacja.case.intake").browse(
            intake.ids
        ) | self._find_intakes(household)
        attempts = self._all("kooperacja.case.attempt")
        found[attempts._name] |= attempts.search(
            [("intake_id", "in", found["kooperacja.case.intake"].ids)]
        )
        for name, way in later:
            model, field = way.rsplit(".", 1)
            found[name] |= found[model].mapped(field)
        return {name: records for name, records in found.items() if records}

    @api.model
    def _all(self, name):
        # Everything about the family, archived records too; who may ask was checked.
        return (
            self.env[name]
            .with_user(SUPERUSER_ID)
            .sudo()
            .with_context(active_test=False)
        )

    @api.model
    def _find_intakes(self, household):
        """Return reported needs of the family that were never linked to it."""
        persons = self._all("kooperacja.person").search(
            [("household_id", "in", household.ids)]
        )
        return self._all("kooperacja.case.intake").union(self._find_intakes_of(persons))

    @api.model
    def _find_intakes_of(self, persons):
        """Return reported needs of the persons, by PESEL or by name and address.

        With the rights of who asks, or with all where the persons come with all.
        """
        intakes = persons.env["kooperacja.case.intake"].with_context(active_test=False)
        households = persons.household_id
        if not persons:
            return intakes
        numbers = [pesel for pesel in persons.mapped("pesel") if pesel]
        keys = [key for key in persons.mapped("name_key") if key]
        addresses = [key for key in households.mapped("address_key") if key]
        return intakes.search(
            (
                Domain("pesel", "in", numbers)
                | Domain("name_key", "in", keys)
                & Domain("address_key", "in", addresses)
            )
            & Domain("company_id", "in", households.company_id.ids)
            & Domain("household_id", "=", False)
        )

    @api.model
    def _get_traces(self, found):
        """Return the words by which the family would be recognised anywhere."""
        words = set()
        for person in found.get("kooperacja.person", ()):
            words |= traces(
                person.first_name, person.last_name, person.pesel, person.phone
            )
        for intake in found.get("kooperacja.case.intake", ()):
            words |= traces(
                intake.first_name, intake.last_name, intake.pesel, intake.phone
            )
            words |= traces(street=intake.street)
        for household in found.get("kooperacja.household", ()):
            words |= traces(phone=household.phone, street=household.street)
        for supporter in found.get("kooperacja.supporter", ()):
            words |= traces(phone=supporter.phone)
        return sorted(words)

    # --- what would be removed ------------------------------------------------------

    @api.model
    def _count(self, found):
        """Return lines (model, field, effect, count) of what erasing does."""
        self.env.flush_all()
        lines = []
        for name, records in found.items():
            for field, datum in self._get_decided(records):
                count = self._count_filled(records, field, datum)
                if count:
                    effect = {YEAR: "year", FILE: "file"}.get(datum.erase, "erased")
                    lines.append((name, field.name, effect, count))
            lines.append((name, False, "kept", len(records)))
        for name, ids in self._find_around(found).items():
            if ids:
                effect = "file" if name == "ir.attachment" else "deleted"
                if name == "calendar.event":
                    effect = "erased"
                lines.append((name, False, effect, len(ids)))
        lines += self._find_elsewhere(found)
        return lines

    @api.model
    def _get_decided(self, records):
        """Return the fields that do not stay, each with its Datum."""
        record = MAP[records._name]
        for field in records._fields.values():
            if not field.store or field.type in ("one2many", "many2many"):
                continue
            datum = record.get(field.name, field.type)
            if datum and datum.erase != KEEP:
                yield field, datum

    @api.model
    def _count_filled(self, records, field, datum):
        if datum.erase == FILE:
            return len(self._find_files({records._name: records}, field.name))
        column = SQL.identifier(field.name)
        filled = SQL("%s IS NOT NULL", column)
        if field.type == "boolean":
            filled = SQL("%s", column)
        elif field.type in ("char", "text", "html"):
            filled = SQL("%s NOT IN ('', %s)", column, self._placeholder())
        elif datum.erase == YEAR:
            filled = SQL("%s != date_trunc('year', %s)", column, column)
        return self.env.execute_query(
            SQL(
                "SELECT count(*) FROM %s WHERE id = ANY(%s) AND %s",
                SQL.identifier(records._table),
                list(records.ids),
                filled,
            )
        )[0][0]

    @api.model
    def _placeholder(self):
        return self.env._("(erased)")

    @api.model
    def _find_files(self, found, field=None):
        """Return (id, file name in the store) of the files of the records."""
        rows = []
        for name, records in found.items():
            rows += self.env.execute_query(
                SQL(
                    "SELECT id, store_fname FROM ir_attachment"
                    " WHERE res_model = %s AND res_id = ANY(%s) AND %s",
                    name,
                    list(records.ids),
                    SQL("res_field = %s", field) if field else SQL("TRUE"),
                )
            )
            if not field and "attachment_ids" in records._fields:
                rows += [
                    (file.id, file.store_fname)
                    for file in records.mapped("attachment_ids")
                ]
        return sorted(set(rows))

    @api.model
    def _find_around(self, found):
        """Return model of Odoo → ids of what hangs on the records of the family."""
        events = self._find_events(found)
        places = {**found, "calendar.event": events}
        on_records = Domain.OR(
            Domain("res_model", "=", name) & Domain("res_id", "in", records.ids)
            for name, records in places.items()
        )
        messages = self._all("mail.message").search(
            Domain.OR(
                Domain("model", "=", name) & Domain("res_id", "in", records.ids)
                for name, records in places.items()
            )
        )
        files = {id_ for id_, _name in self._find_files(places)}
        files.update(messages.attachment_ids.ids)
        around = {
            "calendar.event": events.ids,
            "mail.message": messages.ids,
            "mail.activity": self._all("mail.activity")
            .search(on_records | Domain("calendar_event_id", "in", events.ids))
            .ids,
            "mail.followers": self._all("mail.followers")
            .search(
                Domain.OR(
                    Domain("res_model", "=", name) & Domain("res_id", "in", records.ids)
                    for name, records in found.items()
                )
            )
            .ids,
            "ir.attachment": sorted(files),
        }
        for model in self._get_dialogs():
            around[model._name] = self._find_dialogs(model, found).ids
        return around

    @api.model
    def _find_events(self, found):
        meetings = found.get("kooperacja.meeting", self._all("kooperacja.meeting"))
        return meetings.event_id

    @api.model
    def _get_dialogs(self):
        return [
            self._all(name)
            for name in self.env
            if name.startswith("kooperacja.")
            and self.env[name]._transient
            and not self.env[name]._abstract
        ]

    @api.model
    def _find_dialogs(self, model, found):
        """Return what is left of dialogs about the family."""
        ways = [
            Domain(field.name, "in", found[field.comodel_name].ids)
            for field in model._fields.values()
            if field.store
            and field.type in ("many2one", "many2many")
            and field.comodel_name in found
        ]
        return model.search(Domain.OR(ways)) if ways else model

    # --- traces anywhere else -------------------------------------------------------

    @api.model
    def _find_elsewhere(self, found):
        """Return lines for rows of other tables in which the family is recognised."""
        own = {
            **found,
            **{
                name: self.env[name].browse(ids)
                for name, ids in self._find_around(found).items()
            },
        }
        own = {records._table: records for records in own.values()}
        lines = []
        for table, ids in self._sweep(self._get_traces(found)).items():
            if table in own:
                ids = ids - set(own[table].ids)
            if ids:
                passing = table in self._get_passing_tables()
                lines.append(
                    (table, False, "deleted" if passing else "elsewhere", len(ids))
                )
        return lines

    @api.model
    def _get_passing_tables(self):
        return {
            *PASSING,
            *(model._table for model in self.env.values() if model._transient),
        }

    @api.model
    def _sweep(self, words):
        """Return table → ids of its rows in which one of ``words`` stands.

        All columns of words in all tables; nothing of what it reads is given away.
        """
        if not words:
            return {}
        escape = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})
        patterns = [f"%{word.lower().translate(escape)}%" for word in words]
        columns = defaultdict(list)
        for table, column in self.env.execute_query(
            SQL(
                """
                SELECT col.table_name, col.column_name
                  FROM information_schema.columns col
                  JOIN information_schema.tables tab USING (table_schema, table_name)
                 WHERE table_schema = current_schema()
                   AND tab.table_type = 'BASE TABLE'
                   AND col.data_type IN ('text', 'character varying', 'character',
                                         'json', 'jsonb')
                   AND EXISTS (SELECT FROM information_schema.columns key
                                WHERE key.table_schema = col.table_schema
                                  AND key.table_name = col.table_name
                                  AND key.column_name = 'id'
                                  AND key.data_type = 'integer')
                """
            )
        ):
            if table not in SOFTWARE:
                columns[table].append(SQL("%s::text", SQL.identifier(column)))
        found = {}
        for table, parts in columns.items():
            rows = self.env.execute_query(
                SQL(
                    "SELECT id FROM %s"
                    " WHERE lower(concat_ws(chr(10), %s)) LIKE ANY(%s)",
                    SQL.identifier(table),
                    SQL(", ").join(parts),
                    patterns,
                )
            )
            if rows:
                found[table] = {row[0] for row in rows}
        return found

    # --- the removing ---------------------------------------------------------------

    @api.model
    def _erase(self, household, intake):
        """Remove everything about the family; return the lines of what was done.

        One transaction: all of it or nothing.
        """
        found = self._find(household, intake)
        around = self._find_around(found)
        words = self._get_traces(found)
        lines = self._count(found)
        self._delete_around(around)
        for records in found.values():
            self._erase_fields(records)
        self._delete_names(found)
        for table, ids in self._sweep(words).items():
            if table in self._get_passing_tables():
                self.env.cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE id = ANY(%s)",
                        SQL.identifier(table),
                        list(ids),
                    )
                )
        # Files of imports hold whole lists of families, and serve once.
        self._all("base_import.import").search([("id", ">", 0)]).unlink()
        self.env.invalidate_all()
        return lines

    @api.model
    def _delete_around(self, around):
        files = self._all("ir.attachment").browse(around["ir.attachment"])
        self._delete_files(files)
        self._all("mail.message").browse(around["mail.message"]).unlink()
        self._all("mail.activity").browse(around["mail.activity"]).unlink()
        self._all("mail.followers").browse(around["mail.followers"]).unlink()
        for model in self._get_dialogs():
            model.browse(around[model._name]).exists().unlink()
        self.env.flush_all()
        # Past the meeting, which would put its words back.
        self.env.cr.execute(
            SQL(
                "UPDATE calendar_event"
                " SET description = NULL, location = NULL, notes = NULL,"
                " videocall_location = NULL WHERE id = ANY(%s)",
                around["calendar.event"],
            )
        )

    @api.model
    def _delete_files(self, files):
        """Delete files past the guard of signed documents, from the store too."""
        names = {file.store_fname for file in files if file.store_fname}
        self.env.cr.execute(
            SQL("DELETE FROM ir_attachment WHERE id = ANY(%s)", list(files.ids))
        )
        self.env.invalidate_all()
        for name in names:
            self.env["ir.attachment"]._file_delete(name)
        if names:
            self.env.cr.postcommit.add(self._empty_store)

    def _empty_store(self):
        """Take deleted files out of the store at once, not with the nightly job."""
        with self.env.registry.cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})["ir.attachment"]._gc_file_store()

    @api.model
    def _erase_fields(self, records):
        """Empty the fields that do not stay, past freezing and seals."""
        parts = []
        for field, datum in self._get_decided(records):
            column = SQL.identifier(field.name)
            if not field.column_type:
                continue
            if datum.erase == YEAR:
                value = SQL("date_trunc('year', %s)::date", column)
            elif field.type in ("char", "text", "html") and (
                field.required or datum.kind == FAMILY
            ):
                value = SQL(
                    "CASE WHEN %s IS NULL THEN NULL ELSE %s END",
                    column,
                    self._placeholder(),
                )
            else:
                value = SQL("NULL")
            parts.append(SQL("%s = %s", column, value))
        if not parts:
            return
        with self._unsealed(records):
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s WHERE id = ANY(%s)",
                    SQL.identifier(records._table),
                    SQL(", ").join(parts),
                    list(records.ids),
                )
            )

    @api.model
    def _delete_names(self, found):
        """Delete external names that an import gave to records of the family."""
        for name, records in found.items():
            self.env.cr.execute(
                SQL(
                    "DELETE FROM ir_model_data WHERE model = %s AND res_id = ANY(%s)"
                    " AND module != 'kooperacja_addon'",
                    name,
                    list(records.ids),
                )
            )

    def _unsealed(self, records):
        return _Door(self.env.cr, records._table)


class _Door:
    """Opens the seal of one table for the statements within, in this transaction."""

    def __init__(self, cr, table):
        self.cr, self.table = cr, table

    def _set(self, value):
        self.cr.execute(SQL("SELECT set_config('kooperacja.erase', %s, true)", value))

    def __enter__(self):
        self._set(self.table)

    def __exit__(self, *_error):
        if not self.cr.closed and _error[0] is None:
            self._set("")
