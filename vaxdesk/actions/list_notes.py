"""What stands in the note column of a reply: what the verdict rests on, in one line, for whoever compares it."""

from collections.abc import Iterator, Sequence
from datetime import date

from vaxdesk.register.cards import Card, CardDose
from vaxdesk.rules.catalogue import Catalogue
from vaxdesk.rules.list_verdicts import Verdict
from vaxdesk.rules.records import StandingCode
from vaxdesk.rules.rows import NOT_STATED

from .codes import detail_label, standing_label
from .language import Translator

PAPERS = {Verdict.EXEMPT: "certificate", Verdict.DEFERRED: "deferral"}
"""The kind of paper that such a verdict rests on."""


def fact_note(facts: Verdict, card: Card, catalogue: Catalogue, words: Translator, as_of: date) -> str:
    """What is known of somebody: doses, certificate, where to, since when, or the reason given."""
    if facts in (Verdict.DECEASED, Verdict.MOVED_OUT):
        return words.say("on {day}", day=card.left_on) if card.left_on else words.say("day not known")
    if facts in (Verdict.VACCINATED, Verdict.VACCINATED_TO_CONFIRM):
        late = all(dose.on and dose.on > as_of for dose in card.doses)
        since = words.say("vaccinated after the day of the list") if late else ""
        return joined(since, *_doses(card.doses, catalogue, words), _standing(card, catalogue, words))
    if facts in PAPERS:
        return joined(*_papers(card, PAPERS[facts], words))
    if facts is Verdict.AWAY and card.absence:
        return "".join(dict.fromkeys(card.absence[1:]))  # a city directly under the state is its own province
    if card.standing != StandingCode.UNVACCINATED:
        return _standing(card, catalogue, words)
    reason = catalogue.reasons[card.reason].text if card.reason not in ("", NOT_STATED) else ""
    return joined(reason, "" if card.detail == card.reason else detail_label(card.detail, catalogue, words))


def right_number(number: str, rest: str, words: Translator) -> str:
    """The note on a wrong number."""
    return joined(words.say("the right number: {number}", number=number), rest)


def changed_since(word: str, on: date, rest: str, words: Translator) -> str:
    """A note, and what was answered to an earlier list."""
    return joined(rest, words.say("answered {word} on {day} before", word=word, day=on))


def repeats(row: int, words: Translator) -> str:
    """The note on a repetition."""
    return words.say("the same as row {row}", row=row)


def _standing(card: Card, catalogue: Catalogue, words: Translator) -> str:
    detail = detail_label(card.detail, catalogue, words)
    return words.say("{standing} ({detail})", standing=standing_label(card.standing, words), detail=detail)


def _doses(doses: Sequence[CardDose], catalogue: Catalogue, words: Translator) -> Iterator[str]:
    for number, dose in enumerate(doses, 1):
        product = catalogue.products[dose.product].short if dose.product else words.say("vaccine not known")
        day = words.day(dose.on) if dose.on else words.say("day not known")
        yield words.say("dose {number} {day} {product}", number=number, day=day, product=product)


def _papers(card: Card, kind: str, words: Translator) -> list[str]:
    for paper in reversed(card.exemptions):
        if paper.kind == kind:
            issued = words.day(paper.issued_on) if paper.issued_on else ""
            until = words.say("until {day}", day=paper.valid_until) if paper.valid_until else ""
            return [paper.cause, paper.institution, issued, until]
    return []


def joined(*parts: str) -> str:
    """The parts that say something, as one line of Chinese."""
    return "\uff1b".join(part for part in parts if part)
