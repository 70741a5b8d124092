"""Campaigns an office makes of its own: ages on a fixed day, other residences, a policy for unknown history."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from vaxdesk.rules import catalogue as catalogue_file
from vaxdesk.rules.records import History
from vaxdesk.rules.standing import judge


@pytest.fixture
def campaign_with():
    """The default campaign with other settings."""
    folder = files("vaxdesk.resources")
    tables = {name: tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in catalogue_file.FILES}

    def make(**settings):
        tables["campaigns"]["campaigns"]["covid-12"].update(settings)
        return catalogue_file.parse(tables).campaigns["covid-12"]

    return make


@pytest.mark.parametrize(
    ("born", "detail"),
    [
        (date(2009, 9, 1), "not_stated"),
        (date(2009, 9, 2), "under_age"),
        (date(2003, 9, 2), "not_stated"),
        (date(2003, 9, 1), "over_age"),
    ],
)
def test_ages_on_a_fixed_day_do_not_drift(campaign_with, born, detail):
    """Domain facts C6 35: of 12 to 17 years on 1 September 2021, on whatever day it is asked."""
    campaign = campaign_with(age_on=date(2021, 9, 1), below_age="18 years")
    person = History(born, reason="not_stated")
    assert {judge(person, campaign, date(year, 12, 19)).detail for year in (2021, 2022, 2024)} == {detail}


def test_a_campaign_may_count_who_is_registered_here(campaign_with):
    campaign = campaign_with(residences=["resident", "registered_only"])
    assert (
        judge(History(date(1980, 1, 1), residence="registered_only"), campaign, date(2021, 12, 19)).detail
        == "never_asked"
    )
    assert judge(History(date(1980, 1, 1), residence="incomer"), campaign, date(2021, 12, 19)).detail == "residence"


def test_a_campaign_may_count_an_unknown_history_as_unvaccinated(campaign_with):
    campaign = campaign_with(unknown_history="unvaccinated")
    assert judge(History(date(1980, 1, 1)), campaign, date(2021, 12, 19))[:2] == ("unvaccinated", "history_unknown")


HOLDS = """
a child: until the birthday                    born 2009-12-20 | 2021-12-01 -> 2021-12-20
not yet due: until it is                       BIBP 2021-12-01 | 2021-12-19 -> 2021-12-22
due, from the first day                        BIBP 2021-11-28 | 2021-12-19 -> 2022-01-24
due, on the last day                           BIBP 2021-10-24 | 2021-12-19 -> 2021-12-20
overdue: until another version is in force     BIBP 2021-08-16 | 2021-12-19 -> 2023-04-10
overdue, with no version to come               BIBP 2021-08-16 | 2023-04-10 -> None
exempt: through the last day of the paper      cert 2 2021-06-01..2022-02-17 | 2021-12-19 -> 2022-02-18
deferred: until the day it is over             defer 2021-06-01..2022-02-17 | 2021-12-19 -> 2022-02-17
complete: for ever                             BIBP 2021-05-01, BIBP 2021-06-01 | 2021-12-19 -> None
complete, with a dose still to come            BIBP 2021-05-01, BIBP 2021-06-01, BIBP 2022-01-05 | 2021-12-19 -> 2022-01-05
a reason given later                           reason away 2021-12-25 | 2021-12-19 -> 2021-12-25
gone later                                     reason away, left 2021-12-25 | 2021-12-19 -> 2021-12-25
gone: for ever                                 BIBP 2021-12-01, left 2021-12-05 | 2021-12-19 -> None
arriving later                                 arrived 2021-12-25 | 2021-12-19 -> 2021-12-25
"""


@pytest.mark.parametrize("case", [line for line in HOLDS.splitlines() if line])
def test_an_answer_names_the_day_it_may_change(case, asked):
    question, until = case[47:].split("->")
    assert str(judge(*asked(question)).holds_until) == until.strip()


def test_a_dose_stops_counting_on_the_day_it_names(asked):
    assert judge(*asked("born 1950-03-01, PPV23 2022-05-20 | 2026-05-20", "ppv23-65")).holds_until == date(2027, 5, 20)


def test_a_child_is_asked_for_the_second_dose_from_the_day_it_names(asked):
    answer = judge(*asked("born 2021-04-01, MR 2021-12-05 | 2022-01-01", "measles-catch-up"))
    assert answer.holds_until == date(2022, 10, 1)
