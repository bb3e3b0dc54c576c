"""A nudged weight moves its neuron's z, its answer and the cost, and the ratios multiply."""

import numpy as np
import pytest

import engine
from engine import working


@pytest.fixture(scope="module")
def person():
    return working.example(engine.record("heart", seed=42)[0], 1)


def test_without_a_nudge_everything_is_as_it_was_recorded(person):
    still = working.ripple(person, "W3", (0, 1), [0.0])
    recorded = person["W3"][0, 1], person["z3"][0, 0], person["a3"][0, 0], person["cost"]
    found = [still[key][0] for key in ("weight", "z", "a", "cost")]
    np.testing.assert_allclose(found, recorded, rtol=1e-13)


def test_the_ratios_of_the_links_multiply_to_that_of_the_ends(person):
    moved = working.ripple(person, "W3", (0, 1), [0.15, -0.3, 1.0])
    np.testing.assert_allclose(moved.dz_dw * moved.da_dz * moved.dc_da, moved.dc_dw, rtol=1e-12)
    np.testing.assert_allclose(moved.dz_dw, person["a2"][1, 0], rtol=1e-12)


@pytest.mark.parametrize("key", ["W1", "b2", "W3"])
def test_as_the_nudge_shrinks_the_ratio_becomes_the_slope(person, key):
    place = (0, 0)
    slope = person[f"d{key}"][place]
    ratios = working.ripple(person, key, place, [1e-1, 1e-2, 1e-3, 1e-5]).dc_dw
    errors = np.abs(ratios - slope)
    assert (np.diff(errors) < 0).all()
    assert errors[-1] < 1e-5 * max(1.0, abs(slope))


def test_other_keys_are_refused(person):
    with pytest.raises(engine.Refused, match="z3"):
        working.ripple(person, "z3", (0, 0), [0.1])
