"""How a day is written into a cell of a workbook that came in: as a real day where the cell is made for one, else as text."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from .archives import Part
from .package_edit import parsed
from .package_xlsx import WORKBOOK

STYLES = "xl/styles.xml"
DAY_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
"""Numbers of the built-in formats that show a day, those of Chinese systems among them (ECMA-376 part 1, 18.8.30)."""
_ASIDE = re.compile(r"\"[^\"]*\"|\\\\.|\[[^\]]*\]")
_DAY_SIGNS = re.compile("[yd]", re.IGNORECASE)
FIRST_DAY, FIRST_DAY_1904, FIRST_YEAR = date(1899, 12, 30), date(1904, 1, 1), 1904


class Days(NamedTuple):
    """The looks of a workbook that show days (by their numbers), and the day it counts from."""

    looks: frozenset[str]
    first: date

    def written(self, day: date, look: str | None) -> int | str:
        """The day as it is written into a cell of this look."""
        return (day - self.first).days if look in self.looks and day.year > FIRST_YEAR else day.isoformat()


def days_of(parts: Mapping[str, Part]) -> Days:
    """How a workbook writes days. Raises Damaged."""
    setting = parsed(parts[WORKBOOK]).find("{*}workbookPr")
    late = setting is not None and setting.get("date1904") in ("1", "true")
    if STYLES not in parts:
        return Days(frozenset(), FIRST_DAY)
    styles = parsed(parts[STYLES])
    formats = {each.get("numFmtId"): each.get("formatCode", "") for each in styles.iterfind("{*}numFmts/{*}numFmt")}
    own = {number for number, code in formats.items() if _DAY_SIGNS.search(_ASIDE.sub("", code))}
    shown = own | {str(number) for number in DAY_FORMATS if str(number) not in formats}
    looks = enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
    return Days(
        frozenset(str(nth) for nth, look in looks if look.get("numFmtId") in shown),
        FIRST_DAY_1904 if late else FIRST_DAY,
    )
