"""Boards: what they show is the run's own, and what they bring about is all there at the end."""

from dataclasses import asdict, replace
from types import SimpleNamespace

import numpy as np
import pytest
from manim import VGroup, config, linear

import engine
from engine import working
from scenes.pictures.backprop import (
    BackBoard,
    Blame,
    CostBoard,
    GradientBoard,
    strongest,
    unfit,
)
from scenes.pictures.backprop.landscape import span_of
from scenes.pictures.backprop.nudged import NUDGES, can_be_nudged, telling_place
from scenes.vocabulary.layer import ACTIVATIONS, ForwardBoard, SquashBoard, Subject, bending_board
from scenes.vocabulary.layer.bend_board import BendBoard
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.network import RunDiagram
from scenes.vocabulary.network.light import arrive
from scenes.vocabulary.stage import Depart, Reveal, together
from scenes.vocabulary.text import Readout

ROOM = (-1.7, 6.6)


def perform(gesture):
    """Carry a gesture out to its end, as a lecture does; return how many motions it had."""
    motions = 0
    for animations in gesture:
        motions += 1
        for animation in animations:
            animation.rate_func = linear
            animation.begin()
            animation.interpolate(1.0)
            animation.finish()
    return motions


def numbers_of(thing):
    return [part for part in thing.get_family() if isinstance(part, Readout)]


def shows(thing):
    return all(part.get_fill_opacity() > 0 for part in numbers_of(thing))


@pytest.fixture(scope="module")
def digits():
    return engine.record("digits", steps=3)


@pytest.fixture
def network(heart, person):
    diagram = RunDiagram(heart[0], heart, depth=3)
    perform([(diagram.reveal_neurons(),), *diagram.reveal_parameters()])
    diagram.show_activations([person[f"a{n}"] for n in range(4)])
    return diagram


def test_motions_of_a_gesture_take_the_time_that_they_are_given():
    both = together(Reveal(VGroup()), Depart(VGroup()), run_time=0.3)
    assert [motion.run_time for motion in both] == [0.3, 0.3]


def test_a_runs_diagram_is_hidden_and_on_the_scale_of_the_whole_run(heart):
    diagram = RunDiagram(heart[0], heart, depth=3)
    assert diagram.all_edges[0].get_stroke_opacity() == 0
    assert diagram.full_width == max(np.abs(heart[f"W{n}"]).max() for n in (1, 2, 3))
    perform(diagram.reveal_parameters())
    assert all(edge.get_stroke_opacity() == 1 for edge in diagram.all_edges)


def test_numbers_arrive_at_the_neurons_of_their_rows(network, person):
    column = ValueMatrix(person["a1"], of="a1", head="a")
    first, *_ = arrive(column.numbers, network.layers[1], person["a1"])
    assert [motion.mobject.at for motion in first] == [(0, 0), (1, 0), (2, 0)]
    for motion, neuron in zip(first, network.layers[1], strict=True):
        arrival = motion.home + motion.journey
        assert np.allclose(arrival, neuron.get_center())


@pytest.mark.parametrize("number", [1, 2, 3])
def test_feeding_forward_ends_in_the_recorded_z(network, person, number):
    board = ForwardBoard(network, person, number, room=ROOM)
    assert not any(number.get_fill_opacity() for number in numbers_of(board.layer))
    perform(board.weights_arrive())
    perform(board.columns_arrive())
    perform(board.sizes_agree())
    for row in board.layer.rows:
        entry = working.entry(person, f"z{number}", row)
        perform(board.row_meets_column(entry, row, run_time=1.0))
    assert shows(board.layer)
    values = [number.value for number in board.weighted.numbers]
    assert values == person[f"z{number}"][:, 0].tolist()


def test_a_squash_ends_in_the_recorded_a(network, person):
    layer = ForwardBoard(network, person, 1, room=ROOM)
    board = SquashBoard(layer, working.curve)
    perform(board.set_up())
    perform(board.put_on_axis())
    perform(board.rise())
    assert [number.value for number in board.result.numbers] == person["a1"][:, 0].tolist()
    assert shows(board.result)
    sides = board.climb.plot.frame.numbers(board.climb.dots[1].get_center())
    assert sides[1] == pytest.approx(person["a1"][1, 0])


@pytest.mark.parametrize("number", [1, 3])
def test_leftwards_z_stays_and_a_stands_beside_the_network(network, person, number):
    layer = ForwardBoard(network, person, number, room=ROOM)
    home = layer.weighted.get_center()
    board = SquashBoard(layer, working.curve, leftwards=True)
    perform(board.set_up())
    perform(board.one_by_one())
    assert np.allclose(layer.weighted.get_center(), home)
    assert shows(board.result)
    assert [n.value for n in board.result.numbers] == person[f"a{number}"][:, 0].tolist()
    assert board.result.get_right()[0] < board.climb.plot.frame.get_left()[0]
    assert board.result.get_left()[0] > network.get_right()[0]


def test_softmax_has_no_curve_to_climb(network, person):
    layer = ForwardBoard(network, person, 3, room=ROOM)
    board = bending_board(layer, "softmax", working.curve)
    assert isinstance(board, BendBoard)
    perform(board.set_up())
    perform(board.one_by_one())
    assert shows(board.result)


def test_one_layer_back_ends_in_the_recorded_delta(network, person):
    board = BackBoard(network, person, 3, room=ROOM)
    perform(board.become_matrix())
    perform(board.transpose())
    perform(board.row_meets_column())
    perform(board.pass_the_doors())
    assert shows(board.back)
    assert [n.value for n in board.back.blamed.numbers] == person["delta2"][:, 0].tolist()
    perform((badges := Blame(network, person)).show(2))
    assert [n.value for n in numbers_of(badges)] == person["delta2"][:, 0].tolist()
    left, right = badges.room_beside(ROOM)
    assert left >= badges.get_right()[0]
    assert right == ROOM[1]


def test_no_badge_prints_a_delta_as_nought(network, person):
    badges = Blame(network, person)
    assert perform(badges.show(1, 2, 3)) == 1
    assert len(badges.badges) == 7
    assert all(float(number.text.replace("−", "-")) != 0 for number in numbers_of(badges))
    digits = {number.of: number.decimals for number in numbers_of(badges)}
    assert digits == {"delta3": 3, "delta2": 3, "delta1": 4}


def test_the_gradient_fills_cell_by_cell(heart, network, person):
    board = GradientBoard(network, person, 1, room=ROOM)
    assert not any(n.get_fill_opacity() for n in board.outer.gradient.numbers)
    perform(board.by_hand(1, 0))
    assert [n.text for n in numbers_of(board.line)] == ["0.00677", "1.145", "0.0078"]
    assert perform(board.cell_by_cell()) == 2 * 5
    assert shows(board.outer)
    wishes = board.every_wish(working.each(heart[0]), heart[0], (1, 0), lit=1)
    assert wishes.label[1].value == heart[0]["dW1"][1, 0]
    assert wishes.get_top()[1] < board.outer.get_bottom()[1] + 0.1


def test_the_cost_board_prints_what_the_examples_cost_and_their_mean(heart, person):
    about = Subject(heart.run, heart.dataset, person)
    board = CostBoard(about, working.each(heart[0]), heart[0], who=1)
    result = numbers_of(board.own)[-1]
    assert (result.value, result.of) == (person.cost, "cost")
    assert board.columns.label[1].value == heart[0].cost


def test_the_strongest_entries_are_found_among_those_that_are_shown():
    table = np.array([[1.0, -9.0, 3.0], [4.0, 2.0, -8.0]])
    assert strongest(table, (0, 1), (0, 1, 2), 2) == [(0, 1), (1, 2)]
    assert strongest(table, (0, 1), (0,)) == [(1, 0)]


class Recorded(list):
    """What a lecture asks of a history before it shows it."""

    def __init__(self, run, steps=100, examples=10, classes=()):
        Y = np.zeros((run.sizes[-1], examples))
        super().__init__([SimpleNamespace(targets=Y)] * steps)
        self.run, self.dataset = run, SimpleNamespace(class_names=classes, Y=Y)

    def at_hand(self, step):
        return step  # nothing was left out


@pytest.mark.parametrize(
    ("name", "reason"),
    [("line", "hidden layer"), ("bot_academy", "on purpose"), ("heart", ""), ("lague_mnist", "")],
)
def test_a_run_without_a_picture_is_refused_with_the_reason(name, reason):
    found = unfit(Recorded(engine.RUNS[name], classes=("named",)))
    assert reason in found
    assert bool(found) == bool(reason)


def test_what_no_row_says_how_to_write_is_refused():
    run = engine.RUNS["heart"]
    for fields, reason in (
        ({"activations": ("tanh", "tanh", "swish")}, "no picture shows ['swish']"),
        ({"activations": ("swish", "tanh", "tanh")}, "hidden ['swish']; sigmoid, tanh, relu"),
        ({"cost": "rmse"}, "rmse has no line for one example; bce, cce, mse"),
        ({"cost": "quartic"}, "quartic has no line for one example"),
        ({"sizes": (2, 3, 3, 4)}, "its 4 outputs have no names"),
    ):
        assert reason in unfit(Recorded(SimpleNamespace(**{**asdict(run), **fields})))
    names = engine.activations.ACTIVATIONS
    hidden = [name for name, g in names.items() if g.slope]
    assert {unfit(Recorded(replace(run, activations=(g, g, "sigmoid")))) for g in hidden} == {""}


def test_too_few_steps_or_examples_are_refused():
    run = engine.RUNS["heart"]
    assert "it has 2" in unfit(Recorded(run, steps=2))
    assert "one example" in unfit(Recorded(run, examples=1))


def test_soft_targets_are_refused_where_a_cost_is_written_for_hard_ones():
    for name, refused in (("heart", True), ("circle", False)):
        recorded = Recorded(engine.RUNS[name])
        recorded[0].targets += 0.25
        assert ("are shares" in unfit(recorded)) is refused


def test_a_short_slope_is_the_engines():
    z = np.linspace(-3.0, 3.0, 13)[None]
    for name, look in ACTIVATIONS.items():
        assert (look.slope_at is None) == (not look.slope)
        if look.slope_at is not None:
            curve = engine.activations.activation(name)
            a = curve(z)
            np.testing.assert_allclose(look.slope_at(a), curve.slope_at(z, a), rtol=1e-12)


def test_a_sheet_has_room_for_the_whole_walk():
    ((low, high),) = span_of([np.array([1.0, 1.2, 3.0])])
    assert (low + high) / 2 == 1.0
    assert high > 3.0
    assert span_of([np.array([1.0, 1.1])]) == [(0.4, 1.6)]


def wide(deltas, inputs):
    """A layer of its errors and its inputs alone, and the network that shows all of it."""
    deltas, inputs = np.reshape(deltas, (-1, 1)), np.reshape(inputs, (-1, 1))
    person = {"index": 0, "delta1": deltas, "a0": inputs, "dW1": deltas @ inputs.T}
    shown = tuple(range(len(inputs))), tuple(range(len(deltas)))
    return SimpleNamespace(shown=shown), person


def test_of_a_wide_layer_those_are_shown_that_are_not_dead_and_hear_something():
    deltas, inputs = np.zeros(8), np.linspace(-1, 1, 9)
    deltas[[2, 3, 5]], inputs[:5] = (0.25, -0.5, 0.125), 0.0
    network, person = wide(deltas, inputs)
    board = GradientBoard(network, person, 1, room=ROOM)
    assert set(board.outer.rows) <= {2, 3, 5}
    assert set(board.outer.columns) <= {5, 6, 7, 8}
    assert board.says.startswith("Again")
    network, person = wide(np.zeros(8), inputs)
    board = GradientBoard(network, person, 1, room=ROOM)
    assert board.outer.rows == (0, 7)
    assert board.says.endswith("so is the slope.")


@pytest.mark.parametrize("size", [1.0, 1e-2, 1e-5, 1e-9])
def test_type_of_a_gradient_is_as_large_as_can_be_read_however_many_digits_it_takes(size):
    rng = np.random.default_rng(0)
    network, person = wide(rng.normal(size=8) * size, 100 * rng.normal(size=8))
    board = GradientBoard(network, person, 1, room=ROOM)
    pixels = [number.height / config.frame_height * 1080 for number in numbers_of(board.outer)]
    assert min(pixels) > 20


def test_a_nudge_that_does_nothing_in_the_last_digit_is_not_shown(heart, person):
    place = telling_place(person, 3, (0, 1, 2))
    ripple = dict(working.ripple(person, "W3", place, NUDGES).__dict__)
    assert can_be_nudged(person, 3, place, ripple)
    ripple["dc_da"] = np.where(np.arange(len(NUDGES)) == 5, np.inf, ripple["dc_da"])
    assert not can_be_nudged(person, 3, place, ripple)
