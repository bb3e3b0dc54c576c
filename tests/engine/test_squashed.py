"""What an activation makes of the recorded z, and of an axis."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine import working
from engine.activations import ACTIVATIONS


@pytest.fixture(scope="module")
def step():
    return engine.record("heart", steps=30)[7]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_layers_own_activation_gives_what_was_recorded(step, n):
    found = working.squashed(step, f"z{n}")
    np.testing.assert_array_equal(found["a"], step[f"a{n}"])
    np.testing.assert_array_equal(found["z"], step[f"z{n}"])


def test_the_slope_is_the_one_that_training_used(step):
    person = working.example(step, 4)
    np.testing.assert_array_equal(working.squashed(person, "z2").slope, person["slope2"])
    everyone = working.squashed(step, "z2").slope
    np.testing.assert_allclose(everyone[:, [4]], person["slope2"], rtol=1e-14)


@pytest.mark.parametrize("name", [name for name, g in ACTIVATIONS.items() if g.slope])
def test_a_slope_is_the_curves_own_rise_over_run(step, name):
    found = working.squashed(step, "z1", name)
    rise = ACTIVATIONS[name](found.z + 1e-6) - ACTIVATIONS[name](found.z - 1e-6)
    np.testing.assert_allclose(found.slope, rise / 2e-6, atol=1e-9)


def test_another_activation_bends_the_same_z(step):
    np.testing.assert_array_equal(working.squashed(step, "z1", "tanh").a, np.tanh(step["z1"]))
    rectified = working.squashed(step, "z1", "relu")
    assert (rectified.a[step["z1"] < 0] == 0).all()
    np.testing.assert_array_equal(rectified.a[step["z1"] > 0], step["z1"][step["z1"] > 0])


def test_the_sigmoid_is_steepest_in_the_middle_and_flat_in_the_wings():
    axis = working.curve("sigmoid", -8, 8, points=161)
    assert axis.z[axis.slope.argmax()] == pytest.approx(0, abs=1e-12)
    assert axis.slope.max() == pytest.approx(1 / 4, rel=1e-12)
    assert axis.slope[[0, -1]].max() < 1e-3
    np.testing.assert_allclose(axis.a + axis.a[::-1], 1.0, rtol=1e-14)


def test_no_one_can_change_what_was_found(step):
    for found in (working.squashed(step, "z1", "tanh"), working.curve("relu", -1, 1)):
        assert found.keys == ("z", "a", "slope")
        assert not any(found[key].flags.writeable for key in found.keys)


def test_what_nobody_knows_is_refused_with_what_there_is(step):
    with pytest.raises(engine.Refused, match="Known: .*z1"):
        working.squashed(step, "z4")
    with pytest.raises(engine.Refused, match="tanh"):
        working.squashed(step, "z1", "tahn")
    with pytest.raises(engine.Refused, match="sigmoid"):
        working.curve("sigmod", 0, 1)
