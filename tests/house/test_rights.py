"""Every verb that takes an Office names the right it needs, and keeps to it for every role."""

import importlib
import inspect
import pkgutil
from datetime import date

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
    assert not [name for name, verb in VERBS.items() if not hasattr(verb, "right")]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rights") / "town.vaxdesk"
    with create_office(folder, "correct horse", "云岭镇人民政府", today=date(2026, 11, 21)) as opened:
        yield opened


@pytest.mark.parametrize("role", Role)
def test_no_verb_does_anything_for_a_role_without_its_right(office, role):
    office.permit = Permit(role)
    for name, verb in VERBS.items():
        if verb.right in RIGHTS[role]:
            continue
        given = [None] * (len(inspect.signature(verb).parameters) - 1)
        with pytest.raises(Refused) as refused:
            verb(office, *given)
        assert refused.value.code == "not_allowed", name


@pytest.mark.parametrize("role", Role)
def test_a_verb_with_the_right_is_not_refused_by_its_role(office, role):
    office.permit = Permit(role)
    for right in RIGHTS[role]:
        office.permit.require(right)
