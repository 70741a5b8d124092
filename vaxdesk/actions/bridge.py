"""Why the number changed: the people who came, went, or stand elsewhere since the last submission."""

from collections.abc import Mapping
from typing import NamedTuple


class Bridge(NamedTuple):
    """`before` + `came` - `went` = people now; `changed` stand elsewhere. `since` is the week compared with, "" for none."""

    since: str
    week: str
    before: int
    came: int
    went: int
    changed: int
    now: int


def bridge(since: str, last: Mapping[int, str], week: str, now: Mapping[int, str]) -> Bridge:
    """Compare two submissions, each the standing of every person by id."""
    came = len(now.keys() - last.keys())
    went = len(last.keys() - now.keys())
    changed = sum(last[person] != now[person] for person in last.keys() & now.keys())
    return Bridge(since, week, len(last), came, went, changed, len(now))
