"""A distorted image is the same drawing: turned, resized, moved and speckled as was asked."""

from __future__ import annotations

import numpy as np
import pytest

from engine.basics.arrays import Array
from engine.datasets.augment import augment, with_copies
from engine.datasets.dataset import Dataset
from engine.errors import Refused

STILL = {"rotation": 0.0, "scale": 0.0, "offset": 0.0, "noise": 0.0}


def blocks(m: int = 40, side: int = 28) -> Array:
    """X (side², m): a bright rectangle off the middle of each image."""
    images = np.zeros((m, side, side))
    images[:, 6:14, 10:20] = 1.0
    return images.reshape(m, -1).T


def distorted(X: Array, **amounts: float) -> Array:
    rng = np.random.default_rng(0)
    return augment(X, image_shape=(28, 28), rng=rng, **{**STILL, **amounts})


def centres(X: Array) -> tuple[Array, Array]:
    """Where the ink of each image has its middle, (rows, columns) in pixels."""
    images = X.T.reshape(-1, 28, 28)
    at = np.arange(28)
    ink = images.sum(axis=(1, 2))
    return images.sum(axis=2) @ at / ink, images.sum(axis=1) @ at / ink


def test_with_every_amount_at_zero_nothing_changes() -> None:
    X = np.random.default_rng(0).uniform(0, 1, (784, 10))
    assert np.allclose(distorted(X), X, atol=1e-12)


def test_the_same_generator_gives_the_same_images_and_the_original_stays() -> None:
    X = blocks()
    before = X.copy()
    first, again, other = (
        augment(X, image_shape=(28, 28), rng=np.random.default_rng(s)) for s in (1, 1, 2)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert np.array_equal(X, before)
    assert first.T.flags.c_contiguous
    assert first.min() >= 0
    assert first.max() <= 1


def test_moving_keeps_the_drawing_within_the_frame_and_its_ink() -> None:
    X = blocks(200)
    moved = distorted(X, offset=0.8)
    rows, columns = centres(moved)
    assert np.ptp(rows) > 8
    assert np.ptp(columns) > 8
    assert np.allclose(moved.sum(axis=0), X.sum(axis=0), rtol=0.12)


def test_turning_turns_about_the_middle_by_about_the_amount() -> None:
    images = np.zeros((400, 28, 28))
    images[:, 12:16, 24:26] = 1.0
    rows, columns = centres(distorted(images.reshape(400, -1).T, rotation=0.15))
    angles = np.arctan2(rows - 13.5, columns - 13.5)
    assert abs(angles.mean()) < 0.03
    assert angles.std() == pytest.approx(0.15, rel=0.15)
    assert np.hypot(rows - 13.5, columns - 13.5) == pytest.approx(11.0, abs=0.4)


def test_resizing_scales_the_area_about_the_middle() -> None:
    ink = distorted(blocks(400), scale=0.1).sum(axis=0) / 80
    assert np.sqrt(ink).mean() == pytest.approx(1.0, abs=0.03)
    assert np.sqrt(ink).std() == pytest.approx(0.1, rel=0.2)


def test_noise_touches_few_pixels_and_none_by_more_than_half() -> None:
    X = np.full((784, 300), 0.5)
    change = np.abs(distorted(X, noise=0.05) - X)
    assert change.max() <= 0.5
    assert 0.005 < (change > 0).mean() < 0.03


def test_images_of_any_shape_and_an_empty_one_are_fine() -> None:
    X = np.zeros((12, 3), dtype=np.float32)
    rng = np.random.default_rng(0)
    out = augment(X, image_shape=(3, 4), rng=rng, noise=0.0)
    assert out.dtype == np.float32
    assert not out.any()


@pytest.mark.parametrize(
    ("amounts", "said"),
    [({"noise": 1.5}, "noise=1.5"), ({"rotation": 4.0}, "π"), ({"scale": -0.1}, "scale=-0.1")],
)
def test_senseless_amounts_are_refused(amounts: dict[str, float], said: str) -> None:
    with pytest.raises(Refused, match=said):
        distorted(blocks(), **amounts)


def test_columns_that_are_no_images_are_refused() -> None:
    with pytest.raises(Refused, match=r"\(28, 28\)"):
        distorted(np.zeros((100, 3)))


def test_copies_stand_behind_the_originals_with_their_labels() -> None:
    data = Dataset(
        name="blocks",
        X=blocks(5),
        Y=np.arange(5.0)[np.newaxis, :],
        labels=np.arange(5),
        image_shape=(28, 28),
        validation=Dataset(name="held", X=blocks(1), Y=np.zeros((1, 1))),
    )
    more = with_copies(data, 2, seed=0)
    assert more.size == 15
    assert np.array_equal(more.X[:, :5], data.X)
    assert more.labels is not None
    assert more.labels.tolist() == [0, 1, 2, 3, 4] * 3
    assert more.Y[0].tolist() == more.labels.tolist()
    assert more.validation is data.validation
    assert with_copies(data, 0, seed=0) is data
    with pytest.raises(Refused, match="copies=-1"):
        with_copies(data, -1, seed=0)
