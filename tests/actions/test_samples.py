"""The sample workbooks against their known truth: every row, every person, every count."""

import pytest

from vaxdesk.actions import intake
from vaxdesk.actions.ledgers import people_away
from vaxdesk.actions.overview import overview
from vaxdesk.actions.people import people
from vaxdesk.rules import flows
from vaxdesk.rules.messages import Refused

from .conftest import IN_ORDER, ON, make_office

TAKEN = (*IN_ORDER, "migrants.xlsx")


@pytest.mark.parametrize("file", TAKEN)
def test_every_row_has_the_right_outcome(township, truth, file):
    review = township.reviews[file].files[0]
    outcomes = {(entry.sheet, entry.row): entry.outcome for entry in review.entries}
    assert outcomes == {(row["sheet"], row["row"]): row["outcome"] for row in truth["files"][file]["rows"]}


@pytest.mark.parametrize("file", TAKEN)
def test_every_problem_is_found_in_its_cell(township, truth, file):
    review = township.reviews[file].files[0]
    found = {
        (entry.sheet, cell, problem.field, problem.severity, problem.code)
        for entry in review.entries
        for cell, problem in entry.problems
    }
    expected = {
        (row["sheet"], problem["cell"], problem["column"], problem["severity"], problem["code"])
        for row in truth["files"][file]["rows"]
        for problem in row["problems"]
    }
    assert expected - found == set()
    assert found - expected == set()


@pytest.mark.parametrize("file", TAKEN)
def test_every_row_that_is_no_data_is_listed(township, truth, file):
    review = township.reviews[file].files[0]
    skipped = {(row.sheet, row.row, row.why) for row in review.skipped}
    assert skipped == {(row["sheet"], row["row"], row["why"]) for row in truth["files"][file]["skipped"]}


def test_counts_are_right_after_each_file(samples, truth, tmp_path):
    with make_office(tmp_path) as office:
        for file in IN_ORDER:
            intake.commit(office, intake.preview(office, [intake.Request(samples / file)], ON))
            seen = overview(office, ON)
            expected = dict(truth["counts_after"][file])
            whole = expected.pop("合计")
            assert {
                name: {"total": sum(counts.values()), **counts} for name, counts in seen.villages.items()
            } == expected
            assert {"total": seen.total, **seen.counts} == whole


def test_everybody_stands_where_the_truth_says(township, truth):
    cards = people(township, ON)
    by_number = {card.number: card for card in cards if card.number}
    by_phone = {(card.name, card.phone): card for card in cards}
    there = [person for person in truth["persons"] if person["standing_in_register"]]
    assert len(there) == len(cards)
    for person in there:
        card = by_number.get(person["id_number"]) or by_phone[person["name"], person["phone"]]
        assert card.standing == person["standing_in_register"], person["key"]


@pytest.mark.parametrize("file", TAKEN)
def test_taking_a_file_in_again_changes_nothing(township, samples, file):
    again = intake.preview(township, [intake.Request(samples / file)], ON)
    assert again.writes_nothing
    assert not {"added", "updated"} & set(again.counts())


def test_all_three_at_once_are_the_same(township, samples, tmp_path):
    with make_office(tmp_path) as office:
        intake.commit(office, intake.preview(office, [intake.Request(samples / file) for file in IN_ORDER], ON))
        assert overview(office, ON).villages == overview(township, ON).villages


@pytest.mark.parametrize("file", ["county-list.xlsx", "county-template.xlsx"])
def test_forms_that_other_verbs_answer_are_not_taken_in(township, samples, file):
    with pytest.raises(Refused) as refused:
        intake.preview(township, [intake.Request(samples / file)], ON)
    assert refused.value.code == "kind_not_taken"


def test_people_away_are_classed_by_their_destination(township, truth):
    classes = {flow.code: flow.text for flow in flows.load().values()}
    change_set = township.reviews["migrants.xlsx"]
    persons = {entry.person: entry.row for entry in change_set.files[0].entries if entry.person}
    found = {persons[entry.person]: classes[entry.away.category] for _, entry in change_set.rows() if entry.away}
    rows = truth["files"]["migrants.xlsx"]["rows"]
    assert found == {row["row"]: row["category"] for row in rows if row["outcome"] == "matched"}
    reported = people_away(township, ON, [flow.code for flow in flows.load().values() if flow.reported])
    assert len(reported.rows) == sum(row["report_upwards"] for row in rows)


def garbage(truth):
    return {name: entry for name, entry in truth["files"].items() if name.startswith("garbage/")}


def test_garbage_is_refused_by_name_or_read_in_spite_of_its_looks(office, samples, truth):
    for name, entry in garbage(truth).items():
        code, change_set = preview_or_refusal(office, samples / name)
        if change_set is None:
            assert entry["outcome"] in ("refused", "taken_or_refused"), name
            assert code == entry["code"], name
        else:
            assert entry["outcome"] in ("taken", "taken_or_refused"), name
            assert change_set.counts() == {"added": entry["data_rows"]}, name


def preview_or_refusal(office, path):
    """The code of the refusal and no change set, or no code and the change set."""
    try:
        return None, intake.preview(office, [intake.Request(path)], ON)
    except Refused as refused:
        return refused.code, None


def test_a_password_opens_an_encrypted_workbook(office, samples, truth):
    entry = truth["files"]["garbage/password.xlsx"]
    request = intake.Request(samples / "garbage" / "password.xlsx", password=entry["password"])
    assert len(intake.preview(office, [request], ON).files[0].entries) == entry["rows_once_opened"]


def test_names_that_look_like_formulas_stay_names(office, samples, truth):
    change_set = intake.preview(office, [intake.Request(samples / "garbage" / "injection.xlsx")], ON)
    names = [entry.name for entry in change_set.files[0].entries]
    assert names == [name.strip() for name in truth["files"]["garbage/injection.xlsx"]["names"]]
    assert all(
        any(found.problem.code == "name_suspicious" for found in entry.problems)
        for entry in change_set.files[0].entries
    )
