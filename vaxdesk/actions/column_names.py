"""What the columns of an incoming workbook may hold, kind by kind, in words."""

from collections.abc import Iterable, Mapping

from vaxdesk.papers.layouts import load_layouts
from vaxdesk.papers.mapping import Mapped, fields_of
from vaxdesk.register import mappings
from vaxdesk.rules.messages import Message, say
from vaxdesk.rules.rows import MOST_DOSES

from .field_words import FIELDS
from .office import Office
from .rights import Right, needs

KINDS: Mapping[str, Message] = {
    "roster": say("Roster of people and doses"),
    "canvass": say("Household canvass"),
    "exemptions": say("Contraindications and deferrals"),
    "migrants": say("People away (annex 1)"),
    "checkpoint": say("Unvaccinated people without numbers (annex 2)"),
    "county_list": say("List sent down to be verified"),
}
"""Kinds of sheets with a row for each person: those that are taken in, and a list that is answered."""

_SAID: Mapping[str, Message] = {
    "id": FIELDS["number"],
    "name": FIELDS["name"],
    "sex": FIELDS["sex"],
    "birth": FIELDS["birth"],
    "phone": FIELDS["phone"],
    "village": FIELDS["village"],
    "address": FIELDS["address"],
    "relation": FIELDS["relation"],
    "unit": FIELDS["unit"],
    "residence": FIELDS["residence"],
    "changed_on": say("Day of moving or death"),
    "reason": say("Reason not vaccinated"),
    "household": say("Household code"),
    "head": say("Head of the household"),
    "doses": say("Number of doses"),
    "destination": say("Gone to"),
    "willing": say("Willing"),
    "kind": say("Contraindication or deferral"),
    "diagnosis": FIELDS["cause"],
    "institution": FIELDS["institution"],
    "level": FIELDS["level"],
    "issued": FIELDS["issued_on"],
    "until": FIELDS["valid_until"],
    "province": say("Province"),
    "city": say("City"),
    "county": say("County or district"),
    "category": say("Class of the destination"),
    "note": FIELDS["note"],
    "number": say("Number of the row"),
    "township": say("Township"),
    "group": say("Group of people"),
    "answer": say("What was found (to be filled)"),
}


@needs(Right.LOOK)
def named_columns(office: Office) -> dict[str, Mapped]:
    """The columns that somebody named, by fingerprint of the headings."""
    return {mark: Mapped(mark, *told) for mark, told in mappings.remembered(office.db).items()}


def field_names(kind: str) -> dict[str, Message]:
    """The fields of this kind of sheet that can be chosen, in words. Raises StopIteration for a kind that is not in KINDS."""
    layout = next(layout for layout in load_layouts().kinds if layout.kind == kind)
    own = fields_of(layout)
    names = {field: label for field, label in _SAID.items() if field in own}
    if kind == "roster":
        for number in range(1, MOST_DOSES + 1):
            names[f"date{number}"] = say("Dose {number}, day", number=number)
            names[f"product{number}"] = say("Dose {number}, vaccine", number=number)
            names[f"site{number}"] = say("Dose {number}, place", number=number)
    return names


@needs(Right.TAKE_IN)
def remember_columns(office: Office, change: int, mapped: Iterable[Mapped]) -> None:
    """Remember columns that somebody named, in the transaction of their change."""
    mappings.remember(office.db, change, {each.fingerprint: mappings.Remembered(*each[1:]) for each in mapped})
