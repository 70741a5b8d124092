"""What is known of a person on a day in a campaign: the doses that count, by group, and what bears on them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .campaigns import Campaign
from .periods import FAR
from .records import Dose, History

Days = Sequence[date | None]
"""The days of the doses of one group: undated first, then in order, each day once."""

Groups = Mapping[str, Days]


class Facts(NamedTuple):
    """What is known on the day `on`.

    `groups`: the days of the doses that count, by group; `unknown`: the days of those of unknown product. `prior`:
    there are doses from before the campaign's window; `loose`: there are doses of which nobody knows whether they lie
    in it. `until`: the first day on which a dose or an infection is known that is not known yet.
    """

    on: date
    birth: date | None
    infections: Sequence[date]
    groups: Groups
    unknown: Days
    prior: bool
    loose: bool
    until: date


def facts_on(history: History, campaign: Campaign, on: date) -> Facts:
    """Sort the doses by group; what lies after `on`, is against something else or repeats a day counts for nothing.

    A dose of unknown product is of the kind of the dose before it, or else of the first one known: a course is given
    with the same kind of vaccine to its end (guideline of 29 March 2021; domain facts C4, 4a).
    """
    group_of, courses = campaign.groups, campaign.plan.courses
    groups: dict[str, list[date | None]] = {}
    unknown: list[date | None] = []
    until, kind = FAR, None
    doses, prior, loose = (
        _in_window(history.doses, campaign, on) if campaign.windowed else (history.doses, False, False)
    )
    for day, product in doses:
        if day is not None and day > on:
            until = day
            break
        group = group_of.get(product)
        if group != kind:
            if group is None:
                group = kind
            elif group == "":
                continue
            elif group in courses:
                kind = group
        days = unknown if group is None else groups.setdefault(group, [])
        if not days or day is None or days[-1] != day:
            days.append(day)
    if unknown and kind is not None:
        first_kind = next(group for group in groups if group in courses)
        groups[first_kind], unknown = _merged(groups[first_kind], unknown), []
    infections: Sequence[date] = history.infections
    if infections:
        until = min(until, *(day for day in infections if day > on), FAR)
        infections = [day for day in infections if day <= on]
    return Facts(on, history.birth, infections, groups, unknown, prior, loose, until)


def _in_window(doses: Sequence[Dose], campaign: Campaign, on: date) -> tuple[Sequence[Dose], bool, bool]:
    """The doses of the campaign's days and those still to come; whether there are earlier ones, and undated ones."""
    first, last = campaign.window(on)
    own = [dose for dose in doses if campaign.groups.get(dose.product) != ""]
    counting = [dose for dose in own if dose.on is not None and (first <= dose.on <= last or dose.on > on)]
    prior = any(dose.on is not None and dose.on < first for dose in own)
    return counting, prior, any(dose.on is None for dose in own)


def under_each(facts: Facts, campaign: Campaign) -> list[Groups]:
    """The doses by group, once for every group the doses of unknown product may belong to."""
    known, unknown = facts.groups, facts.unknown
    return [{**known, group: _merged(known.get(group, ()), unknown)} for group in campaign.plan.courses]


def _merged(known: Days, unknown: Days) -> list[date | None]:
    both = (*known, *unknown)
    undated: list[date | None] = [None] * both.count(None)
    return undated + sorted({day for day in both if day is not None})
