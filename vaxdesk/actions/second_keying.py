"""Sampled second keying: the program chooses households, another person types them again, and the fields are compared.

The second typing writes nothing about people: whoever finds the first one wrong corrects it where it stands.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from vaxdesk.register import second_keyings as kept
from vaxdesk.register.changes import begin_change
from vaxdesk.register.second_keyings import First
from vaxdesk.register.settings import read_setting, write_setting
from vaxdesk.register.sheets import drop_draft
from vaxdesk.rules.keying_line import LINE, LineReader
from vaxdesk.rules.messages import FieldRefused, Refused, say
from vaxdesk.rules.second_keying import (
    USUAL_SHARE,
    Difference,
    differences,
    error_rate,
    fields_of,
    households_an_hour,
    is_chosen,
    keystrokes,
)

from .canvass_desk import line_reader
from .office import Changes, Office
from .rights import Right, needs
from .sheet_typing import Typed

__all__ = ["Again", "Differing", "First", "Pace", "Quality", "differing", "keep_first", "own_pace", "quality", "read_again",
           "set_share", "share", "to_type_again", "type_again"]  # fmt: skip

KEYED = "canvass"
"""The verb under which a household is saved."""
ALL = 100


SHARE = "second_keying_share"
"""The setting with how many per cent of the households are typed twice."""


class Quality(NamedTuple):
    """Households typed twice, keystrokes of the first typing, fields that differed, and these per 1,000 keystrokes.

    `rate` is None where nothing was typed twice yet.
    """

    households: int
    keys: int
    different: int
    rate: Fraction | None


class Differing(NamedTuple):
    """A field that differed, and the household of it."""

    household: int
    village: str
    address: str
    what: Difference


class Pace(NamedTuple):
    """Households somebody keyed today, and in an hour of keying (None: too few to say)."""

    households: int
    an_hour: Fraction | None


class Again(NamedTuple):
    """A second typing as far as it is: what each row says, why lines cannot be read by their place, the outcome of the visit."""

    told: Mapping[str, str]
    refusals: Mapping[int, Refused]
    outcome: str


@needs(Right.LOOK)
def share(office: Office) -> int:
    """How many per cent of the households are typed twice."""
    return int(read_setting(office.db, SHARE) or USUAL_SHARE)


@needs(Right.TAKE_IN)
def set_share(office: Office, per_cent: int) -> Changes:
    """Have another share of the households keyed from now on typed twice. Raises FieldRefused `share_invalid` at `share`."""
    if not 0 <= per_cent <= ALL:
        raise FieldRefused("share", "share_invalid", say("A share lies between 0 and 100 per cent."))
    with office.db.atomic():
        begin_change(office.db, office.user, "second_keying")
        write_setting(office.db, SHARE, str(per_cent))
    return Changes("second_keying")


@needs(Right.KEY)
def own_pace(office: Office, now: datetime) -> Pace:
    """How many households whoever opened the register keyed today: their own business, shown to nobody else."""
    morning = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    saved = kept.saved_by(office.db, office.user, KEYED, morning)
    return Pace(len(saved), households_an_hour(saved))


@needs(Right.KEY)
def keep_first(office: Office, change: int, household: int, typed: Typed) -> None:
    """Keep how a household was typed if it is in the sample; call in the transaction that saves it."""
    if typed.lines and is_chosen(household, read_setting(office.db, "mark"), share(office)):
        lines = json.dumps(typed.lines, ensure_ascii=False)
        kept.keep_first(office.db, change, household, office.user, lines, keystrokes(typed.lines))


@needs(Right.KEY)
def to_type_again(office: Office) -> list[First]:
    """The households of the sample that somebody else typed, and that wait to be typed again."""
    return [each for each in kept.waiting(office.db) if each.by != office.user and office.permit.sees(each.village)]


def read_again(members: int, typed: Typed, reader: LineReader) -> Again:
    """Read a second typing line by line, held against nothing but the number of rows on the sheet."""
    told: dict[str, str] = {}
    refusals: dict[int, Refused] = {}
    outcome = typed.outcome
    for nth, text in enumerate((*typed.lines, typed.typing)):
        if not text.strip():
            continue
        try:
            line = reader.read(text)
            for row in line.rows:
                if row > members:
                    raise FieldRefused(LINE, "not_on_the_list", say("The sheet has no row {row}.", row=row))
        except Refused as refused:
            refusals[nth] = refused
            continue
        outcome = line.outcome or outcome
        said = reader.behind_rows(text) or text.strip().lstrip("+")
        rows = [line.name] if line.name else [str(row) for row in line.rows]
        told |= {row: "; ".join(filter(None, (told.get(row, ""), said))) for row in rows}
    return Again(told, refusals, outcome)


@needs(Right.KEY)
def type_again(
    office: Office, household: int, lines: Sequence[str], draft: int | None = None
) -> tuple[list[Difference], Changes]:
    """Compare a second typing with the first, keep what differs, and forget its draft.

    Raises Refused `not_in_sample` (it does not wait, or is one's own typing), `nothing_keyed`; FieldRefused as the
    line reader does.
    """
    first = next((each for each in to_type_again(office) if each.household == household), None)
    if first is None:
        raise Refused(
            "not_in_sample", say("This household does not wait to be typed again by you: choose another one.")
        )
    if not lines:
        raise Refused("nothing_keyed", say("Nothing was typed: type the lines of the sheet, 0 if all is as printed."))
    reader = line_reader(office)
    second = fields_of(map(reader.read, lines))
    found = differences(fields_of(map(reader.read, json.loads(first.lines))), second)
    with office.db.atomic():
        change = begin_change(office.db, office.user, "second_keying")
        kept.keep_second(office.db, change, first, json.dumps(found, ensure_ascii=False))
        if draft is not None:
            drop_draft(office.db, draft)
    return found, Changes("second_keying")


@needs(Right.LOOK)
def quality(office: Office) -> Quality:
    """How well is typed in the office as a whole; nobody is named."""
    results = kept.results(office.db)
    keys, different = sum(each.keys for each in results), sum(len(json.loads(each.differences)) for each in results)
    return Quality(len(results), keys, different, error_rate(different, keys))


@needs(Right.LOOK)
def differing(office: Office) -> list[Differing]:
    """The fields that differed in the own villages, the household typed again last first; nobody is named."""
    return [
        Differing(each.household, each.village, each.address, Difference(*what))
        for each in kept.results(office.db)
        if office.permit.sees(each.village)
        for what in json.loads(each.differences)
    ]
