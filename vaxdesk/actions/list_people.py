"""Whom a row of a list sent down speaks of: by number, else by name with a slip in the number, phone or address.

1. The number belongs to somebody of this name: it is this person.
2. One person of this name has a number one slip away (rules.number_likeness): the number is wrong, and the right one is known.
3. The number is somebody else's, or cannot be right, and one person of this name has the phone or address: the number is wrong.
4. No number, or one the register has nothing to compare with: one person of this name with the phone or address.
5. Otherwise nobody here. A number that is right and nobody's is somebody else, whatever the name.
"""

from typing import NamedTuple

from vaxdesk.rules.list_rows import ListRow
from vaxdesk.rules.matching import Known
from vaxdesk.rules.names import same_name
from vaxdesk.rules.number_likeness import CLOSE, read_trace, tie_numbers

from .office import Office
from .people_index import PeopleIndex
from .rights import Right, needs


class Meant(NamedTuple):
    """Who is meant, None if nobody here; `wrong` says that the number in the row is not this person's."""

    known: Known | None = None
    wrong: bool = False


@needs(Right.TAKE_IN)
def meant_by(office: Office, row: ListRow, index: PeopleIndex) -> Meant:
    """Find the person."""
    holder = index.by_number(row.number) if row.number else None
    if holder is not None and same_name(holder.name, row.name):
        return Meant(holder)
    named = [known for known in index.named(row.name) if known is not holder]
    slips = [known for known in named if _one_slip(office, row, known)]
    if len(slips) == 1:
        return Meant(slips[0], True)
    near = [known for known in named if _near(known, row)]
    if len(near) != 1:
        return Meant()
    [known] = near
    if holder is not None or (row.typed and not row.number):
        return Meant(known, bool(known.number))
    return Meant(known) if not row.number or not known.number else Meant()


def _one_slip(office: Office, row: ListRow, known: Known) -> bool:
    tie, _ = tie_numbers(row.trace, read_trace(known.number, office.today))
    return tie in CLOSE


def _near(known: Known, row: ListRow) -> bool:
    by_phone = row.phone != "" and row.phone == known.phone
    return by_phone or (known.address != "" and row.address.endswith(known.address))
