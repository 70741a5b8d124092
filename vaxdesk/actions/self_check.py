"""The self-check before a submission: some forty questions to the register, each with the list of people that mends it.

What cannot be true stops nothing either: a person may go on, and says why; the reason is printed in the submission. Only figures
that do not add up are never sent (`submission.check_balance`, `bridge.bridge`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from vaxdesk.register import doubtful, handed_down, submissions
from vaxdesk.rules import indicators as rates
from vaxdesk.rules.messages import Message, say
from vaxdesk.rules.movements import Mark, Move
from vaxdesk.rules.quotas import parts_that_differ, steps_that_differ
from vaxdesk.rules.rates import percent, rate
from vaxdesk.rules.records import Progress, StandingCode

from .bridge import NOW, Bridge, bridge, last_before, point
from .office import Office
from .overview import Overview, overview
from .rights import Right, needs


class Weight(StrEnum):
    """Whether a finding needs a reason before the submission goes on, or only wants to be seen."""

    REASON = "reason"
    NOTE = "note"


class Finding(NamedTuple):
    """One question with what was found: who it is about, or else the page of the desk where it is mended."""

    code: str
    weight: Weight
    sentence: Message
    people: Sequence[int] = ()
    page: str = "residents"


QUESTIONS: Mapping[str, tuple[Weight, Message]] = {
    "dose_before_birth": (Weight.REASON, say("a dose before the birth")),
    "dose_in_future": (Weight.REASON, say("a dose on a day to come")),
    "dose_after_death": (Weight.REASON, say("a dose after the death")),
    "dose_before_use": (Weight.REASON, say("a dose of a vaccine that was not in use on that day")),
    "doses_on_one_day": (Weight.REASON, say("two doses on one day")),
    "doses_a_day_apart": (Weight.REASON, say("two doses one day apart")),
    "doses_out_of_order": (Weight.REASON, say("doses numbered against their days")),
    "number_damaged": (Weight.REASON, say("an identity number that cannot be right")),
    "number_of_another_birth": (Weight.REASON, say("an identity number of another birth date")),
    "birth_impossible": (Weight.REASON, say("a birth date that cannot be right")),
    "left_before_birth": (Weight.REASON, say("left before the birth")),
    "listed_twice": (Weight.REASON, say("perhaps listed twice: same name, same birth date")),
    "dose_numbers_missing": (Weight.NOTE, say("a later dose without an earlier one")),
    "dose_too_early": (Weight.NOTE, say("a dose so early that one more is needed")),
    "dose_day_missing": (Weight.NOTE, say("a dose without its day")),
    "dose_product_missing": (Weight.NOTE, say("a dose whose vaccine is not known")),
    "products_mixed": (Weight.NOTE, say("vaccines of different kinds: the clinic decides")),
    "number_missing": (Weight.NOTE, say("no identity number")),
    "number_of_another_sex": (Weight.NOTE, say("an identity number of another sex")),
    "birth_missing": (Weight.NOTE, say("no birth date")),
    "name_incomplete": (Weight.NOTE, say("a name that is not complete")),
    "phone_of_many": (Weight.NOTE, say("a phone shared with more than five others")),
    "household_too_large": (Weight.NOTE, say("a household of more than twelve")),
    "phone_missing": (Weight.NOTE, say("to be called, but no phone")),
    "responsible_missing": (Weight.NOTE, say("still to be reached, and nobody answers for them")),
    "consent_missing": (Weight.NOTE, say("under 14, and no consent of a guardian is on record")),
    "household_missing": (Weight.NOTE, say("in no household")),
    "certificate_expiring": (Weight.NOTE, say("a certificate that expires within two weeks")),
    "certificate_expired": (Weight.NOTE, say("a certificate that has expired")),
    "certificate_missing": (Weight.NOTE, say("a contraindication claimed without a certificate")),
    "certificate_low_level": (Weight.NOTE, say("a certificate of too low a level")),
    "deferral_ending": (Weight.NOTE, say("a deferral that ends within two weeks")),
    "deferral_open": (Weight.NOTE, say("a deferral without end")),
    "away_without_place": (Weight.NOTE, say("away, and nobody wrote down where")),
    "elsewhere_unproved": (Weight.NOTE, say("vaccinated elsewhere by their own word, proof missing")),
    "overdue": (Weight.NOTE, say("the next dose is overdue")),
    "left_without_day": (Weight.NOTE, say("left on a day that is not known")),
}
"""What is asked about people: what is wrong or to be seen about those who are found."""

INTAKE_PAGE, PLAN_PAGE, SUBMISSION_PAGE = "intake", "plan", "submission"


@needs(Right.REVIEW)
def self_check(
    office: Office, week: str, on: date, seen: Overview, gap: Bridge, progress: Progress | None = None
) -> list[Finding]:
    """All findings for a submission of the week, those that need a reason first; `gap` is the bridge from the last submission.

    The standings must hold for the day. Raises Cancelled.
    """
    found = [*_about_people(office, on, progress), *_unverified(seen, office, on), *_fallen(gap)]
    found += _silent_villages(office, week)
    found += _about_the_week(office, week)
    found += _handed_down(office)
    return sorted(found, key=lambda finding: finding.weight is not Weight.REASON)


@needs(Right.REVIEW)
def check_now(office: Office, on: date, progress: Progress | None = None) -> list[Finding]:
    """All findings on a day, for whoever asks outside of a submission. Raises Refused `does_not_balance`; and Cancelled."""
    week = "{}-W{:02}".format(*on.isocalendar()[:2])
    seen = overview(office, on, progress=progress)
    gap = bridge(office, last_before(office, week), point(office, NOW, on, progress))
    return self_check(office, week, on, seen, gap, progress)


def _about_people(office: Office, on: date, progress: Progress | None) -> list[Finding]:
    people: dict[str, list[int]] = {}
    for nth, question in enumerate(QUESTIONS):
        if progress is not None:
            progress(nth, len(QUESTIONS))
        if question in doubtful.QUESTIONS:
            people[question] = doubtful.asked_about(office.db, question, on)
    for question, person in doubtful.numbers_against_facts(office.db, on):
        people.setdefault(question, []).append(person)
    early = {
        person
        for code, product in office.catalogue.products.items()
        if (since := office.catalogue.diseases[product.disease].in_use_since) is not None
        for person in doubtful.given_before(office.db, code, since)
    }
    people["dose_before_use"] = sorted(early)
    return [
        Finding(code, weight, say("{count} people: {what}.", count=len(people[code]), what=sentence), people[code])
        for code, (weight, sentence) in QUESTIONS.items()
        if people.get(code)
    ]


def _unverified(seen: Overview, office: Office, on: date) -> list[Finding]:
    definitions = rates.load()
    counted = seen.total - seen.counts[StandingCode.OUT_OF_SCOPE]
    share = rate(seen.counts[StandingCode.UNVERIFIED], counted)
    if share is None or share <= definitions.unverified_warning:
        return []
    sentence = say(
        "{count} people ({share}) are still to be verified, more than {limit}: all rates are provisional.",
        count=seen.counts[StandingCode.UNVERIFIED],
        share=percent(share),
        limit=percent(definitions.unverified_warning),
    )
    return [Finding("unverified_share", Weight.REASON, sentence, doubtful.asked_about(office.db, "unverified", on))]


def _fallen(gap: Bridge) -> list[Finding]:
    """Completed courses and first doses only ever grow: who was complete and is not any more must be explained."""
    fell = [move.person for move in gap.moves if _was_complete(move)]
    gone = [move.person for move in gap.moves if move.cause == "withdrawn"]
    found = []
    if fell:
        sentence = say("{count} people were complete at the last submission and are not any more.", count=len(fell))
        found.append(Finding("figures_fell", Weight.REASON, sentence, fell))
    if gone:
        sentence = say("{count} people of the last submission are out of the register and never left.", count=len(gone))
        found.append(Finding("people_gone", Weight.REASON, sentence, gone))
    return found


def _was_complete(move: Move) -> bool:
    def complete(mark: Mark | None) -> bool:
        return mark is not None and mark.standing == StandingCode.COMPLETED

    return move.way == "changed" and complete(move.before) and not complete(move.after)


def _silent_villages(office: Office, week: str) -> list[Finding]:
    """Villages of which nothing came in since the last submission."""
    last = last_before(office, week)
    if not last.name:
        return []
    silent = doubtful.untouched_villages(office.db, last.moment.change)
    if not silent:
        return []
    sentence = say("Nothing came in from {villages} since {week}.", villages=", ".join(silent), week=last.name)
    return [Finding("villages_silent", Weight.REASON, sentence, page=INTAKE_PAGE)]


def _about_the_week(office: Office, week: str) -> list[Finding]:
    kept = submissions.listed(office.db)
    found = []
    last = next((each for each in kept if each.week <= week), None)
    if last is not None and last.events and last.events[-1].kind == "returned" and last.week != week:
        sentence = say("The county returned the submission of {week}, and it was not corrected.", week=last.week)
        found.append(Finding("returned_uncorrected", Weight.REASON, sentence, page=SUBMISSION_PAGE))
    if last is not None and last.week != week and not last.sent:
        sentence = say("The submission of {week} was made, but nobody noted that it was sent.", week=last.week)
        found.append(Finding("unsent", Weight.NOTE, sentence, page=SUBMISSION_PAGE))
    since = last_before(office, week).moment.change
    back = doubtful.rows_sent_back(office.db, since)
    if back:
        sentence = say("{count} rows taken in since then were sent back or contradict the register.", count=back)
        found.append(Finding("rows_sent_back", Weight.NOTE, sentence, page=INTAKE_PAGE))
    return found


def _handed_down(office: Office) -> list[Finding]:
    """Census and tasks that do not add up."""
    quotas = handed_down.quotas(office.db)
    wrong = list(steps_that_differ(quotas))
    for task in dict.fromkeys(quota.task for quota in quotas):
        difference = parts_that_differ({quota.village: quota.people for quota in quotas if quota.task == task})
        wrong += [difference] if difference else []
    census = {village: people for village, band, people in handed_down.census(office.db) if not band}
    difference = parts_that_differ(census) if census else None
    wrong += [difference] if difference else []
    return [Finding("tasks_differ", Weight.NOTE, message, page=PLAN_PAGE) for message in wrong]
