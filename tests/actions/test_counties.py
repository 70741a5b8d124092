"""A county is chosen by its name, its pinyin or its initials, and written so that it is the only one."""

import pytest

from vaxdesk.actions.counties import County, counties, fitting
from vaxdesk.rules.divisions import home_of, load


@pytest.fixture(scope="module")
def known() -> list[County]:
    return counties()


@pytest.mark.parametrize("typed", ["长子", "长子县", "zhangzi", "Zhang Zi", "zzx", "山西省长子", "长治市长子"])
def test_a_county_is_found_however_it_is_typed(known: list[County], typed: str) -> None:
    assert "山西省长治市长子县" in [county.whole for county in fitting(known, typed)]


def test_what_is_written_names_one_county_only(known: list[County]) -> None:
    divisions = load()
    assert not [county for county in known if home_of(county.written, divisions) is None]
    assert "长子县" in {county.written for county in known}


def test_nothing_typed_offers_nothing(known: list[County]) -> None:
    assert fitting(known, "  ") == []
    assert fitting(known, "?") == []
