"""The notice of licences names every part that the program needs, and a release comes with its bill of materials and its sums."""

import hashlib
import json
from importlib.metadata import distribution
from pathlib import Path

import parts
import release
from packaging.utils import canonicalize_name

from .test_metadata import requirements


def test_the_notice_names_every_part_and_its_licence():
    told = parts.NOTICES.read_text(encoding="utf-8")
    lines = [line.split(" | ") for line in told.splitlines() if line.startswith("| ")][1:]
    named = {canonicalize_name(line[0].strip("| ")) for line in lines}
    missing = {canonicalize_name(each.name) for each in requirements("")} - named
    assert not missing, "run: python packaging/parts.py"
    assert not [line for line in lines if "not stated" in line[-1]]
    assert f"VaxDesk {distribution('vaxdesk').version} " in told


def test_a_release_holds_the_wheel_its_materials_and_their_sums(tmp_path: Path):
    made = {path.name: path for path in release.release(tmp_path / "out")}
    version = distribution("vaxdesk").version
    assert {f"vaxdesk-{version}-py3-none-any.whl", f"vaxdesk-{version}.cdx.json", "lock.txt"} < set(made)
    sums = dict(reversed(line.split()) for line in made[release.SUMS].read_text(encoding="utf-8").splitlines())
    assert sums == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in made.items() if name != release.SUMS
    }
    materials = json.loads(made[f"vaxdesk-{version}.cdx.json"].read_text(encoding="utf-8"))
    assert materials["bomFormat"] == "CycloneDX"
    assert {canonicalize_name(each.name) for each in requirements("")} <= {
        canonicalize_name(each["name"]) for each in materials["components"]
    }
    assert all(len(each["hashes"][0]["content"]) == 64 for each in materials["components"])
