"""Where a person stands on a date: the one rule everything else rests on (domain facts C4).

The order; the first that fits counts. Only what is dated on or before the day is known on that day.

 1. gone, not arrived, not of the residences that count: `out_of_scope`; no birth date: `unverified`; not of the age
    or sex: `out_of_scope` (taken in by hand: none of these but the first two).
 2. at least one dose (facts beat statuses):
    a. a product is unknown: the answer that holds for every candidate; if they differ, `unverified`.
    b. a course is complete: `completed`; the doses beside it are boosters or extra.
    c. products of two kinds, none complete on its own: `incomplete`, the clinic decides.
    d. otherwise `incomplete`: should not continue, deferred, a date missing, too early, not yet due, due, overdue.
 3. no dose: a valid certificate: `exempt`; a running deferral: `deferred`; nobody ever asked: `unverified` (or as the
    campaign says); otherwise `unvaccinated`, with what is known as the detail. Who declined stays so, whatever
    certificate does not count.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from .boosters import FurtherDose, judge_further
from .campaigns import Campaign
from .cohort import place
from .courses import Person, Progress, best, next_dose
from .evidence import weigh
from .periods import FAR, after
from .records import History, NextDose, Standing, StandingCode
from .schedules import PriorRule

COMPLETED, INCOMPLETE, UNVACCINATED, EXEMPT, DEFERRED, UNVERIFIED, OUT_OF_SCOPE = (str(code) for code in StandingCode)

_NOT_KNOWN = frozenset({"birth_missing", "sex_missing"})

Groups = Mapping[str, list[date | None]]


class Given(NamedTuple):
    """The doses that count in a campaign on a day: their days by group, and those of unknown product.

    `prior`: there are doses from before the window; `loose`: there are doses of which nobody knows whether they lie
    in it. `until`: the day of the next dose that is not known yet.
    """

    groups: dict[str, list[date | None]]
    unknown: list[date | None]
    prior: bool
    loose: bool
    until: date


def judge(history: History, campaign: Campaign, on: date) -> Standing:
    """Where the person stands in the campaign on the day `on`. A pure function; see the module for the rule."""
    apart, until = place(history, campaign, on)
    if apart:
        return _standing(UNVERIFIED if apart in _NOT_KNOWN else OUT_OF_SCOPE, apart, until)
    given = sort_out(history, campaign, on)
    until = min(until, given.until)
    if given.groups or given.unknown:
        answer = _vaccinated(given, history, campaign, on, until)
        if not given.loose or answer.standing == COMPLETED:
            return answer
    if given.loose:
        return _standing(UNVERIFIED, "date_missing", until)
    return _without_dose(given.prior, history, campaign, on, until)


def sort_out(history: History, campaign: Campaign, on: date) -> Given:
    """Sort the doses by group; what lies after `on`, is against something else or repeats a day counts for nothing."""
    first, last = campaign.window(on)
    group_of = campaign.groups
    groups: dict[str, list[date | None]] = {}
    unknown: list[date | None] = []
    prior, loose, until = False, False, FAR
    for day, product in history.doses:
        group = group_of.get(product) if product is not None else None
        if group == "":
            continue
        if day is None:
            if campaign.plan.prior_rule != PriorRule.NONE:
                loose = True
                continue
        elif day > on:
            until = day
            break
        elif not first <= day <= last:
            prior = prior or day < first
            continue
        days = unknown if group is None else groups.setdefault(group, [])
        if not days or day is None or days[-1] != day:
            days.append(day)
    return Given(groups, unknown, prior, loose, until)


def person_on(given: Given, history: History, on: date) -> Person:
    """What the courses need to know of the person."""
    infections = tuple(day for day in history.infections if day <= on) if history.infections else ()
    return Person(history.birth, infections, given.prior, on)


def under_each(given: Given, campaign: Campaign) -> list[Groups]:
    """The doses by group, once for every group the doses of unknown product may belong to; once if there are none."""
    if not given.unknown:
        return [given.groups]
    return [
        {**given.groups, group: _merged(given.groups.get(group, []), given.unknown)} for group in campaign.plan.courses
    ]


def _merged(known: list[date | None], unknown: list[date | None]) -> list[date | None]:
    undated: list[date | None] = [None] * (known.count(None) + unknown.count(None))
    return undated + sorted({day for day in (*known, *unknown) if day is not None})


def leading(groups: Groups, campaign: Campaign, person: Person) -> Progress | None:
    """The course that is complete first, else the one under way; None where there is no course for these products."""
    found = [best(campaign.plan, group, days, person) for group, days in groups.items()]
    courses = [progress for progress in found if progress is not None]
    if len(courses) < 2:
        return courses[0] if courses else None
    return min(courses, key=lambda progress: (not progress.done, progress.completed_on or FAR))


def further_doses(groups: Groups, progress: Progress, campaign: Campaign, birth: date | None) -> list[FurtherDose]:
    """The doses beside a complete course, judged."""
    own = progress.course.group
    rest = [(day, group) for group, days in groups.items() for day in (days[progress.used :] if group == own else days)]
    if not rest:
        return []
    rest.sort(key=lambda dose: dose[0] or date.min)
    return judge_further(campaign.plan, own, progress.completed_on, rest, birth)


def _vaccinated(given: Given, history: History, campaign: Campaign, on: date, until: date) -> Standing:
    person = person_on(given, history, on)
    for day in history.infections:
        if day > on:
            until = min(until, day)
    answers = [_of_groups(groups, person, history, campaign, until) for groups in under_each(given, campaign)]
    if len(answers) == 1 or len(set(answers)) == 1:
        return answers[0]
    until = min(answer.holds_until or FAR for answer in answers)
    if any(answer.standing != COMPLETED for answer in answers):
        return _standing(UNVERIFIED, "product_missing", until)
    days = {answer.completed_on for answer in answers}
    if len(days) == 1:
        details = {answer.detail for answer in answers}
        return _standing(COMPLETED, details.pop() if len(details) == 1 else "extra_dose", until, days.pop())
    return _standing(COMPLETED, "any_product", until)


def _of_groups(groups: Groups, person: Person, history: History, campaign: Campaign, until: date) -> Standing:
    progress = leading(groups, campaign, person)
    if progress is not None and progress.done:
        until = min(until, _ends(groups, progress, campaign, person))
        further = further_doses(groups, progress, campaign, person.birth)
        detail = "primary_complete"
        if further:
            detail = "extra_dose" if all(dose.kind == "extra" for dose in further) else "boosted"
        return _standing(COMPLETED, detail, until, progress.completed_on)
    if len(groups) > 1:
        return _standing(INCOMPLETE, "mixed_products", until)
    if progress is None:
        return _standing(UNVERIFIED, "schedule_missing", until)
    until = min(until, _ends(groups, progress, campaign, person))
    return _under_way(progress, person, history, until)


def _ends(groups: Groups, progress: Progress, campaign: Campaign, person: Person) -> date:
    """The first day on which a dose stops counting, or age asks for another one."""
    until = FAR
    if campaign.plan.prior_within is not None:
        until = min(
            after(day, campaign.plan.prior_within) for days in groups.values() for day in days if day is not None
        )
    if progress.undated:
        until = min(until, progress.course.next_version(person.on) or FAR)
    if person.birth is not None:
        for version in progress.course.versions:
            for step in version.steps if version.by_age else ():
                if step.due_from_age is not None:
                    birthday = after(person.birth, step.due_from_age)
                    until = min(until, birthday) if birthday > person.on else until
    return until


def _under_way(progress: Progress, person: Person, history: History, until: date) -> Standing:
    evidence = weigh(history, person.on)
    until = min(until, evidence.until)
    if evidence.exempt:
        return _standing(INCOMPLETE, "should_not_continue", until)
    if evidence.deferred:
        return _standing(INCOMPLETE, "deferred", until, None, NextDose(len(progress.days) + 1))
    dose, changes = next_dose(progress, person)
    until = min(until, changes)
    if progress.undated:
        detail = "date_missing"
    elif progress.early:
        detail = "early_dose"
    elif dose is None or dose.earliest is None or dose.earliest > person.on:
        detail = "not_yet_due"
    else:
        detail = "overdue" if dose.latest is not None and dose.latest < person.on else "due"
    return _standing(INCOMPLETE, detail, until, None, dose)


def _without_dose(prior: bool, history: History, campaign: Campaign, on: date, until: date) -> Standing:
    evidence = weigh(history, on)
    until = min(until, evidence.until)
    if evidence.exempt:
        return _standing(EXEMPT, "certificate_valid", until)
    if evidence.deferred:
        return _standing(DEFERRED, "deferral_running", until)
    reason = history.reason
    if reason is not None and history.reason_on is not None and history.reason_on > on:
        until, reason = min(until, history.reason_on), None
    if reason in campaign.refusals:
        return _standing(UNVACCINATED, reason, until)
    if evidence.mark:
        return _standing(UNVACCINATED, evidence.mark, until)
    if reason in campaign.unsettled:
        return _standing(UNVERIFIED, reason, until)
    if reason is not None:
        return _standing(UNVACCINATED, "certificate_missing" if reason in campaign.claims else reason, until)
    if prior:
        return _standing(UNVACCINATED, "due_again", until)
    if campaign.unknown_history == UNVACCINATED:
        return _standing(UNVACCINATED, "history_unknown", until)
    return _standing(UNVERIFIED, "never_asked", until)


def _standing(
    code: str, detail: str, until: date, completed_on: date | None = None, dose: NextDose | None = None
) -> Standing:
    return Standing(code, detail, completed_on, dose, None if until == FAR else until)
