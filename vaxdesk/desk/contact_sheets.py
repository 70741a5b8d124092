"""All pages of the desk on one picture each for language, light and dark, and size of text: to look at after a change of the frame.

    python -m vaxdesk.desk.contact_sheets FOLDER             the demo, and an empty register
    python -m vaxdesk.desk.contact_sheets FOLDER REGISTER    one register, in one look; its passphrase is in VAXDESK_PASSPHRASE

With QT_QPA_PLATFORM=offscreen it needs no screen, with QT_SCALE_FACTOR=2 it draws for a screen of 200 %.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PySide6.QtCore import QPoint, QSettings, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from ..actions.demo import PASSPHRASE, Demo, make_demo
from ..actions.office import create_office
from ..actions.township import AS_OF
from .appearance import SIZE as TEXT
from .appearance import THEME, USUAL, wear
from .pages import PAGES
from .pictures import PEOPLE, aims_of, application, pages_shown

COLUMNS = 4
SMALL = QSize(600, 338)
"""A page on the sheet."""
GAP = 8
QUALITY = 80


class Look(NamedTuple):
    """A language, light or dark, and the size of text in per cent."""

    language: str
    theme: str
    text: int

    @property
    def name(self) -> str:
        """Such as zh_CN-dark-150."""
        return f"{self.language}-{self.theme}-{self.text}"


LOOKS = tuple(Look(language, theme, USUAL) for language in ("zh_CN", "en") for theme in ("light", "dark"))
LARGE = (Look("zh_CN", "light", 150), Look("en", "dark", 150))


def sheets(folder: Path, people: int = PEOPLE) -> Iterator[Path]:
    """Save the sheets of the demo in every look, and of an empty register."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        demo = make_demo(Path(scratch) / "demo.vaxdesk", people)
        for look in (*LOOKS, *LARGE):
            yield sheet(demo, look, folder / f"{look.name}.jpg")
        empty = Path(scratch) / "empty.vaxdesk"
        create_office(empty, PASSPHRASE, "VaxDesk", "", invented=True).close()
        yield sheet(Demo(empty, PASSPHRASE, 0, AS_OF), LOOKS[0], folder / "empty.jpg")


def sheet(demo: Demo, look: Look, path: Path) -> Path:
    """Save one sheet. Raises OSError if it cannot be written."""
    made = application()
    with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        settings = QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat)
        settings.setValue(THEME, look.theme)
        settings.setValue(TEXT, look.text)
        wear(made, settings)
        rows = -(-(len(PAGES) + 1) // COLUMNS)
        whole = QPixmap(QSize(COLUMNS * (SMALL.width() + GAP), rows * (SMALL.height() + GAP)))
        whole.fill(Qt.GlobalColor.gray)
        painter = QPainter(whole)
        for nth, (_name, picture) in enumerate(pages_shown(demo, look.language, settings, aims_of(demo))):
            row, column = divmod(nth, COLUMNS)
            small = picture.scaled(
                SMALL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            small.setDevicePixelRatio(1)
            painter.drawPixmap(QPoint(column * (SMALL.width() + GAP), row * (SMALL.height() + GAP)), small)
        painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not whole.save(str(path), "JPG", QUALITY):
        raise OSError(path)
    return path


def main(arguments: Sequence[str]) -> None:
    """Save what the command line asks for, and say where."""
    folder, *registers = map(Path, arguments)
    for register in registers:
        demo = Demo(register, os.environ["VAXDESK_PASSPHRASE"], 0, AS_OF)
        print(sheet(demo, LOOKS[0], folder / f"{register.stem}.jpg"))
    if not registers:
        for path in sheets(folder):
            print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
