"""Ledgers of a part of the office that is no village: a grid, a work unit, or all for whom one person answers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from vaxdesk.papers import forms
from vaxdesk.papers.sheet import Sheet
from vaxdesk.register import scopes
from vaxdesk.rules.masks import MaskProfile
from vaxdesk.rules.measures import Scope
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.records import StandingCode

from .chosen import chosen
from .language import PAPER, translator
from .ledgers import COVER, allowed_mask, context
from .lines import lines
from .office import Office
from .people import people, with_grounds
from .rights import Right, needs
from .village_lines import seven

VILLAGE, GRID, UNIT, RESPONSIBLE = "village", "grid", "unit", "responsible"
KINDS = (VILLAGE, GRID, UNIT, RESPONSIBLE)
"""By what an office may be parted for its papers."""


@needs(Right.LOOK)
def part_sizes(office: Office, kind: str) -> list[tuple[str, int]]:
    """The grids, work units or persons who answer, by name, with how many people each; only people one works with count."""
    found = {
        name: sum(people for village, people in villages.items() if office.permit.sees(village))
        for name, villages in scopes.sizes(office.db, kind).items()
    }
    return [(name, people) for name, people in found.items() if people]


@needs(Right.LOOK)
def known_part(office: Office, part: Scope) -> Scope:
    """The part itself. Raises Refused `part_unknown` where nobody belongs to it."""
    if part.name not in dict(part_sizes(office, part.kind)):
        raise Refused(
            "part_unknown", say("Nobody belongs to {name} any more: choose again what to print.", name=part.name)
        )
    return part


@needs(Right.PRINT)
def make_part(office: Office, name: str, on: date, part: Scope, mask: str, reason: str) -> Sheet:
    """Fill a form for a part; where its people live in several villages, each village has its heading.

    Raises Refused: `form_unknown`, `mask_unknown`, `mask_not_for_form`, `reason_missing`.
    """
    form = forms.load(name)
    mask = allowed_mask(form, mask, reason)
    if mask == MaskProfile.FULL:
        office.permit.require(Right.EXPORT)
    found = [] if form.about == "nobody" else chosen(office, on, form.choice, among=scopes.members(office.db, part))
    shown = {column.field for column in form.columns}
    if len({card.village for card in found}) > 1 and not form.group and "village" not in shown:
        form = replace(form, group="village", order=tuple(dict.fromkeys(("village", *form.order))))
    told = lines(with_grounds(office, found, on), office, translator(PAPER), on)
    return forms.fill(form, told, context(office, part.name, on, mask))


@needs(Right.PRINT)
def part_cover(office: Office, part: Scope, on: date, sheets: Sequence[Sheet]) -> Sheet:
    """The first page of a part's bound set: its counts with the balance line, and the ledgers in it."""
    among = scopes.members(office.db, part)
    stand = Counter(card.standing for card in people(office, on, among=among))
    listed = [{"form": sheet.title, "total": sheet.lines} for sheet in sheets]
    counts = {str(code): stand[str(code)] for code in StandingCode}
    return forms.fill(forms.load(COVER), listed, context(office, part.name, on, MaskProfile.PUBLIC), seven(counts))
