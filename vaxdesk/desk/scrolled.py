"""A page that scrolls where the window is too small for it, and otherwise fills the window; a column that scrolls up and down."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class Column(QScrollArea):
    """Scrolls up and down only, and is never narrower than what stands in it."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self._inside = inside

    def minimumSizeHint(self) -> QSize:
        """As wide as its content needs, with the bar beside it."""
        needed = self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(needed, super().minimumSizeHint().height())


class Scrolled(QScrollArea):
    """Keeps the page as large as what is in sight, but not smaller than its parts need at least.

    Qt's own `widgetResizable` asks a page with wrapped text for the height it would like best, so that long lists never fitted.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = page
        self.setWidget(page)
        page.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The window has another size."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something on the page needs another size."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._page:
            self._fit()
        return bool(super().eventFilter(watched, event))

    def _fit(self) -> None:
        room, least = self.maximumViewportSize(), self._page.minimumSizeHint()
        if least.height() > room.height():
            room.setWidth(room.width() - self.verticalScrollBar().sizeHint().width())
        self._page.resize(room.expandedTo(least))
