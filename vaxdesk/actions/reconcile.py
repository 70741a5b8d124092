"""Reconciling a list sent down: a verdict for every row, the reply in the list's own workbook, the answers remembered."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from vaxdesk.papers.reply import ListFile, empty
from vaxdesk.papers.tables import Table, load_layouts, recognise
from vaxdesk.papers.workbook_in import read_workbook
from vaxdesk.register.cards import Card, cards
from vaxdesk.register.lists import ListAnswer, PastAnswer, keep_list, past_answers
from vaxdesk.register.people import known_people, villages
from vaxdesk.register.prints import note_print
from vaxdesk.rules import list_verdicts
from vaxdesk.rules.list_rows import ListReader, ListRow
from vaxdesk.rules.list_verdicts import TO_ASK, Verdict, VerdictWords
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.names import name_key
from vaxdesk.rules.records import Dose, Progress

from . import list_notes
from .judging import refresh
from .language import PAPER, translator
from .list_people import Meant, meant_by
from .office import Changes, Office
from .people_index import PeopleIndex

KIND = "county_list"
AWAY = "away"
"""The reason of being away (resources/reasons.toml)."""


class Reconciled(NamedTuple):
    """One row of the list: its verdict and what it rests on.

    `facts` is the verdict on the person meant, also where `verdict` says that the number is wrong or the row a repetition; None
    where nobody is meant. `right_id` is given with `id_wrong`, `duplicate_of` (a row of the same or an earlier sheet) with
    `duplicate`. `before` is the answer to an earlier list. `word` is the county's word, "" where its choice list has none.
    `phones` are the register's and the list's.
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

    @property
    def changed(self) -> bool:
        """Whether an earlier list got another answer."""
        return self.before is not None and self.before.verdict != self.verdict


@dataclass(frozen=True, slots=True)
class Reply:
    """A list that was answered. `kept` counts cells that somebody had filled already: they stay as they were."""

    rows: Sequence[Reconciled]
    verdicts: Counter[str]
    kept: int
    out: Path
    changes: Changes

    @property
    def to_ask(self) -> list[Reconciled]:
        """The call list: rows that only a person can settle and nobody answered before, by household and phone."""
        rows = [row for row in self.rows if row.verdict in TO_ASK and (row.before is None or row.changed)]
        return sorted(rows, key=_door)


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


def reconcile(office: Office, path: Path, on: date, out: Path, progress: Progress | None = None) -> Reply:
    """Judge every row of the list for the day `on`, write the reply to `out`, and remember it in one transaction.

    Raises Refused: those of read_workbook and recognise, `kind_not_taken` (no list sent down), `list_not_xlsx`,
    `format_unknown` (out is no .xlsx), `list_itself` (out is the list), `file_not_written`; and Cancelled, with nothing written.
    """
    if out.resolve() == path.resolve():
        raise Refused(
            "list_itself", say("{file} would be overwritten: choose another name for the reply.", file=path.name)
        )
    if out.suffix.lower() != ".xlsx":
        raise Refused("format_unknown", say("The reply is saved as .xlsx: give the file such a name."))
    workbook = read_workbook(path)
    tables = [table for table in recognise(workbook, load_layouts()).tables if table.kind == KIND]
    if not tables:
        raise Refused(
            "kind_not_taken",
            say("{file} is no list sent down to be verified: take it in as an intake instead.", file=path.name),
        )
    file = ListFile(path, workbook)
    refresh(office, on, progress)
    as_of = max((table.stated_on for table in tables if table.stated_on), default=on)
    words = list_verdicts.load()
    rows = _judged(office, _read(office, tables, progress), words, past_answers(office.db, workbook.sha256), on)
    rows = _with_word(rows, tables, file, words)
    answers, kept = _answers(office, tables, rows, words, as_of)
    with office.db.atomic():
        subjects = (ListAnswer(row.sheet, row.row, _subject(row), row.verdict.value) for row in rows)
        keep_list(office.db, office.user, path.name, workbook.sha256, as_of, on, subjects)
        reason = translator(PAPER).say("Reply to the list {file}", file=path.name)
        note_print(office.db, office.user, "reply", "", on, len(rows), "full", reason, out.name)
        file.write(answers, out)
    return Reply(rows, Counter(row.verdict.value for row in rows), kept, out, Changes("reconcile", prints=True))


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


def _judged(
    office: Office, rows: Sequence[_Row], words: VerdictWords, past: dict[str, PastAnswer], on: date
) -> list[Reconciled]:
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
            tuple(dict.fromkeys(filter(None, (card.phone if card else "", row.told.phone)))),
        )  # fmt: skip
        subject = _subject(answer)
        if subject in first:
            answer = answer._replace(verdict=Verdict.DUPLICATE, right_id=None, duplicate_of=first[subject])
        judged.append(answer._replace(before=past.get(subject)))
        first.setdefault(subject, row.number)
    return judged


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


def _subject(row: Reconciled) -> str:
    """What tells the same person on the next list."""
    return f"person {row.card.id}" if row.card else f"{name_key(row.name)} {row.number}"


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


def _answers(
    office: Office, tables: Sequence[Table], rows: Sequence[Reconciled], words: VerdictWords, as_of: date
) -> tuple[dict[str, dict[tuple[int, int], str]], int]:
    """What to write where, and how many cells were filled already."""
    cells = {(table.sheet, number): row for table in tables for number, row in table.rows}
    fields = {table.sheet: table.fields for table in tables}
    answers: dict[str, dict[tuple[int, int], str]] = {}
    kept = 0
    for row in rows:
        for field, text in (("answer", row.word), ("note", _note(office, row, words, as_of))):
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
