"""Every verb a keyer may use, walked by the keyer of one village: nothing about the other comes back, and nothing of it changes.

The other village has a fact of every kind, each with a word that stands nowhere else. A verb that is added has to be added to one
of the lists here, or the test says so.
"""

import io
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import date, datetime

import pytest

from tests.house.test_rights import VERBS
from vaxdesk.actions import (
    agenda,
    alike,
    appointments,
    assignments,
    backups,
    biography,
    candidates,
    canvass_desk,
    canvass_paper,
    canvass_workbook,
    chosen,
    chosen_people,
    contact_plans,
    dose_plans,
    editing,
    finding,
    household_papers,
    households,
    judging,
    ledgers,
    newcomers,
    overview,
    own_changes,
    paper_plans,
    parts,
    people,
    plans,
    print_shop,
    record,
    residents,
    second_keying,
    sheet_saving,
    sheet_typing,
    trust_papers,
    village_lines,
    work_lists,
)
from vaxdesk.papers.form_reading import Choice
from vaxdesk.register import row_seals
from vaxdesk.rules.assignments import Duty
from vaxdesk.rules.keying import Told
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.roles import RIGHTS, Permit, Right, Role

from .two_villages import NUMBER, ON, OTHER, OWN, SECRETS, two_villages

ASKED = (OTHER, NUMBER, "西工厂", "西草稿")
"""What a refusal may repeat, because it was asked for or typed."""


@pytest.fixture(scope="module")
def w(tmp_path_factory):
    with two_villages(tmp_path_factory.mktemp("walk")) as world:
        yield world


READING = {
    "agenda.agenda": lambda w, o: agenda.agenda(o, ON),
    "alike.alike": lambda w, o: alike.alike(o, "钱二", NUMBER, date(1949, 12, 31), "13911112222"),
    "appointments.sessions": lambda w, o: appointments.sessions(o),
    "appointments.guests": lambda w, o: appointments.guests(o, ON, "西卫生室", ON),
    "assignments.grids": lambda w, o: assignments.grids(o),
    "assignments.answering": lambda w, o: assignments.answering(o, w.b),
    "assignments.assigned": lambda w, o: assignments.assigned(o),
    "assignments.names": lambda w, o: assignments.names(o),
    "assignments.missing_parties": lambda w, o: assignments.missing_parties(o),
    "biography.biography": lambda w, o: biography.biography(o, w.b),
    "biography.standing_on": lambda w, o: biography.standing_on(o, w.b, ON),
    "biography.full_number": lambda w, o: biography.full_number(o, w.b, "reason"),
    "candidates.known_sites": lambda w, o: candidates.known_sites(o),
    "canvass_desk.open_code": lambda w, o: canvass_desk.open_code(o, w.door.code, ON),
    "canvass_desk.open_household": lambda w, o: canvass_desk.open_household(o, w.home, ON),
    "canvass_desk.open_new": lambda w, o: canvass_desk.open_new(o, OTHER, "西街8号", ON),
    "canvass_desk.open_draft": lambda w, o: [canvass_desk.open_draft(o, w.draft, ON)],
    "canvass_desk.open_again": lambda w, o: canvass_desk.open_again(o, w.home, ON),
    "canvass_desk.unfinished": lambda w, o: canvass_desk.unfinished(o),
    "canvass_desk.walk": lambda w, o: canvass_desk.walk(o, OTHER),
    "canvass_desk.doors_of": lambda w, o: canvass_desk.doors_of(o, OTHER),
    "canvass_desk.doors_among": lambda w, o: canvass_desk.doors_among(o, [w.home, w.home2]),
    "canvass_desk.villages_of": lambda w, o: canvass_desk.villages_of(o),
    "canvass_desk.rows_of": lambda w, o: canvass_desk.rows_of(o, [], [w.b]),
    "canvass_paper.make_canvass": lambda w, o: canvass_paper.make_canvass(o, "sheet", ON, None, [w.home]),
    "canvass_paper.save_canvass": lambda w, o: canvass_paper.save_canvass(o, "sheet", ON, w.folder / "c.pdf", OTHER),
    "canvass_workbook.save_blank": lambda w, o: canvass_workbook.save_blank(o, OTHER, w.folder / "blank.xlsx"),
    "chosen.chosen": lambda w, o: chosen.chosen(o, ON, Choice()),
    "chosen_people.known_tags": lambda w, o: chosen_people.known_tags(o),
    "chosen_people.tags_of": lambda w, o: chosen_people.tags_of(o, w.b),
    "chosen_people.list_of": lambda w, o: chosen_people.list_of(o, [w.own, w.b, w.b2], ON),
    "contact_plans.known_contacts": lambda w, o: contact_plans.known_contacts(o, w.b, ON),
    "editing.before_and_after": lambda w, o: editing.before_and_after(o, w.plan, ON),
    "finding.find_anything": lambda w, o: [
        finding.find_anything(o, text, ON) for text in ("钱", "qian", "002X", "2222", "西街", "西干部", "西标签")
    ],
    "household_papers.household_card": lambda w, o: household_papers.household_card(o, w.home, ON),
    "household_papers.save": lambda w, o: household_papers.save(o, "card", w.home, ON, w.folder / "card.pdf"),
    "household_papers.print_out": lambda w, o: household_papers.print_out(o, "card", w.home, ON, len, "printer"),
    "households.household": lambda w, o: households.household(o, w.home, ON),
    "households.household_at": lambda w, o: households.household_at(o, OTHER, "西街8号"),
    "households.households": lambda w, o: households.households(o),
    "households.found_place": lambda w, o: households.found_place(o, w.home),
    "ledgers.make": lambda w, o: [ledgers.make(o, form, ON) for form in ("unvaccinated", "completed", "incomplete")],
    "ledgers.people_away": lambda w, o: ledgers.people_away(o, ON, [""], mask="list"),
    "ledgers.cover": lambda w, o: ledgers.cover(o, OWN, ON, ledgers.make(o, "unvaccinated", ON)),
    "overview.overview": lambda w, o: overview.overview(o, ON),
    "own_changes.last_own_change": lambda w, o: own_changes.last_own_change(o),
    "overview.village_names": lambda w, o: overview.village_names(o),
    "overview.own_villages": lambda w, o: overview.own_villages(o),
    "overview.known_village": lambda w, o: overview.known_village(o, OTHER),
    "parts.part_sizes": lambda w, o: [parts.part_sizes(o, kind) for kind in ("grid", "unit", "responsible")],
    "parts.known_part": lambda w, o: parts.known_part(o, parts.Scope("unit", "西工厂")),
    "parts.make_part": lambda w, o: parts.make_part(o, "people", ON, parts.Scope("unit", "西工厂"), "list", "").rows,
    "people.find": lambda w, o: [people.find(o, text, ON) for text in ("钱二", "qian", NUMBER, "13911112222", "西街")],
    "people.find_one": lambda w, o: people.find_one(o, NUMBER, ON),
    "people.people": lambda w, o: people.people(o, ON),
    "plans.found": lambda w, o: plans.found(o, w.b),
    "plans.known_person": lambda w, o: plans.known_person(o, w.b),
    "plans.change_person": lambda w, o: plans.change_person(o, w.b, {"phone": "13800000000"}),
    "plans.move_out": lambda w, o: plans.move_out(o, w.b, "2021-12-18"),
    "plans.die": lambda w, o: plans.die(o, w.b, "2021-12-18"),
    "plans.return_to": lambda w, o: plans.return_to(o, w.b),
    "plans.note": lambda w, o: plans.note(o, w.b, "x"),
    "plans.add_person": lambda w, o: plans.add_person(
        o, {"name": "孙五", "village": OTHER, "address": "1号", "residence": "常住"}
    ),
    "dose_plans.add_dose": lambda w, o: dose_plans.add_dose(o, w.b, {"product": "BIBP", "given_on": "2021-07-01"}),
    "dose_plans.change_dose": lambda w, o: dose_plans.change_dose(o, w.b, w.dose, {"given_on": "2021-07-01"}),
    "dose_plans.void_dose": lambda w, o: dose_plans.void_dose(o, w.b, w.dose, "x"),
    "paper_plans.add_certificate": lambda w, o: paper_plans.add_certificate(o, w.b, {"institution": "县医院"}),
    "paper_plans.add_deferral": lambda w, o: paper_plans.add_deferral(o, w.b, {"issued_on": "2021-12-01"}),
    "paper_plans.void_paper": lambda w, o: paper_plans.void_paper(o, w.b2, w.paper, "x"),
    "contact_plans.record": lambda w, o: contact_plans.record(o, w.b, {"way": "phone", "answer": "willing", "who": "x"}),
    "contact_plans.watch": lambda w, o: contact_plans.watch(o, w.b),
    "contact_plans.book": lambda w, o: contact_plans.book(o, w.b, {"booked_on": "2021-12-20", "site": "x"}),
    "contact_plans.call_off": lambda w, o: contact_plans.call_off(o, w.b),
    "newcomers.met_newcomer": lambda w, o: newcomers.met_newcomer(
        o, newcomers.Home(OWN, "东街1号", []), "钱二", Told({"number": NUMBER, "phone": "13911112222"}), ON
    ),
    "print_shop.sets": lambda w, o: list(print_shop.sets(o, print_shop.Order({OTHER: ["unvaccinated"]}, ON))),
    "print_shop.preview": lambda w, o: print_shop.preview(o, print_shop.Order({OTHER: ["unvaccinated"]}, ON)),
    "record.person_opened": lambda w, o: record.person_opened(o, w.b),
    "record.person_deeds": lambda w, o: record.person_deeds(o, w.b),
    "residents.ids": lambda w, o: residents.page(o, residents.ids(o, on=ON), on=ON),
    "residents.first_ids": lambda w, o: residents.page(
        o, residents.first_ids(o, residents.Filter(text="钱"), 50, on=ON)[0], on=ON
    ),
    "residents.count": lambda w, o: ["钱二"] * (residents.count(o, on=ON) - 1),
    "residents.facets": lambda w, o: residents.facets(o, on=ON),
    "residents.page": lambda w, o: residents.page(o, [w.own, w.b, w.b2, w.twin], on=ON, masked=not o.permit.may(Right.KEY)),
    "second_keying.to_type_again": lambda w, o: second_keying.to_type_again(o),
    "second_keying.quality": lambda w, o: second_keying.quality(o),
    "second_keying.differing": lambda w, o: second_keying.differing(o),
    "trust_papers.history_sheet": lambda w, o: trust_papers.history_sheet(o, w.b),
    "trust_papers.save_history": lambda w, o: trust_papers.save_history(o, w.b, w.folder / "h.pdf"),
    "village_lines.village_lines": lambda w, o: village_lines.village_lines(o, ON),
    "work_lists.work_list": lambda w, o: [work_lists.work_list(o, name, ON) for name in work_lists.WORK_LISTS],
    "work_lists.completeness": lambda w, o: work_lists.completeness(o, ON),
    "backups.listed": lambda w, o: backups.listed(o),
}  # fmt: skip
"""What is asked for about the other village, and about everybody."""

WRITING = {
    "appointments.hold": lambda w, o: appointments.hold(o, ON, "西卫生室", "BIBP", []),
    "canvass_desk.drop": lambda w, o: [canvass_desk.drop(o, draft) for draft in (w.draft, w.new_draft)],
    "canvass_desk.rearrange": lambda w, o: canvass_desk.rearrange(o, OTHER, w.home, w.home2),
    "chosen_people.put_tag": lambda w, o: chosen_people.put_tag(o, [w.b], "x"),
    "chosen_people.drop_tag": lambda w, o: chosen_people.drop_tag(o, [w.b], "西标签"),
    "chosen_people.answer_for": lambda w, o: chosen_people.answer_for(o, [w.b], Duty.CADRE, "x"),
    "editing.carry_out": lambda w, o: [editing.carry_out(o, plan) for plan in (w.plan, w.new_plan)],
    "editing.undo": lambda w, o: editing.undo(o, w.change),
    "editing.undo_last": lambda w, o: [editing.undo_last(o) for _ in range(3)],
    "households.split": lambda w, o: households.split(o, w.home, [w.b], "东街2号"),
    "households.settle": lambda w, o: households.settle(o, w.home, [w.own], "东街2号"),
    "households.join": lambda w, o: households.join(o, households.household_at(o, OWN, "东街1号"), w.home),
    "households.rename": lambda w, o: households.rename(o, w.home, "东街2号"),
    "judging.change_people": lambda w, o: judging.change_people(
        o, "tag", [w.b], lambda change: o.db.conn.execute("DELETE FROM main.tags")
    ),
    "judging.change_many": lambda w, o: judging.change_many(
        o, "tag", [w.b], lambda change, some: o.db.conn.execute("DELETE FROM main.tags")
    ),
    "second_keying.keep_first": lambda w, o: second_keying.keep_first(o, w.change, w.home, w.typed),
    "second_keying.type_again": lambda w, o: second_keying.type_again(o, w.home2, ["1 x"]),
    "sheet_saving.save_sheet": lambda w, o: sheet_saving.save_sheet(o, w.door, w.typed, canvass_desk.line_reader(o)),
    "sheet_typing.keep": lambda w, o: sheet_typing.keep(o, w.typed),
    "print_shop.save_all": lambda w, o: print_shop.save_all(
        o, print_shop.Order({OTHER: ["unvaccinated"]}, ON), w.folder, ".pdf", lambda *_: None
    ),
    "print_shop.print_all": lambda w, o: print_shop.print_all(
        o, print_shop.Order({OTHER: ["unvaccinated"]}, ON), len, lambda *_: None
    ),
}
"""What is written about the other village."""

ABOUT_NOBODY: Mapping[str, str] = {
    "alarms.alarmed": "damaged files", "alarms.loud": "damaged files, and the last backup",
    "appointments.day_list": "draws the guests it is handed",
    "backups.places": "folders", "backups.back_up_what_changed": "an encrypted file", "backups.back_up": "an encrypted file",
    "backups.back_up_by_itself": "an encrypted file", "backups.before_risk": "an encrypted file", "backups.warning": "days",
    "bulletin.save_bulletin": "draws the sheet it is handed",
    "call_list.call_sheet": "draws the answered list it is handed",
    "campaign_summary.campaign_summary": "rules", "candidates.product_candidates": "vaccines",
    "candidates.reason_candidates": "reasons", "canvass_desk.line_reader": "grammar", "column_names.named_columns": "headings",
    "field_words.shown": "says a value", "judging.judge_people": "reckons standings within a transaction",
    "judging.refresh": "reckons everybody's standing, and answers nothing",
    "ledgers.context": "words of a heading", "office_details.office_details": "the office",
    "optional_fields.optional_fields": "fields",
    "optional_fields.is_on": "a field", "optional_fields.keying_lists": "lists", "optional_fields.refuse_off": "a field",
    "optional_fields.told_in_notice": "fields", "parts.part_cover": "draws sheets",
    "people.with_grounds": "tells of the cards it is handed", "plans.read_field": "reads what was typed",
    "plans.planned": "a plan of the person it is handed; carrying it out is refused", "printing.numbered": "numbers papers",
    "printing.leaving": "draws sheets", "printing.print_out": "draws sheets", "printing.save": "draws sheets",
    "print_shop.still_missing": "the order it is handed, less the files that are there",
    "residents.renew": "takes note of changes", "residents.keep": "keeps nothing of a part (register.roll)",
    "retention.retention": "a day", "second_keying.share": "a share", "second_keying.own_pace": "one's own typing",
    "sheet_reading.read_sheet": "plans about the door it is handed; saving is refused", "sheet_saving.visit_day": "reads a day",
    "sheet_words.known_of": "tells of the card it is handed", "sheet_words.told_by": "tells of the plan it is handed",
    "submission_sheets.bridge_sheet": "draws figures", "users.change_passphrase": "one's own passphrase",
    "users.confirm": "one's own passphrase", "visit_plans.member_plan": "a plan of the person it is handed",
    "visit_plans.newcomer_plan": "a plan; carrying it out is refused", "visit_plans.as_printed_plan": "as member_plan",
}  # fmt: skip
"""What is left out, and why it cannot tell of anybody."""


def said(answer):
    """Everything that stands in an answer, however deep, as text."""
    if isinstance(answer, str | int | float | bool | date | datetime | bytes | type(None)):
        return repr(answer)
    if isinstance(answer, Mapping):
        return " ".join(f"{said(key)} {said(value)}" for key, value in answer.items())
    if isinstance(answer, io.BytesIO):
        return ""
    if hasattr(answer, "__iter__"):
        return " ".join(map(said, answer))
    fields = getattr(answer, "__dataclass_fields__", None) or getattr(answer, "__dict__", None) or ()
    return " ".join(said(getattr(answer, field)) for field in fields) or repr(answer)


def test_every_verb_of_a_keyer_is_walked_or_is_about_nobody():
    may = {name for name, verb in VERBS.items() if verb.rights <= RIGHTS[Role.KEYER]}
    walked = [*READING, *WRITING, *ABOUT_NOBODY]
    assert sorted(walked) == sorted(set(walked))
    assert set(walked) == may


def facts(office):
    """All rows of all facts of the register, whoever may see them."""
    tables = office.db.conn.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
    )
    kept = [name for (name,) in tables if name not in row_seals.NO_FACTS or name == "drafts"]
    return {name: office.db.conn.execute(f"SELECT * FROM main.{name}").fetchall() for name in kept}


def answered(verb, w):
    """What a verb answers, or of its refusal what nobody typed."""
    try:
        return said(verb(w, w.office))
    except Refused as refused:
        told = str(refused.message)
        for word in ASKED:
            told = told.replace(word, "")
        return told


@contextmanager
def opened_by(w, role):
    """The office as somebody of this role has it, who works everywhere."""
    own = w.office.permit
    w.office.permit = Permit(role)
    try:
        yield
    finally:
        w.office.permit = own


def test_an_administrator_is_told_all_of_it(w):
    """So the walk would find what should not be told."""
    with opened_by(w, Role.ADMINISTRATOR):
        told = " ".join(answered(verb, w) for verb in READING.values())
    assert [secret for secret in SECRETS if secret not in told] == []


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_do_is_not_refused_half_way(w, role):
    """A verb with the right of a role calls no other one that needs more."""
    refused = []
    with opened_by(w, role):
        for name in READING:
            try:
                READING[name](w, w.office)
            except Refused as told:
                if told.code == "not_allowed" and VERBS[name].rights <= RIGHTS[role]:
                    refused.append(name)
    assert refused == []


def test_a_reviewer_lets_no_full_row_leave(w):
    """Masked papers and figures, but no whole number of anybody."""
    whole = {
        "page": lambda o: residents.page(o, [w.b], on=ON, masked=False),
        "number": lambda o: biography.full_number(o, w.b, "reason"),
        "ledger": lambda o: ledgers.make(o, "unvaccinated", ON, mask="full", reason="reason"),
        "away": lambda o: ledgers.people_away(o, ON, [""]),
        "part": lambda o: parts.make_part(o, "people", ON, parts.Scope("unit", "西工厂"), "full", "reason"),
        "list": lambda o: chosen_people.list_of(o, [w.b], ON, mask="full", reason="reason"),
        "record": lambda o: ledgers.record(o, w.b, ON, "reason"),
        "people": lambda o: people.export_people(o, ON, None, "reason"),
    }
    codes = {}
    for name, ask in whole.items():
        with opened_by(w, Role.REVIEWER), pytest.raises(Refused) as refused:
            ask(w.office)
        codes[name] = refused.value.code
    assert codes == dict.fromkeys(whole, "not_allowed")


@pytest.mark.parametrize("verb", READING)
def test_nothing_about_the_other_village_comes_back(w, verb):
    before = facts(w.office)
    told = answered(READING[verb], w)
    assert not [secret for secret in SECRETS if secret in told], told
    assert facts(w.office) == before


@pytest.mark.parametrize("verb", WRITING)
def test_nothing_about_the_other_village_is_written(w, verb):
    before = facts(w.office)
    told = answered(WRITING[verb], w)
    assert not [secret for secret in SECRETS if secret in told], told
    after = facts(w.office)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
