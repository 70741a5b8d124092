"""Where people away have gone to: the classes of the form of people away (notice 000, annex table 1)."""

import tomllib
from importlib.resources import files
from typing import NamedTuple


class Flow(NamedTuple):
    """A class of destination: its code, its text on the form, and whether its people are reported upwards."""

    code: str
    text: str
    reported: bool


def load() -> dict[str, Flow]:
    """The classes by code, in the order of the form's footnote."""
    table = tomllib.loads((files("vaxdesk.resources") / "flows.toml").read_text(encoding="utf-8"))
    return {code: Flow(code, entry["text"], entry["reported"]) for code, entry in table["flows"].items()}
