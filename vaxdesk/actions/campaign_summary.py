"""The campaign of a register in words, to be read and not changed: who is called, by which schedule, until when, on what ground."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from vaxdesk.rules.campaigns import AgeRule, Campaign
from vaxdesk.rules.messages import Message, say
from vaxdesk.rules.periods import Period
from vaxdesk.rules.schedules import BIRTH, Course, Step

from .language import Translator
from .lines import RESIDENCES
from .office import Office
from .rights import Right, needs

NONE = "—"


class CampaignSummary(NamedTuple):
    """Each a text of one or more lines; "—" where the campaign says nothing."""

    title: str
    called: str
    doses: str
    boosters: str
    until: str
    documents: str


@needs(Right.LOOK)
def campaign_summary(office: Office, on: date, words: Translator) -> CampaignSummary:
    """The campaign as its rules stand on a day (rules.schedules: the version in force)."""
    campaign = office.campaign
    plan = campaign.plan
    courses = [course for each in plan.courses.values() for course in each]
    boosters = next((version for version in plan.boosters if version.since <= on), None)
    return CampaignSummary(
        words(campaign.title),
        _lines(words, (*_ages(campaign.age), *_residences(campaign))),
        "\n".join(_course(course, words(plan.group_names[course.group]), on, words) for course in courses),
        _lines(
            words,
            (
                say(
                    "After {primed}: {period} after the dose before, from {age} on",
                    primed=", ".join(sorted(words(plan.group_names[group]) for group in rule.primed)),
                    period=period(rule.least),
                    age=age(rule.from_age),
                )
                for rule in (boosters.rules if boosters else ())
            ),
        ),
        _lines(words, _days(campaign)),
        "\n".join(dict.fromkeys(_documents(campaign, courses, on))) or NONE,
    )


def period(told: Period) -> Message:
    """So many years, months, weeks or days."""
    months, days = told.months, told.days.days
    if months and months % 12 == 0:
        return say("{count} years", count=months // 12)
    if months:
        return say("{count} months", count=months)
    return say("{count} weeks", count=days // 7) if days % 7 == 0 and days else say("{count} days", count=days)


def age(told: Period) -> Message:
    """An age in years, or in months where it is no whole number of years."""
    if told.months % 12:
        return say("the age of {count} months", count=told.months)
    return say("the age of {count}", count=told.months // 12)


def _lines(words: Translator, told: Iterable[Message]) -> str:
    return "\n".join(map(words, told)) or NONE


def _ages(rule: AgeRule) -> Iterator[Message]:
    match rule.from_age, rule.below_age:
        case Period() as youngest, Period() as eldest:
            yield say("From {age} to the day before {end}", age=age(youngest), end=age(eldest))
        case Period() as youngest, None:
            yield say("From {age} on", age=age(youngest))
        case None, Period() as eldest:
            yield say("To the day before {end}", end=age(eldest))
    if rule.born_from or rule.born_to:
        yield say("Born from {first} to {last}", first=rule.born_from or NONE, last=rule.born_to or NONE)
    if rule.started_stay:
        yield say("Whoever had a dose while of that age stays in it")


def _residences(campaign: Campaign) -> Iterator[Message]:
    for code, label in RESIDENCES.items():
        if code in campaign.residences:
            yield label


def _course(course: Course, group: str, on: date, words: Translator) -> str:
    version = course.version(on)
    count = len(version.steps)
    told = [
        words.say("{count} doses", count=count) if count > 1 else words.say("one dose"),
        *(words(_step(step)) for step in version.steps[1:]),
    ]
    return words.say("{group}: {doses}", group=group, doses=words.say("; ").join(told))


def _step(step: Step) -> Message:
    told = {"number": step.no, "least": period(step.least)}
    latest = step.most or step.limit_from_first
    if step.least == BIRTH or latest is None:
        return say("dose {number} from {least} after the one before", **told)
    if step.most is not None:
        return say("dose {number} from {least} to {most} after the one before", most=period(latest), **told)
    return say(
        "dose {number} from {least} after the one before, within {most} of the first", most=period(latest), **told
    )


def _days(campaign: Campaign) -> Iterator[Message]:
    if campaign.starts:
        yield say("Since {day}", day=campaign.starts)
    if campaign.ends:
        yield say("Ends on {day}", day=campaign.ends)
    if campaign.deadline:
        yield say("Deadline {day} {hour}", day=campaign.deadline.date(), hour=f"{campaign.deadline:%H:%M}")
    if campaign.delete_by:
        yield say("Personal data is to be deleted by {day}", day=campaign.delete_by)


def _documents(campaign: Campaign, courses: Iterable[Course], on: date) -> Iterator[str]:
    if campaign.document:
        yield campaign.document
    for course in courses:
        if course.version(on).document_no:
            yield course.version(on).document_no
