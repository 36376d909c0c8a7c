"""Until when a person's request is answered (RODO art. 12 ust. 3)."""

from datetime import date, timedelta

import holidays
from dateutil.relativedelta import relativedelta

MONTHS = 1
MONTHS_MORE = 2


def answer_due(received: date, extended: bool = False) -> date:
    """Return the last day for the answer to a request that came on ``received``.

    One month, or three when it was prolonged. A month ends on the day of the same
    number, or on the last one that the month has; a term that ends on a Saturday, a
    Sunday or a holiday ends on the next working day (Regulation 1182/71, art. 3).
    """
    months = MONTHS + (MONTHS_MORE if extended else 0)
    due = received + relativedelta(months=months)
    closed = holidays.country_holidays("PL")
    while due.weekday() >= 5 or due in closed:
        due += timedelta(days=1)
    return due
