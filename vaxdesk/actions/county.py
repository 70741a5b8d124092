"""The county's side: many townships' submissions are checked, added up, compared; who stands in two of them is asked about.

Nothing is kept but what is written at the end. Rows are read twice, township after township, so that a county of six million people
needs the memory of one township and fourteen bytes a person: once for the hashes, once for the rows of those who are listed twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from vaxdesk.papers.submission_in import Inside, Part, damaged, picker, place_of, read_rows
from vaxdesk.rules.counties import Crossings, TownshipCount
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.person_hash import hash_number, key_of, read_hash
from vaxdesk.rules.records import Progress

from .county_deliveries import Delivery, Passwords, Problem, deliveries, missing_townships

COMPARED = frozenset({"completed", "incomplete", "unvaccinated", "exempt", "deferred", "unverified"})
"""The lists whose people are compared; the form of people away lists them a second time."""
HASHES = "hashes"


class Listed(NamedTuple):
    """A person as one township lists them; where only hashes are sent nothing but village and standing is known."""

    township: str
    name: str
    number: str
    phone: str
    address: str
    village: str
    standing: str


@dataclass(frozen=True, slots=True)
class RollUp:
    """The county's week: townships that count, who is missing, what was wrong, and people whom several townships list."""

    week: str
    on: date
    townships: Sequence[TownshipCount]
    missing: Sequence[str]
    problems: Sequence[Problem]
    people: int
    doubles: Sequence[Sequence[Listed]]


class _Told:
    """Counts townships read and tells them, which may raise Cancelled."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def one(self) -> None:
        """One township more was read."""
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)


def roll_up(
    paths: Iterable[Path],
    passwords: Passwords,
    on: date,
    week: str | None = None,
    expected: Sequence[str] = (),
    county_word: str = "",
    progress: Progress | None = None,
) -> RollUp:
    """Take in all submissions of a week. What is wrong with one keeps out that one alone, with its sentence.

    Raises Refused `nothing_delivered`; and Cancelled.
    """
    wanted, found, problems = deliveries(paths, week, on)
    key = key_of(county_word or "rows")
    crossings = Crossings()
    counted: list[Delivery] = []
    told = _Told(progress, 2 * len(found))
    people = 0
    for delivery in found:
        try:
            inside = _opened(delivery, passwords)
            hashes = list(_hashes(inside, key))
        except Refused as refused:
            problems.append(Problem(delivery.workbook.name, refused.code, refused.message))
            continue
        finally:
            told.one()
        crossings.put(len(counted), hashes)
        people += len(hashes)
        counted.append(delivery)
    doubles = _doubles(counted, passwords, crossings, told)
    return RollUp(
        wanted, on, [each.count for each in counted], missing_townships(expected, counted), problems, people, doubles
    )


def _opened(delivery: Delivery, passwords: Passwords) -> Inside:
    """Open a delivery and hold its contents against its manifest. Raises Refused `manifest_differs` and as Delivery.open."""
    inside = delivery.open(passwords)
    try:
        said = [(sheet["form"], sheet["place"], sheet["rows"]) for sheet in delivery.manifest["sheets"]]
    except (TypeError, KeyError) as error:
        raise damaged(inside.file) from error
    if said != [(part.form, part.place, part.lines) for part in inside.parts]:
        raise Refused(
            "manifest_differs",
            say(
                "The list of contents of {name} is not that of its workbook: ask for both again.",
                name=delivery.count.name,
            ),
        )
    return inside


def _hashes(inside: Inside, key: bytes) -> Iterator[int]:
    for part in inside.parts:
        if part.form == HASHES:
            place = place_of(inside, part, "hash")
            yield from (_hash(inside, row[place]) for row in read_rows(inside, part) if row[place])
        elif part.form in COMPARED:
            place = place_of(inside, part, "id_number")
            yield from (hash_number(str(row[place]), key) for row in read_rows(inside, part) if row[place])


def _hash(inside: Inside, text: object) -> int:
    hash = read_hash(str(text))
    if hash is None:
        raise damaged(inside.file)
    return hash


def _doubles(
    counted: Sequence[Delivery], passwords: Passwords, crossings: Crossings, told: _Told
) -> list[list[Listed]]:
    """The rows of the people that several townships list, read by their places."""
    asked: dict[int, dict[int, int]] = {}
    for hash, listed in crossings.shared():
        for owner, place in listed:
            asked.setdefault(owner, {})[place] = hash
    found: dict[int, list[Listed]] = {}
    for owner, delivery in enumerate(counted):
        if owner in asked:
            inside = _opened(delivery, passwords)
            for hash, person in _listed(inside, delivery.count.name, asked[owner]):
                found.setdefault(hash, []).append(person)
        told.one()
    return [found[hash] for hash in sorted(found, key=lambda hash: (found[hash][0].township, found[hash][0].village))]


def _listed(inside: Inside, township: str, wanted: Mapping[int, int]) -> Iterator[tuple[int, Listed]]:
    """The people at the wanted places, counted as `_hashes` counts them."""
    nth = 0
    for part in inside.parts:
        if part.form != HASHES and part.form not in COMPARED:
            continue
        place = place_of(inside, part, "hash" if part.form == HASHES else "id_number")
        for row in read_rows(inside, part):
            if row[place]:
                if nth in wanted:
                    yield wanted[nth], _person(part, row, township)
                nth += 1


def _person(part: Part, row: list[Any], township: str) -> Listed:
    if part.form == HASHES:
        _, village, standing = picker(part, "hash", "village", "standing")(row)
        return Listed(township, "", "", "", "", village, standing)
    name, number, phone, address = picker(part, "name", "id_number", "phone", "address")(row)
    return Listed(township, name, number, phone, address, part.place, part.form)
