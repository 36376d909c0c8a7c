"""Writes docs/dostep.md, the access table in Polish, from access_matrix.csv.

``python3 dev/access.py`` after a change of the table; a test says when it is due.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ADDON = ROOT / "kooperacja_addon"
PAGE = ROOT / "docs" / "dostep.md"
sys.path.insert(0, str(ADDON))

from rules.access_table import RIGHTS, read_table  # noqa: E402

ROLES = {
    "member": "Członek zespołu",
    "worker": "Pracownik",
    "coordinator": "Koordynator gminy",
    "regional": "ROPS",
    "officer": "Inspektor ochrony danych",
    "administrator": "Administrator Kooperacji",
    "system": "Administrator techniczny",
    "employee": "Pracownik urzędu bez roli",
    "partner": "Partner przez portal",
    "family": "Rodzina przez portal",
    "portal": "Użytkownik portalu bez roli",
    "public": "Bez logowania",
}
SCOPES = {
    "all": "wszystko",
    "gmina": "swoja gmina",
    "shared": "udostępnione w partnerstwie",
    "partnership": "partnerstwo",
    "coordinated": "prowadzone sprawy",
    "team": "sprawy swojego zespołu",
    "institution": "skierowane do własnej instytucji",
    "own": "własne",
}
HEAD = """# Kto ma do czego dostęp

Ta strona powstaje z `kooperacja_addon/security/access_matrix.csv` poleceniem `python3
dev/access.py`; test sprawdza, że jest aktualna. Każdą komórkę tabeli próbują testy z
obu stron (`test_access_matrix`). Zakres zawsze mieści się w gminach użytkownika,
chyba że napisano „wszystko”. Rola wyższa obejmuje niższe: koordynator jest też
pracownikiem, a pracownik członkiem zespołu.

Zakresy: **sprawy swojego zespołu** – od pierwszego do ostatniego dnia członkostwa;
**prowadzone sprawy** – te, które użytkownik koordynuje; **własne** – to, co sam
zapisał albo ma zapisać; **udostępnione w partnerstwie** – to, co prowadząca gmina
otwiera pozostałym.
"""
NAME = re.compile(r"^#: model:ir\.model,name:kooperacja_addon\.model_(\w+)$", re.M)


def read_names():
    """Return {technical name with underscores: what the register is called}."""
    names = {}
    for block in (ADDON / "i18n" / "pl.po").read_text().split("\n\n"):
        models = NAME.findall(block)
        if models and "\nmsgstr " in block:
            parts = re.findall(r'"(.*)"', block.split("\nmsgstr ", 1)[1])
            names.update(dict.fromkeys(models, "".join(parts).replace('\\"', '"')))
    return names


def write_page():
    """Return the page as the table and the Polish words are now."""
    with (ADDON / "security" / "access_matrix.csv").open() as table:
        registers = read_table(table)
    names = read_names()
    parts = [HEAD]
    for register in registers:
        name = names.get(register.model.replace(".", "_"), register.model)
        parts.append(f"\n## {name}\n\n`{register.model}`\n")
        if register.rows:
            parts.append("\n| Rola | Czyta | Zmienia | Dodaje | Usuwa |\n")
            parts.append("|---|" + "---|" * len(RIGHTS) + "\n")
        for row in register.rows:
            cells = [
                ", ".join(SCOPES.get(scope, scope) for scope in scopes) or "–"
                for scopes in row.rights
            ]
            parts.append(f"| {ROLES[row.role]} | {' | '.join(cells)} |\n")
        if register.shut:
            shut = ", ".join(ROLES[role].lower() for role in register.shut)
            parts.append(f"\nBez dostępu: {shut.replace('rops', 'ROPS')}.\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(write_page())
