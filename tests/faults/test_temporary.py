"""Nothing is written beside what was asked for: no file among the system's temporary ones, nothing left over; and no connection.

A library between the program and the system lists every file that is made, by whichever part: the database does so without Python.
"""

import os
import subprocess
import sys

DAY = """
import sys, tempfile
from datetime import timedelta
from pathlib import Path

place, temporary = map(Path, sys.argv[1:])
tempfile.tempdir = str(temporary)

def hook(event, given):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        raise SystemExit(f"{event} {given}")

from vaxdesk.actions import backups, checking, intake, ledgers, printing, retention, submission, users
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office, open_to_read
from vaxdesk.actions.printing import Terms
from vaxdesk.actions.township import make_township
from vaxdesk.actions.township_rosters import write_roster

made = make_demo(place / "town.vaxdesk", people=30)
write_roster(make_township(people=40, seed=9, as_of=made.on), place / "roster.xlsx")
sys.addaudithook(hook)
with open_office(made.register, PASSPHRASE, today=made.on) as office:
    intake.commit(office, intake.preview(office, [intake.Request(place / "roster.xlsx")], made.on))
    for name in ("one.pdf", "one.xlsx"):
        printing.save(office, ledgers.make(office, "unvaccinated", made.on), place / name, Terms("list"))
    submission.submit(office, submission.week_of(made.on), made.on, place / "out", "a password of 16 signs 1", may_go_on=True)
    backups.back_up(office, place / "one.vaxdesk-backup")
    checking.check(office, made.on)
    users.renew_key(office)
    with open_to_read(made.register, PASSPHRASE, today=made.on) as second:
        name = next(iter(second.db.conn.execute("SELECT name FROM people")))[0].encode()
        for path in temporary.rglob("*"):
            assert path.is_dir() or name not in path.read_bytes(), path
    retention.set_retention(office, made.on - timedelta(days=1))
    retention.purge(office, place / "last.vaxdesk-backup")
    print(office.db.conn.execute("PRAGMA temp_store").fetchone()[0])
"""


def test_a_day_of_work_writes_only_what_was_asked_for(tmp_path, shim):
    place, temporary, listed = tmp_path / "place", tmp_path / "temporary", tmp_path / "made"
    place.mkdir()
    temporary.mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", DAY, str(place), str(temporary)],
        env={**os.environ, "LD_PRELOAD": str(shim), "FILES_MADE": str(listed), "TMPDIR": str(temporary)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ["2"], "the database keeps its own temporary tables in memory"
    made = listed.read_text(encoding="utf-8").splitlines()
    assert any(path.endswith("register.db-wal") for path in made), "what the database makes is listed"
    copy = f"{temporary}/vaxdesk-view-"  # of the register, encrypted as it is
    strange = [path for path in made if not path.startswith((str(place), copy, "/dev/")) and "__pycache__" not in path]
    assert not strange
    assert not list(temporary.iterdir())
    left = {path.name for path in place.rglob("*") if path.is_file() and path.suffix in (".part", ".new", ".tmp")}
    assert not left
