"""The style sheet's colours: every pair of text and ground that occurs reaches AA in light and in dark.

Computed from the custom properties themselves (WCAG 2.2: 4.5 for text, 3 for shapes and borders of controls).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import youcheng.foundation

SHEET = (Path(youcheng.foundation.__file__).parent / "static/foundation/youcheng.css").read_text(
    encoding="utf-8"
)
TEXT, SHAPE = 4.5, 3.0
GROUNDS = ("paper", "surface", "sunk")
TEXTS = ("ink", "ink-soft", "lake", "lake-deep", "vermilion-ink", "osmanthus-ink", "jade-ink")
PAIRS = [
    *((text, ground, TEXT) for text in TEXTS for ground in GROUNDS),
    *((f"{name}-ink", f"{name}-wash", TEXT) for name in ("vermilion", "osmanthus", "jade")),
    ("lake-deep", "lake-wash", TEXT),
    ("ink", "lake-wash", TEXT),
    ("ink", "gap", TEXT),
    ("on-lake", "lake", TEXT),
    ("on-lake", "vermilion", TEXT),
    ("edge", "sunk", SHAPE),
    ("on-lake", "lake-deep", TEXT),
    *(
        (shape, ground, SHAPE)
        for shape in ("edge", "vermilion", "jade", "lake")
        for ground in ("paper", "surface")
    ),
]


def block(pattern: str) -> dict[str, str]:
    found = re.search(pattern + r"\s*\{(.*?)\}", SHEET, re.DOTALL)
    assert found, pattern
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", found[1]))


THEMES = {"light": block(r"\n:root"), "dark": block(r':root\[data-theme="dark"\]')}


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_contrast(theme: str, front: str, ground: str, least: float) -> None:
    colours = THEMES[theme]
    assert contrast(colours[front], colours[ground]) >= least


def test_dark_is_the_same_by_choice_and_by_the_system() -> None:
    assert block(r':root:not\(\[data-theme="light"\]\)') == THEMES["dark"]


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert "url(" not in SHEET
    assert "@import" not in SHEET
    assert "@font-face" not in SHEET
