"""The demo: an invented township that goes through the ordinary intake."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.optional_fields import FIELDS
from vaxdesk.rules.records import Progress

from .intake import Request, commit, preview
from .judging import refresh
from .language import PAPER, translator
from .office import Office, create_office, open_office
from .township import AS_OF, make_township
from .township_rosters import write_workbooks

PASSPHRASE = "demo township"
"""Opens a register of invented people only."""
WORKBOOKS = "workbooks"
"""The folder beside the register that holds what the demo's villages sent in."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo register: its folder, its passphrase, how many people it holds, and the day it is made for."""

    register: Path
    passphrase: str
    people: int
    on: date


def make_demo(register: Path, people: int = 3000, seed: int = 7, progress: Progress | None = None) -> Demo:
    """Make the demo register, or open the one that is there. Raises Refused `register_exists` if another register is."""
    if register.exists() and any(register.iterdir()):
        with _there(register) as office:
            return Demo(register, PASSPHRASE, office.people, AS_OF)
    township = make_township(people=people, seed=seed, as_of=AS_OF)
    folder = register.parent / WORKBOOKS
    folder.mkdir(parents=True, exist_ok=True)
    paths = write_workbooks(township, folder)
    why = translator(PAPER).say("invented people, to show what it does")
    with create_office(
        register, PASSPHRASE, township.name, township.county, invented=True, recorded=dict.fromkeys(FIELDS, why)
    ) as office:
        change_set = preview(office, [Request(path) for path in paths], AS_OF, progress)
        commit(office, change_set)
        refresh(office, AS_OF, progress)
        return Demo(register, PASSPHRASE, office.people, AS_OF)


def _there(register: Path) -> Office:
    try:
        return open_office(register, PASSPHRASE)
    except Refused as refused:
        if refused.code != "wrong_passphrase":
            raise
        raise Refused(
            "register_exists", say("{name} is there already and is no demo: choose another name.", name=register.name)
        ) from refused
