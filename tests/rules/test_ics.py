"""Files for calendars: lines are folded, calls can be answered, answers are read."""

import pytest
from icalendar import Calendar

from rules.ics import Answer, as_request, fold, read_answer, unfold

FILE = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:random\r\n"
    "DTSTART:20270105T090000Z\r\nDTEND:20270105T103000Z\r\nSUMMARY:GGK · "
    + "ż"
    * 80
    + '\r\nATTENDEE:MAILTO:a@example.com\r\nORGANIZER;CN="Pani: Ola":MAILTO:o@'
    "example.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()


def reply(state="ACCEPTED", method="REPLY", uid="UID:7-abc", more=""):
    return (
        f"BEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VEVENT\n{uid}\n{more}"
        f'ATTENDEE;CN="Nowak: A";PARTSTAT={state}:mailto:a@exam\n ple.com\n'
        "END:VEVENT\nEND:VCALENDAR"
    )


class TestRequest:
    def test_another_library_reads_the_call(self):
        content = as_request(FILE, "7-abc", 3, "odpowiedzi@example.com")
        calendar = Calendar.from_ical(content)
        (event,) = calendar.walk("VEVENT")
        assert calendar["METHOD"] == "REQUEST"
        assert event["UID"] == "7-abc"
        assert event["SEQUENCE"] == 3
        assert event["ORGANIZER"] == "MAILTO:odpowiedzi@example.com"
        assert event["ATTENDEE"].params["RSVP"] == "TRUE"
        assert event["SUMMARY"] == "GGK · " + "ż" * 80

    def test_without_an_address_for_answers_the_organiser_stays(self):
        (event,) = Calendar.from_ical(as_request(FILE, "7", 0)).walk("VEVENT")
        assert event["ORGANIZER"] == "MAILTO:o@example.com"

    def test_no_line_is_too_long_and_nothing_is_lost(self):
        lines = unfold(FILE.decode())
        folded = fold(lines)
        assert max(len(line) for line in folded.split(b"\r\n")) <= 75
        assert unfold(folded.decode()) == lines


class TestAnswer:
    @pytest.mark.parametrize(
        ("state", "means"),
        [
            ("ACCEPTED", "accepted"),
            ("declined", "declined"),
            ("TENTATIVE", "tentative"),
        ],
    )
    def test_it_says_who_and_how(self, state, means):
        assert read_answer(reply(state)) == Answer("7-abc", "a@example.com", means)

    def test_its_words_come_along(self):
        answer = read_answer(
            reply("DECLINED", more="COMMENT:Szkolenie\\, cały\\ndzień\n")
        )
        assert answer.comment == "Szkolenie, cały dzień"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "to nie kalendarz",
            reply(method="REQUEST"),
            reply("NEEDS-ACTION"),
            reply(uid="X:1"),
            reply(more="ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.com\n"),
        ],
    )
    def test_anything_else_is_no_answer(self, text):
        assert read_answer(text) is None
