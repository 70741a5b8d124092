"""What the page of a person shows, read from the register on the worker's thread and put into words."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ..actions.biography import Event, biography, standing_on
from ..actions.chosen_people import tags_of
from ..actions.codes import WAYS, detail_label, standing_label
from ..actions.field_words import CONTACT_ANSWERS, SESSION_KINDS
from ..actions.language import Translator
from ..actions.lines import RESIDENCES, SEXES
from ..actions.office import Office
from ..actions.optional_fields import is_on
from ..actions.overview import overview
from ..actions.paper_plans import CERTIFICATE
from ..actions.plans import found
from ..rules import grades
from ..rules.ages import full_years, is_child
from ..rules.masks import mask_id_but_tail, mask_phone
from ..rules.messages import say
from ..rules.optional_fields import FIELDS
from ..rules.records import Standing
from .form_fields import Choices
from .person_forms import FACTS, GUARDIAN_FIELDS

LEVELS = {
    "3": say("third-level hospital"),
    "2": say("second-level hospital"),
    "1": say("first-level hospital or township health centre"),
    "0": say("village clinic"),
}
"""The levels of the institutions that write certificates."""
A_DAY = timedelta(days=1)
MASKED = ("number", "phone", "guardian_phone")
"""Facts that stand there masked until somebody says what the full ones are needed for."""


class Stood(NamedTuple):
    """Where a person stands on a day: the code and its words, the sentence why, what comes next, a sentence per dose.

    `ends`: the last day of a certificate or deferral that is valid, and where the person stands after it.
    """

    code: str
    label: str
    why: str
    next: str
    ends: str
    doses: Sequence[str]


class Shown(NamedTuple):
    """A person as the page shows them.

    `values`: each fact as it would be typed. `hints`: what stands in a field left empty because it is masked. `off`: the optional
    fields that are not recorded. `facts`: the values of each dose, by its id. `choices`: the closed sets of the fields
    that are chosen.
    """

    id: int
    name: str
    about: str
    household: int | None
    departed: bool
    child: bool
    values: Mapping[str, str]
    hints: Mapping[str, str]
    off: frozenset[str]
    doses: Mapping[int, Mapping[str, str]]
    choices: Mapping[str, Choices]
    events: Sequence[Event]
    stood: Stood


def read_person(office: Office, person: int, on: date, masked: bool, words: Translator) -> Shown:
    """Everything the page shows of a person on a day. Raises Refused `person_unknown`."""
    known = found(office, person)
    reasons, products = office.catalogue.reasons, office.catalogue.products
    values = {field: typed(getattr(known, field)) for field in (*FACTS.fields, *GUARDIAN_FIELDS)}
    values["reason"] = reasons[known.reason].text if known.reason else ""
    hints = {}
    if masked:
        hints = {"number": mask_id_but_tail(known.number), "phone": mask_phone(known.phone or "")}
        hints["guardian_phone"] = mask_phone(known.guardian_phone or "")
        values |= dict.fromkeys(MASKED, "")
    doses = {
        dose.id: {
            "product": products[dose.product].short if dose.product else "",
            "given_on": typed(dose.given_on),
            "site": dose.site or "",
            "evidence": dose.evidence,
        }
        for dose in known.doses
    }
    about = [known.village, known.address or ""]
    if known.birth:
        about.append(words.say("{years} years old", years=full_years(known.birth, on)))
    about += tags_of(office, person)
    return Shown(
        known.id,
        known.name,
        "  ".join(filter(None, about)),
        known.household_id,
        bool(known.departure),
        known.birth is not None and is_child(known.birth, on),
        values,
        hints,
        frozenset(code for code in FIELDS if not is_on(office, code)),
        doses,
        _choices(office, on, words),
        biography(office, person),
        read_standing(office, person, on, words),
    )


def read_standing(office: Office, person: int, day: date, words: Translator) -> Stood:
    """Where a person stood on a day, in words. Raises Refused `person_unknown`."""
    explained = standing_on(office, person, day)
    standing = explained.standing
    label = _label(office, standing, words)
    ends = _ends(office, person, day, words)
    doses = [
        f"{words.day(verdict.dose.on) if verdict.dose.on else words.say('no date')}  {words(verdict.reason)}"
        for verdict in explained.doses
    ]
    return Stood(standing.standing, label, words(explained.why), _next(standing.next, words), ends, doses)


def _label(office: Office, standing: Standing, words: Translator) -> str:
    return f"{standing_label(standing.standing, words)} · {detail_label(standing.detail, office.catalogue, words)}"


def _ends(office: Office, person: int, day: date, words: Translator) -> str:
    """When the paper that is valid on a day ends, and what is then; of several the one that ends last."""
    ends = [
        (paper.valid_until, paper.kind)
        for paper in found(office, person).papers
        if paper.valid_until is not None and paper.valid_until >= day and (paper.issued_on or day) <= day
    ]
    if not ends:
        return ""
    last, kind = max(ends)
    after = standing_on(office, person, last + A_DAY).standing
    told = {"day": last, "days": (last - day).days, "standing": _label(office, after, words)}
    if kind == CERTIFICATE:
        return words.say("The certificate is valid until {day} ({days} days). After that: {standing}.", **told)
    return words.say("The deferral runs until {day} ({days} days). After that: {standing}.", **told)


def typed(value: Any) -> str:
    """A fact as somebody would type it: a day in ISO 8601, nothing as an empty text."""
    return "" if value is None else str(value)


def _next(due: Any, words: Translator) -> str:
    if due is None:
        return ""
    if due.earliest is None:
        return words.say("Next: dose {number}.", number=due.number)
    return words.say("Next: dose {number}, from {day} on.", number=due.number, day=due.earliest)


def _choices(office: Office, on: date, words: Translator) -> dict[str, Choices]:
    villages = overview(office, on).villages
    return {
        "sex": [(code, words(label)) for code, label in SEXES.items()],
        "residence": [(code, words(label)) for code, label in RESIDENCES.items()],
        "level": [(code, words(label)) for code, label in LEVELS.items()],
        "evidence": [(grade.code, grade.text) for grade in grades.load().values()],
        "village": [(name, name) for name in villages],
        "way": [(str(code), words(label)) for code, label in WAYS.items()],
        "answer": [(str(code), words(label)) for code, label in CONTACT_ANSWERS.items()],
        "kind": [(code, words(label)) for code, label in SESSION_KINDS.items()],
    }
