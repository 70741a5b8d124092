"""Takes the pictures of the manual and of the README: every page of the desk on the demo, in both languages.

    python -m vaxdesk.desk.pictures                  into resources/manual and docs, in the checkout it runs from
    python -m vaxdesk.desk.pictures overview person  these pages alone

With QT_QPA_PLATFORM=offscreen it needs no screen. Everybody in the pictures is invented.
"""

import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QSettings, QSize, QTimer
from PySide6.QtGui import QCursor, QPixmap
from PySide6.QtWidgets import QApplication

from ..actions import residents
from ..actions.demo import Demo, make_demo
from ..actions.households import households
from ..actions.language import languages, translator
from ..actions.office import Office, open_office
from ..actions.residents import Filter
from .look import dress
from .page import Hands
from .pages import PAGES
from .welcome import Welcome
from .window import MainWindow
from .worker import Worker

TOP = Path(__file__).resolve().parents[2]
SIZE = QSize(1366, 768)
"""The screen of an office laptop."""
PEOPLE = 3000
LOOK_EVERY = 50
"""Milliseconds between two looks whether the worker rests."""
RESTS = 12
"""Looks in a row that find it resting: some pages wait a moment before they ask for more, as a preview does."""
WELCOME = "welcome"

Aim = Callable[[Office, Demo], object]


def somebody(office: Office, demo: Demo) -> int:
    """Somebody with a dose who waits for the next one."""
    return residents.ids(office, Filter(standings=frozenset({"incomplete"})), on=demo.on)[0]


RECORD = 2
"""The tab of the record of changes."""

AIMS: Mapping[str, Aim] = {
    "residents": lambda _office, _demo: Filter(standings=frozenset({"incomplete"})),
    "households": lambda office, _demo: households(office)[0][0].id,
    "canvass": lambda office, _demo: max(households(office), key=lambda each: each[1])[0].id,
    "person": somebody,
    "safety": lambda _office, _demo: RECORD,
    "ledgers": lambda _office, _demo: "incomplete",
    "templates": lambda _office, _demo: TOP / "tests" / "actions" / "templates" / "people-with-total.xlsx",
}
"""What a page is shown with, where it would be empty otherwise."""


def take_pictures(manual: Path, only: Collection[str] = (), people: int = PEOPLE) -> list[Path]:
    """Save `<manual>/<language>/<page>.png` for every page of the desk, or those named; the answer is what was saved."""
    application()
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        demo = make_demo(Path(folder) / "demo.vaxdesk", people)
        aims = aims_of(demo)
        saved = []
        for language in languages():
            settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
            settings.clear()
            (manual / language).mkdir(parents=True, exist_ok=True)
            for name, picture in pages_shown(demo, language, settings, aims):
                if not only or name in only:
                    saved.append(_save(picture, manual / language / f"{name}.png"))
        return saved


def application() -> QApplication:
    """The application, dressed; there is one of a process."""
    made = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(made, QApplication):
        raise TypeError(made)
    dress(made)
    return made


def aims_of(demo: Demo) -> Mapping[str, object]:
    """What each page is shown with; nothing where nobody is in the register."""
    with open_office(demo.register, demo.passphrase) as office:
        return {name: aim(office, demo) for name, aim in AIMS.items()} if office.people else {}


def pages_shown(
    demo: Demo, language: str, settings: QSettings, aims: Mapping[str, object]
) -> Iterator[tuple[str, QPixmap]]:
    """The window at every page, in the order of the rail, as it stands when nothing is left to do."""
    worker = Worker()
    hands = Hands(worker, translator(language), settings)
    window = MainWindow(hands, Welcome(hands), PAGES)
    window.resize(SIZE)
    window.show()
    QCursor.setPos(SIZE.width() - 2, SIZE.height() - 2)  # nothing is hovered
    _rest(worker)
    yield WELCOME, window.grab()
    window.welcome.begin(demo.register, demo.passphrase, demo.on)
    _rest(worker)
    for page in PAGES:
        window.go(page.name, aims.get(page.name))
        _rest(worker)
        yield page.name, window.grab()
    window.close()
    window.deleteLater()


def _save(picture: QPixmap, path: Path) -> Path:
    if not picture.save(str(path), quality=0):  # of a PNG the quality is how little it is compressed
        raise OSError(path)
    return path


def _rest(worker: Worker) -> None:
    """Let the window work until nothing is left to do."""
    loop, looking, rests = QEventLoop(), QTimer(), [0]

    def look() -> None:
        rests[0] = rests[0] + 1 if worker.resting else 0
        if rests[0] > RESTS:
            loop.quit()

    looking.timeout.connect(look)
    looking.start(LOOK_EVERY)
    loop.exec()


if __name__ == "__main__":
    take_pictures(TOP / "resources" / "manual", sys.argv[1:])
    shutil.copyfile(TOP / "resources" / "manual" / "zh_CN" / "overview.png", TOP / "docs" / "desk.png")
