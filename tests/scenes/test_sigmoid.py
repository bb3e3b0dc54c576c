"""The pictures of the sigmoid: a bent line, a stick and its door, rows of z, doors in a row."""

from pathlib import Path

import numpy as np
import pytest
from manim import LEFT, UP, tempconfig

import engine
from engine import working
from scenes.pictures.sigmoid import (
    BentLine,
    DoorsInARow,
    RowsOfZ,
    SameForAll,
    SlopesOfAll,
    Stick,
    TwoCosts,
    parted,
    slope_line,
    two_kinds,
    zoom_out,
)
from scenes.vocabulary.stage.gesture import at_once
from scenes.vocabulary.text import Readout
from tests.scenes.playing import QUIETLY, play, scene_classes
from tests.scenes.truth import audit

LECTURE = Path(__file__).parents[2] / "scenes" / "sigmoid.py"
AXIS = working.curve("sigmoid", -6, 6)
WIDE = working.curve("sigmoid", -16, 16)
ROWS = 0, 1, 2


def readouts(noun):
    return [part for part in noun.get_family() if isinstance(part, Readout) and part.source]


@pytest.fixture
def line(person):
    return BentLine(AXIS, person, layer=1, rows=ROWS).shift(UP + LEFT)


def places(line):
    return np.array([dot.get_center() for dot in line.dots])


def test_a_straight_line_carries_each_z_at_its_place_and_at_one_height(line, person):
    across, above = line.plot.frame.numbers(places(line.show_bend(0.0)))
    np.testing.assert_allclose(across, person["z1"][:, 0], atol=1e-9)
    np.testing.assert_allclose(above, 0.5, atol=1e-9)


def test_a_bent_line_carries_each_z_at_the_height_of_its_activation(line, person):
    across, above = line.plot.frame.numbers(places(line.show_bend(1.0)))
    np.testing.assert_allclose(across, person["z1"][:, 0], atol=1e-9)
    np.testing.assert_allclose(above, person["a1"][:, 0], atol=1e-9)


def test_a_squeezed_line_keeps_the_heights_and_has_no_width(line, person):
    line.show_bend(1.0, 1.0)
    _, above = line.plot.frame.numbers(places(line))
    np.testing.assert_allclose(above, person["a1"][:, 0], atol=1e-9)
    assert np.ptp(line.line.points[:, 0]) < 1e-9
    assert line.line.get_x() == pytest.approx(line.plot.frame.y_axis.get_x())


def test_a_moment_of_the_bend_does_not_depend_on_the_one_before(line):
    early = places(line.show_bend(0.3)).copy()
    line.show_bend(1.0, 0.6)
    np.testing.assert_allclose(places(line.show_bend(0.3)), early)


def test_numbers_are_printed_at_the_ends_of_a_motion_and_not_within_it(line):
    shown = {
        moment: [numbers[1].get_fill_opacity() for numbers in (line.z_numbers, line.a_numbers)]
        for moment in ((0.0, 0.0), (0.5, 0.0), (1.0, 0.5), (1.0, 1.0))
        if line.show_bend(*moment)
    }
    assert list(shown.values()) == [[1, 0], [0, 0], [0, 0], [0, 1]]


# -- Rows of z


def rows_of(history, *, reach=9, **looks):
    def read(step):
        return working.squashed(history[step], "z1")

    return RowsOfZ("a run", WIDE, read, reach=reach, **looks)


def drawn(rows, key):
    """What the strokes say, in the order of their places."""
    said = [one for one in rows.depicted() if one.of == key]
    places = [np.concatenate(part) for part in zip(*(one.at for one in said), strict=True)]
    return np.concatenate([one.value for one in said])[np.lexsort(places[::-1])]


def test_a_network_that_starts_at_zero_has_its_strokes_on_an_axis():
    found = {"z": np.zeros((3, 4)), "slope": np.full((3, 4), 0.25)}
    np.testing.assert_array_equal(drawn(RowsOfZ("zeros", WIDE, lambda _: found, reach=6), "z"), 0)


@pytest.mark.parametrize("kinds", [True, False])
def test_each_stroke_stands_at_its_z_and_is_as_tall_as_the_slope(heart, kinds):
    rows = rows_of(heart, kinds=two_kinds(heart[0].targets) if kinds else None).shift(UP)
    for step in (0, 999):
        found = working.squashed(rows.show_step(step) and heart[step], "z1")
        np.testing.assert_allclose(drawn(rows, "z"), found.z.ravel(), atol=1e-9)
        np.testing.assert_allclose(drawn(rows, "slope"), found.slope.ravel(), atol=1e-9)


def test_of_very_many_neurons_the_strokes_of_stated_ones_are_drawn():
    network = engine.Network.random((3, 784, 1), rng=np.random.default_rng(0))
    X = np.random.default_rng(1).normal(size=(3, 40))
    history = engine.train(network, X, (X[:1] > 0) * 1.0, cost="bce", steps=1, learning_rate=0.1)
    rows = rows_of(history)
    assert list(rows.rows) == [0, 783]
    for said in rows.depicted():
        found = working.squashed(history[0], "z1")
        np.testing.assert_allclose(said.value, found[said.of][said.at], atol=said.within)
    assert len(drawn(rows, "z")) == (np.abs(history[0]["z1"][rows.rows]) <= 9).sum()


def test_what_is_off_the_axis_is_not_drawn_but_counted_until_the_axis_reaches_it():
    raw = engine.record("heart_raw", seed=4)
    rows = rows_of(raw, reach=8)
    assert rows.beyond == raw[0]["z1"].size
    assert not len(drawn(rows, "z"))
    zoom_out(rows, reach=600).show(1.0)
    assert rows.beyond == 0
    np.testing.assert_allclose(drawn(rows, "z"), raw[0]["z1"].ravel(), atol=1e-9)
    assert drawn(rows, "slope").max() < 1e-9
    assert [line[-1].value for line in rows.answers(0)] == raw[0]["a1"][:, 0].tolist()


def test_strokes_of_two_kinds_stand_in_a_row_for_each_neuron_which_fills_by_and_by(heart):
    rows = rows_of(heart, kinds=two_kinds(heart[0].targets))
    heights = np.round([strokes.points[3::4, 1].reshape(3, -1) for strokes in rows.strokes], 6)
    assert np.all(np.ptp(heights, axis=2) == 0)
    assert len(set(heights[0, :, 0])) == 3
    _, (coming,) = rows.arrive()
    counts = [len(drawn(rows, "z")) for t in (0.0, 0.5, 1.0) if coming.show(t) is None]
    assert counts == [0, 15, 30]


@pytest.mark.parametrize(
    ("z", "count"), [([[-1, 2, -3, 4], [1, -2, 3, -4]], 2), ([[-1, 2, 3, 4], [1, 2, 1, 2]], 0)]
)
def test_a_neuron_parts_two_kinds_when_nought_lies_between_their_z(z, count):
    assert parted(np.array(z, float), np.array([0.0, 1, 0, 1])) == count


def test_a_stretch_of_the_squeezed_line_is_as_high_as_its_activations(line):
    bracket, *_ = line.stretch(0, 2)
    ends = line.plot.frame.numbers(bracket.points[[0, -1]])[1]
    np.testing.assert_allclose(ends, 1 / (1 + np.exp([0.0, -2.0])), atol=1e-4)


# -- The lecture with other runs


def other(monkeypatch, name):
    monkeypatch.setenv("TRAINREEL_RUN", str(name))


@pytest.mark.parametrize("name", ["xor", "three_blue-like", "tall"])
def test_another_run_with_a_sigmoid_is_shown_without_the_unscaled_one(monkeypatch, tmp_path, name):
    if name != "xor":
        sizes = (64, 16, 16, 10) if name == "three_blue-like" else (64, 784, 10)
        X = np.random.default_rng(0).random((64, 40))
        Y = np.eye(10)[:, np.arange(40) % 10]
        network = engine.Network.random(sizes, rng=np.random.default_rng(1))
        looks = {"cost": "half_squared", "epochs": 4, "batch": 10, "learning_rate": 0.5}
        name = engine.train(network, X, Y, **looks).save(tmp_path / "other")
    other(monkeypatch, name)
    playing = play(LECTURE, audit)
    assert "Back to the two networks" not in playing.sections
    assert {fault for moment in playing.moments for fault in moment.untrue} == set()


@pytest.mark.parametrize(("name", "reason"), [("spiral", "no sigmoid"), ("line", "no sigmoid")])
def test_a_run_without_a_sigmoid_is_refused_before_the_first_frame(
    monkeypatch, capsys, name, reason
):
    other(monkeypatch, name)
    (lecture,) = scene_classes(LECTURE)
    with tempconfig(QUIETLY):
        scene = lecture()
        with pytest.raises(SystemExit) as end:
            scene.render()
    assert end.value.code == 2
    assert scene.time == 0
    assert reason in capsys.readouterr().err


def said(noun):
    return {one.of: np.asarray(one.value) for one in noun.depicted()}


@pytest.mark.parametrize("row", ROWS)
def test_the_sticks_two_parts_span_the_slope_and_the_door_is_as_open(person, row):
    stick = Stick(AXIS)
    assert list(stick.depicted()) == []
    stick.rest_at(person, 1, row)
    for one in stick.depicted():
        assert one.value == pytest.approx(person[one.of][one.at], abs=one.within)
    for rise in (stick.door.gap, stick.tangent.rise.height):
        assert rise / stick.unit == pytest.approx(person["slope1"][row, 0], abs=1e-9)
    whole = stick.unit * (1 - stick._tall())
    assert stick.area.width == pytest.approx(whole, abs=1e-6)


@pytest.mark.parametrize("z", [-5.0, -1.0, 0.0, 2.5])
def test_the_sticks_area_is_the_slope_everywhere_and_a_square_in_the_middle(z):
    stick = Stick(AXIS).show_at(z)
    area = stick.area.width * stick.area.height / stick.unit**2
    assert area == pytest.approx(np.interp(z, AXIS["z"], AXIS["slope"]), abs=1e-4)
    assert (stick.area.width == pytest.approx(stick.area.height)) == (z == 0)


def test_as_many_stripes_pass_the_door_as_it_is_open():
    stick = Stick(AXIS).show_at(0.0)
    through, coming = (len(line.points) // 4 for line in (stick.door.through, stick.door.coming))
    assert through / (through + coming) == pytest.approx(0.25, abs=0.02)
    assert len(stick.door.gone.points) == len(stick.door.through.points)


@pytest.mark.parametrize("row", ROWS)
def test_the_slopes_line_comes_out_on_a_calculator(person, row):
    one, two, slope = (
        float(part.text) for part in slope_line(person, 1, row) if isinstance(part, Readout)
    )
    assert one == two
    assert round(one * (1 - two), 3) == slope


def test_two_costs_show_only_the_past_and_their_names_stand_apart():
    runs = [engine.record(name, seed=4) for name in ("heart", "heart_raw")]
    board = TwoCosts(("scaled", "raw"), runs)
    for step in (0, 40, 999):
        board.show_step(step)
        for curve, run in zip(board.curves, runs, strict=True):
            drawn = curve.drawn_values()
            assert drawn[-1, 0] == pytest.approx(step, abs=0.1)
            assert drawn[-1, 1] == pytest.approx(run.costs[step], abs=1e-6)
        low, high = sorted((name.get_bottom()[1], name.get_top()[1]) for name in board.names)
        assert low[1] < high[0]


def test_the_band_is_as_high_as_each_layers_gradient():
    found = working.doors(engine.record("deep", steps=2)[0])
    board = DoorsInARow(found)
    (depicted,) = board.depicted()
    assert 0 < len(depicted.at[0]) < len(found.gradients)  # the first layers cannot be seen yet
    for factor in (1.0, 30.0, 1000.0):
        (depicted,) = board.show_times(factor).depicted()
        expected = found.gradients[depicted.at]
        assert np.abs(depicted.value - expected).max() <= depicted.within
    assert 0 in depicted.at[0]
    at_once(board.appear())
    assert board.front == 1.0


def test_one_answer_to_everyone_costs_least_at_one_half_where_the_run_ends():
    run = engine.record("heart_raw", seed=4)
    found = working.constant(run[0], np.linspace(0.02, 0.98, 97))
    board = SameForAll(found, run, "a3", run[0].targets[0])
    at_once(board.appear(), board.price_them())
    for step in (0, 12, 999):
        board.show_step(step)
        for said in board.depicted():
            np.testing.assert_allclose(said.value, run[step][said.of][said.at], atol=said.within)
    across, above = board.plot.frame.numbers(board.ball.get_center()[None])
    assert (across[0], above[0]) == pytest.approx((0.5, np.log(2)))
    assert found.guesses[found.costs.argmin()] == pytest.approx(0.5)


def test_a_slope_that_jumps_has_no_line_between_its_ends():
    board = SlopesOfAll({name: working.curve(name, -6, 6) for name in ("sigmoid", "tanh", "relu")})
    assert [[len(pieces) for pieces in pair] for pair in board.curves] == [[1, 1], [1, 1], [1, 2]]
    heights = {tuple(np.round(piece.ys, 6)) for piece in board.curves[2][1]}
    assert all(len(set(ys)) == 1 for ys in heights)


def test_a_z_that_goes_to_and_fro_never_meets_a_slope_that_is_none():
    board = SlopesOfAll({name: working.curve(name, -6, 6) for name in ("sigmoid", "tanh", "relu")})
    ((motion,),) = board.sway()
    for moment in np.linspace(0, 1, 50):
        motion.show(moment)
        dots = np.array([dot.get_center() for dot in motion.mobject])
        _, heights = board.plots[1].frame.numbers(dots)
        assert min(abs(heights[2]), abs(1 - heights[2])) < 1e-9
    assert heights[2] == pytest.approx(1)
