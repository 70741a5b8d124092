"""Makes what is handed out: the wheel, its bill of materials, the locks of its parts, and the sums of all these files.

    python packaging/release.py FOLDER

The bill is CycloneDX 1.6 (JSON), with the wheel itself and every part it needs to run. `SHA256SUMS` is read by `sha256sum -c`.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory

from parts import TOP, bill, parts

SUMS = "SHA256SUMS"


def release(folder: Path) -> list[Path]:
    """Fill the folder; the answer is what lies there. Raises CalledProcessError if the wheel cannot be built."""
    folder.mkdir(parents=True, exist_ok=True)
    build = ["-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(TOP)]
    with TemporaryDirectory() as scratch:  # nothing of an earlier build gets in, and the checkout stays as it is
        apart = ["-C--global-option=build", f"-C--global-option=--build-base={scratch}"]
        subprocess.run([sys.executable, *build, *apart], check=True)
    version = distribution("vaxdesk").version
    materials = folder / f"vaxdesk-{version}.cdx.json"
    materials.write_text(json.dumps(bill(parts(), version), indent=1), encoding="utf-8")
    for lock in sorted((TOP / "packaging").glob("lock*.txt")):
        shutil.copyfile(lock, folder / lock.name)
    made = sorted(path for path in folder.iterdir() if path.name != SUMS)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    return [*made, folder / SUMS]


def main(arguments: Sequence[str]) -> None:
    """Make a release and say what lies there."""
    if len(arguments) != 1:
        raise SystemExit(__doc__)
    for path in release(Path(arguments[0])):
        print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
