"""Everything that comes from outside, damaged on purpose: whatever happens to the bytes, the answer is a reading or a refusal.

python tests/faults/fuzzing.py SAMPLES 3600      so many seconds; it says how many inputs each parser got, and what was found
"""

import hashlib
import json
import random
import sys
import time
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from msoffcrypto.exceptions import FileFormatError

from vaxdesk.actions.alarms import alarmed
from vaxdesk.actions.backups import look_at
from vaxdesk.actions.county import roll_up
from vaxdesk.actions.county_deliveries import Passwords, deliveries, read_passwords
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office
from vaxdesk.actions.submission import submit, week_of
from vaxdesk.papers.form_reading import read_form
from vaxdesk.papers.forms import wording
from vaxdesk.papers.layouts import Layouts, load_layouts
from vaxdesk.papers.mapping import apply, read_wanted
from vaxdesk.papers.sealed import decrypt_workbook, encrypt_workbook
from vaxdesk.papers.submission_in import open_submission, read_manifest, read_rows
from vaxdesk.papers.tables import recognise
from vaxdesk.papers.template import read_template
from vaxdesk.papers.workbook_in import read_workbook
from vaxdesk.register import backup, keys
from vaxdesk.register.lines import summed
from vaxdesk.rules import indicators as rates
from vaxdesk.rules.bands import band_of
from vaxdesk.rules.messages import Refused

ON = date(2021, 12, 19)
SLOW = 20.0
"""Seconds after which an answer would be taken for a program that hangs."""
SECRET = "a password of 16 signs, 1 digit"
STRANGE = (
    b"\x00", b"=HYPERLINK(1)", "\u202e".encode(), "\u200b".encode(), b"1.40428E+17", b"A" * 4096, b"../../x", b"99999999",
    b"<!ENTITY a 'b'>", b"NaN", b"]]>", b"\xf0\x9f\x92\x89",
)  # fmt: skip


BESIDE = {
    "readings": b'["2021-12-19T08:00:00+00:00", "office", "open", "7"]',
    "attempts": b"2021-12-19T08:00:00+00:00\n2021-12-19T08:00:01+00:00",
    "latest": f"{3:012} {'a' * 64} 2021-12-19T08:00:00+00:00".encode(),
}
"""What stands in the files beside the database (register.lines), without the sums."""


class Target(NamedTuple):
    """A parser, the files it is fed with, and what feeds it a path."""

    name: str
    seeds: Mapping[str, bytes]
    read: Callable[[Path], object]


def damaged(data: bytes, luck: random.Random) -> bytes:
    """A copy in which bytes were changed, lost, repeated or put in; of an archive sometimes one of its parts."""
    if data[:2] == b"PK" and luck.random() < 0.7:
        return _in_archive(data, luck)
    copy = bytearray(data)
    for _ in range(luck.choice([1, 1, 3, 30])):
        place = luck.randrange(len(copy) + 1)
        match luck.randrange(5):
            case 0 if copy:
                copy[min(place, len(copy) - 1)] = luck.randrange(256)
            case 1:
                del copy[place : place + luck.randrange(1, 200)]
            case 2:
                copy[place:place] = luck.choice(STRANGE)
            case 3:
                copy[place:place] = copy[place : place + luck.randrange(1, 400)] * luck.randrange(1, 4)
            case _:
                copy[place : place + 1] = luck.randbytes(4)
    return bytes(copy)


def _in_archive(data: bytes, luck: random.Random) -> bytes:
    made = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
            listed = archive.infolist()
            chosen = luck.choice(listed)
            for entry in listed:
                content = archive.read(entry)
                if entry is chosen:
                    content = damaged(content, luck) if content else b"?"
                out.writestr(entry.filename, content)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError):
        return data[: len(data) // 2]
    return made.getvalue()


def targets(samples: Path, folder: Path) -> list[Target]:
    """Every parser of something from outside."""
    layouts = load_layouts()
    books = {
        path.name: path.read_bytes()
        for path in (*samples.glob("*.xls*"), *(samples / "garbage").iterdir())
        if path.is_file()
    }
    texts = {name: data for name, data in books.items() if name.endswith(".csv")}
    roster = next(iter(texts))
    recipe = 'kind = "roster"\n[columns]\nname = "姓名"\nid = "身份证号码"\nvillage = "C"\n'.encode()
    forms = {entry.name: entry.read_bytes() for entry in files("vaxdesk.forms").iterdir() if entry.name.endswith("l")}
    town = _town(folder)
    return [
        Target("workbook", books, lambda path: recognise(read_workbook(path, "长子2021"), layouts)),
        Target("csv", texts, lambda path: recognise(read_workbook(path), layouts)),
        Target(
            "template", {"county-template.xlsx": books["county-template.xlsx"]}, lambda path: template(path, layouts)
        ),
        Target("form", forms, _form),
        Target(
            "recipe",
            {"recipe.toml": recipe},
            lambda path: apply(read_wanted(path, layouts), read_workbook(samples / "garbage" / roster)),
        ),
        Target("key file", {"key.json": town["key.json"]}, lambda path: keys.unlock(path.read_bytes(), PASSPHRASE)),
        Target("backup", {"one.vaxdesk-backup": town["backup"]}, look_at),
        Target("manifest", {"x.manifest.json": town["manifest"]}, lambda path: deliveries([path], None, ON)),
        Target(
            "submission", {"submission.xlsx": town["submission"]}, lambda path: _submission(path.read_bytes(), town)
        ),
        Target("sealed submission", {"submission.xlsx": town["sealed"]}, lambda path: _opened(path.read_bytes(), town)),
        Target("small files", BESIDE, lambda path: _beside(path, folder / "town.vaxdesk")),
        Target("passwords", {"passwords.txt": "甲镇 secret1\n乙镇 secret2\n".encode()}, _passwords),
    ]


def _town(folder: Path) -> dict[str, bytes]:
    """What a small register writes: key file, backup, manifest, the submission as it is sent and as it is inside."""
    made = make_demo(folder / "town.vaxdesk", people=30)
    with open_office(made.register, PASSPHRASE, today=made.on) as office:
        held = backup.write(office.vault, folder / "one.vaxdesk-backup").file.read_bytes()
        submit(office, week_of(made.on), made.on, folder / "out", SECRET, may_go_on=True)
    (manifest,) = (folder / "out").glob("*.json")
    (sealed,) = (folder / "out").glob(json.loads(manifest.read_text(encoding="utf-8"))["file"])
    return {
        "key.json": (made.register / "key.json").read_bytes(),
        "backup": held,
        "manifest": manifest.read_bytes(),
        "sealed": sealed.read_bytes(),
        "submission": decrypt_workbook(sealed.read_bytes(), SECRET),
    }


def _form(path: Path) -> object:
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None
    return read_form(path.stem, table, wording())


def _submission(plain: bytes, town: Mapping[str, bytes]) -> object:
    """Damage behind the right password and under the right sum: what a hostile sender could make."""
    try:
        sealed = encrypt_workbook(plain, SECRET)
    except FileFormatError:
        return None
    return _opened(sealed, town)


def _opened(sealed: bytes, town: Mapping[str, bytes]) -> object:
    """The county reads it: every row of every part, then the comparing of townships."""
    with TemporaryDirectory() as name:
        manifest, book = Path(name) / "a.manifest.json", Path(name) / "a.xlsx"
        told = {**json.loads(town["manifest"]), "sha256": hashlib.sha256(sealed).hexdigest(), "file": book.name}
        book.write_bytes(sealed)
        manifest.write_text(json.dumps(told), encoding="utf-8")
        inside = open_submission(book, read_manifest(manifest), SECRET)
        rows = [list(read_rows(inside, part)) for part in inside.parts]
        told["sheets"] = [{"form": part.form, "place": part.place, "rows": part.lines} for part in inside.parts]
        manifest.write_text(json.dumps(told), encoding="utf-8")
        return rows, roll_up([manifest], Passwords({"": SECRET}), ON)


def template(path: Path, layouts: Layouts) -> object:
    """What the county's workbook asks for."""
    definitions = rates.load()
    return read_template(
        path, layouts, definitions.measures, ("甲村", "乙村"), lambda text: band_of(text, definitions.band_words)
    )


def _beside(path: Path, register: Path) -> object:
    """A file beside the database, every line under the right sum: what somebody who may write into the folder could make."""
    lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    (register / path.name).write_bytes(b"".join(map(summed, lines)))
    with open_office(register, PASSPHRASE, today=ON) as office:
        return alarmed(office)


def _passwords(path: Path) -> object:
    return read_passwords(path.read_bytes().decode("utf-8", "replace"))


def fuzz_once(target: Target, folder: Path, luck: random.Random) -> str | None:
    """Feed one damaged file; the answer is what is wrong with the parser, None if nothing is."""
    name = luck.choice(sorted(target.seeds))
    path = folder / name
    content = damaged(target.seeds[name], luck)
    path.write_bytes(content)
    began = time.monotonic()
    wrong = None
    try:
        target.read(path)
    except Refused:
        pass
    except Exception as error:  # noqa: BLE001  # this is what is looked for
        wrong = f"{target.name} {name}: {type(error).__name__}: {error}"
    if time.monotonic() - began > SLOW:
        wrong = f"{target.name} {name}: took {time.monotonic() - began:.0f} s"
    return wrong


def main(samples: Path, seconds: float) -> None:
    """The long run; what breaks a parser is kept beside it to become a test."""
    keys.ARGON2.update(time_cost=1, memory_cost=1024)
    began, found, counted = time.monotonic(), set[str](), dict[str, int]()
    luck = random.Random()
    with TemporaryDirectory() as name:
        folder = Path(name)
        every = targets(samples, folder)
        while time.monotonic() - began < seconds:
            target = luck.choice(every)
            wrong = fuzz_once(target, folder, luck)
            counted[target.name] = counted.get(target.name, 0) + 1
            if wrong and wrong[:60] not in {each[:60] for each in found}:
                found.add(wrong)
                print(wrong, flush=True)
    print(counted, f"{time.monotonic() - began:.0f} s", f"{len(found)} found")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
