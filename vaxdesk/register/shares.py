"""Whether a folder lies on a network share, where SQLite's log and locks do not hold and two desks would tear the register apart.

Source: sqlite.org, "Write-Ahead Logging": it does not work over a network file system.
"""

import ctypes
import sys
from collections.abc import Iterable
from pathlib import Path

NETWORK = (
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "9p",
    "afs",
    "ceph",
    "glusterfs",
    "davfs",
    "fuse.davfs2",
)
"""Kinds of mounts, as Linux names them."""
DRIVE_REMOTE = 4
"""What Windows' GetDriveType answers for a drive of another computer."""
MOUNTS = Path("/proc/mounts")


def on_share(folder: Path) -> bool:
    """Whether the folder lies on a drive of another computer; False where the system does not tell."""
    whole = folder.absolute()
    if sys.platform == "win32":
        return str(whole).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(whole.anchor) == DRIVE_REMOTE
    try:
        return kind_of(whole.resolve(), MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()) in NETWORK
    except OSError:
        return False


def kind_of(folder: Path, mounts: Iterable[str]) -> str:
    """The kind of the mount a folder lies on, by the lines of /proc/mounts; "" if none holds it."""
    best, kind = -1, ""
    for line in mounts:
        _, place, found, *_ = [*line.split(" "), "", ""]
        mount = Path(place.replace("\\040", " "))
        if folder.is_relative_to(mount) and len(mount.parts) >= best:
            best, kind = len(mount.parts), found
    return kind
