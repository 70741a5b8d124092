"""What the desk does by itself: it waits for a quiet moment, gives way, and forgets nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from vaxdesk.actions import editing, plans
from vaxdesk.actions.backups import CHANGED, LAST, backups_in, listed, look_at
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.frozen_figures import frozen_days
from vaxdesk.actions.office import Office, open_office
from vaxdesk.actions.township import AS_OF
from vaxdesk.desk.upkeep import BACKUP, FIGURES
from vaxdesk.desk.window import MainWindow
from vaxdesk.register.settings import write_setting
from vaxdesk.rules.messages import say
from vaxdesk.rules.records import Progress

Settled = Callable[[MainWindow], None]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return make_demo(tmp_path / "town.vaxdesk", people=30).register


@pytest.fixture
def opened(window: MainWindow, register: Path, settled: Settled) -> MainWindow:
    window.welcome.begin(register, PASSPHRASE, AS_OF)
    settled(window)
    return window


def kept(register: Path) -> int:
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        return len(frozen_days(office, AS_OF))


def test_todays_figures_wait_for_a_quiet_moment(opened: MainWindow, settled: Settled, register: Path) -> None:
    assert opened.upkeep.due == [FIGURES]
    opened.upkeep.quiet_moment()
    settled(opened)
    assert opened.upkeep.due == []
    opened.close_register()
    settled(opened)
    assert kept(register) == 1


@pytest.mark.parametrize("close", [MainWindow.close_register, MainWindow.close], ids=["register", "program"])
def test_where_no_moment_was_quiet_they_are_kept_at_closing(
    opened: MainWindow, settled: Settled, register: Path, close: Callable[[MainWindow], object]
) -> None:
    close(opened)
    settled(opened)
    assert kept(register) == 1


def test_whoever_asks_for_something_does_not_wait_for_them(opened: MainWindow, settled: Settled, qtbot: QtBot) -> None:
    """A duty that would run for ever stops as soon as a question stands behind it, and is due again."""

    def endless(_office: Office, progress: Progress) -> None:
        while True:
            progress(1, 2)

    duty = FIGURES._replace(verb=endless)
    opened.upkeep.due = [duty]
    opened.upkeep.quiet_moment()
    names: list[str] = []
    opened.hands.worker.ask(say("Searching"), lambda office, _progress: office.name, names.append, lambda _no: None)
    settled(opened)
    assert names
    assert opened.upkeep.due == [duty]
    opened.upkeep.due = []


def test_closing_after_a_change_leaves_a_backup(opened: MainWindow, settled: Settled, register: Path) -> None:
    def note(office: Office, _progress: Progress) -> object:
        return editing.carry_out(office, plans.note(office, 1, "moved"))

    opened.hands.worker.ask(say("Saving"), note, lambda _changes: None, lambda _no: None)
    settled(opened)
    opened.close()
    [made] = backups_in(register.with_name("town-backups"), "town")
    assert look_at(made).people == 30


def test_half_an_hour_of_work_is_backed_up(opened: MainWindow, settled: Settled) -> None:
    opened.upkeep.due = [BACKUP]
    opened.upkeep.quiet_moment()
    settled(opened)
    found: list[object] = []
    opened.hands.worker.ask(say("Searching"), lambda office, _progress: listed(office), found.extend, lambda _no: None)
    settled(opened)
    assert len(found) == 1


def last_backup(window: MainWindow, settled: Settled, at: str) -> None:
    """Let the last backup that worked be of that moment."""
    window.hands.worker.ask(
        say("Searching"), lambda office, _: write_setting(office.db, LAST, at), lambda _: None, lambda _no: None
    )
    settled(window)


def test_the_warning_comes_with_time_alone_and_goes_with_a_backup(opened: MainWindow, settled: Settled) -> None:
    """Nobody has to change anything for it: the half hour asks again, and whoever backs up sees it go."""
    last_backup(opened, settled, "2026-01-01T00:00:00+00:00")
    opened.upkeep.backed_up.emit(CHANGED)
    settled(opened)
    assert opened.strip.loud.isVisibleTo(opened)
    opened.go("safety", 0)
    settled(opened)
    opened.page._back_up()
    settled(opened)
    assert not opened.strip.loud.isVisibleTo(opened)


def test_the_half_hour_asks_for_the_warning_again_though_nothing_was_written(
    opened: MainWindow, settled: Settled
) -> None:
    opened.upkeep.due = [BACKUP]
    opened.upkeep.quiet_moment()
    settled(opened)
    last_backup(opened, settled, "2099-01-01T00:00:00+00:00")
    assert not opened.strip.loud.isVisibleTo(opened)
    opened.upkeep.due = [BACKUP]
    opened.upkeep.quiet_moment()
    settled(opened)
    assert opened.strip.loud.isVisibleTo(opened)
