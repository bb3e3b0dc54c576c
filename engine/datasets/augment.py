"""Augmentation: the same drawing turned, resized, moved and speckled, so it cannot be memorised.

The transformation and its amounts are those of Sebastian Lague's Neural-Network-Experiments
(its ``ImageProcessor``), where they are what made digits drawn by hand recognisable; here a
whole batch of images is transformed at once.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from engine.basics.arrays import Array, sealed
from engine.datasets.dataset import Dataset
from engine.datasets.prepare import Seed, generator, whole_number
from engine.errors import Refused

CHUNK = 2048
"""Images transformed at once: some tens of megabytes of work, whatever the dataset's size."""

LARGEST = 2**31
"""Bytes that the images and their copies may take."""


def augment(
    X: ArrayLike,
    *,
    image_shape: tuple[int, int],
    rng: np.random.Generator,
    rotation: float = 0.15,
    scale: float = 0.1,
    offset: float = 0.8,
    noise: float = 0.05,
) -> Array:
    """One distorted version of each image of X (n, m), values 0 to 1, as a new (n, m).

    ``rotation``: standard deviation of the angle, in radians. ``scale``: standard deviation
    of the size about 1. ``offset``: how much of the room between drawing and frame it may move
    through, 0 to 1. ``noise``: at most this share of the pixels is changed, by at most ±½; each
    image draws its own share and strength, low ones more often. Raises ``Refused`` for
    amounts outside these, or an ``image_shape`` (rows, columns) that X's columns do not have.
    """
    amounts = {"rotation": rotation, "scale": scale, "offset": offset, "noise": noise}
    images = _as_images(np.asarray(X), image_shape, amounts)
    out = np.empty_like(images)
    for start in range(0, len(images), CHUNK):
        part = images[start : start + CHUNK]
        moved = _moved(part, rng, rotation=rotation, scale=scale, offset=offset)
        out[start : start + CHUNK] = _speckled(moved, rng, noise)
    return sealed(out.reshape(len(images), -1)).T


def with_copies(data: Dataset, copies: int, *, seed: Seed, **amounts: float) -> Dataset:
    """``data`` with ``copies`` distorted versions of each training example after the originals.

    ``amounts`` are those of ``augment``; the validation examples stay as they are.
    """
    if whole_number("copies", copies, least=0) == 0:
        return data
    if data.image_shape is None:
        raise Refused(f"copies={copies} of {data.name}: only images can be distorted.")
    if data.X.nbytes * (copies + 1) > LARGEST:
        fit = LARGEST // data.X.nbytes - 1
        raise Refused(f"copies={copies} of {data.name} do not fit in memory: {fit} at most do.")
    rng = generator(seed)
    more = [
        augment(data.X, image_shape=data.image_shape, rng=rng, **amounts) for _ in range(copies)
    ]
    repeated = data.take(np.tile(np.arange(data.size), copies + 1))
    X = sealed(np.concatenate([data.X.T, *(each.T for each in more)])).T
    return replace(repeated, X=X, raw=None, validation=data.validation)


def _as_images(X: Array, shape: tuple[int, int], amounts: dict[str, float]) -> Array:
    if X.ndim != 2 or X.shape[0] != shape[0] * shape[1] or min(shape) < 2:
        raise Refused(
            f"Images of {shape} pixels stand in columns of {shape[0] * shape[1]}; "
            f"X has shape {X.shape}."
        )
    for name, amount in amounts.items():
        if not 0 <= amount <= (np.pi if name == "rotation" else 1):
            raise Refused(
                f"{name}={amount}: from 0 to {'π' if name == 'rotation' else 1} is accepted."
            )
    floats = X.T if X.dtype.kind == "f" else X.T.astype(np.float64)
    return floats.reshape(-1, *shape)


def _moved(
    images: Array, rng: np.random.Generator, *, rotation: float, scale: float, offset: float
) -> Array:
    """Each image (k, rows, columns) turned, resized and moved, sampled between its pixels."""
    k, rows, columns = images.shape
    angle = rng.normal(0.0, rotation, (k, 1, 1))
    # A size at or below zero has no meaning; at these amounts it would be a ten-sigma event.
    size = np.maximum(rng.normal(1.0, scale, (k, 1, 1)), 0.1)
    right, down = _room(images, rng, offset)
    v, u = np.meshgrid(np.linspace(-0.5, 0.5, rows), np.linspace(-0.5, 0.5, columns), indexing="ij")
    cos, sin = np.cos(angle) / size, np.sin(angle) / size
    return _sampled(images, cos * u - sin * v + 0.5 - right, sin * u + cos * v + 0.5 - down)


def _room(images: Array, rng: np.random.Generator, offset: float) -> tuple[Array, Array]:
    """How far each image moves right and down, in widths: anywhere its drawing stays inside."""
    moves = []
    for axis in (1, 2):  # over the rows: the columns that hold ink; then the other way round
        inked = images.max(axis=axis) > 0
        width = inked.shape[1]
        first, last = inked.argmax(axis=1), width - 1 - inked[:, ::-1].argmax(axis=1)
        chance = rng.uniform(0.0, 1.0, len(images))
        low, high = -first / width, (width - last) / width
        moves.append((offset * (low + chance * (high - low)))[:, np.newaxis, np.newaxis])
    return moves[0], moves[1]


def _sampled(images: Array, u: Array, v: Array) -> Array:
    """The images' values at u (across) and v (down), 0 to 1, between pixels bilinearly."""
    k, rows, columns = images.shape
    x = np.clip(u, 0.0, 1.0) * (columns - 1)
    y = np.clip(v, 0.0, 1.0) * (rows - 1)
    left = np.minimum(x.astype(np.intp), columns - 2)
    top = np.minimum(y.astype(np.intp), rows - 2)
    x, y = (x - left).astype(images.dtype), (y - top).astype(images.dtype)
    flat = images.reshape(k, -1)
    corner = (top * columns + left).reshape(k, -1)

    def at(step: int) -> Array:
        return np.take_along_axis(flat, corner + step, axis=1).reshape(k, rows, columns)

    above = at(0) * (1 - x) + at(1) * x
    below = at(columns) * (1 - x) + at(columns + 1) * x
    blended: Array = above * (1 - y) + below * y
    return blended


def _speckled(images: Array, rng: np.random.Generator, noise: float) -> Array:
    """Some pixels of each image made lighter or darker, and all kept within 0 to 1."""
    k = len(images)
    share = rng.uniform(0, 1, (2, k)).min(axis=0)[:, np.newaxis, np.newaxis] * noise
    strength = rng.uniform(0, 1, (2, k)).min(axis=0)[:, np.newaxis, np.newaxis]
    hit = rng.uniform(0, 1, images.shape) < share
    change = hit * strength * rng.uniform(-0.5, 0.5, images.shape)
    speckled: Array = np.clip(images + change, 0.0, 1.0).astype(images.dtype)
    return speckled
