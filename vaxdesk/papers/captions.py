"""What the lines around a table say of it: the day it speaks of, and the village."""

import re
from collections.abc import Iterable
from datetime import date
from unicodedata import normalize

from .layouts import Layouts

LONGEST_VILLAGE = 10
DAY = r"(\d{4})\D{1,3}?(\d{1,2})\D{1,3}?(\d{1,2})"


def stated_on(texts: Iterable[str], layouts: Layouts) -> date | None:
    """Find the day the table speaks of, after one of the words for it; of a range the last day; None where none is."""
    lines = [normalize("NFKC", text) for text in texts]
    until = "|".join(map(re.escape, layouts.stated_until))
    for word in layouts.stated_words:
        pattern = re.compile(rf"{re.escape(word)}[^\d]{{0,8}}{DAY}\D?(?:\s*(?:{until})\s*(\d{{1,2}})(?!\d))?")
        for line in lines:
            if match := pattern.search(line):
                year, month, day, last = match.groups()
                try:
                    return date(int(year), int(month), int(last or day))
                except ValueError:
                    continue
    return None


def place_of(captions: Iterable[str], titles: Iterable[str], sheet: str, layouts: Layouts) -> str:
    """Find the village the table is of: in a caption, else in the title, else as the sheet's name; "" where none is."""
    for caption in captions:
        for word in layouts.place_words:
            head = rf"{re.escape(normalize('NFKC', word))}(?:\([^()]*\))?\s*:\s*(\S+)"
            if (match := re.search(head, normalize("NFKC", caption))) and (
                village := _village(_without_office(match[1], layouts), layouts)
            ):
                return village
    return next((village for title in titles if (village := _village(title, layouts))), "") or _whole(sheet, layouts)


def _without_office(name: str, layouts: Layouts) -> str:
    return next((name.removesuffix(office) for office in layouts.place_offices if name.endswith(office)), name)


def _village(text: str, layouts: Layouts) -> str:
    """Take the first place that ends like a village, without the county and township before it."""
    ends = [(text.find(ending), ending) for ending in layouts.place_endings if text.find(ending) > 0]
    if not ends:
        return ""
    start, ending = min(ends)
    name = text[:start].strip()
    above = re.compile(rf"\w{{1,7}}?(?:{'|'.join(map(re.escape, layouts.place_above))})(?=\w)")
    while match := above.match(name):
        name = name[match.end() :]
    return name + ending if re.fullmatch(rf"[^\W\d_]{{1,{LONGEST_VILLAGE}}}", name) else ""


def _whole(name: str, layouts: Layouts) -> str:
    return _village(name, layouts) if name.strip().endswith(layouts.place_endings) else ""
