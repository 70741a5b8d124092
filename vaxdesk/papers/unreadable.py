"""Why a file cannot be read: one class for each reason, with its code and the sentence for the person."""

from typing import ClassVar

from ..rules.messages import Message, Refused, say

UNNAMED = "?"
"""Stands in a sentence until the name of the file is known."""


class Unreadable(Exception):
    """A file that cannot be read: the code of the refusal, and its sentence."""

    code: ClassVar[str]
    sentence: ClassVar[Message]

    def refused(self, file: str) -> Refused:
        """Refuse the file of this name."""
        return Refused(self.code, self.sentence._replace(values={"file": file}))


class OutOfReach(Unreadable):
    """The system does not give the file out."""

    code = "file_unreadable"
    sentence = say(
        "{file} cannot be read. If it is open in another program, close it there, and choose it again.", file=UNNAMED
    )


class Empty(Unreadable):
    """There is nothing in the file."""

    code = "file_empty"
    sentence = say("{file} is empty. Ask for it again, or copy it again.", file=UNNAMED)


class Damaged(Unreadable):
    """The file is not what its first bytes promise."""

    code = "file_damaged"
    sentence = say(
        "{file} is damaged or was only copied in part. Copy it again, or open it in WPS or Excel and save it as a new "
        ".xlsx workbook.",
        file=UNNAMED,
    )


class TooLarge(Unreadable):
    """The file would need more memory than any real table."""

    code = "file_too_large_unpacked"
    sentence = say(
        "{file} would take more memory than any real table, so it was not opened. Copy the rows you need into a new "
        "workbook and take that one in.",
        file=UNNAMED,
    )


class PasswordNeeded(Unreadable):
    """The workbook is protected and no password was given."""

    code = "file_password"
    sentence = say("{file} is protected by a password. Enter its password and try again.", file=UNNAMED)


class PasswordWrong(Unreadable):
    """The given password does not open the workbook."""

    code = "file_password"
    sentence = say(
        "This password does not open {file}. Mind capital letters and spaces, and enter it again.", file=UNNAMED
    )


class SealedDocument(Unreadable):
    """The document is under a password that only its own program can open."""

    code = "file_password"
    sentence = say(
        "{file} is protected by a password that only its own program can open. Open it there, save it without the "
        "password, and take it in again.",
        file=UNNAMED,
    )


class NoTable(Unreadable):
    """A web page that holds no table that could be read."""

    code = "file_html"
    sentence = say("{file} is a web page without a table. Open it in WPS or Excel and save it as .xlsx.", file=UNNAMED)


class NotATable(Unreadable):
    """The content has no columns, or is something else altogether."""

    code = "file_not_a_workbook"
    sentence = say(
        "{file} is not a workbook, whatever its name says. Choose the table itself, saved as .xlsx, .xls, .et, .ods or "
        ".csv.",
        file=UNNAMED,
    )
