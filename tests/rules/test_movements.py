"""Who came, who went, who stands elsewhere, and that the sum is proved."""

import pytest

from vaxdesk.rules.movements import CAUSES, Cause, Difference, Mark, Way, balances, moves, unproved, whole

HERE = Mark("东村", "unvaccinated", "away")
DONE = Mark("东村", "completed", "primary_complete")


def out(detail, village="东村"):
    return Mark(village, "out_of_scope", detail)


@pytest.mark.parametrize(
    ("before", "after", "facts", "way", "cause"),
    [
        (None, HERE, {"entered"}, "came", "new"),
        (None, HERE, {"entered", "arrived"}, "came", "moved_in"),
        (None, HERE, {"entered", "door"}, "came", "at_door"),
        (out("under_age"), HERE, set(), "came", "of_age"),
        (out("moved_out"), HERE, {"edit"}, "came", "moved_in"),
        (out("deceased"), HERE, {"edit"}, "came", "taken_in"),
        (HERE, out("deceased"), {"edit"}, "went", "died"),
        (HERE, out("moved_out"), {"edit"}, "went", "moved_out"),
        (HERE, out("merged"), {"edit"}, "went", "merged"),
        (HERE, out("over_age"), set(), "went", "aged_out"),
        (HERE, None, set(), "went", "withdrawn"),
        (HERE, DONE, {"dose", "reason"}, "changed", "dose"),
        (HERE, Mark("东村", "exempt", "certificate_valid"), {"certificate"}, "changed", "certificate"),
        (Mark("东村", "unverified", "never_asked"), HERE, {"reason", "edit"}, "changed", "told"),
        (DONE, HERE, {"edit"}, "changed", "correction"),
        (Mark("东村", "exempt", "certificate_valid"), HERE, set(), "changed", "time"),
    ],
)
def test_every_movement_has_its_cause(before, after, facts, way, cause):
    (move,) = moves([Difference(1, before, after)], {1: frozenset(facts)})
    assert (move.way, move.cause) == (way, cause)
    assert move.cause in CAUSES[Way(way)]


def test_another_detail_of_the_same_standing_is_no_movement():
    assert not list(moves([Difference(1, HERE, HERE._replace(detail="declined"))], {}))
    assert not list(moves([Difference(1, out("under_age"), out("moved_out"))], {}))


def test_who_moves_to_another_village_goes_out_of_the_one_and_into_the_other():
    found = list(moves([Difference(1, HERE, DONE._replace(village="西村"))], {}))
    assert [(move.village, move.cause) for move in found] == [("东村", Cause.TO_VILLAGE), ("西村", Cause.FROM_VILLAGE)]
    before, after = {"东村": {"unvaccinated": 1}}, {"西村": {"completed": 1}}
    assert not unproved(before, found, after)
    parts = balances(before, found, after)
    assert (parts["东村"].before, parts["东村"].after) == (1, 0)
    assert (whole(parts.values()).before, whole(parts.values()).after) == (1, 1)


def test_a_sum_that_is_wrong_is_found():
    assert unproved({"东村": {"completed": 2}}, [], {"东村": {"completed": 3}}) == [("东村", "completed")]
