"""A blank canvass workbook for a village that keys in at home; it comes back through the ordinary intake."""

from pathlib import Path

from vaxdesk.papers.canvass_workbook import write_blank_canvass
from vaxdesk.rules import keying
from vaxdesk.rules.messages import Refused, say

from .office import Office
from .overview import known_village
from .rights import Right, needs


@needs(Right.PRINT)
def save_blank(office: Office, village: str, out: Path) -> None:
    """Save a blank workbook with lists to choose from; it names nobody, so nothing is noted.

    Raises Refused `format_unknown`, `village_unknown`, `file_not_written`.
    """
    if out.suffix.lower() != ".xlsx":
        raise Refused("format_unknown", say("The workbook is saved as .xlsx: give the file such a name."))
    lists = keying.load()
    reasons = [office.catalogue.reasons[code].text for code in lists.reasons]
    write_blank_canvass(out, known_village(office, village), {"relations": lists.relations, "reasons": reasons})
