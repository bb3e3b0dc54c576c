"""A dataset cannot be written to, is laid out for training, and is found by its name."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from engine.datasets import LOADERS, Dataset, load, options
from engine.errors import Refused

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
    assert all(data[key] is getattr(data, key) for key in data.keys)
    with pytest.raises(Refused, match="raw"):
        small()["raw"]
