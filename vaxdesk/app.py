"""The door to the window: builds everything once and hands it down."""

import sys
from datetime import date
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from .actions.crashes import CrashWatch
from .actions.faults import report_of
from .actions.language import Translator, languages, translator
from .desk.appearance import follow_system, wear
from .desk.bug_dialog import CRASHED
from .desk.garbage import GarbageCollection
from .desk.page import Hands
from .desk.pages import PAGES
from .desk.qt_words import QtWords
from .desk.settings_fields import LANGUAGE
from .desk.single_instance import SingleInstance
from .desk.welcome import Welcome
from .desk.whereabouts import register_folder
from .desk.window import MainWindow
from .desk.worker import Worker

CHINESE = "zh_CN"
TURN = 0.0005
"""Seconds a thread keeps the interpreter while another waits for it.

Painting a table enters Python some thousand times, and each time may wait so long for whatever works beside it: with Python's own
5 ms a page that takes 15 ms to show took 350 while the choices above it were counted.
"""


def run(register: Path | None, language: str | None, passphrase: str | None = None, on: date | None = None) -> int:
    """Open the window, on a register if one is named (its passphrase is asked for unless it is given, as the demo's is).

    A file inside a register stands for it. `language` None: the one chosen in the settings. `on` is the working date to begin
    with, today unless given. If the desk is open already, that window comes forward instead. The answer is the exit status.
    Raises Refused("language_unknown").
    """
    application = _application()
    sys.setswitchinterval(TURN)
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "VaxDesk", "VaxDesk")
    words = translator(language or spoken(settings))
    instance = SingleInstance(settings)
    if instance.hand_over(register_folder(str(register)) if register else None):
        return 0
    watch = CrashWatch()
    garbage = GarbageCollection()
    _speak(application, words)
    wear(application, settings)
    follow_system(application, settings)
    hands = Hands(Worker(), words, settings)
    welcome = Welcome(hands)
    if register is not None:
        welcome.begin(register_folder(str(register)), passphrase, on)
    window = MainWindow(hands, welcome, PAGES)

    def unforeseen(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        window.show_bug(report_of(error))

    sys.excepthook = unforeseen
    instance.called.connect(window.offer)
    window.show()
    QTimer.singleShot(0, PAGES[0].load)  # while the passphrase is typed, or checked
    if watch.report:
        window.show_bug(watch.report, CRASHED)
    status = application.exec()
    garbage.stop()
    instance.stop()
    watch.end()
    return status


def spoken(settings: QSettings) -> str:
    """The language chosen in the settings; Chinese until somebody chooses."""
    chosen = str(settings.value(LANGUAGE, CHINESE))
    return chosen if chosen in languages() else CHINESE


def _application() -> QApplication:
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise RuntimeError("the program runs without a screen already")
    application.setApplicationName("VaxDesk")
    application.setOrganizationName("VaxDesk")
    return application


def _speak(application: QApplication, words: Translator) -> None:
    """Qt's own dialogs and the calendar speak the language of the desk."""
    language = words.language
    QLocale.setDefault(QLocale(language))
    more = QtWords(words)
    more.setParent(application)
    application.installTranslator(more)
    own = QTranslator(application)
    if own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(own)
