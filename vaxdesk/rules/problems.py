"""What can be wrong with a row that comes in: a closed set of codes, each with its severity and its sentence.

An `error` rejects the whole row; a `warning` and a `notice` do not. The codes are those of the sample workbooks' README.
"""

from enum import StrEnum
from typing import NamedTuple

from .messages import Message, say


class Severity(StrEnum):
    """How much a problem weighs: an error rejects the row, a warning is to be looked at, a notice tells what was mended."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Problem(NamedTuple):
    """A problem in one cell: the field it concerns (as in papers.tables), how bad, its code, and the sentence what to do."""

    field: str
    severity: Severity
    code: str
    message: Message


class Outcome(StrEnum):
    """What becomes of a row: exactly one word for every row of data. `left_out` is what a person decided in the review."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    MATCHED = "matched"
    TO_CONFIRM = "to_confirm"
    LEFT_OUT = "left_out"


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

CODES: dict[str, tuple[Severity, Message]] = {
    "id_numeric_damaged": (
        _E,
        say("The identity number is stored as a number, so its last digits are lost: ask the sender for it as text."),
    ),
    "id_check_digit": (_E, say("The check digit of the identity number is wrong: compare it with the identity card.")),
    "id_length": (_E, say("The identity number has not 18 digits: compare it with the identity card.")),
    "id_impossible_date": (
        _E,
        say("The birth date inside the identity number does not exist: compare it with the identity card."),
    ),
    "id_fullwidth": (_N, say("The identity number had full-width digits; they were mended.")),
    "id_lowercase_x": (_N, say("The identity number ended in a small x; it was mended.")),
    "id_lookalike_x": (_N, say("The identity number ended in a letter that only looks like X; it was mended.")),
    "id_spaces": (_N, say("The identity number had spaces or dashes in it; they were removed.")),
    "id_apostrophe": (_N, say("The identity number began with an apostrophe; it was removed.")),
    "id_15_digits": (_N, say("The identity number is of the old form with 15 digits; it was extended to 18.")),
    "id_missing": (_W, say("There is no identity number: ask for it; until then the person stays to be verified.")),
    "id_not_checkable": (_N, say("This is a permit or passport number; it cannot be checked.")),
    "id_sex_mismatch": (
        _W,
        say("The identity number says another sex than the row; both are kept: ask which is right."),
    ),
    "id_birth_mismatch": (
        _W,
        say("The identity number says another birth date than the row; the number counts: ask which is right."),
    ),
    "id_name_conflict": (
        _E,
        say("This identity number belongs to somebody of another name in the register: find out who is right."),
    ),
    "duplicate_person": (_W, say("The same person stands in this workbook twice; the person is counted once.")),
    "date_yearless": (_E, say("The date has no year: write it in full, like 2021-08-03.")),
    "date_year_month": (_E, say("Only a year and a month can be read: write the day too, like 2021-10-08.")),
    "date_impossible": (_E, say("There is no such day: correct the date.")),
    "date_two_in_cell": (_E, say("Two dates stand in one cell: give each dose its own cell.")),
    "date_not_read": (_E, say("This is not a date: write it like 2021-08-03.")),
    "date_future": (_E, say("The date lies in the future: correct it.")),
    "dose_before_birth": (_E, say("The dose is dated before the birth: correct one of the two.")),
    "dose_before_campaign": (_E, say("The dose is dated before this vaccine was in use: correct the date.")),
    "dose_order": (_E, say("A later dose is dated before an earlier one: correct the dates.")),
    "date_serial_text": (
        _N,
        say("The date was a day number of the spreadsheet, stored as text; it was read as a date."),
    ),
    "date_fullwidth": (_N, say("The date had full-width digits; they were mended.")),
    "date_missing": (_W, say("The dose has no date: ask for it.")),
    "product_unknown": (_E, say("This is not the name of a vaccine: write the maker, such as on the certificate.")),
    "product_missing": (_W, say("The dose has no vaccine maker: ask for it.")),
    "dose_repeated": (_W, say("Two doses on the same day of the same vaccine: they are counted once.")),
    "dose_date_conflict": (
        _W,
        say("The register has this dose on another day; the first date stays: find out which is right."),
    ),
    "dose_product_conflict": (
        _W,
        say("The register has another vaccine for this dose; it stays: find out which is right."),
    ),
    "person_conflict": (
        _W,
        say("The row contradicts the register; the register stays as it was: find out which is right."),
    ),
    "name_missing": (_E, say("There is no name: fill it in.")),
    "name_separator": (_N, say("The dot inside the name was replaced by the standard one (U+00B7).")),
    "name_spaces": (_N, say("Spaces around or inside the name were removed.")),
    "name_placeholder": (
        _W,
        say("A sign stands in the name for a character that could not be typed; the name is kept as it is."),
    ),
    "name_suspicious": (_W, say("This does not look like a name; it is kept as text: check it.")),
    "phone_number": (_N, say("The phone number was stored as a number; all its digits are there.")),
    "phone_damaged": (_W, say("The phone number is damaged and was left empty: ask for it.")),
    "sex_unknown": (_W, say("The sex cannot be read; it was taken from the identity number, or left empty.")),
    "residence_unknown": (
        _E,
        say("This word for the residence is not known: write one of those in the footnote of the form."),
    ),
    "reason_unknown": (_W, say("This reason is not on the list; it was taken as not stated.")),
    "change_date_missing": (_W, say("The day of the move or death is missing: ask for it.")),
    "kind_unknown": (_E, say("Write whether this is a contraindication or a deferral.")),
    "certificate_missing": (_W, say("No certificate was shown: it is noted, but it does not exempt.")),
    "certificate_low_level": (
        _W,
        say("The certificate is not of a second-level or higher hospital: it is noted, but it does not exempt."),
    ),
    "certificate_expired": (_W, say("The certificate has expired: it is noted, but it does not exempt any more.")),
    "deferral_over": (_W, say("The deferral is over: it is noted, but it does not defer any more.")),
    "person_unknown": (_E, say("This person is not in the register: take in the roster with this person first.")),
    "category_missing": (_W, say("The class of the destination is missing; it was taken from the destination.")),
    "category_conflict": (
        _W,
        say("The class does not fit the destination; the destination counts: correct one of the two."),
    ),
    "destination_vague": (
        _W,
        say("The destination is vague: ask for the door number or the full name of the employer."),
    ),
    "under_18": (_E, say("This form is for people of 18 and over: take the person off the list.")),
    "doses_not_known": (_W, say("The number of doses was not known at the door: ask, or wait for the roster.")),
    "doses_differ": (_W, say("Fewer doses were told than are recorded; the recorded ones stand: ask once more.")),
    "dose_self_reported": (
        _W,
        say("More doses were told than are recorded: ask for the certificate; until then they do not count."),
    ),
    "household_conflict": (
        _W,
        say("The sheet tells two codes for one household; the first one counts: find out which is right."),
    ),
    "reason_conflict": (
        _W,
        say("The door and the roster tell two reasons; the one in the register stays: ask which is right."),
    ),
    "door_conflict": (
        _W,
        say("At the door something else was told, and that stays; nothing of the row was taken: ask which is right."),
    ),
    "other_office": (
        _E,
        say("This village or community is not of this office: hand the person on to the office it belongs to."),
    ),
    "village_unknown": (_E, say("The village is not known: name it in the row or in the sheet's name.")),
}


def problem(field: str, code: str) -> Problem:
    """The problem of this code in this field. Raises KeyError for a code that is not in the closed set."""
    severity, message = CODES[code]
    return Problem(field, severity, code, message)
