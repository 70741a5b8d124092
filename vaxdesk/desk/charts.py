"""Charts on screen, drawn by pyqtgraph: bars with marks, lines by day. Patterns tell what is reached, not colour alone."""

from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QFontInfo, QFontMetrics, QKeyEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..rules.charts import Bar, BarChart, Chart, LineChart, Reached
from .labels import quiet

PATTERNS = {
    Reached.BELOW: Qt.BrushStyle.BDiagPattern,
    Reached.FLOOR: Qt.BrushStyle.Dense4Pattern,
    Reached.STRETCH: Qt.BrushStyle.SolidPattern,
    Reached.NOTHING_ASKED: Qt.BrushStyle.Dense4Pattern,
}
LINES = ((Qt.PenStyle.SolidLine, "o"), (Qt.PenStyle.DashLine, "t"), (Qt.PenStyle.DotLine, "s"))
BAR_HEIGHT = 24
"""Pixels of a bar with the room around it, at the usual size of text."""
LONGEST_NAME = 9
"""Chinese characters that the name beside a bar may take; the rest is in its tool tip."""
GAP = 8
"""Pixels between a bar and its figures, and behind these."""


class ChartBox(QWidget):
    """A chart with its title; a press on a bar, or Enter on the one the arrows lead to, tells its key."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title, self.note = QLabel(), quiet()
        self.title.setObjectName("cardTitle")
        self.title.setWordWrap(True)
        self.chart: Chart | None = None
        self.current = 0
        self._plot: Any = None
        self._mark: Any = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.title)
        self._layout.addWidget(self.note)
        self.setMinimumWidth(BAR_HEIGHT * 12)

    def show_chart(self, chart: Chart) -> None:
        """Draw another chart; the numbers stand in its accessible description too."""
        self.chart = chart
        self.title.setText(chart.title)
        self.note.setText(chart.note)
        self.note.setVisible(bool(chart.note))
        plot = self._fresh()
        self.setAccessibleName(chart.title)
        if isinstance(chart, BarChart):
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chart.bars else Qt.FocusPolicy.NoFocus)
            self.setAccessibleDescription("; ".join(f"{bar.label} {bar.text}" for bar in chart.bars))
            self.current = min(self.current, max(0, len(chart.bars) - 1))
            self._bars(plot, chart)
        else:
            last = [
                f"{line.label} {line.values[-1]:.1%}"
                for line in chart.lines
                if line.values and line.values[-1] is not None
            ]
            self.setAccessibleDescription("; ".join(last))
            self._lines(plot, chart)

    def _fresh(self) -> Any:
        import pyqtgraph

        if self._plot is None:
            self._plot = pyqtgraph.PlotWidget(background=None)
            self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._plot.setMenuEnabled(False)
            self._plot.setMouseEnabled(False, False)
            self._plot.hideButtons()
            self._plot.scene().sigMouseClicked.connect(self._click)
            self._plot.scene().sigMouseMoved.connect(self._tell)
            self._layout.addWidget(self._plot)
            self._layout.addStretch()
        self._plot.clear()
        self._mark = None
        self._plot.setBackground(self.palette().color(QPalette.ColorRole.Base))
        ink = self._ink()
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(QPen(ink))
            axis.setTextPen(QPen(ink))
            axis.setStyle(tickFont=self.font())
        return self._plot

    def _ink(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.Text)

    def _accent(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.Highlight)

    def _bars(self, plot: Any, chart: BarChart) -> None:
        import pyqtgraph

        metrics = QFontMetrics(self.font())
        for nth, bar in enumerate(chart.bars):
            item = pyqtgraph.BarGraphItem(
                x0=[0.0], y=[-nth], width=[bar.value or 0.0], height=0.62,
                brush=QBrush(self._accent(), PATTERNS[bar.reached]), pen=QPen(self._accent(), 0),
            )  # fmt: skip
            plot.addItem(item)
            text = pyqtgraph.TextItem(bar.text, color=self._ink(), anchor=(0, 0.5))
            text.setFont(self.font())
            text.setPos(_full(chart), -nth)
            plot.addItem(text)
        for mark in (chart.floor, chart.stretch):
            if mark is not None:
                plot.addItem(pyqtgraph.InfiniteLine(mark, 90, QPen(self._ink(), 0, Qt.PenStyle.DashLine)))
        widest = LONGEST_NAME * QFontInfo(self.font()).pixelSize()
        names = [metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, widest) for bar in chart.bars]
        plot.getAxis("left").setTicks([[(-nth, name) for nth, name in enumerate(names)]])
        plot.getAxis("left").setWidth(max((metrics.horizontalAdvance(name) for name in names), default=0) + 2 * GAP)
        shares, full = chart.full == 1.0, _full(chart)
        ends = [0.0, 0.5, 1.0] if shares else [0.0, full]
        plot.getAxis("bottom").setTicks([[(end, f"{end:.0%}" if shares else f"{end:.0f}") for end in ends]])
        plot.setYRange(-max(1, len(chart.bars)) + 0.4, 0.6, padding=0)
        plot.setFixedHeight(BAR_HEIGHT * max(7, len(chart.bars)) + 36)
        self._fit()
        self._show_mark()

    def _fit(self) -> None:
        """Leave the figures behind the bars the room they need, whatever the width."""
        if self._plot is None or not isinstance(self.chart, BarChart):
            return
        metrics = QFontMetrics(self.font())
        needed = max((metrics.horizontalAdvance(bar.text) for bar in self.chart.bars), default=0) + 2 * GAP
        inside = max(self.width() - self._plot.getAxis("left").width() - GAP, needed + BAR_HEIGHT)
        self._plot.setXRange(0, _full(self.chart) * inside / (inside - needed), padding=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The figures keep their room."""
        super().resizeEvent(event)
        self._fit()

    def _lines(self, plot: Any, chart: LineChart) -> None:
        for (style, symbol), line in zip(LINES, chart.lines, strict=False):
            known = [(at, value) for at, value in enumerate(line.values) if value is not None]
            plot.plot(
                [at for at, _ in known], [value for _, value in known], pen=QPen(self._accent(), 0, style),
                symbol=symbol, symbolSize=7, symbolBrush=self._accent(), symbolPen=None,
            )  # fmt: skip
            if known:
                self._end_label(plot, line.label, known[-1])
        places = sorted({0, len(chart.days) // 2, len(chart.days) - 1})
        plot.getAxis("bottom").setTicks([[(at, f"{chart.days[at]:%m-%d}") for at in places if at >= 0]])
        plot.getAxis("left").setTicks([[(part / 4, f"{part / 4:.0%}") for part in range(5)]])
        plot.setXRange(-0.2, max(1, len(chart.days)) * 1.6, padding=0)
        plot.setYRange(0, 1.05, padding=0)
        plot.setFixedHeight(BAR_HEIGHT * 7 + 36)

    def _end_label(self, plot: Any, label: str, at: tuple[int, float]) -> None:
        import pyqtgraph

        text = pyqtgraph.TextItem(f"{label} {at[1]:.1%}", color=self._ink(), anchor=(0, 0.5))
        text.setFont(self.font())
        text.setPos(at[0] + 0.1, at[1])
        plot.addItem(text)

    def _bar_at(self, scene: QPointF) -> Bar | None:
        if not isinstance(self.chart, BarChart) or self._plot is None:
            return None
        row = round(-self._plot.plotItem.vb.mapSceneToView(scene).y())
        return self.chart.bars[row] if 0 <= row < len(self.chart.bars) else None

    def _click(self, event: Any) -> None:
        bar = self._bar_at(event.scenePos())
        if bar is not None:
            self.pressed.emit(bar.key)

    def _tell(self, scene: QPointF) -> None:
        bar = self._bar_at(scene)
        self._plot.setToolTip(f"{bar.label}  {bar.text}" if bar else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows lead from bar to bar, Enter and Space press it."""
        bars = self.chart.bars if isinstance(self.chart, BarChart) else ()
        steps = {
            Qt.Key.Key_Up: self.current - 1,
            Qt.Key.Key_Down: self.current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(bars) - 1,
        }
        key = Qt.Key(event.key())
        if bars and key in steps:
            self.current = max(0, min(len(bars) - 1, steps[key]))
            self._show_mark()
        elif bars and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(bars[self.current].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._show_mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard went elsewhere."""
        super().focusOutEvent(event)
        self._show_mark()

    def _show_mark(self) -> None:
        """A frame around the bar where the keyboard is."""
        import pyqtgraph

        if self._plot is None or not isinstance(self.chart, BarChart):
            return
        if self._mark is not None:
            self._plot.removeItem(self._mark)
            self._mark = None
        if self.hasFocus() and self.chart.bars:
            bar = self.chart.bars[self.current]
            self._mark = pyqtgraph.BarGraphItem(
                x0=[0.0],
                y=[-self.current],
                width=[_full(self.chart)],
                height=0.92,
                brush=None,
                pen=QPen(self._ink(), 0),
            )
            self._plot.addItem(self._mark)
            self.setAccessibleName(f"{self.chart.title}: {bar.label} {bar.text}")


def _full(chart: BarChart) -> float:
    """Where the longest bar may end."""
    return max([chart.full, *(bar.value or 0.0 for bar in chart.bars)])
