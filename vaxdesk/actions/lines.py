"""People as lines of a form: every field a form may ask for, in the words that stand on Chinese paper."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from vaxdesk.register.beside import Beside, beside
from vaxdesk.register.cards import Card
from vaxdesk.rules import flows, grades
from vaxdesk.rules.ages import full_years
from vaxdesk.rules.catalogue import Catalogue
from vaxdesk.rules.flows import Flow
from vaxdesk.rules.messages import say
from vaxdesk.rules.records import StandingCode
from vaxdesk.rules.rows import NOT_KNOWN, SEVERAL
from vaxdesk.rules.writing import Writing

from .codes import WAYS, detail_label, standing_label
from .language import Translator
from .office import Office
from .people import Person
from .residents import BANDS

SEXES = {"m": say("male"), "f": say("female")}
RESIDENCES = {
    "resident": say("registered and living here"),
    "incomer": say("living here, registered elsewhere"),
    "registered_only": say("registered here, living elsewhere"),
    "works_here": say("working here"),
}
"""How somebody belongs to the place, as it stands in the column of a ledger."""
AT_ONCE = 1000
"""People of whom is read at once what stands beside them."""


def lines(found: Iterable[Person], office: Office, words: Translator, on: date) -> Iterator[dict[str, object]]:
    """One mapping per person with the fields of papers.forms."""
    kinds = flows.load()
    for person, around in _with_beside(found, office):
        card = person.card
        detail = detail_label(card.detail, office.catalogue, words)
        yield {
            **_beside(around, words),
            **_identity(card, words, on),
            "band": _band(card, words, on),
            "days_overdue": (on - card.next_latest).days if card.next_latest and card.next_latest < on else None,
            **_doses(card, office.catalogue),
            **_papers(card, kinds, office.writing),
            "standing": standing_label(card.standing, words),
            "detail": detail,
            "state": detail,
            "reason": _reason(card, office.catalogue),
            "explanation": words(person.explained.why),
            "completed_on": card.completed_on,
            "next_number": card.next_number,
            "next_earliest": card.next_earliest,
            "next_latest": card.next_latest,
            "county": office.county,
        }


def _with_beside(found: Iterable[Person], office: Office) -> Iterator[tuple[Person, Beside]]:
    """Each person with what stands beside them, read for many at once."""
    people = iter(found)
    while several := list(islice(people, AT_ONCE)):
        around = beside(office.db, [person.card.id for person in several])
        yield from ((person, around[person.card.id]) for person in several)


def _beside(around: Beside, words: Translator) -> dict[str, object]:
    last, appointment = around.last, around.appointment
    return {
        "responsible": words.say(", ").join(around.answering),
        "notified": words.say("{day} {way}", day=last.on.isoformat(), way=words(WAYS[last.way])) if last else "",
        "planned_on": appointment.booked_on if appointment else None,
        "dose_site": appointment.site if appointment else "",
    }


def dose_lines(card: Card, catalogue: Catalogue) -> list[dict[str, object]]:
    """One mapping per dose of a person: number, day, vaccine, site, and where it is known from."""
    known = grades.load()
    return [
        {
            "dose_number": dose.number,
            "dose_on": dose.on,
            "dose_product": catalogue.products[dose.product].name if dose.product else "",
            "dose_site": dose.site,
            "dose_evidence": known[dose.evidence].text if dose.evidence in known else "",
        }
        for dose in card.doses
    ]


def _band(card: Card, words: Translator, on: date) -> str:
    """The age band of a person as lists are grouped by it."""
    if card.birth is None:
        return ""
    age = full_years(card.birth, on)
    first, last = next((first, last) for first, last in BANDS if last is None or age <= last)
    if last is None:
        return words.say("{age} and over", age=first)
    return words.say("{first} to {last} years", first=first, last=last)


def _identity(card: Card, words: Translator, on: date) -> dict[str, object]:
    return {
        "id": card.id,
        "name": card.name,
        "sex": words(SEXES[card.sex]) if card.sex else "",
        "id_number": card.number,
        "birth": card.birth,
        "age": None if card.birth is None else full_years(card.birth, on),
        "phone": card.phone,
        "village": card.village,
        "relation": card.relation,
        "unit": card.unit,
        "guardian": card.guardian,
        "consent_on": card.consent_on,
        "household": card.household or card.address,
        "address": card.address,
        "residence": words(RESIDENCES[card.residence]),
    }


def _doses(card: Card, catalogue: Catalogue) -> dict[str, object]:
    products = [catalogue.products[dose.product].short if dose.product else NOT_KNOWN for dose in card.doses]
    named = dict.fromkeys(products) if any(dose.product for dose in card.doses) else ()
    fields: dict[str, object] = {
        "product": SEVERAL.join(named),
        "doses_given": len(card.doses),
        "last_dose": max((dose.on for dose in card.doses if dose.on is not None), default=None),
    }
    for nth, dose in enumerate(card.doses, 1):
        fields[f"dose{nth}"] = dose.on
        fields[f"dose{nth}_product"] = catalogue.products[dose.product].short if dose.product else ""
        fields[f"site{nth}"] = dose.site
    return fields


def _papers(card: Card, kinds: Mapping[str, Flow], writing: Writing) -> dict[str, object]:
    shown = [paper for paper in card.exemptions if paper.institution]
    certificate = next((paper for paper in reversed(card.exemptions) if paper.kind == "certificate"), None)
    deferral = next((paper for paper in reversed(card.exemptions) if paper.kind == "deferral"), None)
    away = card.absence
    return {
        "evidence": "; ".join(f"{paper.institution} {paper.issued_on or ''}".strip() for paper in shown),
        "institution": shown[-1].institution if shown else "",
        "level": next((word for word, level in writing.levels if shown and level == shown[-1].level), ""),
        "issued_on": shown[-1].issued_on if shown else None,
        "certificate_until": certificate.valid_until if certificate else None,
        "deferred_until": deferral.valid_until if deferral else None,
        "category": kinds[away.category].text if away else "",
        "to_province": away.province if away else "",
        "to_city": away.city if away else "",
        "to_county": away.county if away else "",
        "to_address": away.address if away else "",
    }


def _reason(card: Card, catalogue: Catalogue) -> str:
    cause = next((paper.cause for paper in reversed(card.exemptions) if paper.cause), "")
    told = catalogue.reasons[card.reason].text if card.reason in catalogue.reasons else ""
    return cause or told if card.standing in (StandingCode.EXEMPT, StandingCode.DEFERRED) else told or cause
