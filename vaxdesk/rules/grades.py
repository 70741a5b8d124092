"""How a dose is known: the closed list of evidence grades (resources/evidence.toml)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Grade(NamedTuple):
    """A grade of evidence: its code, its text on screen and paper, and its rank (1 is the surest)."""

    code: str
    text: str
    rank: int


@cache
def load() -> Mapping[str, Grade]:
    """The grades by code, the surest first."""
    table = tomllib.loads((files("vaxdesk.resources") / "evidence.toml").read_text(encoding="utf-8"))
    grades = (Grade(code, entry["text"], entry["rank"]) for code, entry in table["grades"].items())
    return {grade.code: grade for grade in sorted(grades, key=lambda grade: grade.rank)}
