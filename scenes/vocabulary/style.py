"""A colour, a size and a tempo each have one name and one meaning, here."""

import colorsys
from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, CapStyleType, LineJointType, ManimColor

from scenes.vocabulary.themes import THEMES, chosen_theme, contrast

THEME = chosen_theme()

# Type sizes: the height of an em in Manim units, of which a 1080p frame has 135 pixels each.
# What is alone on the stage: the network's answer, a law, all layers in one line, a run's result.
GIANT, LAW, SUMMARY, RESULT = 0.90, 0.50, 0.48, 0.44
TITLE, CLAIM, FORMULA, LINE, LABEL, WORKING = 0.46, 0.42, 0.40, 0.36, 0.34, 0.33
# SMALL keeps capitals above 20 pixels, and a subscript set in it above 13. The sentence below must
# not compete with the picture. What a neuron holds is large: on a half-filled one no ink has more
# than a contrast of four. TICK is for the footer's line, CHIP for a number that goes along an edge.
# TOLD is a sentence for the back row; SMALLEST the scale at which an equation's chips are read.
TOLD, SMALLEST = 0.345, 0.87
BODY, NUMBER, HELD, SENTENCE, SMALL, TICK, CHIP = 0.31, 0.29, 0.275, 0.27, 0.26, 0.234, 0.23

# Pens: stroke widths as Manim counts them, a hundred to a unit. An edge of a network is between
# FAINT and BEAM, what runs along it between FINE and PULSE.
PEN_OF_A_UNIT = 100
FAINT, FINE, THIN, EVEN, FIRM, STRONG = 1.0, 1.5, 2.0, 2.5, 3.0, 3.5
BOLD, HEAVY, BROAD, BEAM, PULSE, BAR = 4.0, 5.0, 6.0, 9.0, 12.0, 14.0
# A line that a hand drew ends and turns round.
BY_HAND = {"cap_style": CapStyleType.ROUND, "joint_type": LineJointType.ROUND}

# How exactly a picture can say a number: one dot of a film at 1080p, in Manim units.
PIXEL = 8.0 / 1080

# Tempi, in seconds.
QUICK, NORMAL, SLOW = 0.6, 1.0, 2.0

# The stage: what lies between the strips, and inside one margin left and right.
LEFT_EDGE, RIGHT_EDGE = -6.6, 6.6
STAGE_TOP, STAGE_BOTTOM = 3.28, -3.30
SENTENCE_LINE = STAGE_BOTTOM + 0.16
FLOOR = -2.72  # of a picture: what is said stands below
CODE = -1.92  # the line that code stands on, with the shapes of its arrays below

# Its places. A picture stands at one of them, or so far from it; none is found by coordinates.
MIDDLE, FOOT = UP * 0.25, DOWN * 1.75
LEFT_HALF, RIGHT_HALF = LEFT * 3.3, RIGHT * 3.3
LEFT_SIDE, RIGHT_SIDE = RIGHT * LEFT_EDGE, RIGHT * RIGHT_EDGE
TOP_LEFT, TOP_RIGHT = LEFT_SIDE + UP * 3.1, RIGHT_SIDE + UP * 3.1
FLOOR_RIGHT = RIGHT_SIDE + UP * FLOOR
# A network at the left, and beside it, from here to there, what is looked at.
NETWORK, NETWORK_WIDTH, NETWORK_ASIDE = LEFT * 4.3, 3.8, RIGHT * 4.25
BESIDE, HERO, MAP = (-1.7, RIGHT_EDGE), RIGHT * 2.5, LEFT * 2.6
# A curve in the larger part of the stage, and a column of numbers at its side.
STAGE_LEFT, ASIDE = MIDDLE + LEFT * 1.7, RIGHT * 4.5

# How far the shades of a class go apart, and ahead of it, in hue (a turn is 1); their saturation,
# and by turns their contrast with the paper.
_TURN, _AHEAD, _VIVID, _DISTINCT = 0.14, 0.03, 0.5, (4.6, 7.5)
# A full-strength tint keeps the ink on it readable (contrast at least 4.5 : 1).
_TINT = 0.43


def color(role: str) -> ManimColor:
    """Return the colour of a role by its name in `Theme`."""
    return ManimColor(getattr(THEME, role))


def blend(first: str, second: str, share: float) -> ManimColor:
    """Return the colour that lies `share` (0 to 1) of the way from one role to another."""
    return color(first).interpolate(color(second), float(share))


def value_color(value: float, scale: float, above: str = "positive") -> ManimColor:
    """Return a value's tint: the cell's colour at 0, full at ±`scale`; above 0 that of a role."""
    share = min(abs(value) / scale, 1.0) if scale > 0 else 0.0
    return blend("cell", above if value >= 0 else "negative", _TINT * share)


def value_of_color(tint: ManimColor, scale: float, above: str = "positive") -> float:
    """Return the value that `value_color` tinted so: its inverse within ±`scale`."""
    base = color("cell").to_rgb()
    shares = {}
    for sign, role in ((1.0, above), (-1.0, "negative")):
        towards = color(role).to_rgb() - base
        share = float(np.dot(tint.to_rgb() - base, towards) / np.dot(towards, towards))
        miss = float(np.linalg.norm(base + share * towards - tint.to_rgb()))
        shares[miss] = sign * share / _TINT * scale
    return shares[min(shares)]


def activation_color(value: float) -> ManimColor:
    """Return the fill of a neuron whose activation is between 0 (paper) and 1 (full)."""
    return blend("paper", "activation", float(np.clip(value, 0.0, 1.0)))


def class_color(yes: bool) -> ManimColor:
    """Return the colour of an example of a class: it stands out from the class's own ground."""
    return blend("yes" if yes else "no", "target", 0.42)


def own_colors(yes: Sequence[bool]) -> list[ManimColor]:
    """Return a colour for each of a few examples: a shade of its class's, which no other one has.

    Shades of a class differ in hue, and in turns in how far they stand out from the paper.
    """
    found, paper, lighter = [], color("paper"), np.sign(color("ink").to_rgb().mean() - 0.5)
    for place, one in enumerate(yes):
        before, count = sum(other == one for other in yes[:place]), sum(o == one for o in yes)
        hue, light, _ = colorsys.rgb_to_hls(*color("yes" if one else "no").to_rgb())
        hue += _AHEAD + _TURN * (before / max(count - 1, 1) - 0.5)
        shade = paper
        while contrast(shade, paper) < _DISTINCT[before % 2]:
            shade = ManimColor(colorsys.hls_to_rgb(hue % 1.0, light, _VIVID))
            light += 0.02 * lighter
        found.append(shade)
    return found


def signs() -> str:
    """Return what the two colours of a sign say, by the theme that the film is in."""
    negative = "brown" if THEME is THEMES["light"] else "orange"
    return f"Blue is positive, {negative} is negative."


def readable_on(fill: ManimColor) -> ManimColor:
    """Return the ink, or the paper's colour, whichever stands out more from a fill."""
    return max(color("ink"), color("paper"), key=lambda text: contrast(text, fill))


def share_of_color(shade: ManimColor, first: str, second: str) -> float:
    """Return how far a colour lies on the way from one role to another: `blend`, read backwards."""
    start = color(first).to_rgb()
    way = color(second).to_rgb() - start
    return float(np.dot(shade.to_rgb() - start, way) / np.dot(way, way))
