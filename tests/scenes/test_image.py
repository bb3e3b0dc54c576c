"""An image says its pixels back, and stands and fades like anything else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from manim import RIGHT, UP, config

from scenes.vocabulary import style
from scenes.vocabulary.network import PixelGrid, inkiest
from scenes.vocabulary.stage import Reveal, Vanish, conceal

INK = arrays(float, (5, 4), elements=st.floats(0.0, 1.0))
SIGNED = arrays(float, (4, 6), elements=st.floats(-3.0, 3.0))
RAMP = np.arange(12.0).reshape(3, 4) / 11


@settings(max_examples=30)
@given(INK)
def test_ink_says_its_values_back(values):
    assert np.allclose(PixelGrid(values).read_values(), values, atol=0.01)


@settings(max_examples=30)
@given(SIGNED)
def test_signed_pixels_say_their_values_back_with_the_colours_of_signs(values):
    grid = PixelGrid(values, signed=True, scale=3.0)
    assert np.allclose(grid.read_values(), values, atol=0.06)
    value = float(values[1, 2])
    tint = style.blend("cell", "positive" if value > 0 else "negative", abs(value) / 3.0)
    assert np.allclose(grid.pixel_array[1, 2, :3] / 255, tint.to_rgb(), atol=0.003)


@settings(max_examples=10)
@given(SIGNED)
def test_an_image_that_stands_on_pixels_says_the_same(values):
    grid = PixelGrid(values, signed=True, scale=3.0, height=1.3).shift(UP * 0.77 + RIGHT * 1.234)
    place = grid.get_center()
    grid.stand_on_pixels()
    size = config.pixel_width / config.frame_width, config.pixel_height / config.frame_height
    ends = (grid.points[:, :2] + [config.frame_width / 2, config.frame_height / 2]) * size
    assert np.allclose(ends, np.rint(ends), atol=1e-6)
    assert grid.pixel_array.shape[:2] == tuple(np.rint(np.ptp(ends, axis=0))[::-1].astype(int))
    assert np.allclose(grid.get_center(), place, atol=1 / min(size))
    assert np.allclose(grid.read_values(), values, atol=0.06)
    assert np.allclose(grid.show_values(-values).read_values(), -values, atol=0.06)


def test_an_image_says_a_row_or_a_column_of_a_table():
    table = np.arange(24.0).reshape(2, 12) / 24
    grid = PixelGrid(table[1].reshape(3, 4), of="W1", row=1)
    (said,) = grid.depicted()
    assert np.allclose(table[said.at], said.value, atol=said.within)
    grid = PixelGrid(table[1].reshape(3, 4), of="a0", column=1)
    (said,) = grid.depicted()
    assert np.allclose(table.T[said.at], said.value, atol=said.within)


def test_what_is_beyond_the_scale_says_only_that():
    (said,) = PixelGrid([[0.2, 3.0], [-2.0, 0.0]], signed=True, scale=1.0, of="W1").depicted()
    assert list(said.full) == [False, True, True, False]


def test_other_values_replace_the_pixels_in_place():
    grid = PixelGrid(RAMP).shift(UP)
    before = grid.points.copy()
    assert grid.show_values((1 - RAMP).ravel()) is grid
    assert np.allclose(grid.read_values(), 1 - RAMP, atol=0.01)
    assert np.array_equal(grid.points, before)


def test_the_first_pixel_is_at_the_top_left_and_rows_run_to_the_right():
    grid = PixelGrid(RAMP, height=1.5).shift(RIGHT)
    assert grid.pitch == pytest.approx(0.5)
    assert (grid.width, grid.height) == pytest.approx((2.0, 1.5))
    assert np.allclose(grid.pixel(0), grid.points[0] + [0.25, -0.25, 0.0])
    assert np.allclose(grid.pixel(11), grid.points[3] + [-0.25, 0.25, 0.0])
    assert np.allclose(grid.pixel(5) - grid.pixel(4), [0.5, 0.0, 0.0])


def test_a_frame_surrounds_the_pixels_that_are_named():
    grid = PixelGrid(RAMP, height=1.5)
    frame = grid.frame(5, 6)
    assert (frame.width, frame.height) == pytest.approx((1.0, 0.5))
    assert np.allclose(frame.get_center(), (grid.pixel(5) + grid.pixel(6)) / 2)
    whole = grid.frame()
    assert (whole.width, whole.height) == pytest.approx((grid.width, grid.height))


def test_an_image_is_concealed_revealed_and_faded_like_type():
    grid = PixelGrid(RAMP)
    conceal(grid)
    assert grid.pixel_array[..., 3].max() == 0
    reveal = Reveal(grid)
    reveal.begin()
    reveal.interpolate(1.0)
    assert grid.pixel_array[..., 3].min() == 255
    fade = Vanish(grid)
    fade.begin()
    fade.interpolate(1.0)
    assert grid.pixel_array[..., 3].max() == 0


def test_an_image_of_zeros_is_the_page_and_three_dimensions_are_refused():
    assert np.allclose(PixelGrid(np.zeros((2, 2)), signed=True).read_values(), 0, atol=0.01)
    with pytest.raises(ValueError, match="values has 3 dimensions"):
        PixelGrid(np.zeros((2, 2, 2)))


def test_an_image_says_which_column_it_shows_and_only_while_it_is_seen():
    grid = PixelGrid(RAMP, of="a0")
    (said,) = grid.depicted()
    assert said.of == "a0"
    assert np.allclose(RAMP.reshape(-1, 1)[said.at], said.value, atol=said.within)
    assert list(PixelGrid(RAMP).depicted()) == []
    conceal(grid)
    assert list(grid.depicted()) == []


def test_the_inkiest_pixels_are_neighbours_in_one_row_or_whole_rows():
    image = np.zeros((4, 6))
    image[2, 1:5] = [0.5, 1.0, 1.0, 0.2]
    image[1, 5] = image[2, 0] = 3.0  # neighbours in the column, and on opposite sides of the image
    assert inkiest(image, 3) == range(12, 15)
    image[1, 5] = image[2, 0] = 0.0
    assert inkiest(image, 3) == range(13, 16)
    assert inkiest(image, 12) in (range(6, 18), range(12, 24))
