"""The manual (F1): a page of help for every page of the desk, beside the window, so that one can read and work at once.

A page of the manual is `resources/manual/<language>/<name>.md`, named after the page of the desk it explains; its first line is
its title. Pictures lie beside it and are taken by `pictures`. Links lead to other pages by file name.
"""

from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QResizeEvent, QShortcut, QShowEvent, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ..actions.language import Translator
from .labels import button

FIRST = "index"
"""The page that says where to begin."""
PICTURE = QTextDocument.ResourceType.ImageResource
SPACE = 16
"""Pixels around the text."""


def folder_of(language: str) -> Path:
    """Where the manual of a language lies; the wheel and the checkout both keep it as files."""
    with as_file(files("vaxdesk.resources") / "manual" / language) as folder:
        return folder


def title_of(page: Path) -> str:
    """The title of a page: its first line."""
    with page.open(encoding="utf-8") as lines:
        return lines.readline().lstrip("# ").strip()


def contents(language: str, first: Sequence[str]) -> list[Path]:
    """All pages of the manual: where to begin, those named `first` in their order, then the others by name."""
    found = {path.stem: path for path in sorted(folder_of(language).glob("*.md"))}
    ordered = [name for name in dict.fromkeys([FIRST, *first]) if name in found]
    return [found[name] for name in dict.fromkeys([*ordered, *found])]


class Reader(QTextBrowser):
    """Shows a page; pictures are as wide as there is room, and sharp on every screen."""

    def __init__(self) -> None:
        super().__init__()
        # The width of a page must not depend on its length: a page that is read anew while it is being read stands there twice.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Pictures are drawn to the width of the text."""
        found = super().loadResource(kind, name)
        if kind != PICTURE.value:
            return found
        image = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        ratio = self.devicePixelRatioF()
        width = min(image.width(), int((self.viewport().width() - 2 * SPACE) * ratio))
        if image.isNull() or width <= 0:
            return found
        drawn = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        drawn.setDevicePixelRatio(ratio)
        return drawn

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width draws the pictures anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.source().isValid():
            place = self.verticalScrollBar().value()
            self.reload()
            self.verticalScrollBar().setValue(place)


class Manual(QDialog):
    """The pages on the left, the one that is read on the right. It stays beside the window until it is closed (Esc)."""

    def __init__(self, words: Translator, first: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.say("Manual"))
        self._words, self._first = words, first
        self._pages: list[Path] = []
        self.list = QListWidget()
        self.list.setObjectName("groups")
        self.list.setAccessibleName(words.say("Pages of the manual"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = Reader()
        self.text.setAccessibleName(words.say("Text of the manual"))
        self.text.setOpenExternalLinks(False)
        self.text.document().setDocumentMargin(SPACE)
        self._lay_out()

    def _lay_out(self) -> None:
        words = self._words
        back = button(words.say("&Back"), self._turn_back)
        close = button(words.say("C&lose"), self.reject)
        split = QSplitter()
        split.addWidget(self.list)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        split.setSizes([220, 700])
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addStretch()
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.addWidget(split, 1)
        whole.addLayout(foot)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self).activated.connect(self._turn_back)
        # who speaks                       who listens
        self.list.currentRowChanged.connect(self._turn)
        self.text.sourceChanged.connect(self._mark)
        self.text.backwardAvailable.connect(back.setEnabled)
        back.setEnabled(False)

    def turn_to(self, name: str) -> None:
        """Show the page of this name, or where to begin if there is none, and come to the front."""
        if not self._pages:
            self._fill()
        names = [page.stem for page in self._pages]
        self.list.setCurrentRow(names.index(name) if name in names else 0)
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def _fill(self) -> None:
        """List the pages, when somebody opens the manual for the first time."""
        self._pages = contents(self._words.language, self._first)
        for page in self._pages:
            self.list.addItem(title_of(page))
        self.resize(QSize(920, 640).boundedTo(QGuiApplication.primaryScreen().availableSize()))

    def showEvent(self, event: QShowEvent) -> None:
        """The list is measured again: the first time it was before the style reached it."""
        super().showEvent(event)
        self.list.doItemsLayout()

    @property
    def name(self) -> str:
        """The name of the page that is read."""
        return Path(self.text.source().toLocalFile()).stem

    def _turn_back(self) -> None:
        self.text.backward()

    def _turn(self, row: int) -> None:
        page = self._pages[row]
        if page.stem != self.name:
            self.text.setSource(QUrl.fromLocalFile(str(page)), QTextDocument.ResourceType.MarkdownResource)

    def _mark(self, source: QUrl) -> None:
        """A link was followed: its page is marked in the list."""
        names = [page.stem for page in self._pages]
        stem = Path(source.toLocalFile()).stem
        if stem in names:
            self.list.setCurrentRow(names.index(stem))
