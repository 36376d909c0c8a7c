"""What kind of data each stored field of the addon is, and what becomes of it.

One declaration, read by the extract for a person (art. 15 RODO), by the erasure of a
family, and by the data map for the inspector. It knows nothing of Odoo.

A model that is not named here, or a field of words or files (char, text, html, binary)
that is not, fails a test: so nothing new is forgotten. Numbers, dates, choices and
references need no word of their own: they stay, and say nothing once the words are gone
(``DEFAULTS``); those that do say something are named.
"""

from dataclasses import dataclass, field

# Kinds of data.
IDENTITY = "identity"  # who it is: names, PESEL, dates of birth and death
CONTACT = "contact"  # where and how to reach somebody
SPECIAL = "special"  # health, language, Niebieska Karta: special categories
FAMILY = "family"  # words in which the family is spoken of
WORK = "work"  # words and names of institutions and of who works in them
REFERENCE = "reference"  # points to another record
NUMBER = "number"  # a number, a date, a choice
NONE = "none"  # says nothing of anybody: titles of dictionaries, file numbers

# What erasing a family does to a field.
KEEP = "keep"  # stays: statistics and authorship rest on it
EMPTY = "empty"  # nothing is left; where the field must hold words, a placeholder
YEAR = "year"  # of a date the year is left
FILE = "file"  # the file is removed, from the file store too

# Types whose fields need no decision of their own.
DEFAULTS = {
    "many2one": REFERENCE,
    "many2one_reference": REFERENCE,
    "integer": NUMBER,
    "float": NUMBER,
    "monetary": NUMBER,
    "boolean": NUMBER,
    "date": NUMBER,
    "datetime": NUMBER,
    "selection": NUMBER,
    "one2many": REFERENCE,
    "many2many": REFERENCE,
}

# Grounds of processing, and from what day on the retention is counted; the periods
# themselves are data (``kooperacja.retention.rule``).
ASSISTANCE = "assistance"  # social assistance: art. 6(1)(c), (e), art. 9(2)(b), (g)
COOPERATION = "cooperation"  # working together of institutions: art. 6(1)(e)
ACCOUNTABILITY = "accountability"  # art. 5(2), 24, 32
NO_PERSON = "no_person"  # no personal data
OF_CASE = "case"
OF_INTAKE = "intake"
OF_LOG = "log"
OF_PARTNERSHIP = "partnership"
OF_REQUEST = "request"
UNLIMITED = "unlimited"

# What of a model gets into the extract for a person.
OWN = "own"  # the records that name the person
SHARED = "shared"  # of the person's family: the facts; words after being checked
WORDS = "words"  # of the person's family: words alone, after being checked
NOTHING = "nothing"  # nothing, for the reason given in ``why``


@dataclass(frozen=True)
class Datum:
    """One field: its kind, and what erasing does to it."""

    kind: str
    erase: str = EMPTY


@dataclass(frozen=True)
class Record:
    """One model.

    ``family`` names the ways from a record to the family: dotted fields that end at the
    household ("" is the household itself), ``number:field`` for a field that holds the
    number of a case, ``via:model.field`` for records that this field of another record
    of the family names. Empty: the model holds no family. ``person`` are the fields
    that name a person. Of the fields that are no words of the family, the extract for a
    person leaves out ``others``, which tell who somebody else is, and lets ``checked``
    be read before.
    """

    family: tuple = ()
    person: tuple = ()
    extract: str = NOTHING
    why: str = ""
    basis: str = ASSISTANCE
    retention: str = OF_CASE
    others: tuple = ()
    checked: tuple = ()
    fields: dict = field(default_factory=dict)

    def get(self, name, type_):
        """Return the Datum of a field, or None where nothing was decided."""
        if name in self.fields:
            return self.fields[name]
        kind = DEFAULTS.get(type_)
        return Datum(kind, KEEP) if kind else None


def _data(kind, names, erase=EMPTY):
    return {name: Datum(kind, erase) for name in names.split()}


def _family(names):
    return _data(FAMILY, names)


def _kept(names, kind=WORK):
    return _data(kind, names, KEEP)


def _dictionary(names):
    return Record(
        why="no personal data",
        basis=NO_PERSON,
        retention=UNLIMITED,
        fields=_kept(names, NONE),
    )


def _of_institutions(names=""):
    """Records of institutions working together: people at work, no family."""
    return Record(
        why="speaks of institutions, of no family",
        basis=COOPERATION,
        retention=OF_PARTNERSHIP,
        fields=_kept(names),
    )


DOCUMENT = {
    "signed_document": Datum(FAMILY, FILE),
    "signed_document_name": Datum(NONE, EMPTY),
}
IN_CASE = ("case_id.household_id",)
IN_MEETING = ("meeting_id.case_id.household_id",)

MAP = {
    # --- the family
    "kooperacja.household": Record(
        family=("",),
        extract=SHARED,
        others=("name",),
        checked=("phone", "accessibility"),
        fields={
            **_data(IDENTITY, "name"),
            **_data(CONTACT, "street zip city address_key phone"),
            **_data(SPECIAL, "accessibility"),
            **_kept("number", NONE),
        },
    ),
    "kooperacja.person": Record(
        family=("household_id",),
        person=("id",),
        extract=OWN,
        fields={
            **_data(IDENTITY, "first_name last_name name_key pesel"),
            **_data(IDENTITY, "birth_date died_on", YEAR),
            **_data(CONTACT, "phone hours"),
            **_data(
                SPECIAL,
                "language accessibility needs_interpreter needs_sign_language"
                " needs_step_free needs_easy_reading needs_large_print",
            ),
        },
    ),
    "kooperacja.kinship": Record(
        family=("household_id",),
        person=("person_id", "other_id"),
        extract=OWN,
        fields=_family("note"),
    ),
    "kooperacja.supporter": Record(
        family=("household_id",),
        why="speaks of other people round the family",
        fields={
            **_data(IDENTITY, "name"),
            **_data(CONTACT, "phone"),
            **_family("gives"),
        },
    ),
    # --- the case
    "kooperacja.case.intake": Record(
        family=("household_id", "case_id.household_id"),
        extract=OWN,
        retention=OF_INTAKE,
        others=("reporter",),
        fields={
            **_data(IDENTITY, "first_name last_name name_key pesel reporter"),
            **_data(IDENTITY, "birth_date", YEAR),
            **_data(CONTACT, "phone street zip city address_key"),
            **_family(
                "need alike_reason urgent_reason queue_reason decision_reason"
                " referred_to second_case_reason"
            ),
            **_kept("number", NONE),
        },
    ),
    "kooperacja.case": Record(
        family=("household_id",),
        extract=SHARED,
        # Of the procedure it tells itself, to those whom its act names.
        others=("blue_card", "blue_card_number"),
        fields={
            **_family("qualification second_case_reason"),
            **_data(IDENTITY, "contract_number blue_card_number"),
            **_data(SPECIAL, "blue_card", KEEP),
            **_kept("number", NONE),
        },
    ),
    "kooperacja.case.attempt": Record(
        family=(*IN_CASE, "intake_id.household_id", "intake_id.case_id.household_id"),
        extract=WORDS,
        fields=_family("what result"),
    ),
    "kooperacja.case.member": Record(family=IN_CASE, extract=SHARED),
    "kooperacja.case.need": Record(
        family=IN_CASE, person=("person_id",), extract=OWN, fields=_family("name")
    ),
    "kooperacja.case.strength": Record(
        family=IN_CASE, person=("person_id",), extract=OWN, fields=_family("name")
    ),
    "kooperacja.case.entry": Record(
        family=IN_CASE,
        person=("person_id",),
        extract=WORDS,
        fields={**_family("text"), **_kept("institution")},
    ),
    "kooperacja.case.entry.text": Record(
        family=IN_CASE, extract=WORDS, fields=_family("text")
    ),
    "kooperacja.case.reading": Record(
        family=IN_CASE,
        why="tells what people at work have read",
        basis=ACCOUNTABILITY,
    ),
    "kooperacja.case.matter": Record(
        family=IN_CASE, extract=WORDS, fields=_family("note cause")
    ),
    "kooperacja.stray.mail": Record(
        family=IN_CASE,
        extract=WORDS,
        fields={
            **_family("text"),
            **_data(CONTACT, "sender"),
            **_kept("message_number", NONE),
        },
    ),
    "kooperacja.handover": Record(
        family=IN_CASE,
        why="tells why people at work took over from one another",
        fields=_family("reason exception_reason"),
    ),
    "kooperacja.clause.handing": Record(
        family=IN_CASE,
        person=("person_id",),
        extract=OWN,
        basis=ACCOUNTABILITY,
        fields={**DOCUMENT, **_kept("case_number", NONE)},
    ),
    "kooperacja.consent": Record(
        family=IN_CASE,
        person=("person_id", "given_by_id"),
        extract=OWN,
        basis=ACCOUNTABILITY,
        fields={**_family("purpose scope"), **_kept("case_number", NONE)},
    ),
    "kooperacja.family.login": Record(
        family=IN_CASE,
        person=("person_id",),
        extract=OWN,
        basis=ACCOUNTABILITY,
        fields=_data(CONTACT, "email"),
    ),
    "kooperacja.family.voice": Record(
        family=IN_CASE,
        person=("person_id",),
        extract=OWN,
        fields={**_family("about text"), **_data(NONE, "once")},
    ),
    "kooperacja.disclosure": Record(
        family=IN_CASE,
        person=("person_id",),
        extract=OWN,
        basis=ACCOUNTABILITY,
        fields={
            **_family("recipient scope note"),
            **_kept("basis res_model case_number", NONE),
        },
    ),
    # --- diagnosis
    "kooperacja.diagnosis.view": Record(
        family=IN_CASE, extract=WORDS, fields=_family("strengths done offer")
    ),
    "kooperacja.diagnosis.rating": Record(
        family=IN_CASE,
        person=("person_id",),
        extract=OWN,
        fields=_family("name note"),
    ),
    # --- meetings
    "kooperacja.meeting": Record(
        family=IN_CASE,
        extract=WORDS,
        fields={
            **DOCUMENT,
            **_family("place_note warning_reason minutes_text dissent"),
            **_kept("sitting", NONE),
        },
    ),
    "kooperacja.meeting.agenda": Record(
        family=IN_MEETING,
        why="the course of a meeting, in titles",
        fields=_family("name"),
    ),
    "kooperacja.meeting.attendance": Record(
        family=IN_MEETING,
        person=("person_id",),
        extract=OWN,
        fields=_family("note reply_reason"),
    ),
    "kooperacja.meeting.date": Record(
        family=IN_MEETING, why="diaries of people at work", fields=_family("reasons")
    ),
    "kooperacja.meeting.decision": Record(
        family=IN_MEETING, extract=WORDS, fields=_family("name")
    ),
    "kooperacja.meeting.preparation": Record(
        family=IN_MEETING, why="what people at work prepare", fields=_family("name")
    ),
    "kooperacja.meeting.vote": Record(
        family=IN_MEETING, why="diaries of people at work"
    ),
    # --- the plan
    "kooperacja.plan": Record(
        family=IN_CASE,
        extract=WORDS,
        fields={**DOCUMENT, **_family("main_goal change_reason")},
    ),
    "kooperacja.plan.goal": Record(
        family=IN_CASE,
        person=("person_id",),
        extract=WORDS,
        fields=_family("name measure"),
    ),
    "kooperacja.plan.service": Record(
        family=IN_CASE,
        person=("person_id",),
        extract=OWN,
        fields=_family("name note"),
    ),
    "kooperacja.plan.signature": Record(
        family=IN_CASE,
        person=("person_id",),
        extract=OWN,
        fields={
            **_family("note refusal_reason"),
            **_kept("drawn_mark", NONE),
            "drawn": Datum(FAMILY, FILE),
        },
    ),
    "kooperacja.plan.task": Record(
        family=IN_CASE,
        person=("person_id",),
        extract=OWN,
        fields=_family("name result place_note transport care answer_reason"),
    ),
    # --- the work
    "kooperacja.report": Record(
        family=IN_CASE, extract=WORDS, fields=_family("remark ask_note")
    ),
    "kooperacja.report.line": Record(
        family=IN_CASE, extract=WORDS, fields=_family("done obstacle")
    ),
    "kooperacja.monitoring": Record(
        family=IN_CASE,
        extract=WORDS,
        fields={**DOCUMENT, **_family("situation conclusions")},
    ),
    "kooperacja.evaluation": Record(
        family=IN_CASE,
        extract=WORDS,
        fields={**DOCUMENT, **_family("family_view conclusions followup_note")},
    ),
    "kooperacja.evaluation.after": Record(
        family=IN_CASE, extract=WORDS, fields=_family("name comment")
    ),
    "kooperacja.evaluation.goal": Record(
        family=IN_CASE, extract=WORDS, fields=_family("comment")
    ),
    "kooperacja.evaluation.need": Record(
        family=IN_CASE, extract=WORDS, fields=_family("name comment")
    ),
    "kooperacja.evaluation.voice": Record(
        family=IN_CASE, person=("person_id",), extract=OWN, fields=_family("comment")
    ),
    # --- what goes out for a case, and names its number
    "kooperacja.escalation": Record(
        family=("number:case_number",),
        extract=WORDS,
        fields={
            **_family("name text wish answer"),
            **_kept("case_number", NONE),
            **_kept("legal_basis"),
        },
    ),
    "kooperacja.delegation": Record(
        family=("number:case_number",),
        why="asks an institution for a worker",
        fields={
            **DOCUMENT,
            **_family("wanted answer_note"),
            **_kept("case_number reference", NONE),
        },
    ),
    "kooperacja.portal.invitation": Record(
        family=("family_login_id.household_id",),
        why="tells who was given an account, and by whom",
        basis=ACCOUNTABILITY,
        fields=_data(CONTACT, "email"),
    ),
    "kooperacja.letter": Record(
        family=(
            "via:kooperacja.escalation.letter_id",
            "via:kooperacja.delegation.letter_id",
        ),
        why="goes from institution to institution",
        basis=COOPERATION,
        fields={
            **DOCUMENT,
            **_family("body annexes answer_note"),
            **_kept("name attention"),
            **_kept("reference", NONE),
        },
    ),
    "kooperacja.reminder": Record(
        family=IN_CASE,
        why="tells of what people at work were reminded",
        basis=ACCOUNTABILITY,
        fields=_kept("name res_model", NONE),
    ),
    "kooperacja.emergency.access": Record(
        family=IN_CASE,
        why="tells which administrator looked into which case, and why",
        basis=ACCOUNTABILITY,
        retention=OF_LOG,
        fields={**_family("reason"), **_kept("case_number")},
    ),
    "kooperacja.access.log": Record(
        family=(*IN_CASE, "household_id"),
        why="tells which people at work looked at which case or family",
        basis=ACCOUNTABILITY,
        retention=OF_LOG,
        fields={**_family("reason"), **_kept("user_name number res_model")},
    ),
    "kooperacja.access.alert": Record(
        why="speaks of people at work, of no family",
        basis=ACCOUNTABILITY,
        retention=OF_LOG,
        fields=_kept("user_name"),
    ),
    "kooperacja.security.change": Record(
        why="speaks of people at work, of no family",
        basis=ACCOUNTABILITY,
        retention=OF_LOG,
        fields=_kept("what user_login user_name by_login by_name"),
    ),
    # --- data protection
    "kooperacja.privacy.request": Record(
        family=("person_ids.household_id",),
        person=("person_ids",),
        extract=OWN,
        others=("applicant",),
        basis=ACCOUNTABILITY,
        retention=OF_REQUEST,
        fields={
            **DOCUMENT,
            "extract_file": Datum(FAMILY, FILE),
            "extract_table": Datum(FAMILY, FILE),
            **_data(NONE, "extract_name extract_table_name"),
            **_data(IDENTITY, "applicant"),
            **_family("wish answer refusal_reason extension_reason"),
            **_kept("number", NONE),
        },
    ),
    "kooperacja.privacy.request.text": Record(
        family=("request_id.person_ids.household_id",),
        why="copies of words that stand in other registers",
        basis=ACCOUNTABILITY,
        retention=OF_REQUEST,
        fields={**_family("text"), **_kept("register institution", NONE)},
    ),
    "kooperacja.privacy.erasure": Record(
        family=("household_id", "intake_id.household_id"),
        why="numbers of records that were erased",
        basis=ACCOUNTABILITY,
        retention=UNLIMITED,
        fields={
            **_kept("signed_document signed_document_name number subject", NONE),
            **_kept("reason"),
        },
    ),
    "kooperacja.privacy.erasure.line": Record(
        why="numbers alone",
        basis=NO_PERSON,
        retention=UNLIMITED,
        fields=_kept("res_model res_field", NONE),
    ),
    # --- institutions
    "kooperacja.agreement": _of_institutions(
        "signed_document signed_document_name name place original_place text"
        " signed_despite end_reason"
    ),
    "kooperacja.agreement.remark": _of_institutions(
        "place remark proposal answer_reason"
    ),
    "kooperacja.agreement.signatory": _of_institutions(
        "representative representative_function reason left_reason signature scan"
        " scan_name"
    ),
    "kooperacja.agreement.version": _of_institutions("text"),
    "kooperacja.partnership": _of_institutions("name"),
    "kooperacja.partnership.gmina": _of_institutions("note"),
    "kooperacja.partnership.member": _of_institutions("reason"),
    "kooperacja.partnership.representative": _of_institutions(),
    "kooperacja.resource": _of_institutions("activity legal_basis conditions"),
    "kooperacja.service.gap": _of_institutions("name note"),
    # --- dictionaries
    "kooperacja.agreement.template": _dictionary("name text"),
    "kooperacja.clause": _dictionary(
        "controller officer purposes bases source retention rights duty"
    ),
    "kooperacja.diagnosis.prompt": _dictionary("name question"),
    "kooperacja.institution.type": _dictionary("name code"),
    "kooperacja.legal.basis": _dictionary("name provision scope note"),
    "kooperacja.number": _dictionary("own_value"),
    "kooperacja.obstacle": _dictionary("name"),
    "kooperacja.problem": _dictionary("name"),
    "kooperacja.processing.activity": _dictionary(
        "name purpose basis persons data recipients retention security"
    ),
    "kooperacja.refusal.reason": _dictionary("name"),
    "kooperacja.reminder.run": _dictionary(""),
    "kooperacja.retention.rule": _dictionary("source"),
    "kooperacja.variant": _dictionary(
        "name head_label office_label partnership_label team_label team_short_label"
        " plan_label coordinator_label"
    ),
}

# Models of Odoo that hold something of a family, beside those above.
AROUND = {
    "mail.message": "messages on the records of the family are deleted",
    "mail.mail": "mail that waits or failed goes with its message",
    "mail.tracking.value": "goes with its message",
    "mail.activity": "activities on the records of the family are deleted",
    "mail.followers": "followers of the records of the family are deleted",
    "calendar.event": "description, place and files of its events are emptied",
    "ir.attachment": "files of its records are deleted, from the file store too",
}
