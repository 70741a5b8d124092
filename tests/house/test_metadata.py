"""What the project says about itself: versions, parts, licences, and what must not stand in its files."""

import ast
import configparser
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import vaxdesk

TOP = Path(__file__).parents[2]
FOLDERS = (".ci", "forms", "packaging", "resources", "tests", "vaxdesk")
TEXT = {"", ".cfg", ".md", ".po", ".ps1", ".py", ".sh", ".toml", ".txt", ".ui", ".svg"}
QT = {"pyside6-essentials", "pyside6-addons", "shiboken6"}

FORBIDDEN = (
    # The letters in brackets keep these patterns from finding themselves.
    (
        "a registry's host",
        r"py[p]i\.(?:org|python)|python[h]osted|npm[j]s\.|crates\.[i]o|--(?:extra-)?[i]ndex-url|mirrors?[.]\w+[.]",
    ),
    ("a path of one machine", r"(?<![\w.$}>])/(?:work|root|home/\w+|tmp|opt)/\w"),
    ("a ticket by number", r"(?i)\b(?:issue|ticket|pull request) ?[#]?\d+"),
)


def settings() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(TOP / "setup.cfg", encoding="utf-8")
    return parser


def requirements(*names: str) -> list[Requirement]:
    """What `setup.cfg` asks for: "" stands for the program itself, a name for one of its extras."""
    parser = settings()
    lists = [
        parser["options.extras_require"][name] if name else parser["options"]["install_requires"] for name in names
    ]
    return [Requirement(line) for text in lists for line in text.splitlines() if line.strip()]


def pins(file: str) -> dict[str, str]:
    lines = (TOP / "packaging" / file).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def project_files() -> list[Path]:
    inside = [path for folder in FOLDERS for path in (TOP / folder).rglob("*")]
    files = [path for path in (*TOP.iterdir(), *inside) if path.is_file() and path.suffix in TEXT]
    return [path for path in files if "__pycache__" not in path.parts and path.name != ".git"]


@pytest.mark.parametrize("file", ["constraints.txt", "constraints-glibc228.txt"])
def test_every_part_is_pinned_to_a_version_it_may_have(file: str) -> None:
    pinned = pins(file)
    wrong = [
        f"{need}: {pinned.get(canonicalize_name(need.name), 'not pinned')}"
        for need in requirements("", "dev", "preview")
        if not need.specifier.contains(pinned.get(canonicalize_name(need.name), "0"))
    ]
    assert not wrong, "\n".join(wrong)


def test_old_systems_differ_in_qt_alone() -> None:
    current, old = pins("constraints.txt"), pins("constraints-glibc228.txt")
    assert {name for name in current | old if current.get(name) != old.get(name)} == QT


def test_every_library_that_the_program_imports_is_asked_for() -> None:
    asked = {canonicalize_name(need.name) for need in requirements("", "preview")}
    known = packages_distributions()
    missing = set()
    for path in (TOP / "vaxdesk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                roots = {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                roots = {(node.module or "").partition(".")[0]}
            else:
                continue
            for root in roots - sys.stdlib_module_names - {"vaxdesk"}:
                if not asked & {canonicalize_name(name) for name in known.get(root, [])}:
                    missing.add(f"{path.relative_to(TOP)}: {root}")
    assert not missing, "add to install_requires in setup.cfg and to the constraints:\n" + "\n".join(sorted(missing))


def test_the_changes_of_this_version_are_told() -> None:
    assert re.search(rf"(?m)^## {re.escape(vaxdesk.__version__)}\b", (TOP / "CHANGELOG.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_the_first_pages_name_the_command_that_tests_and_link_to_what_is_there(page: str) -> None:
    text = (TOP / page).read_text(encoding="utf-8")
    assert "sh packaging/run.sh test" in text
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert not [link for link in links if not (TOP / link).exists()]


@pytest.mark.parametrize(("what", "pattern"), FORBIDDEN, ids=[what for what, _ in FORBIDDEN])
def test_no_file_names(what: str, pattern: str) -> None:
    found = [
        f"{path.relative_to(TOP)}:{number}: {line.strip()}"
        for path in project_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert not found, f"{what}:\n" + "\n".join(found)
