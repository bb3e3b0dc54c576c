"""The pictures of tables: shadows on a row, a way and its strips, plugs, tiles, a flat sheet."""

import numpy as np
import pytest
from manim import LEFT, RIGHT, UP

from engine import working
from scenes.pictures.scalars_to_matrices import (
    PIN,
    Meeting,
    Plane,
    Plug,
    Shadow,
    Space,
    Tiles,
    Walk,
    edge_on,
)
from scenes.pictures.scalars_to_matrices.space import camera
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.stage.gesture import at_once

STEPS = 0, 60, 999
LOOK = np.array([2.4, 0.5])


@pytest.fixture
def plane(heart):
    return Plane(heart[0]["a0"], heart[0].targets[0] > 0, heart.dataset.feature_names)


@pytest.fixture
def reads(heart):
    return lambda step: working.shadows(heart[step]["W1"], heart[step]["a0"])


def holds(noun, found):
    """What a picture says is what the working has, as exactly as it can be seen."""
    said = list(noun.depicted())
    for one in said:
        np.testing.assert_allclose(one.value, found[one.of][one.at], atol=one.within)
    return {one.of for one in said}


def test_people_stand_at_their_two_numbers_wherever_the_plane_goes(plane, heart):
    assert holds(plane, heart[0]) == {"a0"}
    assert holds(plane.go(-2.0), heart[0]) == {"a0"}
    assert holds(plane.show_lift(0.5), heart[0]) == set()
    heights = {round(float(dot.get_y()), 6) for dot in plane.show_lift(0.0).dots}
    assert heights == {round(float(plane.middle[1]), 6)}


@pytest.mark.parametrize("pair", [(1.0, 0.5), (-0.7, 0.9), (-1.2, -1.7)])
def test_an_arrow_and_its_column_swing_to_a_pair_without_passing_through_nought(plane, pair):
    arrow = plane.arrow([1.1, 1.7], "weight")
    column = ValueMatrix([[1.1], [1.7]], of="X", head="activation(x)")
    swing = plane.swing(arrow, pair, column, lambda x: working.shadows(np.eye(2), x))
    swing.begin()
    lengths = []
    for moment in np.linspace(0, 1, 9):
        swing.interpolate(moment)
        lengths.append(np.linalg.norm(arrow.get_vector()))
        np.testing.assert_allclose(arrow.get_end(), plane.at(column.values[:, 0]), atol=1e-6)
        assert column.numbers[0].source["X"][0, 0] == column.values[0, 0]
    np.testing.assert_allclose(arrow.get_end(), plane.at(pair), atol=1e-6)
    assert min(lengths) >= min(lengths[0], lengths[-1]) - 1e-6


@pytest.mark.parametrize("row", range(3))
def test_the_arrow_is_the_row_and_each_mark_a_shadow_at_any_step(plane, reads, row):
    shadow = Shadow(plane, reads, row)
    for step in STEPS:
        assert holds(shadow.show_step(step), reads(step)) == {"W", "shadows"}
    assert holds(shadow.show_fall(0.4), reads(STEPS[-1])) == {"W"}


def test_rays_fall_at_right_angles_on_the_row(plane, reads):
    shadow = Shadow(plane, reads, 1).show_step(60)
    for ray in shadow.rays:
        ways = ray.points[3::4] - ray.points[::4]
        np.testing.assert_allclose(ways @ shadow.arrow.get_vector(), 0.0, atol=1e-6)


def test_the_gap_is_lit_from_when_the_shadows_part_the_kinds(plane, reads):
    shadow = Shadow(plane, reads, 1)
    lit = [shadow.show_step(step).gap.get_fill_opacity() > 0 for step in STEPS]
    assert lit == [reads(step).gap(1, plane.yes) is not None for step in STEPS]
    assert (lit[0], lit[-1]) == (False, True)


@pytest.mark.parametrize("person", range(10))
def test_the_strips_are_the_parts_of_the_shadow_and_stretched_the_products(plane, reads, person):
    walk = Walk(Shadow(plane, reads, 1), person, UP + LEFT)
    assert holds(walk, reads(0)) == set()
    at_once(walk.walk(run_time=1.0))
    assert holds(walk, reads(0)) == {"parts"}
    end = walk.ray.points[0]
    np.testing.assert_allclose(end, plane.at(plane.X[:, person]), atol=1e-6)
    assert holds(walk.show_raised(0.5), reads(0)) == set()
    assert holds(walk.show_raised(1.0), reads(0)) == {"products"}


def test_the_strips_end_where_the_shadow_of_the_person_falls(plane, reads):
    shadow = Shadow(plane, reads, 1)
    walk = Walk(shadow, 1, UP)
    walk.show_walk(2.0)
    across = (walk.end.points[-1] - walk.ray.points[-1]) @ shadow.arrow.get_vector()
    assert across == pytest.approx(0.0, abs=1e-6)


def test_rows_face_rows_where_a_plug_meets_its_socket(reads):
    table, people = (Plug(reads(0), key, "weight") for key in ("W", "X"))
    table.stand_by(people, LEFT, -PIN)
    for pin, socket in zip(table.pins, people.sockets, strict=True):
        np.testing.assert_allclose(pin.get_center()[1], socket.get_center()[1], atol=1e-6)
    table.stand_by(people, RIGHT, 0.0)  # ten pins, three sockets: none faces another
    pins = np.array([pin.get_y() for pin in people.pins])
    for socket in table.sockets:
        assert np.abs(pins - socket.get_y()).min() > socket.height / 2


def test_a_row_and_a_column_meet_in_the_cell_of_their_answer(reads):
    board = Meeting(reads(0), column="X", scale=1.0)
    cell = board.answers.cell(2, 0)
    for motion in board.meet(2, run_time=1.0):
        motion.begin()
        motion.interpolate(1.0)
        frame = motion.mobject
        assert frame.get_left()[0] < cell.get_left()[0]
        assert frame.get_right()[0] > cell.get_right()[0]
        assert frame.get_bottom()[1] < cell.get_bottom()[1]
        assert frame.get_top()[1] > cell.get_top()[1]


def test_a_plug_has_a_pin_for_each_column_and_a_socket_for_each_row(reads):
    table, people = Plug(reads(0), "W", "weight"), Plug(reads(0), "X", "activation")
    assert (len(table.sockets), len(table.pins), len(people.sockets)) == (3, 2, 2)
    table.next_to(people, LEFT, buff=0)
    heights = [
        [round(float(tooth.get_y() - side.get_y()), 6) for tooth in side]
        for side in (table.pins, people.sockets)
    ]
    assert heights[0] == heights[1]


def test_a_table_turned_over_is_its_transpose(heart):
    W = heart[0]["W1"]
    tiles = Tiles(W, pitch=(1.0, 1.0))
    start = tiles.lines(2, UP)
    turn = tiles.lay(start).turned(start, run_time=1.0)
    turn.begin()
    turn.interpolate(0.5)
    assert {number.get_fill_opacity() for number in tiles.numbers} == {0.0}
    turn.interpolate(1.0)
    down, right = np.divmod(np.arange(W.size), 2)
    middles = np.array([cell.get_center() for cell in tiles.cells])
    np.testing.assert_allclose(middles, UP + np.stack([down, -right, 0 * down], axis=1), atol=1e-6)
    assert holds(tiles, heart[0]) == {"W1"}


@pytest.mark.parametrize("columns", [2, 4, 8, 16])
def test_a_reshape_keeps_the_order_of_the_line(columns):
    W = np.arange(16.0).reshape(8, 2) - 8
    tiles = Tiles(W, pitch=(0.8, 0.5))
    places = np.round((tiles.lines(columns, np.zeros(3))) / [0.8, -0.5, 1.0]).astype(int)
    other = W.reshape(-1, columns)
    assert [other[row, column] for column, row, _ in places] == W.ravel().tolist()


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_the_people_ride_along_with_the_grid(plane, reads, share):
    space = Space(plane, reads(0), LOOK, 1).show(share=share)
    assert holds(space, reads(0)) == {"X"}


def test_a_place_in_space_is_seen_where_its_three_answers_are(plane, reads):
    for step in STEPS:
        space = Space(plane, reads(step), LOOK, 1).show(share=1.0, unit=0.5)
        seen = camera(*LOOK) @ reads(step)["WX"] * 0.5
        dots = np.array([dot.get_center() for dot in space.dots]) - space.middle
        np.testing.assert_allclose(dots[:, :2].T, seen, atol=1e-6)


def test_straight_lines_stay_straight(plane, reads):
    for share in (0.2, 0.7, 1.0):
        seen = reads(0).seen(camera(*LOOK), share)
        places = seen @ np.array([[-1.0, 0.5, 2.0], [0.0, 0.6, 1.2]])
        one, other = places[:, 1] - places[:, 0], places[:, 2] - places[:, 0]
        assert one[0] * other[1] == pytest.approx(one[1] * other[0])


def test_seen_from_its_edge_the_sheet_is_a_line(plane, reads):
    for step in STEPS:
        look = edge_on(reads(step)["W"], LOOK[0])
        space = Space(plane, reads(step), LOOK, 1).show(share=1.0, look=look)
        dots = np.array([dot.get_center() for dot in space.dots])[:, :2]
        assert np.linalg.svd(dots - dots.mean(axis=0))[1][1] < 1e-5
        assert list(space.depicted()) == []


def test_a_persons_steps_along_the_axes_are_her_answers_and_end_at_her_place(plane, reads):
    for step in STEPS:
        space = Space(plane, reads(step), LOOK, 1).show(share=1.0)
        space.steps.set_stroke(opacity=1.0)
        assert holds(space, reads(step)) == {"X", "WX"}
        np.testing.assert_allclose(
            space.steps[-1].points[-1], space.dots[1].get_center(), atol=1e-6
        )
