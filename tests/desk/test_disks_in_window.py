"""The disk is pulled, full or read-only under the window, or the register deleted: a sentence, and what was typed stays."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vaxdesk.actions.office import open_office
from vaxdesk.desk.person_forms import ADDING
from vaxdesk.desk.person_page import PersonPage
from vaxdesk.desk.window import MainWindow

from ..faults.world import Disk, small_disk
from .conftest import ON, PASSPHRASE
from .test_person_page import family, fill
from .test_person_page import person as person_page

__all__ = ["family", "person_page"]

Settled = Callable[[MainWindow], None]


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Disk]:
    """A disk of its own, of 40 MiB."""
    with small_disk(tmp_path / "stick", 40) as disk:
        yield disk


@pytest.fixture
def register(register: Path, stick: Disk) -> Path:
    return Path(shutil.move(register, stick.folder / register.name))


def write_a_note(page: PersonPage) -> None:
    page.open_form(ADDING["note"])
    fill(page.opened, note="家里有人在")
    page.opened.save()


def test_a_disk_that_was_pulled_keeps_what_was_typed_and_says_what_to_do(
    window: MainWindow, settled: Settled, stick: Disk, person_page: PersonPage
) -> None:
    stick.pull()
    write_a_note(person_page)
    settled(window)
    assert "已不在原处" in person_page.opened.effect.text()
    assert person_page.opened.fields["note"].value() == "家里有人在"
    for page in ("overview", "residents", "intake"):
        window.go(page)
        settled(window)
    assert window.isVisible()


def test_a_full_disk_refuses_the_save_until_there_is_room(
    window: MainWindow, settled: Settled, stick: Disk, person_page: PersonPage
) -> None:
    filler = stick.fill()
    write_a_note(person_page)
    settled(window)
    assert "磁盘已满" in person_page.opened.effect.text()
    assert person_page.opened.fields["note"].value() == "家里有人在"
    filler.unlink()
    person_page.opened.save()
    settled(window)
    assert person_page.opened is None


def test_a_register_deleted_while_it_is_open_says_so(
    window: MainWindow, settled: Settled, register: Path, person_page: PersonPage
) -> None:
    shutil.rmtree(register)
    write_a_note(person_page)
    settled(window)
    assert "已不在原处" in person_page.opened.effect.text()
    window.go("residents")
    settled(window)
    assert "已不在原处" in window.page.refusal.text()


def test_a_register_on_a_read_only_disk_is_opened_for_reading_or_refused_in_its_card(
    window: MainWindow, settled: Settled, stick: Disk, register: Path
) -> None:
    stick.turn_read_only()
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    assert "不能写入" in window.welcome.open_card.refusal.text() or window.bar.reading.isVisible()
    stick.turn_writable()
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.close_register()
    settled(window)
    open_office(register, PASSPHRASE, today=ON).close()
