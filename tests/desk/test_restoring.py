"""Going back to a backup from the welcome: what it would bring is shown, the register that is there is kept aside."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from vaxdesk.actions.backups import back_up
from vaxdesk.actions.office import open_office
from vaxdesk.desk.restore_dialog import RestoreDialog
from vaxdesk.desk.window import MainWindow

from .conftest import PASSPHRASE


def test_a_backup_is_looked_at_then_restored_and_opened(
    window: MainWindow, register: Path, tmp_path: Path, qtbot: QtBot, settled: Callable[[MainWindow], None]
) -> None:
    with open_office(register, PASSPHRASE) as office:
        made = back_up(office, tmp_path / "monday.vaxdesk-backup")
    card = window.welcome.open_card
    card.folder.setText(str(register))
    card.restore(made.file)
    (dialog,) = card.findChildren(RestoreDialog)
    qtbot.waitUntil(dialog.press.isEnabled)
    assert made.office in dialog.holds.text()
    dialog.passphrase.setText("not this one at all")
    dialog.restore()
    qtbot.waitUntil(dialog.refusal.isVisible)
    dialog.passphrase.setText(PASSPHRASE)
    dialog.restore()
    qtbot.waitUntil(lambda: window.faces.currentWidget() is window.desk, timeout=20_000)
    settled(window)
    assert not dialog.isVisible()
    assert len(list(register.parent.glob(f"{register.stem}-before-*"))) == 1


def test_a_file_that_is_no_backup_is_refused_where_it_was_chosen(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "other.vaxdesk-backup"
    file.write_bytes(b"not a backup")
    window.welcome.open_card.restore(file)
    (dialog,) = window.welcome.open_card.findChildren(RestoreDialog)
    qtbot.waitUntil(dialog.refusal.isVisible)
    assert file.name in dialog.refusal.text()
    assert not dialog.press.isEnabled()
    dialog.reject()
