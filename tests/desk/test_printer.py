"""Pages of a PDF reach the printer: a file, which Qt's printing can be as well, or one of a print server that can vanish."""

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from vaxdesk.actions import demo, ledgers, printing
from vaxdesk.actions.office import open_office
from vaxdesk.desk.printer import print_pdf
from vaxdesk.rules.messages import Cancelled, Refused

from .print_server import print_server

pytest.importorskip("PySide6.QtPdf")


@pytest.fixture(scope="session")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The summary and the first ledger of a small invented township."""
    made = demo.make_demo(tmp_path_factory.mktemp("demo") / "demo.vaxdesk", people=150)
    with open_office(made.register, made.passphrase, today=made.on) as office:
        return printing.draw(
            [sheet for name in ("summary", "completed") for sheet in ledgers.make(office, name, made.on)]
        )[0]


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_every_page_is_printed(qtbot: QtBot, pdf: bytes, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    printed = print_pdf(pdf, printer_to(tmp_path / "out.pdf"), lambda done, total: told.append((done, total)))
    assert printed == len(pypdfium2.PdfDocument(pdf)) == len(pypdfium2.PdfDocument(tmp_path / "out.pdf")) == len(told)


def test_only_the_pages_asked_for_are_printed(qtbot: QtBot, pdf: bytes, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "out.pdf")
    printer.setFromTo(2, 3)
    assert print_pdf(pdf, printer, lambda _done, _total: None) == 2


def test_printing_can_be_cancelled(qtbot: QtBot, pdf: bytes, tmp_path: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        print_pdf(pdf, printer_to(tmp_path / "out.pdf"), cancel)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_said_so(qtbot: QtBot, pdf: bytes, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        print_pdf(pdf, printer_to(tmp_path / "missing" / "out.pdf"), lambda _done, _total: None)
    assert refused.value.code == "printer_failed"


@pytest.mark.parametrize("what", ["nothing", "taken away", "server stopped"])
def test_a_printer_that_vanishes_in_the_middle_of_a_job_is_said_so(pdf: bytes, tmp_path: Path, what: str) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(pdf)
    here = Path(__file__).parent
    with print_server(tmp_path) as seen:
        told = subprocess.run(
            [sys.executable, here / "one_print.py", paper, what],
            env={**seen, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout.strip()
    pages = str(len(pypdfium2.PdfDocument(pdf)))
    assert told == (pages if what == "nothing" else "printer_failed")
