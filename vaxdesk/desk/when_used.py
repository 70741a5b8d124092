"""Verbs whose modules are loaded when somebody first uses them, on the thread of the worker: a start does not wait for them."""

from collections.abc import Callable
from pkgutil import resolve_name
from typing import Any

ACTIONS = f"{__package__.rpartition('.')[0]}.actions"


def when_used(home: str) -> Callable[..., Any]:
    """A verb of `actions` by its module and name ("demo:make_demo"), which is looked up at every call."""

    def verb(*given: Any, **named: Any) -> Any:
        return resolve_name(f"{ACTIONS}.{home}")(*given, **named)

    return verb
