"""Whether a register is sound: the file is whole, and everybody stands in exactly one place."""

from collections.abc import Mapping
from datetime import date

from vaxdesk.register.chain import first_break
from vaxdesk.register.dossier import dossier_of
from vaxdesk.register.integrity import damages
from vaxdesk.register.row_seals import Odd, first_odd
from vaxdesk.register.upgrading import odd_before
from vaxdesk.register.vault import KEY_FILE
from vaxdesk.rules.messages import Message, Refused, say

from .alarms import alarmed
from .office import Office
from .overview import overview
from .rights import Right, needs

WRONG: Mapping[str, Message] = {
    "change": say("it does not fit its seal"),
    "edits": say("what it changed does not fit its seal"),
    "missing": say("it is missing"),
    "unsealed": say("it was written without a seal"),
    "rows": say("the digests of the rows do not fit its seal"),
}
"""What can be wrong with a link of the record (register.chain.Break)."""

TABLES: Mapping[str, Message] = {
    "settings": say("the settings"),
    "campaigns": say("the campaigns"),
    "villages": say("the list of villages"),
    "households": say("the households"),
    "people": say("the people"),
    "documents": say("the identity numbers"),
    "doses": say("the doses"),
    "exemptions": say("the certificates and deferrals"),
    "infections": say("the infections"),
    "inclusions": say("the people included by hand"),
    "absences": say("the places of people away"),
    "visits": say("the visits"),
    "notes": say("the notes"),
    "sources": say("the workbooks taken in"),
    "source_rows": say("the rows of workbooks taken in"),
    "findings": say("the problems of workbooks taken in"),
    "prints": say("the register of prints"),
    "submissions": say("the submissions"),
    "submission_files": say("the files of submissions"),
    "submission_events": say("what became of submissions"),
    "merges": say("the merged entries"),
    "moved_facts": say("the facts moved by merging"),
    "differences": say("the entries told apart"),
    "lists": say("the lists sent down"),
    "list_answers": say("the answers to lists sent down"),
    "list_words": say("the words about people on lists"),
    "census": say("the census figures"),
    "quotas": say("the tasks"),
    "mappings": say("the named columns of workbooks"),
    "recipes": say("the named columns of templates"),
    "walks": say("the order of walks"),
    "sheets_out": say("the printed canvass sheets"),
    "snapshots": say("the frozen figures"),
    "stages": say("the stages"),
    "questions": say("the kept questions"),
    "doses_confirmed": say("the confirmed doses"),
    "users": say("the users"),
    "user_villages": say("the villages of users"),
    "user_grids": say("the grids of users"),
    "grids": say("the grids"),
    "assignments": say("who answers for what"),
    "households_stated": say("the stated numbers of households"),
    "contacts": say("the contacts"),
    "watched": say("the people asked after every dose"),
    "appointments": say("the appointments"),
    "first_keyings": say("the first keyings"),
    "second_keyings": say("the second keyings"),
    "tags": say("the tags"),
}
"""What a table of facts is called; one that is not here stands under its own name."""


@needs(Right.REVIEW)
def check(office: Office, on: date) -> list[Message]:
    """What is wrong with the register; empty if nothing is."""
    found = [*damages(office.db), *_broken(office), *_behind(office), *_keys(office), *alarmed(office)]
    if found:
        return found
    try:
        overview(office, on)
    except Refused as refused:
        return [refused.message]
    return []


def _broken(office: Office) -> list[Message]:
    broken = first_break(office.db)
    if broken is None:
        return []
    what = WRONG[broken.wrong]
    return [
        say(
            "The record of changes was altered at change {number}: {what}. Tell your supervisor, and compare with a backup.",
            number=broken.change,
            what=what,
        )
    ]


def _behind(office: Office) -> list[Message]:
    """The first row that was written behind the program's back, now and before it was last brought up to date."""
    odd = first_odd(office.db)
    found = [] if odd is None else [_told(office, odd)]
    earlier = odd_before(office.db)
    if earlier is not None:
        change, what = earlier
        found.append(
            say(
                "When the register was brought up to this program (change {number}), a row did not fit its digest: {what}. Compare"
                " with a backup of that day.",
                number=change,
                what=what,
            )
        )
    return found


def _told(office: Office, odd: Odd) -> Message:
    person = None if odd.person is None else dossier_of(office.db, odd.person)
    about = "" if person is None else say(" ({name}, {village})", name=person.name, village=person.village)
    table = TABLES.get(odd.table, Message(odd.table))
    if odd.wrong == "added":
        return say(
            "Row {row} of {table}{about} was added by something else than this program: compare it with the paper and with a"
            " backup, and tell your supervisor.",
            row=odd.row,
            table=table,
            about=about,
        )
    if odd.wrong == "altered":
        return say(
            "Row {row} of {table}{about} was altered by something else than this program: compare it with the paper and with a"
            " backup, and tell your supervisor.",
            row=odd.row,
            table=table,
            about=about,
        )
    return say(
        "A row of {table} is missing (among {row}), deleted by something else than this program: compare with a backup, and tell"
        " your supervisor.",
        row=odd.row,
        table=table,
    )


def _keys(office: Office) -> list[Message]:
    if office.vault.keys_as_written:
        return []
    return [
        say(
            "{file} is not the file that was written last: it was altered, or the power went while a passphrase was changed. Set"
            " every passphrase anew.",
            file=KEY_FILE,
        )
    ]
