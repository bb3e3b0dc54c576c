"""A colour has one meaning, and that meaning can be read back."""

import os
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import ManimColor

from engine.plots import colours
from scenes.vocabulary import style
from scenes.vocabulary.plane.field import _shades
from scenes.vocabulary.text import words
from tests.proof import proved

SHARES = st.floats(-1.0, 1.0)
ROLES = tuple(style.THEMES["dark"].__dataclass_fields__)
# What type stands on, the two ends of the cost sheet's colours, and the two classes of a map: no
# type is set in these.
GROUNDS = {"paper", "panel", "cell", "hairline", "high", "low", "yes", "no"}


def luminance(hexadecimal):
    rgb = np.array([int(hexadecimal[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@given(SHARES, st.floats(1e-3, 1e3))
def test_a_tint_says_its_value_back(share, scale):
    tint = style.value_color(share * scale, scale)
    assert style.value_of_color(tint, scale) == pytest.approx(share * scale, abs=1e-6 * scale)


def test_nothing_is_tinted_like_an_empty_cell_and_too_much_like_full():
    assert style.value_color(0.0, 1.0) == style.color("cell")
    assert style.value_color(7.0, 1.0) == style.value_color(1.0, 1.0)
    assert style.value_color(0.0, 0.0) == style.color("cell")


@given(st.floats(0.05, 1.0))
def test_sign_is_a_colour_and_size_its_strength(size):
    base = style.color("cell").to_rgb()
    plus, minus = (style.value_color(sign * size, 1.0).to_rgb() - base for sign in (1, -1))
    assert np.dot(plus, minus) / np.linalg.norm(plus) / np.linalg.norm(minus) < 0.7
    weaker = style.value_color(size / 2, 1.0).to_rgb() - base
    assert np.allclose(2 * weaker, plus, atol=1e-6)


@given(st.floats(0.0, 1.0))
def test_ink_on_any_fill_is_the_better_of_two(activation):
    fill = style.activation_color(activation)
    chosen = style.readable_on(fill).to_hex()
    other = ({style.THEME.ink, style.THEME.paper} - {chosen}).pop()
    assert contrast(chosen, fill.to_hex()) >= contrast(other, fill.to_hex())
    assert contrast(chosen, fill.to_hex()) >= 3.0


@given(SHARES, st.sampled_from(["positive", "activation"]))
def test_ink_on_any_tint_can_be_read_and_says_its_value(share, above):
    tint = style.value_color(share, 1.0, above)
    assert contrast(style.THEME.ink, tint.to_hex()) >= 4.5
    assert style.value_of_color(tint, 1.0, above) == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize("name", style.THEMES)
def test_type_of_every_role_can_be_read_on_paper_and_on_panels(name):
    theme = style.THEMES[name]
    for role in set(ROLES) - GROUNDS:
        for ground in (theme.paper, theme.panel):
            assert contrast(getattr(theme, role), ground) >= 4.5, role


# Roles that stand beside each other in one picture, and runs that do.
ROLES_OF_NUMBERS = (
    *("activation", "weight", "bias", "weighted", "delta", "cost", "target"),
    *("positive", "negative", "slope"),
)
LANES = tuple(role for role in ROLES if role.startswith("lane"))
APART = 6.5  # CIEDE2000: plain to see where two colours are a hand's width from each other


@pytest.mark.parametrize("name", style.THEMES)
@pytest.mark.parametrize("sight", ["all three cones", "protan", "deutan", "tritan"])
@pytest.mark.parametrize("roles", [ROLES_OF_NUMBERS, LANES, ("high", "low"), ("yes", "no")])
def test_colours_that_stand_together_can_be_told_apart_by_any_eye(name, sight, roles):
    color = pytest.importorskip("coloraide", reason="it comes with the extra `dev`").Color
    seen = {role: color(getattr(style.THEMES[name], role)) for role in roles}
    if sight != "all three cones":
        seen = {role: shade.filter(sight).clip("srgb") for role, shade in seen.items()}
    alike = {
        pair: round(apart, 1)
        for pair in combinations(roles, 2)
        if (apart := seen[pair[0]].delta_e(seen[pair[1]], method="2000")) < APART
    }
    assert alike == {}
    proved("colours for every eye", len(list(combinations(roles, 2))))


@pytest.mark.parametrize("name", style.THEMES)
def test_a_theme_has_a_colour_for_every_role(name):
    for role in ROLES:
        assert getattr(style.THEMES[name], role).startswith("#"), role


def test_a_neuron_fills_from_paper_to_the_full_colour():
    assert style.activation_color(0.0) == style.color("paper")
    assert style.activation_color(1.0) == style.color("activation")
    assert style.activation_color(2.0) == style.color("activation")


def test_capitals_are_twenty_pixels_high_at_1080p():
    smallest = min(style.TITLE, style.FORMULA, style.BODY, style.NUMBER, style.SMALL)
    assert words("H", size=smallest).height * 135 >= 20


def chosen(theme):
    code = "from scenes.vocabulary import style; print(style.THEME.paper)"
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TRAINREEL_THEME": theme},
        capture_output=True,
        text=True,
    )


def test_the_environment_chooses_the_theme():
    assert chosen("light").stdout.strip() == style.THEMES["light"].paper


def test_an_unknown_theme_is_refused_with_the_known_ones():
    assert "TRAINREEL_THEME is 'neon'; the themes are dark, light" in chosen("neon").stderr


def test_no_theme_named_is_the_default():
    assert chosen("").stdout.strip() == style.THEMES["dark"].paper


@pytest.mark.parametrize("name", ["Dark", "x" * 5000, "a\nb", "../dark", "\x1b[31m", "é"])
def test_any_other_theme_is_refused_in_one_sentence(name):
    done = chosen(name)
    assert done.returncode == 2
    assert done.stderr.startswith("TRAINREEL_THEME is ")
    assert done.stderr.count("\n") == 1
    assert len(done.stderr) < 250
    proved("fuzz: command lines and environment", 1)


def test_the_engines_plots_have_the_colours_of_the_lectures():
    assert set(colours.THEMES) == set(style.THEMES)
    for name, theme in colours.THEMES.items():
        roles = vars(theme)
        assert len(roles) > 15
        assert roles == {role: getattr(style.THEMES[name], role) for role in roles}
    look = colours.THEMES[os.environ.get("TRAINREEL_THEME") or "dark"]
    tints = [
        (style.value_color(0.7, 1.0), (look.cell, look.positive, 0.7 * colours.TINT)),
        (style.value_color(-1.0, 1.0), (look.cell, look.negative, colours.TINT)),
        (style.class_color(True), (look.yes, look.target, colours.SPOT)),
        (style.class_color(False), (look.no, look.target, colours.SPOT)),
        (ManimColor(_shades()[-1] / 255), (look.cell, look.yes, colours.GROUND)),
        (ManimColor(_shades()[0] / 255), (look.cell, look.no, colours.GROUND)),
    ]
    for shade, (first, second, share) in tints:
        ours = ManimColor(colours.blend(first, second, share))
        np.testing.assert_allclose(ours.to_rgb(), shade.to_rgb(), atol=0.6 / 255)
