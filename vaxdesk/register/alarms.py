"""What was found wrong with the files of the register when it was opened: on record, and told until somebody has seen to it.

An alarm is a word and what belongs to it: `lost COUNT SINCE UNTIL` (up to so many changes between two moments, UTC),
`exchanged` (the database is not the one that was saved last), `damaged FILE`.
"""

from .changes import begin_change
from .database import Database
from .settings import read_setting, write_setting

SETTING = "alarms"


def raise_alarm(db: Database, by: str, what: str) -> None:
    """Put an alarm on record, and keep it until it is settled; call inside a transaction."""
    begin_change(db, by, "alarm", what)
    write_setting(db, SETTING, "\n".join(dict.fromkeys([*alarms(db), what])))


def alarms(db: Database) -> list[str]:
    """The alarms that nobody has seen to yet, oldest first."""
    return read_setting(db, SETTING).splitlines()


def settle(db: Database, by: str) -> None:
    """Put on record that somebody has seen to all of them."""
    with db.atomic():
        begin_change(db, by, "alarm_settled", "; ".join(alarms(db)))
        write_setting(db, SETTING, "")
