"""The benchmarks: what a verb costs beside the barest way to the same result, both measured in the same run.

Every measurement runs in a fresh process, so that nothing is warm and peak memory is its own. Work and limit take turns
and the best round of each counts, so that whatever else the machine does weighs on both sides.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from ..rules.messages import Refused, say
from .canvass import CANVASS_CASES
from .day import CASES, Case, Timed
from .desk import DESK_CASES
from .ground import Ground, enlarge, prepare
from .lists import LIST_CASES
from .memory import peak_mb
from .papers import PAPER_CASES
from .residents import RESIDENT_CASES
from .templates import TEMPLATE_CASES
from .trust import TRUST_CASES
from .week import WEEK_CASES

Result = TypeVar("Result")

ALL_CASES = (
    *CASES,
    *CANVASS_CASES,
    *RESIDENT_CASES,
    *LIST_CASES,
    *DESK_CASES,
    *WEEK_CASES,
    *TRUST_CASES,
    *PAPER_CASES,
    *TEMPLATE_CASES,
)
"""Everything that is measured, in the order of a day's work."""


def run_benchmarks(people: int, only: str | None, note: Callable[[str], None]) -> list[dict[str, Any]]:
    """Measure all cases, or one, on a township of so many people; `note` is told the name of each when it begins.

    A result has `name`, `seconds`, `limit_seconds`, their `ratio`, the ratio aimed at (`aim`), whether that is met
    (`ok`), `peak_mb` of the work (None where the system does not tell), and what the case says of itself.
    Raises Refused `benchmark_unknown`.
    """
    cases = [case for case in ALL_CASES if only in (None, case.name)]
    if not cases:
        raise Refused(
            "benchmark_unknown",
            say(
                "There is no benchmark {name}: choose one of {known}.",
                name=str(only),
                known=", ".join(case.name for case in ALL_CASES),
            ),
        )
    with TemporaryDirectory(prefix="vaxdesk-bench-") as folder:
        note("prepare")
        ground, _ = _in_fresh_process(prepare, Path(folder), people)
        large = None
        results = []
        for case in cases:
            if case.enlarged and large is None:
                note("enlarge")
                large, _ = _in_fresh_process(enlarge, ground)
            note(case.name)
            results.append(_measured(case, large if case.enlarged and large else ground))
    return results


def _measured(case: Case, ground: Ground) -> dict[str, Any]:
    works: list[tuple[Timed, float | None]] = []
    limits: list[float] = []
    for _ in range(case.rounds):
        works.append(_in_fresh_process(case.work, ground))
        limits.append(case.limit if isinstance(case.limit, float) else _in_fresh_process(case.limit, ground)[0].seconds)
    (seconds, about), peak = min(works, key=lambda work: work[0].seconds)
    ratio = seconds / min(limits)
    return {
        "name": case.name,
        "seconds": seconds,
        "limit_seconds": min(limits),
        "ratio": ratio,
        "aim": case.aim,
        "ok": ratio <= case.aim,
        "peak_mb": peak,
        **(about or {}),
    }


def _in_fresh_process(work: Callable[..., Result], *given: object) -> tuple[Result, float | None]:
    """What the work answers, and the most memory its process ever held, in MB."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *given).result(), process.submit(peak_mb).result()
