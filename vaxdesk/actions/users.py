"""Who works with the register: adding, changing and removing people, their passphrases, the recovery sheet, a new key."""

from collections.abc import Collection
from typing import NamedTuple

from vaxdesk.register import assignments
from vaxdesk.register import users as register
from vaxdesk.register.changes import begin_change
from vaxdesk.register.keys import RECOVERY
from vaxdesk.register.people import villages
from vaxdesk.register.users import User
from vaxdesk.rules.messages import FieldRefused, Refused, say
from vaxdesk.rules.roles import Role

from .office import Changes, Office
from .rights import Right, needs

LONGEST_NAME = 40
OF_VILLAGE = "/"
"""Stands between a village and its grid where somebody is given one."""


class Member(NamedTuple):
    """Somebody who may open the register; `villages` None: works in all of them. A grid stands among them as village/grid."""

    name: str
    role: Role
    villages: frozenset[str] | None


@needs(Right.ADMINISTER)
def members(office: Office) -> list[Member]:
    """Everybody who has a passphrase, by name; in a register from before there were roles all are administrators."""
    known = {user.name: user for user in register.users(office.db)}
    everything = User("", Role.ADMINISTRATOR, None)
    return [_member(known.get(name, everything)._replace(name=name)) for name in sorted(office.vault.users())]


def _member(user: User) -> Member:
    grids = frozenset(OF_VILLAGE.join(grid) for grid in user.grids)
    return Member(user.name, user.role, None if user.villages is None else user.villages | grids)


@needs(Right.ADMINISTER)
def village_names(office: Office) -> list[str]:
    """The villages somebody can be given."""
    return list(villages(office.db))


@needs(Right.ADMINISTER)
def keep_user(
    office: Office, name: str, role: Role, passphrase: str = "", own: Collection[str] | None = None
) -> Changes:
    """Add somebody, or give another role, other villages, or with a passphrase another one.

    `own` are the villages of a keyer, and grids as village/grid; None: all of them, as every other role has.
    Raises FieldRefused: `needed`, `too_long`, `village_unknown`, `only_keyers`; Refused: `passphrase_weak`, `last_administrator`.
    """
    name = name.strip()
    _refuse_name(office, name, passphrase)
    if own is not None and role != Role.KEYER:
        raise FieldRefused(
            "villages",
            "only_keyers",
            say("Only a keyer works in some villages or grids: leave them empty, or choose that role."),
        )
    user = User(name, role, *_places(office, own))
    if role != Role.ADMINISTRATOR:
        _refuse_without_administrator(office, name)
    before = {each.name: each for each in members(office)}
    if passphrase:
        office.vault.set_passphrase(name, passphrase)
    with office.db.atomic():
        change = begin_change(
            office.db, office.user, "user", f"{name}: {role}, {'*' if own is None else ' '.join(sorted(own))}"
        )
        if not register.users(office.db):
            for each in before.values():
                register.write_user(office.db, change, User(*each))
        register.write_user(office.db, change, user)
    return Changes("user")


def _places(office: Office, own: Collection[str] | None) -> tuple[frozenset[str] | None, frozenset[tuple[str, str]]]:
    """The villages and the grids among these words."""
    if own is None:
        return None, frozenset()
    grids = {
        OF_VILLAGE.join((grid.village, grid.name)): (grid.village, grid.name) for grid in assignments.grids(office.db)
    }
    known = villages(office.db)
    unknown = set(own) - set(known) - set(grids)
    if unknown:
        raise FieldRefused(
            "villages",
            "village_unknown",
            say("The register has no village {name}: choose one of its list.", name=", ".join(sorted(unknown))),
        )
    return frozenset(own) & frozenset(known), frozenset(grids[word] for word in own if word in grids)


@needs(Right.ADMINISTER)
def remove_user(office: Office, name: str) -> Changes:
    """Let somebody in no more. Who may have copied the register before is shut out of what follows by `renew_key`.

    Raises Refused: `user_unknown`, `last_administrator`.
    """
    if name not in office.vault.users():
        raise Refused("user_unknown", say("There is no user {name}: choose one of the list.", name=name))
    _refuse_without_administrator(office, name)
    office.vault.shut_out(name)
    with office.db.atomic():
        begin_change(office.db, office.user, "user_removed", name)
        register.remove_user(office.db, name)
    return Changes("user")


@needs(Right.LOOK)
def change_passphrase(office: Office, passphrase: str) -> Changes:
    """Another passphrase for whoever opened the register. Raises Refused `passphrase_weak`."""
    office.vault.set_passphrase(office.user, passphrase)
    with office.db.atomic():
        begin_change(office.db, office.user, "passphrase", office.user)
    return Changes("user")


@needs(Right.LOOK)
def confirm(office: Office, passphrase: str) -> None:
    """Make sure that whoever types is who opened the register. Raises Refused: `wrong_passphrase`, `try_later`."""
    office.vault.confirm(passphrase)


@needs(Right.ADMINISTER)
def make_recovery(office: Office) -> str:
    """The code of a new recovery sheet, to be printed and locked away; it is shown once and kept nowhere."""
    code = office.vault.make_recovery()
    with office.db.atomic():
        begin_change(office.db, office.user, "recovery")
    return code


@needs(Right.ADMINISTER)
def drop_recovery(office: Office) -> None:
    """The recovery sheet opens nothing any more: nobody has kept it."""
    office.vault.shut_out(RECOVERY)
    with office.db.atomic():
        begin_change(office.db, office.user, "recovery_dropped")


@needs(Right.ADMINISTER)
def has_recovery(office: Office) -> bool:
    """Whether there is a recovery sheet."""
    return office.vault.has_recovery()


@needs(Right.ADMINISTER)
def renew_key(office: Office) -> Changes:
    """Encrypt the register anew, after somebody left. Nobody's passphrase changes.

    Raises Refused: `sign_in_first`, `register_busy`.
    """
    office.vault.renew_key()
    with office.db.atomic():
        begin_change(office.db, office.user, "rekey")
    return Changes("user")


def _refuse_name(office: Office, name: str, passphrase: str) -> None:
    if not name or (not passphrase and name not in office.vault.users()):
        raise FieldRefused(
            "name" if not name else "passphrase", "needed", say("A new user needs a name and a passphrase.")
        )
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise FieldRefused(
            "name", "too_long", say("This is longer than {count} characters: shorten it.", count=LONGEST_NAME)
        )


def _refuse_without_administrator(office: Office, name: str) -> None:
    others = [each for each in members(office) if each.role == Role.ADMINISTRATOR and each.name != name]
    if not others:
        raise Refused(
            "last_administrator", say("Somebody must stay administrator: make another user administrator first.")
        )
