"""A new register, the demo, the closed sets of words, the benchmarks."""

from pathlib import Path

import click

from ..actions import answers, demo
from ..actions.codes import all_codes
from ..actions.office import DEFAULT_CAMPAIGN, create_office
from .console import REGISTER, Console, Shown, plain_command


@click.command("demo")
@click.argument("register", type=REGISTER, default=Path("demo.vaxdesk"))
@click.option("--people", "count", default=3000, show_default=True)
@click.option("--seed", default=7, show_default=True)
@click.option("--no-open", is_flag=True, help="Do not open the window.")
@plain_command
def make_demo(console: Console, register: Path, count: int, seed: int, no_open: bool) -> Shown:
    """Make an invented township, take its rosters in through the ordinary intake, and open it."""
    made = demo.make_demo(register, count, seed, console.progress)
    answer = {
        "register": str(made.register),
        "people": made.people,
        "passphrase": made.passphrase,
        "on": answers.day(made.on),
    }
    text = console.text(
        "The demo register {name} holds {people} invented people; its passphrase is: {passphrase}",
        name=str(made.register),
        people=made.people,
        passphrase=made.passphrase,
    )
    if no_open:
        return Shown(answer, [text])
    from ..app import run  # the only command that needs Qt

    return Shown(answer, [text], status=run(made.register, console.language_asked, made.passphrase, made.on))


@click.command("new")
@click.argument("register", type=REGISTER)
@click.option("--office", "name", required=True)
@click.option("--county", default="")
@click.option("--campaign", default=DEFAULT_CAMPAIGN, show_default=True)
@plain_command
def new(console: Console, register: Path, name: str, county: str, campaign: str) -> Shown:
    """Make an empty register."""
    with create_office(register, console.passphrase(confirm=True), name, county, campaign) as office:
        answer = {"register": str(register), "campaign": office.campaign.code}
    return Shown(answer, [console.text("The register {name} was made.", name=str(register))])


@click.command("codes")
@plain_command
def codes(console: Console) -> Shown:
    """List the closed sets of words, one sentence each."""
    listed = [
        {"set": name, "code": code, "means": console.words(text)} for name, code, text in all_codes(console.catalogue())
    ]
    return Shown({"codes": listed}, [f"{line['set']}: {line['code']}: {line['means']}" for line in listed])


@click.command("bench")
@click.option("--people", "count", default=100_000, show_default=True)
@click.option("--only")
@plain_command
def bench(console: Console, count: int, only: str | None) -> Shown:
    """Measure, each figure beside its limit in the same run."""
    from ..bench.runner import run_benchmarks  # measures also the window, so it needs Qt

    results = run_benchmarks(count, only, console.note)
    lines = [f"{line['name']}  {line['seconds']:.3f} s  {line['ratio']:.2f} x" for line in results]
    return Shown({"results": results}, lines)
