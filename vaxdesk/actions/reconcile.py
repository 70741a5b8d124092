"""Reconciling a list sent down: a verdict for every row, the reply in the list's own workbook, the answers remembered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from vaxdesk.papers.mapping import Mapped
from vaxdesk.papers.reply import ListFile, empty
from vaxdesk.papers.tables import Table, load_layouts
from vaxdesk.papers.workbook_in import read_workbook
from vaxdesk.register import contacts as log
from vaxdesk.register.cards import Card, cards
from vaxdesk.register.lists import ListAnswer, PastAnswer, ToldWord, keep_list, past_answers, tell_word, words_told
from vaxdesk.register.people import known_people, villages
from vaxdesk.rules import list_verdicts
from vaxdesk.rules.contacts import quiet_on
from vaxdesk.rules.list_rows import ListReader, ListRow
from vaxdesk.rules.list_verdicts import TO_ASK, Verdict, VerdictWords
from vaxdesk.rules.masks import MaskProfile
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.names import name_key
from vaxdesk.rules.records import Dose, Progress

from . import list_notes
from .column_names import named_columns, remember_columns
from .intake import Request, recognise_or_ask
from .judging import refresh
from .language import PAPER, translator
from .list_people import Meant, meant_by
from .office import Changes, Office
from .people_index import PeopleIndex
from .printing import Going, Terms, numbered
from .rights import Right, needs

KIND = "county_list"
AWAY = "away"
"""The reason of being away (resources/reasons.toml)."""


class Reconciled(NamedTuple):
    """One row of the list: its verdict and what it rests on.

    `facts` is the verdict on the person meant, also where `verdict` says that the number is wrong or the row a repetition; None
    where nobody is meant. `right_id` is given with `id_wrong`, `duplicate_of` (a row of the same or an earlier sheet) with
    `duplicate`. `before` is the answer to an earlier list. `word` is the county's word, "" where its choice list has none.

    `phones` are the register's and the list's, `address` is the list's. `quiet`: the person declined, or is not to be
    contacted yet, as the contact log has it (rules.contacts). `told` is what somebody found out about a person whom the
    register does not know.
    """

    sheet: str
    row: int
    name: str
    number: str
    verdict: Verdict
    facts: Verdict | None
    card: Card | None
    right_id: str | None
    duplicate_of: int | None
    before: PastAnswer | None
    word: str
    phones: tuple[str, ...] = ()
    address: str = ""
    quiet: bool = False
    told: ToldWord | None = None

    @property
    def subject(self) -> str:
        """What tells the same person on the next list."""
        return f"person {self.card.id}" if self.card else f"{name_key(self.name)} {self.number}"

    @property
    def settled(self) -> bool:
        """Whether nobody needs to ask: somebody found it out, an earlier list got the same answer, or the person is left alone."""
        return self.quiet or self.told is not None or (self.before is not None and not self.changed)

    @property
    def changed(self) -> bool:
        """Whether an earlier list got another answer."""
        return self.before is not None and self.before.verdict != self.verdict


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that was judged; nothing is written yet. `as_of` is the day the list speaks of, `on` the day it is judged for.

    `notes` are what would stand in the note column, by place in `rows`.
    """

    rows: Sequence[Reconciled]
    notes: Sequence[str]
    file: ListFile
    path: Path
    sha256: str
    as_of: date
    on: date
    tables: Sequence[Table]
    mapped: tuple[Mapped, ...] = ()

    @property
    def name(self) -> str:
        """The name of the list's file."""
        return self.path.name

    @property
    def verdicts(self) -> Counter[str]:
        """Rows by verdict; together they are the rows of the list."""
        return Counter(row.verdict.value for row in self.rows)

    @property
    def to_ask(self) -> list[Reconciled]:
        """The call list: rows that only a person can settle, by household and phone."""
        rows = [row for row in self.rows if row.verdict in TO_ASK and not row.settled]
        return sorted(rows, key=_door)


@dataclass(frozen=True, slots=True)
class Reply:
    """A list that was answered. `kept` counts cells that somebody had filled already: they stay as they were."""

    rows: Sequence[Reconciled]
    verdicts: Counter[str]
    to_ask: Sequence[Reconciled]
    kept: int
    out: Path
    changes: Changes


def _door(row: Reconciled) -> tuple[object, ...]:
    """People of the register door by door, then the others by phone."""
    card = row.card
    place = (card.village, card.household, card.address) if card else ("", "", "")
    return (card is None, *place, row.phones, row.row)


class _Row(NamedTuple):
    """A row as it was read, and whom it speaks of."""

    table: Table
    number: int
    told: ListRow
    meant: Meant


@needs(Right.TAKE_IN)
def judge_list(
    office: Office, path: Path, on: date, progress: Progress | None = None, mapping: tuple[Mapped, ...] | None = None
) -> Listing:
    """Give every row of a list a verdict for the day `on`; nothing is written but the standings of that day.

    `mapping` names columns; where it is given, if only as (), unsure ones raise intake.Unsure. They are remembered with the answer.
    Raises Refused: those of read_workbook and recognise, `kind_not_taken` (no list sent down), `list_not_xlsx`; and Cancelled.
    """
    workbook = read_workbook(path)
    known = {**named_columns(office), **{each.fingerprint: each for each in mapping or ()}}
    recognised = recognise_or_ask(Request(path), workbook, load_layouts(), known, mapping is not None)
    tables = [table for table in recognised.tables if table.kind == KIND]
    if not tables:
        raise Refused(
            "kind_not_taken",
            say("{file} is no list sent down to be verified: take it in as an intake instead.", file=path.name),
        )
    file = ListFile(path, workbook)
    refresh(office, on, progress)
    as_of = max((table.stated_on for table in tables if table.stated_on), default=on)
    words = list_verdicts.load()
    past = _Past(past_answers(office.db, workbook.sha256), words_told(office.db))
    rows = _judged(office, _read(office, tables, progress), words, past, on)
    rows = _left_alone(office, _with_word(rows, tables, file, words), on)
    notes = [_note(office, row, words, as_of) for row in rows]
    return Listing(rows, notes, file, path, workbook.sha256, as_of, on, tables, mapping or ())


@needs(Right.TAKE_IN)
def answer(office: Office, listing: Listing, out: Path) -> Reply:
    """Write the reply to `out`, in the list's own workbook, and remember it in one transaction.

    Raises Refused: `list_itself` (out is the list), `format_unknown` (out is no .xlsx), `file_damaged` (the list changed since),
    `file_not_written`.
    """
    if out.resolve() == listing.path.resolve():
        raise Refused(
            "list_itself", say("{file} would be overwritten: choose another name for the reply.", file=listing.name)
        )
    if out.suffix.lower() != ".xlsx":
        raise Refused("format_unknown", say("The reply is saved as .xlsx: give the file such a name."))
    answers, kept = _answers(listing)
    with office.db.atomic():
        subjects = (ListAnswer(row.sheet, row.row, row.subject, row.verdict.value) for row in listing.rows)
        change = keep_list(office.db, office.user, listing.name, listing.sha256, listing.as_of, listing.on, subjects)
        remember_columns(office, change, listing.mapped)
        terms = Terms(MaskProfile.FULL, translator(PAPER).say("Reply to the list {file}", file=listing.name))
        going = Going("reply", listing.name, listing.on, len(listing.rows), MaskProfile.FULL)
        with numbered(office, [going], terms, out.name) as way:
            listing.file.write(answers, way.notes[0], out)
    return Reply(listing.rows, listing.verdicts, listing.to_ask, kept, out, Changes("reconcile", prints=True))


@needs(Right.TAKE_IN)
def reconcile(
    office: Office, path: Path, on: date, out: Path, progress: Progress | None = None, mapping: tuple[Mapped, ...] = ()
) -> Reply:
    """Judge a list and answer it.

    Raises Refused as judge_list and answer do; and Cancelled, with nothing written.
    """
    return answer(office, judge_list(office, path, on, progress, mapping or None), out)


@needs(Right.TAKE_IN)
def tell(office: Office, row: Reconciled, verdict: Verdict | None, note: str = "") -> Changes:
    """Remember what somebody found out about a person whom the register does not know; None forgets it again.

    It holds for every list that names this person. Raises Refused `person_known` where the register knows the person: what
    was found out belongs there.
    """
    if row.card is not None:
        raise Refused(
            "person_known",
            say("{name} is in the register: record there what you found out, then the verdict follows.", name=row.name),
        )
    tell_word(office.db, office.user, row.subject, verdict.value if verdict else None, note.strip(), office.today)
    return Changes("list_word")


class _Past(NamedTuple):
    """What was answered to earlier lists, and what somebody found out about people the register does not know."""

    answers: Mapping[str, PastAnswer]
    words: Mapping[str, ToldWord]


def _read(office: Office, tables: Sequence[Table], progress: Progress | None) -> list[_Row]:
    index = PeopleIndex(known_people(office.db))
    total = sum(len(table.rows) for table in tables)
    found: list[_Row] = []
    for table in tables:
        reader = ListReader(table.fields, office.writing, office.vocabulary, office.today)
        for number, cells in table.rows:
            if progress is not None:
                progress(len(found), total)
            told = reader.listed(cells)
            found.append(_Row(table, number, told, meant_by(office, told, index)))
    return found


def _judged(office: Office, rows: Sequence[_Row], words: VerdictWords, past: _Past, on: date) -> list[Reconciled]:
    ids = sorted({row.meant.known.id for row in rows if row.meant.known})
    people = {card.id: card for card in cards(office.db, ids=ids)}
    own = villages(office.db)
    first: dict[str, int] = {}
    judged = []
    for row in rows:
        card = people[row.meant.known.id] if row.meant.known else None
        facts = _facts(office, card, on) if card else None
        elsewhere = _elsewhere(office, row.told.address, words, own)
        verdict = facts or (Verdict.OTHER_TOWNSHIP if elsewhere else Verdict.UNKNOWN)
        answer = Reconciled(
            row.table.sheet, row.number, row.told.name, row.told.typed, Verdict.ID_WRONG if row.meant.wrong else verdict, facts,
            card, card.number if card and row.meant.wrong else None, None, None, "",
            tuple(dict.fromkeys(filter(None, (card.phone if card else "", row.told.phone)))), row.told.address,
        )  # fmt: skip
        subject = answer.subject
        word = past.words.get(subject)
        if word is not None and card is None:
            answer = answer._replace(verdict=Verdict(word.verdict), told=word)
        if subject in first:
            answer = answer._replace(verdict=Verdict.DUPLICATE, right_id=None, duplicate_of=first[subject])
        judged.append(answer._replace(before=past.answers.get(subject)))
        first.setdefault(subject, row.number)
    return judged


def _left_alone(office: Office, rows: Sequence[Reconciled], on: date) -> list[Reconciled]:
    """The rows, marked where the person is not to be contacted on that day."""
    asked = [row.card.id for row in rows if row.card and row.verdict in TO_ASK]
    made, declined = log.contacts_of(office.db, asked), log.declined(office.db, asked)
    quiet = {
        person
        for person in asked
        if quiet_on(made.get(person, ()), declined.get(person), person in declined, on) is not None
    }
    return [row._replace(quiet=row.card is not None and row.card.id in quiet) for row in rows]


def _facts(office: Office, card: Card, on: date) -> Verdict:
    groups = office.campaign.groups
    doses = [Dose(dose.on, dose.product) for dose in card.doses if dose.product is None or groups.get(dose.product)]
    return list_verdicts.of_person(
        card.standing, card.departure or None, card.left_on, card.residence, card.reason == AWAY, doses, on
    )


def _elsewhere(office: Office, address: str, words: VerdictWords, own: Iterable[str]) -> bool:
    """Whether an address names a township, and neither the office's own nor one of its villages."""
    township = words.township(address)
    return bool(township) and township not in office.name and not any(village in address for village in own)


def _with_word(
    rows: Sequence[Reconciled], tables: Sequence[Table], file: ListFile, words: VerdictWords
) -> list[Reconciled]:
    """The rows with the county's word, as the choice list of their sheet has it."""
    allowed = {
        table.sheet: file.choices(table.sheet, (table.rows[0][0] - 1, table.fields["answer"]))
        for table in tables
        if table.rows
    }
    return [row._replace(word=words.word(row.verdict, allowed[row.sheet]) or "") for row in rows]


def _answers(listing: Listing) -> tuple[dict[str, dict[tuple[int, int], str]], int]:
    """What to write where, and how many cells were filled already."""
    cells = {(table.sheet, number): row for table in listing.tables for number, row in table.rows}
    fields = {table.sheet: table.fields for table in listing.tables}
    answers: dict[str, dict[tuple[int, int], str]] = {}
    kept = 0
    for row, note in zip(listing.rows, listing.notes, strict=True):
        for field, text in (("answer", row.word), ("note", note)):
            column = fields[row.sheet].get(field)
            if column is None or not text:
                continue
            if empty(cells[row.sheet, row.row], column):
                answers.setdefault(row.sheet, {})[row.row - 1, column] = text
            else:
                kept += 1
    return answers, kept


def _note(office: Office, row: Reconciled, words: VerdictWords, as_of: date) -> str:
    """What the verdict rests on; where the county's choice list lacks its word, the word too."""
    paper = translator(PAPER)
    note = list_notes.fact_note(row.facts, row.card, office.catalogue, paper, as_of) if row.card and row.facts else ""
    if row.told is not None:
        note = row.told.note
    if row.duplicate_of is not None:
        note = list_notes.repeats(row.duplicate_of, paper)
    elif row.right_id and row.facts:
        note = list_notes.right_number(row.right_id, list_notes.joined(words.words[row.facts][0], note), paper)
    if not row.word:
        note = list_notes.joined(words.words[row.verdict][0], note)
    if row.before is not None and row.changed and row.duplicate_of is None:
        there = words.words[Verdict(row.before.verdict)][0]
        note = list_notes.changed_since(there, row.before.on, note, paper)
    return note
