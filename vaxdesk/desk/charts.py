"""Charts on screen, drawn by pyqtgraph: bars with marks, lines by day. Patterns tell what is reached, not colour alone."""

from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPalette, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..rules.charts import BarChart, Chart, LineChart, Reached
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


class ChartBox(QWidget):
    """A chart with its title; a press on a bar tells its key."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title, self.note = QLabel(), quiet()
        self.title.setObjectName("cardTitle")
        self.chart: Chart | None = None
        self._plot: Any = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.title)
        self._layout.addWidget(self.note)

    def show_chart(self, chart: Chart) -> None:
        """Draw another chart; the numbers stand in its accessible description too."""
        self.chart = chart
        self.title.setText(chart.title)
        self.note.setText(chart.note)
        self.note.setVisible(bool(chart.note))
        plot = self._fresh()
        plot.setAccessibleName(chart.title)
        if isinstance(chart, BarChart):
            plot.setAccessibleDescription("; ".join(f"{bar.label} {bar.text}" for bar in chart.bars))
            self._bars(plot, chart)
        else:
            self._lines(plot, chart)

    def _fresh(self) -> Any:
        import pyqtgraph

        if self._plot is None:
            self._plot = pyqtgraph.PlotWidget(background=None)
            self._plot.setMenuEnabled(False)
            self._plot.setMouseEnabled(False, False)
            self._plot.hideButtons()
            self._plot.scene().sigMouseClicked.connect(self._click)
            self._layout.addWidget(self._plot)
            self._layout.addStretch()
        self._plot.clear()
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

        full = max([chart.full, *(bar.value or 0.0 for bar in chart.bars)])
        for nth, bar in enumerate(chart.bars):
            brush = QBrush(self._accent(), PATTERNS[bar.reached])
            item = pyqtgraph.BarGraphItem(
                x0=[0.0], y=[-nth], width=[bar.value or 0.0], height=0.62, brush=brush, pen=QPen(self._accent(), 0)
            )
            plot.addItem(item)
            text = pyqtgraph.TextItem(bar.text, color=self._ink(), anchor=(0, 0.5))
            text.setFont(self.font())
            text.setPos(full * 1.03, -nth)
            plot.addItem(text)
        for mark in (chart.floor, chart.stretch):
            if mark is not None:
                pen = QPen(self._ink(), 0, Qt.PenStyle.DashLine)
                plot.addItem(pyqtgraph.InfiniteLine(mark, 90, pen))
        plot.getAxis("left").setTicks([[(-nth, bar.label) for nth, bar in enumerate(chart.bars)]])
        shares = chart.full == 1.0
        ends = [0.0, 0.5, 1.0] if shares else [0.0, full]
        plot.getAxis("bottom").setTicks([[(end, f"{end:.0%}" if shares else f"{end:.0f}") for end in ends]])
        plot.setXRange(0, full * 2.0, padding=0)
        plot.setYRange(-max(1, len(chart.bars)) + 0.4, 0.6, padding=0)
        plot.setFixedHeight(BAR_HEIGHT * max(7, len(chart.bars)) + 36)

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
        plot.setXRange(-0.2, max(1, len(chart.days)) * 1.45, padding=0)
        plot.setYRange(0, 1.05, padding=0)
        plot.setFixedHeight(BAR_HEIGHT * 7 + 36)

    def _end_label(self, plot: Any, label: str, at: tuple[int, float]) -> None:
        import pyqtgraph

        text = pyqtgraph.TextItem(f"{label} {at[1]:.1%}", color=self._ink(), anchor=(0, 0.5))
        text.setFont(self.font())
        text.setPos(at[0] + 0.1, at[1])
        plot.addItem(text)

    def _click(self, event: Any) -> None:
        if not isinstance(self.chart, BarChart) or self._plot is None:
            return
        where: QPointF = self._plot.plotItem.vb.mapSceneToView(event.scenePos())
        row = round(-where.y())
        if 0 <= row < len(self.chart.bars):
            self.pressed.emit(self.chart.bars[row].key)
