"""Papers leave the office: numbered first, then drawn, then sent to the printer or saved; how it ended is noted.

Pages for the printer are made in memory: nothing of them is left on the disk.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from vaxdesk.papers import forms
from vaxdesk.papers.fonts import FontShelf
from vaxdesk.papers.pdf import write_pdf
from vaxdesk.papers.sheet import Sheet
from vaxdesk.papers.workbook_out import write_workbook
from vaxdesk.register import prints
from vaxdesk.register.prints import DONE, STOPPED, Going, Numbered, Print
from vaxdesk.rules.masks import MaskProfile
from vaxdesk.rules.messages import Message, Refused, say
from vaxdesk.rules.records import Progress

from .office import Changes, Office
from .rights import Right, needs

__all__ = ["Going", "Leaving", "Print", "Saved", "Terms", "boxes", "draw", "leaving", "numbered", "print_out", "register_of_prints",
           "save"]  # fmt: skip

PRINTER = "printer"
CHANGED = Changes("print", prints=True)


class Terms(NamedTuple):
    """On what terms papers leave: their mask profile, what for, and for whom."""

    mask: str = MaskProfile.LIST
    reason: str = ""
    recipient: str = ""


class Saved(NamedTuple):
    """A saved paper: its pages (0 for a workbook), the characters no font here has (printed as boxes), and what changed."""

    pages: int
    missing: tuple[str, ...]
    changes: Changes


class OnTheWay:
    """Papers on their way out: the number of each, and the note that stands on it; `pages` is told when they are known."""

    def __init__(self, given: Sequence[Numbered]) -> None:
        words = forms.wording()
        self.numbers = [number for number, _ in given]
        self.notes = [
            (words.reprint_note if first else words.print_note).format(number=number, first=first or number)
            for number, first in given
        ]
        self.pages: Sequence[int] = ()


@needs(Right.PRINT)
@contextmanager
def numbered(office: Office, papers: Sequence[Going], terms: Terms, target: str) -> Iterator[OnTheWay]:
    """Number papers and note that they begin to leave; at the end, that they did, or that it broke off."""
    out = OnTheWay(
        prints.begin_prints(office.db, office.user, papers, terms.reason.strip(), terms.recipient.strip(), target)
    )
    try:
        yield out
    except BaseException:
        prints.end_prints(office.db, out.numbers, STOPPED, out.pages)
        raise
    prints.end_prints(office.db, out.numbers, DONE, out.pages)


class Leaving(NamedTuple):
    """Sheets on their way out, each marked with its number."""

    sheets: Sequence[Sheet]
    way: OnTheWay


@needs(Right.PRINT)
@contextmanager
def leaving(office: Office, sheets: Sequence[Sheet], terms: Terms, target: str) -> Iterator[Leaving]:
    """Number the sheets as `numbered` does."""
    papers = [Going(sheet.name, sheet.place, sheet.on, sheet.lines, _mask_of(sheet, terms)) for sheet in sheets]
    with numbered(office, papers, terms, target) as way:
        yield Leaving([replace(sheet, print_note=note) for sheet, note in zip(sheets, way.notes, strict=True)], way)


def _mask_of(sheet: Sheet, terms: Terms) -> str:
    """What is noted of a sheet: one that names nobody left as `public`."""
    return str(terms.mask) if sheet.mask_note else MaskProfile.PUBLIC


def draw(
    sheets: Sequence[Sheet], progress: Progress | None = None, fonts: FontShelf | None = None
) -> tuple[bytes, list[int]]:
    """The sheets as a PDF, and the pages of each; nothing is noted. Raises Refused("no_chinese_font"), and Cancelled."""
    drawn = BytesIO()
    counts = write_pdf(sheets, drawn, progress, fonts)
    return drawn.getvalue(), counts


@needs(Right.PRINT)
def print_out(
    office: Office,
    sheets: Sequence[Sheet],
    terms: Terms,
    send: Callable[[bytes], int],
    printer: str = PRINTER,
    progress: Progress | None = None,
) -> tuple[int, Changes]:
    """Draw the sheets and hand them to the printer; `send` takes the PDF and says how many pages it printed.

    Raises Refused("no_chinese_font"), what `send` raises, and Cancelled: the register of prints then says that it broke off.
    """
    with leaving(office, sheets, terms, printer) as out:
        pdf, out.way.pages = draw(out.sheets, progress)
        return send(pdf), CHANGED


@needs(Right.PRINT)
def save(
    office: Office,
    sheets: Sequence[Sheet],
    out: Path,
    terms: Terms,
    progress: Progress | None = None,
    fonts: FontShelf | None = None,
) -> Saved:
    """Save sheets as .pdf or .xlsx by the name's ending, and note the export.

    Raises Refused: `format_unknown`, `no_chinese_font`, `file_not_written`; and Cancelled, with nothing written.
    """
    if out.suffix.lower() not in (".pdf", ".xlsx"):
        raise Refused("format_unknown", say("{name} must end in .pdf or .xlsx.", name=out.name))
    with leaving(office, sheets, terms, out.name) as going:
        if out.suffix.lower() == ".xlsx":
            write_workbook(going.sheets, out, progress)
            return Saved(0, (), CHANGED)
        shelf = fonts or FontShelf()
        before = set(shelf.missing)
        going.way.pages = write_pdf(going.sheets, out, progress, shelf)
        return Saved(sum(going.way.pages), tuple(sorted(shelf.missing - before)), CHANGED)


def boxes(missing: Sequence[str]) -> Message:
    """What to tell when characters came out as boxes because no font of the machine has them."""
    return say(
        "No font on this computer has these characters, so they are printed as boxes: {codes}. Write them in by hand.",
        codes=", ".join(f"{char} (U+{ord(char):04X})" for char in missing),
    )


@needs(Right.REVIEW)
def register_of_prints(office: Office, limit: int = -1) -> list[Print]:
    """What left the office, the newest first."""
    return prints.prints(office.db, limit)
