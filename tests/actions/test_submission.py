"""The week's submission: it adds up, it is encrypted, it is kept, and it tells what changed."""

import hashlib
import json
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from vaxdesk.actions import submission
from vaxdesk.actions.submission_profile import Profile
from vaxdesk.papers.sealed import decrypt_workbook
from vaxdesk.register import submissions
from vaxdesk.rules.messages import Refused

from .conftest import ON

PASSWORD = "secret123456"


def cells(made):
    """What stands in the cells of a submission, sheet by sheet."""
    book = load_workbook(BytesIO(decrypt_workbook(made.files[0].read_bytes(), PASSWORD)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.fixture(scope="module")
def sent(township, tmp_path_factory):
    """The submission of the sample township, made once."""
    return submission.submit(township, "2021-W50", ON, tmp_path_factory.mktemp("out"), PASSWORD, may_go_on=True)


def test_the_workbook_opens_with_its_password_only(sent):
    sealed = sent.files[0].read_bytes()
    assert sealed.startswith(b"\xd0\xcf\x11\xe0")
    with pytest.raises(Refused):
        decrypt_workbook(sealed, "another password")
    book = load_workbook(BytesIO(decrypt_workbook(sealed, PASSWORD)))
    assert len(book.sheetnames) >= 5


def test_the_summary_is_the_truth(sent, truth):
    manifest = json.loads(sent.files[1].read_bytes())
    expected = dict(truth["counts_after"]["exemptions.xlsx"])
    whole = expected.pop("合计")
    assert {"total": manifest["total"], **manifest["counts"]} == whole
    assert {
        name: {"total": sum(counts.values()), **counts} for name, counts in manifest["villages"].items()
    } == expected


def test_the_manifest_seals_the_workbook(sent):
    manifest = json.loads(sent.files[1].read_bytes())
    assert manifest["sha256"] == sent.sha256 == hashlib.sha256(sent.files[0].read_bytes()).hexdigest()
    assert manifest["file"] == sent.files[0].name


def test_the_manifest_names_nobody(sent, truth):
    text = sent.files[1].read_text(encoding="utf-8")
    assert not [person["name"] for person in truth["persons"] if person["name"] in text or person["id_number"] in text]


def test_only_those_who_left_the_city_are_reported_as_away(sent, truth):
    manifest = json.loads(sent.files[1].read_bytes())
    away = next(sheet for sheet in manifest["sheets"] if sheet["form"] == "migrants")
    assert away["rows"] == sum(row["report_upwards"] for row in truth["files"]["migrants.xlsx"]["rows"])


def test_it_is_kept_as_sent(sent, township):
    kept = submissions.listed(township.db)[-1]
    assert (kept.week, kept.version, kept.judged_on, kept.sha256) == ("2021-W50", 1, ON, sent.sha256)


def test_the_same_week_again_is_a_new_version(township, tmp_path, sent):
    again = submission.submit(township, "2021-W50", ON, tmp_path, PASSWORD, may_go_on=True)
    assert again.files[0].stem.endswith("-v2")
    assert cells(sent) == cells(again)
    once, twice = (json.loads(made.files[1].read_bytes()) for made in (sent, again))
    assert once["sha256_inside"] == twice["sha256_inside"]
    assert once["sha256"] != twice["sha256"]  # encryption draws at random
    assert twice["replaces"] == {"version": 1, "sha256": sent.sha256, "why": ""}


def test_the_next_week_tells_what_changed(township, tmp_path, sent):
    later = ON.replace(day=26)
    gap = submission.submit(township, "2021-W51", later, tmp_path, PASSWORD, may_go_on=True).bridge
    assert gap.since == "2021-W50"
    assert {move.cause for move in gap.moves} == {"of_age", "time"}  # children who turned twelve, deferrals that ended
    assert gap.changed > 0
    assert gap.before + gap.came - gap.went == gap.now


def test_a_ledger_that_does_not_match_the_summary_is_refused(township):
    prepared = submission.prepare(township, "2021-W50", ON)
    short = [replace(sheet, rows=sheet.rows[1:]) if sheet.name == "incomplete" else sheet for sheet in prepared.sheets]
    with pytest.raises(Refused) as refused:
        submission.check_balance(prepared.overview, short, Profile())
    assert refused.value.code == "does_not_balance"


@pytest.mark.parametrize("week", ["2021-W54", "2021-50", "W50", "", "2021-W00"])
def test_a_week_that_does_not_exist_is_refused(township, week):
    with pytest.raises(Refused) as refused:
        submission.prepare(township, week, ON)
    assert refused.value.code == "week_invalid"


def test_an_empty_register_has_nothing_to_send(office):
    with pytest.raises(Refused) as refused:
        submission.prepare(office, "2021-W50", ON)
    assert refused.value.code == "register_empty"


def test_a_weak_password_is_refused(township, tmp_path):
    with pytest.raises(Refused) as refused:
        submission.submit(township, "2021-W50", ON, tmp_path, "short")
    assert refused.value.code == "password_weak"
    assert list(tmp_path.iterdir()) == []
