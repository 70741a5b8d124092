"""The self-check on the sample township, with one thing after the other made wrong, and what the profile leaves out."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from vaxdesk.actions import dose_plans, editing, plans, submission
from vaxdesk.actions.fill import filled_workbook
from vaxdesk.actions.language import translator
from vaxdesk.actions.residents import Filter, ids
from vaxdesk.actions.self_check import QUESTIONS
from vaxdesk.actions.submission_profile import Profile, keep_profile, read_profile
from vaxdesk.actions.submission_trail import history
from vaxdesk.papers.sealed import decrypt_workbook
from vaxdesk.register import doubtful
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.person_hash import key_of, person_hash

from .conftest import ON

PASSWORD = "secret123456"


def found(office, week="2021-W50"):
    return {finding.code: finding for finding, _ in submission.prepare(office, week, ON).findings}


def test_there_are_some_forty_questions_and_each_is_asked():
    apart = {"dose_before_use", "number_damaged", "number_of_another_birth", "number_of_another_sex"}
    assert set(QUESTIONS) == (set(doubtful.QUESTIONS) - {"unverified"}) | apart
    assert len(QUESTIONS) > 30


def test_what_is_found_names_the_people_that_mend_it(township):
    seen = found(township)
    assert (
        len(seen["unverified_share"].people)
        == submission.prepare(township, "2021-W50", ON).overview.counts["unverified"]
    )
    expired = ids(township, Filter(details=frozenset({"certificate_expired"})), on=ON)
    assert sorted(seen["certificate_expired"].people) == sorted(expired)
    assert "待核实" in translator("zh_CN")(seen["unverified_share"].sentence)


def test_what_needs_a_reason_comes_first(township):
    weights = [finding.weight for finding, _ in submission.prepare(township, "2021-W50", ON).findings]
    assert weights == sorted(weights, reverse=True)


def test_two_people_of_one_name_and_birth_are_asked_about_until_told_apart(township):
    one = ids(township, on=ON)[0]
    facts = plans.found(township, one)
    before = set(found(township)["listed_twice"].people) if "listed_twice" in found(township) else set()
    values = {"name": facts.name, "birth": facts.birth.isoformat(), "village": facts.village}
    editing.carry_out(township, plans.add_person(township, values))
    assert one in set(found(township)["listed_twice"].people) - before


def test_a_submission_needs_a_reason_that_is_printed_in_it(township, tmp_path):
    with pytest.raises(Refused) as refused:
        submission.submit(township, "2021-W50", ON, tmp_path, PASSWORD)
    assert refused.value.code == "reason_needed"
    assert not list(tmp_path.iterdir())
    needed = submission.prepare(township, "2021-W50", ON).unanswered
    answers = submission.Answers(reasons={finding.code: f"说明{nth}" for nth, finding in enumerate(needed)})
    made = submission.submit(township, "2021-W50", ON, tmp_path, PASSWORD, answers=answers)
    book = load_workbook(BytesIO(decrypt_workbook(made.files[0].read_bytes(), PASSWORD)))
    told = [row[1] for row in book["报前体检情况说明"].iter_rows(values_only=True)]
    assert {f"说明{nth}" for nth in range(len(needed))} <= set(told)


def test_a_village_nobody_wrote_about_since_is_silent(township, tmp_path):
    submission.submit(township, "2021-W48", ON, tmp_path, PASSWORD, may_go_on=True)
    one = ids(township, Filter(standings=frozenset({"unvaccinated"})), on=ON)[0]
    dose = {"given_on": "2021-12-18", "product": "北京科兴", "evidence": "certificate_seen"}
    editing.carry_out(township, dose_plans.add_dose(township, one, dose))
    finding = found(township, "2021-W49")["villages_silent"]
    sentence = translator("zh_CN")(finding.sentence)
    assert plans.found(township, one).village not in sentence
    assert sum(name in sentence for name in submission.prepare(township, "2021-W49", ON).overview.villages) == 3


def test_columns_and_villages_are_left_out_and_it_still_adds_up(township, tmp_path):
    village = next(iter(submission.prepare(township, "2021-W50", ON).overview.villages))
    profile = Profile(without_fields=("phone", "address"), without_villages=(village,))
    made = submission.submit(township, "2021-W50", ON, tmp_path, PASSWORD, profile=profile, may_go_on=True)
    assert read_profile(township) == profile  # kept for next week
    book = load_workbook(BytesIO(decrypt_workbook(made.files[0].read_bytes(), PASSWORD)))
    assert not [name for name in book.sheetnames if village in name]
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert "联系电话" not in cells
    keep_profile(township, Profile())


def test_without_lists_nobody_is_named_but_can_be_found(township, truth, tmp_path):
    profile = Profile(rows=False, county_word="长子县二〇二一")
    made = submission.submit(township, "2021-W50", ON, tmp_path, PASSWORD, profile=profile, may_go_on=True)
    keep_profile(township, Profile())
    book = load_workbook(BytesIO(decrypt_workbook(made.files[0].read_bytes(), PASSWORD)))
    text = str([row for sheet in book for row in sheet.iter_rows(values_only=True)])
    here = [
        person for person in truth["persons"] if person["standing_in_register"] == "completed" and person["id_number"]
    ]
    assert not [person for person in here if person["name"] in text or person["id_number"] in text]
    key = key_of("长子县二〇二一")
    assert sum(person_hash(person["id_number"], key) in text for person in here) > 0.9 * len(here)


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        (Profile(forms=()), "nothing_to_send"),
        (Profile(forms=("checkpoint",)), "form_unknown"),
        (Profile(without_fields=("name",)), "field_needed"),
        (Profile(without_villages=("无此村",)), "village_unknown"),
        (Profile(rows=False), "county_word_missing"),
    ],
)
def test_a_profile_that_cannot_be_sent_is_refused(township, profile, code):
    with pytest.raises(Refused) as refused:
        submission.prepare(township, "2021-W50", ON, profile=profile)
    assert refused.value.code == code


def test_a_week_to_come_is_refused(township):
    with pytest.raises(Refused) as refused:
        submission.prepare(township, "2021-W51", ON)
    assert refused.value.code == "week_in_future"


def test_a_ledger_that_lost_a_line_is_refused(township):
    prepared = submission.prepare(township, "2021-W50", ON)
    short = [replace(sheet, rows=sheet.rows[1:]) if sheet.name == "completed" else sheet for sheet in prepared.sheets]
    with pytest.raises(Refused) as refused:
        submission.check_balance(prepared.overview, short, Profile())
    assert refused.value.code == "does_not_balance"


def test_the_county_s_workbooks_go_along_filled_and_sealed(township, tmp_path):
    template = Path(__file__).parent / "templates" / "single-figures.xlsx"
    profile = Profile(templates=(str(template),))
    made = submission.submit(township, "2021-W50", ON, tmp_path, PASSWORD, profile=profile, may_go_on=True)
    (filled,) = (file for file in made.files if "single-figures" in file.name)
    assert decrypt_workbook(filled.read_bytes(), PASSWORD) == filled_workbook(township, template, ON)
    again = submission.submit(township, "2021-W50", ON, tmp_path / "2", PASSWORD, profile=profile, may_go_on=True)
    (second,) = (file for file in again.files if "single-figures" in file.name)
    assert decrypt_workbook(second.read_bytes(), PASSWORD) == decrypt_workbook(filled.read_bytes(), PASSWORD)
    keep_profile(township, Profile())


def test_a_county_workbook_that_is_gone_is_refused_and_no_version_is_made(township, tmp_path):
    before = len(history(township))
    profile = Profile(templates=(str(tmp_path / "gone.xlsx"),))
    with pytest.raises(Refused) as refused:
        submission.submit(township, "2021-W50", ON, tmp_path / "out", PASSWORD, profile=profile, may_go_on=True)
    assert refused.value.code == "file_unreadable"
    assert len(history(township)) == before
    assert read_profile(township) == Profile()
    assert not (tmp_path / "out").exists()
