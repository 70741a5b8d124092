"""The answers of the submission wizard, kept for next week: what is sent, what is left out, and where it goes."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from vaxdesk.papers import forms
from vaxdesk.register.changes import begin_change
from vaxdesk.register.people import villages
from vaxdesk.register.settings import read_setting, write_setting
from vaxdesk.rules.messages import Refused, say

from .office import Changes, Office
from .rights import Right, needs

SETTING = "submission"
LEDGERS = ("completed", "incomplete", "unvaccinated")
SUMMARY, MIGRANTS = "summary", "migrants"
OFFERED = (SUMMARY, *LEDGERS, "exempt", "deferred", "unverified", MIGRANTS)
"""The forms a submission may hold, in their order."""
USUAL = (SUMMARY, *LEDGERS, MIGRANTS)
NEEDED = frozenset({"number", "name", "id_number"})
"""Fields that cannot be left out where rows are sent: the county finds people by them."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a submission is sent.

    `forms` are sheets of the workbook; `without_fields` and `without_villages` are columns and rows left out. Without `rows`
    nobody is named: instead of the lists go keyed hashes of the numbers, made with `county_word`, by which the county finds
    people listed twice.
    `templates` are workbooks of the county that are filled and sent too. `medium` and `receiver`: how and to whom it usually goes.
    """

    forms: tuple[str, ...] = USUAL
    without_fields: tuple[str, ...] = ()
    without_villages: tuple[str, ...] = ()
    rows: bool = True
    county_word: str = ""
    templates: tuple[str, ...] = ()
    medium: str = ""
    receiver: str = ""


@needs(Right.REVIEW)
def read_profile(office: Office) -> Profile:
    """The answers of the last time; the usual ones where there were none."""
    kept = json.loads(read_setting(office.db, SETTING) or "{}")
    told: dict[str, Any] = {field.name: kept[field.name] for field in fields(Profile) if field.name in kept}
    told |= {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    return Profile(**told)


@needs(Right.EXPORT)
def keep_profile(office: Office, profile: Profile) -> Changes:
    """Keep the answers for next week. Raises Refused as `checked` does."""
    checked(office, profile)
    with office.db.atomic():
        begin_change(office.db, office.user, "submission profile")
        write_setting(office.db, SETTING, json.dumps(asdict(profile), ensure_ascii=False))
    return Changes("submission profile", submissions=True)


@needs(Right.REVIEW)
def checked(office: Office, profile: Profile) -> Profile:
    """The profile if it can be sent.

    Raises Refused: `nothing_to_send`, `form_unknown`, `field_needed`, `village_unknown`, `county_word_missing`.
    """
    unknown = sorted(set(profile.forms) - set(OFFERED))
    if unknown:
        forms.load(unknown[0])
        raise Refused("form_unknown", say("The form {name} is no part of a submission.", name=unknown[0]))
    if not profile.forms:
        raise Refused("nothing_to_send", say("Nothing would be sent: choose at least the summary."))
    if NEEDED & set(profile.without_fields) and profile.rows:
        raise Refused("field_needed", say("Names and numbers cannot be left out of lists: send no lists instead."))
    strange = sorted(set(profile.without_villages) - set(villages(office.db)))
    if strange:
        raise Refused("village_unknown", say("The register has no village {name}.", name=strange[0]))
    if not profile.rows and not profile.county_word.strip():
        raise Refused(
            "county_word_missing",
            say("Without lists the county's word is needed: ask the county for the one all its townships use."),
        )
    return profile
