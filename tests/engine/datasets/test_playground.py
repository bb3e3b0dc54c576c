"""The generators draw what TensorFlow Playground's published formulas say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.datasets import Dataset, load
from engine.errors import Refused

NAMES = ("circle", "xor_cloud", "gauss", "spiral")


def whole(name: str, **options: float) -> Dataset:
    return load(name, validation=None, **options)


@pytest.mark.parametrize("name", NAMES)
def test_half_of_five_hundred_points_are_for_testing_and_both_signs_in_each(name: str) -> None:
    data = load(name)
    assert data.validation is not None
    for part in (data, data.validation):
        assert part.X.shape == (2, 250)
        assert set(part.Y[0]) == {-1.0, 1.0}
        assert abs(part.Y.mean()) < 0.2
        assert part.labels is not None
        assert next(part.class_names[k] for k in part.labels[part.Y[0] == 1]) == "blue"


def test_circle_is_positive_inside_half_the_radius_and_leaves_a_ring_empty() -> None:
    data = whole("circle", points=4000)
    radius = np.hypot(*data.X)
    assert np.array_equal(radius < 2.5, data.Y[0] == 1)
    assert not ((radius > 2.5) & (radius < 3.5)).any()
    assert radius.max() <= 5
    assert np.mean(radius < 2.5) == 0.5


def test_xor_is_positive_where_the_signs_agree_and_keeps_off_the_axes() -> None:
    data = whole("xor_cloud", points=4000)
    assert np.array_equal(data.X[0] * data.X[1] >= 0, data.Y[0] == 1)
    assert np.abs(data.X).min() >= 0.3
    assert np.abs(data.X).max() <= 5.3


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)])
def test_gauss_is_two_clouds_whose_variance_grows_with_the_noise(
    noise: float, variance: float
) -> None:
    data = whole("gauss", points=20_000, noise=noise)
    for sign in (-1, 1):
        cloud = data.X[:, data.Y[0] == sign]
        assert cloud.mean(axis=1) == pytest.approx([2 * sign, 2 * sign], abs=0.1)
        assert cloud.var(axis=1) == pytest.approx([variance, variance], rel=0.06)


def test_spiral_is_two_arms_of_one_and_three_quarter_turns() -> None:
    data = whole("spiral", points=400)
    for sign, start in ((1, 0.0), (-1, np.pi)):
        arm = data.X[:, data.Y[0] == sign]
        arm = arm[:, np.hypot(*arm).argsort()]
        i = np.arange(200)
        r, t = i / 200 * 5, 1.75 * i / 200 * 2 * np.pi + start
        assert np.allclose(arm, [r * np.sin(t), r * np.cos(t)], atol=1e-12)


def test_noise_moves_the_spiral_s_points_and_only_relabels_the_circle_s() -> None:
    clean, noisy = (whole("circle", noise=noise, points=1000) for noise in (0.0, 0.5))
    assert np.hypot(*noisy.X).max() <= 5
    wrong = (np.hypot(*noisy.X) < 2.5) != (noisy.Y[0] == 1)
    assert 0.05 < wrong.mean() < 0.5
    assert clean.size == noisy.size
    spread = whole("spiral", noise=0.5, points=1000).X
    assert np.abs(spread).max() > 4.6


@pytest.mark.parametrize("name", NAMES)
def test_noise_beyond_the_slider_and_odd_counts_are_refused(name: str) -> None:
    with pytest.raises(Refused, match=r"noise=0\.6.*0 to 0\.5"):
        load(name, noise=0.6)
    with pytest.raises(Refused, match="even number"):
        load(name, points=5)


@pytest.mark.parametrize("name", NAMES)
def test_the_run_s_own_generator_may_be_given(name: str) -> None:
    rng = np.random.default_rng(3)
    first, second = load(name, seed=rng), load(name, seed=rng)
    assert first.fingerprint == load(name, seed=3).fingerprint != second.fingerprint
    assert replace(first).fingerprint == first.fingerprint
