"""The checkpoint's list has no identity number: certain, perhaps, or unknown, and a person decides what is not certain."""

import pytest

from vaxdesk.actions import handing_on, intake
from vaxdesk.actions.change_set import Choice, Decision
from vaxdesk.actions.people import people
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.problems import Outcome

from .conftest import ON, make_office

FILE = "checkpoint.xlsx"


@pytest.fixture
def list_seen(township, samples):
    """What taking the list in would do."""
    return intake.preview(township, [intake.Request(samples / FILE)], ON)


def keys_of(truth, cards):
    """The truth's name for a person, by the register's id."""
    by_number = {person["id_number"]: person["key"] for person in truth["persons"]}
    by_phone = {(person["name"], person["phone"]): person["key"] for person in truth["persons"]}
    return {card.id: by_number.get(card.number) or by_phone[card.name, card.phone] for card in cards}


def test_every_row_is_as_the_truth_says(township, list_seen, truth):
    cards = {card.id: card for card in people(township, ON)}
    key = keys_of(truth, cards.values())
    entries = {entry.row: entry for entry in list_seen.files[0].entries}
    assert entries.keys() == {row["row"] for row in truth["files"][FILE]["rows"]}
    for row in truth["files"][FILE]["rows"]:
        entry = entries[row["row"]]
        known = entry.person if entry.outcome != "added" else None
        assert entry.outcome == row["outcome"]
        assert (known and key[known]) == row["person"]
        assert (known and cards[known].standing) == row["standing"]
        if entry.outcome == "to_confirm":
            assert sorted(key[id] for id in entry.candidates) == row["candidates"]
        assert not entry.problems
    skipped = {(row.row, row.why) for row in list_seen.files[0].skipped}
    assert skipped == {(row["row"], row["why"]) for row in truth["files"][FILE]["skipped"]}


def test_unknown_people_are_unverified_in_the_named_community_and_nobody_else_changes(township, list_seen):
    before = {card.id: card for card in people(township, ON)}
    change, _ = intake.commit(township, list_seen)
    after = {card.id: card for card in people(township, ON)}
    new = {card.name: (card.village, card.standing) for id, card in after.items() if id not in before}
    assert new == {
        "余柱飞": ("鹤鸣岭村", "unverified"),
        "崔栓鑫": ("石磴村", "unverified"),
        "程雪": ("柳荫沟村", "unverified"),
    }
    assert {id: card for id, card in after.items() if id in before} == before
    intake.undo(township, change)
    assert {card.id: card for card in people(township, ON)} == before


def listed(office, path, *rows):
    """What a checkpoint's list of these rows would do."""
    headings = ("序号", "姓名", "手机号码", "居住地址", "所属社区")
    write_grid(path, {"附表2": [("未接种新冠病毒疫苗人员信息登记表",), headings, *rows]})
    return intake.preview(office, [intake.Request(path)], ON)


def test_a_row_to_be_confirmed_waits_for_a_person(office, tmp_path):
    first = listed(office, tmp_path / "a.xlsx", (1, "王雪", "13800000001", "石磴村1号", "石磴村"))
    intake.commit(office, first)
    again = listed(office, tmp_path / "b.xlsx", (1, "王雪", "13800000002", "石磴村1号", "石磴村"))
    [entry] = again.files[0].entries
    assert (entry.outcome, len(entry.candidates)) == (Outcome.TO_CONFIRM, 1)
    assert again.writes_nothing
    again.files[0].choices[entry.sheet, entry.row] = Choice(Decision.ACCEPT)
    assert not again.writes_nothing
    intake.commit(office, again)
    assert sorted(card.phone for card in people(office, ON)) == ["13800000001", "13800000002"]


def test_a_row_that_is_the_same_person_writes_nothing(office, tmp_path):
    intake.commit(office, listed(office, tmp_path / "a.xlsx", (1, "王雪", "13800000001", "石磴村1号", "石磴村")))
    again = listed(office, tmp_path / "b.xlsx", (1, "王雪", "13800000002", "石磴村1号", "石磴村"))
    [entry] = again.files[0].entries
    again.files[0].choices[entry.sheet, entry.row] = Choice(Decision.ACCEPT, person=entry.candidates[0])
    assert again.writes_nothing
    intake.commit(office, again)
    assert [card.phone for card in people(office, ON)] == ["13800000001"]


def test_a_phone_that_somebody_has_is_asked_about(office, tmp_path):
    rows = ((1, "王雪", "13800000001", "石磴村1号", "石磴村"), (2, "王学", "13800000001", "石磴村1号", "石磴村"))
    change_set = listed(office, tmp_path / "a.xlsx", *rows)
    assert [entry.outcome for entry in change_set.files[0].entries] == ["added", "to_confirm"]


def test_somebody_of_another_township_goes_back_to_be_handed_on(office, tmp_path):
    intake.commit(office, listed(office, tmp_path / "a.xlsx", (1, "王雪", "13800000001", "石磴村1号", "石磴村")))
    change_set = listed(office, tmp_path / "b.xlsx", (1, "李丽", "13800000009", "东坡村1号", "东坡村"))
    [entry] = change_set.files[0].entries
    assert entry.outcome == "rejected"
    assert [found.code for _, found in entry.problems] == ["other_office"]


def test_who_belongs_elsewhere_is_handed_on_as_a_list_of_the_same_form(office, tmp_path):
    intake.commit(office, listed(office, tmp_path / "a.xlsx", (1, "王雪", "13800000001", "石磴村1号", "石磴村")))
    rows = ((1, "李丽", "13800000009", "东坡村1号", "东坡村"), (2, "赵四", "13800000008", "西坡村2号", "西坡村"))
    change_set = listed(office, tmp_path / "b.xlsx", *rows)
    assert change_set.writes_nothing
    handing_on.hand_on(office, change_set, tmp_path / "on.xlsx", ON, "移交")
    with make_office(tmp_path / "other") as other:
        taken = intake.preview(other, [intake.Request(tmp_path / "on.xlsx")], ON)
        assert taken.counts() == {"added": 2}, "the other office takes it in as it comes"
        intake.commit(other, taken)
        assert {(card.name, card.village, card.phone) for card in people(other, ON)} == {
            ("李丽", "东坡村", "13800000009"),
            ("赵四", "西坡村", "13800000008"),
        }


def test_with_nobody_to_hand_on_it_says_so(office, tmp_path):
    change_set = listed(office, tmp_path / "a.xlsx", (1, "王雪", "13800000001", "石磴村1号", "石磴村"))
    with pytest.raises(Refused) as refused:
        handing_on.hand_on(office, change_set, tmp_path / "on.xlsx", ON, "移交")
    assert refused.value.code == "nobody_to_hand_on"
