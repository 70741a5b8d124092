"""What the canvass desk shows, read on the worker and put into words: what was typed of a household, and who waits."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from ..actions import canvass_desk, second_keying, sheet_saving
from ..actions.canvass_desk import Door, Unfinished
from ..actions.codes import standing_label
from ..actions.editing import before_and_after
from ..actions.language import Translator
from ..actions.lines import SEXES
from ..actions.newcomers import described
from ..actions.office import Office
from ..actions.second_keying import Pace
from ..actions.sheet_reading import RowRead, SheetRead, read_sheet
from ..actions.sheet_typing import Typed
from ..actions.sheet_words import known_of, told_by
from ..rules.ages import full_years
from ..rules.keying_line import LineReader
from ..rules.messages import FieldRefused
from .shapes import shape_of
from .table import Marked, Value

TAIL = 4
"""Signs of an identity number that tell two people of one name apart."""


class Shown(NamedTuple):
    """A sheet on the screen: its rows, how many members wait for a word, the outcome, what is doubtful.

    `refused` are lines that were not understood, by their place; `found` are people who may be meant; `day` is what is wrong with
    the day of the visit, or "".
    """

    rows: Sequence[Sequence[Value]]
    missing: int
    outcome: str
    warnings: Sequence[str]
    refused: Mapping[int, str]
    found: Sequence[str]
    day: str


class Start(NamedTuple):
    """What is shown while no household is open: the households that wait, their rows, the walk through the village in view.

    `pace` is of whoever sits here, and shown to nobody else.
    """

    waiting: Sequence[Unfinished]
    rows: Sequence[Sequence[Value]]
    walk: Sequence[int]
    villages: Sequence[str]
    pace: Pace


def read_start(office: Office, village: str | None, words: Translator) -> Start:
    """The households that were not finished, and where a walk would begin."""
    waiting = canvass_desk.unfinished(office)
    rows = [
        (
            each.village,
            each.address,
            words.say("typed, not saved")
            if each.typed
            else words.say("{count} people not asked about", count=each.missing),
            each.by,
            f"{each.at:%Y-%m-%d %H:%M}",
        )
        for each in waiting
    ]
    walk = canvass_desk.walk(office, village) if village else ()
    return Start(waiting, rows, walk, canvass_desk.villages_of(office), second_keying.own_pace(office, datetime.now()))


def read_typed(office: Office, door: Door, typed: Typed, reader: LineReader, on: date, words: Translator) -> Shown:
    """Read what was typed; `on` is the day of the visit where none can be read."""
    if typed.again is not None:
        return _read_again(door, typed, reader, on, words)
    wrong_day = ""
    try:
        day = sheet_saving.visit_day(office, typed)
    except FieldRefused as refused:
        day, wrong_day = on, words(refused.message)
    read = read_sheet(office, door, typed, reader, day)
    return Shown(
        [_row(office, nth, row, day, words) for nth, row in enumerate(read.rows, 1)],
        len(read.missing),
        words(reader.terms.lists.outcomes[read.outcome]),
        list(dict.fromkeys(_warnings(read, words))),
        {nth: words(refused.message) for nth, refused in read.refusals.items()},
        [f"{nth}  {words(described(each))}" for nth, each in enumerate(read.found, 1)],
        wrong_day,
    )


def _read_again(door: Door, typed: Typed, reader: LineReader, on: date, words: Translator) -> Shown:
    """A second typing: who stands on the sheet, and what was typed beside it; nothing the register knows."""
    read = second_keying.read_again(len(door.members), typed, reader)
    told = dict(read.told)
    rows: list[Sequence[Value]] = [
        (
            nth,
            card.name,
            card.relation,
            words(SEXES[card.sex]) if card.sex else "",
            full_years(card.birth, on) if card.birth else None,
            card.number[-TAIL:],
            "",
            "",
            told.pop(str(nth), ""),
        )
        for nth, card in enumerate(door.members, 1)
    ]
    rows += [
        (len(rows) + nth, name, "", "", None, "", "", "", said) for nth, (name, said) in enumerate(told.items(), 1)
    ]
    outcome = words(reader.terms.lists.outcomes[read.outcome])
    return Shown(rows, 0, outcome, (), {nth: words(why.message) for nth, why in read.refusals.items()}, (), "")


def _warnings(read: SheetRead, words: Translator) -> Iterator[str]:
    for row in read.rows:
        for warning in row.plan.warnings if row.plan else ():
            yield words.say("{name}: {sentence}", name=row.name, sentence=words(warning))


def _row(office: Office, nth: int, row: RowRead, on: date, words: Translator) -> Sequence[Value]:
    card, plan = row.card, row.plan
    known: tuple[Any, ...] = ("", "", None, ("", ""), "")
    if card is None and plan is not None:
        facts: dict[str, Any] = {edit.field: edit.new for edit in plan.writes.edits}
        known = (
            facts.get("relation"),
            facts.get("sex"),
            facts.get("birth"),
            plan.writes.number or ("", ""),
            words.say("new"),
        )
    elif card is not None:
        known = (
            card.relation,
            card.sex,
            card.birth,
            ("", card.number),
            "\n".join(map(words, known_of(office, card).split(", "))),
        )
    relation, sex, birth, (_kind, number), beside = known
    told, standing = "", card.standing if card else ""
    if plan is not None:
        told = "; ".join(map(words, told_by(office, plan))) or (words.say("as printed") if card else "")
        standing = before_and_after(office, plan, on)[1].standing
    return (
        nth,
        row.name,
        relation or "",
        words(SEXES[sex]) if sex else "",
        full_years(birth, on) if isinstance(birth, date) else None,
        number[-TAIL:],
        beside,
        Marked(standing_label(standing, words), shape_of(standing)),
        told,
    )
