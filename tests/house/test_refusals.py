"""Every code a refusal may carry is in the closed set that `vaxdesk codes` lists, and nothing else is."""

import ast
from pathlib import Path

from vaxdesk.actions.refusals import REFUSALS

CODE = Path(__file__).parents[2] / "vaxdesk"


def raised() -> dict[str, str]:
    """The codes of all refusals in the code, each with a place it stands in."""
    found: dict[str, str] = {}
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Refused") and node.args:
                codes = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            elif isinstance(node, ast.Assign) and [getattr(target, "id", "") for target in node.targets] == ["code"]:
                codes = [node.value.value] if isinstance(node.value, ast.Constant) else []
            else:
                continue
            found.update((code, f"{path.name}:{node.lineno}") for code in codes if isinstance(code, str))
    return found


def test_every_code_is_listed() -> None:
    codes = raised()
    assert not {code: place for code, place in codes.items() if code not in REFUSALS}
    assert not set(REFUSALS) - set(codes)
