"""Whoever keys for some villages sees and writes about their people only, whichever way they are asked for."""

from datetime import date

import pytest

from vaxdesk.actions import editing, finding, households, ledgers, overview, people, plans, residents
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.roles import Permit, Role

ON = date(2021, 12, 19)


def person(office, name, village):
    told = {"name": name, "village": village, "address": "1号", "residence": "外来常住", "birth": "1980-05-06"}
    plan = plans.add_person(office, told)
    return next(iter(editing.carry_out(office, plan).people))


@pytest.fixture
def two(office):
    """An office with one person in each of two villages, opened by the keyer of the first."""
    with office.db.atomic():
        office.db.conn.execute("INSERT INTO changes (at, by, verb) VALUES ('2021-12-19', 'office', 'test')")
        for village in ("东村", "西村"):
            office.db.conn.execute("INSERT INTO villages (name, change_id) VALUES (?, 1)", [village])
    ids = person(office, "赵一", "东村"), person(office, "钱二", "西村")
    overview.overview(office, ON)
    office.permit = Permit(Role.KEYER, frozenset({"东村"}))
    return office, *ids


def code(ask, *given, **named):
    with pytest.raises(Refused) as refused:
        ask(*given, **named)
    return refused.value.code


def test_lists_hold_the_own_village_only(two):
    office, own, other = two
    assert list(residents.ids(office, on=ON)) == [own]
    assert residents.count(office, residents.Filter(villages=frozenset({"西村"})), on=ON) == 0
    assert residents.page(office, [own, other], on=ON)[1] is None
    assert set(residents.facets(office, on=ON).villages) == {"东村"}
    assert [card.id for card in people.people(office, ON)] == [own]
    assert set(overview.overview(office, ON).villages) == {"东村"}
    assert [sheet.place for sheet in ledgers.make(office, "unvaccinated", ON)] == ["东村"]


def test_nobody_of_another_village_is_found(two):
    office, _, _ = two
    assert not people.find(office, "钱二", ON)
    assert not finding.find_anything(office, "钱二", ON).people


def test_nobody_of_another_village_is_opened_or_changed(two):
    office, own, other = two
    assert code(plans.found, office, other) == "village_not_yours"
    assert code(plans.change_person, office, other, {"phone": "13800000000"}) == "village_not_yours"
    assert code(people.people, office, ON, "西村") == "village_not_yours"
    home = households.household_at(office, "西村", "1号")
    assert code(households.household, office, home, ON) == "village_not_yours"
    editing.carry_out(office, plans.change_person(office, own, {"phone": "13800000000"}))


def test_nobody_is_brought_into_another_village(two):
    office, own, _ = two
    into = {"name": "孙三", "village": "西村", "residence": "外来常住"}
    assert code(lambda: editing.carry_out(office, plans.add_person(office, into))) == "village_not_yours"
    moved = plans.change_person(office, own, {"village": "西村"})
    assert code(editing.carry_out, office, moved) == "village_not_yours"
    assert plans.found(office, own).village == "东村"


def test_a_full_list_is_not_for_a_keyer(two):
    office, _, _ = two
    assert code(ledgers.make, office, "unvaccinated", ON, mask="full", reason="for the county") == "not_allowed"
