"""Printing through the system: pages of a PDF, one after the other, onto the printer the person chose."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from ..rules.messages import Refused, say
from ..rules.records import Progress

A4_LONG = 842
"""Points of the long side of A4."""
FINE = 300
"""Dots per inch at which pages are drawn: sharp small characters, and 26 MB for a page in memory."""


def choose_printer(landscape: bool, parent: QWidget) -> QPrinter | None:
    """Ask by the system's own dialog which printer, which pages, how many copies; None if the person thinks better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(FINE)
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(orientation)
    printer.setFullPage(True)
    chosen = QPrintDialog(printer, parent).exec()
    return printer if chosen == QDialog.DialogCode.Accepted else None


def print_pdf(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print the pages the person asked for; the number printed. Belongs on the worker thread.

    Raises Refused: `preview_missing` where Qt's reader of PDFs is not installed, `printer_failed`; and Cancelled.
    """
    try:
        from PySide6.QtPdf import QPdfDocument
    except ImportError as error:
        raise Refused(
            "preview_missing",
            say("This machine cannot print directly: save as PDF and print that with the system's reader."),
        ) from error
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    _lay_paper(printer, document.pagePointSize(first - 1))
    painter = QPainter()
    if _gone(printer) or not painter.begin(printer):
        raise _failed()
    try:
        for page in range(first, last + 1):
            progress(page - first, last - first + 1)
            _lay_paper(printer, document.pagePointSize(page - 1))
            if page > first and not printer.newPage():
                raise _failed()
            paper = painter.viewport()
            picture = document.render(page - 1, QSize(paper.width(), paper.height()))
            painter.drawImage(QRectF(paper), picture)
    finally:
        painter.end()
        document.close()
    if _gone(printer):
        raise _failed()
    return last - first + 1


def _gone(printer: QPrinter) -> bool:
    """Whether the system does not know the printer any more: Qt hands the pages over all the same and says nothing."""
    native = printer.outputFormat() == QPrinter.OutputFormat.NativeFormat
    return native and QPrinterInfo.printerInfo(printer.printerName()).isNull()


def _lay_paper(printer: QPrinter, points: QSizeF) -> None:
    """Turn the paper as the page lies, and take A3 for a page of that size: a set holds pages of several kinds."""
    landscape = points.width() > points.height()
    large = max(points.width(), points.height()) > A4_LONG + 1
    size = QPageSize(QPageSize.PageSizeId.A3 if large else QPageSize.PageSizeId.A4)
    if printer.pageLayout().pageSize() != size:
        printer.setPageSize(size)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait)


def _failed() -> Refused:
    return Refused(
        "printer_failed", say("The printer does not answer: see whether it is switched on, then print again.")
    )
