"""Columns, selections and orders say what a plain list would say."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.register.columns import PAGE, Column, chosen, taken
from vaxdesk.register.orders import name_order, natural_order

PEOPLE = st.dictionaries(st.integers(1, 900), st.integers(0, 400), min_size=1)
"""Values by id; more different ones than one byte tells apart, and ids with gaps."""
MANY = {id: id for id in range(1, PAGE + 50)}


def column_of(people: dict[int, int], block: int = 40) -> Column:
    column = Column()
    rows = sorted(people.items())
    for start in range(0, len(rows), block):
        ids, values = zip(*rows[start : start + block], strict=True)
        column.fill(ids, values)
    return column


@given(PEOPLE, st.integers(1, 9))
def test_a_selection_takes_whom_a_loop_would_take(people: dict[int, int], divisor: int) -> None:
    column = column_of(people)
    selected = column.select(lambda value: value % divisor == 0)
    assert list(taken(selected, len(column))) == sorted(id for id, value in people.items() if value % divisor == 0)


@given(PEOPLE, st.sets(st.integers(1, 900)))
def test_groups_are_counted_among_some(people: dict[int, int], some: set[int]) -> None:
    column = column_of(people)
    among = chosen([id for id in some if id in people], len(column))
    found = column.count(among, lambda value: value % 60)
    assert +found == Counter(value % 60 for id, value in people.items() if id in some)


@given(PEOPLE)
def test_an_order_by_value_puts_blanks_last(people: dict[int, int]) -> None:
    order, known = column_of(people).in_order(lambda value: value or None)
    assert list(order) == sorted(people, key=lambda id: (people[id] == 0, people[id], id))
    assert known == sum(value > 0 for value in people.values())


@given(PEOPLE, st.integers(1, 1000), st.integers(0, 500))
def test_one_value_is_changed_and_dropped(people: dict[int, int], id: int, value: int) -> None:
    column = column_of(people)
    column.put(id, value)
    people = {**people, id: value}
    assert list(column.in_order(lambda value: value)[0]) == sorted(people, key=lambda id: (people[id], id))
    column.drop(id)
    assert id not in column.in_order(lambda value: value)[0]


@pytest.mark.parametrize("people", [MANY, {1: 7, 3: 8}], ids=["two bytes", "one byte"])
def test_a_column_is_made_again_from_its_bytes(people: dict[int, int]) -> None:
    column = column_of(people)
    again = Column(column.values, b"".join(column.planes))
    again.put(2000, 9999)
    assert again.in_order(lambda value: value)[0].tolist() == [*sorted(people, key=lambda id: (people[id], id)), 2000]


def test_names_stand_by_sound_syllable_by_syllable() -> None:
    names = ["张伟", "赵六", "单雄信", "张安国", "Anna Müller", "曾国藩", "李四"]
    assert sorted(names, key=name_order) == ["Anna Müller", "李四", "单雄信", "曾国藩", "张安国", "张伟", "赵六"]


def test_house_number_two_stands_before_ten() -> None:
    places = ["北街10号", "北街2号", "北街2号附1", "东街7号"]
    assert sorted(places, key=natural_order) == ["东街7号", "北街2号", "北街2号附1", "北街10号"]
