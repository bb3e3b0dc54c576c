"""The words of the sigmoid's lecture say back what was recorded, and it shows other runs."""

from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from manim import LEFT, UP, tempconfig

import engine
from engine import working
from scenes.pictures.sigmoid import (
    BendCard,
    BentLine,
    Contender,
    Hearing,
    NeuronSums,
    RunWings,
    Stalled,
    Steepness,
    ThreeSteps,
    zoom_out,
)
from scenes.pictures.sigmoid.side_by_side import SideBySide
from scenes.pictures.sigmoid.wiggle import Wiggle
from scenes.pictures.sigmoid.wings import Wings
from scenes.vocabulary.text import Readout
from tests.scenes.playing import QUIETLY, play, scene_classes
from tests.scenes.reading import answer_of, slope_of_the_bar, slope_of_the_tangent
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


@pytest.mark.parametrize("z", [-5.0, -0.5, 0.0, 2.4, 5.5])
def test_the_tangent_and_the_bar_have_the_slope_of_the_curve(z):
    steep = Steepness(AXIS).shift(UP).show_at(z)
    a = 1 / (1 + np.exp(-z))
    assert slope_of_the_tangent(steep) == pytest.approx(a * (1 - a), abs=1e-4)
    assert slope_of_the_bar(steep) == pytest.approx(a * (1 - a), abs=1e-4)


def test_the_bell_is_drawn_as_far_as_the_tangent_has_come():
    steep = Steepness(AXIS).show_at(1.0).show_at(-3.0)
    assert steep.trace.drawn_values()[:, 0].max() == pytest.approx(1.0, abs=0.05)


def test_a_wiggle_moves_the_activation_as_far_as_the_curve_says():
    wiggle = Wiggle(AXIS, {"z": -4.7}).shift(UP)
    for z in (0.0, -4.7):
        change = np.diff(1 / (1 + np.exp(-np.array([z - 0.5, z + 0.5]))))[0]
        assert answer_of(wiggle.show_at(z)) == pytest.approx(change, abs=1e-4)


@pytest.mark.parametrize("zs", [(0.0,) * 5, (-0.1, 0.0, 0.1), (5.9, 5.8, 5.7, -6.0)])
def test_names_of_z_that_are_close_together_stand_apart(zs):
    wiggle = Wiggle(AXIS, {f"weighted(z_{n})": z for n, z in enumerate(zs)})
    names = [name for _, name in wiggle.submobjects[-len(zs) :]]
    for one, other in combinations(names, 2):
        apart = np.abs(one.get_center() - other.get_center())
        together = np.array([one.width + other.width, one.height + other.height]) / 2
        assert (apart[:2] >= together).any()


def test_a_row_whose_result_is_wider_leaves_its_columns_apart():
    found = {
        "index": 0,
        "da1": np.array([[18.27], [-2.14], [39.2]]),
        "slope1": np.array([[0.052], [0.249], [0.025]]),
        "delta1": np.array([[0.945], [-0.533], [0.975]]),
    }
    for row in NeuronSums.deltas(found, 1, ROWS).rows:
        for before, after in pairwise(row):
            assert before.get_right()[0] < after.get_left()[0]


def test_a_network_that_starts_at_zero_has_its_strokes_on_an_axis():
    found = {"z": np.zeros((3, 4)), "slope": np.full((3, 4), 0.25)}
    for panel in ThreeSteps(WIDE, lambda _: found, 2, width=8.0):
        np.testing.assert_array_equal(panel.wings.drawn_zs(), np.zeros(12))


def test_hearing_a_neuron_wiggles_its_z_and_frames_its_line(person):
    hearing = Hearing(AXIS, person, 1, ROWS)
    assert np.all(np.diff(np.abs(person["z1"][hearing.order, 0])) > 0)
    for place in ROWS:
        for motion in hearing.hear(place, run_time=1.0):
            motion.show(1.0)
        assert hearing.wiggle.z == person["z1"][place, 0]
        assert hearing.sums.frame.get_y() == pytest.approx(hearing.sums.rows[place].get_y())


def test_each_stroke_stands_at_its_z_and_is_as_tall_as_the_slope(heart):
    found = working.squashed(heart[0], "z1")
    wings = Wings(WIDE, found, reach=9).shift(UP)
    np.testing.assert_allclose(wings.drawn_zs(), found.z.ravel(), atol=1e-9)
    np.testing.assert_allclose(wings.drawn_slopes(), found.slope.ravel(), atol=1e-9)
    later = working.squashed(heart[999], "z1")
    np.testing.assert_allclose(wings.show_found(later).drawn_zs(), later.z.ravel(), atol=1e-9)


def test_of_very_many_neurons_the_strokes_of_stated_ones_are_drawn():
    network = engine.Network.random((3, 784, 1), rng=np.random.default_rng(0))
    X = np.random.default_rng(1).normal(size=(3, 40))
    history = engine.train(network, X, (X[:1] > 0) * 1.0, cost="bce", steps=1, learning_rate=0.1)
    found = working.squashed(history[0], "z1")
    wings = Wings(WIDE, found, reach=9)
    assert list(wings.rows) == [0, 783]
    for said in wings.depicted():
        np.testing.assert_allclose(said.value, found[said.of][said.at], atol=said.within)
    assert len(wings.drawn_zs()) == (np.abs(found.z[wings.rows]) <= 9).sum()


def test_what_is_off_the_axis_is_not_drawn_but_counted_until_the_axis_reaches_it():
    found = working.squashed(engine.record("heart_raw", seed=4)[0], "z1")
    wings = Wings(WIDE, found, reach=8)
    assert wings.beyond == found.z.size
    assert not len(wings.drawn_zs())
    zoom_out(wings, reach=600).show(1.0)
    assert wings.beyond == 0
    np.testing.assert_allclose(wings.drawn_zs(), found.z.ravel(), atol=1e-9)
    assert wings.drawn_slopes().max() < 1e-9


def test_strokes_of_two_kinds_stand_in_a_lane_for_each_neuron(heart):
    found, kinds = working.squashed(heart[0], "z1"), heart[0].targets[0]
    wings = Wings(WIDE, found, reach=9, kinds=kinds).shift(UP)
    np.testing.assert_allclose(wings.drawn_zs(), found.z.ravel(), atol=1e-9)
    for kind, rug in enumerate(wings.rugs):
        across = (rug.points[::4, 0] - wings.ground.get_x()) / wings.half * 9
        np.testing.assert_allclose(across, found.z[:, kinds == kind].ravel(), atol=1e-9)
        heights = np.round(rug.points[3::4, 1], 6).reshape(3, -1)
        assert np.all(np.ptp(heights, axis=1) == 0)
        assert len(set(heights[:, 0])) == 3


@pytest.mark.parametrize(("z", "parted"), [([[-1, 2, -3, 4]], 1), ([[-1, 2, 3, 4]], 0)])
def test_a_neuron_parts_two_kinds_when_no_z_of_one_is_among_those_of_the_other(z, parted):
    found = {"z": np.array(z, float), "slope": np.full((1, 4), 0.1)}
    assert Wings(WIDE, found, reach=9, kinds=[0, 1, 0, 1]).parted == parted
    assert Wings(WIDE, found, reach=9).parted == 0


def test_as_many_strokes_are_high_as_pass_the_line_at_half_of_the_hill(heart):
    wings = Wings(WIDE, working.squashed(heart[0], "z1"), reach=9).shift(UP)
    line = wings.half_line("1 \\/ 8")[0]
    assert wings.high == (wings.comb.points[3::4, 1] >= line.get_y()).sum()


def test_three_steps_are_those_that_were_reached_one_after_the_other(heart):
    panels = ThreeSteps(WIDE, lambda t: working.squashed(heart[t], "z1"), len(heart), width=8.0)
    for stop in panels.stops[1:]:
        panels.go_on().show_step(stop)
    for panel, stop in zip(panels, (0, 500, 999), strict=True):
        np.testing.assert_allclose(panel.wings.drawn_zs(), heart[stop]["z1"].ravel(), atol=1e-9)


def test_the_wings_of_two_runs_follow_one_clock(heart):
    reads = {name: lambda t: working.squashed(heart[t], "z1") for name in ("one", "other")}
    for panel in RunWings(WIDE, reads, reach=9).show_step(70):
        np.testing.assert_allclose(panel.wings.drawn_zs(), heart[70]["z1"].ravel(), atol=1e-9)


def test_a_stalled_run_says_what_it_guesses_in_the_end_and_what_that_costs(heart):
    reads = {"raw": lambda t: working.squashed(heart[t], "z1")}
    runs = [Contender(name, heart, heart.costs, "lane_a") for name in ("raw", "raw")]
    board = Stalled(WIDE, reads, runs, reach=9, layer=1, depth=3)
    assert readouts(board.guess)[0].value == heart[-1]["a3"][0, 0]
    assert readouts(board.price)[0].value == heart.costs[-1]


def test_pointing_at_a_row_puts_a_frame_around_it_and_no_other(person):
    sums = NeuronSums.deltas(person, 1, ROWS)
    assert sums.frame.get_stroke_opacity() == 0
    sums.point_at(1).show(1.0)
    low, high = sums.frame.get_bottom()[1], sums.frame.get_top()[1]
    around = [low < row.get_bottom()[1] and row.get_top()[1] < high for row in sums.rows]
    assert around == [False, True, False]
    assert sums.frame.get_stroke_opacity() == 1


def test_a_stretch_of_the_squeezed_line_is_as_high_as_its_activations(line):
    bracket, _ = line.stretch(0, 2)
    ends = line.plot.frame.numbers(bracket.points[[0, -1]])[1]
    np.testing.assert_allclose(ends, 1 / (1 + np.exp([0.0, -2.0])), atol=1e-4)


def test_two_runs_side_by_side_show_the_costs_and_gradients_of_one_step():
    runs = [engine.record(name, seed=4) for name in ("heart", "heart_raw")]
    lanes = [
        Contender(run.name, run, run.costs, role)
        for run, role in zip(runs, ("lane_a", "lane_d"), strict=True)
    ]
    both = SideBySide(lanes, level=float(np.log(2)), level_name="ln 2", layer=1)
    both.show_step(70)
    for run, column, curve in zip(runs, both.numbers, both.curves, strict=True):
        cost, gradient = column
        assert cost.value == run.costs[70]
        assert gradient.value == run[70]["dW1"][gradient.at]
        assert np.abs(runs[0][-1]["dW1"]).max() == abs(runs[0][-1]["dW1"][gradient.at])
        assert curve.drawn_values()[-1, 1] == pytest.approx(run.costs[70])


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_a_card_has_its_dots_on_the_curve_and_its_numbers_from_the_same_z(person, name):
    found = working.squashed(person, "z1", name)
    places = [(row, 0) for row in ROWS]
    card = BendCard("g(z)", working.curve(name, -6, 6), found, places, y_range=(-1.0, 3.0))
    drawn = card.plot.frame.numbers(np.array([dot.get_center() for dot in card.dots]))
    np.testing.assert_allclose(drawn, [found.z[:, 0], found.a[:, 0]], atol=1e-9)
    said = {(number.of, number.at): number.value for number in readouts(card.table)}
    assert said == {(key, place): found[key][place] for key in found.keys for place in places}


@pytest.mark.parametrize("kind", ["activations", "slopes", "deltas"])
def test_printed_factors_give_the_printed_result(person, kind):
    rows = getattr(NeuronSums, kind)(person, 1, ROWS).rows
    for row in rows:
        *factors, result = [
            float(part.text.replace("−", "-")) for part in row if isinstance(part, Readout)
        ]
        exact = {
            "activations": lambda z: 1 / (1 + np.exp(-z)),
            "slopes": lambda a, same: a * (1 - same),
            "deltas": lambda felt, slope: felt * slope,
        }[kind](*factors)
        assert result == pytest.approx(exact, abs=0.0005)


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
    assert "Learning stops" not in playing.sections
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
