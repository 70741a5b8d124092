"""Why somebody is not vaccinated: the closed list of resources/reasons.toml."""

from dataclasses import dataclass
from enum import StrEnum

from .entries import Entry


class ReasonKind(StrEnum):
    """What sort of reason it is (domain facts C1)."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    ABSENT = "absent"
    REFUSAL = "refusal"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as given. One that needs evidence is a claim until a certificate or a dated deferral comes with it.

    `settles` is False where the word itself says that something is still to be found out: the person stays to be
    verified.
    """

    code: str
    text: str
    kind: str
    needs_evidence: bool
    settles: bool
    aliases: tuple[str, ...]


def read_reasons(file: Entry) -> dict[str, Reason]:
    """The reasons of the file by code, in the order of the file."""
    reasons = {}
    for code, entry in file.named("reasons"):
        reasons[code] = Reason(
            code=code,
            text=entry.text("text"),
            kind=entry.one_of("kind", set(ReasonKind)),
            needs_evidence=entry.flag("needs_evidence"),
            settles=entry.flag("settles", True),
            aliases=entry.texts("aliases"),
        )
        entry.end()
    return reasons
