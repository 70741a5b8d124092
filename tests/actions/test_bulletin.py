"""The bulletin and its charts: from frozen figures, so that an old one prints as it did, byte by byte."""

import pypdfium2
import pytest

from vaxdesk.actions import bulletin, editing, plans, submission
from vaxdesk.actions.charts import coverage_bars, due_bars, trend
from vaxdesk.actions.frozen_figures import figures_now, frozen_days, keep_today, still_true
from vaxdesk.actions.language import translator
from vaxdesk.actions.printing import draw
from vaxdesk.actions.progress import sight
from vaxdesk.actions.residents import Filter, ids
from vaxdesk.register import snapshots
from vaxdesk.rules.charts import Reached, reached
from vaxdesk.rules.messages import Refused

from .conftest import ON

WORDS = translator("zh_CN")


@pytest.fixture(scope="module")
def figures(township):
    return figures_now(township, ON)


def test_bars_carry_their_numbers_their_denominator_and_the_marks(figures):
    chart = coverage_bars(figures, "village", WORDS)
    assert len(chart.bars) == 4
    assert (chart.floor, chart.stretch) == (0.85, 0.90)
    assert "应种人数" in chart.note
    assert all(bar.text.startswith(f"{bar.value * 100:.2f}"[:4]) for bar in chart.bars)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.84, Reached.BELOW), (0.85, Reached.FLOOR), (0.9, Reached.STRETCH), (1.2, Reached.STRETCH), (None, Reached.NOTHING_ASKED)],
)  # fmt: skip
def test_what_a_bar_reaches(value, expected):
    assert reached(value, 0.85, 0.90) is expected


def test_what_falls_due_adds_up(figures):
    assert sum(bar.value for bar in due_bars(figures, WORDS).bars) == sum(due["doses"] for due in figures["demand"])


def test_the_trend_ends_today(figures, township):
    chart = trend(frozen_days(township, ON), ON, figures, WORDS)
    assert chart.days[-1] == ON
    assert all(len(line.values) == len(chart.days) for line in chart.lines)


def test_an_old_bulletin_prints_byte_by_byte_as_it_did(township, tmp_path):
    keep_today(township)
    before, _ = draw([bulletin.bulletin(township, township.today)])
    one = ids(township, Filter(standings=frozenset({"completed"})), on=township.today)[0]
    editing.carry_out(township, plans.die(township, one, ""))
    after, pages = draw([bulletin.bulletin(township, township.today)])
    assert before == after
    now = bulletin.sheet_of(figures_now(township, township.today), township.today, [])
    assert now.rows != bulletin.bulletin(township, township.today).rows
    bulletin.print_bulletin(township, township.today, tmp_path / "bulletin.pdf")
    with pypdfium2.PdfDocument(tmp_path / "bulletin.pdf") as pdf:
        assert len(pdf) == sum(pages)
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "分村全程接种率" in text
    assert "全程" in text


def test_a_submission_keeps_its_own_figures(township, tmp_path):
    submission.submit(township, "2021-W49", ON, tmp_path, "secret123456", may_go_on=True)
    sheet = bulletin.bulletin_of_submission(township, "2021-W49", 1)
    kept = snapshots.by_id(township.db, next(iter(submission.submissions.listed(township.db))).snapshot)
    assert sheet.on == kept.on == ON
    with pytest.raises(Refused) as refused:
        bulletin.bulletin_of_submission(township, "2021-W49", 9)
    assert refused.value.code == "submission_unknown"


def test_the_wall_shows_the_same_frozen_and_reckoned(township):
    keep_today(township)
    kept = sight(township, township.today, WORDS)
    one = ids(township, Filter(standings=frozenset({"completed"})), on=township.today)[1]
    editing.carry_out(township, plans.note(township, one, "x"))
    assert still_true(township, township.today) is None
    now = sight(township, township.today, WORDS)
    assert kept.blocks
    assert len(kept.villages.bars) == len(now.villages.bars)
