"""A person and a household at the desk: facts edited where they stand, doses added by typing, the standing on any day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QPushButton

from vaxdesk.actions.editing import undo_last
from vaxdesk.actions.households import household, household_at, settle, split
from vaxdesk.actions.intake import Request, commit, preview
from vaxdesk.actions.office import open_office
from vaxdesk.actions.people import find
from vaxdesk.desk.chosen_dialogs import HouseholdDutyDialog
from vaxdesk.desk.form_fields import ChoiceField
from vaxdesk.desk.households_page import HouseholdsPage
from vaxdesk.desk.intake_page import IntakePage
from vaxdesk.desk.merge_dialog import MergeDialog
from vaxdesk.desk.person_forms import ADDING, TAKING_OUT
from vaxdesk.desk.person_page import PersonPage
from vaxdesk.desk.plan_form import PlanForm
from vaxdesk.desk.window import MainWindow
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules import grades

from .conftest import ON, PASSPHRASE

Settled = Callable[[MainWindow], None]
HEADINGS = ("姓名", "出生日期", "性别", "联系电话", "家庭住址", "与户主关系", "第一剂接种日期", "第一剂疫苗企业")
FAMILY = ("王秀英", "王小明")
ADDRESS = "桥头村前街3号"


def page_of(window: MainWindow, kind: type[Any]) -> Any:
    (page,) = (page for page in window.stack.pages if isinstance(page, kind))
    return page


def fill(form: PlanForm | None, **values: str) -> None:
    """Type into fields of a form, choose in the others."""
    assert form is not None
    for name, value in values.items():
        field = form.fields[name]
        if isinstance(field, ChoiceField):
            field.setCurrentIndex(field.findData(value))
        else:
            field.setText(value)


@pytest.fixture
def family(register: Path, tmp_path: Path) -> list[int]:
    """A mother and her son in one household, not vaccinated."""
    path = tmp_path / "roster.xlsx"
    mother = ("王秀英", "1962-03-05", "女", "13812345678", ADDRESS, "户主", None, None)
    son = ("王小明", "1985-03-03", "男", "13812345679", ADDRESS, "子", None, None)
    write_grid(path, {"桥头村": [HEADINGS, mother, son]})
    with open_office(register, PASSPHRASE, today=ON) as office:
        commit(office, preview(office, [Request(path)], ON))
        return [find(office, name, ON)[0].id for name in FAMILY]


@pytest.fixture
def person(window: MainWindow, settled: Settled, register: Path, family: list[int]) -> PersonPage:
    """The page of the mother, opened from elsewhere."""
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("person", family[0])
    settled(window)
    page: PersonPage = page_of(window, PersonPage)
    return page


def test_a_dose_is_added_by_typing_and_the_standing_after_it_is_shown_first(
    window: MainWindow, settled: Settled, person: PersonPage
) -> None:
    assert person.heading.text() == "王秀英"
    person.open_form(ADDING["dose"])
    form = person.opened
    assert form is not None
    fill(form, product="科兴中维", given_on="210803", site="云岭镇卫生院", evidence=next(iter(grades.load())))
    settled(window)
    assert "→" in form.effect.text()
    form.save()
    settled(window)
    assert person.opened is None
    assert [event.kind for event in person.timeline.events].count("dose") == 1
    assert "2021" in person.standing.doses.text()
    person.open_form(ADDING["dose"])
    assert form.fields["site"].value() == "云岭镇卫生院"


def test_a_wrong_fact_is_refused_beside_its_field_and_saves_nothing(
    window: MainWindow, settled: Settled, person: PersonPage
) -> None:
    fill(person.facts, birth="2021-13-45")
    settled(window)
    assert person.facts.refusals["birth"].isVisible()
    person.facts.save()
    settled(window)
    assert not [event for event in person.timeline.events if event.kind == "edit"]
    person.facts.leave()
    settled(window)
    assert person.facts.fields["birth"].value() == "1962-03-05"
    assert not person.facts.refusals["birth"].isVisible()


def test_a_number_is_masked_until_somebody_says_what_for(
    window: MainWindow, settled: Settled, person: PersonPage
) -> None:
    assert person.facts.fields["phone"].value() == ""
    person.unmask()
    settled(window)
    assert person.refusal.isVisible()
    person.reason.setText("电话通知第二剂")
    person.unmask()
    settled(window)
    assert person.facts.fields["phone"].value() == "13812345678"
    assert "view" in [event.kind for event in person.timeline.events]


def test_the_standing_on_an_earlier_day_is_another_one(
    window: MainWindow, settled: Settled, person: PersonPage
) -> None:
    person.open_form(ADDING["move_out"])
    assert person.opened is not None
    fill(person.opened, left_on="2021-11-01")
    person.opened.save()
    settled(window)
    gone = person.standing.label.text()
    person.standing.day.setDate(QDate(2021, 10, 1))
    settled(window)
    assert person.standing.label.text() != gone
    assert person.standing.slider.value() == (date(2021, 10, 1) - person.standing.first).days


def test_what_was_recorded_by_mistake_is_taken_out_with_a_reason(
    window: MainWindow, settled: Settled, person: PersonPage
) -> None:
    person.open_form(ADDING["deferral"])
    assert person.opened is not None
    fill(person.opened, issued_on="211201", valid_until="220301")
    person.opened.save()
    settled(window)
    (row,) = (nth for nth, event in enumerate(person.timeline.events) if event.kind == "deferral")
    person.timeline.table.selectRow(row)
    assert not person.timeline.correct_button.isEnabled()
    person.timeline.out_button.click()
    assert person.opened is not None
    assert person.opened.form is TAKING_OUT["deferral"]
    fill(person.opened, why="登记错人")
    person.opened.save()
    settled(window)
    (event,) = (event for event in person.timeline.events if event.kind == "deferral")
    assert not event.counts


def test_a_household_is_split_and_joined_again(
    window: MainWindow, settled: Settled, register: Path, family: list[int], person: PersonPage
) -> None:
    person.household.click()
    settled(window)
    page: HouseholdsPage = page_of(window, HouseholdsPage)
    assert [row[0] for row in page.members.texts()] == list(FAMILY)
    page.people.selectRow(1)
    page.address.setText("桥头村后街8号")
    page.split()
    settled(window)
    assert [row[1:3] for row in page.model.texts()] == [(ADDRESS, "1人"), ("桥头村后街8号", "1人")]
    page.other.setText("桥头村后街9号")
    page.join()
    settled(window)
    assert page.refusal.isVisible()
    page.other.setText("桥头村后街8号")
    page.join()
    settled(window)
    assert len(list(page.members.texts())) == len(FAMILY)
    page.people.activated.emit(page.members.index(1, 0))
    settled(window)
    assert person.heading.text() == "王小明"


def test_households_are_found_by_whoever_lives_there(
    window: MainWindow, settled: Settled, register: Path, family: list[int]
) -> None:
    with open_office(register, PASSPHRASE, today=ON) as office:
        home = household_at(office, "桥头村", ADDRESS)
        assert home is not None
        split(office, home, [family[1]], "桥头村后街8号")
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("households")
    settled(window)
    page: HouseholdsPage = page_of(window, HouseholdsPage)
    page.search.setText("wxm")
    settled(window)
    assert [row[1] for row in page.model.texts()] == ["桥头村后街8号"]


def test_a_row_of_a_review_opens_the_person_it_speaks_of(
    window: MainWindow, settled: Settled, tmp_path: Path, person: PersonPage
) -> None:
    window.go("intake")
    intake: IntakePage = page_of(window, IntakePage)
    intake.preview([tmp_path / "roster.xlsx"])
    settled(window)
    intake.review.tables.rows.activated.emit(intake.review.tables.row_model.index(1, 0))
    settled(window)
    assert person.heading.text() == "王小明"


def test_somebody_gets_what_is_kept_of_them_and_it_is_noted_who_asked(
    window: MainWindow, settled: Settled, person: PersonPage, tmp_path: Path
) -> None:
    out = tmp_path / "record.pdf"
    person.offer_record()
    person.record.save(out)
    settled(window)
    assert (out.exists(), person.record.refusal.isVisible()) == (False, True)
    person.record.reason.setText("本人当面申请，已核对身份证")
    person.record.save(out)
    settled(window)
    with PdfDocument(out) as pdf:
        assert "13812345678" in pdf[0].get_textpage().get_text_range()
    window.go("prints")
    settled(window)
    (noted,) = window.page.model.texts()
    assert {"个人信息及接种情况记录", "本人当面申请，已核对身份证", "王秀英"} <= set(noted)


def test_a_second_entry_is_searched_for_compared_and_merged_from_the_page_and_the_merge_is_undone(
    window: MainWindow, settled: Settled, person: PersonPage, family: list[int]
) -> None:
    person.open_merge()
    settled(window)
    dialog = person.findChild(MergeDialog)
    assert isinstance(dialog, MergeDialog)
    assert not dialog.keep.isEnabled()
    dialog.search.setText("王小明")
    settled(window)
    dialog.table.selectRow(0)
    settled(window)
    assert ("姓名", "王秀英", "王小明") in [row[:3] for row in dialog.both.model.texts()]
    dialog.give.click()
    settled(window)
    assert person.person == family[1]
    assert person.heading.text() == "王小明"
    assert "合并" in window.strip.take_back.text()
    window.undo.trigger()
    settled(window)
    window.go("person", family[0])
    settled(window)
    assert person.standing.label.text().startswith("待核实")


def test_a_deferral_says_until_when_it_runs_and_what_is_then(
    window: MainWindow, settled: Settled, person: PersonPage
) -> None:
    person.open_form(ADDING["deferral"])
    fill(person.opened, cause="妊娠", issued_on="2021-12-01", valid_until="2022-03-01")
    settled(window)
    assert person.opened is not None
    person.opened.save()
    settled(window)
    assert person.standing.ends.text().startswith("暂缓至2022年3月1日（还有72天），到期后：应种未种")


def test_who_answers_for_a_household_is_noted_on_its_page_and_its_card_is_saved(
    window: MainWindow, settled: Settled, register: Path, family: list[int], tmp_path: Path
) -> None:
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("households")
    settled(window)
    page: HouseholdsPage = page_of(window, HouseholdsPage)
    page.table.selectRow(0)
    settled(window)
    page.acts.open_duty()
    settled(window)
    dialog = page.findChild(HouseholdDutyDialog)
    assert isinstance(dialog, HouseholdDutyDialog)
    dialog.save()
    settled(window)
    assert dialog.wrong.isVisible()
    dialog.who.setCurrentText("李网格")
    dialog.save()
    settled(window)
    assert f"网格员（{ADDRESS}）：李网格" in page.about.text()
    page.acts.open_duty()
    settled(window)
    again = next(dialog for dialog in page.findChildren(HouseholdDutyDialog) if dialog.isVisible())
    (out,) = (press for press in again.findChildren(QPushButton) if press.accessibleName().startswith("李网格"))
    out.click()
    settled(window)
    assert "李网格" not in page.about.text()
    window.undo.trigger()
    settled(window)
    assert "李网格" in page.about.text()
    page.acts.save("card", tmp_path / "card.pdf")
    settled(window)
    assert (tmp_path / "card.pdf").exists()
    window.undo.trigger()
    settled(window)
    assert "李网格" not in page.about.text()


def test_chosen_members_move_to_whoever_lives_at_another_address(register: Path, family: list[int]) -> None:
    with open_office(register, PASSPHRASE, today=ON) as office:
        home = household_at(office, "桥头村", ADDRESS)
        assert home is not None
        split(office, home, [family[1]], "桥头村后街9号")
        there = household_at(office, "桥头村", "桥头村后街9号")
        assert there is not None
        changes = settle(office, home, [family[0]], "桥头村后街9号")
        assert changes.people == {family[0]}
        assert [card.name for card in household(office, there, ON).members] == list(FAMILY)
        undo_last(office)
        assert [card.name for card in household(office, home, ON).members] == ["王秀英"]
