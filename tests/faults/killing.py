"""The program is killed at random moments of its work, again and again; after each time the register is looked at.

    python tests/faults/killing.py 2000      the long run; it says how often each work was killed, and how long it took

A child works and tells through a pipe what it was told is saved. What was told must be there, whole, and nothing else half.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from vaxdesk.actions import checking, duplicates, editing, intake, plans, submission
from vaxdesk.actions.demo import PASSPHRASE
from vaxdesk.actions.office import Office, create_office, open_office
from vaxdesk.actions.submission_trail import history
from vaxdesk.actions.township import AS_OF, make_township
from vaxdesk.actions.township_rosters import write_roster
from vaxdesk.register import keys

OLD = Path(__file__).parents[1] / "registers"
SECRET = "a password of 16 signs, 1 digit"
VILLAGE = "东村"
LONGEST = 0.6
"""Seconds until a child is killed at the latest."""

Tell = Callable[[object], None]


class Work(NamedTuple):
    """Something to be killed at: what the child does for ever, and what must hold of what it told."""

    name: str
    do: Callable[[Path, Tell], None]
    holds: Callable[[Office, Path, list[str]], bool]


def key(register: Path, tell: Tell) -> None:
    """Add people, one save each."""
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        for nth in range(1, 10_000):
            values = {"name": f"赵{nth}", "village": VILLAGE, "residence": "外来常住", "birth": "1980-05-06"}
            person = next(iter(editing.carry_out(office, plans.add_person(office, values)).people))
            tell(person)
            editing.carry_out(office, plans.change_person(office, person, {"phone": f"138{person:08}"}))
            tell(-person)


def keyed(office: Office, _register: Path, told: list[str]) -> bool:
    """Everybody that was told is there, and has the phone that was told."""
    rows = dict(office.db.conn.execute("SELECT id, phone FROM people"))
    return all(int(n) in rows if int(n) > 0 else rows.get(-int(n)) == f"138{-int(n):08}" for n in told)


def take_in(register: Path, tell: Tell) -> None:
    """Take a roster in, take it back, and again."""
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        while True:
            change, _ = intake.commit(
                office, intake.preview(office, [intake.Request(register.parent / "roster.xlsx")], AS_OF)
            )
            tell(office.people)
            intake.undo(office, change)
            tell(office.people)


def taken_in(office: Office, register: Path, told: list[str]) -> bool:
    """All of the roster or nothing of it, and what was told last or the step after."""
    before = int((register.parent / "people").read_text())
    allowed = {before, *map(int, told)}
    return len(told) < 1 or office.people in allowed


def merge(register: Path, tell: Tell) -> None:
    """Merge two entries and take them apart again."""
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        one, other = two_entries(office)
        while True:
            duplicates.merge(office, one, other)
            tell("merged")
            editing.undo(office, office.db.conn.execute("SELECT max(change_id) FROM merges").fetchone()[0])
            tell("apart")


def two_entries(office: Office) -> tuple[int, int]:
    """Two people of the register who are not gone."""
    one, other = (
        id for (id,) in office.db.conn.execute("SELECT id FROM people WHERE departure IS NULL ORDER BY id LIMIT 2")
    )
    return one, other


def merged(office: Office, _register: Path, _told: list[str]) -> bool:
    """Who was merged is marked so, with a merge on record; who was not, is not."""
    marked = office.db.conn.execute("SELECT count(*) FROM people WHERE departure = 'merged'").fetchone()[0]
    standing = office.db.conn.execute(
        "SELECT count(*) FROM merges m WHERE NOT EXISTS"
        " (SELECT 1 FROM changes u WHERE u.verb = 'undo' AND u.about = CAST(m.change_id AS TEXT))"
    ).fetchone()[0]
    return bool(marked == standing)


def submit(register: Path, tell: Tell) -> None:
    """Submit the same week again and again."""
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        for nth in range(1, 1000):
            submission.submit(
                office, submission.week_of(AS_OF), AS_OF, register.parent / f"out{nth}", SECRET, may_go_on=True
            )
            tell(nth)


def submitted(office: Office, _register: Path, told: list[str]) -> bool:
    """Every submission that was told is kept, and none without its files."""
    bare = office.db.conn.execute(
        "SELECT count(*) FROM submissions WHERE id NOT IN (SELECT submission_id FROM submission_files)"
    ).fetchone()[0]
    return len(history(office)) >= len(told) and not bare


def upgrade(register: Path, tell: Tell) -> None:
    """Open a register of an older program."""
    open_office(register, PASSPHRASE, today=AS_OF).close()
    tell("upgraded")
    time.sleep(10)


def upgraded(office: Office, _register: Path, _told: list[str]) -> bool:
    """Everybody of the old register is there."""
    return office.people == 60


WORKS = (
    Work("keying", key, keyed),
    Work("intake", take_in, taken_in),
    Work("merge", merge, merged),
    Work("submit", submit, submitted),
    Work("upgrade", upgrade, upgraded),
)


def prepare(folder: Path) -> None:
    """The register everything but the upgrade starts from, and the roster that is taken in."""
    write_roster(make_township(people=40, seed=3, as_of=AS_OF), folder / "roster.xlsx")
    with create_office(folder / "town.vaxdesk", PASSPHRASE, "云岭镇", invented=True, today=AS_OF) as office:
        office.db.conn.execute("INSERT INTO villages (name, change_id) VALUES (?, 1)", [VILLAGE])
        write_roster(make_township(people=30, seed=4, as_of=AS_OF), folder / "first.xlsx")
        intake.commit(office, intake.preview(office, [intake.Request(folder / "first.xlsx")], AS_OF))
        (folder / "people").write_text(str(office.people))


def kill_once(work: Work, prepared: Path, chance: random.Random, longest: float = LONGEST) -> list[str]:
    """Let a child work on a copy, kill it, and look; the answer is what does not hold, empty if all does."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = chance.choice(sorted(OLD.glob("*.vaxdesk"))) if work.do is upgrade else prepared / "town.vaxdesk"
        register = folder / "town.vaxdesk"
        shutil.copytree(source, register)
        for beside in ("roster.xlsx", "people"):
            shutil.copy(prepared / beside, folder)
        told = _killed(lambda tell: work.do(register, tell), chance.uniform(0.005, longest))
        with open_office(register, PASSPHRASE, today=AS_OF) as office:
            wrong = [str(said) for said in checking.check(office, date(2021, 12, 19))]
            if not work.holds(office, register, told):
                wrong.append(f"{work.name}: what was told does not hold: {told[-3:]}")
    return wrong


def _killed(work: Callable[[Tell], None], after: float) -> list[str]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)

        def tell(what: object) -> None:
            os.write(writing, f"{what}\n".encode())

        try:
            work(tell)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, ended = os.waitpid(child, 0)
    assert os.WIFSIGNALED(ended), "the work ended by itself"
    with os.fdopen(reading) as said:
        return [line.strip() for line in said if line.endswith("\n")]


def main(times: int) -> None:
    """The long run."""
    keys.ARGON2.update(time_cost=1, memory_cost=1024)
    chance = random.Random(20261125)
    began, counted, found = time.monotonic(), dict.fromkeys((work.name for work in WORKS), 0), []
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        for nth in range(times):
            work = WORKS[nth % len(WORKS)]
            wrong: Any = kill_once(work, Path(folder), chance)
            counted[work.name] += 1
            found += [f"{work.name} {nth}: {each}" for each in wrong]
            if nth % 100 == 99:
                print(nth + 1, f"{time.monotonic() - began:.0f} s", found, flush=True)
    print(counted, found or "nothing was lost")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
