"""The sample of households typed twice, and the comparison field by field."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from vaxdesk.rules.keying import Line, Told, ToldDose
from vaxdesk.rules.second_keying import (
    Difference,
    differences,
    error_rate,
    fields_of,
    households_an_hour,
    is_chosen,
    keystrokes,
)

FIRST = (
    Line((1, 2), told=Told({"phone": "13800138000"})),
    Line(name="王五", told=Told(doses=(ToldDose(date(2021, 6, 1), "BIBP"),))),
)


def test_about_one_household_in_twenty_is_chosen_and_always_the_same():
    chosen = [household for household in range(20_000) if is_chosen(household, "512", 5)]
    assert 900 < len(chosen) < 1100
    assert chosen != [household for household in range(20_000) if is_chosen(household, "513", 5)]


def test_two_typings_that_say_the_same_agree_in_whatever_order():
    other = (Line(name="王五", told=FIRST[1].told), Line((2,), told=FIRST[0].told), Line((1,), told=FIRST[0].told))
    assert differences(fields_of(FIRST), fields_of((*other, Line(others=True, as_printed=True)))) == []


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (FIRST[:1], [("王五", "given_on 1", "2021-06-01", ""), ("王五", "product 1", "BIBP", "")]),
        ((*FIRST, Line(outcome="refused")), [("", "outcome", "", "refused")]),
        ((*FIRST, Line((2,), told=Told({"phone": "13900139000"}))), [("2", "phone", "13800138000", "13900139000")]),
    ],
)
def test_each_field_that_differs_is_named(second, found):
    assert differences(fields_of(FIRST), fields_of(second)) == [Difference(*each) for each in found]


def test_the_rate_is_exact_and_nothing_where_nothing_was_typed():
    assert error_rate(2, keystrokes(["1 13800138000", "0"])) == Fraction(2000, 16)
    assert error_rate(0, 0) is None


def test_households_an_hour_leave_pauses_out():
    minutes = (0, 2, 4, 6, 90, 92)
    saved = [datetime(2021, 12, 19, 19) + timedelta(minutes=minute) for minute in minutes]
    assert households_an_hour(saved) == 30
    assert households_an_hour(saved[:3]) is None
