"""Fields that are off until an administrator says what they are needed for; the reason is on record and in the notice."""

from dataclasses import replace
from typing import NamedTuple

from vaxdesk.register import optional_fields as register
from vaxdesk.register.changes import begin_change
from vaxdesk.rules import keying
from vaxdesk.rules.keying import KeyingLists
from vaxdesk.rules.messages import FieldRefused, Message, say
from vaxdesk.rules.optional_fields import CHRONIC, FIELDS, OptionalField

from .language import PAPER, translator
from .office import Changes, Office
from .rights import Right, needs


class State(NamedTuple):
    """A field, why it is on ("" where it was in use before that was asked; None: it is off), and how many values it holds."""

    field: OptionalField
    reason: str | None
    values: int


@needs(Right.LOOK)
def optional_fields(office: Office) -> list[State]:
    """All of them."""
    return [
        State(each, register.reason_of(office.db, code), register.held(office.db, code))
        for code, each in FIELDS.items()
    ]


@needs(Right.LOOK)
def is_on(office: Office, code: str) -> bool:
    """Whether a field is used."""
    return register.reason_of(office.db, code) is not None


@needs(Right.ADMINISTER)
def switch_on(office: Office, code: str, reason: str) -> Changes:
    """Use a field from now on. Raises FieldRefused `needed` at the field without a reason."""
    reason = " ".join(reason.split())
    if not reason:
        raise FieldRefused(code, "needed", say("Say what the field is needed for: which notice, or which work."))
    with office.db.atomic():
        begin_change(office.db, office.user, "field_on", f"{code} {reason}")
        register.keep_reason(office.db, code, reason)
    return Changes("field_on", everything=True)


@needs(Right.ADMINISTER)
def switch_off(office: Office, code: str) -> Changes:
    """Use a field no more; what it holds, and what was changed of it, is deleted for good."""
    with office.db.atomic():
        change = begin_change(office.db, office.user, "field_off", f"{code} {register.held(office.db, code)}")
        register.delete_values(office.db, code, change)
        register.keep_reason(office.db, code, "")
    office.roll = None
    return Changes("field_off", everything=True)


@needs(Right.LOOK)
def keying_lists(office: Office) -> KeyingLists:
    """The numbered lists of the canvass sheet; the help for a chronic disease is the last of its list, so it leaves no gap."""
    lists = keying.load()
    if is_on(office, CHRONIC):
        return lists
    return replace(lists, helps=tuple(each for each in lists.helps if each != lists.followup.help))


@needs(Right.LOOK)
def refuse_off(office: Office, code: str, field: str = "") -> None:
    """Raise FieldRefused `field_off`, at the field of a form, where an optional field is not used."""
    if not is_on(office, code):
        raise FieldRefused(
            field or code,
            "field_off",
            say(
                "{field} is not recorded here: an administrator can switch it on under Settings, with a reason.",
                field=FIELDS[code].label,
            ),
        )


def left_out(code: str, values: int) -> Message:
    """What an intake says of the column of a field that is off."""
    return say(
        "{field}: the column is left alone ({count} values), because it is not recorded in this register.",
        field=FIELDS[code].label,
        count=values,
    )


@needs(Right.LOOK)
def told_in_notice(office: Office) -> str:
    """What the notice to people says beside what is always recorded; "" if nothing (PIPL, article 17)."""
    words = translator(PAPER)
    reasons = {code: register.reason_of(office.db, code) for code in FIELDS}
    return "".join(
        words.say(
            "; also {field}, {purpose} ({reason})", field=each.label, purpose=each.purpose, reason=reasons[code] or "-"
        )
        for code, each in FIELDS.items()
        if reasons[code] is not None
    )
