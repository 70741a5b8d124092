"""The desk that nobody touches locks itself, and opens again with the passphrase only."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from vaxdesk.desk.locking import IDLE, MINUTE, IdleLock

from .conftest import PASSPHRASE


def opened(window, register, settled):
    window.welcome.begin(register, PASSPHRASE, None)
    settled(window)
    return window.idle_lock


def test_a_locked_desk_shows_nothing_and_opens_with_the_passphrase(window, register, settled, qtbot):
    lock = opened(window, register, settled)
    QGuiApplication.clipboard().setText("140428195809303121")
    lock.lock()
    dialog = lock.dialog
    assert QGuiApplication.clipboard().text() == ""
    assert not window.centralWidget().isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.passphrase.setText("not this one")
    dialog.unlock()
    settled(window)
    assert dialog.isVisible()
    assert "口令" in dialog.refusal.text()
    dialog.passphrase.setText(PASSPHRASE)
    dialog.unlock()
    settled(window)
    assert not dialog.isVisible()
    assert window.centralWidget().isVisible()


def test_without_a_register_there_is_nothing_to_lock(window):
    window.idle_lock.lock()
    assert window.idle_lock.dialog is None


def test_a_hand_on_the_keys_begins_the_minutes_again(window, register, settled):
    lock: IdleLock = opened(window, register, settled)
    window.hands.settings.setValue(IDLE, "5")
    lock.begin()
    assert lock.timer.interval() == 5 * MINUTE
    window.hands.settings.setValue(IDLE, "0")
    lock.begin()
    assert not lock.timer.isActive()
