"""The closed sets of words: what stands on paper and screen for each code, and the sentence that explains it."""

from collections.abc import Iterator, Mapping

from vaxdesk.rules.catalogue import Catalogue
from vaxdesk.rules.contacts import Way
from vaxdesk.rules.details import DETAILS, STANDINGS
from vaxdesk.rules.list_verdicts import VERDICTS, Verdict
from vaxdesk.rules.messages import Message, say
from vaxdesk.rules.problems import CODES, Outcome
from vaxdesk.rules.records import StandingCode

from .language import ENGLISH, Translator
from .refusals import REFUSALS

STANDING_LABELS: Mapping[str, Message] = {
    StandingCode.COMPLETED: say("Completed"),
    StandingCode.INCOMPLETE: say("Incomplete"),
    StandingCode.UNVACCINATED: say("Unvaccinated"),
    StandingCode.EXEMPT: say("Exempt"),
    StandingCode.DEFERRED: say("Deferred"),
    StandingCode.UNVERIFIED: say("To be verified"),
    StandingCode.OUT_OF_SCOPE: say("Out of scope"),
}
"""The seven standings as they are printed (product.md)."""

WAYS: Mapping[str, Message] = {
    Way.PHONE: say("by phone"),
    Way.DOOR: say("at the door"),
    Way.COUNTER: say("at the counter"),
    Way.MESSAGE: say("by message"),
}
"""How somebody was contacted, as it stands on paper and screen."""

DETAIL_LABELS: Mapping[str, Message] = {
    "primary_complete": say("course complete"),
    "boosted": say("boosted"),
    "extra_dose": say("extra dose"),
    "any_product": say("complete, vaccine unknown"),
    "not_yet_due": say("not yet due"),
    "due": say("due"),
    "overdue": say("overdue"),
    "early_dose": say("dose too early, one more"),
    "date_missing": say("date missing"),
    "mixed_products": say("mixed vaccines, clinic decides"),
    "deferred": say("deferral running"),
    "should_not_continue": say("advised not to continue"),
    "certificate_missing": say("certificate missing"),
    "certificate_low_level": say("certificate of too low a level"),
    "certificate_expired": say("certificate expired"),
    "deferral_over": say("deferral over"),
    "due_again": say("due again"),
    "history_unknown": say("history unknown"),
    "certificate_valid": say("certificate valid"),
    "deferral_running": say("deferred for now"),
    "never_asked": say("never asked"),
    "birth_missing": say("birth date missing"),
    "sex_missing": say("sex missing"),
    "product_missing": say("vaccine missing"),
    "schedule_missing": say("no course for this vaccine"),
    "vaccinated_elsewhere": say("vaccinated elsewhere, proof missing"),
    "under_age": say("under age"),
    "over_age": say("over age"),
    "other_sex": say("not for this sex"),
    "residence": say("lives elsewhere"),
    "not_arrived": say("not arrived yet"),
    "moved_out": say("moved out"),
    "deceased": say("deceased"),
    "merged": say("merged"),
}
"""Details as they are printed; the reasons of people not vaccinated bring their own text."""

OUTCOMES: Mapping[str, Message] = {
    Outcome.ADDED: say("New"),
    Outcome.UPDATED: say("Changed"),
    Outcome.UNCHANGED: say("Known already"),
    Outcome.CONFLICT: say("Contradicts the register"),
    Outcome.REJECTED: say("Sent back"),
    Outcome.MATCHED: say("Found in the register"),
    Outcome.TO_CONFIRM: say("Perhaps found, to be confirmed"),
    Outcome.LEFT_OUT: say("Left out in the review"),
}
"""What becomes of a row, as headings of a review."""


VERDICT_LABELS: Mapping[str, Message] = {
    Verdict.DUPLICATE: say("Listed twice"),
    Verdict.OTHER_TOWNSHIP: say("Of another township"),
    Verdict.UNKNOWN: say("Nobody known"),
    Verdict.ID_WRONG: say("Number wrong"),
    Verdict.DECEASED: say("Deceased"),
    Verdict.MOVED_OUT: say("Moved out"),
    Verdict.VACCINATED_TO_CONFIRM: say("Vaccinated, to confirm"),
    Verdict.VACCINATED: say("Vaccinated"),
    Verdict.EXEMPT: say("Exempt"),
    Verdict.DEFERRED: say("Deferred"),
    Verdict.AWAY: say("Away"),
    Verdict.UNVACCINATED: say("Unvaccinated"),
}
"""Verdicts on a list sent down, on screen."""


def standing_label(code: str, words: Translator) -> str:
    """A standing as it is printed."""
    return words(STANDING_LABELS[code])


def detail_label(code: str, catalogue: Catalogue, words: Translator) -> str:
    """A detail as it is printed: its own words, or those of the reason of that code."""
    label = DETAIL_LABELS.get(code)
    if label is not None:
        return words(label)
    if words.language == ENGLISH or code not in catalogue.reasons:
        return code.replace("_", " ")
    return catalogue.reasons[code].text


def all_codes(catalogue: Catalogue) -> Iterator[tuple[str, str, Message | str]]:
    """Every code of every closed set: (set, code, the sentence that explains it)."""
    yield from (("standing", str(code), sentence) for code, sentence in STANDINGS.items())
    for standing, details in DETAILS.items():
        yield from ((f"detail of {standing}", code, sentence) for code, sentence in details.items())
    yield from (("reason", reason.code, reason.text) for reason in catalogue.reasons.values())
    yield from (("outcome", str(code), sentence) for code, sentence in OUTCOMES.items())
    yield from (("verdict", str(code), sentence) for code, sentence in VERDICTS.items())
    yield from (("refusal", code, sentence) for code, sentence in REFUSALS.items())
    yield from ((f"problem ({severity})", code, sentence) for code, (severity, sentence) in CODES.items())
