"""OLE containers: the old .xls, WPS's .et, and any workbook under a password. All in memory, nothing on disk."""

import io
import struct
from xml.parsers.expat import ExpatError

from .unreadable import Damaged, PasswordNeeded, PasswordWrong

WORKBOOK_STREAMS = ("Workbook", "Book")
SEALED_PACKAGE = "EncryptedPackage"
OPEN_TO_ALL = "VelvetSweatshop"
"""The password that Excel itself tries first: a workbook sealed with it asks nobody ([MS-OFFCRYPTO] 2.2.10)."""
MALFORMED = (OSError, ValueError, TypeError, AttributeError, LookupError, AssertionError, OverflowError, struct.error)


def workbook_stream(data: bytes) -> bytes | None:
    """Give the stream of an .xls workbook, b"" for a sealed package, None where there is neither. Raises Damaged."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists(SEALED_PACKAGE):
                return b""
            name = next((name for name in WORKBOOK_STREAMS if ole.exists(name)), None)
            return bytes(ole.openstream(name).read()) if name else None
    except MALFORMED as error:
        raise Damaged from error


def unseal(data: bytes, password: str | None) -> bytes:
    """Give the workbook without its password; one that has none comes back as it is.

    Raises PasswordNeeded, PasswordWrong, Damaged.
    """
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    plain = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        if not office.is_encrypted():
            return data
        office.load_key(password=password or OPEN_TO_ALL, verify_password=True)
        office.decrypt(plain)
    except InvalidKeyError as error:
        raise (PasswordWrong if password else PasswordNeeded) from error
    except (DecryptionError, FileFormatError, ParseError, ExpatError, *MALFORMED) as error:
        raise Damaged from error
    return plain.getvalue()
