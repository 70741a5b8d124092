"""Left at a door: a card with the household's code, and a dated slip that asks for a call; neither says a word of health."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from .fonts import FontShelf
from .ink import A4, MM, Ink
from .pdf_text import Box
from .saving import put

MARGIN, PAD = 10 * MM, 5 * MM
ACROSS, SLIPS_DOWN, CARDS_DOWN = 2, 4, 3


class DoorPlace(NamedTuple):
    """A household as its card and slip name it."""

    village: str
    address: str
    code: str
    bars: str


def write_slips(
    places: Sequence[DoorPlace],
    words: Mapping[str, Any],
    office: str,
    day: str,
    note: str,
    target: Path | BinaryIO,
    fonts: FontShelf,
) -> int:
    """Slips to cut apart, eight on a page: who asks, the day of the visit, the code; the margin has `note`. The number of pages."""

    def slip(ink: Ink, place: DoorPlace, box: Box) -> None:
        at = Box(box.left + PAD, box.top + PAD, box.width - 2 * PAD, 9 * MM)
        ink.text(words["title"], at, 15, "center", "hei")
        ink.text(words["text"].format(day=day), at._replace(top=at.top + 11 * MM, height=14 * MM), 10)
        _to_fill(ink, (words["who"], words["phone"]), at, at.top + 27 * MM)
        foot = at._replace(top=box.top + box.height - PAD - 9 * MM)
        ink.text(f"{words['code']} {place.code}", foot, 11, role="hei")
        ink.text(office, foot, 9, "right")

    return _write(places, slip, SLIPS_DOWN, (words["title"], note), target, fonts)


def write_cards(
    places: Sequence[DoorPlace],
    words: Mapping[str, Any],
    office: str,
    note: str,
    target: Path | BinaryIO,
    fonts: FontShelf,
) -> int:
    """Cards to keep, six on a page: where the household lives, its code in figures and bars. The number of pages."""

    def card(ink: Ink, place: DoorPlace, box: Box) -> None:
        at = Box(box.left + PAD, box.top + PAD, box.width - 2 * PAD, 9 * MM)
        ink.text(words["title"], at, 15, role="hei")
        ink.text(office, at, 9, "right")
        for nth, (label, value) in enumerate(((words["village"], place.village), (words["address"], place.address))):
            ink.text(f"{label}  {value}", at._replace(top=at.top + (11 + 9 * nth) * MM), 11)
        _to_fill(ink, (words["who"], words["phone"]), at, at.top + 31 * MM)
        ink.text(f"{words['code']} {place.code}", at._replace(top=at.top + 43 * MM), 15, role="hei")
        ink.bars(place.bars, at._replace(top=at.top + 43 * MM, height=11 * MM))
        ink.quiet(words["note"], at._replace(top=box.top + box.height - PAD - 6 * MM, height=6 * MM), 8)

    return _write(places, card, CARDS_DOWN, (words["title"], note), target, fonts)


def _to_fill(ink: Ink, labels: Sequence[str], box: Box, top: float) -> None:
    width = box.width / len(labels)
    for nth, label in enumerate(labels):
        left = box.left + nth * width
        ink.text(label, Box(left, top, 18 * MM, 7 * MM), 10)
        ink.line(left + 16 * MM, top + 5.4 * MM, width - 19 * MM)


def _write(
    places: Sequence[DoorPlace], draw: Any, down: int, said: tuple[str, str], target: Path | BinaryIO, fonts: FontShelf
) -> int:
    """`said` are the title of the file and the note in the margin of each page."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(said[0])
    ink = Ink(canvas, fonts, A4)
    width, height = (A4[0] - 2 * MARGIN) / ACROSS, (A4[1] - 2 * MARGIN) / down
    pages = 0
    for start in range(0, len(places), ACROSS * down):
        ink.begin()
        for nth, place in enumerate(places[start : start + ACROSS * down]):
            box = Box(MARGIN + nth % ACROSS * width, MARGIN + nth // ACROSS * height, width, height)
            ink.frame(box, 0.3)
            draw(ink, place, box)
        ink.quiet(said[1], Box(MARGIN, A4[1] - MARGIN + MM, A4[0] - 2 * MARGIN, 4 * MM), 6.5, "right")
        ink.end()
        pages += 1
    canvas.save()
    put(buffer.getvalue(), target)
    return pages
