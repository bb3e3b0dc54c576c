"""A cost surface is where its numbers say, from every side, and its marks stay on it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import FadeIn, Scene, VMobject, linear, tempconfig
from manim.utils.hashing import get_hash_from_play_call

from scenes.film.drawing import SwiftCamera
from scenes.vocabulary import style
from scenes.vocabulary.surface import Ball, CostSurface, DropLine, Orbit, StepArrow
from scenes.vocabulary.surface.glass import GlassSurface
from scenes.vocabulary.surface.shades import Shades
from scenes.vocabulary.text import maths

XS, YS = np.linspace(-2.0, 2.0, 21), np.linspace(-1.0, 3.0, 17)
X, Y = np.meshgrid(XS, YS)
BOWL = 0.4 + 0.2 * X**2 + 0.1 * (Y - 1.0) ** 2
SIDES = [(-60.0, 30.0), (-90.0, 20.0), (25.0, 45.0), (140.0, 60.0), (-135.0, 90.0)]


def surface(costs=BOWL, **options):
    labels = maths("w_1"), maths("w_2"), maths("cost(C)")
    return CostSurface(XS, YS, costs, labels=labels, **options)


def play_key(scene, *animations):
    return get_hash_from_play_call(
        scene,
        scene.camera,
        animations,
        scene.mobjects,
        backend="cairo",
        encoder_fingerprint="test",
        renderer_state={},
    )


@pytest.mark.parametrize(("azimuth", "elevation"), SIDES)
def test_the_floor_is_never_wider_than_the_width(azimuth, elevation):
    seen = surface(width=5.0, azimuth=azimuth, elevation=elevation).view
    corners = seen.place_on_floor(XS[[0, -1, -1, 0]], YS[[0, 0, -1, -1]])
    assert np.ptp(corners[:, 0]) <= 5.0 + 1e-9


@pytest.mark.parametrize(("azimuth", "elevation"), SIDES)
def test_more_cost_is_higher_on_the_page_and_straight_above(azimuth, elevation):
    low, high = surface().look_from(azimuth, elevation).place(0.3, 0.7, np.array([0.5, 0.9]))
    assert high[0] == pytest.approx(low[0])
    assert high[1] - low[1] == pytest.approx(
        0.4 / np.ptp(BOWL) * 2.3 * np.cos(np.radians(elevation))
    )


def test_square_on_the_first_parameter_runs_to_the_right_and_the_second_away():
    left, right, away = surface().look_from(-90.0, 30.0).place([-1, 1, -1], [0, 0, 2], 0.5)
    assert right[0] > left[0]
    assert right[1] == pytest.approx(left[1])
    assert away[1] > left[1]
    assert away[0] == pytest.approx(left[0])


def test_the_sheets_cost_is_that_of_its_grid_and_straight_between():
    sheet = surface()
    assert sheet.cost_at(XS[3], YS[5]) == pytest.approx(BOWL[5, 3])
    assert sheet.cost_at(XS[-1], YS[-1]) == pytest.approx(BOWL[-1, -1])
    middle = sheet.cost_at((XS[3] + XS[4]) / 2, YS[5])
    assert middle == pytest.approx((BOWL[5, 3] + BOWL[5, 4]) / 2)


def test_the_picture_stands_on_whole_pixels_and_is_empty_around_the_drawing():
    with tempconfig({"pixel_height": 480, "pixel_width": 854}):
        picture = surface().picture
        size = 8.0 / 480 * np.array(picture.pixel_array.shape[1::-1])
    assert picture.points[3, 0] - picture.points[0, 0] == pytest.approx(size[0])
    assert picture.points[0, 1] - picture.points[3, 1] == pytest.approx(size[1])
    alpha = picture.pixel_array[:, :, 3]
    assert not alpha[0].any()
    assert not alpha[:, 0].any()
    assert (alpha == 255).mean() > 0.3


def test_the_picture_has_the_films_resolution():
    shapes = []
    for height in (480, 1080):
        with tempconfig({"pixel_height": height, "pixel_width": height * 16 // 9}):
            shapes.append(surface().picture.pixel_array.shape[0])
    assert shapes[1] / shapes[0] == pytest.approx(1080 / 480, rel=0.05)


def test_high_costs_are_painted_high_and_low_ones_low():
    ramp = (X - X.min()) / np.ptp(X)
    sheet = CostSurface(XS, YS, ramp, azimuth=-90.0, elevation=90.0)
    row = sheet.picture.pixel_array[sheet.picture.pixel_array.shape[0] // 2, :, :3].astype(float)
    row = row[len(row) // 4 : -len(row) // 4]
    towards = style.color("high").to_rgb() - style.color("low").to_rgb()
    share = row @ towards
    assert share[-len(share) // 5 :].mean() > share[: len(share) // 5].mean()


def test_a_ball_lies_on_the_sheet_unless_it_is_told_its_true_cost():
    sheet = surface()
    ball = sheet.carry(Ball((0.5, 0.5)))
    assert np.allclose(ball.disc.get_center(), sheet.place(0.5, 0.5, sheet.cost_at(0.5, 0.5)))
    ball.show_at((-0.5, 1.0), 0.9)
    assert np.allclose(ball.disc.get_center(), sheet.place(-0.5, 1.0, 0.9))


def test_marks_keep_their_place_when_the_eye_moves_and_when_the_picture_does():
    sheet = surface()
    ball = sheet.carry(Ball((0.5, 0.5)))
    line = sheet.carry(DropLine((0.5, 0.5), 0.8))
    for move in (
        lambda: sheet.look_from(30.0, 50.0),
        lambda: sheet.shift(np.array([1.0, -0.5, 0])),
    ):
        move()
        assert np.allclose(ball.disc.get_center(), sheet.place(0.5, 0.5, sheet.cost_at(0.5, 0.5)))
        assert line.get_top()[1] == pytest.approx(sheet.place(0.5, 0.5, 0.8)[1])


def test_the_drop_line_is_as_long_as_the_slice_is_wrong():
    sheet = surface()
    line = sheet.carry(DropLine((0.5, 0.5), 0.8))
    assert line.gap == pytest.approx(0.8 - sheet.cost_at(0.5, 0.5))
    ends = sheet.place(0.5, 0.5, np.array([0.8, float(sheet.cost_at(0.5, 0.5))]))
    assert line.height == pytest.approx(abs(ends[0, 1] - ends[1, 1]))
    assert line.show_at((0.5, 0.5), 0.6).gap == pytest.approx(line.gap)
    assert line.height < abs(ends[0, 1] - ends[1, 1])


@pytest.mark.parametrize("lying", ["sheet", "floor"])
@pytest.mark.parametrize("step", [1.0, 0.1, 1e-3, 0.0])
def test_an_arrow_starts_and_ends_where_the_step_does_however_short(lying, step):
    sheet = surface(azimuth=-90.0, drop=3.0)
    start, end = np.array([-1.0, -0.5]), np.array([-1.0 + step, -0.5 + step / 2])
    arrow = sheet.carry(StepArrow(start, end, lying=lying))
    place = sheet.view.place_on_floor if lying == "floor" else None
    tip = place(*end) if place else sheet.place(*end, sheet.cost_at(*end))
    tail = place(*start) if place else sheet.place(*start, sheet.cost_at(*start))
    assert np.allclose(arrow.head.points[0], tip)
    assert np.allclose(arrow.shaft.points[0], tail)
    length = np.linalg.norm(tip - tail)
    assert arrow.head.width <= max(length, 1e-9) + 0.05
    assert np.isfinite(arrow.head.points).all()


def test_half_a_step_is_half_an_arrow():
    sheet = surface()
    arrow = sheet.carry(StepArrow((-1, 0), (1, 0)))
    arrow.reach((-1, 0), (1, 0), share=0.5)
    assert np.allclose(arrow.head.points[0], sheet.place(0, 0, sheet.cost_at(0, 0)))


def test_an_arrow_on_the_floor_is_dashed_where_the_sheet_hides_it_and_whole_where_that_is_cut():
    sheet = GlassSurface(XS, YS, BOWL, azimuth=-45.0, elevation=20.0, drop=0.2)
    arrow = sheet.carry(StepArrow((-1, 1), (1, 1), lying="floor"))
    assert len(arrow.hidden.points)
    sheet.show_part(cut=(-1.0, 1.0))
    assert not len(arrow.hidden.points)
    sheet.show_part()
    assert len(arrow.hidden.points)
    assert not len(sheet.carry(StepArrow((-1, 1), (1, 1))).hidden.points)


def test_costs_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"\(len\(ys\), len\(xs\)\) = \(17, 21\) is accepted"):
        CostSurface(XS, YS, BOWL.T)


def test_an_arrow_must_lie_somewhere():
    with pytest.raises(ValueError, match="'sheet' and 'floor' are accepted"):
        StepArrow((0, 0), (1, 1), lying="ceiling")


def test_the_sheet_hides_what_is_behind_it_and_nothing_from_straight_below_its_edge():
    sheet = surface(azimuth=-90.0, elevation=20.0, drop=0.2)
    assert sheet.view.hides_floor(0.0, 2.9)
    assert not sheet.view.hides_floor(0.0, -0.99)
    assert sheet.look_from(-90.0, 90.0).view.hides_floor(XS[1:-1], 1.0).all()


def test_the_map_has_a_line_for_every_twelfth_of_the_cost():
    sheet = surface()
    assert len(sheet.map.levels) == 11
    assert np.allclose(np.diff(sheet.map.levels), np.ptp(BOWL) / 12)


def test_on_a_bowl_lines_at_the_squares_of_the_cost_are_equally_far_apart():
    sheet = surface(0.4 + 0.2 * X**2, power=2.0)
    # Where the lines cross the first parameter's axis: C = 0.4 + 0.2 x².
    places = np.sqrt((np.array(sheet.map.levels) - 0.4) / 0.2)
    assert np.allclose(np.diff(places), 2.0 / 12)


@given(st.floats(-1.0, 2.0), st.sampled_from([1.0, 2.0, 3.0]))
def test_the_scale_of_shades_says_its_costs_back(share, power):
    shades = Shades(0.3, 4.5, power)
    assert shades.share(shades.cost(share)) == pytest.approx(share, abs=1e-6)
    assert shades.share([0.3, 4.5]).tolist() == [0.0, 1.0]


def strongest(picture):
    """How far from the paper the film's picture is where this one is laid over it."""
    camera = SwiftCamera()
    camera.reset()
    before = camera.pixel_array.astype(int)
    camera.capture_mobjects([picture])
    return int(abs(camera.pixel_array - before).max())


def test_a_surface_can_be_hidden_and_shown_like_type():
    picture = surface().picture
    picture.set_fill(opacity=0.0)
    assert strongest(picture) == 0
    picture.set_fill(opacity=1.0)
    assert strongest(picture) > 100


def test_a_hidden_surface_stays_hidden_when_it_turns():
    sheet = surface()
    sheet.picture.set_fill(opacity=0.0)
    assert strongest(sheet.look_from(10.0, 40.0).picture) == 0


def test_an_orbit_is_a_function_of_the_moment_and_copies_nothing():
    sheet = surface(azimuth=-60.0, elevation=30.0)
    orbit = Orbit(sheet, 20.0, 50.0, rate_func=linear)
    orbit.begin()
    assert orbit.starting_mobject is sheet
    orbit.interpolate(0.5)
    assert (sheet.view.azimuth, sheet.view.elevation) == (-20.0, 40.0)
    middle = sheet.picture.pixel_array.copy()
    orbit.interpolate(1.0)
    orbit.interpolate(0.5)
    assert np.array_equal(sheet.picture.pixel_array, middle)
    orbit.finish()
    assert (sheet.view.azimuth, sheet.view.elevation) == (20.0, 50.0)


def test_manims_cache_tells_two_surfaces_apart_and_knows_one_again():
    keys = []
    for costs in (BOWL, BOWL, BOWL + 0.001 * X):
        scene = Scene()
        sheet = surface(costs)
        scene.add(sheet)
        keys.append(play_key(scene, Orbit(sheet, 0.0, 40.0)))
    assert keys[0] == keys[1]
    assert keys[0] != keys[2]


def test_an_axis_that_faded_while_it_turned_is_as_one_that_never_did():
    looks = []
    for views in ([100.0], [*range(75, 100), 100.0]):
        sheet = surface(azimuth=74.0)
        for azimuth in views:
            sheet.look_from(azimuth, 40.0)
        family = [part for part in sheet.box.get_family() if isinstance(part, VMobject)]
        looks.append([(part.fill_opacity, part.stroke_opacity) for part in family])
    assert looks[0] == looks[1]


def test_fading_in_copies_a_mark_and_not_the_sheet_under_it():
    sheet = surface()
    ball = sheet.carry(Ball((0.5, 0.5)))
    fade = FadeIn(ball)
    fade.begin()
    assert fade.starting_mobject.view is sheet.view


def test_a_surface_fades_in_from_nothing_even_while_it_moves():
    sheet = surface()
    fade = FadeIn(sheet, shift=np.array([0.0, 0.5, 0.0]), rate_func=linear)
    fade.begin()
    seen = []
    for moment in (0.0, 0.5, 1.0):
        fade.interpolate(moment)
        seen.append(strongest(sheet.picture))
    assert seen[0] == 0
    assert seen[1] == pytest.approx(seen[2] / 2, abs=2)
    assert seen[2] > 100


def test_an_orbit_may_come_nearer_and_elsewhere_and_back():
    sheet = surface()
    before = sheet.view
    for zoom, center in ((0.5, np.array([1.0, -0.5, 0.0])), (2.0, before.center)):
        orbit = Orbit(sheet, 20.0, 50.0, zoom=zoom, center=center, rate_func=linear)
        orbit.begin()
        orbit.interpolate(1.0)
        assert np.allclose(sheet.view.center, center)
    for name in ("width", "rise", "drop"):
        assert getattr(sheet.view, name) == pytest.approx(getattr(before, name))


def test_a_part_of_a_sheet_is_drawn_as_in_the_whole():
    sheet = surface()
    whole = sheet.picture.pixel_array.copy()
    some = np.zeros((len(YS) - 1, len(XS) - 1), dtype=bool)
    pictures = []
    for only in (some, ~some):
        sheet.picture.redraw(
            sheet.view.place(sheet.view.xs, sheet.view.ys[:, None], 0.0).reshape(-1, 3),
            lambda pen, only=only: sheet.sheet.draw(pen, sheet.view, only),
        )
        pictures.append(int((sheet.picture.pixel_array[..., 3] > 0).sum()))
    assert pictures[0] == 0
    assert 0 < pictures[1] <= int((whole[..., 3] > 0).sum())
