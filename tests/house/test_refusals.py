"""Every code a refusal may carry is in a closed set that `vaxdesk codes` lists: the refusals, or the problems of a cell."""

import ast
from pathlib import Path

from vaxdesk.actions.refusals import REFUSALS
from vaxdesk.rules.problems import CODES

CODE = Path(__file__).parents[2] / "vaxdesk"


def raised() -> dict[str, str]:
    """The codes of all refusals in the code, each with a place it stands in."""
    found: dict[str, str] = {}
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Refused") and node.args:
                said = node.args[1:] if getattr(node.func, "id", "") == "FieldRefused" else node.args
                codes = [argument.value for argument in said if isinstance(argument, ast.Constant)]
            elif isinstance(node, ast.Assign) and [getattr(target, "id", "") for target in node.targets] == ["code"]:
                codes = [node.value.value] if isinstance(node.value, ast.Constant) else []
            else:
                continue
            found.update((code, f"{path.name}:{node.lineno}") for code in codes if isinstance(code, str))
    return found


def test_every_code_is_listed() -> None:
    codes = raised()
    assert not {code: place for code, place in codes.items() if code not in REFUSALS | CODES}
    assert not set(REFUSALS) - set(codes)
