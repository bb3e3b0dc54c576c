"""A dataset cannot be written to, is laid out for training, and is found by its name."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

import engine
from engine.datasets import LOADERS, Dataset, load, options
from engine.datasets.images import picture_dataset
from engine.errors import Refused
from engine.training import fit

FREE = ("heart", "heart_raw", "xor", "neuron", "line", "valleys",
        "circle", "xor_cloud", "gauss", "spiral")  # fmt: skip


def small(**more: object) -> Dataset:
    fields = {"name": "small", "X": np.arange(6.0).reshape(2, 3), "Y": np.ones((1, 3)), **more}
    return Dataset(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FREE)
def test_examples_are_contiguous_rows_that_nobody_can_write_to(name: str) -> None:
    data = load(name)
    for part in (data, data.validation or data):
        for array in (part.X, part.Y):
            assert array.T.flags.c_contiguous
            assert array.dtype == np.float64
            with pytest.raises(ValueError, match="read-only"):
                array[0, 0] = 1.0
            with pytest.raises(ValueError, match="WRITEABLE"):
                array.flags.writeable = True
    with pytest.raises(FrozenInstanceError):
        data.X = data.Y  # type: ignore[misc]


@pytest.mark.parametrize("name", FREE)
def test_the_same_name_and_options_give_the_same_bits(name: str) -> None:
    assert load(name).fingerprint == load(name).fingerprint


def test_what_a_caller_keeps_does_not_reach_into_the_dataset() -> None:
    rows = np.zeros((3, 2))
    data = Dataset(name="small", X=rows.T, Y=np.ones((1, 3)))
    rows[:] = 7
    assert not data.X.any()


def test_the_fingerprint_changes_with_any_number() -> None:
    fingerprints = {
        small().fingerprint,
        small(X=np.arange(6.0).reshape(2, 3) + 1e-9).fingerprint,
        small(Y=np.zeros((1, 3))).fingerprint,
        small(labels=np.array([0, 0, 1])).fingerprint,
        small(validation=small()).fingerprint,
        small().astype(np.float32).fingerprint,
    }
    assert len(fingerprints) == 6


@pytest.mark.parametrize(
    "fields",
    [
        {"Y": np.ones((1, 4))},
        {"Y": np.ones(3)},
        {"X": np.array([[1.0, np.nan, 0.0]])},
        {"raw": np.ones((2, 4))},
        {"labels": np.array([1, 2])},
        {"feature_names": ("one",)},
        {"units": ("lb", "in", "s")},
        {"image_shape": (2, 2)},
    ],
)
def test_parts_that_do_not_belong_together_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(Refused, match="small"):
        small(**fields)


def test_take_picks_examples_in_every_part() -> None:
    data = load("heart").take([3, 1])
    assert data.raw is not None
    assert data.labels is not None
    assert data.raw.tolist() == [[120.0, 254.0], [60.0, 73.0]]
    assert data.labels.tolist() == [0, 1]
    assert data.X.T.flags.c_contiguous


def test_an_unknown_dataset_is_refused_with_the_nearest_names_first() -> None:
    with pytest.raises(Refused, match=r"'spirall'.*did you mean 'spiral'\?.*Known: spiral, "):
        load("spirall")


def test_an_unknown_option_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused, match=r"'nois'.*did you mean 'noise'"):
        load("spiral", nois=0.1)
    with pytest.raises(Refused, match="no options"):
        load("xor", seed=1)


def test_every_name_in_the_table_has_a_loader_with_defaults() -> None:
    for name in LOADERS:
        assert all(default is not ... for default in options(name).values())


def test_a_loader_is_imported_only_when_it_is_asked_for() -> None:
    code = (
        "import sys, engine.datasets\n"
        "late = 'engine.datasets.', 'urllib.request'\n"
        "loaded = {module for module in sys.modules if module.startswith(late)}\n"
        "assert loaded <= {'engine.datasets.dataset'}, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_its_tables_are_read_by_key_as_well() -> None:
    data = load("heart")
    assert data.keys == ("X", "Y", "raw", "labels")
    assert all(np.array_equal(data[key], getattr(data, key)) for key in data.keys)
    with pytest.raises(Refused, match="raw"):
        small()["raw"]


def pictures(**more: object) -> Dataset:
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, 40)
    names, pixels = ("a", "b", "c"), rng.integers(0, 256, (40, 6), dtype=np.uint8)
    looks = {"class_names": names, "image_shape": (2, 3), "validation": 0.25, **more}
    return picture_dataset("pictures", pixels, labels, **looks)  # type: ignore[arg-type]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_pixels_stay_bytes_until_somebody_asks_for_numbers(dtype: str) -> None:
    data = pictures(dtype=dtype)
    held = data.validation
    assert held is not None
    layers, rng = ("sigmoid", "softmax"), np.random.default_rng(1)
    network = engine.Network.random((6, 4, 3), rng=rng, activations=layers)
    run = dataclasses.replace(
        engine.RUNS["digits"], sizes=(6, 4, 3), activations=layers, batch=8,
        data="given", dtype=dtype,
    )  # fmt: skip
    history = fit(run, network, data, rng=np.random.default_rng(2))
    repr(data), data.size, data.keys, data.take([1, 2]), pickle.dumps(history)
    assert not any("X" in vars(each) for each in (data, held))
    plain = Dataset("pictures", data.X, data.Y, validation=None)
    plain = dataclasses.replace(plain, validation=Dataset("pictures", held.X, held.Y))
    assert data.dtype == plain.X.dtype == dtype
    assert data.raw is not None
    np.testing.assert_array_equal(data.X, np.divide(data.raw, 255, dtype=dtype))
    np.testing.assert_array_equal(data.take([3, 1]).X, data.X[:, [3, 1]])
    np.testing.assert_array_equal(data.astype("float32").X, np.divide(data.raw, 255, dtype="f4"))
    same = fit(run, network, plain, rng=np.random.default_rng(2))
    assert [step["W1"].tobytes() for step in history] == [step["W1"].tobytes() for step in same]
    assert history.metrics.keys() == same.metrics.keys()
    for name, values in history.metrics.items():
        np.testing.assert_array_equal(values, same.metrics[name])


def test_of_all_pictures_at_once_numbers_are_made_once() -> None:
    run = dataclasses.replace(
        engine.RUNS["digits"], sizes=(6, 3), activations=("softmax",), batch=None, metrics=(),
        epochs=None, steps=5, data="given",
    )  # fmt: skip
    data, rng = pictures(), np.random.default_rng(1)
    network = engine.Network.random((6, 3), rng=rng, activations=("softmax",))
    history = fit(run, network, data, rng=rng)
    assert np.shares_memory(history[4]["a0"], data.X)
