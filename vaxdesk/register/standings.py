"""The cache of standings: one row a person, droppable at any time, true for one campaign, one date and one version of the rules."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from vaxdesk.rules.records import NextDose, Standing

from .changes import as_stored
from .database import Database
from .settings import read_setting, write_setting


class Basis(NamedTuple):
    """What the cached answers hold for."""

    campaign: str
    rules: str
    on: date


def basis(db: Database) -> Basis | None:
    """What the cache was last judged for; None if it never was."""
    text = read_setting(db, "judged")
    if not text:
        return None
    campaign, rules, on = text.split("|")
    return Basis(campaign, rules, date.fromisoformat(on))


def set_basis(db: Database, judged: Basis) -> None:
    """Note what the cache holds for; call in the transaction that filled it."""
    write_setting(db, "judged", f"{judged.campaign}|{judged.rules}|{judged.on.isoformat()}")


def clear(db: Database) -> None:
    """Drop all answers."""
    db.conn.execute("DELETE FROM standings")


_KEPT = (
    "village_id", "standing", "detail", "completed_on", "next_number", "next_earliest", "next_recommended", "next_latest",
    "holds_until",
)  # fmt: skip


def store(db: Database, answers: Iterable[tuple[int, int, Standing]]) -> None:
    """Keep answers as (person id, village id, standing); one that is there already costs no page of the file."""
    db.conn.executemany(
        f"INSERT INTO standings (person_id, {', '.join(_KEPT)}) VALUES (?{', ?' * len(_KEPT)})"
        f" ON CONFLICT (person_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _KEPT)}"
        f" WHERE ({', '.join(_KEPT)}) IS NOT ({', '.join(f'excluded.{name}' for name in _KEPT)})",
        (_stored(*answer) for answer in answers),
    )


_NO_NEXT = NextDose(0)


def _stored(person: int, village: int, answer: Standing) -> tuple[object, ...]:
    standing, detail, completed_on, following, holds_until = answer
    number, earliest, recommended, latest = following or _NO_NEXT
    return (
        person, village, str(standing), str(detail), as_stored(completed_on), number or None, as_stored(earliest),
        as_stored(recommended), as_stored(latest), as_stored(holds_until),
    )  # fmt: skip


def ending(db: Database, on: date) -> list[int]:
    """The people whose cached answer holds no more on this day."""
    rows = db.conn.execute(
        "SELECT person_id FROM standings WHERE holds_until <= ? ORDER BY person_id", [on.isoformat()]
    )
    return [id for (id,) in rows]


def counts(db: Database) -> Mapping[str, Mapping[str, int]]:
    """People by village and standing, every village of the register among them."""
    found: dict[str, dict[str, int]] = {
        name: {} for (name,) in db.conn.execute("SELECT name FROM villages ORDER BY id")
    }
    for village, standing, count in db.conn.execute(
        "SELECT v.name, s.standing, count(*) FROM standings s JOIN villages v ON v.id = s.village_id"
        " GROUP BY s.village_id, s.standing"
    ):
        found[village][standing] = count
    return found


def detail_counts(db: Database) -> Mapping[tuple[str, str], int]:
    """People by (standing, detail)."""
    rows = db.conn.execute("SELECT standing, detail, count(*) FROM standings GROUP BY standing, detail")
    return {(standing, detail): count for standing, detail, count in rows}


def numbers(db: Database) -> Iterator[tuple[str, str, str]]:
    """The number, village and standing of everybody in scope who has a number."""
    rows = db.conn.execute(
        "SELECT i.number, v.name, s.standing FROM standings s JOIN documents i ON i.person_id = s.person_id AND i.merged = 0"
        " JOIN villages v ON v.id = s.village_id WHERE s.standing <> 'out_of_scope' GROUP BY s.person_id"
    )
    return iter(rows)
