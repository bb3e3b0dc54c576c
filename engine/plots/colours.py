"""The colours of the plots, which are those of the lectures; the tests hold the two equal.

A lecture's theme knows Manim, and the engine knows nothing of lectures: so the roles that both
draw with stand here again.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from types import MappingProxyType

from engine.errors import among, unknown

TINT, GROUND, SPOT = 0.43, 0.62, 0.42
"""How strong a colour is: of a sign under a number, of a class on a map, of an example's own."""


@dataclass(frozen=True)
class Colours:
    """One theme: a page, its ink, and a colour for each role; "#RRGGBB"."""

    paper: str
    cell: str
    hairline: str
    muted: str
    ink: str
    activation: str
    delta: str
    cost: str
    target: str
    positive: str
    negative: str
    lane_a: str
    lane_b: str
    lane_c: str
    lane_d: str
    high: str
    low: str
    yes: str
    no: str


THEMES = MappingProxyType(
    {
        "dark": Colours(
            paper="#10151C",
            cell="#1C2632",
            hairline="#2A3542",
            muted="#98A4B3",
            ink="#ECE7DA",
            activation="#3ED6B5",
            delta="#DA5BB2",
            cost="#F67759",
            target="#FFFFFF",
            positive="#4F9BDC",
            negative="#F5A23B",
            lane_a="#4FA8F0",
            lane_b="#7BE495",
            lane_c="#F6E05E",
            lane_d="#FF7FB0",
            high="#D2C9B4",
            low="#2C3B49",
            yes="#7A4A9A",
            no="#6F8F3E",
        ),
        "light": Colours(
            paper="#FBF9F4",
            cell="#ECE7DC",
            hairline="#D3CCBE",
            muted="#5D6875",
            ink="#1B2430",
            activation="#46755F",
            delta="#AB307A",
            cost="#D41001",
            target="#000000",
            positive="#1564A5",
            negative="#7F4931",
            lane_a="#0B4F9E",
            lane_b="#1F7A3D",
            lane_c="#7A5C00",
            lane_d="#B3246B",
            high="#8C8069",
            low="#CDCFCC",
            yes="#7A4A9A",
            no="#6F8F3E",
        ),
    }
)


def colours(theme: str | None = None, *, paper: str | None = None) -> Colours:
    """The theme of that name; else the one that suits a ``paper``; else TRAINREEL_THEME's, or dark.

    Raises ``Refused`` for a name that is no theme's.
    """
    if theme is None and paper is not None:
        theme = "light" if _brightness(paper) > 0.5 else "dark"
    name = usual_theme() if theme is None else theme
    if not among(name, THEMES):
        raise unknown("theme", name, THEMES)
    return THEMES[name]


def usual_theme() -> str:
    """The theme's name that TRAINREEL_THEME says, as in a film."""
    return os.environ.get("TRAINREEL_THEME") or "dark"


def blend(first: str, second: str, share: float) -> str:
    """The colour that lies ``share``, 0 to 1, of the way from one to another."""
    pairs = zip(_bytes(first), _bytes(second), strict=True)
    return "#" + "".join(f"{round(a + share * (b - a)):02X}" for a, b in pairs)


def readable_on(fill: str, look: Colours) -> str:
    """The ink, or the paper's colour: whichever stands out more from a fill."""
    return max(look.ink, look.paper, key=lambda text: _contrast(text, fill))


def _bytes(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:7])
    return red, green, blue


def _brightness(colour: str) -> float:
    return sum(_bytes(colour)) / (3 * 255)


def _contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in _bytes(colour)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
