"""One box finds people and their households, and titles by pinyin."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from vaxdesk.actions.finding import LONGEST, find_anything, spelled
from vaxdesk.actions.intake import Request, commit, preview
from vaxdesk.actions.office import Office, create_office

ON = date(2021, 12, 19)


@pytest.fixture
def office(tmp_path: Path, samples: Path) -> Iterator[Office]:
    with create_office(tmp_path / "office.vaxdesk", "correct horse", "云岭镇", "长子县", today=ON) as office:
        commit(office, preview(office, [Request(samples / "street-roster.xlsx")], ON))
        yield office


def test_a_household_is_found_by_its_address(office: Office) -> None:
    someone = find_anything(office, "wang", ON).people[0]
    found = find_anything(office, someone.address, ON)
    assert someone.address in [home.address for home in found.homes]
    assert all(someone.address in person.address for person in found.people)


def test_a_pasted_sheet_finds_nothing(office: Office) -> None:
    assert find_anything(office, "王" * (LONGEST + 1), ON) == ((), ())
    assert find_anything(office, " ", ON) == ((), ())


def test_titles_are_found_by_pinyin_and_initials() -> None:
    (keys,) = spelled(["台账"])
    assert {"taizhang", "tz", "台账"} <= keys
