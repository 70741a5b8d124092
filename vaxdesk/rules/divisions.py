"""Provinces, cities and counties: what is needed to tell how far somebody has gone (resources/divisions.csv)."""

import csv
from collections.abc import Iterator, Sequence
from importlib.resources import files
from io import StringIO
from itertools import takewhile
from typing import NamedTuple


class Division(NamedTuple):
    """A county with the city and province above it; `city` is "" for counties directly under a province."""

    code: str
    county: str
    city: str
    province: str


def load() -> list[Division]:
    """All counties, by code."""
    text = (files("vaxdesk.resources") / "divisions.csv").read_text(encoding="utf-8")
    return [Division(**row) for row in csv.DictReader(StringIO(text))]


def home_of(county: str, divisions: list[Division]) -> Division | None:
    """The one county of this name, with or without its city and province before it; None if none or several fit."""
    fitting = [
        division
        for division in divisions
        if county
        and county
        in (division.county, division.city + division.county, division.province + division.city + division.county)
    ]
    return fitting[0] if len(fitting) == 1 else None


def flow_between(home: Division, province: str, city: str, county: str) -> str | None:
    """The class of a destination (rules.flows); None for one inside the home county and for one that nobody named."""
    if not province and not city and not county:
        return None
    if province and province != home.province:
        return "other_province"
    if city and city != home.city:
        return "other_city"
    return "other_county" if county and county != home.county else None


def place_named(text: str, divisions: Sequence[Division]) -> tuple[Division, str] | None:
    """The place a destination begins with and what stands behind it; a place names no county, or no city, where the text does not.

    Provinces and cities may be written short (without their kind), counties may not. None if it begins with no place, or with one
    of which there are several.
    """
    best: dict[Division, int] = {}
    longest = 0
    for division in divisions:
        for named, length in _beginnings(text, division):
            if length > longest:
                best, longest = {}, length
            if length == longest:
                best[named] = length
    if len(best) != 1:
        return None
    [(named, length)] = best.items()
    return named, text[length:].strip()


def _beginnings(text: str, division: Division) -> Iterator[tuple[Division, int]]:
    """The levels of this division that the text begins with, each with how many signs name it; a city may stand alone."""
    below = _named(text, 0, division.province)
    if below:
        yield Division("", "", "", division.province), below
    for start in {below, 0}:
        city = _named(text, start, division.city)
        if city > start:
            yield Division("", "", division.city, division.province), city
        if text.startswith(division.county, city):
            yield division, city + len(division.county)


def _named(text: str, start: int, name: str) -> int:
    """Where the text goes on behind a province or city, whole or short; `start` if it is not named there."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, text[start:], strict=False)))
    return start + shared if shared >= SHORT_NAME else start


SHORT_NAME = 2
"""Signs of a province or city that is written short."""
