"""The print shop: many ledgers of many villages, grids, work units or persons who answer, in one go, printed or saved.

A set is what one of these parts gets: its cover and its ledgers, with numbers of pages of its own. Sets are made, drawn and written
one after the other, so that the memory needed is that of one set, and a job that stopped goes on where it was.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from vaxdesk.papers import forms
from vaxdesk.papers.fonts import FontShelf
from vaxdesk.papers.sheet import Sheet
from vaxdesk.papers.worksheet_names import file_name
from vaxdesk.rules.measures import Scope
from vaxdesk.rules.messages import Cancelled, Refused, say
from vaxdesk.rules.records import Progress

from .ledgers import COVER, context, cover, make
from .office import Changes, Office
from .overview import known_village
from .parts import VILLAGE, known_part, make_part, part_cover
from .printing import CHANGED, PRINTER, Terms, draw, leaving, save
from .rights import Right, needs

USUAL = Terms()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed: the forms of each part by name ("" is the whole office), for a day, on which terms.

    `by` is what the names of the parts are: one of parts.KINDS. `covers`: each set begins with a cover; `bound`: the forms of a
    part are one file, else each is its own; `size` is "A4", "A3", or "" for what each form says.
    """

    wanted: Mapping[str, Sequence[str]]
    on: date
    terms: Terms = USUAL
    covers: bool = True
    bound: bool = True
    size: str = ""
    by: str = VILLAGE


class Set(NamedTuple):
    """The sheets that belong together, named after their place or person ("" for what is about the whole office)."""

    place: str
    sheets: Sequence[Sheet]


class Job(NamedTuple):
    """How far an order came: sets and pages done, files written, sets left over, boxes printed, and what changed.

    `stopped` says why it ended early (None: it is done). The sets in `left` are what `order_for` makes the rest of.
    """

    sets: int
    pages: int
    files: Sequence[Path]
    left: Sequence[str]
    missing: Sequence[str]
    stopped: Refused | Cancelled | None
    changes: Changes


Told = Callable[[int, int, int], None]
"""Told after every set: sets done, sets in all, pages so far. May raise Cancelled."""


@needs(Right.PRINT)
def sets(office: Office, order: Order) -> Iterator[Set]:
    """Make the sets one after the other: first what is about the whole office, then part by part.

    Raises Refused: `nothing_chosen`, `part_unknown`, and those of ledgers.make.
    """
    if not order.wanted:
        raise Refused("nothing_chosen", say("Nothing is chosen to print: tick at least one form of a place or person."))
    for part in filter(None, order.wanted):
        if order.by == VILLAGE:
            known_village(office, part)
        else:
            known_part(office, Scope(order.by, part))
    for place, names in order.wanted.items():
        sheets = [
            replace(sheet, size=order.size or sheet.size)
            for name in names
            for sheet in _made(office, name, order, place)
        ]
        yield Set(place, _bound(office, order, place, sheets) if place else sheets)


def _made(office: Office, name: str, order: Order, place: str) -> list[Sheet]:
    mask, reason = order.terms.mask, order.terms.reason
    if place and order.by != VILLAGE:
        return [make_part(office, name, order.on, Scope(order.by, place), mask, reason)]
    return make(office, name, order.on, place or None, mask, reason)


def is_whole(name: str) -> bool:
    """Whether a form has figures of the whole office, so that there is one of it and not one for each part."""
    return forms.load(name).about == "villages"


@needs(Right.PRINT)
def preview(office: Office, order: Order, progress: Progress | None = None) -> bytes:
    """The first set as a PDF to look at; nothing leaves, so nothing is noted and no number is given."""
    first = next(sets(office, order))
    return draw(first.sheets, progress)[0]


@needs(Right.PRINT)
def save_all(
    office: Office, order: Order, folder: Path, ending: str, told: Told, progress: Progress | None = None
) -> Job:
    """Save every set in a folder, as .pdf or .xlsx; a set that is there whole stays when the next one fails.

    What happens after the first set (a full disk, a file open elsewhere, Cancel) ends the job and stands in its answer.
    Raises Refused: `nothing_chosen`, those of ledgers.make and printing.save; and Cancelled, before the first set is whole.
    """
    fonts = FontShelf()

    def out(each: Set) -> tuple[int, list[Path]]:
        groups = [each.sheets] if order.bound else [[sheet] for sheet in each.sheets]
        files, pages = _files(office, order, each.place, folder, ending), 0
        for sheets, path in zip(groups, files, strict=True):
            pages += save(office, sheets, path, order.terms, progress, fonts).pages
        return pages, files

    job = _run(office, order, out, told)
    return job._replace(missing=sorted(fonts.missing))


@needs(Right.PRINT)
def still_missing(office: Office, order: Order, folder: Path, ending: str) -> Order:
    """The order for those sets of which a file is not in the folder: a job that broke off goes on, even on another day at work.

    Files are named after the working date, so that none of another date counts. Raises Refused `form_unknown`.
    """
    missing = {
        place: names
        for place, names in order.wanted.items()
        if not all(path.is_file() for path in _files(office, order, place, folder, ending))
    }
    return replace(order, wanted=missing)


@needs(Right.PRINT)
def print_all(
    office: Office, order: Order, send: Callable[[bytes], int], told: Told, printer: str = PRINTER,
    progress: Progress | None = None,
) -> Job:  # fmt: skip
    """Send every set to the printer, one after the other; a printer that vanishes ends the job, which says what is left.

    Raises Refused: `nothing_chosen`, those of ledgers.make, what `send` raises; and Cancelled, before the first set is whole.
    """
    fonts = FontShelf()

    def out(each: Set) -> tuple[int, list[Path]]:
        with leaving(office, each.sheets, order.terms, printer) as going:
            pdf, going.way.pages = draw(going.sheets, progress, fonts)
            return send(pdf), []

    job = _run(office, order, out, told)
    return job._replace(missing=sorted(fonts.missing))


def rest_of(order: Order, job: Job) -> Order:
    """The order for what a job left over."""
    return replace(order, wanted={place: order.wanted[place] for place in job.left})


def _run(office: Office, order: Order, out: Callable[[Set], tuple[int, list[Path]]], told: Told) -> Job:
    wanted = list(order.wanted)
    done: list[str] = []
    pages, files = 0, list[Path]()
    stopped: Refused | Cancelled | None = None
    try:
        for each in sets(office, order):
            told(len(done), len(wanted), pages)
            made, written = out(each)
            done.append(each.place)
            pages += made
            files += written
    except (Refused, Cancelled) as error:
        if not done:
            raise
        stopped = error
    left = [place for place in wanted if place not in done]
    return Job(len(done), pages, files, left, (), stopped, CHANGED)


def _bound(office: Office, order: Order, place: str, sheets: list[Sheet]) -> list[Sheet]:
    """A part's sheets behind their cover, with their pages numbered through."""
    volume = place if order.bound else ""
    first: list[Sheet] = []
    if order.covers and order.by == VILLAGE:
        first = [cover(office, place, order.on, sheets)]
    elif order.covers:
        first = [part_cover(office, Scope(order.by, place), order.on, sheets)]
    return [*first, *(replace(sheet, volume=volume) for sheet in sheets)]


def _files(office: Office, order: Order, place: str, folder: Path, ending: str) -> list[Path]:
    """The files of a set, each called after the place, what it holds, and the day."""
    first = [COVER] if place and order.covers else []
    about = context(office, place, order.on, order.terms.mask)
    titles = [forms.titled(forms.load(name), about) for name in (*first, *order.wanted[place])]
    if order.bound:
        titles = titles[:1] if len(titles) == 1 or not place else [""]
    return [
        folder / f"{file_name('-'.join(filter(None, (place, title, order.on.isoformat()))))}{ending}"
        for title in titles
    ]
