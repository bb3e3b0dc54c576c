"""A plane among a layer's numbers, seen from straight above it: nothing is foreshortened."""

import numpy as np
import pytest

import engine
from engine import working


@pytest.fixture(scope="module")
def step():
    return engine.record("circle", epochs=2, seed=42)[-1]


@pytest.fixture
def places():
    return np.random.default_rng(0).normal(size=(2, 30))


def test_flat_it_is_as_large_as_among_the_layers_numbers_and_not_turned(step, places):
    seen, flow = working.facing(step, 1, places), working.probe(step, places)
    apart = [np.linalg.norm(p[:, :1] - p, axis=0) for p in (seen.flat, flow["z1"])]
    np.testing.assert_allclose(*apart, rtol=1e-12)
    np.testing.assert_allclose(seen.eye @ seen.eye.T, np.eye(2), atol=1e-12)
    stretch = seen.eye @ step["W1"]
    np.testing.assert_allclose(stretch, stretch.T, atol=1e-12)
    assert np.linalg.eigvalsh(stretch).min() > 0


def test_bent_it_is_the_activations_under_the_same_eye(step, places):
    seen = working.facing(step, 1, places)
    np.testing.assert_allclose(seen.bent, seen.eye @ working.probe(step, places)["a1"], rtol=1e-12)


@pytest.mark.parametrize(("n", "sentence"), [(2, "a plane needs two inputs"), (9, "no layer 9")])
def test_what_is_no_plane_is_refused(step, places, n, sentence):
    with pytest.raises(engine.Refused, match=sentence):
        working.facing(step, n, places)
