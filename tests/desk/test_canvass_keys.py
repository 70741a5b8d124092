"""Keys per household, counted on the real page with the standard set of forty paper households, and in a spreadsheet beside it.

A key is every press; Ctrl+Enter and Ctrl+N are two. A Chinese character counts as one on both sides, however it is composed. The
code of a household is not counted: it is scanned, or at most six digits. The spreadsheet is the one of a village: a row for each
person, Tab or Enter from cell to cell, and nothing is filled in from the number.
"""

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from vaxdesk.actions import canvass_desk
from vaxdesk.actions.households import household_at
from vaxdesk.actions.intake import Request, commit, preview
from vaxdesk.actions.office import open_office
from vaxdesk.actions.people import people
from vaxdesk.desk.canvass_page import CanvassPage
from vaxdesk.desk.window import MainWindow
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.register.households import visits

from .conftest import ON, PASSPHRASE

Settled = Callable[[MainWindow], None]
VILLAGE = "桥头村"
PAPER = (Path(__file__).parent / "paper_households.toml").read_text(encoding="utf-8")
SET: list[dict[str, Any]] = tomllib.loads(PAPER)["household"]
ROSTER = (
    "姓名", "身份证号", "家庭住址", "与户主关系", "联系电话", "第一剂接种日期", "第一剂疫苗企业", "第二剂接种日期",
    "第二剂疫苗企业",
)  # fmt: skip
ALL_AS_PRINTED, NEW_HOUSEHOLD = 4, 220
"""The keys a household may cost at most."""
COLUMNS = (
    "doses",
    "date1",
    "product1",
    "date2",
    "product2",
    "reason",
    "away",
    "phone",
    "departure",
    "willing",
    "visited",
    "by",
)
"""What a spreadsheet asks for behind the printed columns of a person, in its order."""


class Keyboard:
    """Presses keys on whatever has the focus, and counts them."""

    def __init__(self) -> None:
        self.presses = 0

    def type(self, text: str) -> None:
        """Type characters; those that an input method composes come whole."""
        for sign in text:
            self.presses += 1
            if sign.isascii():
                QTest.keyClicks(_focus(), sign)
            else:
                _focus().insert(sign)  # type: ignore[attr-defined]

    def press(self, key: Qt.Key, control: bool = False) -> None:
        """Press a key, with Ctrl or without."""
        self.presses += 1 + control
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(_focus(), key, modifier)


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def typed_in_a_spreadsheet(household: dict[str, Any]) -> int:
    """Characters and cell moves for the same content, row by row."""
    if household["kind"] == "new":
        (day1, product1), (day2, product2) = household["doses"]
        cells = 0
        for name, number, relation, phone in household["members"]:
            sex, birth = "男", f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
            row = (
                VILLAGE,
                household["address"],
                name,
                relation,
                number,
                sex,
                birth,
                phone,
                "2",
                day1,
                product1,
                day2,
                product2,
            )
            cells += sum(len(text) + 1 for text in (*row, "2021-12-18", "李红"))
        return cells
    told = {(row, _column(what)): text for what, row, text in household["cells"]}
    rows = range(1, len(household["members"]) + 1)
    texts = sum(len(text) for text in told.values()) + len(rows) * len("√")
    moves = sum(COLUMNS.index(column) + 1 for _, column in told)
    visit = len("2021-12-18") + len("李红") + 2
    return texts + moves + len(rows) + visit


def _column(what: str) -> str:
    return {"dose": "date2", "new": "doses"}.get(what, what)


@pytest.fixture
def street(register: Path, tmp_path: Path) -> dict[str, str]:
    """The printed households in the register; their codes by address."""
    path = tmp_path / "roster.xlsx"
    rows = []
    printed = [household for household in SET if household["kind"] != "new"]
    for household in printed:
        for nth, (name, number, relation, phone) in enumerate(household["members"]):
            doses = [cell for day, product in household["doses"] for cell in (day, product)] if nth == 0 else [None] * 4
            rows.append((name, number, household["address"], relation, phone, *doses))
    write_grid(path, {VILLAGE: [ROSTER, *rows]})
    with open_office(register, PASSPHRASE, today=ON) as office:
        commit(office, preview(office, [Request(path)], ON))
        homes = {
            household["address"]: household_at(office, VILLAGE, household["address"]) or 0 for household in printed
        }
        return {address: canvass_desk.open_household(office, home, ON).code for address, home in homes.items()}


@pytest.fixture
def page(window: MainWindow, settled: Settled, register: Path, street: dict[str, str]) -> CanvassPage:
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.bar.village.setCurrentText(VILLAGE)
    window.go("canvass")
    settled(window)
    window.activateWindow()
    (page,) = (page for page in window.stack.pages if isinstance(page, CanvassPage))
    page.sheet.strip.fields["canvasser"].setText("李红")
    return page


def key_printed(keyboard: Keyboard, lines: Sequence[str]) -> None:
    """The lines of a sheet, then save: the last line needs no Enter of its own."""
    for line in lines[:-1]:
        keyboard.type(line)
        keyboard.press(Qt.Key.Key_Return)
    keyboard.type(lines[-1])
    keyboard.press(Qt.Key.Key_Return, control=True)


def key_new(keyboard: Keyboard, wait: Callable[[], None], household: dict[str, Any]) -> None:
    """A new household: its address, then four members whose fields move on when they are full."""
    keyboard.press(Qt.Key.Key_N, control=True)
    wait()
    keyboard.type(household["address"])
    keyboard.press(Qt.Key.Key_Return)
    wait()
    keyboard.type("+")
    (day1, _), (day2, _) = household["doses"]
    doses = f"2 1 {day1[2:].replace('-', '')} {day2[5:].replace('-', '')}"
    relations = ("户主", "配偶", "儿子", "女儿")
    for name, number, relation, phone in household["members"]:
        keyboard.type(name)
        keyboard.press(Qt.Key.Key_Return)
        keyboard.type(str(relations.index(relation) + 1))
        keyboard.type(number)
        keyboard.type(phone)
        if not phone:
            keyboard.press(Qt.Key.Key_Return)
        keyboard.type(doses)
        keyboard.press(Qt.Key.Key_Return)
        wait()
    keyboard.press(Qt.Key.Key_Return, control=True)


def test_the_standard_set_is_keyed_in_few_keys_and_stands_in_the_register(
    window: MainWindow, settled: Settled, page: CanvassPage, street: dict[str, str], register: Path
) -> None:  # fmt: skip
    keys: dict[str, list[tuple[int, int]]] = {}
    page.start.line.setFocus()
    for household in SET:
        keyboard = Keyboard()
        if household["kind"] == "new":
            key_new(keyboard, lambda: settled(window), household)
        else:
            field = page.start.line if page.door is None else page.sheet.line
            field.setFocus()
            QTest.keyClicks(field, street[household["address"]])
            QTest.keyClick(field, Qt.Key.Key_Return)  # the scanner's
            settled(window)
            key_printed(keyboard, household["lines"])
        settled(window)
        assert not page.refusal.isVisible(), (household["paper"], page.refusal.text())
        keys.setdefault(household["kind"], []).append((keyboard.presses, typed_in_a_spreadsheet(household)))
    for kind, counts in keys.items():
        print(
            kind,
            "households, keys here and in a spreadsheet:",
            len(counts),
            *map(sum, zip(*counts, strict=True)),
            max(counts),
        )
    assert max(ours for ours, _ in keys["as_printed"]) <= ALL_AS_PRINTED
    assert max(ours for ours, _ in keys["new"]) <= NEW_HOUSEHOLD
    assert all(ours < theirs for counts in keys.values() for ours, theirs in counts)
    window.hands.worker.stop()
    _stands_in_the_register(register)


def _stands_in_the_register(register: Path) -> None:
    with open_office(register, PASSPHRASE, today=ON) as office:
        assert not canvass_desk.unfinished(office)
        cards = {(card.address, card.name): card for card in people(office, ON)}
        for household in SET:
            home = household_at(office, VILLAGE, household["address"])
            assert home is not None
            assert len(visits(office.db, home)) == 1
            if household["kind"] == "new":
                for name, number, relation, phone in household["members"]:
                    card = cards[household["address"], name]
                    assert (card.number, card.relation, card.phone) == (number, relation, phone)
                    assert [str(dose.on) for dose in card.doses] == [day for day, _ in household["doses"]]
            for what, row, text in household["cells"]:
                if what == "reason":
                    card = cards[household["address"], household["members"][row - 1][0]]
                    assert office.catalogue.reasons[card.reason].text == text
                if what == "dose":
                    assert len(cards[household["address"], household["members"][row - 1][0]].doses) == 3
