"""The canvass workbook of a village: every row as the truth says, households with their codes, and what is told at the door."""

from datetime import date

import pytest

from vaxdesk.actions import intake, intake_history
from vaxdesk.actions.people import people
from vaxdesk.papers.tables import load_layouts, recognise
from vaxdesk.papers.workbook_in import read_workbook
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules import canvass_rows
from vaxdesk.rules.canvass_rows import CanvassReader

from .conftest import ON

FILE = "canvass.xls"
SEEN = {"dose_self_reported"}
"""Told but not recorded, of people nobody had heard of: the truth leaves it to the program to remark."""
HEADINGS = (
    "户号",
    "户主",
    "家庭住址",
    "姓名",
    "与户主关系",
    "身份证号",
    "联系电话",
    "接种剂次",
    "未接种原因",
    "接种意愿",
)
NUMBER = "140428198208186170"
ROSTER = ("姓名", "身份证号", "家庭住址", "居住状态", "第一剂接种日期", "第一剂疫苗企业", "未种原因")


@pytest.fixture(scope="module")
def canvassed(township, samples):
    """The township after its canvass, with the change set."""
    change_set = intake.preview(township, [intake.Request(samples / FILE)], ON)
    township.canvass = change_set
    township.change, _ = intake.commit(township, change_set)
    return township


def test_every_row_is_as_the_truth_says(canvassed, truth):
    [review] = canvassed.canvass.files
    rows = {row["row"]: row for row in truth["files"][FILE]["rows"]}
    assert {entry.row: entry.outcome for entry in review.entries} == {row: rows[row]["outcome"] for row in rows}
    for entry in review.entries:
        found = {(cell, found.field, found.severity, found.code) for cell, found in entry.problems}
        told = {(p["cell"], p["column"], p["severity"], p["code"]) for p in rows[entry.row]["problems"]}
        assert told <= found
        assert {code for *_, code in found - told} <= SEEN
    skipped = {(row.row, row.why) for row in review.skipped}
    assert skipped == {(row["row"], row["why"]) for row in truth["files"][FILE]["skipped"]}


def test_a_merged_cell_holds_for_its_whole_household(canvassed, samples, truth):
    [table] = recognise(read_workbook(samples / FILE), load_layouts()).tables
    reader = CanvassReader(table.fields, canvassed.writing, canvassed.vocabulary, canvassed.today)
    told = canvass_rows.load()
    read = {number: reader.canvass(cells, told) for number, cells in table.rows}
    for row in truth["files"][FILE]["rows"]:
        there = read[row["row"]]
        assert (there.person.household, there.head, there.person.address) == (
            row["household"],
            row["head"],
            row["address"],
        )
        assert (there.told, there.person.reason) == (row["said_doses"], row["reason"])


def test_people_stand_where_the_truth_says_and_live_in_their_household(canvassed, truth):
    numbers = {person["key"]: person["id_number"] for person in truth["persons"]}
    cards = {card.number: card for card in people(canvassed, ON)}
    for row in truth["files"][FILE]["rows"]:
        card = cards[numbers[row["person"]]]
        assert (card.village, card.household) == ("柳荫沟村", row["household"])
        if row["standing_after"]:
            assert card.standing == row["standing_after"]


def test_taking_it_in_again_changes_nothing(canvassed, samples):
    again = intake.preview(canvassed, [intake.Request(samples / FILE)], ON)
    assert again.writes_nothing
    assert again.counts() == {"matched": 292}


def take(office, path, headings, *rows, title="花名册"):
    """Take rows under headings in; the change set."""
    write_grid(path, {"石磴村": [(title,), headings, *rows]})
    change_set = intake.preview(office, [intake.Request(path)], ON)
    intake.commit(office, change_set)
    return change_set


def met(office, path, *told, number=NUMBER):
    """Somebody was met at the door, and told doses and reason."""
    row = ("01-001", "王雪", "石磴村1号", "王雪", "户主", number, "", *told, "")
    return take(office, path, HEADINGS, row, title="入户摸排 摸排日期：2021年12月18日")


def on_the_roster(office, path, reason):
    """The same person on a roster, with a reason."""
    return take(office, path, ROSTER, ("王雪", NUMBER, "石磴村1号", "常住", None, None, reason))


def standing(office):
    """Standing and detail of the one person."""
    [card] = people(office, ON)
    return card.standing, card.detail


def codes(change_set):
    return [found.code for _, found in change_set.files[0].entries[0].problems]


def test_who_says_none_at_the_door_was_asked(office, tmp_path):
    met(office, tmp_path / "door.xlsx", 0, "")
    assert standing(office) == ("unvaccinated", "not_stated")


def test_told_doses_are_not_recorded(office, tmp_path):
    change_set = met(office, tmp_path / "door.xlsx", "2针", "")
    assert codes(change_set) == ["dose_self_reported"]
    assert standing(office) == ("unverified", "never_asked")


def test_the_free_words_of_the_door_are_kept_as_a_note_once(office, tmp_path):
    row = (
        "01-001",
        "王雪",
        "石磴村1号",
        "王雪",
        "户主",
        NUMBER,
        "",
        0,
        "外出务工",
        "返乡后接种",
        "河南省林州市",
        "正月回来",
    )
    headings = (*HEADINGS, "外出去向", "备注")
    take(office, tmp_path / "door.xlsx", headings, row, title="入户摸排")
    assert take(office, tmp_path / "again.xlsx", headings, row, title="入户摸排").writes_nothing
    notes = office.db.conn.execute("SELECT text FROM notes").fetchall()
    assert notes == [("外出去向：河南省林州市 接种意愿：返乡后接种 备注：正月回来",)]


def test_two_codes_of_one_household_are_remarked_and_the_first_counts(office, tmp_path):
    rows = [("01-001", "王雪", "石磴村1号", "王雪", "户主", NUMBER, "", 0, "", ""), ("01-002", "", "石磴村1号", "王冬")]
    rows[1] += ("子", "", "13800000009", 0, "", "")
    change_set = take(office, tmp_path / "door.xlsx", HEADINGS, *rows, title="入户摸排")
    assert [found.code for _, found in change_set.files[0].entries[1].problems] == ["id_missing", "household_conflict"]
    assert {card.household for card in people(office, ON)} == {"01-001"}
    assert take(office, tmp_path / "again.xlsx", HEADINGS, *rows, title="入户摸排").writes_nothing


def test_somebody_met_twice_is_taken_once(office, tmp_path):
    row = ("01-001", "王雪", "石磴村1号", "王雪", "户主", NUMBER, "13800000001", 0, "", "")
    again = (*row[:6], "13800000002", *row[7:])
    change_set = take(office, tmp_path / "door.xlsx", HEADINGS, row, again, title="入户摸排")
    assert change_set.counts() == {"added": 1, "matched": 1}
    assert [card.phone for card in people(office, ON)] == ["13800000001"]


def test_a_word_that_is_no_reason_is_shown(office, tmp_path):
    assert codes(met(office, tmp_path / "door.xlsx", 0, "门锁着")) == ["reason_unknown"]


def test_a_later_roster_does_not_overwrite_what_was_told_at_the_door(office, tmp_path):
    met(office, tmp_path / "door.xlsx", 0, "不愿接种")
    change_set = on_the_roster(office, tmp_path / "roster.xlsx", "外出务工")
    assert change_set.counts() == {"conflict": 1}
    assert codes(change_set) == ["reason_conflict"]
    assert standing(office) == ("unvaccinated", "declined")


def test_the_door_does_not_overwrite_the_roster_but_fills_what_was_not_stated(office, tmp_path):
    on_the_roster(office, tmp_path / "roster.xlsx", "未接种")
    assert met(office, tmp_path / "door.xlsx", 0, "犹豫观望").counts() == {"matched": 1}
    assert standing(office) == ("unvaccinated", "hesitant")
    assert met(office, tmp_path / "again.xlsx", 0, "不愿接种").counts() == {"matched": 1}  # the door may think again


def test_a_reason_of_the_roster_stays_until_a_person_decides(office, tmp_path):
    on_the_roster(office, tmp_path / "roster.xlsx", "外出务工")
    assert met(office, tmp_path / "door.xlsx", 0, "不愿接种").counts() == {"conflict": 1}
    assert standing(office) == ("unvaccinated", "away")


def test_somebody_whose_number_nobody_knew_is_asked_about(office, tmp_path):
    met(office, tmp_path / "door.xlsx", 0, "", number="")
    change_set = met(office, tmp_path / "again.xlsx", 0, "")
    assert change_set.counts() == {"to_confirm": 1}
    assert change_set.writes_nothing


def test_undo_takes_everything_back(office, tmp_path):
    on_the_roster(office, tmp_path / "roster.xlsx", "未接种")
    before = people(office, ON)
    met(office, tmp_path / "door.xlsx", 0, "犹豫观望")
    assert people(office, ON) != before
    intake.undo(office, intake_history.intakes(office)[0].change)
    assert people(office, ON) == before


@pytest.mark.parametrize(
    ("text", "count"),
    [("2针", 2), ("２剂", 2), ("3", 3), ("两针", 2), ("未种", 0), ("0", 0), ("不详", None), ("", None), ("99", None)],
)
def test_counts_as_they_are_told(text, count):
    assert canvass_rows.load().count(text) == count


def test_the_day_of_the_canvass_is_that_of_its_caption(canvassed):
    assert canvassed.canvass.files[0].stated_on == date(2021, 12, 18)
