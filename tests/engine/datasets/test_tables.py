"""scikit-learn's sets arrive scaled and split, and their absence is one clear sentence."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from engine.datasets import load
from engine.datasets.reading.errors import MissingLibrary

NAMES = ("digits", "breast_cancer", "diabetes")
SIZES = {"digits": (64, 10, 1797), "breast_cancer": (30, 1, 569), "diabetes": (10, 1, 442)}


@pytest.mark.parametrize("name", NAMES)
def test_four_fifths_are_trained_on(name: str) -> None:
    pytest.importorskip("sklearn", reason="the set comes with scikit-learn")
    data = load(name)
    inputs, outputs, examples = SIZES[name]
    assert data.validation is not None
    assert (len(data.X), len(data.Y)) == (inputs, outputs)
    assert data.size + data.validation.size == examples
    assert data.validation.size == round(0.2 * examples)
    assert data.fingerprint == load(name).fingerprint != load(name, seed=1).fingerprint


@pytest.mark.parametrize("name", ["breast_cancer", "diabetes"])
def test_measures_are_scaled_by_the_training_examples_alone(name: str) -> None:
    pytest.importorskip("sklearn", reason="the set comes with scikit-learn")
    data = load(name)
    assert np.allclose(data.X.mean(axis=1), 0)
    assert np.allclose(data.X.std(axis=1), 1)
    assert data.raw is not None
    assert data.validation is not None
    assert data.validation.raw is not None
    mean, deviation = data.raw.mean(axis=1), data.raw.std(axis=1)
    held = (data.validation.raw.T - mean) / deviation
    assert np.allclose(data.validation.X.T, held)
    assert len(data.feature_names) == len(data.X)


def test_digits_are_pixels_from_zero_to_one() -> None:
    pytest.importorskip("sklearn", reason="the set comes with scikit-learn")
    data = load("digits")
    assert (data.X.min(), data.X.max()) == (0.0, 1.0)
    assert data.image_shape == (8, 8)
    assert data.class_names == tuple("0123456789")
    assert data.labels is not None
    assert np.array_equal(data.Y.argmax(axis=0), data.labels)


def test_the_progression_of_diabetes_is_scaled_unless_asked_not_to() -> None:
    pytest.importorskip("sklearn", reason="the set comes with scikit-learn")
    assert load("diabetes").Y.std() == pytest.approx(1.0)
    plain = load("diabetes", scaled_target=False, validation=None)
    assert (plain.Y.min(), plain.Y.max()) == (25.0, 346.0)


@pytest.mark.parametrize("name", NAMES)
def test_without_scikit_learn_the_sentence_says_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(MissingLibrary, match=r"pip install trainreel\[datasets\]") as caught:
        load(name)
    assert isinstance(caught.value, ImportError)
