"""Polish is complete: each term that Odoo exports is translated, and comes in whole."""

import re
from collections import Counter

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path
from odoo.tools.translate import TranslationImporter, TranslationModuleReader

MODULE = "kooperacja_addon"
PO = f"{MODULE}/i18n/pl.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[-+ #0]*[\d.]*[a-z]|%[a-zA-Z%]|</?\w+|\{\{.*?\}\}")
POLISH = "pl_PL"


def placeholders(text):
    """Return what of ``text`` must stand in a translation too, and how often."""
    return Counter(PLACEHOLDER.findall(text))


def complaints(sources, translations):
    """Return a sentence for each of ``sources`` that ``translations`` fail.

    :param sources: terms as Odoo exports them
    :param translations: a ``polib.POFile``
    """
    entries = {entry.msgid: entry for entry in translations if not entry.obsolete}
    found = []
    for source in sorted(set(sources)):
        entry = entries.get(source)
        if entry is None:
            found.append(f"not in the file (run dev/translate): {source!r}")
        elif not entry.msgstr.strip():
            found.append(f"not translated: {source!r}")
        elif entry.fuzzy:
            found.append(f"fuzzy: {source!r}")
        elif placeholders(source) != placeholders(entry.msgstr):
            found.append(f"other placeholders: {source!r} → {entry.msgstr!r}")
    return found


@tagged("post_install", "-at_install")
class TestTranslation(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.path = file_path(PO)
        cls.sources = {
            source
            for module, _type, _name, _id, source, _value, _comments in (
                TranslationModuleReader(cls.env.cr, modules=[MODULE])
            )
            if module == MODULE
        }

    def test_polish_is_complete(self):
        self.assertGreater(len(self.sources), 500, "the export found the addon's terms")
        found = complaints(self.sources, polib.pofile(self.path))
        self.assertFalse(found, "\n" + "\n".join(found))

    def test_what_is_wrong_is_found(self):
        source = next(term for term in sorted(self.sources) if "%(" in term)
        for spoil, complaint in (
            (lambda entry, file: file.remove(entry), "not in the file"),
            (lambda entry, file: setattr(entry, "obsolete", True), "not in the file"),
            (lambda entry, file: setattr(entry, "msgstr", " "), "not translated"),
            (lambda entry, file: entry.flags.append("fuzzy"), "fuzzy"),
            (lambda entry, file: setattr(entry, "msgstr", "%(inne)s"), "placeholders"),
        ):
            with self.subTest(complaint):
                file = polib.pofile(self.path)
                self.assertFalse(complaints([source], file))
                spoil(file.find(source), file)
                (found,) = complaints([source], file)
                self.assertIn(complaint, found)
                self.assertIn(repr(source), found)

    def test_polish_comes_into_the_database(self):
        """Records, views, documents and messages say exactly what the file says."""
        self.env["res.lang"]._activate_lang(POLISH)
        importer = TranslationImporter(self.env.cr, verbose=False)
        importer.load_file(self.path, POLISH)
        importer.save(force_overwrite=True)
        expected = {entry.msgid: entry.msgstr for entry in polib.pofile(self.path)}
        different = [
            f"{name} {where}: {value!r} instead of {expected[source]!r}"
            for module, _type, name, where, source, value, _comments in (
                TranslationModuleReader(self.env.cr, modules=[MODULE], lang=POLISH)
            )
            if module == MODULE
            and source in expected
            and (value or source) != expected[source]
        ]
        self.assertFalse(different, "\n" + "\n".join(different))
