"""A colour, a size and a tempo each have one name and one meaning, here."""

import os
import sys
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NoReturn

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, ManimColor

from scenes.film import own_paper


@dataclass(frozen=True)
class Theme:
    """The colours of one look: a page, its ink, and a colour for each role.

    Roles keep their colour from matrix head to working line. Sign has colours of its own, safe
    for colour-blind eyes, and a width or an opacity always repeats what a colour says. Lanes are
    for up to four of a kind side by side: the runs of a race, each named beside its colour.
    """

    paper: str
    panel: str
    cell: str
    hairline: str
    muted: str
    ink: str
    activation: str
    weight: str
    bias: str
    weighted: str
    delta: str
    cost: str
    target: str
    positive: str
    negative: str
    high: str
    low: str
    lane_a: str
    lane_b: str
    lane_c: str
    lane_d: str
    slope: str


# What type stands on, and the two ends of the cost sheet's colours: no type is set in these.
_GROUNDS = {"paper", "panel", "cell", "hairline", "high", "low"}
_READABLE = 4.5  # to 1: the least contrast of type that is read with ease

THEMES = MappingProxyType(
    {
        "dark": Theme(
            paper="#10151C",
            panel="#161D27",
            cell="#1C2632",
            hairline="#2A3542",
            muted="#98A4B3",
            ink="#ECE7DA",
            activation="#3ED6B5",
            weight="#ADB8FF",
            bias="#E3CEFF",
            weighted="#F3E26B",
            delta="#DA5BB2",
            cost="#F67759",
            target="#FFFFFF",
            positive="#4F9BDC",
            negative="#F5A23B",
            high="#E9B872",
            low="#1E5A82",
            lane_a="#4FA8F0",
            lane_b="#7BE495",
            lane_c="#F6E05E",
            lane_d="#FF7FB0",
            slope="#C8F4B1",
        ),
        "light": Theme(
            paper="#FBF9F4",
            panel="#F2EEE5",
            cell="#ECE7DC",
            hairline="#D3CCBE",
            muted="#5D6875",
            ink="#1B2430",
            activation="#46755F",
            weight="#022598",
            bias="#8347D6",
            weighted="#746100",
            delta="#AB307A",
            cost="#D41001",
            target="#000000",
            positive="#1564A5",
            negative="#7F4931",
            high="#C98A2E",
            low="#7FB2D6",
            lane_a="#0B4F9E",
            lane_b="#1F7A3D",
            lane_c="#7A5C00",
            lane_d="#B3246B",
            slope="#680835",
        ),
    }
)


def _contrast(first: ManimColor, second: ManimColor) -> float:
    """Return the WCAG contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(shade: ManimColor) -> float:
    rgb = shade.to_rgb()
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _chosen_theme() -> Theme:
    """Return the theme that TRAINREEL_THEME names (default: dark).

    A user's own paper, `background_color` in a file of Manim's settings, takes the place of the
    theme's, or of the first theme's whose every ink can be read on it.

    It is read while a lecture is imported, where Manim would print another exception's traceback:
    a name that is no theme's ends the program, with one sentence and exit code 2.
    """
    name, paper = os.environ.get("TRAINREEL_THEME"), own_paper()
    if name and name not in THEMES:
        _end(f"TRAINREEL_THEME is {name[:40]!r}; the themes are {', '.join(THEMES)}.")
    asked = [THEMES[name]] if name else list(THEMES.values())
    if paper is None:
        return asked[0]
    for theme in asked:
        if all(_contrast(shade, ManimColor(paper)) >= _READABLE for shade in _inks(theme)):
            return replace(theme, paper=paper)
    papers = " or ".join(theme.paper for theme in asked)
    _end(f"Not every ink can be read on background_color = {paper}; try one closer to {papers}.")


def _end(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(2)


def _inks(theme: Theme) -> list[ManimColor]:
    return [ManimColor(shade) for role, shade in vars(theme).items() if role not in _GROUNDS]


THEME = _chosen_theme()

# Type sizes: the height of an em in Manim units, of which a 1080p frame has 135 pixels each.
# What is alone on the stage: the network's answer, a law, all layers in one line, a run's result.
GIANT, LAW, SUMMARY, RESULT = 0.90, 0.50, 0.48, 0.44
TITLE, CLAIM, FORMULA, LINE, LABEL, WORKING = 0.46, 0.42, 0.40, 0.36, 0.34, 0.33
# SMALL keeps capitals above 20 pixels, and a subscript set in it above 13. The sentence below must
# not compete with the picture. What a neuron holds is large: on a half-filled one no ink has more
# than a contrast of four. TICK is for the footer's line, CHIP for a number that goes along an edge.
# To which share of its size an equation may be scaled, for what is on its chips to be read.
SMALLEST = 0.87
BODY, NUMBER, HELD, SENTENCE, SMALL, TICK, CHIP = 0.31, 0.29, 0.275, 0.27, 0.26, 0.234, 0.23

# Pens: stroke widths as Manim counts them, a hundred to a unit. An edge of a network is between
# FAINT and BEAM, what runs along it between FINE and PULSE.
PEN_OF_A_UNIT = 100
FAINT, FINE, THIN, EVEN, FIRM, STRONG = 1.0, 1.5, 2.0, 2.5, 3.0, 3.5
BOLD, HEAVY, BROAD, BEAM, PULSE, BAR = 4.0, 5.0, 6.0, 9.0, 12.0, 14.0

# Tempi, in seconds.
QUICK, NORMAL, SLOW = 0.6, 1.0, 2.0

# The stage: what lies between the strips, and inside one margin left and right.
LEFT_EDGE, RIGHT_EDGE = -6.6, 6.6
STAGE_TOP, STAGE_BOTTOM = 3.28, -3.30
FLOOR = -2.72  # of a picture: what is said stands below

# Its places. A picture stands at one of them, or so far from it; none is found by coordinates.
WHOLE = LEFT_EDGE, RIGHT_EDGE
MIDDLE, FOOT = UP * 0.25, DOWN * 1.75
LEFT_HALF, RIGHT_HALF = LEFT * 3.3, RIGHT * 3.3
LEFT_SIDE, RIGHT_SIDE = RIGHT * LEFT_EDGE, RIGHT * RIGHT_EDGE
TOP_LEFT, TOP_RIGHT = LEFT_SIDE + UP * 3.1, RIGHT_SIDE + UP * 3.1
FLOOR_RIGHT = RIGHT_SIDE + UP * FLOOR
# A network at the left, and beside it, from here to there, what is looked at.
NETWORK, NETWORK_WIDTH = LEFT * 4.3, 3.8
BESIDE, HERO = (-1.7, RIGHT_EDGE), RIGHT * 2.5
# A curve in the larger part of the stage, and a column of numbers at its side.
STAGE_LEFT, ASIDE = MIDDLE + LEFT * 1.7, RIGHT * 4.5

# A full-strength tint keeps the ink on it readable (contrast at least 4.5 : 1).
_TINT = 0.48


def color(role: str) -> ManimColor:
    """Return the colour of a role by its name in `Theme`."""
    return ManimColor(getattr(THEME, role))


def blend(first: str, second: str, share: float) -> ManimColor:
    """Return the colour that lies `share` (0 to 1) of the way from one role to another."""
    return color(first).interpolate(color(second), float(share))


def value_color(value: float, scale: float) -> ManimColor:
    """Return the tint of a signed value: the cell's own colour at 0, full at ±`scale`."""
    share = min(abs(value) / scale, 1.0) if scale > 0 else 0.0
    return blend("cell", "positive" if value >= 0 else "negative", _TINT * share)


def value_of_color(tint: ManimColor, scale: float) -> float:
    """Return the value that `value_color` tinted so: its inverse within ±`scale`."""
    base = color("cell").to_rgb()
    shares = {}
    for sign, role in ((1.0, "positive"), (-1.0, "negative")):
        towards = color(role).to_rgb() - base
        share = float(np.dot(tint.to_rgb() - base, towards) / np.dot(towards, towards))
        miss = float(np.linalg.norm(base + share * towards - tint.to_rgb()))
        shares[miss] = sign * share / _TINT * scale
    return shares[min(shares)]


def activation_color(value: float) -> ManimColor:
    """Return the fill of a neuron whose activation is between 0 (paper) and 1 (full)."""
    return blend("paper", "activation", float(np.clip(value, 0.0, 1.0)))


def signs() -> str:
    """Return what the two colours of a sign say, by the theme that the film is in."""
    negative = "brown" if THEME is THEMES["light"] else "orange"
    return f"Blue is positive, {negative} is negative."


def readable_on(fill: ManimColor) -> ManimColor:
    """Return the ink, or the paper's colour, whichever stands out more from a fill."""
    return max(color("ink"), color("paper"), key=lambda text: _contrast(text, fill))


def share_of_color(shade: ManimColor, first: str, second: str) -> float:
    """Return how far a colour lies on the way from one role to another: `blend`, read backwards."""
    start = color(first).to_rgb()
    way = color(second).to_rgb() - start
    return float(np.dot(shade.to_rgb() - start, way) / np.dot(way, way))
