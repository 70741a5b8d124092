"""Doses are numbered by their days, in whatever order they are written down."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.rules.dose_checks import Numbered, number_among

FIRST = date(2021, 1, 1)
days = st.lists(st.integers(0, 300), unique=True, max_size=6)


def written(days):
    """The doses after they were written down one by one."""
    doses = []
    for id, day in enumerate(days):
        number, moved = number_among(doses, FIRST + timedelta(day))
        numbers = {dose.id: new for dose, new in moved}
        doses = [dose._replace(number=numbers.get(dose.id, dose.number)) for dose in doses]
        doses.append(Numbered(id, number, FIRST + timedelta(day)))
    return doses


@given(days)
def test_the_order_of_writing_does_not_matter(days):
    numbers = [dose.number for dose in sorted(written(days), key=lambda dose: dose.on)]
    assert numbers == list(range(1, len(days) + 1))


def test_a_dose_without_a_day_comes_last():
    known = [Numbered(1, 1, FIRST), Numbered(2, 2, None)]
    assert number_among(known, None) == (3, ())


def test_a_gap_is_filled_and_otherwise_left():
    only_second = [Numbered(1, 2, FIRST)]
    assert number_among(only_second, FIRST - timedelta(21)) == (1, ())
    assert number_among(only_second, FIRST + timedelta(21)) == (3, ())
