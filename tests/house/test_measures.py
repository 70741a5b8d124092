"""The measures of the house: files, functions and classes a person can hold in mind, explained and typed throughout.

A finding names its place and what is wrong there. `exceptions.toml` lists what may break a measure for now.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

TOP = Path(__file__).parents[2]
FILE_LINES = 400
FUNCTION_LINES = 40
CLASS_METHODS = 20
MAIN_WINDOW_LINES = 300

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Source(NamedTuple):
    """A file of code, read once: its path from the top, its text, its syntax tree."""

    path: str
    text: str
    tree: ast.Module


class Finding(NamedTuple):
    """A place that breaks a measure, and how."""

    where: str
    what: str


def read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(TOP).as_posix(), text, ast.parse(text))


CODE = [
    read(path) for path in (TOP / "main.py", *sorted((TOP / "vaxdesk").rglob("*.py")), TOP / "packaging" / "words.py")
]
TESTS = [read(path) for path in sorted((TOP / "tests").rglob("*.py"))]


def functions(source: Source) -> Iterator[Function]:
    return (node for node in ast.walk(source.tree) if isinstance(node, Function))


def classes(source: Source) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef))


def lines(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def long_files(source: Source) -> Iterator[Finding]:
    length = source.text.count("\n")
    if length > FILE_LINES:
        yield Finding(source.path, f"{length} lines, {FILE_LINES} are allowed")


def long_functions(source: Source) -> Iterator[Finding]:
    for node in functions(source):
        if lines(node) > FUNCTION_LINES:
            yield Finding(f"{source.path} {node.name}", f"{lines(node)} lines, {FUNCTION_LINES} are allowed")


def large_classes(source: Source) -> Iterator[Finding]:
    for node in classes(source):
        methods = sum(isinstance(child, Function) for child in node.body)
        if methods > CLASS_METHODS:
            yield Finding(f"{source.path} {node.name}", f"{methods} methods, {CLASS_METHODS} are allowed")


def large_main_windows(source: Source) -> Iterator[Finding]:
    length = source.text.count("\n")
    for node in classes(source):
        if length > MAIN_WINDOW_LINES and any(ast.unparse(base).endswith("QMainWindow") for base in node.bases):
            yield Finding(
                f"{source.path} {node.name}", f"{length} lines, {MAIN_WINDOW_LINES} are allowed for a main window"
            )


def missing_type_hints(source: Source) -> Iterator[Finding]:
    for node in functions(source):
        given = node.args
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        bare = [each.arg for each in every if each and not each.annotation and each.arg not in ("self", "cls")]
        if bare or node.returns is None:
            yield Finding(f"{source.path} {node.name}", f"no type for {', '.join(bare) or 'what it returns'}")


def public_names(body: list[ast.stmt], within: str = "") -> Iterator[tuple[str, Function | ast.ClassDef]]:
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield within + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_names(node.body, f"{node.name}.")


def missing_docstrings(source: Source) -> Iterator[Finding]:
    if not ast.get_docstring(source.tree):
        yield Finding(source.path, "no docstring of the module")
    for name, node in public_names(source.tree.body):
        if not ast.get_docstring(node):
            yield Finding(f"{source.path} {name}", "no docstring")


def unfinished_work(source: Source) -> Iterator[Finding]:
    for mark in re.findall(r"\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b", source.text):
        yield Finding(source.path, f"{mark}: do it, or leave it out")


def nested_event_loops(source: Source) -> Iterator[Finding]:
    if "process" + "Events" in source.text:
        yield Finding(source.path, "lets events in while it works; work on the worker thread instead")


def broad_excepts(source: Source) -> Iterator[Finding]:
    """All that swallow; one that ends in a bare `raise` only tidies up."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and ast.unparse(node.body[-1]) != "raise":
            caught = ast.walk(node.type) if node.type else [ast.Name("everything")]
            names = {name.id for name in caught if isinstance(name, ast.Name)}
            if names & {"everything", "Exception", "BaseException"}:
                yield Finding(f"{source.path}:{node.lineno}", f"catches {', '.join(sorted(names))}")


def imports_inside_functions(source: Source) -> Iterator[Finding]:
    """Our own and the standard library's; a heavy library may be imported where it is used."""
    for function in functions(source):
        for node in ast.walk(function):
            if isinstance(node, ast.ImportFrom):
                roots = ["vaxdesk"] if node.level else [(node.module or "").partition(".")[0]]
            elif isinstance(node, ast.Import):
                roots = [alias.name.partition(".")[0] for alias in node.names]
            else:
                continue
            if any(root == "vaxdesk" or root in sys.stdlib_module_names for root in roots):
                yield Finding(f"{source.path} {function.name}", f"imports inside: {ast.unparse(node)}")


def drawers(source: Source) -> Iterator[Finding]:
    if re.search(r"\b(?:utils?|helpers?|misc|common)\.py$", source.path):
        yield Finding(source.path, "a file is named after its one intention")


MEASURES: tuple[tuple[str, Callable[[Source], Iterator[Finding]], list[Source]], ...] = (
    ("long files", long_files, CODE + TESTS),
    ("long functions", long_functions, CODE),
    ("large classes", large_classes, CODE),
    ("large main windows", large_main_windows, CODE),
    ("missing type hints", missing_type_hints, CODE),
    ("missing docstrings", missing_docstrings, CODE),
    ("unfinished work", unfinished_work, CODE + TESTS),
    ("nested event loops", nested_event_loops, CODE + TESTS),
    ("broad excepts", broad_excepts, CODE),
    ("imports inside functions", imports_inside_functions, CODE),
    ("drawers", drawers, CODE),
)
EXCEPTIONS = tomllib.loads((TOP / "tests" / "house" / "exceptions.toml").read_text(encoding="utf-8")).get(
    "exception", []
)


@pytest.mark.parametrize(("name", "measure", "sources"), MEASURES, ids=[name for name, *_ in MEASURES])
def test_measure(name: str, measure: Callable[[Source], Iterator[Finding]], sources: list[Source]) -> None:
    excepted = {each["where"] for each in EXCEPTIONS if each["measure"] == name}
    findings = [finding for source in sources for finding in measure(source)]
    broken = [f"{where}: {what}" for where, what in findings if where not in excepted]
    assert not broken, f"{name}:\n" + "\n".join(broken)
    unneeded = excepted - {finding.where for finding in findings}
    assert not unneeded, f"{name}: take these out of exceptions.toml, they are mended: {sorted(unneeded)}"


def test_every_exception_names_a_measure_and_a_reason() -> None:
    names = {name for name, *_ in MEASURES}
    wrong = [each for each in EXCEPTIONS if each.get("measure") not in names or not each.get("reason")]
    assert not wrong


BROKEN = """
class Window(QMainWindow):
    def show(self, where):
        from . import rules
        try:
            pass
        except (ValueError, Exception):
            pass
"""


@pytest.mark.parametrize(
    ("measure", "where", "what"),
    [
        (missing_type_hints, "x.py show", "no type for where"),
        (missing_docstrings, "x.py", "no docstring of the module"),
        (broad_excepts, "x.py:7", "catches Exception, ValueError"),
        (imports_inside_functions, "x.py show", "imports inside: from . import rules"),
    ],
)
def test_the_measures_see_what_they_look_for(
    measure: Callable[[Source], Iterator[Finding]], where: str, what: str
) -> None:
    assert next(measure(Source("x.py", BROKEN, ast.parse(BROKEN)))) == Finding(where, what)
