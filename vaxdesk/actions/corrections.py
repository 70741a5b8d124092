"""Rows that were not taken go back to their sender: a workbook for each file, with the faulty cells marked and a sentence."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from vaxdesk.papers.correction_sheet import Fault, write_corrections
from vaxdesk.rules.masks import MaskProfile
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.problems import Outcome, Severity

from .change_set import ChangeSet, Entry, FileReview
from .language import PAPER, Translator, translator
from .office import Changes, Office
from .printing import Going, Terms, numbered
from .rights import Right, needs

_LETTERS = re.compile(r"[A-Z]+")


class Corrections(NamedTuple):
    """A workbook for a sender: of which file, where it lies, how many rows it holds."""

    file: str
    out: Path
    rows: int


@needs(Right.TAKE_IN)
def save_corrections(office: Office, change_set: ChangeSet, out: Path, on: date) -> tuple[list[Corrections], Changes]:
    """Save the rows that were sent back and note the export.

    Nobody gets the rows of another sender: where several files have such rows, each gets a workbook with the file's name behind
    the one of `out`. Nothing is written where no row was sent back. Raises Refused: `format_unknown`, `file_not_written`.
    """
    if out.suffix.lower() != ".xlsx":
        raise Refused("format_unknown", say("Corrections are saved as .xlsx: give the file such a name."))
    words = translator(PAPER)
    headings = words.say("Row in your file"), words.say("What to correct")
    reviews = [review for review in change_set.files if review.returned]
    saved = []
    for review in reviews:
        target = out if len(reviews) == 1 else out.with_name(f"{out.stem}-{Path(review.file).stem}{out.suffix}")
        faults = {(entry.sheet, entry.row): _fault(entry, words) for entry in _sent_back(review)}
        terms = Terms(MaskProfile.FULL, words.say("Corrections to {file}", file=review.file))
        going = Going("corrections", review.file, on, len(faults), MaskProfile.FULL)
        with numbered(office, [going], terms, target.name) as way:
            write_corrections(review.returned, faults, headings, way.notes[0], target)
        saved.append(Corrections(review.file, target, len(faults)))
    return saved, Changes("print", prints=bool(saved))


def _sent_back(review: FileReview) -> Iterator[Entry]:
    return (entry for entry in review.entries if entry.outcome is Outcome.REJECTED)


def _fault(entry: Entry, words: Translator) -> Fault:
    wrong = [(cell, found) for cell, found in entry.problems if found.severity is Severity.ERROR]
    columns = frozenset(_column(cell) for cell, _ in wrong if _LETTERS.match(cell))
    told = [words.say("{cell}: {message}", cell=cell, message=found.message) if _LETTERS.match(cell) else words(found.message)
            for cell, found in wrong]  # fmt: skip
    return Fault(columns, " ".join(told))


def _column(cell: str) -> int:
    """The column of a cell's name, from 0."""
    number = 0
    for letter in "".join(_LETTERS.findall(cell)):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
