"""Whether the file is whole: every page's seal, SQLite's own structure, and every reference."""

from vaxdesk.rules.messages import Message, say

from .database import Database


def damages(db: Database) -> list[Message]:
    """What is wrong with the file; empty if it is whole."""
    found = []
    for (text,) in db.conn.execute("PRAGMA cipher_integrity_check"):
        found.append(say("A page of the register does not match its seal: {detail}.", detail=text))
    if found:
        return found
    for (text,) in db.conn.execute("PRAGMA integrity_check"):
        if text != "ok":
            found.append(say("The structure of the register is damaged: {detail}.", detail=text))
    for table, row, parent, _ in db.conn.execute("PRAGMA foreign_key_check"):
        found.append(
            say(
                "Row {row} of {table} refers to a row of {parent} that is missing.", row=row, table=table, parent=parent
            )
        )
    return found
