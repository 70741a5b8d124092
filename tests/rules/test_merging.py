"""The union of the doses of two entries, written in a line each: number, day, product."""

from datetime import date

import pytest

from vaxdesk.rules.matching import KnownDose
from vaxdesk.rules.merging import unite

STAYING, GOING = 10, 20
"""The first dose of the entry that stays has id 10, that of the one that goes 20."""


def doses(line, first):
    told = (dose.split() for dose in line.split(",") if dose.strip())
    return [
        KnownDose(
            id, int(number), None if on == "?" else date.fromisoformat(on), None if product == "?" else product
        )
        for id, (number, on, product) in enumerate(told, first)
    ]  # fmt: skip


def united(staying, going):
    """The edits as (id, field, new) and how many questions there are."""
    union = unite(doses(staying, STAYING), doses(going, GOING))
    return [(edit.id, edit.field, edit.new) for edit in union.edits], len(union.questions)


@pytest.mark.parametrize(
    ("staying", "going", "edits", "questions"),
    [
        ("1 2021-06-01 BIBP", "1 2021-06-01 BIBP", [(20, "voided", "same_dose")], 0),
        ("1 2021-06-01 ?", "1 2021-06-01 BIBP", [(20, "voided", "same_dose"), (10, "product", "BIBP")], 0),
        ("1 ? BIBP", "1 2021-06-01 ?", [(20, "voided", "same_dose"), (10, "given_on", date(2021, 6, 1))], 0),
        ("1 2021-06-01 BIBP", "1 2021-06-02 BIBP", [(20, "voided", "near_dose")], 1),
        ("1 2021-06-01 BIBP", "1 2021-06-01 ZF2001", [(20, "voided", "near_dose")], 1),
        ("1 2021-06-01 BIBP", "1 2021-06-25 BIBP", [(20, "number", 2)], 0),
        ("1 2021-06-25 BIBP", "1 2021-06-01 BIBP", [(10, "number", 2)], 0),
        ("1 2021-06-01 BIBP", "2 2021-06-25 BIBP", [], 0),
        ("", "1 2021-06-01 BIBP", [], 0),
        (
            "1 2021-06-01 BIBP, 2 2021-06-25 BIBP",
            "1 2021-06-25 BIBP, 2 2022-01-10 BIBP",
            [(20, "voided", "same_dose"), (21, "number", 3)],
            0,
        ),
    ],
)
def test_the_union(staying, going, edits, questions):
    assert united(staying, going) == (edits, questions)
