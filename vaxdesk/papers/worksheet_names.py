"""Names of worksheets that Excel allows, and of files that every system allows."""

import re

LONGEST = 31
_FORBIDDEN_IN_FILES = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def worksheet_name(wish: str, instead: str, taken: set[str]) -> str:
    """The wish as far as Excel allows it, that no other worksheet has; `instead` where nothing is left. Adds it to `taken`."""
    wish = _FORBIDDEN.sub(" ", wish).strip()[:LONGEST] or instead
    name, number = wish, 1
    while name.lower() in taken:
        number += 1
        ending = f" {number}"
        name = wish[: LONGEST - len(ending)] + ending
    taken.add(name.lower())
    return name


def file_name(wish: str) -> str:
    """The wish without the characters that Windows forbids in names of files."""
    return _FORBIDDEN_IN_FILES.sub("_", wish).strip(" .") or "_"
