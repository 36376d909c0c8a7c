from odoo import api, fields, models
from odoo.fields import Domain

from ..rules.family_search import NUMBER, means_somebody

# How many families opened last are at hand, and for how many days.
RECENT, RECENT_DAYS = 20, 30
# What may be asked of everybody by these fields looks for somebody.
NAMES = {
    "household_id",
    "display_name",
    "name",
    "first_name",
    "last_name",
    "street",
    "city",
    "phone",
    "pesel",
}


class SearchFirstMixin(models.AbstractModel):
    """Residents are looked for, not leafed through.

    Those at work with families see no others anyhow. Who coordinates a gmina may see
    all of them, so here a list that asks for nobody shows the families at hand: of own
    cases, noted by oneself, opened lately. All of them are listed by the button for
    browsing alone, and that is noted. It holds for every list that a client or a
    remote call may ask for, not for the menu only.
    """

    _name = "kooperacja.search.first.mixin"
    _description = "Looked for, not leafed through"
    _inherit = ["kooperacja.logged.mixin"]

    @api.model
    def _narrow(self, domain, text=""):
        """Return ``domain``, kept to families at hand where it asks for nobody."""
        domain = Domain(domain or Domain.TRUE)
        user = self.env.user
        if (
            self.env.su
            or not user.has_group("kooperacja_addon.group_coordinator")
            or means_somebody(text)
            or self._asks_for_somebody(domain)
        ):
            return domain
        if self.env.context.get("browse_families"):
            self.env["kooperacja.access.log"]._note("browse", self.browse())
            return domain
        return domain & self._get_domain_at_hand()

    @api.model
    def _asks_for_somebody(self, domain):
        operator = getattr(domain, "OPERATOR", None)
        if operator == "&":
            return any(map(self._asks_for_somebody, domain.children))
        if operator == "|":
            return all(map(self._asks_for_somebody, domain.children))
        if not hasattr(domain, "field_expr"):
            return domain.is_false()
        name, value = domain.field_expr, domain.value
        if domain.operator in ("any", "any!"):
            return isinstance(value, Domain) and self._asks_for_somebody(value)
        if domain.operator in ("=", "in"):
            # Few enough to be named one by one.
            values = value if domain.operator == "in" else [value]
            return (
                _is_collection(values)
                and all(values)
                and (
                    name.rpartition(".")[2]
                    in {
                        "id",
                        "number",
                        "pesel",
                        "household_id",
                        "case_ids",
                        "person_ids",
                    }
                    or (
                        name.rpartition(".")[2] in NAMES
                        and all(map(means_somebody, values))
                    )
                )
            )
        if name.rpartition(".")[2] == "number":
            return isinstance(value, str) and bool(NUMBER.match(value.strip("%")))
        return (
            domain.operator in ("ilike", "like", "=ilike", "=like")
            and name.rpartition(".")[2] in NAMES
            and means_somebody(value)
        )

    @api.model
    def _get_domain_at_hand(self):
        """Return the domain of the families that need no question."""
        to_family = "id" if self._name == "kooperacja.household" else "household_id"
        prefix = "" if to_family == "id" else "household_id."
        return (
            Domain(f"{prefix}case_ids.open_to_me", "=", True)
            | (
                Domain(f"{prefix}case_ids", "=", False)
                & Domain(f"{prefix}create_uid", "=", self.env.uid)
            )
            | Domain(to_family, "in", self._get_recent_families())
        )

    @api.model
    def _get_recent_families(self):
        """Return the ids of the families that the user opened last, newest first."""
        since = fields.Datetime.subtract(fields.Datetime.now(), days=RECENT_DAYS)
        # The own rows of the log tell nothing that the user has not seen.
        rows = (
            self.env["kooperacja.access.log"]
            .sudo()
            ._read_group(
                [
                    ("user_id", "=", self.env.uid),
                    ("action", "=", "open"),
                    ("date", ">", since),
                    ("household_id", "!=", False),
                ],
                ["household_id"],
                ["date:max"],
                order="date:max desc",
                limit=RECENT,
            )
        )
        return [household.id for household, _date in rows]

    # --- the doors through which lists come ---------------------------------------

    @api.model
    @api.readonly
    def web_search_read(self, domain, *args, **kwargs):
        return super().web_search_read(self._narrow(domain), *args, **kwargs)

    @api.model
    @api.readonly
    def search_read(self, domain=None, *args, **kwargs):
        return super().search_read(self._narrow(domain), *args, **kwargs)

    @api.model
    @api.readonly
    def web_read_group(self, domain, *args, **kwargs):
        return super().web_read_group(self._narrow(domain), *args, **kwargs)

    @api.model
    @api.readonly
    def formatted_read_group(self, domain, *args, **kwargs):
        return super().formatted_read_group(self._narrow(domain), *args, **kwargs)

    @api.model
    @api.readonly
    def formatted_read_grouping_sets(self, domain, *args, **kwargs):
        return super().formatted_read_grouping_sets(
            self._narrow(domain), *args, **kwargs
        )

    @api.model
    @api.readonly
    def read_group(self, domain, *args, **kwargs):
        return super().read_group(self._narrow(domain), *args, **kwargs)

    @api.model
    @api.readonly
    def read_progress_bar(self, domain, *args, **kwargs):
        return super().read_progress_bar(self._narrow(domain), *args, **kwargs)

    @api.model
    @api.readonly
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        return super().name_search(name, self._narrow(domain, name), operator, limit)

    @api.model
    @api.readonly
    def web_name_search(
        self, name, specification, domain=None, operator="ilike", limit=100
    ):
        return super().web_name_search(
            name, specification, self._narrow(domain, name), operator, limit
        )


class Household(models.Model):
    """Families are looked for."""

    _name = "kooperacja.household"
    _inherit = ["kooperacja.household", "kooperacja.search.first.mixin"]

    def action_open(self):
        """Open the family."""
        return self._get_form_action()


class Person(models.Model):
    """Persons are looked for as their families are."""

    _name = "kooperacja.person"
    _inherit = ["kooperacja.person", "kooperacja.search.first.mixin"]


def _is_collection(values):
    return isinstance(values, list | tuple | set | frozenset) or (
        hasattr(values, "__iter__") and not isinstance(values, str)
    )
