"""The looks that a film can have: the colours of each role, and which of them is chosen."""

import os
import sys
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NoReturn

import numpy as np
from manim import ManimColor

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
    yes: str = "#7A4A9A"
    no: str = "#6F8F3E"


# What type stands on: no type is set in these. The ends of the cost sheet's colours, and the two
# classes of a map, are among them.
_GROUNDS = {"paper", "panel", "cell", "hairline", "high", "low", "yes", "no"}
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
            high="#D2C9B4",
            low="#2C3B49",
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
            high="#8C8069",
            low="#CDCFCC",
            lane_a="#0B4F9E",
            lane_b="#1F7A3D",
            lane_c="#7A5C00",
            lane_d="#B3246B",
            slope="#680835",
        ),
    }
)


def contrast(first: ManimColor, second: ManimColor) -> float:
    """Return the WCAG contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(shade: ManimColor) -> float:
    rgb = shade.to_rgb()
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def chosen_theme() -> Theme:
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
        if all(contrast(shade, ManimColor(paper)) >= _READABLE for shade in _inks(theme)):
            return replace(theme, paper=paper)
    papers = " or ".join(theme.paper for theme in asked)
    _end(f"Not every ink can be read on background_color = {paper}; try one closer to {papers}.")


def _end(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(2)


def _inks(theme: Theme) -> list[ManimColor]:
    return [ManimColor(shade) for role, shade in vars(theme).items() if role not in _GROUNDS]
