"""Lists of residents say what a plain loop over everybody would say, before and after every change."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.actions import editing, intake, plans, residents
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.judging import refresh
from vaxdesk.actions.office import Changes, open_office
from vaxdesk.actions.residents import BANDS, COLUMNS, Filter, Order, Row
from vaxdesk.register.orders import name_order, natural_order
from vaxdesk.register.residents import RANKS
from vaxdesk.register.search import EVERYBODY, find
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.records import Residence

ON = date(2021, 12, 19)
PEOPLE = 250


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A small township, which tests may read."""
    folder = tmp_path_factory.mktemp("demo") / "demo.vaxdesk"
    make_demo(folder, people=PEOPLE)
    with open_office(folder, PASSPHRASE, today=ON) as office:
        yield office


@pytest.fixture
def town(tmp_path):
    """A small township of its own, to write in."""
    make_demo(tmp_path / "demo.vaxdesk", people=60)
    with open_office(tmp_path / "demo.vaxdesk", PASSPHRASE, today=ON) as office:
        yield office


def rows(office, wanted=residents.EVERYBODY, order=residents.AS_ENTERED, on=ON) -> list[Row]:
    """The whole list, unmasked."""
    return residents.page(office, residents.ids(office, wanted, order, on=on), on=on, masked=False)


KEYS = {
    "entered": lambda row: row.id,
    "age": lambda row: row.birth and -row.birth.toordinal(),
    "village": lambda row: name_order(row.village),
    "standing": lambda row: RANKS[row.standing, row.detail],
    "detail": lambda row: row.detail,
    "sex": lambda row: row.sex or None,
    "residence": lambda row: list(Residence).index(row.residence),
    "name": lambda row: name_order(row.name),
    "birth": lambda row: row.birth,
    "number": lambda row: row.number or None,
    "phone": lambda row: row.phone or None,
    "unit": lambda row: row.unit or None,
    "grid": lambda row: natural_order(row.village + row.grid) if row.grid else None,
    "tags": lambda row: " ".join(sorted(row.tags)) or None,
    "address": lambda row: natural_order(row.address) or None,
    "completed_on": lambda row: row.completed_on,
    "next_from": lambda row: row.next_from,
    "next_to": lambda row: row.next_to,
}


def passes(row: Row, wanted: Filter, found: set[int]) -> bool:
    return (
        (not wanted.villages or row.village in wanted.villages)
        and (not wanted.standings or row.standing in wanted.standings)
        and (not wanted.details or row.detail in wanted.details)
        and (not wanted.sexes or row.sex in wanted.sexes)
        and (not wanted.residences or row.residence in wanted.residences)
        and (wanted.age_from is None or (row.age is not None and row.age >= wanted.age_from))
        and (wanted.age_to is None or (row.age is not None and row.age <= wanted.age_to))
        and (not wanted.units or row.unit in wanted.units)
        and (not wanted.text.strip() or row.id in found)
    )


def listed(people: list[Row], order: Order, found: list[int] = ()) -> list[int]:
    """The ids in the order, by Python's own sort: blanks last both ways, equals as they entered."""
    place = {id: nth for nth, id in enumerate(found)}
    key = KEYS.get(order.column, lambda row: place.get(row.id, row.id))
    known = sorted((row for row in people if key(row) is not None), key=lambda row: (key(row), row.id))
    if order.column == "age":
        known.sort(key=lambda row: (key(row), -row.id))
    if order.descending:
        known.reverse()
    return [row.id for row in known] + [row.id for row in people if key(row) is None]


def filters(people: list[Row]) -> st.SearchStrategy[Filter]:
    """Any choice of what occurs, mostly of a few conditions."""

    def some(field):
        return st.frozensets(st.sampled_from(sorted({getattr(row, field) for row in people})), max_size=3)

    words = ["", "1", "wang", "zh", people[0].name[0], people[3].name, f"{people[5].name[0]} {people[5].village}"]
    age = st.none() | st.integers(0, 90)
    return st.builds(
        Filter, some("village"), some("standing"), some("detail"), some("sex"), some("residence"), age, age,
        st.sampled_from(words), units=some("unit"),
    )  # fmt: skip


@given(st.data())
def test_a_list_is_filtered_and_sorted_as_python_would(demo, data) -> None:
    everybody = rows(demo)
    wanted = data.draw(filters(everybody))
    order = data.draw(st.builds(Order, st.sampled_from(COLUMNS), st.booleans()))
    found = find(demo.db, wanted.text, EVERYBODY)
    expected = listed([row for row in everybody if passes(row, wanted, set(found))], order, found)
    assert residents.ids(demo, wanted, order, on=ON).tolist() == expected
    assert residents.count(demo, wanted, on=ON) == len(expected)


@given(st.data(), st.integers(1, 40))
def test_the_first_whom_a_text_finds_are_the_beginning_of_the_list(demo, data, most) -> None:
    wanted = data.draw(filters(rows(demo)))
    everybody = residents.ids(demo, wanted, residents.BEST_FIRST, on=ON)
    if wanted.text:
        first, whole = residents.first_ids(demo, wanted, most, on=ON)
        assert everybody[: len(first)] == first
        assert not whole or len(first) == len(everybody)


@given(st.data())
def test_a_facet_says_what_each_choice_would_show(demo, data) -> None:
    everybody = rows(demo)
    wanted = data.draw(filters(everybody))
    seen = residents.facets(demo, wanted, on=ON)
    for village, count in seen.villages.items():
        assert count == len(rows(demo, replaced(wanted, villages={village})))
    for standing, count in seen.standings.items():
        assert count == len(rows(demo, replaced(wanted, standings={standing}, details=())))
    for sex, count in seen.sexes.items():
        assert count == len(rows(demo, replaced(wanted, sexes={sex})))
    for unit, count in seen.units.items():
        assert count == len(rows(demo, replaced(wanted, units={unit})))
    for band in BANDS:
        assert seen.bands.get(band, 0) == len(rows(demo, replaced(wanted, age_from=band[0], age_to=band[1])))


def replaced(wanted: Filter, **fields) -> Filter:
    values = {name: getattr(wanted, name) for name in Filter.__slots__} | fields
    return Filter(
        **{name: frozenset(value) if isinstance(value, set | tuple) else value for name, value in values.items()}
    )


def test_facets_of_everybody_add_up(demo) -> None:
    seen = residents.facets(demo, on=ON)
    *whole, grids, tags = seen
    for counts in whole:
        assert sum(counts.values()) == demo.people
    assert (grids, tags) == ({}, {}), "nobody here is in a grid or has a tag"
    assert +Counter(seen.details) == Counter((row.standing, row.detail) for row in rows(demo))


def test_a_page_is_masked_unless_asked_and_keeps_its_places(demo) -> None:
    first, gone, last = residents.page(demo, [7, 9999, 3], on=ON)
    plain = residents.page(demo, [7], on=ON, masked=False)[0]
    assert (first.id, gone, last.id) == (7, None, 3)
    assert first.number[3:-4] == "*" * 11
    assert first.phone[3:7] == "****"
    assert first.birth is None
    assert first.age == plain.age
    assert plain.number[-4:] == first.number[-4:]


def test_an_order_that_is_none_is_an_error(demo) -> None:
    with pytest.raises(ValueError, match="height"):
        residents.ids(demo, order=Order("height"), on=ON)


def same_as_anew(office, reader) -> None:
    """The reader's lists are those that would be made from the facts now."""
    for column in COLUMNS:
        order = Order(column)
        assert residents.ids(reader, order=order, on=ON).tolist() == listed(rows(office), order), column


def edited(office, id, **fields) -> Changes:
    return editing.carry_out(office, plans.change_person(office, id, fields))


def test_a_reader_sees_each_change_once_it_is_told(town) -> None:
    reader = town.reader()
    same_as_anew(town, reader)
    for fields in ({"name": "阿一"}, {"phone": ""}, {"sex": "", "residence": "外来常住"}, {"address": "北街2号"}):
        before = reader.roll
        residents.renew(reader, edited(town, 5, **fields))
        assert reader.roll is before
        same_as_anew(town, reader)
    reader.close()


def test_a_change_nobody_told_of_is_seen_too(town) -> None:
    reader = town.reader()
    residents.ids(reader, on=ON)
    edited(town, 5, residence="人户分离", name="左左")
    edited(town, 6, phone="13900139000")
    same_as_anew(town, reader)
    reader.close()


def test_people_whose_intake_is_taken_back_leave_the_list(town) -> None:
    reader = town.reader()
    assert residents.count(reader, on=ON) == 60
    change = next(id for (id,) in town.db.conn.execute("SELECT max(id) FROM changes WHERE verb = 'intake'"))
    _, changes = intake.undo(town, change)
    residents.renew(reader, changes)
    assert residents.count(reader, on=ON) == town.people < 60
    same_as_anew(town, reader)
    reader.close()


def test_a_reader_neither_writes_nor_reckons(town) -> None:
    reader = town.reader()
    with pytest.raises(Refused, match="standings_behind"):
        residents.ids(reader, on=ON + timedelta(days=1))
    refresh(town, ON + timedelta(days=1))
    assert len(residents.ids(reader, on=ON + timedelta(days=1))) == 60
    with pytest.raises(Exception, match="readonly"):
        reader.db.conn.execute("DELETE FROM standings")
    reader.close()
    assert town.people == 60


def test_the_copy_that_is_kept_serves_until_something_changes(town) -> None:
    by_name = residents.ids(town, order=Order("name"), on=ON)
    residents.keep(town)
    again = town.reader()
    assert residents.ids(again, order=Order("name"), on=ON) == by_name
    assert again.roll.kept
    same_as_anew(town, again)
    edited(town, by_name[0], name="左左")
    residents.keep(town, again)
    assert residents.ids(again, order=Order("name"), on=ON)[-1] == by_name[0]
    residents.keep(town, again)
    assert again.roll.kept
    again.close()


def test_a_reader_reads_while_a_verb_writes(town) -> None:
    by_sex = Filter(sexes=frozenset("m"))
    with town.reader() as reader:
        before = residents.count(reader, by_sex, on=ON)
        with town.db.atomic():
            town.db.conn.execute("UPDATE people SET sex = 'm', phone = '13900139000'")
            assert residents.count(reader, by_sex, on=ON) == before
            assert residents.page(reader, [1], on=ON, masked=False)[0].phone != "13900139000"
        assert residents.page(reader, [1], on=ON, masked=False)[0].phone == "13900139000"
