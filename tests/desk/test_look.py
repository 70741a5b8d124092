"""Every text can be read on what it stands on, in light and dark; everything grows with the size of text."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from vaxdesk.desk.appearance import SIZE, THEME, size_of_text, wear
from vaxdesk.desk.look import DARK, LIGHT, POINTS, Colours, dress, style
from vaxdesk.desk.shapes import INKS

READABLE, VISIBLE = 4.5, 3.0
"""WCAG 2.1: the contrast of text (1.4.3), and of signs (1.4.11)."""


def luminance(colour: str) -> float:
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(colour).getRgbF()[:3]
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(colours: Colours) -> None:
    grounds = ("paper", "surface", "rail", "hover", "header", "stripe", "soft", "notice")
    pairs = [(text, ground) for text in ("ink", "quiet") for ground in grounds if (text, ground) != ("quiet", "soft")]
    pairs += [("accent", "surface"), ("accent", "paper"), ("on_accent", "accent"), ("on_accent", "deep")]
    weak = {
        pair: round(contrast(*(getattr(colours, name) for name in pair)), 2)
        for pair in pairs
        if contrast(*(getattr(colours, name) for name in pair)) < READABLE
    }
    assert not weak


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_shapes_stand_out(colours: Colours) -> None:
    weak = [standing for standing, ink in INKS.items() if contrast(ink, colours.surface) < VISIBLE]
    assert not weak


def test_lengths_and_texts_grow_together() -> None:
    assert "min-height: 28px" in style(LIGHT, POINTS)
    assert "min-height: 42px" in style(LIGHT, POINTS * 1.5)
    assert "font-size: 24pt" in style(LIGHT, POINTS * 1.5)


@pytest.mark.parametrize(
    ("kept", "size"), [(None, 100), ("120", 120), ("20", 90), ("900", 150), ("much", 100), ("-5", 100)]
)
def test_a_size_that_means_nothing_is_the_usual_one(tmp_path: Path, kept: str | None, size: int) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    if kept is not None:
        settings.setValue(SIZE, kept)
    assert size_of_text(settings) == size


def test_the_settings_are_put_on(qapp: QApplication, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue(THEME, "dark")
    settings.setValue(SIZE, 150)
    try:
        wear(qapp, settings)
        assert qapp.palette().window().color() == QColor(DARK.paper)
        assert qapp.font().pointSizeF() == POINTS * 1.5
    finally:
        dress(qapp)
