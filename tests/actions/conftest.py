"""Offices at work, made once and shared where a test only reads."""

from datetime import date
from pathlib import Path

import pytest

from vaxdesk.actions import intake
from vaxdesk.actions.office import create_office
from vaxdesk.rules.optional_fields import FIELDS

ON = date(2021, 12, 19)
TODAY = date(2026, 11, 21)
PASSPHRASE = "correct horse"
IN_ORDER = ("street-roster.xlsx", "second-roster.xls", "exemptions.xlsx")


def make_office(folder: Path):
    """An empty office in this folder, which records every optional field."""
    recorded = dict.fromkeys(FIELDS, "通知要求")
    return create_office(
        folder / "town.vaxdesk", PASSPHRASE, "云岭镇人民政府", "长子县", today=TODAY, recorded=recorded
    )


@pytest.fixture
def office(tmp_path):
    """An empty office."""
    with make_office(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def township(samples, tmp_path_factory):
    """The office after the three sample files and the form of people away, with the change set of each file."""
    with make_office(tmp_path_factory.mktemp("township")) as opened:
        opened.reviews = {}
        for file in (*IN_ORDER, "migrants.xlsx"):
            change_set = intake.preview(opened, [intake.Request(samples / file)], ON)
            intake.commit(opened, change_set)
            opened.reviews[file] = change_set
        yield opened
