"""Who works with the register: role and villages of each user. The keys stand in the key file (keys), not here."""

from collections.abc import Iterable
from typing import NamedTuple

from vaxdesk.rules.roles import EVERYTHING, Permit, Role

from .database import Database


class User(NamedTuple):
    """Somebody who may open the register; `villages` None: works in all of them, else in these and in `grids` (village, grid)."""

    name: str
    role: Role
    villages: frozenset[str] | None
    grids: frozenset[tuple[str, str]] = frozenset()


def users(db: Database) -> list[User]:
    """Everybody, by name."""
    rows = db.conn.execute(
        "SELECT u.name, u.role, u.everywhere, v.name FROM users u LEFT JOIN user_villages w ON w.user = u.name"
        " LEFT JOIN villages v ON v.id = w.village_id ORDER BY u.name, v.name"
    )
    found: dict[str, User] = {}
    for name, role, everywhere, village in rows:
        before = found.get(name, User(name, Role(role), None if everywhere else frozenset()))
        own = before.villages
        found[name] = before if own is None or village is None else before._replace(villages=own | {village})
    for name, village, grid in db.conn.execute(
        "SELECT w.user, v.name, g.name FROM user_grids w JOIN grids g ON g.id = w.grid_id JOIN villages v ON v.id = g.village_id"
    ):
        found[name] = found[name]._replace(grids=found[name].grids | {(village, grid)})
    return list(found.values())


def permit_of(db: Database, user: str) -> Permit:
    """What a user may do. In a register from before there were roles, everybody who has a passphrase may do everything."""
    everybody = {each.name: each for each in users(db)}
    if not everybody:
        return EVERYTHING
    known = everybody.get(user)
    return Permit(known.role, known.villages, known.grids) if known else Permit(Role.KEYER, frozenset())


def write_user(db: Database, change: int, user: User) -> None:
    """Write a user's role and villages, new or instead of what stood there."""
    db.conn.execute(
        "INSERT INTO users (name, role, everywhere, change_id) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET role = excluded.role, everywhere = excluded.everywhere, change_id = excluded.change_id",
        (user.name, user.role, user.villages is None, change),
    )
    db.conn.execute("DELETE FROM user_villages WHERE user = ?", [user.name])
    _write_villages(db, user.name, user.villages or ())
    db.conn.execute("DELETE FROM user_grids WHERE user = ?", [user.name])
    db.conn.executemany(
        "INSERT INTO user_grids (user, grid_id) SELECT ?, g.id FROM grids g JOIN villages v ON v.id = g.village_id"
        " WHERE v.name = ? AND g.name = ?",
        [(user.name, *grid) for grid in user.grids],
    )


def remove_user(db: Database, name: str) -> None:
    """Take a user out; what that person wrote keeps the name."""
    db.conn.execute("DELETE FROM user_villages WHERE user = ?", [name])
    db.conn.execute("DELETE FROM user_grids WHERE user = ?", [name])
    db.conn.execute("DELETE FROM users WHERE name = ?", [name])


def _write_villages(db: Database, user: str, villages: Iterable[str]) -> None:
    db.conn.executemany(
        "INSERT INTO user_villages (user, village_id) SELECT ?, id FROM villages WHERE name = ?",
        [(user, village) for village in villages],
    )
