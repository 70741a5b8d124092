"""Schedules as data: courses of steps in dated versions, and what may follow a complete course.

The words are those of domain facts C1. Whoever judges knows no vaccine by name; everything it needs stands here.
Source of the facts: resources/schedules.toml, entry by entry.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .entries import Entry
from .messages import say
from .periods import Period, after, day_after
from .vaccines import CONFIDENCE, Disease, Group

BIRTH = Period()


class PriorRule(StrEnum):
    """Which earlier doses count in a campaign of this plan."""

    NONE = "none"
    """All doses ever given count."""
    EVER = "ever"
    """The doses of this season count; a dose of any earlier season shortens the course."""
    THIS_SEASON = "this_season"
    """The doses of this season count, and nothing else matters."""
    WITHIN = "within"
    """Doses count for a while after they were given (`prior_within`)."""
    IGNORE = "ignore"
    """History is irrelevant: the doses of this campaign count."""


@dataclass(frozen=True, slots=True)
class Step:
    """A dose of the course.

    `least` is the recommended interval from the dose before (from the first one if `from_first`), `accepted` the
    shortest that is accepted without repeating; `most` and `limit_from_first` give the latest recommended day, from
    the dose before and from the first dose. A dose given before `valid_from_age` does not count; the step is asked
    for from `due_from_age` on. `gap` is `accepted` where nothing else than the days since the dose before decides.
    """

    no: int
    from_first: bool
    least: Period
    accepted: Period
    most: Period | None
    limit_from_first: Period | None
    valid_from_age: Period | None
    due_from_age: Period | None
    gap: timedelta | None


@dataclass(frozen=True, slots=True)
class Version:
    """A course as it was in force from `since` on.

    `repeat_gap`: how long after a dose that was too early it is repeated; None: the clinic decides. `infection_wait`:
    a person who was infected needs one dose only, this long after the infection; None: infections change nothing.
    `after_prior`: how many steps are asked of somebody with a dose in an earlier season.
    """

    name: str
    since: date
    steps: tuple[Step, ...]
    varies: bool
    after_prior: int | None
    repeat_gap: Period | None
    infection_wait: Period | None
    document_no: str
    source: str
    confidence: str

    def needed(self, prior: bool, birth: date | None, on: date) -> int:
        """How many doses complete the course of this person on this day."""
        if prior and self.after_prior is not None:
            return self.after_prior
        if birth is None:
            return len(self.steps)
        due = [step.due_from_age is None or after(birth, step.due_from_age) <= on for step in self.steps]
        return max(sum(due), 1)


@dataclass(frozen=True, slots=True)
class Course:
    """One way to be complete with a group's products, newest version first, for those of an age at their first dose.

    `for_all`: it is for every age; `by_age`: how many doses it takes depends on the age.
    """

    group: str
    name: str
    from_age: Period
    below_age: Period | None
    versions: tuple[Version, ...]
    for_all: bool
    by_age: bool

    def version(self, day: date) -> Version:
        """The version in force on `day`; before the first one, the first one."""
        for version in self.versions:
            if version.since <= day:
                return version
        return self.versions[-1]

    def next_version(self, on: date) -> date | None:
        """The day the next version comes into force, if one is known."""
        following = None
        for version in self.versions:
            if version.since <= on:
                break
            following = version.since
        return following

    def fits(self, birth: date | None, first_dose: date | None) -> bool:
        """Whether the course is for somebody of this age; of whom the age is not known, it is."""
        if self.for_all or birth is None or first_dose is None:
            return True
        return after(birth, self.from_age) <= first_dose and (
            self.below_age is None or after(birth, self.below_age) > first_dose
        )


@dataclass(frozen=True, slots=True)
class BoosterRule:
    """A booster of these groups for who is complete with `primed`, `least` after the dose before, from an age on."""

    second: bool
    primed: frozenset[str]
    groups: frozenset[str]
    least: Period
    from_age: Period


@dataclass(frozen=True, slots=True)
class BoosterVersion:
    """The booster rules in force from `since` on."""

    name: str
    since: date
    rules: tuple[BoosterRule, ...]
    document_no: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How to protect against a disease: courses by group, boosters (newest version first), what earlier doses mean."""

    code: str
    disease: str
    prior_rule: str
    prior_within: Period | None
    group_names: Mapping[str, str]
    courses: Mapping[str, tuple[Course, ...]]
    boosters: tuple[BoosterVersion, ...]


def read_plans(file: Entry, diseases: Mapping[str, Disease], groups: Mapping[str, Group]) -> dict[str, Plan]:
    """The plans of the file by code."""
    return {code: _plan(code, entry, diseases, groups) for code, entry in file.named("plans")}


def _plan(code: str, entry: Entry, diseases: Mapping[str, Disease], groups: Mapping[str, Group]) -> Plan:
    disease = entry.one_of("disease", diseases)
    own = {group.code: group.name for group in groups.values() if group.disease == disease}
    prior_rule = entry.one_of("prior_rule", set(PriorRule))
    prior_within = entry.period("prior_within")
    if prior_rule == PriorRule.WITHIN:
        entry.needed("prior_within", prior_within)
    ways: dict[tuple[str, str, Period, Period | None], list[tuple[Entry, Version, date | None]]] = {}
    for schedule in entry.listed("schedules"):
        group, name = schedule.one_of("group", own), schedule.text("course", "")
        from_age, below_age = schedule.period("from_age") or BIRTH, schedule.period("below_age")
        until = schedule.day("effective_to")
        ways.setdefault((group, name, from_age, below_age), []).append((schedule, _version(schedule), until))
    courses: dict[str, tuple[Course, ...]] = {}
    for (group, name, from_age, below_age), versions in ways.items():
        by_age = any(step.due_from_age is not None for _, version, _ in versions for step in version.steps)
        for_all = from_age == BIRTH and below_age is None
        course = Course(group, name, from_age, below_age, _in_order(versions), for_all, by_age)
        courses[group] = (*courses.get(group, ()), course)
    boosters = sorted(
        (_boosters(booster, own) for booster in entry.listed("boosters")), key=lambda v: v.since, reverse=True
    )
    entry.end()
    return Plan(code, disease, prior_rule, prior_within, own, courses, tuple(boosters))


def _in_order(versions: list[tuple[Entry, Version, date | None]]) -> tuple[Version, ...]:
    """Newest first; a version that says when it ended must end the day before the next begins."""
    versions.sort(key=lambda item: item[1].since)
    for (entry, version, until), following in zip(versions, [*versions[1:], None], strict=True):
        if following is not None and following[1].since == version.since:
            raise following[0].wrong("effective_from", say("Another version of this course begins on the same day."))
        if until is not None and (following is None or day_after(until) != following[1].since):
            raise entry.wrong("effective_to", say("The next version must begin on the day after."))
    return tuple(version for _, version, _ in reversed(versions))


def _version(entry: Entry) -> Version:
    steps = tuple(_step(no, step) for no, step in enumerate(entry.listed("steps"), 1))
    if not steps:
        raise entry.wrong("steps", say("This key is missing."))
    after_prior = entry.number("after_prior")
    version = Version(
        name=entry.text("version"),
        since=entry.needed("effective_from", entry.day("effective_from")),
        steps=steps,
        varies=after_prior is not None or any(step.due_from_age is not None for step in steps),
        after_prior=after_prior,
        repeat_gap=entry.period("repeat_gap"),
        infection_wait=entry.period("infection_wait"),
        document_no=entry.text("document_no", ""),
        source=entry.text("source"),
        confidence=entry.one_of("confidence", CONFIDENCE),
    )
    entry.end()
    return version


def _step(no: int, entry: Entry) -> Step:
    if entry.number("no") != no:
        raise entry.wrong("no", say("The steps must be numbered 1, 2, 3 in their order."))
    least = entry.period("min") or (BIRTH if no == 1 else entry.needed("min", None))
    from_first = entry.one_of("after", ("prev", "first"), "prev") == "first"
    accepted, valid_from_age = entry.period("accept_min") or least, entry.period("min_age")
    step = Step(
        no=no,
        from_first=from_first,
        least=least,
        accepted=accepted,
        most=entry.period("rec_max"),
        limit_from_first=entry.period("limit_from_first"),
        valid_from_age=valid_from_age,
        due_from_age=entry.period("due_age"),
        gap=None if from_first or accepted.months or valid_from_age is not None else accepted.days,
    )
    entry.end()
    return step


def _boosters(entry: Entry, groups: Collection[str]) -> BoosterVersion:
    version = BoosterVersion(
        name=entry.text("version"),
        since=entry.needed("effective_from", entry.day("effective_from")),
        rules=tuple(_booster_rule(rule, groups) for rule in entry.listed("rules")),
        document_no=entry.text("document_no", ""),
        source=entry.text("source"),
        confidence=entry.one_of("confidence", CONFIDENCE),
    )
    entry.end()
    return version


def _booster_rule(entry: Entry, groups: Collection[str]) -> BoosterRule:
    rule = BoosterRule(
        second=entry.one_of("kind", ("booster", "second_booster")) == "second_booster",
        primed=frozenset(entry.several_of("primed", groups)),
        groups=frozenset(entry.several_of("with", groups)),
        least=entry.needed("min", entry.period("min")),
        from_age=entry.period("from_age") or BIRTH,
    )
    entry.end()
    return rule
