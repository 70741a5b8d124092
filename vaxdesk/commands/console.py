"""What every command shares: passphrase, date, language, output as text or JSON, and what becomes of a refusal or a fault."""

import functools
import json
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from ..actions.faults import save_report
from ..actions.language import Translator, translator
from ..actions.office import Office, open_office
from ..rules import catalogue as catalogues
from ..rules.catalogue import Catalogue
from ..rules.messages import Cancelled, Message, Refused, say

DONE, LISTED, REFUSED, FAULT = 0, 1, 2, 3
NOT_OURS = (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError)
"""What ends a command without being a fault: click's own answers, and a reader that has read enough."""
DEFAULT_LANGUAGE = "zh_CN"
REGISTER = click.Path(path_type=Path)
FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a command answers: as JSON, as lines for people, and its exit status."""

    answer: dict[str, Any]
    lines: list[str]
    status: int = DONE


class Console:
    """One run of a command: the options all commands know, and how to speak to the person."""

    def __init__(self, words: Translator, on: date | None, passphrase_file: Path | None, user: str | None) -> None:
        self.words = words
        self.on = on or date.today()
        self._passphrase_file = passphrase_file
        self._user = user
        self._office: Office | None = None

    @property
    def office(self) -> Office:
        """The office whose register the command opened."""
        if self._office is None:
            raise RuntimeError("this command opens no register")
        return self._office

    @property
    def user(self) -> str | None:
        """Whose passphrase was named; None if nobody's."""
        return self._user

    @property
    def language_asked(self) -> str | None:
        """The language this run was asked for; None if nobody named one, and the desk's own setting holds."""
        source = click.get_current_context().get_parameter_source("lang")
        return None if source == ParameterSource.DEFAULT else self.words.language

    def open(self, register: Path, stack: ExitStack) -> None:
        """Open the register until the command ends."""
        self._office = stack.enter_context(open_office(register, self.passphrase(), self._user))

    def passphrase(self, confirm: bool = False) -> str:
        """The passphrase from its file, from VAXDESK_PASSPHRASE, or asked on a terminal."""
        if self._passphrase_file is not None:
            return read_secret(self._passphrase_file)
        given = os.environ.get("VAXDESK_PASSPHRASE")
        if given is not None:
            return given
        if not sys.stdin.isatty():
            raise Refused(
                "passphrase_missing",
                say("No passphrase was given: use --passphrase-file, or set VAXDESK_PASSPHRASE."),
            )
        asked: str = click.prompt(self.text("Passphrase"), hide_input=True, confirmation_prompt=confirm, err=True)
        return asked

    @property
    def terminal(self) -> bool:
        """Whether somebody can be asked."""
        return sys.stdin.isatty()

    def text(self, text: str, **values: object) -> str:
        """Say a sentence in the person's language."""
        return self.words(Message(text, values))

    def note(self, text: str) -> None:
        """Tell something on the way, beside the answer."""
        click.echo(text, err=True)

    def progress(self, done: int, total: int) -> None:
        """Show how far the work is, on a terminal only."""
        if sys.stderr.isatty() and total:
            click.echo(f"\r{100 * done // total:3} %", nl=False, err=True)

    def catalogue(self) -> Catalogue:
        """The catalogue that ships with the program."""
        return catalogues.load()


def read_secret(path: Path) -> str:
    """The first line of a file. Raises Refused `secret_unreadable`."""
    try:
        return path.read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            "secret_unreadable", say("{file} cannot be read as text: check its name.", file=path.name)
        ) from error


def plain_command(run: Callable[..., Shown]) -> Callable[..., None]:
    """A command that opens no register by itself."""
    return _command(run, opens=False)


def office_command(run: Callable[..., Shown]) -> Callable[..., None]:
    """A command that works on the register named by its first argument."""
    return _command(run, opens=True)


def _command(run: Callable[..., Shown], opens: bool) -> Callable[..., None]:
    @click.option("--passphrase-file", type=click.Path(path_type=Path))
    @click.option("--user", help="Whose passphrase it is, where there are several.")
    @click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day everything is judged for (default: today).")
    @click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
    @click.option("--lang", default=DEFAULT_LANGUAGE, show_default=True, envvar="VAXDESK_LANG")
    @functools.wraps(run)
    def command(
        passphrase_file: Path | None, user: str | None, on: datetime | None, as_json: bool, lang: str, **options: Any
    ) -> None:
        words = translator("en")
        with _Faults(words):
            try:
                words = translator(lang)
                with ExitStack() as stack:
                    console = Console(words, on.date() if on else None, passphrase_file, user)
                    if opens:
                        console.open(options.pop("register"), stack)
                    shown = run(console, **options)
                status = _show(shown, as_json)
            except Refused as refused:
                status = _refuse(refused, words, as_json)
            except Cancelled:
                click.echo(words(say("Cancelled; nothing was changed.")), err=True)
                status = REFUSED
        sys.exit(status)

    return command


def _show(shown: Shown, as_json: bool) -> int:
    for line in [json.dumps(shown.answer, ensure_ascii=False)] if as_json else shown.lines:
        click.echo(line)
    return int(shown.status)


def _refuse(refused: Refused, words: Translator, as_json: bool) -> int:
    sentence = words(refused.message)
    click.echo(sentence, err=True)
    if as_json:
        click.echo(json.dumps({"refused": refused.code, "message": sentence}, ensure_ascii=False))
    return REFUSED


class _Faults:
    """Turns whatever nobody foresaw into a report without personal data and exit status 3."""

    def __init__(self, words: Translator) -> None:
        self._words = words

    def __enter__(self) -> None:
        """Watch."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, NOT_OURS):
            path = save_report(error)
            sentence = say(
                "The program made a mistake; the register is as it was. The report lies in {path}", path=str(path)
            )
            click.echo(self._words(sentence), err=True)
            sys.exit(FAULT)
