"""Numbers have room, whatever they are: none on another, or on what flows or stands beside it."""

import numpy as np
import pytest
from manim import Rectangle

import engine
from engine import working
from scenes.pictures.backprop.blame_case import worth_a_look
from scenes.pictures.backprop.blame_stage import BlameStage
from scenes.pictures.backprop.nudge import NudgeBoard
from scenes.pictures.backprop.sweep import Blame, badges
from scenes.pictures.feedforward.everyone import Everyone
from scenes.pictures.feedforward.one_neuron import OneNeuron
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject, spoken
from scenes.vocabulary.layer.climb import Squash
from scenes.vocabulary.layer.sliders import Sliders
from scenes.vocabulary.network import RunDiagram
from scenes.vocabulary.network.arranging import enlarge
from scenes.vocabulary.plane.field import Field

SEEDS = 1, 4, 9, 16, 18, 21, 26, 30, 50
CURVES = ("tanh", "sigmoid", "relu", "leaky_relu", "softplus")


def run_of(seed, *, inputs=(1, 7), hidden=(1, 4), outputs=(1, 4)):
    """A run of one step, of few neurons."""
    rng = np.random.default_rng(seed)
    sizes = [int(rng.integers(*ends)) for ends in (inputs, hidden, outputs)]
    curves = str(rng.choice(CURVES)), "sigmoid"
    network = engine.Network.random(sizes, rng=rng, activations=curves, weights="normal")
    X = rng.normal(size=(sizes[0], 5)) * rng.choice([0.1, 1.0, 20.0])
    Y = rng.integers(2, size=(sizes[-1], 5)) * 1.0
    return engine.train(network, X, Y, cost="bce", steps=1, learning_rate=0.1)


def diagram(run):
    return RunDiagram(run[0], run, depth=len(run.run.sizes) - 1)


def box(thing):
    """Its left, right, lower and upper edge."""
    return thing.get_left()[0], thing.get_right()[0], thing.get_bottom()[1], thing.get_top()[1]


def apart(one, other):
    (a, b, c, d), (e, f, g, h) = box(one), box(other)
    return b <= e or f <= a or d <= g or h <= c


def on_one_another(things):
    """Pairs of things that overlap."""
    return [(i, k) for k, one in enumerate(things) for i in range(k) if not apart(things[i], one)]


def struck(thing, drawn):
    """Whether an outline that is drawn, or what it encloses, comes into a thing's box."""
    a, b, c, d = box(thing)
    for part in drawn.family_members_with_points():
        ends = part.points[:: max(len(part.points) // 800, 1)]
        inside = ends[(ends[:, 0] > a) & (ends[:, 0] < b)][:, 1]
        if len(inside) and inside.min() < d and inside.max() > c:
            return True
    return False


@pytest.mark.parametrize("seed", SEEDS)
def test_where_an_error_goes_back_every_number_has_its_own_place(seed):
    run = run_of(seed)
    person, network = working.example(run[0], 1), diagram(run)
    stage = BlameStage(network, person, 2, bend=run.run.activations[0], along=working.curve)
    if not worth_a_look(network, person):
        return  # of so many digits that it is not looked into
    numbers = stage.numbers
    for ribbon in (*stage.ribbons, stage.thread):
        ribbon.show_front(1.0)
    discs = [Rectangle(width=1.16, height=1.16).move_to(disc) for disc in numbers.discs]
    free = [*numbers.weights, *numbers.products, numbers.sum, numbers.pill]
    if len(stage.case.sources) > 1:
        free.append(numbers.line)
    assert on_one_another([*free, *discs]) == []
    parts = stage.door.walls, stage.thread
    assert not any(struck(one, part) for one in numbers.share for part in parts)
    for number in (*numbers.weights, *numbers.products):
        assert not any(struck(number, ribbon) for ribbon in stage.ribbons)
    assert max(disc.width for disc in numbers.discs) < 1.05
    assert numbers.sum.get_left()[0] > stage.door.walls.get_right()[0]


def test_a_network_with_dots_is_not_looked_into_for_they_could_not_come_along():
    run = run_of(0, inputs=(30, 31), hidden=(2, 3), outputs=(1, 2))
    network, person = diagram(run), working.example(run[0], 1)
    assert len(network.shown[0]) < 30
    assert worth_a_look(network, person) == []
    run = run_of(1, inputs=(2, 3), hidden=(2, 3), outputs=(1, 2))
    assert worth_a_look(diagram(run), working.example(run[0], 1)) == [2]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("inputs", [1, 2, 3, 4])
def test_what_an_input_is_times_stands_between_the_ribbons(seed, inputs):
    run = run_of(seed, inputs=(inputs, inputs + 1))
    person = working.example(run[0], 1)
    board = OneNeuron(diagram(run), person, working.entry(person, "z1", 0), 0)
    for ribbon in board.ribbons:
        ribbon.show_front(1.0)
    assert on_one_another([*board.factors, *board.products]) == []
    for k, factor in enumerate(board.factors):
        assert not any(struck(factor, board.ribbons[i]) for i in range(k, inputs + 1))
    for product, ribbon in zip(board.products, board.ribbons, strict=True):
        assert not struck(product, ribbon)  # that of the bias is the bias, before its ribbon


@pytest.mark.parametrize("slopes", [(-0.5, 0.24, 2.5), (0.1, -3, 0.1), (-2, 1, 3), (9, -0.1, -4)])
@pytest.mark.parametrize("coupled", [False, True])
def test_what_was_and_what_is_stand_apart_on_the_lines_that_are_tied(slopes, coupled):
    nudges = np.linspace(0, 0.15, 61)
    moved = 0.5 + nudges * np.cumprod([1, *slopes])[:, None]
    sliders = Sliders(dict(zip(("weight", "z", "a", "cost"), moved, strict=True)), coupled=coupled)
    for place in (20, 60):
        sliders.show_nudge(place)
        seen = [now for now in sliders.now if now.get_fill_opacity()]
        assert on_one_another([*sliders.before, *seen]) == []
        assert min(number.get_bottom()[1] for number in seen) > -0.65  # below are the ratios


@pytest.mark.parametrize(("hidden", "outputs"), [(3, 1), (3, 5), (4, 6)])
def test_a_network_that_is_enlarged_stays_above_the_sentence(hidden, outputs):
    sizes = {"inputs": (2, 3), "hidden": (hidden, hidden + 1), "outputs": (outputs, outputs + 1)}
    network = diagram(run_of(1, **sizes))
    for motions in enlarge(network, style.LEFT_HALF, 1.25):
        for motion in motions:
            motion.begin()
            motion.interpolate(1.0)
    assert network.all_beads.get_bottom()[1] > style.SENTENCE_LINE + 0.35


@pytest.mark.parametrize("answer", [0.0, 0.5, 1.0])
def test_a_pile_of_equal_answers_stays_on_the_stage_and_beside_the_network(answer):
    rng = np.random.default_rng(0)
    network = engine.Network.random((2, 3, 3, 1), rng=rng, weights="zeros", biases="zeros")
    Y = np.full((1, 24), answer).round()
    run = engine.train(network, rng.normal(size=(2, 24)), Y, steps=1, learning_rate=0.1)
    person = working.example(run[0], 1)
    drawn = diagram(run)
    about = Subject(run.run, Classed(run.dataset), person)
    everyone = Everyone(run[0], about, drawn, working.example)
    for motions in everyone.make_room():
        for motion in motions:
            motion.begin()
            motion.interpolate(1.0)
    everyone.show_falls([1.0] * 24, 0)
    assert everyone.get_top()[1] < style.STAGE_TOP
    near = [
        disc for disc in everyone.discs if disc.get_top()[1] > drawn.all_neurons.get_bottom()[1]
    ]
    assert near
    assert all(apart(disc, neuron) for disc in near for neuron in drawn.all_neurons)


class Classed:
    """Data whose two classes have names."""

    def __init__(self, data):
        self.X, self.Y, self.class_names, self.image_shape = data.X, data.Y, ("no", "yes"), None


@pytest.mark.parametrize(("slope", "said"), [(0.07, "The same"), (0.0703, "Nearly the same")])
def test_a_dial_leaves_neurons_free_and_two_numbers_are_the_same_where_they_are(slope, said):
    run = run_of(1, inputs=(2, 3), hidden=(2, 3), outputs=(2, 3))
    network, person = diagram(run).move_to(style.NETWORK), working.example(run[0], 1)

    def nudge(epsilon):
        found = {"epsilon": epsilon, "cost": 0.7, "nudged_cost": 0.7 + slope * epsilon}
        return found | {"slope": slope, "gradient": 0.07, "change": slope * epsilon}

    board = NudgeBoard(network, person, run[0], nudge, place=(0, 0))
    count = run[0]["y"].shape[1]
    many = f"Nudging all {network.parameters} takes {network.parameters * count} runs"
    assert board.says == f"{said}. {many}; going back takes {spoken(count)} sweeps."
    for dots in (board.runs, board.sweeps):
        assert apart(board.dial.line, dots)
    assert all(apart(board.dial.line, neuron) for neuron in network.all_neurons)
    assert apart(board.dial.line, board.test)


def test_a_badge_leaves_the_next_layer_free():
    run = run_of(2, inputs=(9, 10), hidden=(3, 4), outputs=(2, 3))
    hidden = diagram(run).layers[1]
    assert hidden[0].circle.width < 0.64
    for room, beside in ((1.0, True), (0.5, False)):
        until = hidden[0].circle.get_right()[0] + room
        (plate, _), *_ = badges(hidden, np.full(3, 0.5), "delta1", until=until)
        assert (plate.get_left()[0] > hidden[0].circle.get_right()[0]) == beside
        assert plate.get_right()[0] < until


def test_badges_of_layers_that_stand_close_have_fewer_decimals_and_stand_apart():
    rng = np.random.default_rng(1)
    network = engine.Network.random((2, 2, 5, 8, 9, 1), rng=rng, weights="scaled")
    run = engine.train(network, rng.normal(size=(2, 5)), np.ones((1, 5)), steps=1, learning_rate=1)
    blame = Blame(RunDiagram(run[0], run, depth=5), working.example(run[0], 1))
    for gesture in blame.show(1, 2, 3, 4, 5):
        assert gesture
    assert on_one_another([plate for badges in blame for plate, _ in badges]) == []


def test_a_height_that_another_one_s_line_would_underline_is_not_written():
    zs = np.array([[-0.37], [0.05], [-0.52], [-0.21]])
    a = np.maximum(zs / 100, zs)
    climb = Squash({"z1": zs, "a1": a}, 1, working.curve, bend="leaky_relu")
    lines = climb.plot.point(np.zeros(4), a[:, 0])[:, 1]
    for number in climb.a_numbers:
        assert (np.abs(lines - number.get_y()) > number.height / 2 + 0.04).all()


def test_beside_what_is_cut_off_at_an_end_a_pixel_says_at_least_so_much():
    field = Field(4.0, 4.0, "a1", (0.0, 1.0))
    guesses = np.repeat(np.linspace(0.2, 1.6, 40)[:, None], 40, axis=1)
    (said,) = field.show_guesses(guesses).depicted()
    rows = field.places_read((40, 40))[1] * 39
    true = np.interp(rows, np.arange(40), guesses[:, 0])
    full = np.asarray(said.full)
    fits = (np.abs(true - said.value) <= said.within) | (full > 0) & (
        true >= said.value - said.within
    )
    assert fits.all()
