"""A synthetic township: the same seed makes the same people, every case is there, and nobody of it exists."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from vaxdesk.actions.township import AS_OF, Township, Villager, make_township
from vaxdesk.actions.township_damage import WAYS, Spoiler
from vaxdesk.actions.township_rosters import roster_row, write_roster, write_workbooks
from vaxdesk.rules import catalogue, writing
from vaxdesk.rules.dates import read_date
from vaxdesk.rules.identity import read_number
from vaxdesk.rules.names import read_name
from vaxdesk.rules.records import Certificate, Deferral, Dose, History, StandingCode
from vaxdesk.rules.standing import judge
from vaxdesk.rules.writing import Writing


@pytest.fixture(scope="module")
def township() -> Township:
    return make_township()


@pytest.fixture(scope="module")
def books(township: Township, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_workbooks(township, tmp_path_factory.mktemp("books"))


def full_years(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def history(villager: Villager, words: Writing) -> History:
    paper, certificates, deferrals = villager.paper, (), ()
    if paper and paper.kind == "certificate":
        certificates = (Certificate(paper.on, paper.until, words.level(paper.level)),)
    elif paper:
        deferrals = (Deferral(paper.on, paper.until),)
    return History(
        birth=villager.birth,
        sex=villager.sex,
        residence=villager.residence,
        departure=villager.departure,
        left_on=villager.left_on,
        reason=villager.reason,
        doses=tuple(Dose(dose.on, dose.product) for dose in villager.doses),
        certificates=certificates,
        deferrals=deferrals,
    )


def cells(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def test_the_same_seed_makes_the_same_people_and_another_seed_others(township: Township) -> None:
    assert make_township() == township
    other = make_township(seed=8)
    assert not {(v.name, v.id_number) for v in other.people} & {(v.name, v.id_number) for v in township.people}


def test_it_has_exactly_as_many_people_and_villages_as_asked_for() -> None:
    township = make_township(people=501, villages=3)
    assert len(township.people) == 501
    assert [village for village in township.villages if village in {p.village for p in township.people}] == list(
        township.villages
    )
    assert len(township.villages) == 3


@pytest.mark.parametrize("villages", [1, 99])
def test_a_township_without_names_for_its_villages_is_refused(villages: int) -> None:
    with pytest.raises(ValueError, match="2 to 24 villages"):
        make_township(villages=villages)


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_every_scenario_is_there(seed: int) -> None:
    township = make_township(seed=seed)
    assert {villager.scenario.name for villager in township.people} == {
        scenario.name for scenario in township.words.scenarios
    }


def test_every_scenario_of_the_samples_is_there(township: Township, truth: dict[str, Any]) -> None:
    known = {
        (person["scenario"], person["expected"]["standing"], person["expected"]["detail"])
        for person in truth["persons"]
    }
    assert known <= {(case.name, case.standing, case.detail) for case in township.words.scenarios}


def test_nobody_is_a_person_of_the_samples(township: Township, truth: dict[str, Any]) -> None:
    assert not {v.id_number for v in township.people} & {person["id_number"] for person in truth["persons"]}
    assert not set(township.villages) & set(truth["about"]["villages"])


def test_identity_numbers_are_right_and_nobody_shares_one(township: Township) -> None:
    for villager in township.people:
        identity = read_number(villager.id_number, township.as_of)
        assert (identity.codes, identity.birth, identity.sex) == ((), villager.birth, villager.sex)
    assert len({villager.id_number for villager in township.people}) == len(township.people)


def test_only_incomers_have_numbers_of_another_county(township: Township) -> None:
    elsewhere = {v.residence for v in township.people if not v.id_number.startswith(township.county_code)}
    assert elsewhere == {"incomer"}


def test_the_shares_of_standings_are_believable(township: Township) -> None:
    counts = Counter(villager.scenario.standing for villager in township.people)
    in_scope = len(township.people) - counts["out_of_scope"]
    assert 0.60 <= counts["completed"] / len(township.people) <= 0.70
    assert 0.65 <= counts["completed"] / in_scope <= 0.80
    assert set(counts) == set(StandingCode)


@pytest.mark.parametrize("seed", [7, 8])
def test_the_rules_give_the_right_answer_of_every_scenario(seed: int) -> None:
    township, campaign, words = make_township(seed=seed), catalogue.load().campaigns["covid-12"], writing.load()
    for villager in township.people:
        standing = judge(history(villager, words), campaign, township.as_of)
        case = villager.scenario
        assert (case.name, standing.standing, standing.detail) == (case.name, case.standing, case.detail)


def test_ages_fit_the_scenarios_and_make_a_believable_pyramid(township: Township) -> None:
    ages = [full_years(villager.birth, township.as_of) for villager in township.people]
    for villager, age in zip(township.people, ages, strict=True):
        youngest, eldest = villager.scenario.ages
        assert youngest <= age <= eldest
    assert min(ages) == 0
    assert max(ages) >= 90
    assert 0.10 < sum(age < 12 for age in ages) / len(ages) < 0.20
    assert 0.18 < sum(age >= 60 for age in ages) / len(ages) < 0.30


def test_doses_are_in_order_and_none_is_later_than_the_date_or_the_departure(township: Township) -> None:
    for villager in township.people:
        days = [dose.on for dose in villager.doses if dose.on]
        assert days == sorted(set(days))
        assert all(date(2021, 1, 1) <= day <= (villager.left_on or AS_OF) for day in days)


def test_a_household_lives_at_one_address_with_one_head_and_children_have_the_name_of_a_parent(
    township: Township,
) -> None:
    households: dict[str, list[Any]] = {}
    for villager in township.people:
        households.setdefault(villager.household, []).append(villager)
    addresses = {
        home: {(villager.village, villager.address) for villager in members} for home, members in households.items()
    }
    assert all(len(places) == 1 for places in addresses.values())
    assert len({place for places in addresses.values() for place in places}) == len(households)
    for members in households.values():
        assert [villager.relation for villager in members].count("户主") == 1
        couple = {villager.name[0] for villager in members if villager.relation in ("户主", "配偶")}
        children = [v for v in members if v.relation in ("子", "女") and "·" not in v.name]
        if not any("·" in villager.name for villager in members):
            assert all(child.name[0] in couple for child in children)


def test_names_test_what_a_register_must_hold(township: Township) -> None:
    names = [villager.name for villager in township.people]
    assert set("䶮㛃𫖯𬍛") <= set("".join(names))
    assert max(map(len, names)) > 30
    assert sum("\u00b7" in name for name in names) >= 5
    assert any(name.startswith("欧阳") for name in names)


@pytest.mark.parametrize("code", [code for code in WAYS if code.startswith(("id_", "date_", "name_"))])
def test_a_spoiled_row_has_the_problem_it_is_named_after(township: Township, code: str) -> None:
    words = writing.load()
    rows = [roster_row(villager, villager.doses, township.words) for villager in township.people]
    sound = list(rows)
    spoiler = Spoiler(Random(1), township.words)
    spoiler.turns.clear()
    spoiler.turns.append(code)
    for place in spoiler.spoil(rows, 0.001):
        row, before = rows[place], sound[place]
        assert row != before
        identity = read_number(row["id"], township.as_of)
        found = {*identity.codes, *read_name(row["name"], words).codes}
        found |= {found_code for field in ("date1", "date2") for found_code in read_date(row[field], words).codes}
        if row["sex"] != before["sex"]:
            found.add("id_sex_mismatch")
        if row["date2"] and row["date2"] != before["date2"] and row["date2"] > township.as_of:
            found.add("date_future")
        assert found == {code}


def test_the_street_roster_has_a_sheet_for_every_village_but_the_last(township: Township, books: list[Path]) -> None:
    sheets = cells(books[0])
    assert list(sheets) == list(township.villages[:-1])
    for village, rows in sheets.items():
        numbered = [row for row in rows if isinstance(row[0], float)]
        people = [villager for villager in township.people if villager.village == village]
        guests = 2 if village == township.villages[1] else 0
        assert len(numbered) == len(people) + guests
        assert rows[-4 - 1][1] == f"{len(numbered)}人"


def test_the_second_roster_repeats_people_knows_one_dose_more_and_is_sometimes_a_day_off(
    township: Township, books: list[Path]
) -> None:
    words = writing.load()
    (rows,) = cells(books[1]).values()
    guests = {row[2]: row for row in rows if row[1] in township.villages[:-1]}
    told = Counter()
    for villager in township.people:
        if villager.id_number in guests:
            second = read_date(guests[villager.id_number][6], words).day
            told[villager.scenario.second_roster, (villager.doses[1].on - second).days] += 1
    assert sum(told.values()) == len(guests)
    assert set(told) == {("repeated", 0), ("repeated", 1), ("one_more", 0)}


def test_two_people_of_one_name_in_one_village_come_without_numbers(township: Township, books: list[Path]) -> None:
    (rows,) = cells(books[1]).values()
    without = Counter(row[3] for row in rows if isinstance(row[0], float) and not row[2])
    names = Counter(villager.name for villager in township.people if villager.village == township.villages[-1])
    assert any(count == 2 and names[name] >= 2 for name, count in without.items())


def test_everybody_who_has_a_paper_is_on_the_exemptions_with_a_few_who_do_not_fit(
    township: Township, books: list[Path]
) -> None:
    (rows,) = cells(books[2]).values()
    listed = [row[2] for row in rows if re.fullmatch(r"\d{17}[\dX]", str(row[2]))]
    papers = {villager.id_number for villager in township.people if villager.paper}
    assert papers < set(listed)
    assert len(set(listed) - papers) == 3
    assert len(listed) == len(papers) + 3 + 1


def test_the_same_township_writes_the_same_workbooks(township: Township, books: list[Path], tmp_path: Path) -> None:
    again = write_workbooks(township, tmp_path)
    assert [cells(path) for path in again] == [cells(path) for path in books]


def test_without_damage_every_number_is_whole(township: Township, tmp_path: Path) -> None:
    street, second, _ = write_workbooks(township, tmp_path, damage=0)
    for sheet in cells(street).values():
        assert all(not read_number(row[3], township.as_of).codes for row in sheet if isinstance(row[0], float))
    (rows,) = cells(second).values()
    assert all(not read_number(row[2], township.as_of).codes for row in rows if isinstance(row[0], float))


def test_one_roster_holds_everybody_with_every_dose(tmp_path: Path) -> None:
    township = make_township(people=400, villages=2)
    write_roster(township, tmp_path / "all.xlsx")
    (rows,) = cells(tmp_path / "all.xlsx").values()
    data = [row for row in rows if isinstance(row[0], float)]
    assert [row[4] for row in data] == [villager.id_number for villager in township.people]
    doses = [dose for villager in township.people for dose in villager.doses]
    assert sum(isinstance(row[place], date) for row in data for place in (9, 11, 13)) == sum(bool(d.on) for d in doses)
