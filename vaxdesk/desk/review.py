"""A change set as rows to look at: grouped by what becomes of each row, with every problem and every changed field."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeVar, overload

from ..actions import intake_history
from ..actions.change_set import ChangeSet, Decision, Entry, FileReview
from ..actions.codes import OUTCOMES
from ..actions.deciding import Tally, taken
from ..actions.field_words import COLUMNS, shown
from ..actions.language import Translator
from ..actions.likely import Likely, likely
from ..actions.office import Office
from ..actions.optional_fields import left_out
from ..actions.plans import found
from ..actions.roster_rows import letters
from ..rules.masks import mask_id
from ..rules.matching import FieldChange, Known
from ..rules.messages import Message, say
from ..rules.problems import Outcome, Severity
from ..rules.rows import ReadDose
from .table import Value

SKIPPED, NOT_IN_FILE = "skipped", "not_in_file"
"""Groups beside the outcomes: rows that are no data, and people whom no row speaks of."""
PART_OF_NUMBER = 4
"""Signs of an identity number that find somebody; fewer are the number of a row."""
KEPT_ROWS = 400
"""Rows that were put into words and are kept so: several screens full."""

WHY_SKIPPED: Mapping[str, Message] = {
    "title": say("title"),
    "caption": say("line under the title"),
    "header": say("headings"),
    "group": say("heading of a group"),
    "total": say("sum"),
    "blank": say("empty row"),
    "footnote": say("note below the table"),
    "signature": say("signatures"),
    "instructions": say("how to fill it in"),
}
SEVERITIES: Mapping[str, Message] = {
    Severity.ERROR: say("to be mended"),
    Severity.WARNING: say("to be checked"),
    Severity.NOTICE: say("for information"),
}
TALLIED: Mapping[str, Message] = {
    "taken": say("taken in"),
    "kept": say("register kept"),
    "waiting": say("waiting"),
    "left_out": say("left out"),
    "returned": say("back to the sender"),
}
"""What the rows of a change set come to."""
BROUGHT = ("sex", "birth", "phone", "unit", "address", "residence", "departure", "left_on", "reason")
"""Fields of a new person that are shown before the doses."""
Reviewed = tuple[FileReview, Entry]
Item = TypeVar("Item")


class Group(NamedTuple):
    """One heading of the review: its code, its words, and how many rows it has."""

    code: str
    label: str
    rows: int


class Part(NamedTuple):
    """One line about a row: what it is, what stands there and where from, what would stand there and where from.

    `place` is its place in Entry.parts or in Entry.candidates; None for what can only be taken with the row.
    """

    label: str
    old: str
    old_from: str
    new: str
    new_from: str
    place: int | None


class Lazy(Sequence[Sequence[Value]]):
    """Rows that are put into words when they come into sight: a hundred thousand of them cost nothing."""

    def __init__(self, items: Sequence[Item], word: Callable[[Item], Sequence[Value]]) -> None:
        self._word: Callable[[int], Sequence[Value]] = lambda nth: word(items[nth])
        self._count = len(items)
        self._kept: dict[int, Sequence[Value]] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, nth: int) -> Sequence[Value]: ...
    @overload
    def __getitem__(self, nth: slice) -> Sequence[Sequence[Value]]: ...
    def __getitem__(self, nth: int | slice) -> Sequence[Value] | Sequence[Sequence[Value]]:
        """A row, put into words."""
        if isinstance(nth, slice):
            return [self[each] for each in range(*nth.indices(self._count))]
        if not 0 <= nth < self._count:
            raise IndexError(nth)
        if nth not in self._kept:
            if len(self._kept) >= KEPT_ROWS:
                self._kept.clear()
            self._kept[nth] = self._word(nth)
        return self._kept[nth]

    def forget(self) -> None:
        """Put the rows into words anew: something about them changed."""
        self._kept.clear()


def groups_of(change_set: ChangeSet, words: Translator) -> list[Group]:
    """The outcomes that have rows, their counts adding up to the rows of data; then the rows and people beside them."""
    counts = change_set.counts()
    groups = [Group(code, words(label), counts[code]) for code, label in OUTCOMES.items()]
    groups.append(Group(SKIPPED, words.say("Not data"), sum(len(review.skipped) for review in change_set.files)))
    groups.append(Group(NOT_IN_FILE, words.say("Not in the file"), len(change_set.not_in_file)))
    return [group for group in groups if group.rows]


def summary_of(change_set: ChangeSet, words: Translator) -> str:
    """One line per file: what it is and how its rows add up."""
    lines = []
    for review in change_set.files:
        counts = review.counts()
        parts = [f"{words(label)} {counts[code]}" for code, label in OUTCOMES.items() if counts[code]]
        rows = sum(counts.values())
        lines.append(
            words.say(
                "{file}: {rows} rows of data = {parts}", file=review.file, rows=rows, parts=" + ".join(parts) or 0
            )
        )
        if review.unknown_sheets:
            sheets = ", ".join(review.unknown_sheets)
            lines.append(words.say("These sheets were not recognised and are left alone: {sheets}", sheets=sheets))
        lines += [words(left_out(code, count)) for code, count in review.left_out.items()]
    return "\n".join(lines)


def tally_line(tally: Tally, words: Translator) -> str:
    """What the rows come to as they are decided now, adding up to those that were read."""
    parts = [f"{words(TALLIED[field])} {count}" for field, count in tally._asdict().items() if count]
    return words.say("{rows} rows: {parts}", rows=sum(tally), parts=" + ".join(parts) or "0")


def foreign_line(change_set: ChangeSet, words: Translator) -> str:
    """The question about files that may be another office's; "" where there is none."""
    return "\n".join(
        words.say(
            "{file}: only {known} of {rows} rows speak of people or villages of this office. Is it the right file?",
            file=review.file,
            **review.foreign._asdict(),
        )
        for review in change_set.files
        if review.foreign
    )


class Joined(Sequence[Reviewed]):
    """The rows of several files one after the other, of which none is copied: there may be a hundred thousand."""

    def __init__(self, parts: Sequence[tuple[FileReview, Sequence[Entry]]]) -> None:
        self._parts = parts
        self._ends = list(accumulate(len(entries) for _, entries in parts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, nth: int) -> Reviewed: ...
    @overload
    def __getitem__(self, nth: slice) -> Sequence[Reviewed]: ...
    def __getitem__(self, nth: int | slice) -> Reviewed | Sequence[Reviewed]:
        """A row with its file."""
        if isinstance(nth, slice):
            return [self[each] for each in range(*nth.indices(len(self)))]
        if not 0 <= nth < len(self):
            raise IndexError(nth)
        part = bisect_right(self._ends, nth)
        review, entries = self._parts[part]
        return review, entries[nth - self._ends[part]]


def entries_of(change_set: ChangeSet, code: str, text: str = "") -> Sequence[Reviewed]:
    """The rows of data with this outcome in the order of the files; with `text`, those it finds."""
    parts = [(review, review.by_outcome().get(code, ())) for review in change_set.files]
    if not text:
        return Joined(parts)
    return [(review, entry) for review, entries in parts for entry in entries if _has(entry, text)]


def _has(entry: Entry, text: str) -> bool:
    """Whether the name, a good part of the number, or the number of the row is this text."""
    return text in entry.name or text == str(entry.row) or (len(text) >= PART_OF_NUMBER and text in entry.number)


def entry_row(reviewed: Reviewed, files: int, words: Translator) -> Sequence[Value]:
    """What is decided, file and sheet, row, name, masked number, and the most important remark of a row."""
    review, entry = reviewed
    sheet = f"{review.file} · {entry.sheet}" if files > 1 else entry.sheet
    return (
        decision_word(review, entry, words),
        sheet,
        entry.row,
        entry.name,
        mask_id(entry.number),
        _remark(entry, words),
    )


def decision_word(review: FileReview, entry: Entry, words: Translator) -> str:
    """What becomes of a row as it is decided now."""
    if entry.outcome is Outcome.REJECTED:
        return words.say("goes back")
    if not entry.writes:
        return words.say("nothing new")
    decided = (entry.sheet, entry.row) in review.choices
    choice = review.choice(entry)
    if choice.decision is Decision.ACCEPT:
        if entry.outcome is Outcome.TO_CONFIRM:
            return words.say("somebody new") if choice.person is None else words.say("the same person")
        return words.say("taken in part") if choice.refused else words.say("taken")
    if choice.decision is Decision.KEEP:
        return words.say("register kept")
    return words.say("left out") if decided else words.say("to be decided")


def skipped_row(review: FileReview, nth: int, words: Translator) -> Sequence[Value]:
    """A row that is no data, under the same headings."""
    each = review.skipped[nth]
    return "", each.sheet, each.row, "", "", words(WHY_SKIPPED[each.why])


def beside_rows(change_set: ChangeSet, code: str, words: Translator) -> Lazy:
    """The rows that are no data, or the people whom no row speaks of, under the headings of `entry_row`."""
    if code == SKIPPED:
        places = [(review, nth) for review in change_set.files for nth in range(len(review.skipped))]
        return Lazy(places, lambda place: skipped_row(*place, words))
    nothing = words.say("Nothing happens to this person.")

    def known_row(known: Known) -> Sequence[Value]:
        return "", known.village, None, known.name, mask_id(known.number), nothing

    return Lazy(change_set.not_in_file, known_row)


def problem_lines(entry: Entry, words: Translator) -> str:
    """Every problem of a row, with its cell and how much it weighs."""
    return "\n".join(
        f"{found.cell}  {words(found.problem.message)} ({words(SEVERITIES[found.problem.severity])})"
        for found in entry.problems
    )


def parts_of(office: Office, review: FileReview, entry: Entry, words: Translator) -> list[Part]:
    """Everything a row would write, line by line; for a row to be confirmed, the people it may speak of."""
    if entry.candidates:
        told = _told(entry, words)
        return [told, *(_candidate(office, person, nth) for nth, person in enumerate(entry.candidates) if person > 0)]
    if entry.outcome is Outcome.REJECTED:
        return [_likely(each, words) for each in likely(office, review, entry)]
    place = _place(review, entry, words)
    where = intake_history.origins(office, entry)
    parts = [
        _changed(office, change, words(where[nth] or ""), place(change.field), nth, words)
        for nth, change in enumerate(entry.changes)
    ]
    parts += [
        _dose(office, dose, place(f"date{dose.number}"), nth, words)
        for nth, dose in enumerate(entry.new_doses, len(entry.changes))
    ]
    return parts + list(_brought(office, entry, place, words))


def part_row(part: Part, review: FileReview, entry: Entry, words: Translator) -> Sequence[Value]:
    """A part with what is decided about it."""
    if part.place is None:
        mark = ""
    elif entry.outcome is Outcome.TO_CONFIRM:
        chosen = entry.candidates[part.place] == review.choice(entry).person
        mark = words.say("the same person") if chosen else ""
    else:
        mark = words.say("taken") if taken(review, entry, part.place) else words.say("not taken")
    return mark, part.label, part.old, part.old_from, part.new, part.new_from


def _place(review: FileReview, entry: Entry, words: Translator) -> Callable[[str], str]:
    columns = review.columns.get(entry.sheet, {})

    def place(field: str) -> str:
        cell = f"{letters(columns[field])}{entry.row}" if field in columns else words.say("row {row}", row=entry.row)
        return f"{entry.sheet} {cell}"

    return place


def _changed(office: Office, change: FieldChange, old_from: str, new_from: str, nth: int, words: Translator) -> Part:
    return Part(
        words(COLUMNS[change.field]),
        _value(office, change.field, change.old, words),
        old_from,
        _value(office, change.field, change.new, words),
        new_from,
        nth,
    )


def _dose(office: Office, dose: ReadDose, new_from: str, nth: int | None, words: Translator) -> Part:
    told = (_value(office, "given_on", dose.on, words), _value(office, "product", dose.product, words), dose.site)
    return Part(
        words.say("Dose {number}", number=dose.number), "", "", "  ".join(part for part in told if part), new_from, nth
    )


def _brought(office: Office, entry: Entry, place: Callable[[str], str], words: Translator) -> Iterator[Part]:
    """What a new person brings, or a certificate, a destination, a note: taken with the row or not at all."""
    if entry.brings is not None:
        village, _, row = entry.brings
        yield Part(words(COLUMNS["village_id"]), "", "", village, place("village"), None)
        for field in BROUGHT:
            if getattr(row, field):
                yield Part(
                    words(COLUMNS[field]), "", "", _value(office, field, getattr(row, field), words), place(field), None
                )
        for dose in row.doses:
            yield _dose(office, dose, place(f"date{dose.number}"), None, words)
    if entry.paper is not None:
        for field in ("cause", "institution", "issued_on", "valid_until"):
            told = _value(office, field, getattr(entry.paper, field), words)
            yield Part(words(COLUMNS[field]), "", "", told, place(field), None)
    if entry.away is not None:
        told = "".join(dict.fromkeys((entry.away.province, entry.away.city, entry.away.county, entry.away.address)))
        yield Part(words.say("Gone to"), "", "", told, place("address"), None)
    if entry.note:
        yield Part(words(COLUMNS["note"]), "", "", entry.note, place("note"), None)


def _likely(each: Likely, words: Translator) -> Part:
    """Somebody of the register whom a row that goes back may speak of, and why."""
    known = each.person
    grounds = " ".join(words(ground) for ground in each.likeness.grounds)
    told = "  ".join(filter(None, (known.name, mask_id(known.number), known.village)))
    return Part(words.say("Perhaps"), told, "", grounds, "", None)


def _told(entry: Entry, words: Translator) -> Part:
    """What the row itself says of the person, to be held against the candidates."""
    phone, address = (entry.brings[2].phone, entry.brings[2].address) if entry.brings else ("", "")
    label = words.say("{name} (in the file)", name=entry.name)
    return Part(label, "  ".join(filter(None, (mask_id(entry.number), phone))), "", address, "", None)


def _candidate(office: Office, person: int, nth: int) -> Part:
    known = found(office, person)
    facts = (mask_id(known.number), known.phone or "")
    address = known.address or ""
    place = address if address.startswith(known.village) else known.village + address
    return Part(known.name, "  ".join(filter(None, facts)), "", place, "", nth)


def _remark(entry: Entry, words: Translator) -> str:
    if entry.candidates:
        return words.say("Somebody like this is in the register: say whether it is the same person.")
    worst = sorted(entry.problems, key=lambda found: list(Severity).index(found.problem.severity))
    if worst and worst[0].problem.severity is not Severity.NOTICE:
        return words(worst[0].problem.message)
    parts = [words(COLUMNS[change.field]) for change in entry.changes]
    parts += [words.say("Dose {number}", number=dose.number) for dose in entry.new_doses]
    return ", ".join(parts) or (words(worst[0].problem.message) if worst else "")


def _value(office: Office, field: str, value: object, words: Translator) -> str:
    if value in (None, ""):
        return ""
    told = value if field in ("phone", "relation", "unit", "site") else shown(office, field, value)
    return words(told) if isinstance(told, Message) else str(told)
