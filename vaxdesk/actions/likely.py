"""Whom a row that goes back may speak of: its number is damaged, but name, phone or what is left of the number still say something.

It is only a hint for whoever asks the sender: a damaged number is matched, never completed.
"""

from typing import NamedTuple

from vaxdesk.register.dossier import Dossier, dossier_of, namesakes
from vaxdesk.register.pinyin import speller
from vaxdesk.register.search import find
from vaxdesk.rules import name_likeness
from vaxdesk.rules.likeness import Likeness, PersonLike, Verdict, compare_people
from vaxdesk.rules.problems import Outcome
from vaxdesk.rules.records import Departure

from .change_set import Entry, FileReview
from .office import Office
from .rights import Right, needs

MOST = 50
"""Namesakes and people of one phone that are looked at."""


class Likely(NamedTuple):
    """Somebody of the register whom the row may speak of, and why."""

    person: Dossier
    likeness: Likeness


@needs(Right.TAKE_IN)
def likely(office: Office, review: FileReview, entry: Entry) -> list[Likely]:
    """The people a row that goes back may speak of, the most certain first; nobody for any other row."""
    told = _told(review, entry) if entry.outcome is Outcome.REJECTED else None
    if told is None:
        return []
    forms = name_likeness.load(office.writing, speller().spellings)
    near = dict.fromkeys(namesakes(office.db, told.name)[:MOST])
    if told.phone:
        near |= dict.fromkeys(find(office.db, told.phone, MOST))
    known = (dossier_of(office.db, person) for person in near)
    living = (person for person in known if person is not None and person.departure != Departure.MERGED)
    found = (Likely(person, compare_people(told, _as_told(person), forms, office.today)) for person in living)
    return sorted(
        (each for each in found if each.likeness.verdict is not Verdict.OTHER), key=lambda each: -each.likeness.score
    )


def _told(review: FileReview, entry: Entry) -> PersonLike | None:
    """The row as it stands in the file, its number as it was typed."""
    rows = next((sheet.rows for sheet in review.returned if sheet.name == entry.sheet), None)
    if rows is None or entry.row not in rows or not entry.name:
        return None
    cells, columns = rows[entry.row], review.columns.get(entry.sheet, {})
    told = {
        field: cells[columns[field]] if field in columns and columns[field] < len(cells) else None
        for field in ("id", "phone", "village", "address")
    }
    phone, village, address = (str(told[field] or "").strip() for field in ("phone", "village", "address"))
    return PersonLike(entry.name, told["id"] or "", phone=phone, village=village, address=address)


def _as_told(person: Dossier) -> PersonLike:
    return PersonLike(
        person.name, person.number, person.birth, person.sex, person.phone or "", person.village, person.address or ""
    )
