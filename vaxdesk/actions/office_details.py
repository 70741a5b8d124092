"""What a register says about its own office: shown among the settings, and corrected there."""

from typing import NamedTuple

from vaxdesk.register.changes import begin_change
from vaxdesk.register.settings import read_setting, write_setting
from vaxdesk.register.standings import counts
from vaxdesk.rules.messages import FieldRefused, say

from .office import Changes, Office
from .rights import Right, needs

LONGEST = 60
"""Characters of an office's or a county's name; longer ones do not fit above a ledger."""


class OfficeDetails(NamedTuple):
    """The office, its county, and its own line above the title of every paper ("" for none).

    Beside them its villages with how many people each.
    """

    name: str
    county: str
    letterhead: str
    villages: tuple[tuple[str, int], ...]


@needs(Right.LOOK)
def office_details(office: Office) -> OfficeDetails:
    """What stands in the register about the office."""
    villages = tuple((name, sum(found.values())) for name, found in counts(office.db).items())
    letterhead = read_setting(office.db, "letterhead")
    return OfficeDetails(office.name, office.county, letterhead, villages)


@needs(Right.ADMINISTER)
def correct_office(office: Office, name: str, county: str, letterhead: str = "") -> Changes:
    """Write another name, county or letterhead: papers made from now on carry it. Raises FieldRefused: `needed`, `too_long`."""
    told = {"office": name.strip(), "county": county.strip(), "letterhead": letterhead.strip()}
    if not told["office"]:
        raise FieldRefused(
            "office", "needed", say("The office has no name: give it the one that stands on its papers.")
        )
    for field, text in told.items():
        if len(text) > LONGEST:
            raise FieldRefused(
                field, "too_long", say("This is longer than {count} characters: shorten it.", count=LONGEST)
            )
    with office.db.atomic():
        begin_change(office.db, office.user, "office")
        for field, text in told.items():
            write_setting(office.db, field, text)
    return Changes("office", everything=True)
