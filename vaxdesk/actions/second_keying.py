"""Sampled second keying: the program chooses households, another person types them again, and the fields are compared.

The second typing writes nothing about people: whoever finds the first one wrong corrects it where it stands.
"""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from vaxdesk.register import second_keyings as kept
from vaxdesk.register.changes import begin_change
from vaxdesk.register.second_keyings import First
from vaxdesk.register.settings import read_setting
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.second_keying import (
    USUAL_SHARE,
    Difference,
    differences,
    error_rate,
    fields_of,
    is_chosen,
    keystrokes,
)

from .canvass_desk import line_reader
from .office import Changes, Office
from .rights import Right, needs
from .sheet_typing import Typed

__all__ = ["First", "Quality", "keep_first", "quality", "to_type_again", "type_again"]


class Quality(NamedTuple):
    """Households typed twice, keystrokes of the first typing, fields that differed, and these per 1,000 keystrokes.

    `rate` is None where nothing was typed twice yet.
    """

    households: int
    keys: int
    different: int
    rate: Fraction | None


@needs(Right.KEY)
def keep_first(office: Office, change: int, household: int, typed: Typed) -> None:
    """Keep how a household was typed if it is in the sample; call in the transaction that saves it."""
    if typed.lines and is_chosen(household, read_setting(office.db, "mark"), USUAL_SHARE):
        lines = json.dumps(typed.lines, ensure_ascii=False)
        kept.keep_first(office.db, change, household, office.user, lines, keystrokes(typed.lines))


@needs(Right.KEY)
def to_type_again(office: Office) -> list[First]:
    """The households of the sample that somebody else typed, and that wait to be typed again."""
    return [each for each in kept.waiting(office.db) if each.by != office.user and office.permit.sees(each.village)]


@needs(Right.KEY)
def type_again(office: Office, household: int, lines: Sequence[str]) -> tuple[list[Difference], Changes]:
    """Compare a second typing with the first, and keep what differs.

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
    return found, Changes("second_keying")


@needs(Right.LOOK)
def quality(office: Office) -> Quality:
    """How well is typed in the office as a whole; nobody is named."""
    results = kept.results(office.db)
    keys, different = sum(keys for keys, _ in results), sum(len(json.loads(found)) for _, found in results)
    return Quality(len(results), keys, different, error_rate(different, keys))
