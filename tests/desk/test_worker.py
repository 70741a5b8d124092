"""The worker: what comes back, to whom, and what a fault tells."""

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from vaxdesk.actions.office import Changes, Office, open_office
from vaxdesk.desk.worker import Opened, Worker
from vaxdesk.register.long_reads import cancellable
from vaxdesk.rules.messages import Cancelled, Message, Refused, say
from vaxdesk.rules.records import Progress

from .conftest import ON, PASSPHRASE

TITLE = say("Searching")


class Heard:
    """Everything a job answered."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.refusals: list[str] = []

    def done(self, result: object) -> None:
        self.results.append(result)

    def refused(self, refused: Refused) -> None:
        self.refusals.append(refused.code)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def at_work(qtbot: QtBot, worker: Worker, register: Path, heard: Heard) -> Worker:
    """A worker with an open register."""
    worker.open(TITLE, lambda _progress: open_office(register, PASSPHRASE, today=ON), heard.done, heard.refused)
    qtbot.waitUntil(lambda: bool(heard.results))
    opened = heard.results.pop()
    assert isinstance(opened, Opened)
    assert (opened.name, opened.today) == ("云岭镇人民政府", ON)
    return worker


def test_a_verb_runs_on_the_worker_thread_and_answers_on_ours(qtbot: QtBot, at_work: Worker, heard: Heard) -> None:
    threads: list[str] = []

    def verb(office: Office, _progress: Progress) -> str:
        threads.append(threading.current_thread().name)
        return office.county

    def done(county: str) -> None:
        threads.append(threading.current_thread().name)
        heard.done(county)

    at_work.ask(TITLE, verb, done, heard.refused)
    qtbot.waitUntil(lambda: heard.results == ["长子县"])
    assert threads[0].startswith("register")
    assert threads[1] == threading.main_thread().name


def test_a_refusal_goes_to_whoever_asked(qtbot: QtBot, worker: Worker, register: Path, heard: Heard) -> None:
    worker.open(TITLE, lambda _progress: open_office(register, "not the passphrase"), heard.done, heard.refused)
    qtbot.waitUntil(lambda: heard.refusals == ["wrong_passphrase"])
    assert heard.results == []


def test_a_cancelled_job_falls_silent_and_the_next_one_runs(qtbot: QtBot, at_work: Worker, heard: Heard) -> None:
    def endless(_office: Office, progress: Progress) -> None:
        while True:
            progress(1, 2)

    at_work.progressed.connect(at_work.cancel)
    at_work.ask(TITLE, endless, heard.done, heard.refused)
    at_work.ask(TITLE, lambda office, _progress: office.name, heard.done, heard.refused)
    qtbot.waitUntil(lambda: heard.results == ["云岭镇人民政府"])
    assert heard.refusals == []


def test_only_the_newest_question_of_a_topic_is_answered(qtbot: QtBot, at_work: Worker, heard: Heard) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def first(_office: Office, _progress: Progress) -> str:
        begun.set()
        go_on.wait()
        return "w"

    at_work.ask(TITLE, first, heard.done, heard.refused, topic="search")
    begun.wait()
    for text in ("wa", "wan", "wang"):
        at_work.ask(TITLE, lambda _office, _progress, text=text: text, heard.done, heard.refused, topic="search")
    go_on.set()
    qtbot.waitUntil(lambda: at_work.resting)
    assert heard.results == ["wang"]


def test_a_fault_is_reported_without_personal_data(qtbot: QtBot, at_work: Worker, heard: Heard) -> None:
    def verb(_office: Office, _progress: Progress) -> None:
        {}["王小明 140428196001010015"]

    with qtbot.waitSignal(at_work.broken) as broken:
        at_work.ask(TITLE, verb, heard.done, heard.refused)
    (report,) = broken.args or [""]
    assert "KeyError" in report
    assert "vaxdesk/desk/worker.py:" in report
    assert "王小明" not in report
    assert "140428196001010015" not in report
    assert (heard.results, heard.refusals) == ([], [])


def test_it_says_when_it_works_and_when_it_rests(qtbot: QtBot, at_work: Worker, heard: Heard) -> None:
    said: list[Message | None] = []
    at_work.busy.connect(said.append)
    at_work.ask(TITLE, lambda _office, _progress: 1, heard.done, heard.refused)
    qtbot.waitUntil(lambda: said == [TITLE, None])


def test_changes_reach_everybody_who_listens(at_work: Worker) -> None:
    told: list[Changes] = []
    at_work.changed.connect(told.append)
    at_work.tell(Changes("intake", everything=True))
    assert [changes.verb for changes in told] == ["intake"]


def test_stopping_closes_the_register_and_leaves_no_thread(at_work: Worker, register: Path) -> None:
    at_work.stop()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("register")]
    open_office(register, PASSPHRASE).close()


def test_what_is_nice_to_know_gives_way_to_what_somebody_looks_at_and_begins_anew(
    qtbot: QtBot, at_work: Worker, heard: Heard
) -> None:
    begun: list[int] = []

    def long(_office: Office, progress: Progress) -> str:
        begun.append(len(begun))
        while len(begun) == 1:
            progress(0, 1)
        return "nice"

    at_work.read(TITLE, long, heard.done, heard.refused, "nice", when_calm=True)
    qtbot.waitUntil(lambda: bool(begun))
    at_work.read(TITLE, lambda office, _progress: office.county, heard.done, heard.refused, "list")
    qtbot.waitUntil(lambda: at_work.resting)
    assert heard.results == ["长子县", "nice"]


def test_a_long_statement_is_cancelled_in_the_middle(register: Path) -> None:
    def late(_done: int, _total: int) -> None:
        raise Cancelled

    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with open_office(register, PASSPHRASE, today=ON) as office:
        with pytest.raises(Cancelled), cancellable(office.db, late):
            office.db.conn.execute(endless).fetchone()
        assert office.db.conn.execute("SELECT 1").fetchone() == (1,)


def test_of_several_things_nice_to_know_none_is_forgotten_where_one_is_not_wanted_any_more(
    qtbot: QtBot, at_work: Worker, heard: Heard
) -> None:
    for topic in ("first", "second"):
        at_work.read(TITLE, lambda office, _progress: office.name, heard.done, heard.refused, topic, when_calm=True)
    at_work.drop("first")
    qtbot.waitUntil(lambda: at_work.resting)
    assert heard.results == ["云岭镇人民政府"]
