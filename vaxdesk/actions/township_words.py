"""What a synthetic township is drawn from: `resources/township.toml`, read into typed records.

Spans are (least, most), both included. Days are counted back from the as-of date unless a docstring says otherwise.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, NamedTuple

Span = tuple[int, int]


class Scenario(NamedTuple):
    """How a person was made, and the right answer for it.

    `weight` is its share among the scenarios open to people of the same age, sex and kind of household; `doses` are
    families of products in order; `first` is the days since the first dose, `gaps` the days between neighbours;
    `left` the days since the departure; `paper` names a PaperKind; `birthday` (today, tomorrow) fixes the birthday;
    `second_roster` (repeated, one_more) is what the second roster has about somebody of the first one.
    `standing` and `detail` hold in a campaign for people of 12 and over who reside here.
    """

    name: str
    weight: float
    standing: str
    detail: str
    ages: Span
    sex: str = ""
    residence: str = "resident"
    departure: str | None = None
    left: Span = (0, 0)
    birthday: str = ""
    reason: str | None = None
    doses: tuple[str, ...] = ()
    first: Span = (0, 0)
    gaps: tuple[Span, ...] = ()
    undated: bool = False
    paper: str = ""
    second_roster: str = ""


class HouseholdKind(NamedTuple):
    """Who lives together: `members` are (relation, least, most, share), ages in years from the head's."""

    weight: float
    head: Span
    members: tuple[tuple[str, int, int, float], ...]


class PaperKind(NamedTuple):
    """A certificate or deferral: `institutions` are (name, level as written); `until` counts days after the as-of date.

    Without `until` it has no end; without `on` nothing was shown.
    """

    kind: str
    diagnoses: tuple[str, ...]
    institutions: tuple[tuple[str, str], ...]
    on: Span | None = None
    until: Span | None = None


class GivenNames(NamedTuple):
    """Characters of given names of those born in the year `since` or later, for men and for women."""

    since: int
    m: str
    f: str


@dataclass(frozen=True, slots=True)
class Words:
    """All of `township.toml`; `place`, `names`, `written`, `damage` and `workbooks` are tables as they stand there."""

    scenarios: tuple[Scenario, ...]
    households: tuple[HouseholdKind, ...]
    papers: Mapping[str, PaperKind]
    given_names: tuple[GivenNames, ...]
    relations: Mapping[str, Mapping[str, str]]
    families: Mapping[str, tuple[str, ...]]
    incomers: float
    place: Mapping[str, Any]
    names: Mapping[str, Any]
    written: Mapping[str, Any]
    damage: Mapping[str, Any]
    workbooks: Mapping[str, Mapping[str, Any]]


def load() -> Words:
    """Read the words that ship with the program."""
    table = tomllib.loads((files("vaxdesk.resources") / "township.toml").read_text(encoding="utf-8"))
    return Words(
        scenarios=tuple(Scenario(**_frozen(entry)) for entry in table["scenario"]),
        households=tuple(HouseholdKind(**_frozen(entry)) for entry in table["household"]),
        papers={name: PaperKind(**_frozen(entry)) for name, entry in table["papers"].items()},
        given_names=_by_year(table["names"]["given"]),
        relations={relation: dict(zip("mf", words, strict=True)) for relation, words in table["relations"].items()},
        families=_frozen(table["families"]),
        incomers=table["incomers"]["share"],
        place=table["place"],
        names=table["names"],
        written=table["written"],
        damage=table["damage"],
        workbooks=table["workbooks"],
    )


def _by_year(entries: Iterable[Mapping[str, Any]]) -> tuple[GivenNames, ...]:
    """The latest first, so that the first one not after a birth year is the right one."""
    lists = [GivenNames(entry["from"], entry["m"], entry["f"]) for entry in entries]
    return tuple(sorted(lists, reverse=True))


def _frozen(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _as_tuple(value) for key, value in entry.items()}


def _as_tuple(value: Any) -> Any:
    return tuple(_as_tuple(item) for item in value) if isinstance(value, list) else value
