"""Refusals, and the steps of a family's path that the tests take more than once."""

from contextlib import contextmanager
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from .common import MODULE, KooperacjaCase

NIP = "1234563218"
REGON = "123456785"
POLISH = "pl_PL"


class PathCase(KooperacjaCase):
    """The fixture with case A in the hands of those who work on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.worker = cls.users["worker_a"]
        cls.member = cls.users["member_a"]
        cls.coordinator = cls.users["coordinator_1"]
        cls.case = cls.as_worker(cls.case_a)
        cls.plan = cls.as_worker(cls.content["a"]["kooperacja.plan"])
        cls.meeting = cls.as_worker(cls.content["a"]["kooperacja.meeting"])
        cls.report = cls.content["a"]["kooperacja.report"].with_env(
            cls.env(user=cls.member)
        )
        cls.card = cls.as_worker(cls.content["a"]["kooperacja.monitoring"])
        cls.evaluation = cls.as_worker(cls.content["a"]["kooperacja.evaluation"])
        cls.need = cls.as_worker(cls.content["a"]["kooperacja.case.need"])
        cls.adult = cls.as_worker(cls.families["a"].adult)
        cls.child = cls.as_worker(cls.families["a"].child)
        cls.member_row = cls.as_worker(cls.team["a"][0])

    @classmethod
    def as_worker(cls, record):
        """Return ``record`` as the coordinator of case A sees it, in English."""
        return record.with_env(cls.env(user=cls.worker))

    @classmethod
    def of(cls, name, model):
        """Return ``model`` as the user ``name`` of the fixture sees it."""
        return cls.env(user=cls.users[name])[model]

    @contextmanager
    def refused(self, *words, error=UserError):
        """Expect a refusal whose sentence has every one of ``words`` in it."""
        with self.assertRaises(error) as caught:
            yield
        sentence = str(caught.exception).lower()
        for word in words:
            self.assertIn(word.lower(), sentence)

    @contextmanager
    def refused_by_database(self, model, *words):
        """Expect a constraint of the table, and the sentence that Odoo makes of it."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as caught,
        ):
            yield
            self.env.flush_all()
        sentence = self.env[model]._sql_error_to_message(caught.exception).lower()
        for word in words:
            self.assertIn(word.lower(), sentence)

    # --- steps ---------------------------------------------------------------

    def new_case(self, opened_on=None, **values):
        """Open one more case of family A, without needs or plan."""
        return self.case.create(
            {
                "household_id": self.families["a"].household.id,
                "opened_on": opened_on or self.long_ago,
                "second_case_reason": "Inna sprawa",
                **values,
            }
        )

    def to_monitoring(self):
        """Take case A through its stages until it is monitored."""
        for stage in ("goals", "plan"):
            self.case.stage = stage
        self.sign_plan(self.plan)
        self.case.stage = "work"
        self.submit_report(self.report)
        self.case.stage = "monitoring"

    def to_closed(self, reason="reached"):
        """Take case A to its end."""
        self.to_monitoring()
        self.case.stage = "evaluation"
        self.approve_evaluation(self.evaluation, "close", reason)
        self.evaluation.action_close_case()

    def add_task(self, plan, **values):
        """Add a task of member A to the first goal of ``plan``."""
        return plan.env["kooperacja.plan.task"].create(
            {
                "goal_id": plan.goal_ids[:1].id,
                "name": "Odwiedzić szkołę",
                "date_to": self.today + timedelta(days=30),
                **(values or {"member_id": self.member_row.id}),
            }
        )

    def add_members(self, count):
        """Put ``count`` more people of the school on the team of case A."""
        partners = self.env["res.partner"].create(
            [
                {
                    "name": f"Nauczyciel {number}",
                    "parent_id": self.institutions["school_1"].id,
                }
                for number in range(count)
            ]
        )
        return self.case.env["kooperacja.case.member"].create(
            [
                {
                    "case_id": self.case.id,
                    "institution_id": self.institutions["school_1"].id,
                    "partner_id": partner.id,
                    "date_from": self.long_ago,
                }
                for partner in partners
            ]
        )

    def set_signed(self, *signatories):
        """Mark ``signatories`` of an agreement as having signed today."""
        for signatory in signatories:
            signatory.write(
                {
                    "state": "signed",
                    "representative": "Dyrektor Ząbkowski",
                    "signed_on": self.today,
                }
            )

    @staticmethod
    def lines(*values):
        """Return the commands that create a line of each of ``values``."""
        return [Command.create(line) for line in values]


class PolishCase(PathCase):
    """Users of the fixture read Polish, as the users of the gmina do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang(POLISH)
        cls.env["ir.module.module"]._load_module_terms(["base", MODULE], [POLISH])
        for user in cls.users.values():
            user.lang = POLISH
        cls.env = cls.env(context={**cls.env.context, "lang": POLISH})
