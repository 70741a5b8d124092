"""Fields that are off until somebody says what they are needed for: nothing is kept of anybody that the campaign does not need.

The Personal Information Protection Law (articles 6 and 19) wants the least that reaches the purpose. What the forms of the notices
have (name, sex, birth date, number, phone, address, residence, doses, reason) and what the law itself asks for (guardian and
consent of a child under 14, article 31) is always there; these are not:
"""

from collections.abc import Mapping
from typing import NamedTuple

from .messages import Message, say

UNIT, TAGS, CHRONIC = "unit", "tags", "chronic"


class OptionalField(NamedTuple):
    """A field: its code, what it is called, and what it is for."""

    code: str
    label: Message
    purpose: Message


FIELDS: Mapping[str, OptionalField] = {
    UNIT: OptionalField(
        UNIT,
        say("Work unit"),
        say("to make ledgers and figures by work unit, where the notice of the campaign asks for them"),
    ),
    TAGS: OptionalField(
        TAGS, say("Tags"), say("to find people together again by words of your own; never a judgement of anybody")
    ),
    CHRONIC: OptionalField(
        CHRONIC,
        say("Chronic disease"),
        say("to ask elders on days 1 to 3 after a dose how they are, where the notice of the campaign asks for it"),
    ),
}
"""All of them, by code."""
