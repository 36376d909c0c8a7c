"""Files for calendars (RFC 5545): a call that can be answered, and its answers.

Odoo's own file names neither a method nor a lasting number of the event. With both, a
program for calendars asks whether one comes, sends the answer back, and moves what it
has noted instead of noting it twice (RFC 5546).
"""

from dataclasses import dataclass

# Octets of a line, after which it goes on in the next one.
WIDTH = 75
ANSWERS = {
    "ACCEPTED": "accepted",
    "DECLINED": "declined",
    "TENTATIVE": "tentative",
}


@dataclass(frozen=True)
class Answer:
    """What somebody answered to a call: which event, who, how, and in which words."""

    uid: str
    address: str
    state: str
    comment: str = ""


def unfold(text: str) -> list[str]:
    """Return the lines of a file, each in one piece."""
    lines = []
    for line in text.splitlines():
        if line[:1] in (" ", "\t") and lines:
            lines[-1] += line[1:]
        elif line:
            lines.append(line)
    return lines


def fold(lines: list[str]) -> bytes:
    """Return the file, no line longer than ``WIDTH`` octets and no letter cut."""
    folded = []
    for line in lines:
        piece = ""
        for letter in line:
            if len((piece + letter).encode()) > WIDTH:
                folded.append(piece)
                piece = " "
            piece += letter
        folded.append(piece)
    return "".join(f"{line}\r\n" for line in folded).encode()


def as_request(content: bytes, uid: str, sequence: int, organizer: str = "") -> bytes:
    """Return the file of one event as a call that can be answered.

    :param sequence: grows when the event changes
    :param organizer: the address that gets the answers; the one in the file otherwise
    """
    lines = ["METHOD:REQUEST"]
    for line in unfold(content.decode()):
        name = _split(line)[0]
        if name in ("METHOD", "UID", "SEQUENCE"):
            continue
        if name == "ORGANIZER" and organizer:
            continue
        if name == "ATTENDEE":
            line = "ATTENDEE;RSVP=TRUE:" + _split(line)[2]
        lines.append(line)
        if line.upper() == "BEGIN:VCALENDAR":
            lines.append(lines.pop(0))
        elif line.upper() == "BEGIN:VEVENT":
            lines += [f"UID:{uid}", f"SEQUENCE:{sequence}"]
            if organizer:
                lines.append(f"ORGANIZER:MAILTO:{organizer}")
    return fold(lines)


def read_answer(text: str) -> Answer | None:
    """Return the answer that a file brings, or None where it brings none.

    One file answers for one person; a file of several is no answer.
    """
    values, people = {}, []
    for line in unfold(text):
        name, parameters, value = _split(line)
        if name == "ATTENDEE":
            people.append((parameters.get("PARTSTAT", "").upper(), value))
        else:
            values.setdefault(name, value)
    if values.get("METHOD", "").upper() != "REPLY" or len(people) != 1:
        return None
    state, address = people[0]
    if state not in ANSWERS or not values.get("UID"):
        return None
    return Answer(
        uid=values["UID"],
        address=address[len("mailto:") :]
        if address.lower().startswith("mailto:")
        else address,
        state=ANSWERS[state],
        comment=values.get("COMMENT", "").replace("\\n", " ").replace("\\", "").strip(),
    )


def _split(line):
    """Return name, parameters and value of a line; a colon in quotes ends nothing."""
    quoted, end = False, len(line)
    for place, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            end = place
            break
    name, *parameters = line[:end].split(";")
    pairs = (part.partition("=") for part in parameters)
    return (
        name.upper(),
        {key.upper(): value.strip('"') for key, _is, value in pairs},
        line[end + 1 :],
    )
