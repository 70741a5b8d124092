"""Fields that are off: switched on among the settings with a reason, and then there to be typed; off again, after asking twice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.township import AS_OF
from vaxdesk.desk.optional_field import OptionalFieldSwitch
from vaxdesk.desk.window import MainWindow
from vaxdesk.rules.optional_fields import CHRONIC, TAGS, UNIT

Settled = Callable[[MainWindow], None]


@pytest.fixture
def opened(window: MainWindow, tmp_path: Path, settled: Settled) -> MainWindow:
    window.welcome.begin(make_demo(tmp_path / "town.vaxdesk", people=30).register, PASSPHRASE, AS_OF)
    settled(window)
    window.go("settings")
    settled(window)
    return window


def switch(window: MainWindow, code: str) -> OptionalFieldSwitch:
    found = window.stack.named("settings").lines[code].widget
    assert isinstance(found, OptionalFieldSwitch)
    return found


def show_somebody(window: MainWindow, settled: Settled) -> None:
    window.go("person", 1)
    settled(window)


def test_a_field_that_is_switched_off_and_on_again_is_typed_only_while_it_is_on(
    opened: MainWindow, settled: Settled
) -> None:
    for code in (UNIT, CHRONIC, TAGS):
        field = switch(opened, code)
        field.switch.click()
        if field.text():
            field.switch.click()  # it holds values: asked twice
        settled(opened)
        assert switch(opened, code).text() == ""
    show_somebody(opened, settled)
    page = opened.page
    assert not page.facts.fields[UNIT].isVisibleTo(page)
    assert not page.adding.acts["watch"].isVisible()
    opened.go("settings")
    settled(opened)
    switch(opened, UNIT).reason.setText("乌杨街道〔2021〕59号")
    switch(opened, UNIT).switch.click()
    settled(opened)
    assert switch(opened, UNIT).text() == "乌杨街道〔2021〕59号"
    show_somebody(opened, settled)
    assert page.facts.fields[UNIT].isVisibleTo(page)


def test_without_a_reason_it_stays_off_and_says_so_there(opened: MainWindow, settled: Settled) -> None:
    field = switch(opened, TAGS)
    field.switch.click()
    settled(opened)
    field.switch.click()
    settled(opened)
    line = opened.stack.named("settings").lines[TAGS]
    assert line.wrong.isVisibleTo(line.whole)
    assert field.text() == ""
