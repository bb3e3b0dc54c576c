"""Strokes become the pixels and the simplified lines that their publisher made of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.datasets.reading.bitmaps import read_bitmaps
from engine.datasets.reading.drawings import read_ndjson
from engine.datasets.reading.raster import rasterise
from engine.datasets.reading.strokes import Drawing, resampled, simplified, thinned

FIVE = ("airplane", "banana", "cat", "house", "rainbow")


@pytest.mark.parametrize("word", FIVE)
def test_rasterised_strokes_are_the_published_bitmaps(real_data: Path, word: str) -> None:
    drawings = read_ndjson(real_data / "quickdraw" / "ndjson" / f"{word}.ndjson")
    rows = read_bitmaps(real_data / "quickdraw" / f"{word}.npy", first=len(drawings))
    assert len(drawings) == 25
    for drawing, row in zip(drawings, rows, strict=True):
        drawn = rasterise(drawing.strokes)
        assert np.corrcoef(drawn, row)[0, 1] > 0.9998
        assert np.abs(drawn.astype(int) - row).max() <= 20


@pytest.mark.parametrize("word", FIVE)
def test_a_simplified_drawing_blown_up_and_simplified_is_nearly_itself(
    real_data: Path, word: str
) -> None:
    for drawing in read_ndjson(real_data / "quickdraw" / "ndjson" / f"{word}.ndjson"):
        raw = [3.1 * stroke + [[50.0], [70.0]] for stroke in drawing.strokes]
        again = simplified(raw)
        same = np.corrcoef(rasterise(again), rasterise(drawing.strokes))[0, 1]
        assert same > 0.98
        assert 250 <= max(stroke.max() for stroke in again) <= 255


def test_rasterised_strokes_agree_with_cairo() -> None:
    cairo = pytest.importorskip("cairo", reason="pycairo is the publisher's own rasteriser")
    rng = np.random.default_rng(0)
    for _ in range(20):
        strokes = [rng.integers(0, 256, (2, rng.integers(1, 6))) for _ in range(3)]
        surface = cairo.ImageSurface(cairo.FORMAT_A8, 28, 28)
        pen = cairo.Context(surface)
        pen.set_antialias(cairo.ANTIALIAS_BEST)
        pen.set_line_cap(cairo.LINE_CAP_ROUND)
        pen.set_line_join(cairo.LINE_JOIN_ROUND)
        pen.scale(28 / 304, 28 / 304)
        pen.set_line_width(16)
        margin = (256 - np.max([s.max(axis=1) for s in strokes], axis=0)) / 2 + 24
        for stroke in strokes:
            for x, y in [stroke.T[0], *stroke.T]:
                pen.line_to(x + margin[0], y + margin[1])
            pen.stroke()
        rows = np.frombuffer(surface.get_data(), np.uint8).reshape(28, -1)[:, :28]
        assert np.corrcoef(rows.ravel(), rasterise(strokes))[0, 1] > 0.999


def test_a_dot_is_a_disc_as_wide_as_the_pen() -> None:
    ink = rasterise([np.array([[0.0], [0.0]])]).reshape(28, 28) / 255
    assert ink.sum() == pytest.approx(np.pi * (8 * 28 / 304) ** 2, rel=0.02)
    assert np.allclose(ink, ink.T)
    assert np.allclose(ink, ink[::-1])


def test_a_drawing_is_centred_by_its_bounding_box() -> None:
    ink = rasterise([np.array([[0.0, 100.0, 100.0], [0.0, 0.0, 40.0]])]).reshape(28, 28) > 0
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    assert rows[0] + rows[-1] == 27
    assert columns[0] + columns[-1] == 27


def test_resampling_puts_a_point_at_every_unit() -> None:
    line = resampled(np.array([[0.0, 3.0, 3.0], [0.0, 0.0, 2.5]]))
    assert line.T.tolist() == [[0, 0], [1, 0], [2, 0], [3, 0], [3, 1], [3, 2], [3, 2.5]]


def test_thinning_keeps_corners_and_drops_what_is_nearly_straight() -> None:
    bent = np.array([[0.0, 5.0, 10.0, 10.0], [0.0, 1.9, 0.0, 10.0]])
    assert thinned(bent).T.tolist() == [[0, 0], [10, 0], [10, 10]]
    assert thinned(bent, epsilon=1.8).shape == (2, 4)


def test_no_point_is_farther_from_the_thinned_line_than_epsilon() -> None:
    rng = np.random.default_rng(0)
    for _ in range(20):
        line = np.cumsum(rng.normal(0, 3, (2, 200)), axis=1)
        kept = thinned(line)
        start, step = kept[:, :-1, np.newaxis], np.diff(kept)[:, :, np.newaxis]
        away = line[:, np.newaxis, :] - start
        t = np.clip((away * step).sum(axis=0) / (step * step).sum(axis=0), 0, 1)
        assert np.hypot(*(away - t * step)).min(axis=0).max() <= 2.0 + 1e-9


def test_closed_lines_and_dots_survive() -> None:
    circle = np.stack([np.cos(np.linspace(0, 2 * np.pi, 99)), np.sin(np.linspace(0, 6.28, 99))])
    (ring,) = simplified([circle * 50])
    assert ring.shape[1] > 8
    (dot,) = simplified([np.array([[7.0], [9.0]])])
    assert set(dot.ravel()) == {0.0}


@pytest.mark.parametrize("size", [1e308, 5e-324])
def test_absurd_coordinates_are_refused_without_a_warning(size: float) -> None:
    with pytest.raises(ValueError, match="units long"):
        simplified([np.array([[-size, size], [0.0, size]])])


def test_a_scribble_that_never_ends_is_refused() -> None:
    zigzag = np.array([[0.0, 255.0] * 200, np.linspace(0, 255, 400)])
    with pytest.raises(ValueError, match="50,000 are accepted"):
        simplified([zigzag])


CORNER = np.array([[0.0, 100.0, 100.0], [0.0, 0.0, 50.0]])
DOT, BAR = np.array([[40.0], [20.0]]), np.array([[0.0, 50.0], [40.0, 40.0]])


def drawing(*strokes: np.ndarray) -> Drawing:
    return Drawing(strokes, "house", True, "DE", 1)


def test_a_drawing_is_begun_by_a_share_of_its_line() -> None:
    whole = drawing(CORNER, DOT, BAR)  # 150 + 0 + 50 units
    assert [len(whole.begun(share)) for share in (0, 0.5, 0.75, 0.8, 1)] == [1, 1, 1, 3, 3]
    for share in np.linspace(0, 1, 23):
        parts = whole.begun(share)
        assert sum(np.hypot(*np.diff(part)).sum() for part in parts) == pytest.approx(200 * share)
        for part, stroke in zip(parts, whole.strokes, strict=False):
            assert np.array_equal(part[:, :-1], stroke[:, : part.shape[1] - 1])
    assert whole.begun(0.6)[0].T.tolist() == [[0, 0], [100, 0], [100, 20]]


def test_what_is_drawn_stays_where_it_is_and_ends_as_the_whole_bitmap() -> None:
    whole = drawing(CORNER, BAR)
    pixels = whole.unfolded(np.linspace(0, 1, 30))
    assert pixels.shape == (784, 30)
    assert np.array_equal(pixels[:, -1], rasterise(whole.strokes) / 255)
    assert np.diff(pixels, axis=1).min() >= -1 / 255  # ink never leaves, but for rounding


def test_the_pen_goes_over_the_pixels_that_it_inks() -> None:
    whole = drawing(CORNER)
    for share in (0.2, 0.7, 1.0):
        x, y = whole.lines(share)[-1][:, -1]
        ink = whole.unfolded([share])[:, 0].reshape(28, 28)
        assert ink[int(y), int(x)] > 0.4


def test_other_strokes_have_another_fingerprint() -> None:
    assert drawing(CORNER).fingerprint == drawing(CORNER.copy()).fingerprint
    assert drawing(CORNER).fingerprint != drawing(CORNER, DOT).fingerprint
    assert drawing(CORNER, DOT).fingerprint != drawing(DOT, CORNER).fingerprint
