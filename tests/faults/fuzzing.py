"""Everything that comes from outside, damaged on purpose: whatever happens to the bytes, the answer is a reading or a refusal.

python tests/faults/fuzzing.py SAMPLES 3600      so many seconds; it says how many inputs each parser got, and what was found
"""

import json
import random
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from vaxdesk.actions.backups import look_at
from vaxdesk.actions.county_deliveries import deliveries, read_passwords
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office
from vaxdesk.papers.layouts import Layouts, load_layouts
from vaxdesk.papers.tables import recognise
from vaxdesk.papers.template import read_template
from vaxdesk.papers.workbook_in import read_workbook
from vaxdesk.register import backup, keys
from vaxdesk.rules import indicators as rates
from vaxdesk.rules.bands import band_of
from vaxdesk.rules.messages import Refused

ON = date(2021, 12, 19)
SLOW = 20.0
"""Seconds after which an answer would be taken for a program that hangs."""
STRANGE = (
    b"\x00", b"=HYPERLINK(1)", "\u202e".encode(), "\u200b".encode(), b"1.40428E+17", b"A" * 4096, b"../../x", b"99999999",
    b"<!ENTITY a 'b'>", b"NaN", b"]]>", b"\xf0\x9f\x92\x89",
)  # fmt: skip


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
    made = make_demo(folder / "town.vaxdesk", people=30)
    with open_office(made.register, PASSPHRASE, today=made.on) as office:
        held = backup.write(office.vault, folder / "one.vaxdesk-backup").file.read_bytes()
    key_file = (made.register / "key.json").read_bytes()
    manifest = json.dumps({"week": "2021-W50", "township": "x", "files": []}).encode()
    return [
        Target("workbook", books, lambda path: recognise(read_workbook(path, "长子2021"), layouts)),
        Target(
            "template", {"county-template.xlsx": books["county-template.xlsx"]}, lambda path: template(path, layouts)
        ),
        Target("key file", {"key.json": key_file}, lambda path: keys.unlock(path.read_bytes(), PASSPHRASE)),
        Target("backup", {"one.vaxdesk-backup": held}, look_at),
        Target("delivery", {"x.manifest.json": manifest}, lambda path: deliveries([path], None, ON)),
        Target("passwords", {"passwords.txt": "甲镇 secret1\n乙镇 secret2\n".encode()}, _passwords),
    ]


def template(path: Path, layouts: Layouts) -> object:
    """What the county's workbook asks for."""
    definitions = rates.load()
    return read_template(
        path, layouts, definitions.measures, ("甲村", "乙村"), lambda text: band_of(text, definitions.band_words)
    )


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
