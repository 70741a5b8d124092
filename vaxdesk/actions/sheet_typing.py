"""What is typed of one canvass sheet: it is kept as it was typed, so that nothing is lost and everything is read again."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Self

from vaxdesk.register import sheets
from vaxdesk.register.sheets import Stored

from .office import Office
from .rights import Right, needs


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of one sheet as somebody typed them; `household` None and `village` with `address` for a new one.

    `outcome` is a code of resources/keying.toml; `lines` were entered, `typing` not yet. `draft` is where it is kept.
    `again` is the household of a second typing, which tells nothing of anybody: then `household` is None.
    """

    household: int | None = None
    village: str = ""
    address: str = ""
    visited_on: str = ""
    canvasser: str = ""
    outcome: str = "met"
    next_on: str = ""
    lines: tuple[str, ...] = ()
    typing: str = ""
    draft: int | None = None
    again: int | None = None

    @property
    def nothing(self) -> bool:
        """Whether there is nothing that could be lost."""
        return not (self.lines or self.typing.strip() or self.next_on or self.outcome != "met")

    def with_draft(self, draft: int) -> Self:
        """The same, kept in this draft."""
        return replace(self, draft=draft)

    def written(self) -> str:
        """As text for the register."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read_typed(stored: Stored) -> Typed:
    """What a draft holds; what its fields would say of a household that was saved in part is nothing."""
    facts = json.loads(stored.typed) if stored.typed else {}
    facts |= {"draft": stored.id, "household": stored.household, "lines": tuple(facts.get("lines", ()))}
    return Typed(**facts)


@needs(Right.KEY)
def keep(office: Office, typed: Typed) -> int | None:
    """Keep what was typed in the encrypted register; the draft's id, None if there was nothing to keep.

    A household saved in part stays listed when the last typed letter is taken away again.
    """
    if not typed.nothing:
        return sheets.keep_draft(office.db, typed.household, office.user, typed.written(), typed.draft)
    known = sheets.draft_with(office.db, typed.draft) if typed.draft is not None else None
    if known is not None and not known.missing:
        sheets.drop_draft(office.db, known.id)
        return None
    if known is not None and known.typed:
        sheets.keep_draft(office.db, typed.household, office.user, "", typed.draft)
    return typed.draft
