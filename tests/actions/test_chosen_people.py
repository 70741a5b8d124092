"""What is done with several chosen people at once: one change each, taken back by one undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vaxdesk.actions import assignments, chosen_people, editing, residents
from vaxdesk.actions.contact_plans import record
from vaxdesk.actions.duplicates import merge
from vaxdesk.actions.editing import carry_out
from vaxdesk.actions.intake import Request, commit, preview
from vaxdesk.actions.judging import SLICE
from vaxdesk.actions.office import Office, create_office
from vaxdesk.actions.people import find
from vaxdesk.actions.residents import Filter, Order
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules.assignments import Duty
from vaxdesk.rules.messages import Cancelled, Refused
from vaxdesk.rules.optional_fields import TAGS

from .conftest import ON

HEADINGS = ("姓名", "出生日期", "性别", "家庭住址")
PEOPLE = ("王秀英", "王小明", "赵晓红")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Three people of a village."""
    office = create_office(
        tmp_path / "office.vaxdesk", "correct horse", "云岭镇", "长子县", today=ON, recorded={TAGS: "回访"}
    )
    path = tmp_path / "roster.xlsx"
    rows = [(name, f"196{nth}-03-05", "女", f"桥头村前街{nth}号") for nth, name in enumerate(PEOPLE)]
    write_grid(path, {"桥头村": [HEADINGS, *rows]})
    commit(office, preview(office, [Request(path)], ON))
    yield office
    office.close()


def ids(office: Office) -> list[int]:
    return [find(office, name, ON)[0].id for name in PEOPLE]


def tagged(office: Office, tag: str) -> list[int]:
    return list(residents.ids(office, Filter(tags=frozenset({tag})), Order("tags"), on=ON))


def test_a_tag_is_put_on_several_filtered_by_counted_and_taken_back_at_once(office: Office) -> None:
    one, two, three = ids(office)
    chosen_people.put_tag(office, [one], "周六专场")
    chosen_people.put_tag(office, [one, two], " 周六专场 ")
    assert tagged(office, "周六专场") == [one, two]
    assert residents.facets(office, on=ON).tags == {"周六专场": 2}
    assert [row.tags for row in residents.page(office, [one, three], on=ON) if row] == [("周六专场",), ()]
    last = editing.last_own_change(office)
    assert last is not None
    editing.undo(office, last.id)
    assert tagged(office, "周六专场") == [one]
    chosen_people.drop_tag(office, [one, two], "周六专场")
    assert chosen_people.known_tags(office) == []
    editing.undo_last(office)
    assert tagged(office, "周六专场") == [one]


def test_a_tag_without_a_word_or_too_long_is_refused(office: Office) -> None:
    for tag, code in (("  ", "needed"), ("长" * 13, "too_long")):
        with pytest.raises(Refused) as refused:
            chosen_people.put_tag(office, [1], tag)
        assert refused.value.code == code
    assert chosen_people.known_tags(office) == []


def test_a_whole_township_is_one_change_that_can_be_stopped_half_way_and_taken_back(
    office: Office, tmp_path: Path
) -> None:
    rows = [(f"李{nth}", "1960-03-05", "女", f"桥头村后街{nth}号") for nth in range(SLICE + 200)]
    write_grid(tmp_path / "more.xlsx", {"桥头村": [HEADINGS, *rows]})
    commit(office, preview(office, [Request(tmp_path / "more.xlsx")], ON))
    everybody = list(residents.ids(office, on=ON))
    reports = []

    def stop(done: int, total: int) -> None:
        reports.append((done, total))
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        chosen_people.put_tag(office, everybody, "周六专场", stop)
    assert reports == [(0, len(everybody)), (SLICE, len(everybody))]
    assert chosen_people.known_tags(office) == []
    chosen_people.put_tag(office, everybody, "周六专场")
    chosen_people.answer_for(office, everybody, Duty.GRID_WORKER, "李网格")
    assert tagged(office, "周六专场") == everybody
    assert [row.name for row in residents.page(office, everybody, on=ON) if row] == [
        row[1] for row in chosen_people.list_of(office, everybody, ON).sheet.rows
    ]
    chosen_people.drop_tag(office, everybody, "周六专场")
    last = editing.last_own_change(office)
    assert last is not None
    with pytest.raises(Cancelled):
        editing.undo(office, last.id, stop)
    assert tagged(office, "周六专场") == []
    editing.undo(office, last.id)
    assert tagged(office, "周六专场") == everybody
    editing.undo_last(office)
    assert assignments.answering(office, everybody[-1]) == []
    editing.undo_last(office)
    assert tagged(office, "周六专场") == []


def test_a_list_of_more_people_than_can_be_printed_is_refused(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        chosen_people.list_of(office, [1] * 100_001, ON)
    assert refused.value.code == "too_many_people"


def test_a_tag_follows_a_merge_and_comes_back_with_its_undo(office: Office) -> None:
    one, two, _ = ids(office)
    chosen_people.put_tag(office, [two], "周六专场")
    merge(office, one, two)
    assert tagged(office, "周六专场") == [one]
    editing.undo_last(office)
    assert tagged(office, "周六专场") == [two]


def test_somebody_answers_for_several_until_that_is_taken_back(office: Office) -> None:
    one, two, three = ids(office)
    chosen_people.answer_for(office, [one, two], Duty.GRID_WORKER, "李网格")
    assert [each.who for each in assignments.answering(office, two)] == ["李网格"]
    assert assignments.answering(office, three) == []
    editing.undo_last(office)
    assert assignments.answering(office, one) == []


def test_people_of_a_grid_are_found_counted_and_sorted_by_it(office: Office) -> None:
    one, two, three = ids(office)
    residents.ids(office, order=Order("grid"), on=ON)
    grid = assignments.make_grid(office, "桥头村", "第一网格")
    assignments.put_street(office, grid, "2号")
    code = ("桥头村", "第一网格")
    assert list(residents.ids(office, Filter(grids=frozenset({code})), on=ON)) == [three]
    assert residents.facets(office, on=ON).grids == {code: 1}
    assert list(residents.ids(office, order=Order("grid"), on=ON)) == [three, one, two]


def test_the_list_keeps_the_order_and_the_call_list_leaves_out_who_wishes_for_no_contact(office: Office) -> None:
    one, two, three = ids(office)
    carry_out(office, record(office, two, {"way": "phone", "answer": "declined", "contacted_on": "2021-12-18"}))
    listed = chosen_people.list_of(office, [three, two, one], ON)
    assert ([row[1] for row in listed.sheet.rows], listed.left_alone) == (["赵晓红", "王小明", "王秀英"], 0)
    calls = chosen_people.list_of(office, [three, two, one], ON, chosen_people.CALLS)
    assert ([row[1] for row in calls.sheet.rows], calls.left_alone) == (["赵晓红", "王秀英"], 1)
