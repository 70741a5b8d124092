"""The sheets of a submission: contents, summary, ledgers, hashes, the bridge, and what the self-check found.

Whatever is written here is the same for the same register, day and answers: no time, no version, so that the same week sent
twice is the same inside.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from vaxdesk.papers import forms
from vaxdesk.papers.sheet import Cell, Column, Sheet
from vaxdesk.register import standings
from vaxdesk.rules import flows
from vaxdesk.rules.messages import say
from vaxdesk.rules.movements import CAUSES, Cause, Way
from vaxdesk.rules.person_hash import key_of, person_hash
from vaxdesk.rules.records import Progress, StandingCode

from .bridge import CAUSE_LABELS, Bridge
from .language import PAPER, translator
from .ledgers import make, people_away
from .office import Office
from .rights import Right, needs
from .self_check import Finding
from .submission_profile import LEDGERS, MIGRANTS, SUMMARY, Profile

CONTENTS, HASHES, BRIDGE, FINDINGS = "contents", "hashes", "bridge", "self-check"
"""Sheets that are no forms of the box, by the name they have in a manifest."""

PAPER_WORDS = translator(PAPER)
NARROW, WIDE = 16.0, 46.0


@needs(Right.EXPORT)
def sheets(
    office: Office, week: str, on: date, profile: Profile, gap: Bridge, told: Sequence[tuple[Finding, str]],
    progress: Progress | None = None,
) -> list[Sheet]:  # fmt: skip
    """All sheets but the contents. Raises Refused as ledgers.make does."""
    found = []
    for name in profile.forms:
        if name == MIGRANTS:
            if profile.rows:
                found.append(people_away(office, on, [flow.code for flow in flows.load().values() if flow.reported]))
        elif name == SUMMARY or profile.rows:
            found += make(office, name, on, mask="full", reason=week, progress=progress)
    kept = [
        _without(sheet, profile) for sheet in found if sheet.place not in profile.without_villages or not sheet.place
    ]
    if not profile.rows:
        kept.append(_hashes(office, on, profile))
    return [*kept, bridge_sheet(office, gap, on), findings_sheet(office, told, on)]


def _without(sheet: Sheet, profile: Profile) -> Sheet:
    """The sheet without the columns that are not sent."""
    columns = forms.load(sheet.name).columns
    stays = [nth for nth, column in enumerate(columns) if column.field not in profile.without_fields]
    if sheet.name == SUMMARY or len(stays) == len(columns):
        return sheet
    return replace(
        sheet,
        columns=tuple(sheet.columns[nth] for nth in stays),
        rows=tuple(tuple(row[nth] for nth in stays) for row in sheet.rows),
    )


def _hashes(office: Office, on: date, profile: Profile) -> Sheet:
    """Everybody in scope as a keyed hash with village and standing, in an order that says nothing."""
    key = key_of(profile.county_word)
    rows = sorted(
        (person_hash(number, key), village, standing)
        for number, village, standing in standings.numbers(office.db)
        if village not in profile.without_villages
    )
    titles = (say("Hash"), say("Village"), say("Standing"))
    return plain_sheet(office, HASHES, say("Hashes to find people listed twice"), on, titles, rows)


@needs(Right.EXPORT)
def plain_sheet(
    office: Office, name: str, title: object, on: date, titles: Iterable[object], rows: Iterable[Sequence[Cell]],
    widths: Sequence[float] = (), notes: Sequence[str] = (),
) -> Sheet:  # fmt: skip
    """A sheet with these columns: counts stand at the right, texts at the left; the caption names office and day."""
    lines = tuple(tuple(row) for row in rows)
    heads = [PAPER_WORDS(title) for title in titles]  # type: ignore[arg-type]
    columns = []
    for nth, head in enumerate(heads):
        counted = bool(lines) and all(isinstance(row[nth], int) or row[nth] is None for row in lines)
        width = widths[nth] if nth < len(widths) else (NARROW if counted else WIDE)
        columns.append(Column(head, "", width, "right" if counted else "left", "number" if counted else "text"))
    words = forms.wording()
    return Sheet(
        name=name,
        title=PAPER_WORDS(title),  # type: ignore[arg-type]
        place="",
        on=on,
        columns=tuple(columns),
        rows=lines,
        caption=(office.name, PAPER_WORDS(say("As of {day}", day=on))),
        footnotes=tuple(notes),
        page_label=words.page,
        when_empty=((words.nobody,),),
    )


@needs(Right.PRINT)
def bridge_sheet(office: Office, gap: Bridge, on: date) -> Sheet:
    """The bridge of every village and of all: last count, who came, who went, the count now, and who stands elsewhere."""
    causes = [cause for way in Way for cause in CAUSES[way]]
    shown = [cause for cause in causes if any(part.causes.get(cause) for part in gap.villages.values())]
    came, went, changed = ([cause for cause in shown if cause in CAUSES[way]] for way in Way)
    groups = {
        **dict.fromkeys(came, PAPER_WORDS.say("Came in")),
        **dict.fromkeys(went, PAPER_WORDS.say("Went out")),
        **dict.fromkeys(changed, PAPER_WORDS.say("Stands elsewhere")),
    }
    columns = [
        Column(PAPER_WORDS.say("Village"), "", 34.0),
        Column(_since(gap), "", 24.0, "right", "number"),
        *(_cause_column(cause, groups) for cause in (*came, *went)),
        Column(PAPER_WORDS.say("This time ({until})", until=gap.until), "", 24.0, "right", "number"),
        *(_cause_column(cause, groups) for cause in changed),
    ]
    rows: list[tuple[Cell, ...]] = [
        (name, part.before, *(part.causes.get(cause, 0) for cause in (*came, *went)), part.after,
         *(part.causes.get(cause, 0) for cause in changed))
        for name, part in [*gap.villages.items(), (PAPER_WORDS.say("Total"), gap.whole)]
    ]  # fmt: skip
    note = PAPER_WORDS.say(
        "Last time, plus who came in, minus who went out, is this time; proved for every village and standing."
    )
    sheet = plain_sheet(office, BRIDGE, say("Why the number changed"), on, (), (), notes=[note])
    return replace(sheet, columns=tuple(columns), rows=tuple(rows))


def _since(gap: Bridge) -> str:
    return PAPER_WORDS.say("Last time ({since})", since=gap.since) if gap.since else PAPER_WORDS.say("Last time (none)")


def _cause_column(cause: Cause, groups: Mapping[Cause, str]) -> Column:
    return Column(PAPER_WORDS(CAUSE_LABELS[cause]), groups[cause], 19.0, "right", "number")


@needs(Right.EXPORT)
def findings_sheet(office: Office, told: Sequence[tuple[Finding, str]], on: date) -> Sheet:
    """What the self-check found, and why the submission goes out all the same."""
    rows = [(PAPER_WORDS(finding.sentence), reason or PAPER_WORDS.say("to be seen only")) for finding, reason in told]
    titles = (say("What the self-check found"), say("Explanation"))
    return plain_sheet(office, FINDINGS, say("Self-check before the submission"), on, titles, rows, (150.0, 100.0))


@needs(Right.EXPORT)
def contents_sheet(office: Office, on: date, names: Sequence[str], made: Sequence[Sheet]) -> Sheet:
    """What lies in the workbook: worksheet, form, village, rows, and where a program finds them."""
    rows = [
        (name, sheet.title, sheet.place, len(sheet.rows), sheet.name, first_row(sheet), " ".join(fields_of(sheet)))
        for name, sheet in zip(names, made, strict=True)
    ]
    titles = (say("Worksheet"), say("Form"), say("Village"), say("Lines"), say("Code"), say("First row"), say("Fields"))
    widths = (40.0, 60.0, 30.0, 16.0, 24.0, 16.0, 70.0)
    return plain_sheet(office, CONTENTS, say("Contents of the submission"), on, titles, rows, widths)


def first_row(sheet: Sheet) -> int:
    """The row of a worksheet, counted from 1, in which the first line of this sheet stands."""
    above = bool(sheet.letterhead) + 1 + any(sheet.caption) + len(sheet.lead)
    return above + 1 + any(column.group for column in sheet.columns) + 1


def fields_of(sheet: Sheet) -> list[str]:
    """The fields of the columns of a sheet of people, "" where a column is no field; nothing for other sheets."""
    if sheet.name == HASHES:
        return ["hash", "village", "standing"]
    if sheet.name not in (*LEDGERS, MIGRANTS, "exempt", "deferred", "unverified"):
        return []
    by_title = {(column.drawn.group, column.drawn.title): column.field for column in forms.load(sheet.name).columns}
    return [by_title.get((column.group, column.title), "-") for column in sheet.columns]


@needs(Right.EXPORT)
def left_out(office: Office, profile: Profile) -> dict[str, int]:
    """People in scope of the villages that are not sent, by village."""
    counts = standings.counts(office.db)
    return {
        name: sum(people for standing, people in counts[name].items() if standing != StandingCode.OUT_OF_SCOPE)
        for name in profile.without_villages
    }
