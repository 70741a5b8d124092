"""What the program is made of: the notice of licences that it shows, and a bill of materials for whoever has to check it.

    python packaging/parts.py        writes resources/notices.md from the parts that are installed

The parts are those of packaging/constraints.txt that the program needs to run, in the versions that are installed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).resolve().parents[1]
NOTICES = TOP / "resources" / "notices.md"
HEAD = """# Parts and licences

VaxDesk {version} is made with these parts. It is under the Apache License 2.0 itself. Icons: Lucide (ISC), see resources/icons.

| part | version | licence |
|---|---|---|
"""


class Part(NamedTuple):
    """A distribution the program needs, its version, its licence as it says it, and a sum over its files' own sums."""

    name: str
    version: str
    licence: str
    sha256: str


def parts(root: str = "vaxdesk") -> list[Part]:
    """Everything the program needs to run, by name."""
    found: dict[str, Part] = {}
    waiting = list(_needs(root))
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            held = distribution(name)
        except PackageNotFoundError:
            continue
        found[name] = Part(held.metadata["Name"], held.version, _licence(held), _sum(held))
        waiting += _needs(name)
    return [found[name] for name in sorted(found)]


def notices(made_of: Sequence[Part], version: str) -> str:
    """The notice that the program shows."""
    return HEAD.format(version=version) + "".join(
        f"| {part.name} | {part.version} | {part.licence} |\n" for part in made_of
    )


def bill(made_of: Sequence[Part], version: str) -> dict[str, object]:
    """The bill of materials."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "vaxdesk", "version": version}},
        "components": [
            {
                "type": "library",
                "name": part.name,
                "version": part.version,
                "purl": f"pkg:pypi/{canonicalize_name(part.name)}@{part.version}",
                "licenses": [{"license": {"name": part.licence}}],
                "hashes": [{"alg": "SHA-256", "content": part.sha256}],
            }
            for part in made_of
        ],
    }


def _needs(name: str) -> Iterator[str]:
    for text in distribution(name).requires or ():
        needed = Requirement(text)
        if needed.marker is None or needed.marker.evaluate({"extra": "preview" if name == "vaxdesk" else ""}):
            yield canonicalize_name(needed.name)


SAID_ELSEWHERE = {"sqlcipher3": "Zlib, with SQLCipher (BSD-3-Clause) and OpenSSL (Apache-2.0) inside"}
"""Licences that stand in a part's files and not in what it says of itself."""


def _licence(held: Distribution) -> str:
    said = SAID_ELSEWHERE.get(held.metadata["Name"]) or held.metadata.get("License-Expression") or ""
    if not said:
        classes = [
            each.rpartition(" :: ")[2] for each in held.metadata.get_all("Classifier", []) if each.startswith("License")
        ]
        said = ", ".join(classes) or (held.metadata.get("License") or "").partition("\n")[0]
    return said.strip() or "not stated"


def _sum(held: Distribution) -> str:
    whole = hashlib.sha256()
    for file in sorted(held.files or (), key=str):
        if file.hash is not None:
            whole.update(f"{file} {file.hash.value}\n".encode())
    return whole.hexdigest()


def main() -> None:
    """Write the notice."""
    NOTICES.write_text(notices(parts(), distribution("vaxdesk").version), encoding="utf-8")


if __name__ == "__main__":
    main()
