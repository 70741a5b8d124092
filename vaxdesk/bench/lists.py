"""Lists that come in, measured: the review of a roster of people who are known already, and taking a whole intake back."""

from time import perf_counter

from ..actions import intake
from ..papers import limits as papers_limits
from ..register.people import known_people
from .day import Case, Timed
from .ground import Ground, empty, opened


def review_again(ground: Ground) -> Timed:
    """Preview the roster against the register that has everybody in it."""
    with opened(ground) as office:
        start = perf_counter()
        change_set = intake.preview(office, [intake.Request(ground.roster)], ground.on)
        return Timed(perf_counter() - start, {"rows": sum(change_set.counts().values())})


def read_both(ground: Ground) -> Timed:
    """Read the same cells, and the same people once from the register."""
    with opened(ground) as office:
        start = perf_counter()
        papers_limits.read_cells(ground.roster)
        for _known in known_people(office.db):
            pass
        return Timed(perf_counter() - start)


def take_back(ground: Ground) -> Timed:
    """Take the intake of the whole roster back."""
    with empty(ground) as office:
        change_set = intake.preview(office, [intake.Request(ground.roster)], ground.on)
        change, _ = intake.commit(office, change_set)
        start = perf_counter()
        undone, _ = intake.undo(office, change)
        return Timed(perf_counter() - start, {"undone": undone.undone})


def commit_whole(ground: Ground) -> Timed:
    """Commit the same change set."""
    with empty(ground) as office:
        change_set = intake.preview(office, [intake.Request(ground.roster)], ground.on)
        start = perf_counter()
        intake.commit(office, change_set)
        return Timed(perf_counter() - start)


LIST_CASES = (
    Case("preview", review_again, read_both, 4.0),
    Case("undo", take_back, commit_whole, 1.5),
)
"""What is measured of lists that come in."""
