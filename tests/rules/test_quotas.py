"""Tasks handed down: the arithmetic of text 003 (domain facts A4), and what does not add up."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from vaxdesk.rules.denominators import Denominator
from vaxdesk.rules.pace import EVERY_DAY
from vaxdesk.rules.quotas import WHOLE, Quota, Task, completion, parts_that_differ, steps_that_differ
from vaxdesk.rules.rates import percent

APRIL = Task("first", "increment", date(2021, 4, 1), datetime(2021, 4, 30, 18))
MAY = Task("first", "increment", date(2021, 5, 1), datetime(2021, 5, 31, 18))
JUNE = Task("first", "cumulative", date(2021, 4, 1), datetime(2021, 6, 30, 18))
FORTY_PERCENT = 18_456


def test_text_003_forty_percent_of_the_residents():
    forty, twenty = (Denominator("", "", "", "", "census", Fraction(share)) for share in ("0.4", "0.2"))
    assert forty.value({}, {"census": 46_140}) == FORTY_PERCENT
    assert twenty.value({}, {"census": 46_140}) == 9_228 == FORTY_PERCENT / 2


def test_text_003_april_and_may_make_june():
    months = [Quota(APRIL, WHOLE, 9_228), Quota(MAY, WHOLE, 9_228), Quota(JUNE, WHOLE, FORTY_PERCENT)]
    assert steps_that_differ(months) == []
    [remark] = steps_that_differ([*months[:2], Quota(JUNE, WHOLE, FORTY_PERCENT + 1)])
    assert "18456" in str(remark)


def test_june_is_twice_april_in_every_unit():
    units = {"社区甲": 981, "社区乙": 1951}
    months = [Quota(month, unit, people) for unit, people in units.items() for month in (APRIL, MAY)]
    assert steps_that_differ([*months, *(Quota(JUNE, unit, 2 * people) for unit, people in units.items())]) == []


@pytest.mark.parametrize(
    ("parts", "differ"),
    [
        ({"甲村": 981, "乙村": 1951, WHOLE: 2932}, False),
        ({"甲村": 981, "乙村": 1951, WHOLE: 3000}, True),
        ({"甲村": 981, "乙村": 1951}, False),
        ({WHOLE: 3000}, False),
    ],
)
def test_villages_must_add_up_to_the_whole(parts, differ):
    assert (parts_that_differ(parts) is not None) is differ


def test_an_increment_counts_its_own_days_and_a_cumulative_task_all():
    assert APRIL.span(date(2021, 4, 10)) == (date(2021, 4, 1), date(2021, 4, 10))
    assert APRIL.span(date(2021, 6, 10)) == (date(2021, 4, 1), date(2021, 4, 30))
    assert JUNE.span(date(2021, 6, 10)) == (date.min, date(2021, 6, 10))


def test_more_than_was_asked_is_shown():
    done = completion(Quota(APRIL, "甲村", 981), 1000, date(2021, 4, 20), EVERY_DAY)
    assert (percent(done.rate), done.pace.per_day) == ("101.94 %", 0)


def test_a_task_of_nobody_has_no_rate():
    assert completion(Quota(APRIL, "甲村", 0), 3, date(2021, 4, 20), EVERY_DAY).rate is None


def test_what_is_left_a_day_and_how_long_it_is_over():
    quota = Quota(APRIL, "甲村", 981)
    assert completion(quota, 761, date(2021, 4, 20), EVERY_DAY).pace == (220, 11, 20, 0)
    assert completion(quota, 980, date(2021, 5, 3), EVERY_DAY).pace == (1, 0, None, 3)
