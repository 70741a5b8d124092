"""A program of its own: it prints a PDF on the printer of a print server while something happens, `one_print.py PDF WHAT`."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from vaxdesk.desk.printer import print_pdf
from vaxdesk.rules.messages import Refused

NAME = "office"
application = QApplication([])
printer = QPrinter(QPrinterInfo.printerInfo(NAME))
pdf, what = Path(sys.argv[1]).read_bytes(), sys.argv[2]


def happens(done: int, _total: int) -> None:
    """While the second page is drawn the printer is taken away, or its server stops."""
    if done == 1 and what == "taken away":
        subprocess.run(["lpadmin", "-x", NAME], check=True)
    if done == 1 and what == "server stopped":
        os.kill(int(os.environ["SERVER_PID"]), 15)
        while not QPrinterInfo.printerInfo(NAME).isNull():
            pass


try:
    print(print_pdf(pdf, printer, happens))
except Refused as refused:
    print(refused.code)
