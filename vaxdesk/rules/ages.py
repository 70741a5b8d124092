"""Ages in full years, as campaigns and forms count them."""

from datetime import date

from .periods import Period, after


def full_years(birth: date, on: date) -> int:
    """The age in full years: full on the birthday; for those born on 29 February, on the 28th (Civil Code, art. 202)."""
    years = on.year - birth.year
    return years if after(birth, Period(12 * years)) <= on else years - 1
