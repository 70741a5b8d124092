"""A print server of one's own with one printer, for whoever may start one: printers of a real system that can vanish."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from socket import socket

import pytest

PRINTER = "office"
RULES = """Listen 127.0.0.1:{port}
WebInterface No
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FOLDERS = """FileDevice Yes
ServerRoot {top}
RequestRoot {top}/spool
CacheDir {top}/cache
StateDir {top}/state
AccessLog {top}/access
ErrorLog {top}/error
PageLog {top}/page
SystemGroup root
"""
PATIENCE = 1000
"""Tries until the server answers."""


@contextmanager
def print_server(top: Path) -> Iterator[Mapping[str, str]]:
    """The environment in which programs see the printer; the test is skipped where there is no CUPS, or one may not start it."""
    if not all(map(shutil.which, ("cupsd", "lpadmin"))) or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("no print server can be started here")
    with socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    top.chmod(0o755)
    rules, folders = top / "cupsd.conf", top / "cups-files.conf"
    rules.write_text(RULES.format(port=port))
    folders.write_text(FOLDERS.format(top=top))
    for name in ("spool", "cache", "state"):
        (top / name).mkdir()
    server = subprocess.Popen(
        ["cupsd", "-f", "-c", str(rules), "-s", str(folders)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    seen = {**os.environ, "CUPS_SERVER": f"127.0.0.1:{port}", "SERVER_PID": str(server.pid)}
    try:
        made = ["lpadmin", "-p", PRINTER, "-E", "-v", f"file:{top}/printed"]
        for _ in range(PATIENCE):
            if subprocess.run(made, env=seen, check=False, capture_output=True).returncode == 0:
                break
        else:
            pytest.skip("the print server does not start here")
        yield seen
    finally:
        server.terminate()
        server.wait()
