"""Campaigns: who is called, by which plan, and what is counted. resources/campaigns.toml, compiled for the judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from .entries import Entry
from .messages import say
from .periods import Period, day_after, last_start
from .reasons import Reason, ReasonKind
from .records import Residence
from .schedules import BIRTH, Plan, PriorRule
from .vaccines import Product

UNKNOWN_HISTORY = ("unverified", "unvaccinated")


@dataclass(frozen=True, slots=True)
class AgeRule:
    """Who is of the age on the judged day: from the birthday of `from_age` to the day before that of `below_age`.

    `born_from` and `born_to` are the first and the last birthday that count, also where the file gives ages on a
    fixed day. With `started_stay` somebody who had a dose while of the age stays in the campaign afterwards.
    """

    from_age: Period | None
    below_age: Period | None
    born_from: date | None
    born_to: date | None
    started_stay: bool

    @property
    def asks(self) -> bool:
        """Whether the birth date matters at all."""
        return any(bound is not None for bound in (self.from_age, self.below_age, self.born_from, self.born_to))


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign with everything the judge needs of the catalogue.

    `residences`: the ways of belonging to the place that count. `windowed`: only the doses of some days count (see
    `window`), those of the season or round from `starts` to `ends`, or those of the last years. `groups` gives each
    product of the disease its group, and "" to products against something else. `claims`, `refusals`, `unsettled`:
    codes of reasons. `delete_by`: the day personal data must be gone.
    """

    code: str
    title: str
    disease: str
    document: str
    source: str
    plan: Plan
    age: AgeRule
    sex: str
    residences: frozenset[str]
    windowed: bool
    starts: date | None
    ends: date | None
    deadline: datetime | None
    delete_by: date | None
    exclude_contraindicated: bool
    unknown_history: str
    groups: Mapping[str | None, str]
    claims: frozenset[str]
    refusals: frozenset[str]
    unsettled: frozenset[str]

    def window(self, on: date) -> tuple[date, date]:
        """The first and the last day on which a dose counts, seen from `on`."""
        rule = self.plan.prior_rule
        if rule == PriorRule.NONE:
            return date.min, on
        if rule == PriorRule.WITHIN and self.plan.prior_within is not None:
            return day_after(last_start(on, self.plan.prior_within)), on
        return self.starts or date.min, min(on, self.ends or on)


def read_campaigns(
    file: Entry, plans: Mapping[str, Plan], products: Mapping[str, Product], reasons: Mapping[str, Reason]
) -> dict[str, Campaign]:
    """The campaigns of the file by code."""
    return {code: _campaign(code, entry, plans, products, reasons) for code, entry in file.named("campaigns")}


def _campaign(
    code: str, entry: Entry, plans: Mapping[str, Plan], products: Mapping[str, Product], reasons: Mapping[str, Reason]
) -> Campaign:
    plan = plans[entry.one_of("plan", plans)]
    starts = entry.day("starts")
    if plan.prior_rule in (PriorRule.EVER, PriorRule.THIS_SEASON, PriorRule.IGNORE):
        entry.needed("starts", starts)
    campaign = Campaign(
        code=code,
        title=entry.text("title"),
        disease=plan.disease,
        document=entry.text("document", ""),
        source=entry.text("source"),
        plan=plan,
        age=_age(entry),
        sex=entry.one_of("sex", ("m", "f", ""), ""),
        residences=frozenset(entry.several_of("residences", set(Residence))),
        windowed=plan.prior_rule != PriorRule.NONE,
        starts=starts,
        ends=entry.day("ends"),
        deadline=entry.moment("deadline"),
        delete_by=entry.day("delete_by"),
        exclude_contraindicated=entry.flag("exclude_contraindicated"),
        unknown_history=entry.one_of("unknown_history", UNKNOWN_HISTORY),
        groups={p.code: p.group if p.disease == plan.disease else "" for p in products.values()},
        claims=frozenset(reason.code for reason in reasons.values() if reason.needs_evidence),
        refusals=frozenset(reason.code for reason in reasons.values() if reason.kind == ReasonKind.REFUSAL),
        unsettled=frozenset(reason.code for reason in reasons.values() if not reason.settles),
    )
    entry.end()
    return campaign


def _age(entry: Entry) -> AgeRule:
    from_age, below_age, fixed = entry.period("from_age"), entry.period("below_age"), entry.day("age_on")
    born_from, born_to = entry.day("born_from"), entry.day("born_to")
    stay = entry.flag("started_stay")
    if fixed is None:
        if from_age is None and below_age is not None:
            from_age = BIRTH
        return AgeRule(from_age, below_age, born_from, born_to, stay)
    if born_from is not None or born_to is not None:
        raise entry.wrong("age_on", say("Give ages on a fixed day or birthdays, not both."))
    first = None if below_age is None else day_after(last_start(fixed, below_age))
    return AgeRule(None, None, first, last_start(fixed, from_age or BIRTH), stay)
