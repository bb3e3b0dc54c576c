"""The pictures of tables: shadows on a row, a way and its strips, plugs, tiles, a flat sheet."""

import numpy as np
import pytest
from manim import LEFT, UP

from engine import working
from scenes.pictures.scalars_to_matrices import (
    ANSWERS,
    Meeting,
    Plane,
    Plug,
    Shadow,
    Space,
    Tiles,
    Walk,
    camera,
    edge_on,
)
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.text.digits import agrees, printed

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
    assert holds(plane.show(x=-2.0), heart[0]) == {"a0"}
    assert holds(plane.show(lift=0.5), heart[0]) == set()
    heights = {round(float(dot.get_y()), 6) for dot in plane.show(lift=0.0).dots}
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
    assert holds(shadow.show(fallen=0.4), reads(STEPS[-1])) == {"W"}


def test_rays_fall_at_right_angles_on_the_row(plane, reads):
    shadow = Shadow(plane, reads, 1).show_step(60)
    for ray in shadow.rays:
        way = ray.points[-1] - ray.points[0]
        assert way @ shadow.arrow.get_vector() == pytest.approx(0.0, abs=1e-6)


def test_the_gap_is_lit_from_when_the_shadows_part_the_kinds(plane, reads):
    shadow = Shadow(plane, reads, 1)
    bands = [shadow.show_step(step).gap.points.copy() for step in STEPS]
    lit = [bool(np.linalg.norm(points[3] - points[0]) > 1e-6) for points in bands]
    assert lit == [reads(step).gap(1, plane.yes) is not None for step in STEPS]
    assert (lit[0], lit[-1]) == (False, True)


@pytest.mark.parametrize("person", range(10))
def test_the_strips_are_the_parts_of_the_shadow_and_stretched_the_products(plane, reads, person):
    walk = Walk(Shadow(plane, reads, 1), person, UP + LEFT)
    assert holds(walk.show(walked=1.5), reads(0)) == set()
    assert holds(walk.show(walked=2.0), reads(0)) == {"parts"}
    np.testing.assert_allclose(walk.ray.points[0], plane.at(plane.X[:, person]), atol=1e-6)
    assert holds(walk.show(stretched=0.5), reads(0)) == set()
    assert holds(walk.show(stretched=1.0), reads(0)) == {"products"}
    assert holds(walk.show(raised=0.5), reads(0)) == set()
    assert holds(walk.show(raised=1.0), reads(0)) == {"products", "WX"}


def test_the_strips_end_where_the_shadow_of_the_person_falls(plane, reads):
    shadow = Shadow(plane, reads, 1)
    walk = Walk(shadow, 1, UP).show(walked=2.0)
    foot, last = walk.ray.points[-1], walk.strips[1]
    for corner in last.points[3], last.points[4]:  # of its far end, on either side of the rail
        assert (corner - foot) @ shadow.arrow.get_vector() == pytest.approx(0.0, abs=1e-6)


def test_pins_face_sockets_where_two_plugs_fit_and_bars_touch(reads):
    table, people = (Plug(reads(0), key) for key in ("W", "X"))
    table.shift(LEFT * 5)
    table.shift(table.gap(people))
    for pin, socket in zip(table.pins[1], people.sockets[1], strict=True):
        np.testing.assert_allclose(pin.get_center(), socket.get_center(), atol=1e-6)


def test_ten_pins_do_not_face_three_sockets(reads):
    table, people = (Plug(reads(0), key) for key in ("W", "X"))
    pins = np.array([pin.get_y() for pin in people.pins[1]])
    for socket in table.sockets[1]:
        assert np.abs(pins - socket.get_y()).min() > socket.height / 4


def test_of_printed_factors_a_calculator_makes_the_printed_answers(reads):
    found = reads(0)
    assert agrees([found["W"], found["X"]], np.dot, decimals=2, result_decimals=ANSWERS)
    board = Meeting(found)
    digits = [
        [float(number.text.replace("−", "-")) for number in matrix.numbers]
        for matrix in (board.table, board.columns, board.answers)
    ]
    W, X, WX = (
        np.reshape(d, found[k].shape) for d, k in zip(digits, ("W", "X", "WX"), strict=True)
    )
    np.testing.assert_array_equal(printed(W @ X, ANSWERS), WX)


def test_a_row_and_a_column_meet_in_the_cell_of_their_answer(reads):
    board = Meeting(reads(0))
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
    for key in ("W", "X", "WX"):
        plug = Plug(reads(0), key)
        assert (len(plug.sockets[1]), len(plug.pins[1])) == reads(0)[key].shape


def test_a_table_turned_over_is_its_transpose(heart):
    W = heart[0]["W1"]
    tiles = Tiles(W, pitch=(1.0, 1.0), magnified=1.0)
    start = tiles.lines(2, UP)
    turn = tiles.lay(start).turned(start, run_time=1.0)
    digits = [number.points - place for number, place in zip(tiles.numbers, start, strict=True)]
    turn.begin()
    turn.interpolate(0.5)
    assert {number.get_fill_opacity() for number in tiles.numbers} == {1.0}
    turn.interpolate(1.0)
    down, right = np.divmod(np.arange(W.size), 2)
    middles = np.array([cell.get_center() for cell in tiles.cells])
    np.testing.assert_allclose(middles, UP + np.stack([down, -right, 0 * down], axis=1), atol=1e-6)
    for number, middle, before in zip(tiles.numbers, middles, digits, strict=True):
        np.testing.assert_allclose(number.points - middle, before, atol=1e-6)
    assert holds(tiles, heart[0]) == {"W1"}


@pytest.mark.parametrize(("other", "order"), [("reshape", range(6)), ("T", (0, 2, 4, 1, 3, 5))])
def test_a_layout_is_read_from_the_line_in_its_own_order(heart, other, order):
    W = heart[0]["W1"]
    line, tiles = (Tiles(W, pitch=(1.0, 1.0), magnified=1.0) for _ in range(2))
    line.lay(line.lines(6, UP))
    tiles.lay(tiles.lines(3, UP)[np.argsort(order)]).blank()
    middles = np.array([cell.get_center() for cell in tiles.cells])
    read = W.ravel()[np.lexsort((middles[:, 0].round(6), -middles[:, 1].round(6)))]
    assert read.tolist() == (W.T if other == "T" else W.reshape(2, 3)).ravel().tolist()
    gliding, filling = line.read_into(tiles, order, run_time=1.0)
    assert [*filling.places] == [tiles.places[k] for k in order]
    for k, place in enumerate(order):
        gliding.show((k + 0.5) / 6)
        assert gliding.mobject.get_x() == pytest.approx(line.cells[place].get_x())


@pytest.mark.parametrize("columns", [2, 4, 8, 16])
def test_a_reshape_keeps_the_order_of_the_line(columns):
    W = np.arange(16.0).reshape(8, 2) - 8
    tiles = Tiles(W, pitch=(0.8, 0.5), magnified=1.0)
    places = np.round((tiles.lines(columns, np.zeros(3))) / [0.8, -0.5, 1.0]).astype(int)
    other = W.reshape(-1, columns)
    assert [other[row, column] for column, row, _ in places] == W.ravel().tolist()


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_the_people_ride_along_with_the_grid(plane, reads, share):
    space = Space(plane, reads(0), LOOK, 1).show(share=share)
    assert holds(space, reads(0)) == {"X"}


def on_the_stage(space, places):
    """Where places in the space of answers, (3, k), are seen, from its own origin and unit."""
    origin, ends = space.arrows[0].get_start(), [arrow.get_vector()[:2] for arrow in space.arrows]
    unit = np.linalg.norm(ends[0]) / np.linalg.norm(camera(*space.look) @ space.found["W"][:, 0])
    return origin[:2] + (camera(*space.look) @ places).T * unit


def test_a_place_in_space_is_seen_where_its_three_answers_are(plane, reads):
    for step in STEPS:
        space = Space(plane, reads(step), LOOK, 1).show(share=1.0, ahead=np.ones(2))
        dots = np.array([dot.get_center()[:2] for dot in space.dots])
        np.testing.assert_allclose(dots, on_the_stage(space, reads(step)["WX"]), atol=1e-6)


def test_the_two_arrows_land_on_the_columns_of_the_table_before_the_sheet(plane, reads):
    space = Space(plane, reads(0), LOOK, 1).show(ahead=np.ones(2))
    tips = np.array([arrow.get_end()[:2] for arrow in space.arrows])
    np.testing.assert_allclose(tips, on_the_stage(space, reads(0)["W"]), atol=1e-6)
    assert holds(space, reads(0)) == {"X"}  # where it was


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
        space = Space(plane, reads(step), LOOK, 1).show(share=1.0, walked=3.0)
        assert holds(space, reads(step)) == {"X", "WX"}
        for place in space.behind[-1].points[-1], space.mark.get_center():
            np.testing.assert_allclose(place, space.dots[1].get_center(), atol=1e-6)


@pytest.mark.parametrize("look", [(2.4, 0.5), (5.5, 0.5), (0.4, -0.6)])
def test_of_each_axis_the_half_on_our_side_of_the_sheet_is_before_it(plane, reads, look):
    found = reads(0)
    space = Space(plane, found, look, 1).show(share=1.0, walked=3.0)
    eye, upright = camera(*look), np.cross(*found["W"].T)
    ours = np.sign(upright @ np.cross(*eye))
    for k, (whole, before) in enumerate(zip(space.behind[:3], space.before[:3], strict=True)):
        origin = whole.points[[0, -1]].mean(axis=0)
        way = before.points[[0, -1]].mean(axis=0) - origin
        expected = eye[:, k] * np.sign(upright[k]) * ours
        assert way[:2] @ expected > 0
        assert np.linalg.norm(way) == pytest.approx(np.linalg.norm(whole.points[-1] - origin) / 2)


def test_of_a_step_that_goes_through_the_sheet_a_part_is_before_it(plane, reads):
    found = reads(0)
    space = Space(plane, found, LOOK, 1).show(share=1.0, walked=3.0)
    upright = np.cross(*found["W"].T)
    heights = np.cumsum([0.0, *(upright * found["WX"][:, 1])])
    assert heights[1] * heights[2] < 0
    assert heights[3] == pytest.approx(0.0, abs=1e-9)
    lengths = [
        [np.linalg.norm(step.points[-1] - step.points[0]) for step in half[3:]]
        for half in (space.behind, space.before)
    ]
    share = heights[2] / (heights[2] - heights[1])
    seen = heights * np.sign(upright @ np.cross(*camera(*LOOK))) > 0
    expected = [float(seen[1]), share if seen[2] else 1 - share, float(seen[2])]
    np.testing.assert_allclose(np.divide(*lengths[::-1]), expected, atol=1e-6)
