from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.rules.periods import Period, after, last_start, read_period

DAYS = st.dates(date(1920, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "period", "over"),
    [
        ("2021-11-28", "21 days", "2021-12-19"),
        ("2021-11-28", "3 weeks", "2021-12-19"),
        ("2021-08-31", "6 months", "2022-02-28"),
        ("2023-08-31", "6 months", "2024-02-29"),
        ("2021-05-31", "6 months", "2021-11-30"),
        ("2012-02-29", "13 years", "2025-02-28"),
        ("2012-02-29", "12 years", "2024-02-29"),
        ("2021-02-28", "1 month", "2021-03-28"),
    ],
)
def test_a_period_ends_on_the_corresponding_day_or_at_the_end_of_the_month(start, period, over):
    assert after(date.fromisoformat(start), read_period(period)) == date.fromisoformat(over)


@pytest.mark.parametrize("text", ["", "21", "days", "1.5 months", "-1 days", "6 moons", "6 months ago"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=text or "^$"):
        read_period(text)


@given(DAYS, st.integers(0, 1300))
def test_the_last_start_is_the_last_day_from_which_the_period_is_over(on, months):
    period = Period(months)
    first = last_start(on, period)
    assert after(first, period) <= on < after(date.fromordinal(first.toordinal() + 1), period)


@given(DAYS, DAYS, st.integers(0, 1300))
def test_who_is_older_reaches_every_age_earlier_or_on_the_same_day(one, other, months):
    older, younger = sorted((one, other))
    assert after(older, Period(months)) <= after(younger, Period(months))
