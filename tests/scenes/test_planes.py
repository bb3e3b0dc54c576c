"""Of a picture only what has changed is converted, and its colours are those of the whole."""

import numpy as np
import pytest

from scenes.film.planes import Planes, converted
from scenes.film.spares import Spares

SIZES = [(480, 854), (270, 480), (48, 64), (2, 2)]


def planes_of(frame):
    return [
        np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]
        for plane in frame.planes
    ]


def same(planes, picture):
    pairs = zip(planes_of(planes.frame), planes_of(converted(picture, "yuv420p")), strict=True)
    return all(np.array_equal(mine, whole) for mine, whole in pairs)


def changed(picture, rng):
    """Return a picture that differs in up to five rectangles, or in none."""
    after = picture.copy()
    for _ in range(rng.integers(6)):
        rows, columns = (np.sort(rng.integers(size + 1, size=2)) for size in picture.shape[:2])
        place = slice(*rows), slice(*columns)
        after[place] = rng.integers(256, size=after[place].shape)
    return after


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_colours_are_those_of_the_whole_wherever_a_picture_changes(size):
    rng = np.random.default_rng(3)
    planes, picture = Planes(size[1], size[0]), rng.integers(256, size=(*size, 4), dtype=np.uint8)
    for _ in range(30):
        planes.show(picture)
        assert same(planes, picture)
        picture = changed(picture, rng)


@pytest.mark.parametrize("row", [0, 1, 15, 16, 479])
@pytest.mark.parametrize("column", [0, 1, 15, 16, 853])
def test_a_single_pixel_is_seen(row, column):
    before = np.full((480, 854, 4), 9, np.uint8)
    after = before.copy()
    after[row, column, 1] = 250
    planes = Planes(854, 480)
    planes.show(before)
    whole = planes_of(planes.frame)[0].copy()
    planes.show(after)
    assert same(planes, after)
    assert np.argwhere(planes_of(planes.frame)[0] != whole).tolist() == [[row, column]]


def test_what_stands_still_is_not_converted(monkeypatch):
    sizes = []

    def counted(pixels, pixel_format):
        sizes.append(pixels.shape[:2])
        return converted(pixels, pixel_format)

    monkeypatch.setattr("scenes.film.planes.converted", counted)
    planes, picture = Planes(854, 480), np.zeros((480, 854, 4), np.uint8)
    planes.show(picture)
    planes.show(picture.copy())
    assert sizes == [(480, 854)]
    other = picture.copy()
    other[100:120, 300:340] = 200
    other[400:403, 10:12] = 100
    planes.show(other)
    pieces = sizes[1:]
    assert len(pieces) == 2
    assert sum(height * width for height, width in pieces) < 0.05 * 480 * 854


def test_the_picture_before_is_given_back():
    planes = Planes(64, 48)
    one, two = np.zeros((48, 64, 4), np.uint8), np.ones((48, 64, 4), np.uint8)
    assert planes.show(one) is None
    assert planes.show(two) is one


def test_a_spare_picture_is_used_once_and_only_at_its_size():
    spares = Spares()
    small, large = np.zeros((2, 2, 4), np.uint8), np.zeros((4, 2, 4), np.uint8)
    spares.hand_in(small)
    spares.hand_in(None)
    assert spares.take(small) is small
    assert spares.take(small) is not small
    spares.hand_in(small)
    assert spares.take(large).shape == large.shape
