"""Indicators of the sample township against the county's figures, which were reckoned apart."""

from datetime import date

import pytest

from vaxdesk.actions.indicator_answers import indicator_lines, indicators_answer
from vaxdesk.actions.indicators import behind, indicators, tally, week
from vaxdesk.actions.language import translator
from vaxdesk.actions.overview import overview
from vaxdesk.rules import indicators as rules
from vaxdesk.rules.bands import read_bands
from vaxdesk.rules.measures import OFFICE, Scope, count

from .conftest import ON

PROGRESS = {
    "C": "due", "D": "first_dose", "E": "completed", "F": "boosted", "G": "incomplete", "H": "unvaccinated", "I": "exempt",
    "J": "deferred", "K": "unverified",
}  # fmt: skip
REASONS = dict(
    zip("CDEFGHI", ["away", "declined", "hesitant", "booked", "home_visit", "certificate", "other"], strict=True)
)
BANDS = read_bands("12-17,18-59,60-69,70-79,80+")


@pytest.fixture(scope="module")
def seen(township):
    return indicators(township, ON, BANDS)


@pytest.mark.parametrize(("sheet", "columns"), [("附1 进度", PROGRESS), ("附3 未种原因", REASONS)])
def test_the_figures_of_the_county_come_out(seen, truth, sheet, columns):
    for village, figures in truth["files"]["county-template.xlsx"]["sheets"][sheet]["figures"].items():
        counts = seen.counted[Scope("village", village)]
        assert {column: counts[measure] for column, measure in columns.items()} == figures


def test_the_figures_by_age_come_out(township, truth):
    found = tally(township, ON, BANDS)
    measures = rules.load().measures
    for village, figures in truth["files"]["county-template.xlsx"]["sheets"]["附2 分年龄段"]["figures"].items():
        counts = count([part for part in found if part.village == village], measures.values(), BANDS, excludes=True)
        by_band = [counts[Scope("band", band.code)] for band in BANDS]
        assert [counts[name] for counts in by_band for name in ("due", "completed")] == list(figures.values())


def test_scopes_add_up_to_the_office_and_to_the_overview(township, seen):
    office = seen.counted[OFFICE]
    for kind in ("village", "residence", "sex"):
        parts = [counts for scope, counts in seen.counted.items() if scope.kind == kind]
        assert {name: sum(counts[name] for counts in parts) for name in office} == dict(office)
    counts = overview(township, ON).counts
    assert {name: office[name] for name in ("completed", "incomplete", "unvaccinated", "exempt", "deferred", "unverified")} == {
        name: number for name, number in counts.items() if name != "out_of_scope"
    }  # fmt: skip


def test_no_rate_stands_without_its_denominator(township, seen):
    answer = indicators_answer(seen, week(township, seen), translator("zh_CN"))
    assert len(answer["indicators"]) > 100
    for figure in answer["indicators"]:
        assert figure["denominator_name"] in seen.definitions.denominators
        assert figure["denominator_text"]
        if figure["denominator"]:
            assert figure["rate"] == pytest.approx(figure["numerator"] / figure["denominator"])
    lines = list(indicator_lines(seen, translator("zh_CN")))
    assert any("全程接种率  65.96 %" in line and "应种人数" in line for line in lines)


def test_too_many_to_be_verified_is_said_before_the_rates(seen):
    words = translator("zh_CN")
    first = next(indicator_lines(seen, words))
    assert first == words(seen.warnings[0])
    assert "4.51 %" in first


def test_the_cut_off_of_boosters_can_be_the_one_of_the_notice(township, seen):
    assert seen.complete_by == date(2021, 6, 19)  # six months before the day
    fixed = indicators(township, ON, BANDS, complete_by=date(2021, 5, 31))
    assert any("截至2021年5月31日已完成全程人数" in line for line in indicator_lines(fixed, translator("zh_CN")))
    assert fixed.complete_by == date(2021, 5, 31)
    assert 0 < fixed.counted[OFFICE]["complete_by"] < seen.counted[OFFICE]["complete_by"]
    assert fixed.counted[OFFICE]["boosted"] == seen.counted[OFFICE]["boosted"]


def test_doses_falling_due_are_those_of_the_courses_begun(township, seen):
    expected = dict.fromkeys(("due", "overdue", "early_dose", "not_yet_due"), 0)
    for part in tally(township, ON, BANDS):
        if part.kind.standing == "incomplete" and part.kind.detail in expected:
            expected[part.kind.detail] += part.people
    due = [demand for demand in week(township, seen).demand if demand.number]
    this_week = sum(demand.doses for demand in due if demand.week == date(2021, 12, 13))
    assert this_week >= expected["due"] + expected["overdue"]
    assert sum(demand.doses for demand in due) <= sum(expected.values())
    boosters = [demand for demand in week(township, seen).demand if not demand.number]
    assert {demand.group for demand in boosters} == {"COVID-INACT", "COVID-AD5"}


def test_sites_take_so_many_days_for_all_that_falls_due(township, seen):
    around = week(township, seen)
    doses = sum(due.doses for due in around.demand)
    assert around.days_of_work(1, doses) == 1
    assert around.days_of_work(1, doses - 1) == 2
    assert around.days_of_work(3, 0) is None


def test_what_was_given_lately(township, truth, seen):
    here = {person["key"] for person in truth["persons"] if person["standing_in_register"] == "completed"}
    days = [person["expected"]["completed_on"] for person in truth["persons"] if person["key"] in here]
    expected = sum(day is not None and "2021-12-13" <= day <= "2021-12-19" for day in days)
    assert sum(given.complete for given in week(township, seen).increments["week"].values()) == pytest.approx(
        expected, abs=2
    )


def test_every_count_has_its_people_behind_it(township, seen):
    for scope in (OFFICE, *(scope for scope in seen.counted if scope.kind != "office" and scope.name)):
        for measure in ("due", "completed", "boosted_in_time", "first_dose"):
            assert len(behind(township, ON, scope, measure)) == seen.counted[scope][measure], (scope, measure)


def test_a_work_unit_has_figures_and_no_place(township, seen):
    some = [person for (person,) in township.db.conn.execute("SELECT id FROM people ORDER BY id LIMIT 40")]
    with township.db.atomic():
        township.db.conn.executemany(
            "UPDATE people SET unit = '永盛砖瓦厂' WHERE id = ?", [(person,) for person in some]
        )
    around = week(township, seen)
    answer = indicators_answer(seen, around, translator("en"))
    (rate,) = (
        row
        for row in answer["indicators"]
        if (row["code"], row["scope"], row["denominator_name"]) == ("full_course_rate", "unit:永盛砖瓦厂", "due")
    )
    assert (rate["text"], rate["denominator_text"], rate["rank"]) == ("Full course", "due people", None)
    assert rate["numerator"] == len(behind(township, ON, Scope("unit", "永盛砖瓦厂"), "completed")) > 0
