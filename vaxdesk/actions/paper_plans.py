"""Plans of edits about certificates and deferrals (see plans): read from what was typed, checked, not written."""

from collections.abc import Mapping
from typing import Any

from vaxdesk.register.facts import NewExemption, Writes
from vaxdesk.rules.evidence import weigh
from vaxdesk.rules.matching import FieldChange
from vaxdesk.rules.messages import FieldRefused, Message, Refused, say
from vaxdesk.rules.problems import CODES
from vaxdesk.rules.records import Certificate, Deferral, History

from .office import Office
from .plans import Plan, known_person, read_field
from .rights import Right, needs

FIELDS = ("cause", "institution", "level", "issued_on", "valid_until")
"""What is typed of a certificate; of a deferral too, where the level does not matter. No end: `valid_until` is empty or says so."""
CERTIFICATE, DEFERRAL = "certificate", "deferral"


@needs(Right.KEY)
def add_certificate(office: Office, person: int, values: Mapping[str, str]) -> Plan:
    """A certificate of contraindication, good through its last day.

    Without a level it is that of the institution's name; without an institution nothing was shown. One that does not exempt
    (notice 002) is recorded all the same, with a warning. Raises FieldRefused as rules.typed does, and `until_before_issue`.
    """
    told = _read(office, values)
    level = told["level"]
    if level is None and told["institution"]:
        level = office.writing.level(told["institution"]) or 0
    shown = Certificate(told["issued_on"], told["valid_until"], level)
    return _planned(office, person, CERTIFICATE, told, level, History(None, certificates=(shown,)))


@needs(Right.KEY)
def add_deferral(office: Office, person: int, values: Mapping[str, str]) -> Plan:
    """A dated deferral, over on the day it is valid until. Raises FieldRefused as `add_certificate`."""
    told = _read(office, values)
    shown = Deferral(told["issued_on"], told["valid_until"])
    return _planned(office, person, DEFERRAL, told, None, History(None, deferrals=(shown,)))


@needs(Right.KEY)
def void_paper(office: Office, person: int, paper: int, why: str) -> Plan:
    """A certificate or deferral was recorded by mistake. Raises FieldRefused at `why`, and Refused `paper_unknown`."""
    before = known_person(office, person)
    if all(known.id != paper for known in before.papers):
        raise Refused("paper_unknown", say("This certificate does not stand there any more: look at the person again."))
    edit = FieldChange("exemption", paper, "voided", None, read_field(office, "why", why))
    return Plan("paper_void", before, Writes(person, (edit,)))


def _read(office: Office, values: Mapping[str, str]) -> dict[str, Any]:
    told = {field: read_field(office, field, values.get(field, "")) for field in FIELDS}
    issued_on, until = told["issued_on"], told["valid_until"]
    if issued_on is not None and until is not None and until < issued_on:
        raise FieldRefused(
            "valid_until",
            "until_before_issue",
            say("The last day lies before the day of issue: correct one of the two."),
        )
    return told


def _planned(
    office: Office, person: int, kind: str, told: Mapping[str, Any], level: int | None, shown: History
) -> Plan:
    before = known_person(office, person)
    paper = NewExemption(
        kind, told["cause"] or "", told["institution"] or "", level, told["issued_on"], told["valid_until"]
    )
    weakness = weigh(shown, office.today).mark
    warnings: tuple[Message, ...] = (CODES[weakness][1],) if weakness else ()
    return Plan(kind, before, Writes(person, papers=(paper,)), warnings)
