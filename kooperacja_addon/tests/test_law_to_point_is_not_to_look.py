"""Whoever puts the id of a foreign record into a value learns nothing from it.

A form asks the server what follows from values that are not saved yet, and gets names
and related fields back. The worker of A sends ids of B through every such door.
"""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import KooperacjaCase

SIMPLE = ("char", "text", "html", "selection", "date", "integer", "float", "boolean")


@tagged("post_install", "-at_install")
class TestToPointIsNotToLook(KooperacjaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sign_plan(cls.content["b"]["kooperacja.plan"])
        cls.foreign = cls.content["b"]
        cls.own = cls.content["a"]
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self.env.invalidate_all()

    def records(self, model, **context):
        return (
            self.env[model]
            .with_user(self.users["worker_a"])
            .with_context(show_family_names=True, **context)
        )

    def pointers(self):
        """Yield each field of any model that points to records of families."""
        for model in self.env.registry:
            if self.env[model]._abstract:
                continue
            for name, field in self.env[model]._fields.items():
                if field.comodel_name in self.foreign:
                    yield model, name, field

    def specification(self, model, depth=2):
        """Return a specification that asks for all that ``model`` can tell."""
        specification = {}
        for name, field in self.env[model]._fields.items():
            if field.type in SIMPLE:
                specification[name] = {}
            elif field.type == "many2one":
                specification[name] = {"fields": {"display_name": {}}}
            elif depth and field.comodel_name in self.foreign:
                specification[name] = {
                    "fields": self.specification(field.comodel_name, depth - 1)
                }
        return specification

    def following(self, model):
        """Return what of ``model`` may follow from a value: what is computed, and all
        of it where an onchange method writes."""
        asked = self.specification(model, 0)
        if self.env[model]._onchange_methods:
            return asked
        fields = self.env[model]._fields
        return {name: spec for name, spec in asked.items() if fields[name].compute}

    def ask(self, door):
        """Check that the answer of ``door``, if there is one, tells nothing of B."""
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                answer = door()
        except (AccessError, UserError, ValueError, KeyError, TypeError) as error:
            answer = error
        self.env.invalidate_all()
        self.assert_tells_nothing(answer, "b")
        return answer

    def ask_each(self, door, asked):
        """Check ``door(specification)`` for each field of ``asked``.

        An answer to all of them together tells what each of them would. A refusal may
        cover for another field: then the halves are asked, down to single fields,
        unless the pointer alone is refused with the same words.
        """
        alone = self.ask(lambda: door({"id": {}}))
        parts = [dict(asked)]
        while parts:
            part = parts.pop()
            answer = self.ask(lambda p=part: door(p))
            refused = isinstance(answer, Exception)
            same = isinstance(alone, Exception) and repr(answer) == repr(alone)
            if refused and not same and len(part) > 1:
                names = list(part)
                half = len(names) // 2
                for some in (names[:half], names[half:]):
                    parts.append({name: part[name] for name in some})

    def encodings(self, field, target):
        """Yield every way in which a client can name ``target`` in ``field``."""
        if field.type == "many2one":
            yield target
            yield {"id": target}
        else:
            yield [[4, target]]
            yield [[6, 0, [target]]]
            yield [[1, target, {}]]
            yield [target]
            yield [{"id": target}]

    def test_a_form_that_names_a_foreign_record_is_told_nothing(self):
        for model, name, field in self.pointers():
            target = self.foreign[field.comodel_name].id
            for value in self.encodings(field, target):
                with self.subTest(model=model, field=name, value=value):
                    self.ask(
                        lambda m=model, n=name, v=value: self.records(m).onchange(
                            {n: v}, [n], self.specification(m)
                        )
                    )

    def test_each_field_that_follows_from_a_foreign_record_tells_nothing(self):
        for model, name, field in self.pointers():
            if field.type != "many2one":
                continue
            target = self.foreign[field.comodel_name].id
            with self.subTest(model=model, field=name):
                self.ask_each(
                    lambda asked, m=model, n=name, t=target: (
                        self.records(m).onchange({n: t}, [n], {n: {}, **asked})
                    ),
                    self.following(model),
                )

    def test_a_line_that_names_a_foreign_record_tells_nothing(self):
        for model, name, field in self.pointers():
            if field.type == "many2one":
                continue
            for line_model, line_name, line_field in self.pointers():
                if line_model != field.comodel_name or line_field.type != "many2one":
                    continue
                target = self.foreign[line_field.comodel_name].id
                line = {line_name: target, "display_name": "x", "id": False}
                for value in ([[0, 0, line]], [line]):
                    with self.subTest(model=model, field=name, line=value):
                        self.ask_each(
                            lambda asked, m=model, n=name, v=value: (
                                self.records(m).onchange(
                                    {n: v}, [n], {n: {"fields": asked}}
                                )
                            ),
                            self.following(line_model),
                        )

    def test_an_own_record_that_is_said_to_point_elsewhere_tells_nothing(self):
        # A client may send a many2one with values of its own, as for a parent.
        for model, name, field in self.pointers():
            if field.type != "many2one":
                continue
            own = self.own[field.comodel_name].id
            for deep_model, deep_name, deep_field in self.pointers():
                if deep_model != field.comodel_name or deep_field.type != "many2one":
                    continue
                target = self.foreign[deep_field.comodel_name].id
                with self.subTest(model=model, field=name, deep=deep_name):
                    for value in ({"id": own, deep_name: target}, {deep_name: target}):
                        self.ask_each(
                            lambda asked, m=model, n=name, v=value: (
                                self.records(m).onchange({n: v}, [n], {n: {}, **asked})
                            ),
                            self.following(model),
                        )

    def test_models_that_hold_no_family_are_no_way_around(self):
        need, plan = (
            self.foreign[f"kooperacja.{model}"].id for model in ("case.need", "plan")
        )
        evaluations = {
            "evaluation_ids": [
                [0, 0, {"need_line_ids": [[0, 0, {"need_id": need}]]}],
                [0, 0, {"case_id": {"plan_id": plan}, "plan_id": plan}],
            ]
        }
        asked = {
            "fields": {
                "evaluation_ids": {
                    "fields": {
                        "main_goal": {},
                        "need_line_ids": {"fields": {"name": {}}},
                    }
                }
            }
        }
        case_asked = {"case_id": asked}
        for model, values, specification in (
            ("kooperacja.case.reopen", {"case_id": evaluations}, case_asked),
            (
                "calendar.event",
                {"kooperacja_meeting_ids": [[0, 0, {"case_id": evaluations}]]},
                {"kooperacja_meeting_ids": {"fields": case_asked}},
            ),
            (
                "kooperacja.partnership",
                {"meeting_ids": [[0, 0, {"case_id": evaluations}]]},
                {"meeting_ids": {"fields": case_asked}},
            ),
        ):
            for field_names in ([], list(values)):
                with self.subTest(model=model, first_call=not field_names):
                    self.ask(
                        lambda m=model, v=values, f=field_names, s=specification: (
                            self.records(m).onchange(dict(v), f, s)
                        )
                    )

    def test_defaults_in_the_context_tell_nothing(self):
        for model, name, field in self.pointers():
            target = self.foreign[field.comodel_name].id
            value = target if field.type == "many2one" else [[6, 0, [target]]]
            with self.subTest(model=model, field=name):
                records = self.records(model, **{f"default_{name}": value})
                self.ask(
                    lambda r=records, m=model: r.onchange({}, [], self.specification(m))
                )
                self.ask(lambda r=records, n=name: r.default_get([n]))

    def test_defaults_kept_by_the_user_tell_nothing(self):
        for model, name, field in self.pointers():
            if field.type != "many2one":
                continue
            with self.subTest(model=model, field=name):
                self.env["ir.default"].with_user(self.users["worker_a"]).set(
                    model, name, self.foreign[field.comodel_name].id, user_id=True
                )
                self.ask(
                    lambda m=model: self.records(m).onchange(
                        {}, [], self.specification(m)
                    )
                )

    def test_an_own_record_cannot_be_made_to_point_to_a_foreign_one(self):
        for model, name, field in self.pointers():
            if model not in self.own or field.type == "one2many":
                continue
            target = self.foreign[field.comodel_name].id
            value = target if field.type == "many2one" else [[6, 0, [target]]]

            def point(m=model, n=name, v=value):
                record = self.records(m).browse(self.own[m].id)
                record.write({n: v})
                self.env.flush_all()
                self.env.invalidate_all()
                return record.web_read(self.specification(m, 0))

            with self.subTest(model=model, field=name):
                self.ask(point)
                self.assertNotIn(target, self.own[model][name].ids)

    def test_names_are_shown_only_to_those_who_may_read_the_record(self):
        models = ("household", "person", "plan.goal", "plan.task")
        for model in models:
            record = self.foreign[f"kooperacja.{model}"]
            with self.subTest(model=model):
                foreign = self.records(record._name).browse(record.id)
                self.assert_tells_nothing(foreign.sudo().display_name, "b")
                self.env.invalidate_all()
                own = foreign.with_user(self.users["worker_b"])
                self.assertTrue(self.secrets_in(own.display_name, "b"))
