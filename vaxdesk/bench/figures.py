"""Figures from many measurements."""

from collections.abc import Sequence
from statistics import quantiles


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
