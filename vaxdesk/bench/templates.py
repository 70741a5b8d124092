"""Fourteen workbooks as a county sends them, and what filling them all costs beside openpyxl alone."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from ..actions import fill
from ..actions.overview import overview
from ..actions.printing import Terms
from ..papers import forms, limits
from ..papers.layouts import load_layouts
from ..papers.template_reading import KIND
from ..rules import indicators
from ..rules.bands import read_bands
from .day import Case, Timed
from .ground import Ground, copied

LISTS = ("unvaccinated", "incomplete", "exempt", "deferred", "unverified", "overdue", "elderly", "completed")
MEASURES = ("registered", "due", "first_dose", "completed", "unvaccinated", "incomplete")
ALL_TEMPLATES = 60.0
"""Seconds for 14 templates of a township of 50,000."""
Sheet = Any
Names = Sequence[str]


def _words(field: str) -> str:
    """A heading by which the county's forms name a field."""
    fields = next(layout.fields for layout in load_layouts().kinds if layout.kind == KIND)
    return next(word for word, named in fields.items() if named == field)


def _title() -> str:
    return next(layout.titles[1] for layout in load_layouts().kinds if layout.kind == KIND)


def _bands() -> list[str]:
    words = indicators.load().band_words
    return [
        f"{band.first}{words.over[0]}" if band.last is None else f"{band.first}{words.to[0]}{band.last}{words.years[1]}"
        for band in read_bands(",".join(band.code for band in indicators.load().bands))
    ]


def _village_table(sheet: Sheet, names: Names) -> None:
    sheet.write_row(0, 0, [_title()])
    sheet.write_row(1, 0, [_words("village"), *map(_words, MEASURES)])
    sheet.write_column(2, 0, names)
    end = len(names) + 2
    sheet.write_row(end, 0, [load_layouts().rows.total[0]])
    for column in range(1, len(MEASURES) + 1):
        letter = chr(ord("A") + column)
        sheet.write_formula(end, column, f"=SUM({letter}3:{letter}{end})")


def _banded_table(sheet: Sheet, names: Names) -> None:
    sheet.write_row(0, 0, [_title()])
    sheet.write(1, 0, _words("village"))
    for nth, band in enumerate(_bands()):
        sheet.merge_range(1, 1 + 2 * nth, 1, 2 + 2 * nth, band)
        sheet.write_row(2, 1 + 2 * nth, [_words("due"), _words("completed")])
    sheet.write_column(3, 0, names)


def _empty_table(sheet: Sheet, _names: Names) -> None:
    _village_table(sheet, [])


def _across(sheet: Sheet, names: Names) -> None:
    sheet.write_row(0, 0, ["", *names])
    sheet.write_column(1, 0, list(map(_words, MEASURES)))


def _bands_down(sheet: Sheet, _names: Names) -> None:
    sheet.write_row(0, 0, ["", *map(_words, MEASURES)])
    sheet.write_column(1, 0, _bands())


def _single(sheet: Sheet, names: Names) -> None:
    sheet.write_column(0, 0, [f"{name}{_words(measure)}" for name in names for measure in MEASURES])


def _people(name: str) -> Callable[[Sheet, Names], None]:
    def write(sheet: Sheet, _names: Names) -> None:
        form = forms.load(name)
        words = next(words for known, words in load_layouts().people_lists if known == name)
        sheet.write(0, 0, f"{words[0]} {form.title}")
        sheet.write_row(1, 0, [column.drawn.title for column in form.columns])
        sheet.write_row(3, 0, [load_layouts().rows.signature[0]])

    return write


KINDS = (_village_table, _banded_table, _empty_table, _across, _bands_down, _single, *map(_people, LISTS))


def write_templates(folder: Path, names: Names) -> None:
    """Write one workbook of each kind."""
    from xlsxwriter import Workbook

    for nth, kind in enumerate(KINDS):
        with Workbook(folder / f"{nth:02}.xlsx") as book:
            kind(book.add_worksheet(), names)


def fill_templates(ground: Ground) -> Timed:
    """Fill fourteen different workbooks in one go."""
    with copied(ground) as office, TemporaryDirectory(dir=ground.register.parent) as folder:
        sent, filled = Path(folder) / "sent", Path(folder) / "filled"
        sent.mkdir()
        filled.mkdir()
        write_templates(sent, list(overview(office, ground.on).villages))
        start = perf_counter()
        done = fill.fill_folder(office, sent, filled, ground.on, terms=Terms("full", "benchmark"))
        seconds = perf_counter() - start
        whole = [each for each in done.values() if isinstance(each, fill.Filled)]
        told = {
            "files": len(whole),
            "figures": sum(each.filled for each in whole),
            "people": sum(each.people for each in whole),
        }
        start = perf_counter()
        limits.save_again(sorted(filled.iterdir()))
        return Timed(seconds, told | {"openpyxl_alone": round(perf_counter() - start, 2)})


TEMPLATE_CASES = (Case("templates_14", fill_templates, ALL_TEMPLATES, aim=1.0, rounds=1),)
"""The county's workbooks."""
