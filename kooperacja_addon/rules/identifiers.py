"""Check digits of Polish identifiers, as python-stdnum knows them."""

from stdnum import exceptions
from stdnum.pl import nip, pesel, regon


def _compacted(module, number: str) -> str | None:
    try:
        return module.validate(number)
    except exceptions.ValidationError:
        return None


def valid_nip(number: str) -> bool:
    """Return whether ``number`` is a NIP, with or without the prefix PL and dashes."""
    return _compacted(nip, number) is not None


def valid_regon(number: str) -> bool:
    """Return whether ``number`` is a REGON of 9 or 14 digits."""
    return _compacted(regon, number) is not None


def valid_pesel(number: str) -> bool:
    """Return whether ``number`` is a PESEL with a real date and a right check digit."""
    return _compacted(pesel, number) is not None


def birth_date_of_pesel(number: str):
    """Return the date of birth that a valid PESEL carries, as ``datetime.date``.

    Raises ``stdnum.exceptions.ValidationError`` for a number that is not a PESEL.
    """
    return pesel.get_birth_date(pesel.validate(number))


def sex_of_pesel(number: str) -> str:
    """Return "male" or "female", as a valid PESEL tells.

    Raises ``stdnum.exceptions.ValidationError`` for a number that is not a PESEL.
    """
    return {"M": "male", "F": "female"}[pesel.get_gender(pesel.validate(number))]
