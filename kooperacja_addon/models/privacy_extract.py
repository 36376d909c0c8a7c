import csv
import io
import json
from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ..rules.duplicates import name_key
from ..rules.polish_time import polish_today
from ..rules.traces import cover, pairs
from .privacy_map import FAMILY, MAP, NONE, OWN, SHARED, WORDS

# Days of a record, the one that tells most first.
DAYS = ("happened_on", "date", "noted_on", "reported_on", "month", "start", "date_from")
# Plain things of the database that tell a person nothing.
TECHNICAL = {"sequence", "active", "unread_before", "edition", "signed_document_name"}


class PrivacyExtract(models.AbstractModel):
    """Everything about one person in the records of a gmina, and nothing about others.

    Which records, says the map (``privacy_map``): those that name the person; facts of
    the family with which the person lives; words after somebody has read them. Others
    of the family are "somebody else", people at work are their institution. Read with
    the rights of the coordinator who makes it.
    """

    _name = "kooperacja.privacy.extract"
    _description = "Copy of a person's data"

    # --- which records --------------------------------------------------------------

    @api.model
    def _find(self, request):
        """Return (own records, shared records, records with words) by model name."""
        persons = request.person_ids.with_context(active_test=False)
        households = persons.household_id
        homes = persons.filtered(lambda p: not p.lives_elsewhere).household_id
        own, shared, words = {}, {}, {}
        for name, record in MAP.items():
            model = self.env[name].with_context(active_test=False)
            if not model.has_access("read"):
                continue
            if record.person:
                domain = Domain.OR(
                    Domain(way, "in", persons.ids) for way in record.person
                )
                own[name] = model.search(domain)
            if record.extract == SHARED:
                shared[name] = self._search_ways(model, record, homes)
            if record.extract in (WORDS, OWN, SHARED):
                words[name] = self._search_ways(model, record, households)
        intakes = words.pop("kooperacja.case.intake")
        intakes |= self.env["kooperacja.privacy.eraser"]._find_intakes_of(persons)
        own["kooperacja.case.intake"] = intakes.filtered(
            lambda intake: self._is_same(intake, persons)
        )
        words["kooperacja.case.intake"] = intakes
        return own, shared, words

    @api.model
    def _search_ways(self, model, record, households):
        ways = [
            Domain(way or "id", "in", households.ids)
            for way in record.family
            if not way.startswith(("via:", "number:"))
        ]
        for way in record.family:
            if way.startswith("number:"):
                numbers = households.case_ids.mapped("number")
                ways.append(
                    Domain(way.removeprefix("number:"), "in", numbers)
                    & Domain("company_id", "in", households.company_id.ids)
                )
        return model.search(Domain.OR(ways)) if ways else model

    @api.model
    def _is_same(self, intake, persons):
        """Return whether a reported need names the person as the one in need."""
        if intake.pesel:
            return intake.pesel in persons.mapped("pesel")
        return intake.name_key in persons.mapped("name_key") and (
            not intake.birth_date or intake.birth_date in persons.mapped("birth_date")
        )

    # --- what they tell -------------------------------------------------------------

    @api.model
    def _collect(self, request):
        """Return the copy of the data, as it is printed and written to the files."""
        lang = request.company_id.sudo().partner_id.lang or self.env.lang
        self = self.with_context(lang=lang)
        own, shared, _words = self._find(request)
        persons = request.person_ids
        sections = []
        for records in (own, shared):
            for name, found in records.items():
                rows = [
                    row
                    for record in found.with_context(lang=lang)
                    if (row := self._get_facts(record, persons))
                ]
                if rows and MAP[name].extract in (OWN, SHARED):
                    sections.append({"title": self._get_title(name), "rows": rows})
        return {
            "number": request.number,
            "made_on": fields.Date.to_string(polish_today()),
            "gmina": request.company_id.name,
            "informations": self._get_information(request),
            "sections": sections,
            "texts": [
                {
                    "register": text.register or "",
                    "day": fields.Date.to_string(text.happened_on) or "",
                    "institution": text.institution or "",
                    "text": text.text,
                }
                for text in request.text_ids
                if text.given and text.text
            ],
        }

    @api.model
    def _get_title(self, name):
        # Names of registers are no secret.
        return self.env["ir.model"].sudo()._get(name).name

    @api.model
    def _get_information(self, request):
        """Return what art. 15 ust. 1 wants told beside the data."""
        officer = self.env._("the data protection officer of the gmina")
        return [
            [
                self.env._("Who processes the data"),
                request.company_id.name,
            ],
            [
                self.env._("What for"),
                self.env._(
                    "The common work of institutions for the family: the diagnosis, "
                    "the plan, monitoring and evaluation, within social assistance."
                ),
            ],
            [
                self.env._("Who has received them"),
                ", ".join(sorted(self._get_recipients(request)))
                or self.env._("nobody outside the social assistance centre"),
            ],
            [self.env._("How long they are kept"), self._get_retention(request)],
            [
                self.env._("Where they come from"),
                self.env._(
                    "From the person, the family, and the institutions that are named "
                    "beside each record."
                ),
            ],
            [
                self.env._("Rights"),
                self.env._(
                    "Correction, erasure, restriction, objection: ask %(whom)s. "
                    "Complaint: the President of UODO, ul. Moniuszki 1A, Warszawa. "
                    "Nobody is judged by a machine here.",
                    whom=officer,
                ),
            ],
        ]

    @api.model
    def _get_recipients(self, request):
        teams = request.person_ids.household_id.case_ids.member_ids
        return {name for name in teams.institution_id.mapped("name") if name}

    @api.model
    def _get_retention(self, request):
        rules = self.env["kooperacja.retention.rule"].search(
            [
                ("kind", "=", "family"),
                ("gmina_id", "in", (request.company_id.id, False)),
            ]
        )
        rule = rules.filtered("gmina_id")[:1] or rules[:1]
        return self.env._(
            "%(years)s years from the day when the last case of the family was closed",
            years=rule.years,
        )

    @api.model
    def _get_facts(self, record, persons):
        """Return the facts of a record as pairs of a label and a value."""
        spec = MAP[record._name]
        facts = []
        for field in record._fields.values():
            datum = spec.get(field.name, field.type)
            if (
                not field.store
                or field.name in TECHNICAL
                or field.name in models.MAGIC_COLUMNS
                or field.name in spec.others
                or field.name in spec.checked
                or field.type
                in ("one2many", "many2many", "binary", "many2one_reference")
                or not datum
                or datum.kind == FAMILY
                or (datum.kind == NONE and field.name != "number")
                or not record._has_field_access(field, "read")
            ):
                continue
            if field.name.endswith("_key"):
                continue
            value = self._get_value(record, field, persons)
            if value:
                facts.append([field._description_string(self.env), value])
        return facts

    @api.model
    def _get_value(self, record, field, persons):
        value = record[field.name]
        if field.type == "many2one":
            return value and self._get_reference(value, persons)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "boolean":
            return self.env._("yes") if value else ""
        if field.type == "date":
            return fields.Date.to_string(value)
        if field.type == "datetime":
            return fields.Datetime.to_string(value)
        return str(value) if value else ""

    @api.model
    def _get_reference(self, value, persons):
        """Return whom or what a record points to, without naming a person."""
        if value._name == "kooperacja.person":
            return self.env._("this person") if value in persons else self._other(value)
        if value._name == "res.users":
            return self._get_institution(value.sudo().partner_id)
        if value._name == "res.partner":
            return self._get_institution(value)
        if value._name == "kooperacja.case.member":
            return value.institution_id.name
        if value._name == "res.company":
            return ""
        return value.with_context(show_family_names=False).display_name

    @api.model
    def _other(self, person):
        role = dict(person._fields["role"]._description_selection(self.env))
        return self.env._("somebody else (%(role)s)", role=role[person.role].lower())

    @api.model
    def _get_institution(self, partner):
        if partner.sudo().is_family_login:
            return self.env._("login of the family to the portal")
        # People at work are told by their institution alone.
        firm = partner.sudo().commercial_partner_id
        return firm.name if firm.is_company else self.env._("somebody at work")

    # --- words ----------------------------------------------------------------------

    @api.model
    def _collect_texts(self, request):
        """Return values of rows with words that speak of the person or the family."""
        lang = request.company_id.sudo().partner_id.lang or self.env.lang
        self = self.with_context(lang=lang)
        own, _shared, words = self._find(request)
        persons = request.person_ids
        rows = []
        for name, records in words.items():
            for record in records.with_context(lang=lang):
                text = self._get_words(record)
                if not text:
                    continue
                about = record in own.get(name, record.browse())
                if not about and self._is_about_another(record, persons):
                    continue
                rows.append(
                    {
                        "register": self._get_title(name),
                        "happened_on": self._get_day(record),
                        "institution": self._get_source(record),
                        "concerns": "person" if about else "family",
                        "given": about,
                        "checked": False,
                        "text": text,
                    }
                )
        self._cover(request, rows)
        return rows

    @api.model
    def _is_about_another(self, record, persons):
        """Return whether a record names somebody else of the family, not the person."""
        if record._name == "kooperacja.person":
            return True
        ways = [way for way in MAP[record._name].person if way != "id"]
        named = self.env["kooperacja.person"].browse()
        for way in ways:
            named |= record[way]
        return bool(named) and not (named & persons)

    @api.model
    def _get_words(self, record):
        spec = MAP[record._name]
        lines = []
        for field in record._fields.values():
            datum = spec.get(field.name, field.type)
            if (
                field.type not in ("char", "text", "html")
                or not field.store
                or field.name in spec.others
                or not (datum.kind == FAMILY or field.name in spec.checked)
                or not record._has_field_access(field, "read")
            ):
                continue
            value = record[field.name]
            if value and field.type == "html":
                value = html2plaintext(value)
            if value and value.strip():
                lines.append(f"{field._description_string(self.env)}: {value.strip()}")
        return "\n".join(lines)

    @api.model
    def _get_day(self, record):
        for name in (*DAYS, "create_date"):
            value = name in record._fields and record[name]
            if value:
                return fields.Date.to_date(value)
        return False

    @api.model
    def _get_source(self, record):
        if "institution" in record._fields and record["institution"]:
            return record["institution"]
        if "institution_id" in record._fields and record["institution_id"]:
            return record["institution_id"].name
        if "member_id" in record._fields and record["member_id"]:
            return record["member_id"].institution_id.name
        if "author_id" in record._fields and record["author_id"]:
            return self._get_institution(record["author_id"])
        return self._get_institution(record.sudo().create_uid.partner_id)

    @api.model
    def _cover(self, request, rows):
        """Cover in the rows the names of everybody else who is on record."""
        persons = request.person_ids
        households = persons.household_id
        everybody = households.with_context(active_test=False).person_ids
        own = [
            word
            for person in persons
            for word in (
                person.first_name,
                person.last_name,
                person.pesel,
                person.phone,
            )
            if word
        ]
        others = [
            word
            for person in everybody - persons
            for word in (person.first_name, person.last_name)
            if word
        ]
        others += [name for name in households.supporter_ids.mapped("name") if name]
        strangers = self._get_strangers(request, rows)
        for row in rows:
            row["text"] = cover(row["text"], own, others, strangers)

    @api.model
    def _get_strangers(self, request, rows):
        """Return pairs of words that name anybody else on record in the gmina."""
        by_key = defaultdict(set)
        for row in rows:
            for first, last in pairs(row["text"]):
                by_key[name_key(first, last)].add((first, last))
        known = self.env["kooperacja.person"].with_context(active_test=False)
        found = known.search(
            [
                ("company_id", "=", request.company_id.id),
                ("name_key", "in", [key for key in by_key if key]),
                ("id", "not in", request.person_ids.ids),
            ]
        )
        own = set(request.person_ids.mapped("name_key"))
        return {
            pair
            for person in found
            if person.name_key not in own
            for pair in by_key[person.name_key]
        }

    # --- files ----------------------------------------------------------------------

    @api.model
    def _to_json(self, data):
        """Return the copy as JSON, its labels as they stand on the screen."""
        labelled = {
            **data,
            "informations": dict(data["informations"]),
            "sections": [
                {**section, "rows": [dict(row) for row in section["rows"]]}
                for section in data["sections"]
            ],
        }
        return json.dumps(labelled, ensure_ascii=False, indent=2).encode()

    @api.model
    def _to_csv(self, data):
        """Return the copy as a table: section, number of the record, label, value."""
        output = io.StringIO()
        writer = csv.writer(output, delimiter=";")
        for section in data["sections"]:
            for number, row in enumerate(section["rows"], 1):
                for label, value in row:
                    writer.writerow([section["title"], number, label, _plain(value)])
        for number, text in enumerate(data["texts"], 1):
            writer.writerow(
                [
                    text["register"],
                    number,
                    f"{text['day']} {text['institution']}".strip(),
                    _plain(text["text"]),
                ]
            )
        return output.getvalue().encode("utf-8-sig")


def _plain(value):
    """Return ``value`` so that no spreadsheet takes it for a formula."""
    value = str(value)
    return f"'{value}" if value[:1] in "=+-@\t\r" else value
