"""The manual: a page for every page of the desk in both languages, whose words are those on the screen."""

import re
from pathlib import Path

import pytest
import words as catalogues
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from vaxdesk.actions.language import languages
from vaxdesk.desk.labels import plain
from vaxdesk.desk.manual import folder_of, title_of
from vaxdesk.desk.pages import PAGES
from vaxdesk.desk.pictures import take_pictures
from vaxdesk.desk.window import MainWindow

NAMES = ["index", "keys", "welcome", *(page.name for page in PAGES)]
LINK = re.compile(r"\]\(([^)]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")


def on_screen(language: str) -> set[str]:
    """Every sentence that can stand on the screen, without its mnemonic and the dots that say a question follows."""
    catalogue = {
        text: said for room in catalogues.ROOMS for text, said in catalogues.texts(catalogues.read(room)).items()
    }
    return {plain(each).rstrip(".…:：") for each in (catalogue.values() if language == "zh_CN" else catalogue)}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_the_desk_has_its_page_of_the_manual(language: str, name: str) -> None:
    page = folder_of(language) / f"{name}.md"
    text = page.read_text(encoding="utf-8")
    assert title_of(page)
    lost = [link for link in LINK.findall(text) if not (page.parent / link).is_file()]
    assert not lost, f"{page.name}: take its pictures with python -m vaxdesk.desk.pictures"
    assert name in ("index", "keys") or f"{name}.png" in text


@pytest.mark.parametrize("language", languages())
def test_what_the_manual_prints_in_bold_stands_on_the_screen(language: str) -> None:
    known = on_screen(language)
    wrong = [
        f"{page.name}: {word}"
        for page in sorted(folder_of(language).glob("*.md"))
        for word in BOLD.findall(page.read_text(encoding="utf-8"))
        if word.rstrip(".…") not in known
    ]
    assert not wrong, "\n".join(wrong)


def test_f1_explains_the_page_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    manual = window.manual
    assert (manual.isVisible(), manual.isModal(), manual.name) == (True, False, "welcome")
    manual.turn_to("residents")
    assert "人员查询" in manual.text.toPlainText()
    manual.text.setSource(manual.text.source().resolved("person.md"))
    assert manual.list.currentItem().text() == "个人页"
    manual.text.backward()
    assert manual.name == "residents"
    qtbot.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()


@pytest.mark.parametrize("name", ["canvass", "threats", "impact_assessment"])
def test_a_page_stands_there_once_however_long_it_is(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window.manual.turn_to(name)
    for width in (900, 700):
        window.manual.resize(width, 500)
        qtbot.waitUntil(lambda wanted=width: window.manual.text.width() < wanted)
        title = title_of(folder_of("zh_CN") / f"{name}.md")
        text = window.manual.text.toPlainText()
        assert (text.count(title), text.startswith(title)) == (1, True)


def test_licences_are_read_from_about(window: MainWindow) -> None:
    window.manual.turn_to("about")
    window.manual.text.setSource(window.manual.text.source().resolved("../../notices.md"))
    assert "SQLCipher" in window.manual.text.toPlainText()


def test_pictures_are_taken_of_the_real_pages(tmp_path: Path, qtbot: QtBot) -> None:
    saved = take_pictures(tmp_path, ["overview", "person"], people=60)
    assert sorted(str(path.relative_to(tmp_path)) for path in saved) == [
        str(Path(language, f"{name}.png")) for language in languages() for name in ("overview", "person")
    ]
    assert all(path.stat().st_size > 10_000 for path in saved)
