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

from datetime import date

from .boosters import FurtherDose, judge_further, next_booster
from .campaigns import Campaign
from .cohort import place
from .courses import Progress, best, next_dose
from .evidence import weigh
from .facts import Facts, Groups, facts_on, under_each
from .periods import FAR, after
from .records import History, NextDose, Standing, StandingCode

COMPLETED, INCOMPLETE, UNVACCINATED, EXEMPT, DEFERRED, UNVERIFIED, OUT_OF_SCOPE = (str(code) for code in StandingCode)

_NOT_KNOWN = frozenset({"birth_missing", "sex_missing"})


def judge(history: History, campaign: Campaign, on: date) -> Standing:
    """Where the person stands in the campaign on the day `on`. A pure function; see the module for the rule."""
    apart, until = place(history, campaign, on)
    if apart:
        return _standing(UNVERIFIED if apart in _NOT_KNOWN else OUT_OF_SCOPE, apart, until)
    if not history.doses:
        return _without_dose(False, history, campaign, on, until)
    facts = facts_on(history, campaign, on)
    if facts.until < until:
        until = facts.until
    if facts.unknown:
        answer = _of_unknown(facts, history, campaign, until)
    elif facts.groups:
        answer = _of_groups(facts.groups, facts, history, campaign, until)
    else:
        answer = _without_dose(facts.prior, history, campaign, on, until)
    if facts.loose and answer.standing != COMPLETED:
        return _standing(UNVERIFIED, "date_missing", until)
    return answer


def leading(groups: Groups, campaign: Campaign, facts: Facts) -> Progress | None:
    """The course that is complete first, else the one under way; None where there is no course for these products."""
    leader: Progress | None = None
    for group, days in groups.items():
        progress = best(campaign.plan, group, days, facts)
        if leader is None or (progress is not None and _rank(progress) < _rank(leader)):
            leader = progress
    return leader


def _rank(progress: Progress) -> tuple[bool, date]:
    return not progress.done, progress.completed_on or FAR


def further_doses(groups: Groups, progress: Progress, campaign: Campaign, birth: date | None) -> list[FurtherDose]:
    """The doses beside a complete course, judged."""
    own = progress.course.group
    rest = [(day, group) for group, days in groups.items() for day in (days[progress.used :] if group == own else days)]
    if len(groups) > 1:
        rest.sort(key=lambda dose: dose[0] or date.min)
    return judge_further(campaign.plan, own, progress.completed_on, rest, birth)


def booster_due(history: History, campaign: Campaign, on: date) -> NextDose | None:
    """The booster to offer somebody who is complete: number 1 or 2 and its earliest day, by the rules in force on `on`.

    None for everybody else, where no booster is foreseen, and while a certificate or a deferral holds.
    """
    facts = facts_on(history, campaign, on)
    evidence = weigh(history, on)
    if place(history, campaign, on)[0] or facts.unknown or not facts.groups or evidence.exempt or evidence.deferred:
        return None
    progress = leading(facts.groups, campaign, facts)
    if progress is None or not progress.done or progress.completed_on is None:
        return None
    further = further_doses(facts.groups, progress, campaign, history.birth)
    return next_booster(campaign.plan, progress.course.group, progress.completed_on, further, history.birth, on)


def _of_unknown(facts: Facts, history: History, campaign: Campaign, until: date) -> Standing:
    """The answer that holds for every group the doses of unknown product may belong to."""
    answers = [_of_groups(groups, facts, history, campaign, until) for groups in under_each(facts, campaign)]
    if len(set(answers)) == 1:
        return answers[0]
    until = min(answer.holds_until or FAR for answer in answers)
    if any(answer.standing != COMPLETED for answer in answers):
        return _standing(UNVERIFIED, "product_missing", until)
    days = {answer.completed_on for answer in answers}
    if len(days) == 1:
        details = {answer.detail for answer in answers}
        return _standing(COMPLETED, details.pop() if len(details) == 1 else "extra_dose", until, days.pop())
    return _standing(COMPLETED, "any_product", until)


def _of_groups(groups: Groups, facts: Facts, history: History, campaign: Campaign, until: date) -> Standing:
    progress = leading(groups, campaign, facts)
    if progress is not None and progress.done:
        if campaign.windowed or progress.undated or progress.course.by_age:
            until = _sooner(until, groups, progress, campaign, facts)
        detail = "primary_complete"
        if len(groups) > 1 or progress.used < len(progress.days):
            detail = "extra_dose"
            for dose in further_doses(groups, progress, campaign, facts.birth):
                if dose.kind != "extra":
                    detail = "boosted"
        return Standing(COMPLETED, detail, progress.completed_on, None, None if until == FAR else until)
    until = _sooner(until, groups, progress, campaign, facts)
    if len(groups) > 1:
        return _standing(INCOMPLETE, "mixed_products", until)
    if progress is None:
        return _standing(UNVERIFIED, "schedule_missing", until)
    return _under_way(progress, facts, history, until)


def _sooner(until: date, groups: Groups, progress: Progress | None, campaign: Campaign, facts: Facts) -> date:
    """`until`, or the first day before it on which a dose stops counting, or age asks for another one."""
    if campaign.plan.prior_within is not None:
        within = campaign.plan.prior_within
        until = min(until, *(after(day, within) for days in groups.values() for day in days if day is not None))
    if progress is None:
        return until
    if progress.undated:
        until = min(until, progress.course.next_version(facts.on) or FAR)
    if progress.course.by_age and facts.birth is not None:
        for version in progress.course.versions:
            for step in version.steps:
                if step.due_from_age is not None:
                    birthday = after(facts.birth, step.due_from_age)
                    until = min(until, birthday) if birthday > facts.on else until
    return until


def _under_way(progress: Progress, facts: Facts, history: History, until: date) -> Standing:
    evidence = weigh(history, facts.on)
    if evidence.until < until:
        until = evidence.until
    if evidence.exempt:
        return _standing(INCOMPLETE, "should_not_continue", until)
    if evidence.deferred:
        return _standing(INCOMPLETE, "deferred", until, None, NextDose(len(progress.days) + 1))
    dose, changes = next_dose(progress, facts)
    if changes < until:
        until = changes
    if progress.undated:
        detail = "date_missing"
    elif progress.early:
        detail = "early_dose"
    elif dose is None or dose.earliest is None or dose.earliest > facts.on:
        detail = "not_yet_due"
    else:
        detail = "overdue" if dose.latest is not None and dose.latest < facts.on else "due"
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
