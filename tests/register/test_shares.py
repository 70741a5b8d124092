"""A folder on another computer's drive is told by its mount."""

from pathlib import Path

import pytest

from vaxdesk.register import shares, vault
from vaxdesk.rules.messages import Refused

LINES = (
    "/dev/sda1 / ext4 rw 0 0",
    "//server/office /mnt/office cifs rw 0 0",
    "/dev/sdb1 /mnt/office/usb\\040stick vfat rw 0 0",
)


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/town.vaxdesk", "ext4"),
        ("/mnt/office/town.vaxdesk", "cifs"),
        ("/mnt/office/usb stick/town.vaxdesk", "vfat"),
    ],
)
def test_the_innermost_mount_counts(folder, kind):
    assert shares.kind_of(Path(folder), LINES) == kind


def test_a_register_on_a_share_is_refused_with_the_reason(tmp_path, monkeypatch):
    table = tmp_path / "mounts"
    table.write_text(f"//server/office {tmp_path.resolve()} cifs rw 0 0\n")
    monkeypatch.setattr(shares, "MOUNTS", table)
    with pytest.raises(Refused) as refused:
        vault.create(tmp_path / "town.vaxdesk", "four words in a row", "office")
    assert refused.value.code == "network_share"
    assert not (tmp_path / "town.vaxdesk").exists()
