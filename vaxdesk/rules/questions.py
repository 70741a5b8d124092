"""A number asked for on the telephone: conditions that all must hold, written so that a program and a person can read them.

A condition is `field=values`: values of a closed set parted by commas (`standing=unvaccinated,incomplete`), or a span of numbers
or days with two points between its ends, either of which may be missing (`age=60..69`, `last_dose=..2021-11-30`).
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from .messages import FieldRefused, Message, say


class Kind(StrEnum):
    """What the values of a field are: several of a set, a span of whole numbers, or a span of days."""

    SET = "set"
    NUMBER = "number"
    DAY = "day"


FIELDS: Mapping[str, tuple[Kind, Message]] = {
    "standing": (Kind.SET, say("Standing")),
    "detail": (Kind.SET, say("Detail")),
    "village": (Kind.SET, say("Village")),
    "grid": (Kind.SET, say("Grid")),
    "age": (Kind.NUMBER, say("Age")),
    "sex": (Kind.SET, say("Sex")),
    "residence": (Kind.SET, say("Residence")),
    "reason": (Kind.SET, say("Reason")),
    "unit": (Kind.SET, say("Work unit")),
    "product": (Kind.SET, say("Has a dose of")),
    "doses": (Kind.NUMBER, say("Number of doses")),
    "dose_day": (Kind.DAY, say("A dose between")),
    "last_dose": (Kind.DAY, say("Last dose between")),
    "completed_on": (Kind.DAY, say("Course completed between")),
    "next_due": (Kind.DAY, say("Next dose possible between")),
    "certificate_until": (Kind.DAY, say("Certificate expires between")),
    "contacted": (Kind.DAY, say("Contacted between")),
    "not_contacted": (Kind.DAY, say("Not contacted between")),
}
"""What can be asked for, with its kind and its label, in the order it is offered."""


class Condition(NamedTuple):
    """One condition: a field of FIELDS; the `values` of a set, or the ends of a span as texts ("" for an open end)."""

    field: str
    values: tuple[str, ...]

    @property
    def written(self) -> str:
        """The condition as it is written."""
        joint = "," if FIELDS[self.field][0] is Kind.SET else ".."
        return f"{self.field}={joint.join(self.values)}"


Question = tuple[Condition, ...]
"""All of its conditions must hold."""


def read_condition(written: str) -> Condition:
    """A condition as it is written. Raises FieldRefused `condition_invalid` at its field."""
    field, _, rest = written.partition("=")
    field = field.strip()
    if field not in FIELDS:
        raise FieldRefused(
            field,
            "condition_invalid",
            say("{field} cannot be asked for: choose one of {known}.", field=field, known=", ".join(FIELDS)),
        )
    if FIELDS[field][0] is Kind.SET:
        return checked(Condition(field, tuple(value.strip() for value in rest.split(",") if value.strip())))
    first, dots, last = rest.partition("..")
    return checked(Condition(field, (first.strip(), last.strip() if dots else first.strip())))


def checked(condition: Condition) -> Condition:
    """The condition if its values fit its field. Raises FieldRefused `condition_invalid`."""
    field, values = condition
    kind = FIELDS[field][0]
    if kind is Kind.SET:
        if not values:
            raise _wrong(field, say("{field}: choose at least one value.", field=FIELDS[field][1]))
        return condition
    if not any(values):
        raise _wrong(field, say("{field}: write at least one end.", field=FIELDS[field][1]))
    try:
        ends = [
            int(value) if kind is Kind.NUMBER else date.fromisoformat(value).toordinal() for value in values if value
        ]
    except ValueError:
        hint = say("a whole number") if kind is Kind.NUMBER else say("a day like 2021-12-19")
        raise _wrong(field, say("{field}: write {hint}.", field=FIELDS[field][1], hint=hint)) from None
    if ends != sorted(ends):
        raise _wrong(field, say("{field}: the first end lies behind the last.", field=FIELDS[field][1]))
    return condition


def _wrong(field: str, problem: Message) -> FieldRefused:
    return FieldRefused(field, "condition_invalid", problem)
