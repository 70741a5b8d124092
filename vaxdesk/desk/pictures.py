"""Takes the picture of the desk for the README: the demo's overview, in Chinese.

    python -m vaxdesk.desk.pictures docs/desk.png

With QT_QPA_PLATFORM=offscreen it needs no screen.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from ..actions.demo import make_demo
from ..actions.language import translator
from .look import dress
from .page import Hands
from .pages import PAGES
from .welcome import Welcome
from .window import MainWindow
from .worker import Worker

LOOK_EVERY = 100
"""Milliseconds between two looks whether the worker rests."""


def take_picture(picture: Path) -> None:
    """Make the demo in a folder that vanishes, open it, and save what the window shows."""
    application = QApplication(sys.argv[:1])
    dress(application)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = make_demo(Path(folder) / "demo.vaxdesk")
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        worker = Worker()
        hands = Hands(worker, translator("zh_CN"), settings)
        window = MainWindow(hands, Welcome(hands), PAGES)
        window.resize(1366, 768)
        window.show()
        window.welcome.begin(made.register, made.passphrase, made.on)
        _rest(worker)
        window.grab().save(str(picture))
        window.close()


def _rest(worker: Worker) -> None:
    loop, looking = QEventLoop(), QTimer()
    looking.timeout.connect(lambda: loop.quit() if worker.resting else None)
    looking.start(LOOK_EVERY)
    loop.exec()


if __name__ == "__main__":
    take_picture(Path(sys.argv[1]))
