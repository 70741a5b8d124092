"""The notice of licences names every part that the program needs, and the bill of materials is one."""

import parts
from packaging.utils import canonicalize_name

from .test_metadata import requirements


def test_the_notice_names_every_part_and_its_licence():
    told = parts.NOTICES.read_text(encoding="utf-8")
    lines = [line.split(" | ") for line in told.splitlines() if line.startswith("| ")][1:]
    named = {canonicalize_name(line[0].strip("| ")) for line in lines}
    missing = {canonicalize_name(each.name) for each in requirements("")} - named
    assert not missing, "run: python packaging/parts.py"
    assert not [line for line in lines if "not stated" in line[-1]]


def test_the_bill_of_materials_has_a_sum_for_every_part():
    made = parts.bill(parts.parts(), "0")
    assert made["bomFormat"] == "CycloneDX"
    assert all(len(each["hashes"][0]["content"]) == 64 for each in made["components"])
