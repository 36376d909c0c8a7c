# ruff: noqa: F821
# Fed to `odoo shell`: a family of the examples gets names that nobody else bears, is
# spoken of wherever Odoo lets people write, and its cases end eleven years ago.
import json

from dateutil.relativedelta import relativedelta

from odoo import fields

from odoo.addons.kooperacja_addon.models.privacy_map import MAP

# The addon's own XML of examples holds no such name.
NAMES = {
    "last": "Szczygłowiczówna",
    "street": "Pod Jaworzyną 17b",
    "phone": "609 871 235",
    "pesel": "44051401359",
}
household = env.ref("kooperacja_addon.household_flat")
first_names = []
for number, person in enumerate(household.person_ids):
    first_names.append(f"Gniewosława{'abcdefghij'[number]}")
    vals = {"first_name": first_names[-1], "last_name": NAMES["last"]}
    if not number:
        vals.update(pesel=NAMES["pesel"], birth_date="1944-05-14", phone=NAMES["phone"])
    person.write(vals)
household.write(
    {
        "name": f"{NAMES['last']}owie",
        "street": NAMES["street"],
        "phone": NAMES["phone"],
    }
)
whole = f"{first_names[0]} {NAMES['last']}"
cases = household.case_ids
for case in cases:
    file = env["ir.attachment"].create(
        {
            "name": f"opinia {NAMES['last']}.txt",
            "raw": f"Opinia: {whole}, {NAMES['pesel']}, {NAMES['street']}".encode(),
            "res_model": case._name,
            "res_id": case.id,
        }
    )
    case.message_post(body=f"Byłam u {whole}", attachment_ids=file.ids)
    env["mail.activity"].create(
        {
            "res_model_id": env["ir.model"]._get_id(case._name),
            "res_id": case.id,
            "summary": f"Zadzwonić do {whole}",
            "user_id": case.coordinator_id.id,
        }
    )
    case._note_by_action(
        {
            "stage": "closed",
            "closing_reason": "reached",
            "closed_on": fields.Date.today() - relativedelta(years=11),
        }
    )
env["ir.filters"].create(
    {"name": whole, "model_id": household._name, "domain": "[]", "user_ids": []}
)
env["ir.logging"].create(
    {
        "name": "x",
        "type": "server",
        "message": f"PESEL {NAMES['pesel']}",
        "path": "x",
        "func": "x",
        "line": "1",
    }
)
env["kooperacja.case.intake"].create(
    {
        "company_id": household.company_id.id,
        "first_name": first_names[0],
        "last_name": NAMES["last"],
        "pesel": NAMES["pesel"],
        "need": f"Dzwoniła sąsiadka: {whole} nie ma opału",
    }
)
env.flush_all()
found = env["kooperacja.privacy.eraser"]._find(household, env["kooperacja.case.intake"])
texts = set()
for model, records in found.items():
    for name, datum in MAP[model].fields.items():
        field = records._fields[name]
        if datum.erase != "empty" or field.type not in ("char", "text", "html"):
            continue
        for value in {value for value in records.mapped(name) if value}:
            # What the words of others say too is no trace of this family.
            shared = (
                env[model]
                .with_context(active_test=False)
                .search_count(
                    [(name, "=", value), ("id", "not in", records.ids)], limit=1
                )
            )
            line = max(str(value).splitlines() or [""], key=len)
            if len(line) >= 30 and not shared and "\\" not in line:
                texts.add(line)
files = env["kooperacja.privacy.eraser"]._find_files(found)
store = env["ir.attachment"]
env.cr.commit()
print(
    json.dumps(
        {
            "names": [*first_names, *NAMES.values()],
            "texts": sorted(texts),
            "files": [store._full_path(name) for _id, name in files if name],
            "store": store._filestore(),
        }
    )
)
