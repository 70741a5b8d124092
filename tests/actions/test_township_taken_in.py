"""What the ordinary intake makes of a synthetic township: everybody stands where the scenario says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vaxdesk.actions.intake import Request, commit, preview
from vaxdesk.actions.judging import refresh
from vaxdesk.actions.office import Office, create_office
from vaxdesk.actions.people import people
from vaxdesk.actions.township import Township, make_township
from vaxdesk.actions.township_rosters import write_workbooks


@pytest.fixture(scope="module")
def township() -> Township:
    return make_township(people=1500, villages=4)


@pytest.fixture(scope="module")
def office(township: Township, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("township")
    paths = write_workbooks(township, folder / "workbooks", damage=0)
    with create_office(folder / "it.vaxdesk", "nobody lives here", township.name, township.county) as office:
        commit(office, preview(office, [Request(path) for path in paths], township.as_of))
        refresh(office, township.as_of)
        yield office


def test_everybody_is_taken_in_as_they_are(office: Office, township: Township) -> None:
    taken_in = {card.number: card for card in people(office, township.as_of)}
    assert taken_in.keys() == {villager.id_number for villager in township.people}
    for villager in township.people:
        card = taken_in[villager.id_number]
        assert (card.name, card.village, card.phone) == (villager.name, villager.village, villager.phone)
        assert [(dose.on, dose.product) for dose in card.doses] == [(d.on, d.product) for d in villager.doses]


def test_everybody_stands_where_the_scenario_says(office: Office, township: Township) -> None:
    stands = {card.number: (card.standing, card.detail) for card in people(office, township.as_of)}
    for villager in township.people:
        case = villager.scenario
        assert (case.name, *stands[villager.id_number]) == (case.name, case.standing, case.detail)
