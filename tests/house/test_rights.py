"""Every verb that takes an Office names the right it needs, and keeps to it for every role; roles.txt shows who may do what."""

import importlib
import inspect
import pkgutil
from datetime import date
from pathlib import Path

import pytest

from vaxdesk import actions
from vaxdesk.actions.office import Office, create_office
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.roles import RIGHTS, Permit, Role


def verbs():
    """All public functions of the room whose first parameter is an Office, by name."""
    found = {}
    for module in pkgutil.iter_modules(actions.__path__):
        for name, made in vars(importlib.import_module(f"vaxdesk.actions.{module.name}")).items():
            if not inspect.isfunction(made) or name.startswith("_") or not made.__module__.endswith(module.name):
                continue
            first = next(iter(inspect.signature(made).parameters.values()), None)
            if first is not None and first.annotation is Office:
                found[f"{module.name}.{name}"] = made
    return found


VERBS = verbs()


def test_every_verb_names_its_right():
    """Where this fails, write `@needs(Right....)` above the verb (vaxdesk.actions.rights)."""
    assert not [name for name, verb in VERBS.items() if not hasattr(verb, "rights")]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rights") / "town.vaxdesk"
    with create_office(folder, "correct horse", "云岭镇人民政府", today=date(2026, 11, 21)) as opened:
        yield opened


ROLES = (Role.KEYER, Role.REVIEWER, Role.OFFICE, Role.ADMINISTRATOR)
TABLE = Path(__file__).with_name("roles.txt")


def table():
    """A line for each verb: its name, and yes or no for each role."""
    rows = [("", *ROLES), *((name, *_may(verb)) for name, verb in sorted(VERBS.items()))]
    return "".join(f"{name:42}{''.join(f'{cell:11}' for cell in cells).rstrip()}\n" for name, *cells in rows)


def _may(verb):
    return ["yes" if verb.rights <= RIGHTS[role] else "-" for role in ROLES]


def test_who_may_do_what_is_as_it_was_agreed():
    """Where this fails, look at the lines that differ with the roles in mind, then write `table()` there anew."""
    assert TABLE.read_text(encoding="utf-8").splitlines() == table().splitlines()


def asked(office, verb):
    """How a verb, called with nothing, answers: the code of its refusal, or "" if it was let in."""
    try:
        verb(office, *[None] * (len(inspect.signature(verb).parameters) - 1))
    except Refused as refused:
        return refused.code
    except Exception:  # noqa: BLE001  whatever it makes of nothing, it was let in
        return ""
    return ""


@pytest.mark.parametrize("role", Role)
def test_every_verb_lets_in_the_roles_that_have_its_right_and_nobody_else(office, role):
    wrong = []
    for name, verb in VERBS.items():
        office.permit = Permit(role)
        if (asked(office, verb) == "not_allowed") == (verb.rights <= RIGHTS[role]):
            wrong.append(name)
    assert not wrong
