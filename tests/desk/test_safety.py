"""Trust at the desk: what the rail offers to a role."""

from vaxdesk.desk.window import MainWindow
from vaxdesk.rules.roles import EVERYTHING, Permit, Role


def test_the_rail_offers_a_keyer_what_a_keyer_can_use(window: MainWindow) -> None:
    every = window.rail.titles()
    title = {kind.name: turn.text() for kind, turn in window._turns.items()}
    window.rail.offer_to(Permit(Role.KEYER, frozenset()))
    offered = window.rail.titles()
    assert {title["residents"], title["canvass"], title["safety"]} < set(offered)
    assert not {title["intake"], title["submission"], title["progress"]} & set(offered)
    window.rail.offer_to(EVERYTHING)
    assert window.rail.titles() == every
