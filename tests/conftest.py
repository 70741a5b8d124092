"""What every test may use and must keep: the samples with their known truth, no screen, a quiet log."""

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from vaxdesk.register import keys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A test depends on nothing but the code: no clock, no luck, nothing left over from the run before.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")

# A passphrase costs a third of a second on purpose; in a test it may be cheap. The cost stands in the key file, so both kinds open.
keys.ARGON2.update(time_cost=1, memory_cost=1024)

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--mutants 10000` is the long run; the usual one takes a few seconds."""
    parser.addoption("--mutants", type=int, default=100, help="how many mutated workbooks are taken in")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample workbooks beside the checkout (`../shared/samples`); the test is skipped where they are not there."""
    if not (SAMPLES / "truth.json").is_file():
        pytest.skip("the sample workbooks are not beside this checkout")
    return SAMPLES


@pytest.fixture(scope="session")
def truth(samples: Path) -> dict[str, Any]:
    """The right answer for every row and every person of the samples: `truth.json`, to be read and never changed."""
    answer: dict[str, Any] = json.loads((samples / "truth.json").read_text(encoding="utf-8"))
    return answer


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning nobody expected; one that expects it looks into `caplog` and then clears it."""
    yield
    loud = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud
