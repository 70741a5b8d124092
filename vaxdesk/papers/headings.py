"""Find the row or rows of headings on a sheet, and with them what the sheet is."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .layouts import Layout, Layouts, plain
from .raw import Raw

ROWS_TO_SEARCH = 40
COLUMNS_TO_SEARCH = 256
HEIGHTS = (1, 2, 3)
FEWEST_FIELDS = 3
KNOWN_SHARE = 3
"""One heading in so many must be known, or the sheet is another form that merely lists people too."""
NUMBERED = ("date", "product", "site")
MOST_DOSES = 5


class Headings(NamedTuple):
    """The headings of a sheet: rows `first` to `last` (from 0), the column of each field, and headings nobody knows."""

    layout: Layout
    first: int
    last: int
    fields: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...]


def find_headings(rows: Sequence[Sequence[Raw]], about: str, layouts: Layouts) -> Headings | None:
    """Try every row near the top, alone and joined with the next ones, against every layout; the best fit wins.

    The fit is the number of fields found; then words in the title (or in `about`, the sheet's name), then fewer rows,
    then the order of the layouts. None where nothing fits.
    """
    best: tuple[tuple[int, int, int], Headings] | None = None
    above = about
    for first in range(min(len(rows), ROWS_TO_SEARCH)):
        if any(cell is not None for cell in rows[first]):
            for height in HEIGHTS:
                for found in _fits(rows, first, height, layouts):
                    spoken = any(word in above for word in found.layout.titles)
                    fit = (len(found.fields), spoken, -height)
                    if best is None or fit > best[0]:
                        best = fit, found
        above += "".join(cell for cell in rows[first] if isinstance(cell, str))
    return best[1] if best else None


def find_all_headings(rows: Sequence[Sequence[Raw]], about: str, layouts: Layouts) -> list[Headings]:
    """The headings of every table of a sheet, from above to below; the same headings again begin no other table."""
    best = find_headings(rows, about, layouts)
    if best is None:
        return []
    above = find_all_headings(rows[: best.first], about, layouts)
    below = [
        found._replace(first=found.first + best.last + 1, last=found.last + best.last + 1)
        for found in find_all_headings(rows[best.last + 1 :], about, layouts)
    ]
    names = join_headings(rows[best.first : best.last + 1])
    return [*above, best, *(found for found in below if join_headings(rows[found.first : found.last + 1]) != names)]


def _fits(rows: Sequence[Sequence[Raw]], first: int, height: int, layouts: Layouts) -> list[Headings]:
    block = rows[first : first + height]
    if len(block) < height or all(cell is None for cell in block[-1]):
        return []
    names = join_headings(block)
    filled = [column for column, levels in enumerate(names) if levels]
    if len(filled) < FEWEST_FIELDS:
        return []
    found = []
    for layout in layouts.kinds:
        fields, unknown = assign(layout, names)
        needed = all(group & fields.keys() for group in layout.needs)
        if needed and len(fields) >= FEWEST_FIELDS and len(filled) <= len(fields) * KNOWN_SHARE:
            found.append(Headings(layout, first, first + height - 1, fields, unknown))
    return found


def join_headings(block: Sequence[Sequence[Raw]]) -> list[tuple[str, ...]]:
    """Give each column its headings from above to below; a heading over several columns counts for each of them.

    Merged or not: an empty cell takes the heading left of it where something stands below.
    """
    width = min(max(len(row) for row in block), COLUMNS_TO_SEARCH)
    names: list[tuple[str, ...]] = [()] * width
    over = [""] * len(block)
    for column in range(width):
        texts = [_text(row[column]) if column < len(row) else "" for row in block]
        for level, text in enumerate(texts):
            below = any(texts[level + 1 :])
            if text:
                over[level:] = [text if below else "", *[""] * (len(block) - level - 1)]
            elif below:
                texts[level] = over[level]
        names[column] = tuple(text for text in texts if text)
    return names


def _text(cell: Raw) -> str:
    return cell.strip() if isinstance(cell, str) else "" if cell is None else str(cell)


def assign(layout: Layout, names: Sequence[tuple[str, ...]]) -> tuple[dict[str, int], tuple[tuple[int, str], ...]]:
    """Give each field its column, and list the headings nobody knows; a second column of a field is one, except for doses."""
    fields: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    doses: dict[str, list[int]] = {field: [] for field in NUMBERED}
    for column, levels in enumerate(names):
        field = next((layout.fields[name] for name in _names(levels) if name in layout.fields), None)
        if field in doses and layout.kind == "roster":
            doses[field].append(column)
        elif field is not None and field not in fields:
            fields[field] = column
        elif levels:
            unknown.append((column, " ".join(levels)))
    for field, columns in doses.items():
        if "dose_number" in fields and columns:
            fields[field] = columns[0]
            unknown += [(column, " ".join(names[column])) for column in columns[1:]]
            continue
        free = [f"{field}{number}" for number in range(1, MOST_DOSES + 1) if f"{field}{number}" not in fields]
        fields |= zip(free, columns, strict=False)
        unknown += [(column, " ".join(names[column])) for column in columns[len(free) :]]
    return fields, tuple(sorted(unknown))


def _names(levels: tuple[str, ...]) -> list[str]:
    """All levels joined, then without the uppermost, down to the lowest alone; each also without its brackets."""
    joined = [" ".join(levels[start:]) for start in range(len(levels))]
    return [plain(name) for text in joined for name in (text, without_brackets(text))]


def without_brackets(text: str) -> str:
    """A heading without what stands in round brackets; as it is if nothing else would be left."""
    kept, depth = "", 0
    for sign in text:
        depth += (sign in "(\uff08") - (sign in ")\uff09" and depth > 0)
        kept += sign if depth == 0 and sign not in ")\uff09" else ""
    return kept or text
