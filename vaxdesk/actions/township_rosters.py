"""A synthetic township's workbooks as its offices would send them: rosters with mishaps, certificates, deferrals."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from ..papers.sheet import Cell
from ..papers.workbook_out import write_grid
from .township import Township, Villager, make_township
from .township_careers import GivenDose
from .township_damage import Row, Spoiler
from .township_words import Words

DOSES = (1, 2, 3)
NO_DOSE = GivenDose(None, None, None)
A_DAY_OFF = 0.4
"""Share of those on two rosters whose last dose is written a day earlier on the second."""
STRANGERS = 3
"""People with a certificate whom no roster knows."""


def write_workbooks(township: Township, folder: Path, damage: float = 0.03) -> list[Path]:
    """Write the street's roster, the second roster and the exemptions into the folder, to be taken in in this order.

    The street's has a sheet for each village but the last, which comes with the second roster, together with people
    of the other villages: the same doses again, one more, or a day off. `damage` is the share of roster rows that are
    spoiled in the ways of township_damage. Raises Refused("file_not_written").
    """
    rng = Random(f"{township.seed} workbooks")
    words = township.words
    spoiler = Spoiler(rng, words)
    folder.mkdir(parents=True, exist_ok=True)
    books = {
        "street_roster": _street_sheets(township, spoiler, damage),
        "second_roster": _second_sheet(township, spoiler, damage),
        "exemptions": _exemptions_sheet(township, rng),
    }
    paths = []
    for name, sheets in books.items():
        paths.append(folder / words.workbooks[name]["file"])
        write_grid(paths[-1], sheets)
    return paths


def write_roster(township: Township, path: Path) -> None:
    """Write everybody on one undamaged sheet with a village column. Raises Refused("file_not_written")."""
    layout = township.words.workbooks["whole_roster"]
    rows = (roster_row(villager, villager.doses, township.words) for villager in township.people)
    write_grid(path, {layout["sheet"]: sheet_rows(layout, rows, _gaps(township))})


def roster_row(villager: Villager, doses: Sequence[GivenDose], words: Words, rng: Random | None = None) -> Row:
    """What a roster says of a person, by field; products in any of their writings if there is an `rng`."""
    written = words.written
    row: dict[str, Cell] = {
        "name": villager.name,
        "sex": written["sex"][villager.sex],
        "id": villager.id_number,
        "phone": villager.phone,
        "village": villager.village,
        "address": villager.address,
        "unit": _unit(villager, words),
        "status": written["status"][villager.departure or villager.residence],
        "left": villager.left_on,
        "reason": written["reasons"][villager.reason] if villager.reason else None,
    }
    for number in DOSES:
        dose = doses[number - 1] if number <= len(doses) else NO_DOSE
        row[f"date{number}"] = dose.on
        row[f"product{number}"] = _product(dose.product, words, rng)
        row[f"site{number}"] = dose.site
    return row


def _unit(villager: Villager, words: Words) -> str | None:
    """Where somebody of working age is employed: told by the number, so that nothing else is drawn differently."""
    units, (first, last) = words.written["units"], words.written["working_births"]
    drawn = crc32(villager.id_number.encode()) % words.written["one_of_units"] if villager.id_number else len(units)
    return units[drawn] if first <= villager.birth.year <= last and drawn < len(units) else None


def _product(code: str | None, words: Words, rng: Random | None) -> str | None:
    if code is None:
        return None
    writings: list[str] = words.written["products"][code]
    return rng.choice(writings) if rng else writings[0]


def _street_sheets(township: Township, spoiler: Spoiler, damage: float) -> Mapping[str, list[list[Cell]]]:
    """A sheet a village; to the second one somebody added people of the first: one once more, one with another name."""
    words, rng = township.words, spoiler.rng
    sheets: dict[str, list[list[Cell]]] = {}
    sound: list[Row] = []
    for village in township.villages[:-1]:
        people = [villager for villager in township.people if villager.village == village]
        rows = [roster_row(villager, _known_to_street(villager), words, rng) for villager in people]
        spoiled = spoiler.spoil(rows, damage)
        if len(sheets) == 1 and damage:
            again, misnamed = rng.sample(sound, 2)
            rows += [again, {**misnamed, "name": _another_name(str(misnamed["name"]), words)}]
        sound = sound or [row for place, row in enumerate(rows) if place not in spoiled]
        layout = words.workbooks["street_roster"]
        sheets[village] = sheet_rows(layout, _by_hand(rows, words, rng), _gaps(township, village))
    return sheets


def _known_to_street(villager: Villager) -> Sequence[GivenDose]:
    """The doses the street knows of: not the last one where only the second roster has it."""
    return villager.doses[:-1] if villager.scenario.second_roster == "one_more" else villager.doses


def _second_sheet(township: Township, spoiler: Spoiler, damage: float) -> Mapping[str, list[list[Cell]]]:
    words, rng, village = township.words, spoiler.rng, township.villages[-1]
    own = [villager for villager in township.people if villager.village == village]
    others = [
        villager for villager in township.people if villager.village != village and villager.scenario.second_roster
    ]
    rows = [roster_row(villager, villager.doses, words, rng) for villager in own]
    spoiled = spoiler.spoil(rows, damage)
    if spoiled:
        _forget_namesakes(rows, spoiled)
    for villager in others:
        rows.insert(rng.randrange(len(rows) + 1), _told_again(villager, words, rng))
    layout = words.workbooks["second_roster"]
    return {layout["sheet"]: sheet_rows(layout, _by_hand(rows, words, rng), _gaps(township, village))}


def _forget_namesakes(rows: list[Row], spoiled: set[int]) -> None:
    """Leave out the numbers of two sound rows of the same name: still two people (domain facts C6 case 44)."""
    places: dict[Cell, int] = {}
    for place, row in enumerate(rows):
        first = places.setdefault(row["name"], place) if place not in spoiled else place
        if first != place:
            rows[first] = {**rows[first], "id": None}
            rows[place] = {**row, "id": None}
            return


def _told_again(villager: Villager, words: Words, rng: Random) -> Row:
    """The row of somebody who is on the street's roster too, now and then with the last dose a day earlier."""
    *before, last = villager.doses
    if villager.scenario.second_roster == "repeated" and last.on and rng.random() < A_DAY_OFF:
        last = last._replace(on=last.on - timedelta(days=1))
    return roster_row(villager, [*before, last], words, rng)


def _exemptions_sheet(township: Township, rng: Random) -> Mapping[str, list[list[Cell]]]:
    """Everybody's certificate or deferral, some of people nobody knows, and one with another name to its number."""
    words = township.words
    shown = [villager for villager in township.people if villager.paper]
    elsewhere = make_township(200 * STRANGERS, township.seed + 1, len(township.villages), township.as_of)
    known = {villager.id_number for villager in township.people}
    unknown = [villager for villager in elsewhere.people if villager.paper and villager.id_number not in known]
    rows = [_exemption_row(villager, words) for villager in (*shown, *unknown[:STRANGERS])]
    if shown:
        rows.append({**rows[0], "name": _another_name(shown[0].name, words)})
    rng.shuffle(rows)
    layout = words.workbooks["exemptions"]
    return {layout["sheet"]: sheet_rows(layout, _by_hand(rows, words, rng), _gaps(township))}


def _exemption_row(villager: Villager, words: Words) -> Row:
    paper = villager.paper
    if paper is None:
        raise ValueError("somebody without a paper has no row here")
    without_end = words.written["without_end"] if paper.on else None
    return {
        "name": villager.name,
        "id": villager.id_number,
        "village": villager.village,
        "kind": words.written[paper.kind],
        "diagnosis": paper.diagnosis,
        "institution": paper.institution,
        "level": paper.level,
        "on": paper.on,
        "until": paper.until or without_end,
    }


def _another_name(name: str, words: Words) -> str:
    return name[0] + str(words.damage["somebody"]) + name[-1]


def _by_hand(rows: Iterable[Row], words: Words, rng: Random) -> Iterator[Row]:
    """The same rows with some of their days typed as text, in the ways people type them."""
    styles, share = words.written["dates"], words.written["typed_dates"]
    for row in rows:
        yield {
            name: rng.choice(styles).format(y=cell.year, m=cell.month, d=cell.day)
            if isinstance(cell, date) and rng.random() < share
            else cell
            for name, cell in row.items()
        }


def sheet_rows(layout: Mapping[str, Any], rows: Iterable[Row], gaps: Mapping[str, object]) -> list[list[Cell]]:
    """The rows of a worksheet: title, caption, headings, the numbered rows, a blank one, and what stands below."""
    sheet: list[list[Cell]] = [[layout[line].format(**gaps)] for line in ("title", "caption") if line in layout]
    sheet += _heading_rows(layout["columns"])
    fields = [name for _, _, name in layout["columns"]]
    first = len(sheet)
    sheet += [[{**row, "number": number}.get(name) for name in fields] for number, row in enumerate(rows, start=1)]
    counted = {**gaps, "count": len(sheet) - first}
    if "total" in layout:
        sheet.append([cell.format(**counted) for cell in layout["total"]])
    sheet.append([])
    sheet += [[line.format(**counted)] for line in layout["footnotes"]]
    return sheet


def _heading_rows(columns: Sequence[tuple[str, str, str]]) -> list[list[Cell]]:
    """One row of headings, or two where some columns have a heading above."""
    if not any(above for above, _, _ in columns):
        return [[heading for _, heading, _ in columns]]
    return [
        [above or heading for above, heading, _ in columns],
        [heading if above else None for above, heading, _ in columns],
    ]


def _gaps(township: Township, village: str = "") -> Mapping[str, object]:
    """What fills the gaps of titles and captions; a roster is of the day before the as-of date."""
    day = township.as_of - timedelta(days=1)
    return {"township": township.name, "village": village, "y": day.year, "m": day.month, "d": day.day}
