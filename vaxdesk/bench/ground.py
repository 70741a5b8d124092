"""What the benchmarks stand on: an invented township, its roster as a workbook, and a register that took it in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ..actions import intake, residents
from ..actions.judging import refresh
from ..actions.office import Office, create_office, open_office
from ..actions.residents import Order
from ..actions.township import AS_OF, make_township
from ..actions.township_rosters import write_roster
from ..register.multiplied import multiply
from ..rules.optional_fields import FIELDS

TIMES = 10
"""How often everybody stands in the large register."""
PASSPHRASE = "benchmark township"
"""Opens registers of invented people that live as long as the benchmarks run."""


BOOSTED = {"inact3_boosted": 1900}
"""So many have a booster that there are 2.2 doses a person, as the limits are told for 220,000 doses of 100,000 people."""


class Ground(NamedTuple):
    """Where roster and register lie, and the day the register is judged for."""

    roster: Path
    register: Path
    on: date


def prepare(folder: Path, people: int) -> Ground:
    """Make the township once; every case uses it and leaves it as it was."""
    ground = Ground(folder / "roster.xlsx", folder / "township.vaxdesk", AS_OF)
    write_roster(make_township(people, weights=BOOSTED), ground.roster)
    with create_office(ground.register, PASSPHRASE, "benchmark", recorded=dict.fromkeys(FIELDS, "benchmark")) as office:
        intake.commit(office, intake.preview(office, [intake.Request(ground.roster)], AS_OF))
        refresh(office, AS_OF)
    return ground


def enlarge(ground: Ground) -> Ground:
    """A second register beside the first, with everybody ten times, left as a session leaves it that sorted a list by name."""
    large = ground.register.with_stem(f"{ground.register.stem}-large")
    shutil.copytree(ground.register, large)
    with open_office(large, PASSPHRASE) as office:
        multiply(office.db, TIMES)
        residents.ids(office, order=Order("name"), on=ground.on)
        residents.keep(office)
    return ground._replace(register=large)


@contextmanager
def opened(ground: Ground) -> Iterator[Office]:
    """The register itself, to read from."""
    with open_office(ground.register, PASSPHRASE) as office:
        yield office


@contextmanager
def copy_of(ground: Ground) -> Iterator[Path]:
    """A copy of the register, for a window or to write to."""
    with TemporaryDirectory(dir=ground.register.parent) as folder:
        copy = Path(folder) / ground.register.name
        shutil.copytree(ground.register, copy)
        yield copy


@contextmanager
def copied(ground: Ground) -> Iterator[Office]:
    """The office of a copy."""
    with copy_of(ground) as copy, open_office(copy, PASSPHRASE) as office:
        yield office


@contextmanager
def empty(ground: Ground) -> Iterator[Office]:
    """A new register, to fill."""
    with (
        TemporaryDirectory(dir=ground.register.parent) as folder,
        create_office(Path(folder) / ground.register.name, PASSPHRASE, "benchmark") as office,
    ):
        yield office
