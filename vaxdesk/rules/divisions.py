"""Provinces, cities and counties: what is needed to tell how far somebody has gone (resources/divisions.csv)."""

import csv
from importlib.resources import files
from io import StringIO
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
