"""Pages to look at before they are printed: a list of pages, zoom, and a search in their text."""

from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget

from ..actions.language import Translator
from .labels import button, quiet

STEP = 1.2
SMALLEST, LARGEST = 0.25, 5.0
LARGE, BESIDE = 9999, 16
"""The list of pages has room for so high a number, and for so many pixels beside it."""


class PdfPreview(QWidget):
    """Shows a PDF. Where Qt's reader of PDFs is not installed it says so, and everything else works."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words
        self._view: Any = None
        self._document: Any = None
        self._found: Any = None
        self._buffer = QBuffer(self)
        self._hit = -1
        self.pages = QListWidget()
        self.pages.setAccessibleName(words.say("Pages"))
        widest = self.fontMetrics().horizontalAdvance(words.say("Page {page}", page=LARGE))
        self.pages.setFixedWidth(widest + self.pages.verticalScrollBar().sizeHint().width() + BESIDE)
        self.pages.currentRowChanged.connect(self._jump)
        self.search = QLineEdit(placeholderText=words.say("Find in the pages"), clearButtonEnabled=True)
        self.search.setAccessibleName(words.say("Find in the pages"))
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._next_hit)
        self.hits = QLabel()
        self.smaller = button("\N{MINUS SIGN}", lambda: self._zoom(1 / STEP))
        self.larger = button("+", lambda: self._zoom(STEP))
        self.whole = button(words.say("Page width"), self._fit)
        for press, name in ((self.smaller, words.say("Smaller")), (self.larger, words.say("Larger"))):
            press.setAccessibleName(name)
            press.setToolTip(name)
        self.empty = quiet(words.say("Nothing to show yet."))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.clear()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        for widget in (self.smaller, self.larger, self.whole):
            bar.addWidget(widget)
        bar.addStretch()
        bar.addWidget(self.hits)
        bar.addWidget(self.search, 1)
        self.shown = QWidget()
        self._side_by_side = QHBoxLayout(self.shown)
        self._side_by_side.setContentsMargins(0, 0, 0, 0)
        self._side_by_side.addWidget(self.pages)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(bar)
        whole.addWidget(self.shown, 1)
        whole.addWidget(self.empty, 1)
        QShortcut(QKeySequence.StandardKey.ZoomIn, self, lambda: self._zoom(STEP))
        QShortcut(QKeySequence.StandardKey.ZoomOut, self, lambda: self._zoom(1 / STEP))

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return self.pages.count()

    def clear(self, sentence: str = "") -> None:
        """Show no pages, and perhaps why."""
        self.pages.clear()
        self.hits.clear()
        self.empty.setText(sentence or self._words.say("Nothing to show yet."))
        self._reveal(pages=False)

    def show_pdf(self, pdf: bytes) -> None:
        """Show these pages from the first one on."""
        if self._view is None and not self._build():
            self.clear(self._words.say("This machine cannot show pages here: save them as PDF and open that."))
            return
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.pages.clear()
        count = self._document.pageCount()
        self.pages.addItems([self._words.say("Page {page}", page=page) for page in range(1, count + 1)])
        self.pages.setCurrentRow(0)
        self._reveal(pages=True)
        self._fit()
        self._search(self.search.text())

    def _build(self) -> bool:
        try:
            from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
            from PySide6.QtPdfWidgets import QPdfView
        except ImportError:
            return False
        self._document, self._found = QPdfDocument(self), QPdfSearchModel(self)
        self._view = QPdfView(self)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setDocument(self._document)
        self._view.setAccessibleName(self._words.say("Pages as they will be printed"))
        self._found.setDocument(self._document)
        self._found.countChanged.connect(self._count_hits)
        self._view.setSearchModel(self._found)
        self._view.pageNavigator().currentPageChanged.connect(self._mark_page)
        self._side_by_side.addWidget(self._view, 1)
        return True

    def _reveal(self, pages: bool) -> None:
        self.shown.setVisible(pages)
        self.empty.setVisible(not pages)
        for widget in (self.smaller, self.larger, self.whole, self.search):
            widget.setEnabled(pages)

    def _jump(self, row: int) -> None:
        if self._view is not None and row >= 0 and row != self._view.pageNavigator().currentPage():
            self._view.pageNavigator().jump(row, QPointF())

    def _mark_page(self, page: int) -> None:
        self.pages.setCurrentRow(page)

    def _zoom(self, by: float) -> None:
        if self._view is None:
            return
        custom = self._view.ZoomMode.Custom
        factor = self._view.zoomFactor() if self._view.zoomMode() == custom else self._fitted()
        self._view.setZoomMode(custom)
        self._view.setZoomFactor(min(LARGEST, max(SMALLEST, factor * by)))

    def _fitted(self) -> float:
        """The zoom at which the page is as wide as the view."""
        points = self._document.pagePointSize(max(0, self.pages.currentRow())).width()
        return float(self._view.viewport().width() / max(1.0, points * self.logicalDpiX() / 72))

    def _fit(self) -> None:
        if self._view is not None:
            self._view.setZoomMode(self._view.ZoomMode.FitToWidth)

    def _search(self, text: str) -> None:
        self._hit = -1
        if self._found is not None:
            self._found.setSearchString(text)
        if not text:
            self.hits.clear()

    def _count_hits(self) -> None:
        count = self._found.rowCount(self._found.index(-1, -1))
        self.hits.setText(self._words.say("{count} found", count=count) if self.search.text() else "")

    def _next_hit(self) -> None:
        count = self._found.rowCount(self._found.index(-1, -1)) if self._found is not None else 0
        if not count:
            return
        self._hit = (self._hit + 1) % count
        self._view.setCurrentSearchResultIndex(self._hit)
        link = self._found.resultAtIndex(self._hit)
        self._view.pageNavigator().jump(link.page(), link.location())
