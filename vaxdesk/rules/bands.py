"""Age bands as an office writes them: "3-11", "12-17", "80+". Ages are full years on the judged day."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from .messages import Refused, say
from .periods import Period, last_start

_WRITTEN = re.compile(r"(\d{1,3})(?:-(\d{1,3})|\+)")


class BandWords(NamedTuple):
    """How forms write bands: words between two ages, behind the lowest age of all above it, and behind any age."""

    to: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    years: tuple[str, ...] = ()


NO_WORDS = BandWords()


class Band(NamedTuple):
    """People from `first` up to `last` full years, both counted; `last` None: and over."""

    first: int
    last: int | None

    @property
    def code(self) -> str:
        """The band as it is written: 12-17, 80+."""
        return f"{self.first}+" if self.last is None else f"{self.first}-{self.last}"

    def covers(self, age: int | None) -> bool:
        """Whether somebody of this age belongs here; a person whose age is not known belongs to no band."""
        return age is not None and self.first <= age and (self.last is None or age <= self.last)


def band_of(text: str, words: BandWords = NO_WORDS) -> Band | None:
    """The band that a code, or with its words the heading of a form, names; None if it names none."""
    plain = "".join(normalize("NFKC", text).split())
    for kind, sign in ((words.to, "-"), (words.over, "+"), (words.years, "")):
        for word in sorted(kind, key=len, reverse=True):
            plain = plain.replace(normalize("NFKC", word), sign)
    written = _WRITTEN.fullmatch(plain)
    if written is None:
        return None
    first, last = int(written[1]), int(written[2]) if written[2] else None
    return None if last is not None and last < first else Band(first, last)


def read_bands(text: str) -> tuple[Band, ...]:
    """Bands parted by commas, from young to old.

    Raises Refused("bands_invalid") for what is no band, and for bands that overlap: nobody is counted twice.
    """
    bands = []
    for written in text.split(","):
        band = band_of(written)
        if band is None:
            raise Refused(
                "bands_invalid", say("{band} is no age band: write bands like 12-17,18-59,60+.", band=written.strip())
            )
        bands.append(band)
    for young, old in pairwise(bands):
        if young.last is None or old.first <= young.last:
            raise Refused(
                "bands_invalid",
                say(
                    "The age bands {young} and {old} overlap or are not in order: write each age in one band only.",
                    young=young.code,
                    old=old.code,
                ),
            )
    return tuple(bands)


def cuts(bands: Iterable[Band]) -> tuple[int, ...]:
    """The ages at which people must be parted, so that every band is a union of parts, from old to young."""
    ages = {band.first for band in bands} | {band.last + 1 for band in bands if band.last is not None}
    return tuple(sorted(ages | {0}, reverse=True))


def born_until(ages: Sequence[int], on: date) -> list[date]:
    """For each age the last birthday of those who have reached it on `on`."""
    return [last_start(on, Period(12 * age)) for age in ages]
