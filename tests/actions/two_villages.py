"""An office with two villages, opened by the keyer of the first; the other one has a fact of every kind."""

from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

from vaxdesk.actions import (
    assignments,
    biography,
    canvass_desk,
    chosen_people,
    contact_plans,
    dose_plans,
    duplicates,
    editing,
    households,
    ledgers,
    optional_fields,
    overview,
    paper_plans,
    people,
    plans,
    record,
    residents,
    second_keying,
    sheet_saving,
    sheet_typing,
)
from vaxdesk.actions.office import create_office
from vaxdesk.actions.sheet_typing import Typed
from vaxdesk.rules.assignments import Duty
from vaxdesk.rules.assignments import Scope as Area
from vaxdesk.rules.optional_fields import FIELDS
from vaxdesk.rules.roles import Permit, Role

ON = date(2021, 12, 19)
OWN, OTHER = "东村", "西村"
NUMBER = "11010519491231002X"
SECRETS = (
    OTHER, "钱二", "钱三", "钱四", NUMBER, "13911112222", "13933334444", "西街8号", "西街9号", "西卫生室", "西记事", "西标签",
    "西干部", "西一格", "西工厂", "西监护", "西草稿",
)  # fmt: skip
"""What stands in the register about the other village, and nowhere else."""


def add(office, name, village, address, **more):
    told = {"name": name, "village": village, "address": address, "residence": "常住", "birth": "1980-05-06", **more}
    return next(iter(editing.carry_out(office, plans.add_person(office, told)).people))


def fill_other_village(office, w):
    """A fact of every kind about the people of the other village."""
    do = lambda plan: editing.carry_out(office, plan)  # noqa: E731
    birth = {"birth": "1949-12-31"}
    w.b = add(office, "钱二", OTHER, "西街8号", number=NUMBER, phone="13911112222", unit="西工厂", **birth)
    w.b2 = add(office, "钱三", OTHER, "西街8号", guardian="西监护", guardian_phone="13933334444")
    w.twin = add(office, "钱四", OTHER, "西街9号")
    w.home = households.household_at(office, OTHER, "西街8号")
    w.home2 = households.household_at(office, OTHER, "西街9号")
    w.grid = assignments.make_grid(office, OTHER, "西一格")
    assignments.put_into_grid(office, w.grid, [w.home])
    assignments.assign(office, Area.GRID, w.grid, Duty.LEADER, "西干部")
    assignments.assign(office, Area.PERSON, w.b, Duty.CADRE, "西干部")
    assignments.state_households(office, OTHER, 2)
    w.assignment = next(each.id for each in assignments.assigned(office))
    dose = {"product": "BIBP", "given_on": "2021-06-01", "site": "西卫生室", "evidence": "own_word"}
    do(dose_plans.add_dose(office, w.b, dose))
    do(dose_plans.add_dose(office, w.b2, dose))
    w.dose = plans.found(office, w.b).doses[0].id
    do(paper_plans.add_deferral(office, w.b2, {"issued_on": "2021-12-01", "valid_until": "2022-03-01"}))
    w.paper = plans.found(office, w.b2).papers[0].id
    do(plans.note(office, w.b, "西记事"))
    do(
        contact_plans.record(
            office, w.b, {"way": "phone", "answer": "willing", "who": "西干部", "contacted_on": "2021-12-18"}
        )
    )
    do(contact_plans.watch(office, w.b2))
    booked = {"booked_on": office.today.isoformat(), "site": "西卫生室"}
    do(contact_plans.book(office, w.b, booked))
    chosen_people.put_tag(office, [w.b], "西标签")
    w.change = editing.last_own_change(office).id
    door = canvass_desk.open_household(office, w.home, ON)
    sheet = Typed(w.home, OTHER, "西街8号", "2021-12-18", "西干部", lines=("1 13911112222",))
    sheet_saving.save_sheet(office, door, sheet, canvass_desk.line_reader(office))
    w.typed = Typed(w.home2, OTHER, "西街9号", "2021-12-18", "西干部", lines=("1 西草稿",))
    w.draft = sheet_typing.keep(office, w.typed)
    w.new_draft = sheet_typing.keep(
        office, Typed(None, OTHER, "西街9号之1", "2021-12-18", "西干部", lines=("+西草稿",))
    )
    second_keying.keep_first(office, w.change, w.home2, w.typed)
    canvass_desk.rearrange(office, OTHER, w.home2, w.home)
    duplicates.different(office, w.b, w.b2)
    record.person_opened(office, w.b)
    biography.full_number(office, w.b, "西记事")
    ledgers.make(office, "unvaccinated", ON, OTHER)
    w.plan = plans.change_person(office, w.b, {"phone": "13800000000"})
    w.new_plan = plans.add_person(office, {"name": "孙五", "village": OTHER, "address": "西街7号", "residence": "常住"})
    w.before = plans.found(office, w.b)
    w.door = canvass_desk.open_household(office, w.home, ON)
    w.card = next(card for card in people.people(office, ON) if card.id == w.b)


@contextmanager
def two_villages(folder):
    """The world of the walk: its office, and the ids of what it holds."""
    with create_office(folder / "town.vaxdesk", "correct horse", "云岭镇人民政府", today=ON) as office:
        with office.db.atomic():
            office.db.conn.execute("INSERT INTO changes (at, by, verb) VALUES ('2021-12-19', 'office', 'test')")
            for village in (OWN, OTHER):
                office.db.conn.execute("INSERT INTO villages (name, change_id) VALUES (?, 1)", [village])
        world = SimpleNamespace(office=office, folder=folder)
        for code in FIELDS:
            optional_fields.switch_on(office, code, "通知要求")
        world.own = add(office, "赵一", OWN, "东街1号")
        fill_other_village(office, world)
        overview.overview(office, ON)
        residents.ids(office, on=ON)
        office.permit = Permit(Role.KEYER, frozenset({OWN}))
        yield world
