from contextlib import contextmanager

from odoo import api, models

# A reading that asks for no more than this shows numbers, which tell of nobody.
NEUTRAL = frozenset({"id", "display_name", "number"})
# Under this key the cursor keeps which door the current reading has come through.
DOOR = "kooperacja_door"


class LoggedMixin(models.AbstractModel):
    """What is shown of a family is noted: who saw it, when, in what role.

    The methods below are the doors through which the web client, the external API and
    an export take what is on record. Only the outermost is noted, once it has something
    to hand over; what the addon reads by itself, and what it reads with all rights,
    passes through none of them. Where nothing leads to a family nothing is noted.
    """

    _name = "kooperacja.logged.mixin"
    _description = "Something whose reading is noted"

    # --- whose content it is -----------------------------------------------------

    @api.model
    def _get_family_path(self):
        """Return the field that leads to the case or the family, or False."""
        for name in ("case_id", "household_id"):
            field = self._fields.get(name)
            if field and field.store:
                return name
        return False

    def _get_families_shown(self):
        """Return (record id, case id, household id, number, gmina id) of each record.

        Numbers and gminas of cases and families are looked up later; those given here
        are of what belongs to neither yet. Left out is what concerns no family.
        """
        path = self._get_family_path()
        if not path:
            return []
        shown = []
        # Only the references of records that were read already are taken.
        for record in self._origin.sudo():
            leads_to = record.mapped(path)
            if leads_to._name == "kooperacja.case":
                ids = (leads_to.id or None, None)
            else:
                ids = (None, leads_to.id or None)
            if any(ids):
                shown.append((record.id, *ids, None, None))
        return shown

    @contextmanager
    def _enter_door(self, name):
        """Yield whether this is the outermost door of the current reading."""
        rooms = self.env.cr.cache
        if self.env.su or rooms.get(DOOR) or not self._get_family_path():
            yield False
            return
        rooms[DOOR] = name
        try:
            yield True
        finally:
            rooms.pop(DOOR, None)

    def _shows_family(self, names):
        return bool(self.env.context.get("show_family_names")) or not (
            names and NEUTRAL.issuperset(names)
        )

    def _note_shown(self, action):
        self.env["kooperacja.access.log"]._note(action, self)

    # --- the doors -----------------------------------------------------------------

    @api.readonly
    def web_read(self, specification):
        with self._enter_door("web_read") as outermost:
            result = super().web_read(specification)
        if outermost and self._shows_family(specification):
            self._note_shown("open" if len(self) == 1 else "list")
        return result

    @api.readonly
    def read(self, fields=None, load="_classic_read"):
        with self._enter_door("read") as outermost:
            result = super().read(fields, load)
        if outermost and self._shows_family(fields):
            self._note_shown("open" if len(self) == 1 else "list")
        return result

    @api.model
    @api.readonly
    def web_search_read(
        self,
        domain,
        specification,
        offset=0,
        limit=None,
        order=None,
        count_limit=None,
    ):
        with self._enter_door("web_search_read") as outermost:
            result = super().web_search_read(
                domain, specification, offset, limit, order, count_limit
            )
        if outermost and self._shows_family(specification):
            self.browse(row["id"] for row in result["records"])._note_shown("list")
        return result

    @api.model
    @api.readonly
    def search_read(
        self,
        domain=None,
        fields=None,
        offset=0,
        limit=None,
        order=None,
        **read_kwargs,
    ):
        with self._enter_door("search_read") as outermost:
            result = super().search_read(
                domain, fields, offset, limit, order, **read_kwargs
            )
        if outermost and self._shows_family(fields):
            self.browse(row["id"] for row in result)._note_shown("list")
        return result

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, **kwargs):
        with self._enter_door("web_read_group") as outermost:
            result = super().web_read_group(domain, groupby, *args, **kwargs)
        if outermost and (ids := _collect_ids(result["groups"])):
            self.browse(ids)._note_shown("list")
        return result

    @api.model
    @api.readonly
    def formatted_read_group(self, domain, groupby=(), *args, **kwargs):
        with self._enter_door("formatted_read_group") as outermost:
            result = super().formatted_read_group(domain, groupby, *args, **kwargs)
        if outermost and self._groups_by_words(groupby):
            self.search(domain)._note_shown("list")
        return result

    @api.model
    def _groups_by_words(self, groupby):
        """Return whether the titles of the groups are words that speak of a family."""
        names = {spec.partition(":")[0].partition(".")[0] for spec in groupby}
        return any(
            self._fields[name].type in ("char", "text", "html")
            for name in names - NEUTRAL
            if name in self._fields
        )

    @api.model
    @api.readonly
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        with self._enter_door("name_search") as outermost:
            result = super().name_search(name, domain, operator, limit)
        if outermost and self._shows_family(["display_name"]):
            self.browse(id_ for id_, _name in result)._note_shown("list")
        return result

    @api.model
    @api.readonly
    def web_name_search(
        self, name, specification, domain=None, operator="ilike", limit=100
    ):
        with self._enter_door("web_name_search") as outermost:
            result = super().web_name_search(
                name, specification, domain, operator, limit
            )
        if outermost and self._shows_family(specification):
            self.browse(row["id"] for row in result)._note_shown("list")
        return result

    def export_data(self, fields_to_export):
        with self._enter_door("export_data") as outermost:
            result = super().export_data(fields_to_export)
        if outermost:
            self._note_shown("export")
        return result


def _collect_ids(groups):
    """Return the ids of the records that opened groups hand over, at any depth."""
    ids = set()
    for group in groups:
        ids.update(row["id"] for row in group.get("__records", ()))
        ids |= _collect_ids(group.get("__groups", {}).get("groups", ()))
    return ids
