"""What is measured: a verb of the program, and beside it the barest work that leads to the same result.

Only what stands between the two readings of the clock counts; opening a register and preparing rows does not.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, time
from typing import NamedTuple

from ..actions import intake, ledgers, people, residents
from ..actions.indicators import indicators
from ..actions.judging import refresh
from ..actions.office import Office
from ..actions.residents import Row
from ..papers import limits as papers_limits
from ..papers.fonts import FontShelf
from ..papers.pdf import write_pdf
from ..papers.sheet import Sheet
from ..register import limits as register_limits
from ..register import search
from ..register.people import histories
from ..rules.standing import judge
from .figures import p95
from .ground import PASSPHRASE, Ground, copied, copy_of, empty, opened
from .process import unseen

LEDGER, LEDGER_ROWS = "completed", 3000
"""The longest ledger of a village, and how much of it is drawn."""
SEARCHED = 12
"""People whose names, numbers, phones and addresses are typed, character by character."""
AS_YOU_TYPE = 0.030
"""Seconds within which a list has to follow the typing."""


class Timed(NamedTuple):
    """Seconds of one measurement, and what else is to be told of it."""

    seconds: float
    about: Mapping[str, object] | None = None


class Case(NamedTuple):
    """A benchmark: `work` should take no more than `aim` times its limit, which is measured or given in seconds."""

    name: str
    work: Callable[[Ground], Timed]
    limit: Callable[[Ground], Timed] | float
    aim: float
    rounds: int = 3
    enlarged: bool = False
    """It stands on a register that holds everybody ten times."""


def take_in(ground: Ground) -> Timed:
    """From the workbook to committed facts."""
    with empty(ground) as office:
        start = perf_counter()
        change_set = intake.preview(office, [intake.Request(ground.roster)], ground.on)
        intake.commit(office, change_set)
        seconds = perf_counter() - start
        new = [entry.brings[2] for _, entry in change_set.rows() if entry.brings]
        return Timed(seconds, {"people": len(new), "doses": sum(len(row.doses) for row in new)})


def read_and_write(ground: Ground) -> Timed:
    """Read the same cells, and write the very rows that the intake leads to."""
    with opened(ground) as office:
        tables = register_limits.stored(office.db)
    with empty(ground) as office:
        start = perf_counter()
        papers_limits.read_cells(ground.roster)
        register_limits.write(office.db, tables)
        return Timed(perf_counter() - start)


def judge_everybody(ground: Ground) -> Timed:
    """One pass over everybody's history."""
    with opened(ground) as office:
        campaign = office.campaign
        start = perf_counter()
        for person in histories(office.db, campaign.code):
            judge(person.history, campaign, ground.on)
        return Timed(perf_counter() - start)


def read_everybody(ground: Ground) -> Timed:
    """The same rows, read and dropped."""
    with opened(ground) as office:
        start = perf_counter()
        register_limits.read_in_order(office.db, office.campaign.code)
        return Timed(perf_counter() - start)


def next_day(ground: Ground) -> Timed:
    """Make the standings true for the day after."""
    return _refreshed(ground, ground.on + timedelta(days=1))


def another_day(ground: Ground) -> Timed:
    """Make the standings true for the day before, which judges everybody again."""
    return _refreshed(ground, ground.on - timedelta(days=1))


def _refreshed(ground: Ground, on: date) -> Timed:
    with copied(ground) as office:
        start = perf_counter()
        judged = refresh(office, on)
        return Timed(perf_counter() - start, {"judged": judged})


def every_rate(ground: Ground) -> Timed:
    """All rates of the office, its villages, bands, residences and sexes."""
    with opened(ground) as office:
        start = perf_counter()
        seen = indicators(office, ground.on)
        return Timed(perf_counter() - start, {"figures": len(seen.figures)})


def group_once(ground: Ground) -> Timed:
    """One GROUP BY over the cached standings."""
    with opened(ground) as office:
        start = perf_counter()
        register_limits.group_standings(office.db)
        return Timed(perf_counter() - start)


def type_for_cards(ground: Ground) -> Timed:
    """Find people with all that a list shows of them."""
    return _typed(ground, lambda office, text: people.find(office, text, ground.on))


def type_for_ids(ground: Ground) -> Timed:
    """Find who it is, and no more."""
    return _typed(ground, lambda office, text: search.find(office.db, text))


def _typed(ground: Ground, find: Callable[[Office, str], object]) -> Timed:
    """The 95th percentile of the slowest kind of what is typed."""
    with opened(ground) as office:
        find(office, "-")
        taken = {
            kind: [_seconds(find, office, typed) for text in texts for typed in _growing(text)]
            for kind, texts in search_texts(office, ground.on).items()
        }
    kinds = {kind: p95(seconds) for kind, seconds in taken.items()}
    worst = max(kinds, key=kinds.__getitem__)
    return Timed(kinds[worst], {"worst": worst, "kinds": kinds, "typed": sum(map(len, taken.values()))})


def _seconds(find: Callable[[Office, str], object], office: Office, text: str) -> float:
    start = perf_counter()
    find(office, text)
    return perf_counter() - start


def _growing(text: str) -> Iterator[str]:
    return (text[:length] for length in range(1, len(text) + 1))


def search_texts(office: Office, on: date, people: int = SEARCHED) -> dict[str, list[str]]:
    """What somebody may type to find some of the people, by kind."""
    everybody = residents.ids(office, on=on)
    found = residents.page(office, everybody[:: max(1, len(everybody) // people)], on=on, masked=False)
    some = [row for row in found if row is not None]
    kinds: dict[str, Callable[[Row], str]] = {
        "name": lambda person: person.name,
        "given_name": lambda person: person.name[1:],
        "pinyin": lambda person: "".join(_syllables(person.name)),
        "initials": lambda person: "".join(syllable[0] for syllable in _syllables(person.name)),
        "number": lambda person: person.number,
        "number_tail": lambda person: person.number[-6:],
        "phone": lambda person: person.phone,
        "phone_tail": lambda person: person.phone[-4:],
        "address": lambda person: person.address,
        "household": lambda person: person.address.removeprefix(person.village),
        "name_and_place": lambda person: f"{person.name} {person.address}",
    }
    return {kind: [typed(person) for person in some] for kind, typed in kinds.items()}


def _syllables(name: str) -> list[str]:
    from pypinyin import lazy_pinyin

    return [str(syllable) for syllable in lazy_pinyin(name)]


def draw_ledger(ground: Ground) -> Timed:
    """Lay out and draw a long ledger of one village."""
    sheet, fonts = _ledger(ground), open_fonts()
    with TemporaryDirectory(dir=ground.register.parent) as folder:
        start = perf_counter()
        pages = write_pdf([sheet], Path(folder) / "ledger.pdf", fonts=fonts)
        return Timed(perf_counter() - start, {"rows": len(sheet.rows), "pages": pages})


def draw_strings(ground: Ground) -> Timed:
    """The same strings at the same places."""
    fonts = open_fonts()
    pages = papers_limits.placed(_ledger(ground), fonts)
    start = perf_counter()
    papers_limits.draw(pages)
    return Timed(perf_counter() - start)


def _ledger(ground: Ground) -> Sheet:
    with opened(ground) as office:
        longest = max(ledgers.make(office, LEDGER, ground.on), key=lambda sheet: len(sheet.rows))
    return replace(longest, rows=tuple(islice(longest.rows, LEDGER_ROWS)))


def open_fonts() -> FontShelf:
    """The fonts of this machine, opened: a desk opens them once."""
    fonts = FontShelf()
    for role in ("song", "hei", "xiaobiaosong"):
        fonts.typeface(role)
    return fonts


def open_window(ground: Ground) -> Timed:
    """From the start of the process to a window that shows the register and can be used."""
    with TemporaryDirectory(dir=ground.register.parent) as settings, copy_of(ground) as copy:
        return _started("vaxdesk.bench.window", copy, ground.on.isoformat(), settings)


def open_nothing(ground: Ground) -> Timed:
    """The same with an empty window, and the register opened but not looked into."""
    with copy_of(ground) as copy:
        return _started("vaxdesk.bench.bare_window", copy)


def _started(module: str, register: Path, *more: str) -> Timed:
    start = time()
    ready, complete, peak = unseen(module, str(register), PASSPHRASE, *more)
    return Timed(ready - start, {"complete_seconds": complete - start, "peak_mb": peak})


CASES = (
    Case("intake", take_in, read_and_write, aim=3.0),
    Case("judge", judge_everybody, read_everybody, aim=6.0),
    Case("next_day", next_day, another_day, aim=0.05),
    Case("indicators", every_rate, group_once, aim=3.0),
    Case("search", type_for_cards, AS_YOU_TYPE, aim=1.0, rounds=1),
    Case("search_ids", type_for_ids, AS_YOU_TYPE, aim=1.0, rounds=1),
    Case("ledger_pdf", draw_ledger, draw_strings, aim=2.0),
    Case("window", open_window, open_nothing, aim=1.5),
)
"""Every benchmark, in the order of a day's work."""
