"""Ages in full years, as campaigns and forms count them."""

from datetime import date

from .periods import Period, after


def full_years(birth: date, on: date) -> int:
    """The age in full years; a year is full on the birthday, and on 28 February for those born on the 29th (Civil Code, art. 202)."""
    years = on.year - birth.year
    return years if after(birth, Period(12 * years)) <= on else years - 1
