"""Workbooks behind a password: the encryption that Excel, WPS and LibreOffice open (ECMA-376 agile, AES-256)."""

from io import BytesIO

from ..rules.messages import Refused, say
from .unreadable import Damaged, PasswordNeeded, PasswordWrong
from .unsealing import unseal


def encrypt_workbook(data: bytes, password: str) -> bytes:
    """Encrypt the bytes of an .xlsx file. The file keeps its name; every spreadsheet program asks for the password.

    Raises Refused("password_missing") for an empty password, which would protect nothing.
    """
    from msoffcrypto.format.ooxml import OOXMLFile

    if not password:
        raise Refused("password_missing", say("A password is needed to encrypt the file. Type one and try again."))
    sealed = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(password, sealed)
    return sealed.getvalue()


def decrypt_workbook(data: bytes, password: str) -> bytes:
    """Give back the bytes of the .xlsx file.

    Raises Refused("file_password") when the password is not the right one, Refused("file_damaged") when none opens it.
    """
    try:
        return unseal(data, password)
    except (PasswordNeeded, PasswordWrong) as error:
        raise Refused(
            "file_password",
            say("The password does not open this file. Ask whoever sent it for the right one and try again."),
        ) from error
    except Damaged as error:
        raise Refused(
            "file_damaged", say("The encrypted file is damaged. Copy it again, or ask for it again.")
        ) from error
