"""Households: members, head and phones; people move, households are split and joined, and all of it can be taken back."""

from datetime import date

import pytest

from vaxdesk.actions import editing, household_papers, households, plans, printing
from vaxdesk.actions.people import find, people
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules.messages import FieldRefused, Refused

from .conftest import ON
from .test_intake import take

HEADINGS = ("姓名", "身份证号", "联系电话", "家庭住址", "与户主关系", "第一剂接种日期", "第一剂疫苗企业")
FAMILY = (
    ("王小明", "11010519491231002X", "13800138000", "杏花村1号", "户主", date(2021, 6, 1), "北京生物"),
    ("赵小红", "140428195809303148", "13700137000", "杏花村1号", "配偶", None, None),
    ("王大力", "140428198503031235", None, "杏花村1号", "子", None, None),
)
NEIGHBOUR = ("李四", "140428195809303121", "13600136000", "杏花村2号", "户主", None, None)


@pytest.fixture
def village(office, tmp_path):
    """杏花村: a family of three at 1号, 李四 at 2号."""
    path = tmp_path / "village.xlsx"
    write_grid(path, {"杏花村": [HEADINGS, *FAMILY, NEIGHBOUR]})
    take(office, path)
    return office


@pytest.fixture
def family(village):
    """The household at 1号."""
    return households.household_at(village, "杏花村", "杏花村1号")


def person(office, name):
    return find(office, name, ON)[0].id


def at(office, address):
    """The names of those who live at an address."""
    id = households.household_at(office, "杏花村", address)
    return [] if id is None else [card.name for card in households.household(office, id, ON).members]


def seen(office):
    """Everything a screen shows: cards, households, who is found by address."""
    addresses = ("杏花村1号", "2号", "杏花村3号")
    found = [[card.id for card in find(office, address, ON)] for address in addresses]
    return people(office, ON), households.households(office), found


def test_a_household_has_its_members_its_head_and_its_phones(village, family):
    seen = households.household(village, family, ON)
    assert [card.name for card in seen.members] == ["王小明", "赵小红", "王大力"]
    assert seen.head.name == "王小明"
    assert seen.phones == ("13800138000", "13700137000")
    assert (seen.place.village, seen.place.address) == ("杏花村", "杏花村1号")


def test_who_died_is_not_called(village, family):
    editing.carry_out(village, plans.die(village, person(village, "王小明"), "2021-11-01"))
    assert households.household(village, family, ON).phones == ("13700137000",)


def test_households_are_listed_by_village_page_by_page(village):
    assert [(place.address, count) for place, count in households.households(village, "杏花村")] == [
        ("杏花村1号", 3),
        ("杏花村2号", 1),
    ]
    ((first, _),) = households.households(village, limit=1)
    ((second, _),) = households.households(village, after=first.id)
    assert second.address == "杏花村2号"


def test_a_person_moves_to_a_neighbour(village):
    son = person(village, "王大力")
    editing.carry_out(village, plans.change_person(village, son, {"address": "杏花村2号"}))
    assert at(village, "杏花村1号") == ["王小明", "赵小红"]
    assert at(village, "杏花村2号") == ["王大力", "李四"]


CHANGES = {
    "split": lambda o, id: households.split(o, id, [person(o, "王大力")], "杏花村3号"),
    "join": lambda o, id: households.join(o, id, households.household_at(o, "杏花村", "杏花村2号")),
    "rename": lambda o, id: households.rename(o, id, "杏花村3号"),
    "move": lambda o, id: editing.carry_out(o, plans.change_person(o, person(o, "王大力"), {"address": "杏花村3号"})),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_of_a_household_can_be_taken_back(village, family, change):
    before = seen(village)
    changed = change(village, family).people
    assert seen(village) != before
    assert editing.undo_last(village).people >= changed
    assert seen(village) == before
    assert at(village, "杏花村3号") == []


def test_a_household_is_split(village, family):
    households.split(village, family, [person(village, "王大力")], "杏花村3号")
    assert at(village, "杏花村1号") == ["王小明", "赵小红"]
    assert at(village, "杏花村3号") == ["王大力"]


def test_households_are_joined(village, family):
    households.join(village, family, households.household_at(village, "杏花村", "杏花村2号"))
    assert at(village, "杏花村1号") == ["王小明", "赵小红", "王大力", "李四"]
    assert [place.address for place, _ in households.households(village)] == ["杏花村1号"]


def test_the_address_is_corrected_for_all(village, family):
    households.rename(village, family, "杏花村3号")
    assert [card.name for card in find(village, "杏花村3号", ON)] == ["王小明", "赵小红", "王大力"]
    assert not find(village, "杏花村1号", ON)


def test_a_household_that_others_moved_into_later_stays_when_its_maker_is_taken_back(village, family):
    households.split(village, family, [person(village, "王大力")], "杏花村3号")
    split = editing.last_own_change(village).id
    editing.carry_out(village, plans.change_person(village, person(village, "李四"), {"address": "杏花村3号"}))
    editing.undo(village, split)
    assert at(village, "杏花村3号") == ["李四"]
    editing.undo_last(village)
    assert at(village, "杏花村3号") == []
    assert at(village, "杏花村2号") == ["李四"]


def test_an_address_that_was_left_is_free_again(village, family):
    households.join(village, family, households.household_at(village, "杏花村", "杏花村2号"))
    before = seen(village)
    households.rename(village, family, "杏花村2号")
    assert len(at(village, "杏花村2号")) == 4
    editing.undo_last(village)
    assert seen(village) == before


@pytest.mark.parametrize(
    ("act", "field", "code"),
    [
        (lambda o, id: households.split(o, id, [], "杏花村3号"), "people", "needed"),
        (lambda o, id: households.split(o, id, [person(o, "李四")], "杏花村3号"), "people", "not_a_member"),
        (lambda o, id: households.split(o, id, [person(o, name[0]) for name in FAMILY], "杏花村3号"), "people", "everybody_leaves"),
        (lambda o, id: households.split(o, id, [person(o, "王大力")], "杏花村2号"), "address", "address_taken"),
        (lambda o, id: households.rename(o, id, "杏花村2号"), "address", "address_taken"),
        (lambda o, id: households.rename(o, id, " "), "address", "needed"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(village, family, act, field, code):
    with pytest.raises(FieldRefused) as refused:
        act(village, family)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_a_household_is_not_joined_with_itself_or_with_none(village, family):
    for other, code in ((family, "household_same"), (4711, "household_unknown")):
        with pytest.raises(Refused) as refused:
            households.join(village, family, other)
        assert refused.value.code == code


def test_the_card_of_a_household_names_who_lives_there_and_masks_them_for_the_door(village, family, tmp_path):
    son = person(village, "王大力")
    editing.carry_out(village, plans.change_person(village, son, {"departure": "moved_out", "left_on": "2021-11-01"}))
    sheet = household_papers.household_card(village, family, ON)
    assert sheet.lead[0].parts[1] == "户主：王小明"
    assert sheet.lead[1].parts[0] == "住址：1号"
    shown = [column.title for column in sheet.columns]
    rows = [dict(zip(shown, row, strict=True)) for row in sheet.rows]
    assert [(row["姓名"], row["证件号码"], row["联系电话"], row["已种剂数"]) for row in rows] == [
        ("王小明", "**************002X", "138****8000", 1),
        ("赵小红", "**************3148", "137****7000", 0),
    ]
    household_papers.save(village, household_papers.CARD, family, ON, tmp_path / "card.pdf")
    (noted,) = printing.register_of_prints(village)
    assert (noted.form, noted.mask, noted.target, noted.pages) == ("household_card", "door", "card.pdf", 1)
