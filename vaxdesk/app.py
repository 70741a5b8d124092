"""The door to the window: builds everything once and hands it down."""

import sys
from datetime import date
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtWidgets import QApplication

from .actions.faults import report_of
from .actions.language import translator
from .desk.appearance import follow_system, wear
from .desk.garbage import GarbageCollection
from .desk.page import Hands
from .desk.pages import PAGES
from .desk.welcome import Welcome
from .desk.whereabouts import register_folder
from .desk.window import MainWindow
from .desk.worker import Worker


def run(register: Path | None, language: str, passphrase: str | None = None, on: date | None = None) -> int:
    """Open the window, on a register if one is named (its passphrase is asked for unless it is given, as the demo's is).

    `on` is the working date to begin with, today unless given. The answer is the exit status, 0 for an ordinary end.
    Raises Refused("language_unknown").
    """
    words = translator(language)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise RuntimeError("the program runs without a screen already")
    application.setApplicationName("VaxDesk")
    application.setOrganizationName("VaxDesk")
    _speak(application, language)
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "VaxDesk", "VaxDesk")
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
    window.show()
    garbage = GarbageCollection()
    status = application.exec()
    garbage.stop()
    return status


def _speak(application: QApplication, language: str) -> None:
    """Qt's own dialogs and the calendar speak the language of the desk."""
    QLocale.setDefault(QLocale(language))
    own = QTranslator(application)
    if own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(own)
