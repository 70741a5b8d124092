"""Ages in full years, as campaigns and forms count them."""

from datetime import date

from .periods import Period, after


def full_years(birth: date, on: date) -> int:
    """The age in full years: full on the birthday; for those born on 29 February, on the 28th (Civil Code, art. 202)."""
    years = on.year - birth.year
    return years if after(birth, Period(12 * years)) <= on else years - 1


CHILD = 14
"""Years: the information of whoever is younger is sensitive, and a guardian consents to it (PIPL, articles 28 and 31)."""


def is_child(birth: date, on: date) -> bool:
    """Whether somebody is under 14 on a day."""
    return full_years(birth, on) < CHILD
