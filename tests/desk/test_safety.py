"""Trust at the desk: what the rail offers to a role, and what is said loudly."""

from collections.abc import Callable
from pathlib import Path

from vaxdesk.actions.office import open_office
from vaxdesk.desk.safety_page import SafetyPage
from vaxdesk.desk.window import MainWindow
from vaxdesk.rules.roles import EVERYTHING, Permit, Role

from .conftest import ON, PASSPHRASE


def test_the_rail_offers_a_keyer_what_a_keyer_can_use(window: MainWindow) -> None:
    every = window.rail.titles()
    title = {kind.name: turn.text() for kind, turn in window._turns.items()}
    window.rail.offer_to(Permit(Role.KEYER, frozenset()))
    offered = window.rail.titles()
    assert {title["residents"], title["canvass"], title["safety"]} < set(offered)
    assert not {title["intake"], title["submission"], title["progress"]} & set(offered)
    window.rail.offer_to(EVERYTHING)
    assert window.rail.titles() == every


def test_a_damaged_file_is_said_whatever_page_is_in_sight_until_somebody_has_seen_to_it(
    window: MainWindow, register: Path, settled: Callable[[MainWindow], None]
) -> None:
    open_office(register, PASSPHRASE, today=ON).close()
    noted = register / "latest"
    noted.write_bytes(noted.read_bytes().replace(b"0", b"1", 1))
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    assert window.strip.loud.isVisible()
    window.strip.loud.click()
    settled(window)
    page = window.page
    assert isinstance(page, SafetyPage)
    assert "latest" in page.backups.alarms.text()
    page.backups.settle.click()
    settled(window)
    assert not page.backups.alarms.isVisible()
    assert not window.strip.loud.isVisible()
