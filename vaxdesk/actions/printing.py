"""Pages for the printer of the office, made in memory: nothing of them is left on the disk."""

from collections.abc import Sequence
from io import BytesIO

from vaxdesk.papers.pdf import write_pdf
from vaxdesk.papers.sheet import Sheet
from vaxdesk.rules.records import Progress


def pages(sheets: Sequence[Sheet], progress: Progress | None = None) -> bytes:
    """The sheets as a PDF. Raises Refused("no_chinese_font"), and Cancelled. Noting the print is `ledgers.print_noted`."""
    drawn = BytesIO()
    write_pdf(sheets, drawn, progress)
    return drawn.getvalue()
