"""The county's side: what townships sent, added up and compared."""

from pathlib import Path

import click

from ..actions import county, county_papers
from ..actions.county import RollUp
from ..actions.county_deliveries import read_passwords
from ..rules.counties import TownshipCount, places
from .console import DONE, FILE, LISTED, Console, Shown, plain_command


@click.command("county")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--password-file", type=FILE, required=True, help="One password for all, or lines: township TAB password."
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder for bulletin and lists of questions."
)
@click.option("--county", "name", default="", help="The county's name, as it stands on its papers.")
@click.option("--week", help="Like 2021-W50; default: the newest that was delivered.")
@click.option("--townships", type=FILE, help="Who should report: one township a line.")
@click.option("--county-word-file", type=FILE, help="The word that hashes are made with where no rows are sent.")
@plain_command
def roll_up(
    console: Console,
    folders: tuple[Path, ...],
    password_file: Path,
    out: Path,
    name: str,
    week: str | None,
    townships: Path | None,
    county_word_file: Path | None,
) -> Shown:
    """Add up the submissions of many townships, and ask about people in two of them."""
    passwords = read_passwords(_read(password_file))
    expected = _read(townships).splitlines() if townships else []
    word = _read(county_word_file).partition("\n")[0] if county_word_file else ""
    rolled = county.roll_up(folders, passwords, console.on, week, expected, word, console.progress)
    written = county_papers.write_all(rolled, name, out, passwords) if rolled.townships else []
    return _shown(console, rolled, written)


def _shown(console: Console, rolled: RollUp, written: list[Path]) -> Shown:
    problems = [console.words(problem.sentence) for problem in rolled.problems]
    place = places(rolled.townships)
    answer = {
        "week": rolled.week,
        "on": rolled.on.isoformat(),
        "townships": [_township(each, *place[each.name]) for each in rolled.townships],
        "counts": dict(county_papers.summed(rolled).counts),
        "missing": list(rolled.missing),
        "problems": [
            {"file": problem.file, "code": problem.code, "message": sentence}
            for problem, sentence in zip(rolled.problems, problems, strict=True)
        ],
        "people": rolled.people,
        "doubles": len(rolled.doubles),
        "files": [str(path) for path in written],
    }
    lines = [
        console.text("{count} townships reported {people} people.", count=len(rolled.townships), people=rolled.people),
        console.text("{count} people stand in two townships.", count=len(rolled.doubles)),
        *(console.text("{name} has not reported.", name=each) for each in rolled.missing),
        *problems,
    ]
    return Shown(answer, lines, LISTED if rolled.missing or problems or rolled.doubles else DONE)


def _township(each: TownshipCount, coverage: int | None, ascertained: int | None) -> dict[str, object]:
    return {
        "name": each.name,
        "version": each.version,
        "registered": each.registered,
        "counts": dict(each.counts),
        "rank_coverage": coverage,
        "rank_ascertained": ascertained,
    }


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")
