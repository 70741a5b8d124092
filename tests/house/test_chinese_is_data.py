"""Code is English, Chinese is data: none in the code, and a Chinese translation of every sentence the code says."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

import pytest
import words
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

TOP = Path(__file__).parents[2]
CODE = sorted((TOP / "vaxdesk").rglob("*.py"))
CHINESE = re.compile(
    r"[\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
"""Han characters and radicals, Chinese punctuation, full-width forms."""
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
HAN_ESCAPE = re.compile(
    r"\\u(?:3[4-9a-f]|4[0-9a-f]|[5-9][0-9a-f]|f[9a])[0-9a-f]{2}|\\U000[23][0-9a-f]{4}", re.IGNORECASE
)


BLOCK = re.compile(r"(?:\\u\w{4}|\\U\w{8})-(?:\\u\w{4}|\\U\w{8})")
"""A range of escapes inside a pattern: it names a block of Unicode and says no word."""


def gaps(text: str) -> set[str]:
    """The names of the {gaps} of a sentence; how a gap is formatted may differ between languages."""
    return {name.partition(".")[0].partition("[")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


def translations(catalogue: Catalog) -> dict[str, str]:
    """Sentence and translation, of those that have one."""
    return {text: translation for text, translation in words.texts(catalogue).items() if translation}


def calls(paths: Iterable[Path], names: Iterable[str]) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function of one of these names, with its place."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names:
                yield f"{path.relative_to(TOP).as_posix()}:{node.lineno}", node


def spoken(room: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a room that holds a sentence."""
    return calls(words.sources(room), words.spoken(room))


def literal(call: ast.Call) -> str | None:
    """The first argument of a call if it is a text written there."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def test_no_chinese_stands_in_the_code() -> None:
    found = [
        f"{path.relative_to(TOP).as_posix()}:{number}: {line.strip()}"
        for path in CODE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if CHINESE.search(line) or HAN_ESCAPE.search(BLOCK.sub("", line))
    ]
    assert not found, "Chinese belongs into forms/, resources/ and the catalogues:\n" + "\n".join(found)


@pytest.mark.parametrize("room", words.ROOMS)
def test_every_sentence_is_written_where_it_is_said(room: str) -> None:
    hidden = [place for place, call in spoken(room) if literal(call) is None]
    hidden += [place for place, call in calls(words.sources(room), ["Message"]) if literal(call) is not None]
    assert not hidden, 'only say("...") with the sentence itself can be extracted:\n' + "\n".join(hidden)


@pytest.mark.parametrize("room", words.ROOMS)
def test_every_gap_of_a_sentence_is_given_a_value(room: str) -> None:
    wrong = []
    for place, call in spoken(room):
        given = {keyword.arg for keyword in call.keywords}
        if None not in given and given != gaps(literal(call) or ""):
            wrong.append(f"{place}: gaps {sorted(gaps(literal(call) or ''))}, values {sorted(map(str, given))}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", words.ROOMS)
def test_every_sentence_of_a_room_has_its_translation(room: str) -> None:
    translated = words.texts(words.read(room))
    said = words.sentences(room)
    missing = sorted(text for text in said if not translated.get(text))
    assert not missing, f"translate in {room}.po (python packaging/words.py {room} adds them):\n" + "\n".join(missing)
    left_over = sorted(translated.keys() - said)
    assert not left_over, f"nobody says these any more; python packaging/words.py {room}:\n" + "\n".join(left_over)


@pytest.mark.parametrize("room", words.ROOMS)
def test_a_translation_keeps_the_gaps_and_is_chinese(room: str) -> None:
    wrong = []
    for text, translation in translations(words.read(room)).items():
        if gaps(text) != gaps(translation):
            wrong.append(f"other gaps: {text} = {translation}")
        if re.search(r"[A-Za-z]{3}", re.sub(r"\{.*?\}", "", text)) and not HAN.search(translation):
            wrong.append(f"not Chinese: {text} = {translation}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", sorted(words.CATALOGUES.glob("*.po")), ids=lambda path: path.stem)
def test_a_catalogue_holds_nothing_doubtful_and_is_compiled(path: Path) -> None:
    assert path.stem in words.ROOMS, "a catalogue belongs to a room"
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=words.LANGUAGE, abort_invalid=True)
    assert not catalogue.obsolete, "take out what stands behind #~"
    assert not [message.id for message in catalogue if message.id and message.fuzzy], "check these and take `fuzzy` out"
    with path.with_suffix(".mo").open("rb") as stream:
        compiled = read_mo(stream)
    assert translations(compiled) == translations(catalogue), f"compile it: python packaging/words.py {path.stem}"


def test_a_sentence_said_in_two_rooms_has_one_translation() -> None:
    first: dict[str, tuple[str, str]] = {}
    differing = []
    for room in words.ROOMS:
        for text, translation in translations(words.read(room)).items():
            before, said = first.setdefault(text, (room, translation))
            if said != translation:
                differing.append(f"{text}: {said} ({before}), {translation} ({room})")
    assert not differing, "\n".join(differing)


def test_the_sentences_are_found() -> None:
    assert {"There is no translation into “{language}”. Choose one of: {known}."} <= words.sentences("actions")
    assert gaps("{a} {b:.1%} {c.d} {{e}}") == {"a", "b", "c"}
