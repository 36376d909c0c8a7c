"""No field is forgotten: its kind of data, and what becomes of it, are decided."""

from odoo.models import MAGIC_COLUMNS
from odoo.tests import TransactionCase, tagged

from ..models import privacy_map


@tagged("post_install", "-at_install")
class TestPrivacyMap(TransactionCase):
    def _get_models(self):
        return {
            name: model
            for name, model in self.env.items()
            if name.startswith("kooperacja.")
            and model._auto
            and not model._abstract
            and not model._transient
        }

    def _get_stored(self, model):
        return {
            name: field
            for name, field in model._fields.items()
            if field.store and name not in MAGIC_COLUMNS
        }

    def test_every_model_is_on_the_map(self):
        models = set(self._get_models())
        self.assertEqual(models - set(privacy_map.MAP), set(), "add it to the map")
        self.assertEqual(set(privacy_map.MAP) - models, set(), "no such model")

    def test_every_field_is_decided(self):
        """Words and files are named; a field that is named exists."""
        for name, model in self._get_models().items():
            record, stored = privacy_map.MAP[name], self._get_stored(model)
            with self.subTest(name):
                undecided = {
                    field.name
                    for field in stored.values()
                    if not record.get(field.name, field.type)
                }
                self.assertEqual(undecided, set(), "decide them in models/privacy_map")
                self.assertEqual(set(record.fields) - set(stored), set())
                self.assertEqual(set(record.person) - set(stored) - {"id"}, set())

    def test_every_model_that_points_to_a_family_belongs_to_one(self):
        family = {"kooperacja.household", "kooperacja.person", "kooperacja.case"}
        for name, model in self._get_models().items():
            points = {
                field.name
                for field in self._get_stored(model).values()
                if field.type == "many2one" and field.comodel_name in family
            }
            with self.subTest(name):
                self.assertFalse(points and not privacy_map.MAP[name].family)

    def test_every_model_of_a_family_says_what_the_person_gets(self):
        for name, record in privacy_map.MAP.items():
            with self.subTest(name):
                self.assertEqual(bool(record.why), record.extract == "nothing")
                named = {
                    field.name
                    for field in self._get_stored(self.env[name]).values()
                    if field.comodel_name == "kooperacja.person"
                    and field.type == "many2one"
                }
                self.assertEqual(named - set(record.person), set())

    def test_words_about_a_family_are_erased(self):
        for name, record in privacy_map.MAP.items():
            for field, datum in record.fields.items():
                with self.subTest(f"{name}.{field}"):
                    if datum.kind in ("identity", "contact", "family"):
                        self.assertNotEqual(datum.erase, "keep")
                        self.assertTrue(record.family)
