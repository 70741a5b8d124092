"""What is asked about recorded doses: every kind of what cannot be, and nothing about what can."""

from datetime import date

import pytest

from vaxdesk.rules.dose_faults import KINDS, Dosed, GivenDose, faults_of
from vaxdesk.rules.records import Departure

TODAY = date(2021, 12, 19)
SOUND = Dosed(date(1980, 5, 1), None, None, None, (), ())
SINCE = date(2020, 12, 15)


def given(*doses):
    """Doses "2021-06-01 village clinic", in order of day."""
    made = []
    for id, dose in enumerate(doses, 1):
        day, _, site = dose.partition(" ")
        made.append(GivenDose(id, date.fromisoformat(day) if day != "-" else None, "BIBP", site, SINCE))
    return made


def asked(person, *doses):
    return [(fault.kind, fault.doses) for fault in faults_of(person._replace(doses=given(*doses)), TODAY)]


def test_doses_that_can_be_true_raise_nothing():
    assert asked(SOUND, "2021-06-01 镇卫生院", "2021-06-25 县医院", "2021-12-19 镇卫生院") == []
    assert asked(SOUND, "-", "2021-06-25") == []
    assert asked(SOUND._replace(departure="moved_out", left_on=date(2021, 7, 1)), "2021-07-01") == []


@pytest.mark.parametrize(
    ("person", "doses", "expected"),
    [
        (SOUND._replace(birth=date(2021, 7, 1)), ["2021-06-30"], [("before_birth", (1,))]),
        (SOUND, ["2021-12-20"], [("in_future", (1,))]),
        (
            SOUND._replace(departure=Departure.DECEASED, left_on=date(2021, 7, 1)),
            ["2021-07-02"],
            [("after_death", (1,))],
        ),
        (
            SOUND._replace(departure=Departure.MOVED_OUT, left_on=date(2021, 7, 1)),
            ["2021-07-02"],
            [("after_move", (1,))],
        ),
        (SOUND, ["2020-12-14"], [("before_product", (1,))]),
        (SOUND, ["2021-06-01 镇卫生院", "2021-06-01 县医院"], [("two_places", (1, 2))]),
        (SOUND, ["2021-06-01 镇卫生院", "2021-06-01 镇卫生院"], [("too_close", (1, 2))]),
        (SOUND, ["2021-06-01", "2021-06-14"], [("too_close", (1, 2))]),
        (SOUND, ["2021-06-01", "2021-06-15"], []),
    ],
)
def test_what_cannot_be_is_asked_about(person, doses, expected):
    assert asked(person, *doses) == expected


def test_a_dose_here_while_away_is_asked_about():
    away = SOUND._replace(away_since=date(2021, 6, 1), away_at=("山西省", "太原市", "小店区"))
    assert asked(away, "2021-05-31 镇卫生院") == []
    assert asked(away, "2021-06-02 镇卫生院") == [("while_away", (1,))]
    assert asked(away, "2021-06-02 太原市小店区医院") == [], "it was given where the person is"
    assert asked(away, "2021-06-02") == [], "nobody wrote down where"


def test_every_kind_has_its_words():
    kinds = {
        "before_birth",
        "in_future",
        "after_death",
        "after_move",
        "before_product",
        "two_places",
        "too_close",
        "while_away",
    }
    assert kinds | {"site_crowded"} == set(KINDS)
