"""Printing through the system: pages of a PDF, one after the other, onto the printer the person chose."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ..rules.messages import Refused, say
from ..rules.records import Progress

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
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused(
            "printer_failed", say("The printer does not answer: see whether it is switched on, then print again.")
        )
    try:
        for page in range(first, last + 1):
            progress(page - first, last - first + 1)
            if page > first:
                printer.newPage()
            paper = painter.viewport()
            picture = document.render(page - 1, QSize(paper.width(), paper.height()))
            painter.drawImage(QRectF(paper), picture)
    finally:
        painter.end()
        document.close()
    return last - first + 1
