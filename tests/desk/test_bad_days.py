"""What goes wrong in an office: the register moves while it is open, the keyboard is in the wrong mode. A sentence says so."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from vaxdesk.actions.office import open_office
from vaxdesk.desk.person_forms import ADDING
from vaxdesk.desk.person_page import PersonPage
from vaxdesk.desk.window import MainWindow
from vaxdesk.rules import grades
from vaxdesk.rules.messages import Refused

from .conftest import ON, PASSPHRASE
from .test_person_page import family, fill
from .test_person_page import person as person_page

__all__ = ["family", "person_page"]

Settled = Callable[[MainWindow], None]


def test_a_register_that_was_moved_away_saves_nothing_until_it_is_back(
    window: MainWindow,
    settled: Settled,
    register: Path,
    person_page: PersonPage,
    tmp_path: Path,
) -> None:
    person_page.open_form(ADDING["note"])
    fill(person_page.opened, note="家里有人在")
    settled(window)
    register.rename(tmp_path / "bin")
    person_page.opened.save()
    settled(window)
    assert "已不在原处" in person_page.opened.effect.text()
    assert person_page.opened.fields["note"].value() == "家里有人在", "what was typed stays"
    (tmp_path / "bin").rename(register)
    person_page.opened.save()
    settled(window)
    assert person_page.opened is None
    assert "note" in [event.kind for event in person_page.timeline.events]


def test_a_search_in_a_register_that_is_gone_says_so(
    window: MainWindow,
    settled: Settled,
    register: Path,
    person_page: PersonPage,
    tmp_path: Path,
) -> None:
    register.rename(tmp_path / "bin")
    window.go("residents")
    settled(window)
    assert "已不在原处" in window.page.refusal.text()
    (tmp_path / "bin").rename(register)


@pytest.mark.parametrize(
    "typed",
    ["ｃｏｒｒｅｃｔ　ｈｏｒｓｅ　ｂａｔｔｅｒｙ　ｓｔａｐｌｅ", "CORRECT HORSE BATTERY STAPLE", f" {PASSPHRASE} "],
)
def test_a_passphrase_typed_in_the_wrong_mode_of_the_keyboard_opens(register: Path, typed: str) -> None:
    open_office(register, typed, today=ON).close()


def test_a_wrong_passphrase_says_what_it_may_be(register: Path) -> None:
    with pytest.raises(Refused, match=r"wrong_passphrase: .*full-width signs"):
        open_office(register, "正确的马儿电池", today=ON)
    with pytest.raises(Refused, match=r"wrong_passphrase: .*Caps Lock the other way"):
        open_office(register, "correct horse", today=ON)


def test_two_windows_on_one_register(window: MainWindow, settled: Settled, register: Path, qtbot: QtBot) -> None:
    with open_office(register, PASSPHRASE, today=ON):
        window.welcome.begin(register, PASSPHRASE, ON)
        settled(window)
        card = window.welcome.open_card
        assert "另一台电脑上打开" in card.refusal.text()
        card.passphrase.setText(PASSPHRASE)
        card.read.click()
        settled(window)
        assert window.bar.reading.isVisible()
        assert window.hands.worker.holds


@pytest.mark.parametrize(
    ("product", "day", "said"),
    [
        ("科兴中维", "2121-08-03", "日期"),
        ("科兴中维", "1821-08-03", ""),
        ("科兴中维", "2021-02-30", "日期"),
    ],
)
def test_a_dose_on_a_day_that_cannot_be_is_refused_at_its_field(
    window: MainWindow,
    settled: Settled,
    person_page: PersonPage,
    product: str,
    day: str,
    said: str,
) -> None:
    person_page.open_form(ADDING["dose"])
    fill(person_page.opened, product=product, given_on=day, evidence=next(iter(grades.load())))
    settled(window)
    assert person_page.opened.refusals["given_on"].isVisible()
    assert said in person_page.opened.refusals["given_on"].text()


def test_a_whole_spreadsheet_pasted_into_the_box_for_everything(
    window: MainWindow,
    settled: Settled,
    person_page: PersonPage,
    qtbot: QtBot,
) -> None:
    window.finder.setText("王小明\t13812345678\n" * 2000)
    settled(window)
    assert not window.finder.hits
    window.finder.clear()


@pytest.mark.parametrize("day", [QDate(1752, 9, 14), QDate(9999, 12, 31)])
def test_a_working_date_outside_reason_cannot_be_chosen(
    window: MainWindow, settled: Settled, person_page: PersonPage, day: QDate
) -> None:
    before = window.bar.view.on
    window.bar.on.setDate(day)
    settled(window)
    assert window.bar.view.on in (before, date(2000, 1, 1), date(2099, 12, 31))
    window.go("overview")
    settled(window)
    assert window.page.refusal.isHidden()
