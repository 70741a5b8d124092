"""Whoever keys for some villages sees and writes about their people only, whichever way they are asked for."""

from datetime import date

import pytest

from vaxdesk.actions import assignments, editing, finding, households, ledgers, overview, people, plans, residents
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
    assert code(plans.found, office, other) == "person_unknown"
    assert code(plans.change_person, office, other, {"phone": "13800000000"}) == "person_unknown"
    assert code(people.people, office, ON, "西村") == "village_not_yours"
    assert households.household_at(office, "西村", "1号") is None
    editing.carry_out(office, plans.change_person(office, own, {"phone": "13800000000"}))


def test_nobody_is_brought_into_another_village(two):
    office, own, _ = two
    into = {"name": "孙三", "village": "西村", "residence": "外来常住"}
    assert code(plans.add_person, office, into) == "village_unknown"
    assert code(plans.change_person, office, own, {"village": "西村"}) == "village_unknown"
    assert plans.found(office, own).village == "东村"


def test_a_full_list_is_not_for_a_keyer(two):
    office, _, _ = two
    assert code(ledgers.make, office, "unvaccinated", ON, mask="full", reason="for the county") == "not_allowed"


def test_what_is_not_the_own_village_is_not_there_whichever_statement_asks(two):
    """The register itself hides it, so no verb can forget to."""
    office, own, _ = two
    rows = lambda table, column="person_id": {id for (id,) in office.db.conn.execute(f"SELECT {column} FROM {table}")}  # noqa: E731
    assert rows("people", "id") == rows("standings") == rows("person_keys") == {own}
    assert rows("villages", "name") == {"东村"}
    with office.reader() as beside:
        assert {id for (id,) in beside.db.conn.execute("SELECT id FROM people")} == {own}


def test_a_number_of_somebody_elsewhere_is_refused_without_saying_whose(two):
    office, _, other = two
    office.permit = Permit(Role.ADMINISTRATOR)
    number = {"number": "110105198005060010"}
    editing.carry_out(office, plans.change_person(office, other, number))
    office.permit = Permit(Role.KEYER, frozenset({"东村"}))
    into = {"name": "孙三", "village": "东村", "residence": "外来常住", **number}
    with pytest.raises(Refused) as refused:
        editing.carry_out(office, plans.add_person(office, into))
    assert "钱二" not in str(refused.value.message)


def test_a_keyer_of_a_grid_sees_its_households_only(two):
    office, own, _ = two
    office.permit = Permit(Role.ADMINISTRATOR)
    neighbour = person(office, "李四", "东村")
    from_home = editing.carry_out(office, plans.change_person(office, neighbour, {"address": "2号"}))
    assert from_home.people == {neighbour}
    home = households.household_at(office, "东村", "2号")
    assignments.put_into_grid(office, assignments.make_grid(office, "东村", "一组"), [home])
    overview.overview(office, ON)
    office.permit = Permit(Role.KEYER, frozenset(), frozenset({("东村", "一组")}))
    assert [card.id for card in people.people(office, ON)] == [neighbour]
    assert list(residents.ids(office, on=ON)) == [neighbour]
    assert residents.facets(office, on=ON).villages == {"东村": 1}
    assert overview.overview(office, ON).total == 1
    assert code(plans.found, office, own) == "person_unknown"
    editing.carry_out(office, plans.change_person(office, neighbour, {"phone": "13800000000"}))


def test_a_transaction_that_writes_about_others_leaves_nothing(two):
    office, own, other = two

    def write():
        with office.db.atomic():
            office.db.conn.execute("INSERT INTO changes (at, by, verb) VALUES ('2021-12-19', 'li', 'test')")
            for each in (own, other):
                office.db.conn.execute("INSERT INTO notes (person_id, text, change_id) VALUES (?, 'x', 1)", [each])

    assert code(write) == "village_not_yours"
    assert not office.db.conn.execute("SELECT 1 FROM main.notes").fetchone()
    assert list(residents.ids(office, on=ON)) == [own]


def test_every_table_about_somebody_is_hidden_by_its_columns(two):
    """A table that is added with a person, household or village needs no thought."""
    office, _, _ = two
    hidden = {name for (name,) in office.db.conn.execute("SELECT name FROM sqlite_temp_master WHERE type = 'view'")}
    for (name,) in office.db.conn.execute(
        "SELECT name FROM main.sqlite_master WHERE type IN ('table', 'view')"
    ).fetchall():
        columns = {row[1] for row in office.db.conn.execute(f"PRAGMA main.table_info({name})")}
        if columns & {"person_id", "household_id", "village_id"} and not name.startswith("user_"):
            assert name in hidden, name
