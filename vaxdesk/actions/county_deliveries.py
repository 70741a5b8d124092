"""What the townships delivered: each manifest with its workbook, checked before anything is counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from vaxdesk.papers.submission_in import Inside, open_submission, read_manifest
from vaxdesk.rules.counties import TownshipCount, problems_of
from vaxdesk.rules.messages import Message, Refused, say

MANIFEST = ".manifest.json"


@dataclass(frozen=True, slots=True)
class Passwords:
    """The password of each township by name, or one for all (under "")."""

    by_name: Mapping[str, str]

    def of(self, township: str) -> str:
        """The password to try for a township; "" where none is known."""
        return self.by_name.get(township) or self.by_name.get("", "")


@dataclass(frozen=True, slots=True)
class Delivery:
    """A submission that can be counted: its manifest, where its workbook lies, and its figures."""

    workbook: Path
    manifest: Mapping[str, Any]
    count: TownshipCount

    def open(self, passwords: Passwords) -> Inside:
        """Open it. Raises Refused as papers.submission_in.open_submission does."""
        return open_submission(self.workbook, self.manifest, passwords.of(self.count.name))


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not counted, or what is remarkable about one that is, in a sentence."""

    file: str
    code: str
    sentence: Message


def read_passwords(text: str) -> Passwords:
    """Passwords as they are written in a file: one for all in its first line, or a line `township TAB password` for each."""
    lines = [line.rstrip("\r") for line in text.lstrip("\ufeff").split("\n") if line.strip()]
    pairs = [line.split("\t", 1) for line in lines if "\t" in line]
    if pairs:
        return Passwords({name.strip(): password for name, password in pairs})
    return Passwords({"": lines[0]} if lines else {})


def find_manifests(paths: Iterable[Path]) -> list[Path]:
    """The manifests among files and folders, by name. Raises Refused `nothing_delivered`."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(path.rglob(f"*{MANIFEST}"))
        elif path.name.endswith(MANIFEST):
            found.append(path)
    if not found:
        raise Refused(
            "nothing_delivered",
            say("No submission was found: each is a workbook with its list of contents ({ending}).", ending=MANIFEST),
        )
    return found


def deliveries(paths: Iterable[Path], week: str | None, on: date) -> tuple[str, list[Delivery], list[Problem]]:
    """The submissions of a week (the newest that was delivered unless named) that can be counted, and what is wrong with others.

    Of several versions of a township the last counts. Raises Refused `nothing_delivered`.
    """
    read: list[Delivery] = []
    problems: list[Problem] = []
    for path in find_manifests(paths):
        try:
            read.append(_delivery(path, on))
        except Refused as refused:
            problems.append(Problem(path.name, refused.code, refused.message))
    wanted = week or max((each.count.week for each in read), default="")
    counted: dict[str, Delivery] = {}
    for each in sorted(read, key=lambda delivery: (delivery.count.name, delivery.count.version)):
        problem = _beside(each, counted.get(each.count.name), wanted)
        if problem is not None:
            problems.append(problem)
        if problem is None or problem.code == "replaced":
            counted[each.count.name] = each
        elif problem.code == "two_of_one_version":
            del counted[each.count.name]
    return wanted, list(counted.values()), problems


def _delivery(path: Path, on: date) -> Delivery:
    manifest = read_manifest(path)
    name = str(manifest["office"])
    try:
        year, _, number = str(manifest["week"]).partition("-W")
        begins = date.fromisocalendar(int(year), int(number), 1)
        count = TownshipCount(name, str(manifest["week"]), int(manifest["version"]), dict(manifest["counts"]))
        wrong = problems_of(count.counts, manifest["villages"], int(manifest["total"]))
    except (TypeError, ValueError, AttributeError) as error:
        raise Refused(
            "manifest_unreadable", say("{file} is no list of contents: ask the township for it again.", file=path.name)
        ) from error
    if begins > on:
        raise Refused("week_in_future", say("{name} reports {week}, which has not begun.", name=name, week=count.week))
    if wrong:
        raise Refused("does_not_balance", say("The figures of {name} do not add up: ask for a new version.", name=name))
    if not manifest["total"]:
        raise Refused("register_empty", say("{name} reports nobody at all: ask whether that is meant.", name=name))
    return Delivery(path.parent / Path(str(manifest["file"])).name, manifest, count)


def _beside(delivery: Delivery, counted: Delivery | None, week: str) -> Problem | None:
    """What is remarkable about a delivery beside those that are counted already."""
    here, file = delivery.count, delivery.workbook.name
    if here.week != week:
        sentence = say(
            "{name} reports {week}, not {wanted}: it is not counted.", name=here.name, week=here.week, wanted=week
        )
        return Problem(file, "other_week", sentence)
    if counted is None:
        return None
    if counted.count.version == here.version:
        if counted.manifest["sha256"] == delivery.manifest["sha256"]:
            return Problem(
                file, "delivered_twice", say("{name} was delivered twice; it is counted once.", name=here.name)
            )
        sentence = say(
            "{name} delivered two different files as version {version}: neither is counted, ask which is right.",
            name=here.name,
            version=here.version,
        )
        return Problem(file, "two_of_one_version", sentence)
    sentence = say("{name}: version {version} replaces an earlier one.", name=here.name, version=here.version)
    return Problem(file, "replaced", sentence)


def missing_townships(expected: Sequence[str], reported: Iterable[Delivery]) -> list[str]:
    """Who has not reported, of those that should."""
    there = {each.count.name for each in reported}
    return [name for name in dict.fromkeys(map(str.strip, expected)) if name and name not in there]
