"""What is exported comes back through intake and changes nothing."""

import pytest

from vaxdesk.actions import chosen_people, editing, intake, ledgers, plans, printing
from vaxdesk.actions.people import people
from vaxdesk.actions.printing import Terms
from vaxdesk.rules.problems import Outcome

from .conftest import ON

LISTS = (
    "completed",
    "incomplete",
    "unvaccinated",
    "exempt",
    "deferred",
    "unverified",
    "elderly",
    "overdue",
    "notify",
    "minors",
    "household",
    "unit",
    "migrants",
    "appointments",
)


@pytest.mark.parametrize("name", LISTS)
def test_an_exported_ledger_comes_back_unchanged(township, name, tmp_path):
    if name == "unit":
        for card in people(township, ON, standings=("unvaccinated",))[:5]:
            editing.carry_out(township, plans.change_person(township, card.id, {"unit": "云岭水泥厂"}))
    path = tmp_path / f"{name}.xlsx"
    sheets = ledgers.make(township, name, ON, mask="full", reason="round trip")
    printing.save(township, sheets, path, Terms("full", "round trip"))
    assert changed_by(township, path, sheets) == []


@pytest.mark.parametrize("name", ["people", "phoning"])
def test_a_list_of_chosen_people_comes_back_unchanged(township, name, tmp_path):
    path = tmp_path / f"{name}.xlsx"
    chosen = [card.id for card in people(township, ON, standings=("incomplete", "unvaccinated", "completed"))][:40]
    listed = chosen_people.list_of(township, chosen, ON, name, "full", "round trip")
    printing.save(township, [listed.sheet], path, Terms("full", "round trip"))
    assert changed_by(township, path, [listed.sheet]) == []


def changed_by(office, path, sheets):
    """What the rows of an export would do that is not nothing; every row is there."""
    (taken,) = intake.preview(office, [intake.Request(path)], ON).files
    assert len(taken.entries) == ledgers.rows_in(sheets) > 0
    return [
        (entry.outcome, [found.problem.code for found in entry.problems], entry.changes)
        for entry in taken.entries
        if entry.outcome not in (Outcome.UNCHANGED, Outcome.MATCHED) or entry.writes
    ]
