"""A table times columns is what NumPy says, and each answer is a shadow, so many times as long."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine import working


@pytest.fixture(scope="module")
def step():
    return engine.record("heart", steps=30)[7]


@pytest.fixture(scope="module")
def found(step):
    return working.shadows(step["W1"], step["a0"])


def test_a_table_times_columns_is_the_layers_sum_without_its_bias(step, found):
    np.testing.assert_array_equal(found.WX, step["W1"] @ step["a0"])
    np.testing.assert_allclose(found.WX + step["b1"], step["z1"], rtol=1e-12, atol=1e-15)


def test_products_add_up_to_each_answer_and_parts_to_each_shadow(found):
    np.testing.assert_allclose(found.products.sum(axis=2), found.WX, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(found.parts.sum(axis=2), found.shadows, rtol=1e-12, atol=1e-15)


def test_an_answer_is_the_shadow_times_the_rows_length(found):
    np.testing.assert_allclose(found.lengths[:, None] * found.shadows, found.WX, rtol=1e-12)


def test_what_is_left_of_a_column_when_its_shadow_is_taken_away_stands_upright_on_the_row(found):
    for unit, shadows in zip(found.units, found.shadows, strict=True):
        rest = found.X - unit[:, None] * shadows
        np.testing.assert_allclose(unit @ rest, 0.0, atol=1e-15)


def test_the_gap_lies_between_the_two_kinds_or_there_is_none():
    found = working.shadows([[2.0, 0.0]], [[-1.0, 1.0, 3.0], [5.0, -5.0, 0.0]])
    assert found.gap(0, [0, 0, 1]) == (1.0, 3.0)
    assert found.gap(0, [1, 0, 0]) == (-1.0, 1.0)
    assert found.gap(0, [0, 1, 0]) is None
    assert found.gap(0, [1, 1, 1]) is None


def test_nothing_in_it_can_be_written_to(found):
    for key in ("WX", "products", "lengths", "units", "shadows", "parts"):
        assert not found[key].flags.writeable


@pytest.mark.parametrize(
    ("W", "X", "word"),
    [
        (np.ones((2, 10)), np.ones((3, 2)), "shapes"),
        (np.ones(3), np.ones((3, 2)), "shapes"),
        (np.zeros((1, 2)), np.ones((2, 2)), "zeros"),
    ],
)
def test_what_does_not_meet_is_refused(W, X, word):
    with pytest.raises(engine.Refused, match=word):
        working.shadows(W, X)


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_what_is_seen_turns_and_stretches_by_a_share(found, share):
    eye = np.array([[0.0, 0.6, 0.8], [0.9, -0.3, 0.2]])
    whole, part = eye @ found.W, found.seen(eye, share)
    angle = [np.arctan2(M[1, 0] - M[0, 1], M[0, 0] + M[1, 1]) for M in (whole, part)]
    assert angle[1] == pytest.approx(share * angle[0])
    if share in (0, 1):
        np.testing.assert_allclose(part, whole if share else np.eye(2), atol=1e-15)


def test_on_its_crease_a_neuron_stands_at_zero_and_across_it_z_grows_by_the_sharpness():
    step = engine.record("circle", epochs=1)[7]
    found, W, b = working.creases(step), step["W1"], step["b1"]
    assert np.diag(W @ found.feet) + b[:, 0] == pytest.approx(0, abs=1e-12)
    units = W / found.sharpness[:, None]
    z = W @ (found.feet + 2.0 * units.T) + b
    assert np.diag(z) == pytest.approx(2.0 * found.sharpness)


def test_a_neuron_of_zeros_has_no_crease_and_more_inputs_are_refused():
    still = engine.record("circle", weights="zeros", biases="zeros", epochs=1)[0]
    found = working.creases(still)
    assert not found.sharpness.any()
    assert not found.feet.any()
    with pytest.raises(engine.Refused, match="64 inputs"):
        working.creases(engine.record("digits", epochs=1)[0])
