"""Rates and their denominators: the numbers of the notices recomputed (domain facts A4), and the rules of C5 and C6."""

from datetime import date
from fractions import Fraction

import pytest

from vaxdesk.rules import indicators
from vaxdesk.rules.bands import Band, band_of, read_bands
from vaxdesk.rules.boosters import booster_base
from vaxdesk.rules.indicators import figures, places, targets_met, too_many_unverified
from vaxdesk.rules.measures import OFFICE, Kind, Scope, Tally, count
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.pace import days_of_work, pace, working_days
from vaxdesk.rules.rates import percent, ranks, rate, rounded

RULES = indicators.load()
BANDS = read_bands("18-59,60-69,70-79,80+")
STARTED = ("completed", "incomplete")


def people(number, standing, detail="", age=30, village="石磴村", base=False):
    """So many alike people."""
    kind = Kind(standing, detail or standing, standing in STARTED or detail == "product_missing", base)
    return Tally(village, age, "f", "resident", kind, number)


def counted(*tallies, excludes=True):
    return count(tallies, RULES.measures.values(), BANDS, excludes)


def rates(*tallies, given=None, excludes=True):
    """Every rate by (indicator, denominator, scope)."""
    found = figures(RULES, counted(*tallies, excludes=excludes), given or {})
    return {(figure.code, figure.denominator_name, figure.scope): figure for figure in found}


def test_notice_001_children_have_one_denominator_for_both_doses():
    assert percent(rate(251_600, 321_040)) == "78.37 %"
    assert percent(rate(63_300, 320_670)) == "19.74 %"


def test_notice_001_sixty_and_over_is_weighted_and_not_the_mean_of_the_bands():
    found = rates(
        people(545, "completed", age=60), people(11, "incomplete", age=60), people(62, "unvaccinated", age=60),
        people(285, "completed", age=70), people(21, "incomplete", age=70), people(76, "unvaccinated", age=70),
    )  # fmt: skip
    whole = found["full_course_rate", "due", OFFICE].rate
    young = found["full_course_rate", "due", Scope("band", "60-69")].rate
    old = found["full_course_rate", "due", Scope("band", "70-79")].rate
    assert (rounded(young * 100), rounded(old * 100)) == (rounded(Fraction("88.19")), rounded(Fraction("74.61")))
    assert percent(whole) == "83.00 %"
    assert whole != (young + old) / 2


def test_every_age_band_must_reach_the_target_not_the_pooled_total():
    tallies = [
        people(556, "completed", age=60), people(59, "unvaccinated", age=60),
        people(308, "completed", age=70), people(77, "unvaccinated", age=70),
    ]  # fmt: skip
    found = figures(RULES, counted(*tallies), {})
    assert percent(next(f.rate for f in found if f.code == "full_course_rate")) == "86.40 %"
    met = next(m for m in targets_met(RULES, "covid-12", found) if m.target.indicator == "full_course_rate")
    assert met.target.met(Fraction(864, 1000))
    assert not met.by_all
    assert [(scope.name, reached, stretched) for scope, _, reached, stretched in met.parts] == [
        ("60-69", True, True), ("70-79", False, False), ("80+", None, None),
    ]  # fmt: skip


def test_notice_001_boosters_of_those_complete_by_the_cut_off():
    found = rates(
        people(669, "completed", "boosted", base=True), people(331, "completed", base=True), people(500, "completed")
    )
    assert percent(found["booster_rate", "complete_by", OFFICE].rate) == "66.90 %"
    assert percent(rate(92_900, 138_900)) == "66.88 %"


def test_the_cut_off_of_boosters_is_the_corresponding_day_or_the_last_of_the_month(catalogue):
    assert booster_base(catalogue.plans["covid"], date(2021, 11, 30)) == (date(2021, 5, 31), date(2003, 11, 30))
    assert booster_base(catalogue.plans["covid"], date(2021, 12, 19)) == (date(2021, 6, 19), date(2003, 12, 19))
    assert booster_base(catalogue.plans["covid"], date(2021, 9, 30)) is None


def test_notice_002_the_target_is_a_share_of_the_census():
    given = {OFFICE: {"census": 1000}}
    figure = rates(people(908, "completed"), given=given)["full_course_rate", "census_target", OFFICE]
    assert (figure.denominator, figure.rate) == (908, 1)
    assert rates(people(1, "completed"), given={OFFICE: {"census": 1001}})[
        "full_course_rate", "census_target", OFFICE
    ].denominator == Fraction("908.908")


def test_notice_004_seventy_two_thousand_people_take_eighty_days():
    assert days_of_work(72_000, 2, 3, 600) == 80
    assert working_days(date(2021, 3, 31), date(2021, 6, 20)) >= 80 + 1
    assert days_of_work(72_000, 2, 0, 600) is None


def test_over_the_census_is_shown_and_not_capped():
    figure = rates(people(103, "completed"), given={OFFICE: {"census": 100}})["full_course_rate", "census", OFFICE]
    assert percent(figure.rate) == "103.00 %"


def test_a_denominator_of_zero_has_no_rate():
    figure = rates(people(5, "unverified", "never_asked"))["booster_rate", "complete_by", OFFICE]
    assert (figure.denominator, figure.rate, percent(figure.rate)) == (0, None, "—")


def test_without_a_census_no_rate_claims_one():
    assert not {name for _, name, _ in rates(people(5, "completed"))} & {"census", "census_target", "assigned"}


def test_drop_out_comes_plain_and_due():
    found = rates(people(25, "completed"), people(70, "incomplete", "not_yet_due"), people(5, "incomplete", "overdue"))
    assert percent(found["drop_out", "first_dose", OFFICE].rate) == "75.00 %"
    assert percent(found["drop_out_due", "limit_passed", OFFICE].rate) == "16.67 %"
    assert found["full_course_rate", "interval_reached", OFFICE].denominator == 30


@pytest.mark.parametrize(("excludes", "due"), [(True, 12), (False, 15)])
def test_the_contraindicated_are_due_where_the_routine_rule_holds(excludes, due):
    tallies = (
        people(10, "completed"),
        people(2, "unverified", "never_asked"),
        people(2, "exempt"),
        people(1, "deferred"),
    )
    assert counted(*tallies, excludes=excludes)[OFFICE]["due"] == due


def test_a_first_dose_of_unknown_vaccine_is_a_first_dose():
    found = counted(
        people(3, "completed"), people(2, "unverified", "product_missing"), people(4, "unverified", "never_asked")
    )
    assert found[OFFICE]["first_dose"] == 5


def test_reasons_add_up_to_the_unvaccinated_whatever_they_are():
    details = [
        "away",
        "declined",
        "hesitant",
        "booked",
        "home_visit",
        "certificate_expired",
        "no_vaccine",
        "not_stated",
    ]
    found = counted(*(people(number, "unvaccinated", detail) for number, detail in enumerate(details, 1)))[OFFICE]
    parts = ("away", "declined", "hesitant", "booked", "home_visit", "certificate", "other")
    assert sum(found[part] for part in parts) == found["unvaccinated"] == 36
    assert found["other"] == 7 + 8


@pytest.mark.parametrize(("unverified", "warned"), [(2, False), (3, True)])
def test_more_than_two_percent_to_be_verified_is_said(unverified, warned):
    found = counted(people(100 - unverified, "completed"), people(unverified, "unverified", "never_asked"))
    assert too_many_unverified(RULES, found[OFFICE]) is warned


def test_somebody_of_unknown_age_is_in_the_whole_and_in_no_band():
    found = counted(people(4, "unverified", "birth_missing", age=None), people(6, "completed", age=80))
    assert found[OFFICE]["registered"] == 10
    assert [found[Scope("band", band.code)]["registered"] for band in BANDS] == [0, 0, 0, 6]


def test_ranks_are_exact_and_ties_share_a_place():
    assert ranks({"a": Fraction(2, 3), "b": Fraction(4, 6), "c": Fraction(66_666, 100_000), "d": None, "e": Fraction(1)}) == {
        "e": 1, "a": 2, "b": 2, "c": 4, "d": None,
    }  # fmt: skip
    found = figures(RULES, counted(people(2, "completed", village="甲村"), people(1, "unvaccinated", village="甲村"),
                                   people(5, "completed", village="乙村")), {})  # fmt: skip
    assert places(RULES, found, "village")["full_course_rate"] == {"甲村": 2, "乙村": 1}


@pytest.mark.parametrize(
    ("value", "shown"), [("0.00125", "0.13 %"), ("0.0012499", "0.12 %"), ("-0.00125", "-0.13 %"), ("1", "100.00 %")]
)
def test_one_rule_rounds_half_up(value, shown):
    assert percent(Fraction(value)) == shown


def test_what_is_needed_a_day():
    on = date(2021, 12, 19)
    assert pace(100, 30, on, date(2021, 12, 25)) == (70, 7, 10, 0)
    assert pace(Fraction("90.8"), 90, on, on) == (1, 1, 1, 0)
    assert pace(100, 120, on, date(2021, 12, 25)).per_day == 0
    assert pace(100, 30, on, date(2021, 12, 16)) == (70, 0, None, 3)
    assert pace(100, 30, on, date(2021, 12, 25), frozenset({1, 2, 3, 4, 5})).days == 5


@pytest.mark.parametrize("written", ["60-69岁", "60至69岁", "60～69周岁", "60—69", "６０-６９岁"])
def test_bands_as_forms_write_them(written):
    assert band_of(written, RULES.band_words) == Band(60, 69)


def test_bands_without_an_end():
    assert band_of("80岁以上", RULES.band_words) == band_of("80周岁及以上", RULES.band_words) == Band(80, None)
    assert band_of("应种", RULES.band_words) is None


@pytest.mark.parametrize("written", ["", "12-", "17-12", "12-17,17-59", "60+,80+", "18-59,3-11"])
def test_bands_that_overlap_or_are_none_are_refused(written):
    with pytest.raises(Refused) as refused:
        read_bands(written)
    assert refused.value.code == "bands_invalid"


@pytest.mark.parametrize(
    ("section", "change"),
    [
        ("measures", {"x": {"text": "x", "of": ["asleep"]}}),
        ("denominators", {"x": {"text": "x"}}),
        ("indicators", {"x": {"text": "x", "measure": "due", "denominators": ["nobody"]}}),
        ("targets", [{"campaign": "c", "indicator": "i", "denominator": "d", "source": "s"}]),
    ],
)
def test_definitions_written_wrongly_are_refused_by_file_and_key(section, change):
    table = {"bands": "3+", "working_weekdays": "1", "unverified_warning": "0.02", section: change}
    with pytest.raises(Refused) as refused:
        indicators.parse(table)
    assert refused.value.code == "data_invalid"
    assert f"indicators.toml, {section}" in str(refused.value.message)
