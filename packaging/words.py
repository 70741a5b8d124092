"""The catalogues of sentences, one per room: extracted from the code, beside their translations, compiled with Babel.

    python packaging/words.py             update every room's .po from the code, compile its .mo, list what is missing
    python packaging/words.py rules desk  the same for these rooms alone

A sentence is the literal first argument of a call named in `spoken`. People translate in the .po; the .mo are made from
them, the same bytes from the same words.
"""

import argparse
import ast
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

TOP = Path(__file__).resolve().parents[1]
LANGUAGE = "zh_CN"
CATALOGUES = TOP / "resources" / "locale" / LANGUAGE / "LC_MESSAGES"
ROOMS = ("rules", "papers", "register", "actions", "desk", "cli")
HEADER = r"""# What the room says, in the words of its Chinese readers.
msgid ""
msgstr ""
"Project-Id-Version: VaxDesk\n"
"Language: zh_CN\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


def sources(room: str) -> list[Path]:
    """The Python files whose sentences belong to a room's catalogue; the doors beside the rooms belong to `cli`."""
    package = TOP / "vaxdesk"
    if room == "cli":
        doors = (package, package / "commands", package / "bench")
        return [path for folder in doors for path in sorted(folder.glob("*.py"))]
    return sorted((package / room).rglob("*.py"))


def spoken(room: str) -> frozenset[str]:
    """The calls that hold a sentence: `say` and `Translator.say`, on the command line `Console.text` too."""
    return frozenset({"say", "text"} if room == "cli" else {"say"})


def sentences(room: str) -> set[str]:
    """Every English sentence that the code of a room says, also inside an f-string."""
    names = spoken(room)
    return {
        text
        for path in sources(room)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names
        if (text := _literal(node))
    }


def _literal(call: ast.Call) -> str:
    """The first argument of a call if it is a text written there."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def read(room: str) -> Catalog:
    """The room's .po as people left it, or an empty catalogue where there is none.

    Raises babel.messages.pofile.PoFileError where it cannot be read.
    """
    path = CATALOGUES / f"{room}.po"
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as stream:
        return read_po(stream, locale=LANGUAGE, abort_invalid=True)


def updated(old: Catalog, room: str) -> Catalog:
    """The catalogue of the sentences that the code says now, with the translations and remarks of the old one.

    A sentence that the code no longer says is left out: version control remembers its translation.
    """
    new = Catalog(locale=LANGUAGE)
    for text in sorted(sentences(room)):
        known = old.get(text)
        new.add(text, string=known.string if known else "", user_comments=known.user_comments if known else ())
    return new


def po_bytes(catalogue: Catalog) -> bytes:
    """The .po: sorted, without line numbers and dates, so that it changes only where a sentence changed."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER.encode() + stream.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The .mo that gettext reads; its header carries no time, so that the same words give the same bytes."""
    catalogue.creation_date = catalogue.revision_date = datetime(1970, 1, 1, tzinfo=UTC)
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def texts(catalogue: Catalog) -> dict[str, str]:
    """English sentence -> translation, "" where there is none yet; without the header."""
    return {str(message.id): str(message.string or "") for message in catalogue if message.id}


def update(room: str) -> list[str]:
    """Bring the room's .po and .mo up to date; the answer lists what needs a translation and what was dropped."""
    old = read(room)
    new = updated(old, room)
    before, now = texts(old), texts(new)
    if before or now:
        CATALOGUES.mkdir(parents=True, exist_ok=True)
        (CATALOGUES / f"{room}.po").write_bytes(po_bytes(new))
        (CATALOGUES / f"{room}.mo").write_bytes(mo_bytes(new))
    missing = [f"{room}: to translate: {text}" for text, translation in now.items() if not translation]
    dropped = [f"{room}: no longer said: {text} = {before[text]}" for text in before if text not in now]
    return missing + dropped


def main(arguments: Sequence[str] | None = None) -> None:
    """Update the rooms named on the command line, or all."""
    parser = argparse.ArgumentParser(description="Update and compile the catalogues of sentences.")
    parser.add_argument("rooms", nargs="*", choices=[[], *ROOMS], metavar="ROOM", help=f"one of: {', '.join(ROOMS)}")
    for room in parser.parse_args(arguments).rooms or ROOMS:
        for line in update(room):
            print(line)


if __name__ == "__main__":
    main()
