"""A case of five years opens like a new one, ten thousand cases list like ten."""

from ast import literal_eval
from functools import partial

from dateutil.relativedelta import relativedelta
from lxml import etree

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL
from odoo.tools.sql import table_columns

from .steps import PathCase

ENTRIES, PLANS, REPORTS, CASES = 200, 12, 60, 10_000


class ScreenCase(PathCase):
    """Reads what the web client reads, by the views as they are."""

    def spec_of(self, records, view):
        """Return what the web client asks of ``records`` for its view of that type."""
        views = records.get_views([(False, view)])["views"]
        return self.spec_of_arch(records, etree.fromstring(views[view]["arch"]))

    def spec_of_arch(self, records, arch):
        spec = {}
        for node in arch.xpath(".//field[not(ancestor::field)]"):
            field = records._fields[node.get("name")]
            known = spec.setdefault(field.name, {})
            if field.type == "many2one":
                known["fields"] = {"display_name": {}}
            elif field.type in ("one2many", "many2many"):
                comodel = self.env[field.comodel_name]
                inner = node.find("list")
                known["limit"] = 40
                known["fields"] = (
                    {"display_name": {}}
                    if inner is None
                    else self.spec_of_arch(
                        comodel, etree.fromstring(etree.tostring(inner))
                    )
                )
            try:
                context = literal_eval(node.get("context", "{}"))
            except ValueError:  # says what a new line begins with
                context = {}
            if context and field.relational:
                known["context"] = context
        return spec

    def count(self, do):
        """Return how many queries ``do`` takes with nothing read before."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        do()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestOpeningACase(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.few = cls.make_case(2, 2, 2)
        cls.many = cls.make_case(ENTRIES, PLANS, REPORTS)
        cls.env.flush_all()

    @classmethod
    def make_case(cls, entries, plans, reports):
        case = cls.case.create(
            {
                "household_id": cls.families["a"].household.id,
                "second_case_reason": "Inna sprawa",
                "opened_on": cls.today - relativedelta(years=6),
                "need_ids": [Command.create({"name": "Czynsz"})],
            }
        )
        member = cls.join(case, cls.member, case.opened_on)
        case.entry_ids.browse()._create_by_action(
            [
                {"case_id": case.id, "text": f"Wpis {n}", "level": "team"}
                for n in range(entries)
            ]
        )
        for n in range(plans):
            plan = cls.plan.create(
                {
                    "case_id": case.id,
                    "main_goal": f"Cel {n}",
                    "signed_on": cls.today,
                    "goal_ids": [
                        Command.create(
                            {
                                "name": "Cel",
                                "task_ids": [
                                    Command.create(
                                        {
                                            "name": "Zadanie",
                                            "member_id": member.id,
                                            "date_to": cls.tomorrow,
                                        }
                                    )
                                    for _ in range(3)
                                ],
                            }
                        )
                    ],
                }
            )
            plan._write_by_action({"state": "signed"})
        cls.report.sudo().create(
            [
                {
                    "case_id": case.id,
                    "member_id": member.id,
                    "month": cls.today - relativedelta(months=n),
                }
                for n in range(reports)
            ]
        )
        return case

    def open_case(self, records, spec, case):
        self.assertEqual(len(records.browse(case.id).web_read(spec)), 1)

    def test_five_years_of_history_ask_no_more_than_two_months(self):
        for name in ("worker_a", "member_a", "coordinator_1"):
            records = self.of(name, "kooperacja.case")
            spec = self.spec_of(records, "form")
            for tab in ("entry_ids", "plan_ids", "report_ids", "member_ids"):
                self.assertIn(tab, spec)

            open_case = partial(self.open_case, records, spec)
            open_case(self.few)  # what is read once and kept: views, rules
            few = self.count(partial(open_case, self.few))
            many = self.count(partial(open_case, self.many))
            with self.subTest(name=name):
                self.assertLessEqual(many, few)


@tagged("post_install", "-at_install")
class TestTenThousandCases(ScreenCase):
    @classmethod
    def multiply(cls, record, source, **values):
        """Copy the row of ``record`` for each row of ``source``, past the ORM."""
        columns = [
            name for name in table_columns(cls.env.cr, record._table) if name != "id"
        ]
        cls.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s) SELECT %s FROM %s origin, (%s) AS source"
                " WHERE origin.id = %s",
                SQL.identifier(record._table),
                SQL(", ").join(SQL.identifier(name) for name in columns),
                SQL(", ").join(
                    values.get(name, SQL.identifier("origin", name)) for name in columns
                ),
                SQL.identifier(record._table),
                source,
                record.id,
            )
        )

    @classmethod
    def fill(cls, first, last):
        """Make cases of the gmina with these numbers, each with its team and file."""
        # A family has a case or two, so each case gets a family of its own.
        cls.multiply(
            cls.families["a"].household,
            SQL("SELECT generate_series(%s, %s) AS n", first, last),
            number=SQL("'R/1990/' || source.n"),
        )
        cls.multiply(
            cls.case,
            SQL(
                "SELECT id, split_part(number, '/', 3)::int AS n"
                " FROM kooperacja_household WHERE number LIKE 'R/1990/%%'"
                " AND split_part(number, '/', 3)::int BETWEEN %s AND %s",
                first,
                last,
            ),
            number=SQL("'1990/' || source.n"),
            household_id=SQL("source.id"),
            plan_id=SQL("NULL"),
            draft_plan_id=SQL("NULL"),
        )
        made = SQL(
            "SELECT id FROM kooperacja_case WHERE number LIKE '1990/%%'"
            " AND split_part(number, '/', 2)::int BETWEEN %s AND %s",
            first,
            last,
        )
        for model in ("case.need", "case.member", "case.entry"):
            record = cls.content["a"][f"kooperacja.{model}"]
            cls.multiply(record, made, case_id=SQL("source.id"))
        cls.env.invalidate_all()

    def looks(self, limit):
        """Yield (what, function that looks so at all cases) for two of the roles.

        ``limit`` leaves some out either way, as then the pager counts them.
        """
        for name in ("worker_a", "coordinator_1"):
            cases = self.of(name, "kooperacja.case")
            for view in ("list", "kanban"):
                spec = self.spec_of(cases, view)
                yield (
                    f"{name} {view}",
                    lambda c=cases, s=spec: c.web_search_read([], s, limit=limit)[
                        "records"
                    ],
                )
            yield (
                f"{name} by stage",
                lambda c=cases, s=spec: c.web_read_group(
                    [],
                    ["stage"],
                    ["__count"],
                    auto_unfold=True,
                    unfold_read_specification=s,
                    unfold_read_default_limit=limit,
                )["groups"],
            )

    def test_the_list_and_the_board_ask_no_more_than_for_ten(self):
        self.fill(1, 10)
        few = {}
        for what, look in self.looks(8):
            self.assertTrue(look())
            few[what] = self.count(look)
        self.fill(11, CASES)
        self.assertGreater(self.env["kooperacja.case"].search_count([]), CASES)
        for what, look in self.looks(80):
            with self.subTest(what):
                self.assertLessEqual(self.count(look), few[what])
