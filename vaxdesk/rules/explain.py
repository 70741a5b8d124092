"""Why a person stands where the judge says: one plain sentence, a verdict per dose, and the schedule that judged."""

from collections.abc import Sequence
from datetime import date

from .campaigns import Campaign
from .courses import Progress
from .details import DETAILS
from .evidence import SECOND_LEVEL
from .facts import Facts, facts_on
from .messages import Message, say
from .records import Explained, History, Standing, StandingCode
from .standing import further_doses, judge, leading
from .verdicts import verdicts

UNKNOWN_DAY = say("an unknown day")


def explain(history: History, campaign: Campaign, on: date) -> Explained:
    """The standing of `judge` with its grounds; the sentence has no birth date, so it may stand by a masked number."""
    standing = judge(history, campaign, on)
    facts = facts_on(history, campaign, on)
    progress = None if facts.unknown else leading(facts.groups, campaign, facts)
    why = _why(standing, progress, facts, history, campaign) or _detail(standing)
    schedule = ""
    if progress is not None and standing.detail != "mixed_products":
        schedule = f"{progress.course.group} {progress.course.version(standing.completed_on or on).name}"
    return Explained(standing, why, verdicts(history, campaign, standing, on), schedule)


def _why(
    standing: Standing, progress: Progress | None, facts: Facts, history: History, campaign: Campaign
) -> Message | None:
    """The sentence in full where there is more to say than the detail's own sentence."""
    if standing.standing == StandingCode.OUT_OF_SCOPE:
        return _apart(standing, history)
    if standing.standing in (StandingCode.UNVACCINATED, StandingCode.EXEMPT, StandingCode.DEFERRED):
        if standing.detail == "due_again":
            return None
        return say("No dose was given. {rest}", rest=_without_dose(standing, history, facts.on))
    if progress is None:
        return None
    if standing.standing == StandingCode.COMPLETED:
        return _completed(standing, progress, facts, campaign)
    if standing.detail == "mixed_products":
        kinds = _listed([_named(group, campaign) for group in facts.groups])
        return say("Vaccines of different kinds were given ({kinds}): the clinic decides how to go on.", kinds=kinds)
    if standing.standing == StandingCode.INCOMPLETE:
        return say(
            "{given} {rest}",
            given=_given(progress.days, progress, campaign),
            rest=_under_way(standing, history, facts.on),
        )
    return None


def _detail(standing: Standing) -> Message:
    return DETAILS[standing.standing].get(standing.detail, say("The reason given: {reason}.", reason=standing.detail))


def _listed(items: Sequence[object]) -> object:
    """Several things as a phrase: "one and another", "one, another and a third"."""
    first, *others = items
    if not others:
        return first
    if len(others) == 1:
        return say("{first} and {second}", first=first, second=others[0])
    return say("{first}, {others}", first=first, others=_listed(others))


def _days(days: Sequence[date | None]) -> object:
    return _listed([day or UNKNOWN_DAY for day in days])


def _named(group: str, campaign: Campaign) -> Message:
    """A kind of vaccine: Chinese in our lists, and a screen in another language has its own word for it."""
    return Message(campaign.plan.group_names[group], {})


def _given(days: Sequence[date | None], progress: Progress, campaign: Campaign) -> Message:
    vaccine = _named(progress.course.group, campaign)
    if len(days) == 1:
        return say("One dose of {vaccine} on {day}.", vaccine=vaccine, day=_days(days))
    return say("{count} doses of {vaccine} on {days}.", count=len(days), vaccine=vaccine, days=_days(days))


def _completed(standing: Standing, progress: Progress, facts: Facts, campaign: Campaign) -> Message:
    course = _course(standing, progress, facts, campaign)
    further = further_doses(facts.groups, progress, campaign, facts.birth)
    if standing.detail == "boosted":
        boosters = [dose.on for dose in further if dose.kind != "extra"]
        return say("{course} Booster on {days}.", course=course, days=_days(boosters))
    if further:
        extra = _days([dose.on for dose in further])
        return say(
            "{course} The dose on {days} came too soon or is of another kind: no booster.", course=course, days=extra
        )
    return course


def _course(standing: Standing, progress: Progress, facts: Facts, campaign: Campaign) -> Message:
    days = progress.days[: progress.used]
    given, day = _given(days, progress, campaign), standing.completed_on
    if day is None:
        return say("{given} The course is complete; on which day is not known, as a date is missing.", given=given)
    if facts.infections and len(progress.counted) < len(progress.course.version(day).steps):
        return say("{given} After an infection one dose is enough: complete on {day}.", given=given, day=day)
    return say("{given} The course was complete on {day}.", given=given, day=day)


def _under_way(standing: Standing, history: History, on: date) -> Message:
    dose = standing.next
    if standing.detail == "deferred":
        return _deferral(history, on)
    if standing.detail == "should_not_continue":
        return say("{certificate} Do not call for the next dose.", certificate=_certificate(history, on))
    if dose is None or dose.earliest is None:
        return (
            _detail(standing)
            if dose is not None
            else say("It came too early; there is no rule for this vaccine, the clinic decides.")
        )
    if standing.detail == "early_dose":
        return say("The last one came too early: one more, from {earliest} on.", earliest=dose.earliest)
    if standing.detail == "not_yet_due":
        return say("Dose {number} may be given from {earliest} on.", number=dose.number, earliest=dose.earliest)
    if dose.latest is None:
        return say("Dose {number} can be given since {earliest}.", number=dose.number, earliest=dose.earliest)
    if standing.detail == "due":
        return say(
            "Dose {number} can be given since {earliest}, at best by {latest}.",
            number=dose.number,
            earliest=dose.earliest,
            latest=dose.latest,
        )
    return say(
        "Dose {number} was to be given by {latest}; it can still be given, nothing starts again.",
        number=dose.number,
        latest=dose.latest,
    )


def _without_dose(standing: Standing, history: History, on: date) -> Message:
    if standing.detail == "certificate_valid":
        return _certificate(history, on)
    if standing.detail == "deferral_running":
        return _deferral(history, on)
    if standing.detail == "certificate_expired":
        ends = [
            c.until
            for c in history.certificates
            if c.until is not None and c.until < on and (c.level or 0) >= SECOND_LEVEL
        ]
        return say("The certificate expired; its last day was {until}.", until=max(ends))
    if standing.detail == "deferral_over":
        return say(
            "The deferral was over on {until}.",
            until=max(d.until for d in history.deferrals if d.until and d.until <= on),
        )
    return _detail(standing)


def _certificate(history: History, on: date) -> Message:
    """The valid certificate that holds longest."""
    valid = [
        c
        for c in history.certificates
        if (c.level or 0) >= SECOND_LEVEL and (c.on is None or c.on <= on) and (c.until is None or c.until >= on)
    ]
    best = max(valid, key=lambda certificate: certificate.until or date.max)
    shown = best.on or UNKNOWN_DAY
    if best.until is None:
        return say("The certificate of {day} holds without end.", day=shown)
    return say("The certificate of {day} holds until {until}.", day=shown, until=best.until)


def _deferral(history: History, on: date) -> Message:
    running = [d for d in history.deferrals if (d.on is None or d.on <= on) and (d.until is None or d.until > on)]
    until = max(deferral.until or date.max for deferral in running)
    if until == date.max:
        return say("A deferral is running, without an end so far.")
    return say("A deferral is running until {until}.", until=until)


def _apart(standing: Standing, history: History) -> Message | None:
    if standing.detail == "not_arrived":
        return say("The person moves here on {day}.", day=history.arrived_on)
    if history.left_on is not None and standing.detail == "moved_out":
        return say("The person moved away on {day}.", day=history.left_on)
    if history.left_on is not None and standing.detail == "deceased":
        return say("The person died on {day}.", day=history.left_on)
    return None
