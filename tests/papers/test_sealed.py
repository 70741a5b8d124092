"""A workbook behind a password opens with it, and with nothing else."""

from io import BytesIO

import msoffcrypto
import openpyxl
import pytest

from vaxdesk.papers.sealed import decrypt_workbook, encrypt_workbook
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules.messages import Refused


@pytest.fixture(scope="module")
def workbook():
    buffer = BytesIO()
    write_grid(buffer, {"名单": [("王芳", "140428196503071234")]})
    return buffer.getvalue()


@pytest.fixture(scope="module")
def sealed(workbook):
    return encrypt_workbook(workbook, "云岭-2021w50")


def test_the_right_password_gives_the_same_file_back(workbook, sealed):
    assert decrypt_workbook(sealed, "云岭-2021w50") == workbook


def test_nothing_of_the_people_can_be_read_without_the_password(sealed):
    assert "王芳".encode() not in sealed
    assert not sealed.startswith(b"PK")
    with pytest.raises(Refused, match="file_password"):
        decrypt_workbook(sealed, "guess")


def test_it_is_the_standard_encryption_that_other_programs_open(sealed):
    office, plain = msoffcrypto.OfficeFile(BytesIO(sealed)), BytesIO()
    assert office.type == "agile"
    office.load_key(password="云岭-2021w50", verify_password=True)
    office.decrypt(plain, verify_integrity=True)
    assert openpyxl.load_workbook(plain)["名单"]["A1"].value == "王芳"


def test_two_sealings_of_one_file_differ(workbook, sealed):
    assert encrypt_workbook(workbook, "云岭-2021w50") != sealed


def test_an_empty_password_protects_nothing_and_is_refused(workbook):
    with pytest.raises(Refused, match="password_missing"):
        encrypt_workbook(workbook, "")


def test_a_damaged_file_is_refused(sealed):
    with pytest.raises(Refused, match="file_damaged"):
        decrypt_workbook(sealed[:1500], "云岭-2021w50")
