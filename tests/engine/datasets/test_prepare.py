"""Scaling, one-hot columns and holding out do what their names say, or refuse."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.datasets import load
from engine.datasets.prepare import one_hot, split, z_score
from engine.errors import Refused


def test_z_scores_have_mean_zero_and_deviation_one() -> None:
    X = np.random.default_rng(0).uniform(-5, 900, (4, 50))
    scaled = z_score(X)
    assert np.allclose(scaled.mean(axis=1), 0)
    assert np.allclose(scaled.std(axis=1), 1)


def test_held_out_examples_are_scaled_like_the_training_ones() -> None:
    train, held = np.array([[0.0, 2.0]]), np.array([[4.0]])
    assert z_score(held, like=train).tolist() == [[3.0]]


def test_a_feature_that_never_varies_becomes_zero() -> None:
    assert z_score([[3.0, 3.0]]).tolist() == [[0.0, 0.0]]


def test_one_hot_puts_a_one_in_the_row_of_each_class() -> None:
    assert one_hot([2, 0], classes=3).tolist() == [[0, 1], [0, 0], [1, 0]]


@pytest.mark.parametrize("labels", [[0, 3], [-1, 0], [0.0, 1.0], [[0, 1]], ["a", "b"]])
def test_labels_that_are_no_classes_are_refused(labels: Any) -> None:
    with pytest.raises(Refused, match="Labels"):
        one_hot(labels, classes=3)


@pytest.mark.parametrize(("validation", "held"), [(0.2, 2), (3, 3), (0.99, None), (1, 1)])
def test_a_fraction_or_a_count_is_held_out(validation: float, held: int | None) -> None:
    data = load("heart")
    if held is None:
        with pytest.raises(Refused, match=r"validation=0\.99 of 10"):
            split(data, validation)
        return
    parted = split(data, validation, seed=1)
    assert parted.validation is not None
    assert (parted.size, parted.validation.size) == (10 - held, held)
    both = np.concatenate([parted.X, parted.validation.X], axis=1)
    assert sorted(map(tuple, both.T)) == sorted(map(tuple, data.X.T))


def test_without_a_seed_the_last_examples_are_held_out() -> None:
    parted = split(load("heart"), 3)
    assert parted.validation is not None
    assert np.array_equal(parted.validation.X, load("heart").X[:, 7:])


@pytest.mark.parametrize("validation", [None, 0])
def test_nothing_is_held_out_where_nothing_is_asked(validation: float | None) -> None:
    assert split(load("heart"), validation).validation is None


@pytest.mark.parametrize("validation", [-1, 10, 2.5, 0.01, float("nan"), float("inf")])
def test_what_cannot_be_held_out_is_refused(validation: float) -> None:
    with pytest.raises(Refused, match="validation="):
        split(load("heart"), validation)
