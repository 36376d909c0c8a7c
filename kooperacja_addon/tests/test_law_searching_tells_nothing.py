"""No domain, order or grouping on models that one may read reaches a family."""

from collections import defaultdict

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import tagged

from .common import KooperacjaCase

OUTSIDERS = ("employee", "member_b", "past_member", "future_member", "worker_b")
OTHERS = ("administrator", "system", "coordinator_2", "worker_c")


@tagged("post_install", "-at_install")
class TestSearchingTellsNothing(KooperacjaCase):
    def ways_in(self):
        """Yield (model, field) of each field by which one gets to families' models."""
        for model in self.env.registry:
            if model in self.content["a"] or self.env[model]._abstract:
                continue
            for name, field in self.env[model]._fields.items():
                if field.comodel_name in self.content["a"]:
                    yield model, name

    def paths(self, model, depth=3):
        """Yield dotted paths from ``model`` to texts about the family."""
        for name, field in self.env[model]._fields.items():
            if name == "display_name" and not self.env[model]._rec_names_search:
                continue  # finds everything that one may see
            if field.type in ("char", "text", "html") and (
                field.store or field.search or field.related
            ):
                yield name
            elif depth and field.comodel_name in self.content["a"]:
                if field.store or field.type == "one2many" or field.related:
                    for rest in self.paths(field.comodel_name, depth - 1):
                        yield f"{name}.{rest}"

    def found(self, records, domain, **options):
        try:
            return records.search(domain, **options)
        except (AccessError, UserError, ValueError):
            return records.browse()

    def test_there_are_ways_in_to_try(self):
        self.assertIn(
            ("calendar.event", "kooperacja_meeting_ids"), list(self.ways_in())
        )
        self.assertIn("case_id.household_id.name", self.paths("kooperacja.meeting"))

    def may_search(self, name, model, field, known):
        """Return whether a domain of the user may speak of ``field`` at all."""
        if (name, model, field) not in known:
            records = self.env[model].with_user(self.users[name])
            relational = records._fields[field].relational
            try:
                records._search(
                    Domain(field, "any", Domain("id", "!=", 0))
                    if relational
                    else Domain(field, "ilike", "x")
                )
                known[name, model, field] = True
            except (AccessError, UserError, ValueError):
                known[name, model, field] = False
        return known[name, model, field]

    def tree(self, name, paths, model, secrets, known):
        """Return one domain on ``model`` with every path that is open to domains.

        A path goes from model to model, each under its own rules; one that is shut at
        some step raises, and would cover for all others.
        """
        branches = defaultdict(list)
        for path in paths:
            first, _dot, rest = path.partition(".")
            branches[first].append(rest)
        leaves = []
        for first, rests in branches.items():
            if not self.may_search(name, model, first, known):
                continue
            if rests == [""]:
                leaves += [Domain(first, "ilike", secret) for secret in secrets]
                continue
            comodel = self.env[model]._fields[first].comodel_name
            leaves.append(
                Domain(first, "any", self.tree(name, rests, comodel, secrets, known))
            )
        return Domain.OR(leaves)

    def hits(self, name, secrets, known):
        """Yield (model, field, what of model is found by the family's words)."""
        for model, field in self.ways_in():
            comodel = self.env[model]._fields[field].comodel_name
            paths = list(self.paths(comodel, depth=2))
            records = self.as_user(name, self.env[model])
            if self.may_search(name, model, field, known):
                tree = self.tree(name, paths, comodel, secrets, known)
                yield model, field, records.search(Domain(field, "any", tree))
            else:
                for path in paths[:3]:
                    domain = [(f"{field}.{path}", "ilike", secrets[0])]
                    yield model, field, self.found(records, domain)

    def test_domains_on_other_models_do_not_reach_families(self):
        """All paths of three steps from a model that is no family's, in one domain."""
        for name in ("employee", "member_b", "past_member", "system", "coordinator_2"):
            for model, field, hit in self.hits(name, ("rzeczya", "Abramowicz"), {}):
                with self.subTest(user=name, model=model, field=field):
                    self.assertFalse(hit)

    def test_the_same_domains_find_what_one_may_see(self):
        """Who may see the family finds it, so the domains above do ask for it."""
        for name in ("member_a", "worker_a"):
            with self.subTest(user=name):
                found = {
                    (model, field)
                    for model, field, hit in self.hits(name, ("Abramowicz",), {})
                    if hit
                }
                self.assertIn(("calendar.event", "kooperacja_meeting_ids"), found)
                self.assertIn(("kooperacja.deadline", "case_id"), found)

    def test_domains_do_not_reach_families_by_any_operator(self):
        household = [("case_id.household_id.name", "ilike", "Abramowicz")]
        for name in OUTSIDERS + OTHERS:
            events = self.as_user(name, self.env["calendar.event"])
            event = self.content["a"]["kooperacja.meeting"].event_id
            for domain in (
                [("kooperacja_meeting_ids", "any", household)],
                [("kooperacja_meeting_ids", "any!", household)],
                ["!", ("kooperacja_meeting_ids", "not any", household)],
                [("kooperacja_meeting_ids", "ilike", "2026")],
            ):
                with self.subTest(user=name, domain=domain):
                    self.assertNotIn(event.id, self.found(events, domain).ids)

    def test_who_may_see_the_case_may_search_by_it(self):
        """The probes above would find the event if the rules let them."""
        event = self.content["a"]["kooperacja.meeting"].event_id
        for secret, hits in (("Abramowicz", event), ("Nikt", event.browse())):
            found = self.as_user("member_a", event).search(
                [("kooperacja_meeting_ids.case_id.household_id.name", "ilike", secret)]
            )
            self.assertEqual(found, hits.with_env(found.env))

    def test_own_cases_are_no_ladder_to_foreign_ones(self):
        """From an own record over teams and partnerships to the family of A."""
        secrets = self.families["a"].secrets
        ladders = {
            "kooperacja.case": (
                "partnership_id.meeting_ids.case_id.household_id.name",
                "coordinator_id.partner_id.user_ids.name",
                "household_id.case_ids.household_id.name",
                "member_ids.case_id.household_id.name",
            ),
            "kooperacja.person": (
                "household_id.case_ids.household_id.person_ids.pesel",
                "household_id.person_ids.last_name",
            ),
            "kooperacja.partnership": ("meeting_ids.case_id.household_id.name",),
            "kooperacja.case.member": ("case_id.household_id.person_ids.pesel",),
        }
        for name in ("member_b", "worker_b", "coordinator_2"):
            for model, paths in ladders.items():
                for path in paths:
                    for secret in secrets:
                        with self.subTest(user=name, path=path, secret=secret):
                            self.assertFalse(
                                self.found(
                                    self.as_user(name, self.env[model]),
                                    [(path, "=ilike", f"%{secret}%")],
                                )
                            )

    def test_no_name_search_finds_a_foreign_family(self):
        for name in OUTSIDERS + OTHERS:
            for model, record in self.content["a"].items():
                records = self.as_user(name, record.browse()).with_context(
                    show_family_names=True
                )
                for secret in ("Abramowicz", "Żanetaa", "rzeczya", ""):
                    with self.subTest(user=name, model=model, secret=secret):
                        try:
                            found = dict(records.name_search(secret, limit=None))
                        except AccessError:
                            continue
                        self.assertNotIn(record.id, found)
                        self.assert_tells_nothing(list(found.values()))

    def test_no_grouping_names_a_foreign_family(self):
        for name in OUTSIDERS + OTHERS:
            events = self.as_user(name, self.env["calendar.event"]).with_context(
                show_family_names=True
            )
            for groupby in (
                ["kooperacja_meeting_ids"],
                ["name"],
                ["location"],
                ["kooperacja_meeting_ids.case_id"],
                ["kooperacja_meeting_ids.case_id.household_id"],
            ):
                with self.subTest(user=name, groupby=groupby):
                    try:
                        groups = events.formatted_read_group(
                            [], groupby, ["__count", "id:array_agg"]
                        )
                    except (AccessError, ValueError):
                        continue
                    self.assert_tells_nothing(groups)
                    if "name" not in groupby and "location" not in groupby:
                        event = self.content["a"]["kooperacja.meeting"].event_id
                        for group in groups:
                            if group[groupby[0]]:
                                self.assertNotIn(event.id, group["id:array_agg"])

    def test_no_order_brings_in_a_foreign_record(self):
        for name in OUTSIDERS:
            for model, record in self.content["a"].items():
                pointers = [
                    field.name
                    for field in record._fields.values()
                    if field.comodel_name in self.content["a"]
                    and field.type == "many2one"
                    and field.store
                ]
                for order in pointers:
                    with self.subTest(user=name, model=model, order=order):
                        records = self.as_user(name, record.browse())
                        self.assertNotIn(
                            record.id, self.found(records, [], order=order).ids
                        )

    def test_numbers_of_families_are_found_only_by_those_who_may(self):
        number = self.families["a"].household.number
        for name in OUTSIDERS + OTHERS:
            with self.subTest(user=name):
                records = self.as_user(name, self.env["kooperacja.household"])
                self.assertNotIn(
                    self.families["a"].household.id,
                    self.found(records, [("number", "=", number)]).ids,
                )
