"""The papers of a canvass by command."""

import json

from click.testing import CliRunner

from vaxdesk.cli import main

PASSPHRASE = "correct horse"
ON = "2021-12-19"


def run(*arguments):
    """Run a command; its exit status and what it answered as JSON."""
    result = CliRunner(env={"VAXDESK_PASSPHRASE": PASSPHRASE}).invoke(main, [*map(str, arguments), "--json"])
    return result.exit_code, json.loads(result.stdout) if result.stdout.strip() else None


def test_sheets_of_a_village_are_saved(samples, tmp_path):
    register = tmp_path / "town.vaxdesk"
    run("new", register, "--office", "云岭镇人民政府", "--county", "长子县")
    run("intake", register, samples / "street-roster.xlsx", "--on", ON)
    out = tmp_path / "sheets.pdf"
    status, answer = run("canvass", register, "--village", "石磴村", "--on", ON, "--out", out)
    assert status in (0, 1)  # 1: a name has a character that no font of this machine has
    assert answer["households"] > 0
    assert out.read_bytes().startswith(b"%PDF")
    status, answer = run("canvass", register, "--village", "没有村", "--on", ON, "--out", out)
    assert status == 2
