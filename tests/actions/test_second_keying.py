"""Households of the sample are typed again by another person; nothing is written about people, and nobody is named."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest

from vaxdesk.actions import canvass_desk, second_keying, sheet_typing
from vaxdesk.actions.biography import biography
from vaxdesk.actions.sheet_saving import save_sheet
from vaxdesk.actions.sheet_typing import Typed
from vaxdesk.register import second_keyings as kept
from vaxdesk.register.changes import last_change
from vaxdesk.register.settings import write_setting
from vaxdesk.rules.messages import FieldRefused, Refused
from vaxdesk.rules.second_keying import is_chosen

from .conftest import TODAY
from .test_households import family, person, village  # noqa: F401

LINES = ("1 13500135000", "3 *2")


@pytest.fixture
def typed(village, family):  # noqa: F811
    """A household of the sample, typed by somebody else than whoever opens the register now."""
    mark = next(str(mark) for mark in range(100, 1000) if is_chosen(family, str(mark), 5))
    write_setting(village.db, "mark", mark)
    save(village, family)
    village.db.conn.execute("UPDATE first_keyings SET by = '另一人'")
    return village


def save(office, household, lines=LINES):
    door = canvass_desk.open_household(office, household, TODAY)
    sheet = Typed(household, "杏花村", "杏花村1号", TODAY.isoformat(), "陈干事", lines=lines)
    return save_sheet(office, door, sheet, canvass_desk.line_reader(office))


def test_it_waits_for_another_person_and_never_for_oneself(village, typed, family):  # noqa: F811
    (waits,) = second_keying.to_type_again(typed)
    assert (waits.household, waits.address, waits.keys) == (family, "杏花村1号", sum(map(len, LINES)) + len(LINES))
    typed.db.conn.execute("UPDATE first_keyings SET by = ?", [typed.user])
    assert second_keying.to_type_again(typed) == []
    with pytest.raises(Refused) as refused:
        second_keying.type_again(typed, family, LINES)
    assert refused.value.code == "not_in_sample"


def test_what_differs_is_told_field_by_field_and_changes_nobody(village, typed, family):  # noqa: F811
    before = biography(typed, person(typed, "王小明"))
    found, _ = second_keying.type_again(typed, family, ["1 13500135001", "3 *2"])
    assert [(each.row, each.field, each.first, each.second) for each in found] == [
        ("1", "phone", "13500135000", "13500135001")
    ]
    assert biography(typed, person(typed, "王小明")) == before
    assert second_keying.quality(typed).rate == Fraction(1000, sum(map(len, LINES)) + len(LINES))
    assert second_keying.to_type_again(typed) == []


def test_a_line_that_cannot_be_read_keeps_it_waiting(typed, family):  # noqa: F811
    last = last_change(typed.db)
    with pytest.raises(FieldRefused):
        second_keying.type_again(typed, family, ["什么"])
    with pytest.raises(Refused):
        second_keying.type_again(typed, family, [])
    assert (len(second_keying.to_type_again(typed)), last_change(typed.db)) == (1, last)


def test_a_household_outside_the_sample_does_not_wait(village, family):  # noqa: F811
    mark = next(str(mark) for mark in range(100, 1000) if not is_chosen(family, str(mark), 5))
    write_setting(village.db, "mark", mark)
    save(village, family)
    assert village.db.conn.execute("SELECT count(*) FROM first_keyings").fetchone() == (0,)
    assert second_keying.quality(village).rate is None


def test_the_share_is_chosen_by_the_office(village, family):  # noqa: F811
    assert second_keying.share(village) == 5
    second_keying.set_share(village, 100)
    save(village, family)
    assert village.db.conn.execute("SELECT count(*) FROM first_keyings").fetchone() == (1,)
    for wrong in (-1, 101):
        with pytest.raises(FieldRefused) as refused:
            second_keying.set_share(village, wrong)
        assert (refused.value.field, refused.value.code) == ("share", "share_invalid")


def test_the_second_typing_is_kept_as_a_draft_and_never_shows_the_first(village, typed, family):  # noqa: F811
    door = canvass_desk.open_again(typed, family, TODAY)
    assert (door.typed.lines, door.typed.household, door.typed.again) == ((), None, family)
    half = replace(door.typed, lines=("1 13500135000",), typing="3")
    assert sheet_typing.keep(typed, half) is not None
    (waiting,) = [each for each in canvass_desk.unfinished(typed) if each.household is None]
    again = canvass_desk.open_draft(typed, waiting.draft, TODAY).typed
    assert (again.lines, again.typing, again.again) == (("1 13500135000",), "3", family)
    second_keying.type_again(typed, family, LINES, again.draft)
    assert [each for each in canvass_desk.unfinished(typed) if each.household is None] == []


def test_whom_the_first_typing_added_stands_on_no_paper(village, family):  # noqa: F811
    second_keying.set_share(village, 100)
    before = [card.id for card in canvass_desk.open_again(village, family, TODAY).members]
    save(village, family, ("0", "+新媳妇 f 1990-01-01"))
    assert [card.id for card in canvass_desk.open_again(village, family, TODAY).members] == before


def test_ones_own_pace_counts_no_pauses(village, family):  # noqa: F811
    now = datetime.now().astimezone()
    assert second_keying.own_pace(village, now).households == 0
    save(village, family)
    assert second_keying.own_pace(village, now) == (1, None)
    assert kept.saved_by(village.db, "另一人", "canvass", now) == []
