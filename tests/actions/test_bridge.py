"""The bridge on a real register: a week of edits, doses, moves and birthdays, proved for every village."""

from datetime import date, timedelta

import pytest

from vaxdesk.actions import bridge, dose_plans, duplicates, editing, plans, submission, submission_trail
from vaxdesk.actions.frozen_figures import frozen_days, keep_today
from vaxdesk.actions.judging import refresh
from vaxdesk.actions.office import open_office
from vaxdesk.actions.residents import Filter, ids
from vaxdesk.register import frozen
from vaxdesk.rules.messages import Refused

from .conftest import ON, PASSPHRASE

LATER = ON + timedelta(days=5)
PASSWORD = "secret123456"


@pytest.fixture(scope="module")
def busy(township, tmp_path_factory):
    """The township after a submission and a week in which one person each did what people do; ids by what happened to them."""
    submission.submit(township, "2021-W50", ON, tmp_path_factory.mktemp("out"), PASSWORD, may_go_on=True)
    waiting = ids(township, Filter(standings=frozenset({"unvaccinated"}), villages=frozenset({"云岭村"})), on=ON)
    if not waiting:
        waiting = ids(township, Filter(standings=frozenset({"unvaccinated"})), on=ON)
    dosed, died, moved, merged, kept, elsewhere = waiting[:6]
    for plan in (
        dose_plans.add_dose(
            township, dosed, {"given_on": "2021-12-21", "product": "北京科兴", "evidence": "certificate_seen"}
        ),
        plans.die(township, died, "2021-12-20"),
        plans.move_out(township, moved, "2021-12-22"),
        plans.add_person(
            township, {"name": "新来人", "village": _village(township, dosed), "arrived_on": "2021-12-20"}
        ),
        plans.change_person(township, elsewhere, {"village": _other_village(township, elsewhere)}),
    ):
        editing.carry_out(township, plan)
    duplicates.merge(township, kept, merged)
    return township, {"dose": dosed, "died": died, "moved_out": moved, "merged": merged, "to_village": elsewhere}


def _village(office, person):
    return next(mark.village for known, mark in frozen.now(office.db).marked() if known == person)


def _other_village(office, person):
    return next(mark.village for _, mark in frozen.now(office.db).marked() if mark.village != _village(office, person))


@pytest.fixture(scope="module")
def gap(busy):
    office, _ = busy
    return bridge.bridge(office, bridge.point(office, "2021-W50", LATER), bridge.point(office, bridge.NOW, LATER))


@pytest.mark.parametrize("cause", ["dose", "died", "moved_out", "merged", "to_village"])
def test_everybody_has_the_cause_of_what_happened(busy, gap, cause):
    _, people = busy
    assert people[cause] in gap.people(None, [cause])


def test_who_moved_in_is_told_from_who_is_new(gap):
    assert gap.whole.causes["moved_in"] == 1
    assert gap.whole.causes["from_village"] == gap.whole.causes["to_village"] == 1


def test_the_bridge_adds_up_in_every_village_and_in_all(gap):
    for part in [*gap.villages.values(), gap.whole]:
        assert part.before + part.sum("came") - part.sum("went") == part.after
    assert gap.before + gap.came - gap.went == gap.now


def test_an_old_moment_is_compared_as_it_was_not_as_it_is(busy):
    office, _ = busy
    refresh(office, LATER)
    again = bridge.bridge(office, bridge.last_before(office, "2021-W51"), bridge.point(office, bridge.NOW, LATER))
    assert again.since == "2021-W50"
    back = bridge.bridge(office, bridge.NOTHING, bridge.point(office, "2021-W50", LATER))
    assert back.now == again.before


def test_a_day_nobody_froze_is_reckoned_from_what_is_known_now(busy):
    office, people = busy
    then = dict(bridge.point(office, ON.isoformat(), LATER).rows.marked())
    assert then[people["died"]].standing == "unvaccinated"  # the death is of the day after


def test_a_moment_that_never_was_is_refused(busy):
    with pytest.raises(Refused) as refused:
        bridge.point(busy[0], "last week", LATER)
    assert refused.value.code == "moment_unknown"


def test_rows_come_back_as_they_were_frozen(busy):
    now = frozen.now(busy[0].db)
    back = frozen.unpack(frozen.pack(now))
    assert list(back.marked()) == list(now.marked())


def test_the_first_opening_of_a_day_freezes_its_figures(busy, samples, tmp_path):
    office, _ = busy
    assert keep_today(office)
    assert not keep_today(office)  # the second opening of the day
    (kept,) = frozen_days(office, office.today)
    assert kept.on == office.today
    assert kept.figures["counted"]["office"]["registered"] > 1000
    point = bridge.point(office, office.today.isoformat(), office.today)
    assert point.moment.change <= bridge.point(office, bridge.NOW, office.today).moment.change


def test_an_empty_register_freezes_nothing(office):
    assert not keep_today(office)


def test_a_submission_is_locked_once_it_was_sent(busy, tmp_path):
    office, _ = busy
    made = submission.submit(office, "2021-W51", LATER, tmp_path, PASSWORD, may_go_on=True)
    at = submission.moment(LATER, "15:00")
    with pytest.raises(Refused) as refused:
        submission_trail.note_receipt(office, "2021-W51", 1, at, "县疾控中心")
    assert refused.value.code == "not_sent"
    submission_trail.note_sent(office, "2021-W51", 1, at, "政务内网邮箱", "县疾控中心")
    with pytest.raises(Refused) as refused:
        submission.submit(office, "2021-W51", LATER, tmp_path, PASSWORD, may_go_on=True)
    assert refused.value.code == "why_replaced"
    submission_trail.note_returned(office, "2021-W51", 1, at, "县疾控中心", "东村人数与上期不符")
    why = submission.Answers(why_replaced="更正东村人数")
    again = submission.submit(office, "2021-W51", LATER, tmp_path, PASSWORD, answers=why, may_go_on=True)
    newest = submission_trail.history(office)[0]
    assert newest.manifest["replaces"] == {"version": 1, "sha256": made.sha256, "why": "更正东村人数"}
    assert [event.kind for event in submission_trail.history(office)[1].events] == ["sent", "returned"]
    written = submission_trail.write_again(office, "2021-W51", 2, tmp_path / "again", PASSWORD)
    assert {path.name for path in written} == {path.name for path in again.files if path.suffix != ".json"}


def test_a_register_opens_again_with_all_it_froze(busy):
    office, _ = busy
    folder = office.folder
    with office.reader() as reader:
        assert submission_trail.history(reader)
    assert date.fromisoformat(submission_trail.history(office)[0].manifest["judged_on"]) == LATER
    with pytest.raises(Refused):
        open_office(folder, PASSPHRASE)
