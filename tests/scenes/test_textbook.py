"""The comparison is fair: the textbook scene shows the numbers of ours, in the same places."""

import importlib.util
import sys

import numpy as np
import pytest
from manim import DecimalNumber, tempconfig

from scenes.vocabulary.text import Readout
from tests.scenes.filming import ROOT
from tests.scenes.playing import QUIETLY

NEAR = 0.12  # Manim units: digits of another type are as much wider


@pytest.fixture(scope="module")
def core():
    """The benchmark's scenes, of a few seconds."""
    path = ROOT / "benchmarks" / "textbook_scene.py"
    spec = importlib.util.spec_from_file_location("textbook_scene", path)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("APPEAR", "PRODUCT", "LEARN", "TURN"):
        setattr(module, name, 0.8)
    return module


def numbers(scene, kind, value):
    """The numbers that a scene shows in the end, by value, and where they are."""
    with tempconfig(QUIETLY):
        played = scene()
        played.render()
    shown = {
        id(part): part
        for thing in played.mobjects
        for part in thing.get_family()
        if isinstance(part, kind)
    }
    return sorted((value(part), *np.round(part.get_center()[:2], 2)) for part in shown.values())


def test_both_show_the_same_numbers_in_the_same_places(core):
    # The end of the replay is a frame that a tracker just misses: the beginning is compared.
    core.LAST = 0
    ours = numbers(core.OursFlat, Readout, lambda number: round(number.value, number.decimals))
    theirs = numbers(
        core.TextbookFlat,
        DecimalNumber,
        lambda number: round(float(number.get_value()), number.num_decimal_places),
    )
    assert len(ours) == len(theirs) == 9 + 6 + 3 + 1
    for one, other in zip(ours, theirs, strict=True):
        assert one[0] == other[0]
        assert np.hypot(one[1] - other[1], one[2] - other[2]) < NEAR
