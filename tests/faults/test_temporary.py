"""Nothing is written beside what was asked for: no file among the system's temporary ones, nothing left over; and no connection."""

import subprocess
import sys

DAY = """
import os, sys, tempfile
from pathlib import Path

place, temporary = map(Path, sys.argv[1:])
tempfile.tempdir = str(temporary)
written = set()

def hook(event, given):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        raise SystemExit(f"{event} {given}")
    if event == "open" and isinstance(given[0], (str, bytes)) and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        written.add(os.fsdecode(given[0]))

from vaxdesk.actions import backups, intake, ledgers, printing, submission
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office
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
    print(office.db.conn.execute("PRAGMA temp_store").fetchone()[0])
for path in sorted(written):
    print(path)
"""


def test_a_day_of_work_writes_only_what_was_asked_for(tmp_path):
    place, temporary = tmp_path / "place", tmp_path / "temporary"
    place.mkdir()
    temporary.mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", DAY, str(place), str(temporary)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    in_memory, *written = ran.stdout.splitlines()
    assert in_memory == "2", "the database keeps its own temporary tables in memory"
    assert written
    strange = [path for path in written if not path.startswith((str(place), "/dev/"))]
    assert not strange
    assert not list(temporary.iterdir())
    left = {path.name for path in place.rglob("*") if path.is_file() and path.suffix in (".part", ".new", ".tmp")}
    assert not left
