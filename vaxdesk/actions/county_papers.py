"""What the county writes: its bulletin with charts, the table of townships, and for each township its list of questions.

A list of questions has the layout that the reconciliation of lists reads, and leaves behind the township's own password.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from vaxdesk.papers import forms
from vaxdesk.papers.pdf import write_pdf
from vaxdesk.papers.saving import put
from vaxdesk.papers.sealed import encrypt_workbook
from vaxdesk.papers.sheet import Cell, Column, Sheet
from vaxdesk.papers.workbook_out import write_grid, write_workbook
from vaxdesk.rules.charts import Bar, BarChart
from vaxdesk.rules.counties import TownshipCount, places
from vaxdesk.rules.rates import NO_RATE, percent
from vaxdesk.rules.records import StandingCode

from .codes import STANDING_LABELS
from .county import Listed, RollUp
from .county_deliveries import Passwords
from .language import PAPER, translator

WORDS = translator(PAPER)
BULLETIN, QUESTIONS = "county-bulletin", "questions"


def write_all(rolled: RollUp, county: str, folder: Path, passwords: Passwords) -> list[Path]:
    """Write the bulletin (PDF and workbook) and every township's questions into a folder. Raises Refused `file_not_written`."""
    folder.mkdir(parents=True, exist_ok=True)
    sheet = bulletin(rolled, county)
    pdf, book = BytesIO(), BytesIO()
    write_pdf([sheet], pdf)
    write_workbook([sheet], book)
    written = [folder / f"{BULLETIN}-{rolled.week}.pdf", folder / f"{BULLETIN}-{rolled.week}.xlsx"]
    put(pdf.getvalue(), written[0])
    put(book.getvalue(), written[1])
    for township, rows in questions(rolled).items():
        path = folder / f"{township}-{rolled.week}-{QUESTIONS}.xlsx"
        put(_list(rolled, county, township, rows, passwords.of(township)), path)
        written.append(path)
    return written


def bulletin(rolled: RollUp, county: str) -> Sheet:
    """The county's table: every township with its counts, rates and places, and the sum. Only units are compared."""
    titles = [WORDS.say("Township"), WORDS.say("Version"), WORDS.say("In scope")]
    titles += [WORDS(STANDING_LABELS[code]) for code in StandingCode if code != StandingCode.OUT_OF_SCOPE]
    titles += [WORDS.say("Full course rate"), WORDS.say("Place by coverage")]
    titles += [WORDS.say("Ascertained rate"), WORDS.say("Place by verified")]
    widths = [32.0, 12.0, 17.0, *([17.0] * 6), 18.0, 15.0, 18.0, 15.0]
    aligned = ["left", *(["right"] * (len(titles) - 1))]
    columns = [Column(title, "", width, align) for title, width, align in zip(titles, widths, aligned, strict=True)]
    place = places(rolled.townships)
    rows = [_row(each, place[each.name]) for each in sorted(rolled.townships, key=lambda each: each.name)]
    if rolled.townships:
        rows.append(_row(summed(rolled), (None, None)))
    notes = [WORDS.say("Rates of the due people. Only units are compared, on work done as well as on doses.")]
    if rolled.missing:
        notes.append(WORDS.say("Not reported yet: {names}.", names=forms.wording().comma.join(rolled.missing)))
    notes += [WORDS(problem.sentence) for problem in rolled.problems]
    return Sheet(
        name=BULLETIN,
        title=WORDS.say("Weekly bulletin of vaccination progress, {week}", week=rolled.week),
        place="",
        on=rolled.on,
        columns=tuple(columns),
        rows=tuple(rows),
        caption=(county, WORDS.say("As of {day}", day=rolled.on)),
        footnotes=tuple(notes),
        page_label=forms.wording().page,
        when_empty=((forms.wording().nobody,),),
        charts=(_chart(rolled),),
    )


def summed(rolled: RollUp) -> TownshipCount:
    """All townships added up."""
    counts = {str(code): sum(each.counts.get(code, 0) for each in rolled.townships) for code in StandingCode}
    return TownshipCount(WORDS.say("Total"), rolled.week, 0, counts)


def _row(each: TownshipCount, place: tuple[int | None, int | None]) -> tuple[Cell, ...]:
    counts = [each.counts.get(code, 0) for code in StandingCode if code != StandingCode.OUT_OF_SCOPE]
    return (
        each.name, str(each.version or ""), str(each.registered), *map(str, counts), percent(each.coverage),
        str(place[0] or NO_RATE), percent(each.ascertained), str(place[1] or NO_RATE),
    )  # fmt: skip


def _chart(rolled: RollUp) -> BarChart:
    bars = [
        Bar(each.name, None if each.coverage is None else float(each.coverage), percent(each.coverage), each.name)
        for each in sorted(rolled.townships, key=lambda each: each.name)
    ]
    return BarChart(WORDS.say("Full course by township"), bars, note=WORDS.say("of the due people"))


def questions(rolled: RollUp) -> Mapping[str, Sequence[tuple[Listed, Sequence[Listed]]]]:
    """For each township the people it lists whom another one lists too, with where else.

    A name and number that one of them sent are used for both.
    """
    found: dict[str, list[tuple[Listed, Sequence[Listed]]]] = {}
    for several in rolled.doubles:
        known = next((each for each in several if each.number), several[0])
        for each in several:
            named = each if each.number else each._replace(name=known.name, number=known.number)
            others = [other for other in several if other.township != each.township]
            found.setdefault(each.township, []).append((named, others))
    return found


def _list(
    rolled: RollUp, county: str, township: str, rows: Sequence[tuple[Listed, Sequence[Listed]]], password: str
) -> bytes:
    """The list of a township, in the layout of lists sent down, behind its password."""
    words = WORDS
    headings: list[Cell] = [
        words.say("No."), words.say("Township"), words.say("Name"), words.say("Identity number"), words.say("Phone number"),
        words.say("Address on the list"), words.say("Village on the list"), words.say("Verification"), words.say("Remark"),
    ]  # fmt: skip
    lines: list[list[Cell]] = [
        [words.say("List of people reported by two townships, to be verified ({name})", name=township)],
        [words.say("Sent down by {county}; data as of {day}", county=county, day=rolled.on)],
        headings,
    ]
    for number, (person, others) in enumerate(rows, 1):
        remark = "; ".join(_also(other) for other in others)
        address = person.address or person.village
        lines.append([number, township, person.name, person.number, person.phone, address, person.village, "", remark])
    plain = BytesIO()
    write_grid(plain, {words.say("People to verify"): lines})
    return encrypt_workbook(plain.getvalue(), password)


def _also(other: Listed) -> str:
    return WORDS.say(
        "also listed by {township}, {village} ({standing})",
        township=other.township,
        village=other.village,
        standing=WORDS(STANDING_LABELS[StandingCode(other.standing)]),
    )
