"""The print shop: many ledgers of many villages in one go, numbered, noted, and resumed where they stopped."""

import pypdfium2
import pytest

from vaxdesk.actions import assignments, editing, ledgers, parts, plans, print_shop, printing
from vaxdesk.actions.canvass_desk import walk
from vaxdesk.actions.overview import overview
from vaxdesk.actions.people import people as everybody
from vaxdesk.actions.print_shop import Order
from vaxdesk.actions.printing import Terms
from vaxdesk.rules.assignments import Duty, Scope
from vaxdesk.rules.messages import Cancelled, Refused

from .conftest import ON

THREE = ("completed", "incomplete", "unvaccinated")
LISTED = (*THREE, "exempt", "deferred", "unverified")


def silent(_done, _total, _pages=0):
    return None


def crossed(names, places):
    """Every one of these forms of every one of these places, and first those about the whole office."""
    whole = [name for name in names if print_shop.is_whole(name)]
    listed = [name for name in names if name not in whole]
    return ({"": whole} if whole else {}) | (dict.fromkeys(places, listed) if listed else {})


@pytest.fixture
def villages(township):
    return list(overview(township, ON).villages)


def words_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "") for page in document]


def test_each_village_gets_its_bound_set_with_a_cover_and_numbers_of_its_own(township, villages, tmp_path):
    told = []
    order = Order(crossed(THREE, villages), ON)
    job = print_shop.save_all(township, order, tmp_path, ".pdf", lambda *far: told.append(far))
    assert (job.sets, job.left, job.stopped) == (len(villages), [], None)
    assert [path.name for path in job.files] == [f"{village}-2021-12-19.pdf" for village in villages]
    assert told[-1][:2] == (len(villages) - 1, len(villages))
    pages = words_of(job.files[0])
    counts = overview(township, ON, villages[0]).counts
    assert f"登记 {sum(counts.values())} 人 ＝ 已完成接种 {counts['completed']}" in pages[0]
    for number, page in enumerate(pages[1:], 1):
        assert f"第 {number} 页 共 {len(pages) - 1} 页" in page
    assert sum(len(words_of(path)) for path in job.files) == job.pages


def test_forms_about_the_whole_office_make_one_set_before_the_villages(township, villages, tmp_path):
    order = Order(crossed(("bulletin", "exempt"), villages), ON, covers=False, size="A3")
    job = print_shop.save_all(township, order, tmp_path, ".xlsx", silent)
    assert [path.name for path in job.files][:2] == [
        "各村（社区）疫苗接种工作进度通报-2021-12-19.xlsx",
        f"{villages[0]}-接种禁忌人员说明表-2021-12-19.xlsx",
    ]
    assert job.sets == 1 + len(villages)


def test_unbound_every_ledger_is_a_file(township, villages, tmp_path):
    order = Order(crossed(THREE, villages[:1]), ON, covers=False, bound=False)
    job = print_shop.save_all(township, order, tmp_path, ".pdf", silent)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in job.files)
    assert len(job.files) == 3


def test_a_cancelled_job_keeps_whole_sets_and_its_rest_can_be_ordered(township, villages, tmp_path):
    def stop(done, _total, _pages):
        if done == 1:
            raise Cancelled

    order = Order(crossed(THREE, villages), ON)
    job = print_shop.save_all(township, order, tmp_path, ".pdf", stop)
    assert isinstance(job.stopped, Cancelled)
    assert (job.sets, list(job.left)) == (1, villages[1:])
    rest = print_shop.save_all(township, print_shop.rest_of(order, job), tmp_path, ".pdf", silent)
    assert len(list(tmp_path.iterdir())) == len(villages) == job.sets + rest.sets


@pytest.mark.parametrize("bound", [True, False])
def test_a_job_that_was_lost_with_the_program_goes_on_from_what_is_in_the_folder(township, villages, tmp_path, bound):
    order = Order(crossed((*THREE, "summary"), villages), ON, bound=bound)
    whole = print_shop.save_all(township, order, tmp_path, ".pdf", silent)
    assert not print_shop.still_missing(township, order, tmp_path, ".pdf").wanted
    whole.files[-1].unlink()
    rest = print_shop.still_missing(township, order, tmp_path, ".pdf")
    assert rest.wanted == {villages[-1]: list(THREE)}
    print_shop.save_all(township, rest, tmp_path, ".pdf", silent)
    assert sorted(tmp_path.iterdir()) == sorted(whole.files)
    assert print_shop.still_missing(township, order, tmp_path, ".xlsx").wanted == order.wanted


def test_a_printer_that_vanishes_ends_the_job_and_stands_in_the_register_of_prints(township, villages):
    sent = []

    def send(pdf):
        if len(sent) == 1:
            raise Refused("printer_failed", printing.say("gone"))
        sent.append(pdf)
        return len(pypdfium2.PdfDocument(pdf))

    order = Order(crossed(("exempt",), villages), ON, Terms("list", "归档", "县疾控中心"), covers=False)
    job = print_shop.print_all(township, order, send, silent, "前台打印机")
    assert job.stopped.code == "printer_failed"
    assert list(job.left) == villages[1:]
    stopped, done = printing.register_of_prints(township, 2)
    assert (stopped.state, done.state, done.pages) == ("stopped", "done", len(pypdfium2.PdfDocument(sent[0])))
    assert (done.target, done.recipient, done.reason, done.by) == ("前台打印机", "县疾控中心", "归档", township.user)


def test_every_page_carries_the_number_of_the_print_and_a_reprint_says_so(township, villages, tmp_path):
    sheets = ledgers.make(township, "deferred", ON, villages[0])
    printing.save(township, sheets, tmp_path / "one.pdf", Terms())
    first = printing.register_of_prints(township, 1)[0]
    printing.save(township, sheets, tmp_path / "two.pdf", Terms())
    again = printing.register_of_prints(township, 1)[0]
    assert all(f"打印编号 {first.number:06}" in page for page in words_of(tmp_path / "one.pdf"))
    assert all(
        f"{again.number:06}（重印，首次为 {first.number:06}）" in page for page in words_of(tmp_path / "two.pdf")
    )
    assert (first.first, again.first) == (None, first.number)


def test_a_full_list_needs_a_reason_before_anything_is_written(township, villages, tmp_path):
    with pytest.raises(Refused) as refused:
        print_shop.save_all(township, Order(crossed(THREE, villages), ON, Terms("full")), tmp_path, ".pdf", silent)
    assert refused.value.code == "reason_missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("forms", "places"), [((), ("石磴村",)), (("exempt",), ())])
def test_nothing_ticked_is_refused(township, forms, places, tmp_path):
    with pytest.raises(Refused) as refused:
        print_shop.save_all(township, Order(crossed(forms, places), ON), tmp_path, ".pdf", silent)
    assert refused.value.code == "nothing_chosen"


def test_a_missing_folder_is_said_with_the_first_set(township, villages, tmp_path):
    with pytest.raises(Refused) as refused:
        print_shop.save_all(township, Order(crossed(("exempt",), villages), ON), tmp_path / "no", ".pdf", silent)
    assert refused.value.code == "file_not_written"


def test_the_record_of_one_person_shows_all_that_is_kept_for_a_reason(township, truth):
    person = next(iter(township.db.conn.execute("SELECT person_id FROM standings WHERE standing = 'completed'")))[0]
    with pytest.raises(Refused) as refused:
        ledgers.record(township, person, ON, " ")
    assert refused.value.code == "reason_missing"
    sheet = ledgers.record(township, person, ON, "本人持身份证申请")
    assert any(entry["id_number"] in str(sheet.lead) for entry in truth["persons"])
    assert len(sheet.rows) >= 1
    with pytest.raises(Refused) as refused:
        ledgers.record(township, 10**9, ON, "x")
    assert refused.value.code == "person_unknown"


@pytest.mark.parametrize(
    "name", ["overdue", "notify", "unit", "elderly", "minors", "appointments", "bulletin", "wallchart", "notice"]
)
def test_every_form_is_filled_from_the_register(township, name):
    sheets = ledgers.make(township, name, ON)
    assert all(len(row) in (1, len(sheet.columns)) for sheet in sheets for row in sheet.rows)


def test_a_form_about_one_thing_is_not_filled_for_a_village(township):
    with pytest.raises(Refused) as refused:
        ledgers.make(township, "record", ON)
    assert refused.value.code == "form_needs_one"


def test_a_set_is_also_made_of_a_grid_of_a_unit_and_of_whoever_answers(township, villages, tmp_path):
    grid = assignments.make_grid(township, villages[0], "第一网格")
    assignments.put_into_grid(township, grid, walk(township, villages[0])[:5])
    assignments.assign(township, Scope.VILLAGE, villages[0], Duty.COMMUNITY, "李晓明")
    for card in everybody(township, ON, villages[0])[:3]:
        editing.carry_out(township, plans.change_person(township, card.id, {"unit": "石磴砖厂"}))
    for by, name in (("grid", f"{villages[0]} 第一网格"), ("responsible", "李晓明"), ("unit", "石磴砖厂")):
        people = dict(parts.part_sizes(township, by))[name]
        job = print_shop.save_all(township, Order(crossed(LISTED, [name]), ON, by=by), tmp_path, ".pdf", silent)
        (path,) = job.files
        first = words_of(path)[0]
        assert name in first
        assert f"登记{people}人" in first.replace(" ", "")
        ((_, sheets),) = print_shop.sets(township, Order(crossed(LISTED, [name]), ON, by=by))
        gone = [card for card in everybody(township, ON, standings=("out_of_scope",)) if card.village == villages[0]]
        assert people - len(gone) <= sum(sheet.lines for sheet in sheets[1:]) <= people


def test_the_ledger_of_a_work_unit_lists_who_works_there_wherever_they_live(township, villages):
    waiting = everybody(township, ON, villages[0], ("unvaccinated", "unverified"))[:2]
    complete = everybody(township, ON, villages[0], ("completed",))[:1]
    elsewhere = everybody(township, ON, villages[1], ("unvaccinated",))[:2]
    for card in (*waiting, *complete, *elsewhere):
        editing.carry_out(township, plans.change_person(township, card.id, {"unit": "云岭水泥厂"}))
    commuter, gone = elsewhere
    editing.carry_out(township, plans.change_person(township, commuter.id, {"residence": "works_here"}))
    left = {"departure": "moved_out", "left_on": "2021-11-01"}
    editing.carry_out(township, plans.change_person(township, gone.id, left))
    ((_, (sheet,)),) = print_shop.sets(township, Order({"云岭水泥厂": ["unit"]}, ON, covers=False, by="unit"))
    assert sheet.rows[0] == ("云岭水泥厂（3 人）",)
    assert {row[1] for row in sheet.rows[1:]} == {card.name for card in (*waiting, commuter)}


def test_a_part_that_nobody_belongs_to_is_refused(township, tmp_path):
    with pytest.raises(Refused) as refused:
        print_shop.save_all(township, Order(crossed(THREE, ["无人厂"]), ON, by="unit"), tmp_path, ".pdf", silent)
    assert refused.value.code == "part_unknown"
    assert not list(tmp_path.iterdir())
