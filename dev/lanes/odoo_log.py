"""What an Odoo log should not say: every warning and error but the known ones."""

import re
from pathlib import Path

from .tally import Tally

RECORD = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ ([A-Z]+) ", re.MULTILINE
)
EXPECTED = [
    re.compile(line)
    for line in Path(__file__).with_name("expected_in_log.txt").read_text().splitlines()
    if line and not line.startswith("#")
]


def unexpected(log):
    """The records that nobody expects, each with its continuation lines."""
    text = log.read_text(errors="replace") if log.exists() else ""
    starts = [match.start() for match in RECORD.finditer(text)] + [len(text)]
    records = [
        text[start:end].rstrip() for start, end in zip(starts, starts[1:], strict=False)
    ]
    return [
        record
        for record in records
        if RECORD.match(record).group(1) in ("WARNING", "ERROR", "CRITICAL")
        and not any(expected.search(record) for expected in EXPECTED)
    ]


def judge(log, what):
    """One passed test when the log is clean, else one failed test for each record."""
    records = unexpected(log)
    if not records:
        return Tally(passed=1)
    complaints = [
        f"{what}: the log should be clean, and says: {record}" for record in records
    ]
    return Tally(failed=len(records), complaints=complaints)
