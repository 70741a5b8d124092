"""The week's figures: every rate beside the name of its denominator, ranks, targets, the last days, and doses falling due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vaxdesk.register import scopes
from vaxdesk.register import tallies as counting
from vaxdesk.register.people import histories
from vaxdesk.register.settings import read_setting
from vaxdesk.register.tallies import Cuts
from vaxdesk.rules import indicators as rates
from vaxdesk.rules.bands import Band, band_of, born_until, cuts, read_bands
from vaxdesk.rules.boosters import booster_base
from vaxdesk.rules.demand import BOOSTER, Demand, NextDose, weekly
from vaxdesk.rules.denominators import BridgeStep
from vaxdesk.rules.indicators import Definitions, Figure, Met
from vaxdesk.rules.measures import Counts, Scope, Tally, by_measure, count
from vaxdesk.rules.messages import Message, say
from vaxdesk.rules.pace import days_of_work
from vaxdesk.rules.quotas import Completion
from vaxdesk.rules.rates import percent, rate
from vaxdesk.rules.records import Progress
from vaxdesk.rules.standing import booster_due

from .handed_down import completions, given_figures
from .judging import refresh
from .office import Office
from .rights import Right, needs
from .work_done import Work, work_done_by

SPANS = {"day": 1, "week": 7}
"""Days looked back on, the judged day among them."""


@dataclass(frozen=True, slots=True)
class Indicators:
    """The figures of a day.

    `complete_by` is the cut-off of the booster rate, None where no booster is foreseen; `counted` are the people behind the rates;
    `ranks` are the places of the villages, `quotas` how far the tasks are done.
    """

    on: date
    campaign: str
    complete_by: date | None
    bands: Sequence[Band]
    definitions: Definitions
    counted: Mapping[Scope, Counts]
    figures: Sequence[Figure]
    ranks: Mapping[str, Mapping[str, int | None]]
    targets: Sequence[Met]
    bridges: Mapping[Scope, Sequence[BridgeStep]]
    quotas: Sequence[Completion]
    warnings: Sequence[Message]


@needs(Right.REVIEW)
def indicators(
    office: Office,
    on: date,
    bands: Sequence[Band] | None = None,
    complete_by: date | None = None,
    progress: Progress | None = None,
) -> Indicators:
    """All indicators of a day, by village, age band, residence and sex; `bands` and `complete_by` as the notice has them.

    Raises Cancelled.
    """
    definitions = rates.load()
    shown = tuple(bands or bands_of(office))
    asked = [band for target in definitions.targets for band in target.bands if target.campaign == office.campaign.code]
    found = tally(office, on, [*shown, *asked], complete_by, progress)
    parts = list(dict.fromkeys([*shown, *asked]))
    counted = count(found, definitions.measures.values(), parts, office.campaign.exclude_contraindicated)
    given = given_figures(office)
    figures = rates.figures(definitions, counted, given)
    return Indicators(
        on=on,
        campaign=office.campaign.code,
        complete_by=complete_by or _default_cut_off(office, on),
        bands=parts,
        definitions=definitions,
        counted=counted,
        figures=figures,
        ranks=rates.places(definitions, figures, "village"),
        targets=rates.targets_met(definitions, office.campaign.code, figures),
        bridges=rates.bridges(definitions, counted, given),
        quotas=completions(office, on),
        warnings=_warnings(definitions, counted),
    )


@needs(Right.REVIEW)
def bands_of(office: Office) -> tuple[Band, ...]:
    """The age bands the office counts by: its own, or the usual ones."""
    written = read_setting(office.db, "bands")
    return read_bands(written) if written else rates.load().bands


@needs(Right.REVIEW)
def tally(
    office: Office,
    on: date,
    bands: Sequence[Band],
    complete_by: date | None = None,
    progress: Progress | None = None,
) -> list[Tally]:
    """Everybody counted by what measures ask for, parted where a band begins or ends. Raises Cancelled."""
    refresh(office, on, progress)
    return counting.tallies(office.db, _cuts(office, on, bands, complete_by))


def _cuts(office: Office, on: date, bands: Sequence[Band], complete_by: date | None) -> Cuts:
    campaign = office.campaign
    base = booster_base(campaign.plan, on)
    ages = cuts(bands)
    return Cuts(
        ages=ages,
        born=born_until(ages, on),
        complete_by=(complete_by or base[0]) if base else None,
        born_by=base[1] if base else None,
        products=[product for product, group in campaign.groups.items() if product and group],
        window=campaign.window(on),
    )


@needs(Right.REVIEW)
def behind(office: Office, on: date, scope: Scope, measure: str, complete_by: date | None = None) -> frozenset[int]:
    """The people whom a measure counts in a scope, by id; the rate of the same scope has as many. Raises Cancelled."""
    refresh(office, on)
    band = band_of(scope.name) if scope.kind == "band" else None
    births = None if band is None else _births(band, on)
    asked, excludes = rates.load().measures[measure], office.campaign.exclude_contraindicated
    found = scopes.people_by_kind(office.db, _cuts(office, on, (), complete_by), scope, births)
    return frozenset(person for person, kind in found if asked.counts(kind, excludes))


def _births(band: Band, on: date) -> tuple[date, date]:
    """The first and the last birthday of a band."""
    ages = [band.first] if band.last is None else [band.first, band.last + 1]
    youngest, *older = born_until(ages, on)
    return older[0] + timedelta(days=1) if older else date.min, youngest


def _default_cut_off(office: Office, on: date) -> date | None:
    base = booster_base(office.campaign.plan, on)
    return base[0] if base else None


@dataclass(frozen=True, slots=True)
class Week:
    """What was given lately, by span and village; the doses falling due this week and in the next ones.

    `counted` and `figures` are those of grids, work units and whoever answers for people; `work` is that of villages and grids,
    and `grid_ranks` are the places of grids by coverage.
    """

    increments: Mapping[str, Mapping[str, counting.Given]]
    demand: Sequence[Demand]
    counted: Mapping[Scope, Counts]
    figures: Sequence[Figure]
    grid_ranks: Mapping[str, Mapping[str, int | None]]
    work: Mapping[Scope, Work]

    def work_of(self, kind: str) -> dict[str, Work]:
        """The work of all villages or of all grids, by name."""
        return {scope.name: work for scope, work in self.work.items() if scope.kind == kind}

    def days_of_work(self, sites: int, per_site: int) -> int | None:
        """The days that so many sites with so many doses a day each take for all that falls due; None without capacity."""
        return days_of_work(sum(due.doses for due in self.demand), 1, sites, per_site)


@needs(Right.REVIEW)
def given_lately(office: Office, on: date) -> dict[str, dict[str, counting.Given]]:
    """What was given in the SPANS up to a day, by village; the standings must be those of the day."""
    return {
        name: counting.given_between(office.db, (on - timedelta(days=days - 1), on)) for name, days in SPANS.items()
    }


@needs(Right.REVIEW)
def week(office: Office, seen: Indicators, progress: Progress | None = None) -> Week:
    """Look around a day that was seen: back, ahead, and into its parts. Raises Cancelled."""
    on, definitions = seen.on, seen.definitions
    refresh(office, on, progress)
    alike = scopes.kinds_by_part(office.db, _cuts(office, on, (), seen.complete_by))
    counted = by_measure(alike, definitions.measures.values(), office.campaign.exclude_contraindicated)
    figures = rates.figures(definitions, counted, {})
    return Week(
        increments=given_lately(office, on),
        demand=falling_due(office, on),
        counted=counted,
        figures=figures,
        grid_ranks=rates.places(definitions, figures, "grid"),
        work=work_done_by(office, on, {**seen.counted, **counted}),
    )


@needs(Right.REVIEW)
def falling_due(office: Office, on: date) -> list[Demand]:
    """Next doses of courses begun, and boosters of who is complete, week by week. Raises Cancelled."""
    refresh(office, on)
    groups = office.campaign.groups
    waiting = counting.next_doses(office.db)
    complete = counting.without_booster(office.db) if booster_base(office.campaign.plan, on) else []
    for person, _, history in histories(office.db, office.campaign.code, complete):
        following = booster_due(history, office.campaign, on)
        if following is not None and following.earliest is not None:
            product = history.doses[-1].product
            waiting.append(NextDose(person, product, BOOSTER, following.earliest))
    return weekly(waiting, lambda product: groups.get(product, ""), on)


def _warnings(definitions: Definitions, counted: Mapping[Scope, Counts]) -> list[Message]:
    """What must be said beside the rates: where too many are still to be verified."""
    return [
        say(
            "{place}: {people} people ({share}) are still to be verified, more than {limit}: its rates are provisional.",
            place=scope.name or say("The whole office"),
            people=counts["unverified"],
            share=percent(rate(counts["unverified"], counts["registered"])),
            limit=percent(definitions.unverified_warning),
        )
        for scope, counts in counted.items()
        if scope.kind in ("office", "village") and rates.too_many_unverified(definitions, counts)
    ]
