"""A change set is reviewed: rows are taken, kept, left out, as a whole or field by field, and the counts add up."""

from datetime import date

import pytest

from vaxdesk.actions import editing, intake, intake_history, plans
from vaxdesk.actions.change_set import Choice, Decision
from vaxdesk.actions.likely import likely
from vaxdesk.actions.overview import overview
from vaxdesk.actions.people import people
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules.messages import Refused

from .conftest import ON
from .test_intake import HEADINGS, WANG, changed, roster, take

ZHAO = changed(WANG, 姓名="赵小红", 身份证号="140428195809303148", 联系电话="13700137000", 家庭住址="杏花村2号")


def reviewed(office, path):
    """The change set of a file, its review, and the entries by name."""
    change_set = intake.preview(office, [intake.Request(path)], ON)
    review = change_set.files[0]
    return change_set, review, {entry.name: entry for entry in review.entries}


def decide(review, entry, decision, **options):
    review.choices[entry.sheet, entry.row] = Choice(decision, **options)


def test_a_new_person_can_be_left_out_and_comes_again_next_time(office, tmp_path):
    change_set, review, by_name = reviewed(office, roster(tmp_path, WANG, ZHAO))
    decide(review, by_name["王小明"], Decision.SKIP)
    intake.commit(office, change_set)
    assert [card.name for card in people(office, ON)] == ["赵小红"]
    again, _, _ = reviewed(office, roster(tmp_path, WANG, ZHAO))
    assert again.counts() == {"added": 1, "unchanged": 1}


def test_who_stands_twice_in_the_file_goes_with_the_row_that_brought_them(office, tmp_path):
    second = changed(WANG, 第二剂接种日期=date(2021, 6, 25), 第二剂疫苗企业="北京生物")
    path = tmp_path / "twice.xlsx"
    write_grid(path, {"杏花村": [HEADINGS, WANG], "杏花村二组": [HEADINGS, second]})
    change_set, review, _ = reviewed(office, path)
    assert [entry.outcome for entry in review.entries] == ["added", "updated"]
    decide(review, review.entries[0], Decision.SKIP)
    intake.commit(office, change_set)
    assert office.people == 0


def test_a_contradiction_is_settled_for_the_row_field_by_field(office, tmp_path):
    take(office, roster(tmp_path, WANG))
    other = changed(WANG, 联系电话="13900139000", 第一剂接种日期=date(2021, 6, 2))
    change_set, review, by_name = reviewed(office, roster(tmp_path, other))
    entry = by_name["王小明"]
    assert entry.outcome == "conflict"
    assert [(part.field, part.old, part.new) for part in entry.changes] == [
        ("phone", "13800138000", "13900139000"),
        ("given_on", date(2021, 6, 1), date(2021, 6, 2)),
    ]
    assert change_set.writes_nothing
    decide(review, entry, Decision.ACCEPT, refused=frozenset({0}))
    assert not change_set.writes_nothing
    _, before = take(office, roster(tmp_path, ZHAO))
    change, _ = intake.commit(office, change_set)
    [card] = [card for card in people(office, ON) if card.name == "王小明"]
    assert (card.phone, card.doses[0].on) == ("13800138000", date(2021, 6, 2))
    intake.undo(office, change)
    [card] = [card for card in people(office, ON) if card.name == "王小明"]
    assert card.doses[0].on == date(2021, 6, 1)
    assert before


def test_another_name_under_the_number_is_taken_only_by_a_person(office, tmp_path):
    take(office, roster(tmp_path, WANG))
    change_set, review, by_name = reviewed(office, roster(tmp_path, changed(WANG, 姓名="王晓明")))
    decide(review, by_name["王晓明"], Decision.ACCEPT)
    intake.commit(office, change_set)
    assert [card.name for card in people(office, ON)] == ["王晓明"]


def test_a_kept_row_changes_nothing(office, tmp_path):
    take(office, roster(tmp_path, WANG))
    change_set, review, by_name = reviewed(office, roster(tmp_path, changed(WANG, 联系电话="13900139000")))
    decide(review, by_name["王小明"], Decision.KEEP)
    assert change_set.writes_nothing
    intake.commit(office, change_set)
    assert [card.phone for card in people(office, ON)] == ["13800138000"]


def many(village, first, count=20):
    """Rows of that many people of a village, without numbers."""
    return [
        changed(
            WANG, 姓名=f"李{chr(0x4E00 + nth)}", 身份证号=None, 家庭住址=f"{village}{nth}号", 联系电话=f"13{nth:09}"
        )
        for nth in range(first, first + count)
    ]


def test_a_file_of_other_villages_is_asked_about(office, tmp_path):
    first = intake.preview(office, [intake.Request(roster(tmp_path, *many("杏花村", 0)))], ON)
    assert first.files[0].foreign is None, "nobody is known yet: there is nothing to hold the file against"
    intake.commit(office, first)
    path = tmp_path / "far.xlsx"
    write_grid(path, {"桃花村": [HEADINGS, *many("桃花村", 100, 15), *many("桃花村", 0, 5)]})
    foreign = intake.preview(office, [intake.Request(path)], ON).files[0].foreign
    assert foreign == (20, 5)
    assert intake.preview(office, [intake.Request(path, village="桃花村")], ON).files[0].foreign is None
    write_grid(path, {"桃花村": [HEADINGS, *many("桃花村", 100, 19)]})
    assert intake.preview(office, [intake.Request(path)], ON).files[0].foreign is None, "too few rows to tell"


STRANGE = ("户口姓名", "公民编码", "手机", "住处", "打针日子", "哪家的")


def strange(folder, *rows):
    path = folder / "strange.xlsx"
    write_grid(path, {"杏花村": [STRANGE, *rows]})
    return path


ROWS = [
    ("王小明", "11010519491231002X", "13800138000", "杏花村1号", date(2021, 6, 1), "北京生物"),
    ("赵小红", "140428195809303148", "13700137000", "杏花村2号", date(2021, 6, 2), "北京生物"),
]


def test_unknown_headings_are_asked_about_once_with_a_guess(office, tmp_path):
    path = strange(tmp_path, *ROWS)
    with pytest.raises(intake.Unsure) as unsure:
        intake.preview(office, [intake.Request(path)], ON, ask=True)
    [question] = unsure.value.questions
    assert question.headings == STRANGE
    assert question.guess.columns == {"name": 0, "id": 1, "phone": 2, "date1": 4}
    assert question.rows[0][:2] == ("王小明", "11010519491231002X")
    answer = question.guess._replace(columns={**question.guess.columns, "product1": 5, "address": 3})
    change_set = intake.preview(office, [intake.Request(path, mapping=(answer,))], ON, ask=True)
    intake.commit(office, change_set)
    assert overview(office, ON).counts["incomplete"] == 2
    next_week = strange(tmp_path, *ROWS[::-1])
    assert intake.preview(office, [intake.Request(next_week)], ON, ask=True).counts() == {"unchanged": 2}


def test_a_mapping_file_does_it_without_a_window(office, tmp_path):
    mapping = tmp_path / "columns.toml"
    mapping.write_text(
        'kind = "roster"\n[columns]\nname = "户口姓名"\nid = "公民编码"\ndate1 = "打针日子"\nproduct1 = "哪家的"\n',
        "utf-8",
    )
    change_set, _ = take(office, strange(tmp_path, *ROWS), mapping=mapping)
    assert change_set.counts() == {"added": 2}
    again, _ = take(office, strange(tmp_path, *ROWS))
    assert again.counts() == {"unchanged": 2}, "the headings are remembered"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "TOML"),
        ('kind = "poem"\n[columns]\nname = "姓名"', "kind"),
        ('[columns]\nshoe = "鞋码"', "shoe"),
        ('[columns]\nname = "大名"', "大名"),
        ("x = 1", "columns"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_in_a_sentence(office, tmp_path, text, told):
    mapping = tmp_path / "columns.toml"
    mapping.write_text(text, "utf-8")
    with pytest.raises(Refused) as refused:
        intake.preview(office, [intake.Request(strange(tmp_path, *ROWS), mapping=mapping)], ON)
    assert refused.value.code == "mapping_invalid"
    assert told in str(refused.value.message.values)


def test_a_missing_number_is_looked_for_in_columns_nobody_knows(office, tmp_path):
    path = tmp_path / "list.xlsx"
    headings = ("姓名", "电脑号", "第一剂接种日期", "第一剂疫苗企业")
    write_grid(path, {"杏花村": [headings, *((row[0], row[1], *row[4:]) for row in ROWS)]})
    with pytest.raises(intake.Unsure) as unsure:
        intake.preview(office, [intake.Request(path)], ON, ask=True)
    assert unsure.value.questions[0].guess.columns["id"] == 1


@pytest.mark.parametrize(
    "file", ["street-roster.xlsx", "second-roster.xls", "canvass.xls", "checkpoint.xlsx", "migrants.xlsx"]
)
def test_the_samples_ask_nothing(township, samples, file):
    assert intake.preview(township, [intake.Request(samples / file)], ON, ask=True).files


@pytest.mark.parametrize(
    ("told", "ground"),
    [
        (changed(WANG, 身份证号=110105194912310000.0), "first {count} digits"),
        (changed(WANG, 身份证号="110105194912310026"), "digit"),
        (changed(WANG, 姓名="王晓明", 身份证号="1101051949123100"), "sound"),
        (changed(WANG, 姓名="李大山", 身份证号="1101051949123100", 联系电话="13900139000", 家庭住址="杏花村9号"), None),
    ],
)
def test_a_row_that_goes_back_says_whom_it_may_speak_of(office, tmp_path, told, ground):
    take(office, roster(tmp_path, WANG))
    _, review, by_name = reviewed(office, roster(tmp_path, told))
    [entry] = by_name.values()
    assert entry.outcome == "rejected"
    found = likely(office, review, entry)
    assert [each.person.name for each in found] == (["王小明"] if ground else [])
    if ground:
        assert any(ground in each.text for each in found[0].likeness.grounds), found[0].likeness.grounds
    assert office.people == 1


def test_an_undo_keeps_a_later_edit_of_a_field_and_tells_who_made_it(office, tmp_path):
    take(office, roster(tmp_path, WANG, ZHAO))
    _, second = take(
        office, roster(tmp_path, changed(WANG, 联系电话="13900139000"), changed(ZHAO, 联系电话="13900139001"))
    )
    [wang] = [card for card in people(office, ON) if card.name == "王小明"]
    editing.carry_out(office, plans.change_person(office, wang.id, {"phone": "13700000000"}))
    undone, _ = intake.undo(office, second)
    phones = {card.name: card.phone for card in people(office, ON)}
    assert phones == {"王小明": "13700000000", "赵小红": "13700137000"}
    [kept] = intake_history.stayed(office, undone.stayed)
    assert kept.person == wang.id
    assert (kept.why.values["name"], kept.why.values["by"]) == ("王小明", office.user)
