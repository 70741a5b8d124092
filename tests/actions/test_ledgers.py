"""Ledgers: each line where it belongs, masked unless there is a reason, and every export noted."""

import pytest

from vaxdesk.actions import ledgers, printing
from vaxdesk.actions.overview import overview
from vaxdesk.actions.printing import Terms
from vaxdesk.rules.messages import Refused

from .conftest import ON

LISTS = ("completed", "incomplete", "unvaccinated", "exempt", "deferred", "unverified")


@pytest.mark.parametrize("name", LISTS)
def test_a_ledger_has_as_many_lines_as_the_overview_counts(township, name):
    sheets = ledgers.make(township, name, ON)
    counts = overview(township, ON).villages
    assert {sheet.place: len(sheet.rows) for sheet in sheets} == {
        village: found[name] for village, found in counts.items()
    }


@pytest.mark.parametrize("name", LISTS)
def test_a_list_never_shows_a_whole_number_unless_asked(township, truth, name):
    text = str([sheet.rows for sheet in ledgers.make(township, name, ON)])
    assert not [person for person in truth["persons"] if person["id_number"] in text or person["phone"] in text]


def test_a_full_list_needs_a_reason(township, truth):
    with pytest.raises(Refused) as refused:
        ledgers.make(township, "incomplete", ON, mask="full")
    assert refused.value.code == "reason_missing"
    text = str([sheet.rows for sheet in ledgers.make(township, "incomplete", ON, mask="full", reason="county asks")])
    assert any(person["id_number"] in text for person in truth["persons"])


def test_a_ledger_is_saved_by_the_ending_of_its_name(township, tmp_path):
    sheets = ledgers.make(township, "unvaccinated", ON, "石磴村")
    saved = printing.save(township, sheets, tmp_path / "ledger.pdf", Terms("list"))
    assert saved.pages >= 1
    assert (tmp_path / "ledger.pdf").read_bytes().startswith(b"%PDF")
    printing.save(township, sheets, tmp_path / "ledger.xlsx", Terms("list"))
    assert (tmp_path / "ledger.xlsx").read_bytes().startswith(b"PK")
    with pytest.raises(Refused) as refused:
        printing.save(township, sheets, tmp_path / "ledger.doc", Terms("list"))
    assert refused.value.code == "format_unknown"


def test_every_export_is_noted(township, tmp_path):
    sheets = ledgers.make(township, "exempt", ON, "石磴村")
    printing.save(township, sheets, tmp_path / "exempt.pdf", Terms("list", "for the file"))
    noted = township.db.conn.execute(
        "SELECT form, place, rows, mask, reason, target FROM prints ORDER BY id DESC"
    ).fetchone()
    assert noted == ("exempt", "石磴村", len(sheets[0].rows), "list", "for the file", "exempt.pdf")


def test_unknown_names_are_refused(township):
    for code, arguments in {
        "village_unknown": ("completed", ON, "桃源村"),
        "form_unknown": ("no-such-form", ON),
    }.items():
        with pytest.raises(Refused) as refused:
            ledgers.make(township, *arguments)
        assert refused.value.code == code


def test_figures_of_one_village_stand_alone_without_the_rates_of_the_whole_office(township):
    (one,) = ledgers.make(township, "wallchart", ON, "石磴村")
    (whole,) = ledgers.make(township, "wallchart", ON)
    assert [row[0] for row in one.rows] == ["石磴村"]
    assert whole.rows[-1][0] == "合计"
