"""What a run is about: its sentences fit a caption, and its lines of arithmetic can be followed."""

import numpy as np
import pytest

import engine
from engine import working
from scenes.pictures.backprop.cost import own_line
from scenes.pictures.backprop.sayings import example_name
from scenes.vocabulary import style
from scenes.vocabulary.layer import ACTIVATIONS, COSTS, Subject, spoken
from scenes.vocabulary.layer.counted import counted
from scenes.vocabulary.text import Readout, maths

RUNS = "heart", "heart_raw", "xor", "circle", "spiral", "digits", "breast_cancer", "diabetes"


def subject(name):
    history = engine.record(name, steps=4)
    person = working.example(history[0], 1)
    return history, Subject(history.run, history.dataset, person)


def test_the_engines_activations_and_costs_have_a_row_each():
    assert set(ACTIVATIONS) == set(engine.activations.ACTIVATIONS)
    assert set(COSTS) == set(engine.costs.COSTS)
    for name, g in engine.activations.ACTIVATIONS.items():
        row = ACTIVATIONS[name]
        ends = [-np.inf if row.low is None else row.low, np.inf if row.high is None else row.high]
        assert ends == [g.lowest, g.highest]
        assert bool(row.letter) == bool(row.formula) == bool(row.headline) == bool(g.slope)


@pytest.mark.parametrize("row", [*ACTIVATIONS.values(), *COSTS.values()])
def test_what_a_row_says_fits_a_caption_and_ends(row):
    said = [row.said] if row in COSTS.values() else [row.forward, row.back] if row.letter else []
    assert [sentence for sentence in said if len(sentence) > 84 or sentence[-1] != "."] == []


@pytest.mark.parametrize(
    ("name", "ends", "middle"),
    [("heart", (0, 1), 0.5), ("circle", (-1, 1), 0.0), ("digits", (0, 1), 0.5)],
)
def test_outputs_lie_between_the_ends_of_their_activation(name, ends, middle):
    _, about = subject(name)
    assert about.ends == ends
    assert about.middle == middle


def test_a_quantity_has_ends_that_hold_every_target():
    history, about = subject("diabetes")
    low, high = about.ends
    assert low <= history.dataset.Y.min() < history.dataset.Y.max() <= high


def test_delta_is_guess_minus_truth_where_the_cost_goes_with_the_activation():
    assert [subject(name)[1].partnered for name in ("heart", "digits", "circle", "diabetes")] == [
        True,
        True,
        False,
        False,
    ]


def test_of_a_picture_the_inkiest_pixels_are_shown_and_of_others_what_fits():
    _, about = subject("digits")
    ((layer, shown),) = about.shown.items()
    assert layer == 0
    pixels = about.person["a0"][:, 0]
    assert pixels[list(shown)].sum() >= 0.9 * len(shown) * pixels.max()
    assert subject("heart")[1].shown == {}


def test_who_is_right_is_counted():
    _, about = subject("circle")
    assert about.rightly(np.array([[0.2, -0.3, 0.9]]), np.array([[1.0, 1.0, 1.0]])) == 2
    _, about = subject("digits")
    assert about.rightly(np.eye(10)[:, [1, 2]], np.eye(10)[:, [1, 3]]) == 1


@pytest.mark.parametrize("name", ["heart", "circle", "digits"])
def test_the_guesses_that_are_watched_are_the_networks(name):
    history, about = subject(name)
    answers, targets = about.watched(history.dataset, history, working.probe)
    shown = answers(2)
    assert shown.shape == np.shape(targets)
    if about.outputs > 1:
        expected = history[2].network.predict(about.person["a0"])[:, 0]
    else:
        expected = history[2].network.predict(history.dataset.X[:, : len(shown)])[0]
    assert np.allclose(shown, expected, rtol=1e-12)


@pytest.mark.parametrize("name", [name for name, cost in COSTS.items() if cost.one])
@pytest.mark.parametrize("outputs", [1, 10])
def test_the_formula_of_every_cost_has_room(name, outputs):
    row = COSTS[name]
    written = maths(f"cost(C_i) = {row.many if outputs > 1 else row.one}", size=style.WORKING)
    assert 0 < written.width < 6.3


@pytest.mark.parametrize(
    ("cost", "guess", "truth", "result"),
    [
        ("bce", 0.263, 1.0, lambda a: -np.log(a)),
        ("bce", 0.263, 0.0, lambda a: -np.log(1 - a)),
        ("mse", -0.72, 0.51, lambda a, y: (a - y) ** 2),
        ("half_squared", 0.4, -1.0, lambda a: (a + 1) ** 2 / 2),
        ("mae", 0.4, 1.0, lambda a: 1 - a),
        ("huber", 0.4, 1.0, lambda a: (a - 1) ** 2 / 2),
        ("huber", 2.63, 1.0, lambda a: a - 1.5),
        ("huber", 2.63, 1.21, lambda a, y: a - y - 0.5),
    ],
)
def test_a_reader_with_a_calculator_finds_what_the_example_costs(cost, guess, truth, result):
    values = (guess,) if truth == round(truth) else (guess, truth)
    person = {"a1": np.array([[guess]]), "y": np.array([[truth]]), "cost": result(*values)}
    line = own_line(person, cost, last=1, name="C_2")
    *factors, shown = [part for part in line if isinstance(part, Readout)]
    typed = [float(n.text.strip("()").replace("−", "-")) for n in factors]
    by_hand = result(*typed[: len(values)])
    assert float(shown.text) == float(f"{by_hand:.2f}")


def test_of_a_cross_entropy_over_classes_the_right_ones_share_is_what_counts():
    person = {"a2": np.array([[0.2], [0.7], [0.1]]), "y": np.array([[0.0], [1.0], [0.0]])}
    person["cost"] = -np.log(0.7)
    line = own_line(person, "cce", last=2, name="C_2")
    guess, cost = (part for part in line if isinstance(part, Readout))
    assert (guess.at, guess.value) == ((1, 0), 0.7)
    assert cost.value == person["cost"]


@pytest.mark.parametrize("theme", style.THEMES)
def test_the_colour_of_a_sign_is_called_what_it_looks_like(monkeypatch, theme):
    monkeypatch.setattr(style, "THEME", style.THEMES[theme])
    red, green, blue = style.color("negative").to_rgb()
    assert red > green > blue
    # Brown is a dark orange.
    assert ("brown" if red < 0.6 else "orange") in style.signs()
    red, green, blue = style.color("positive").to_rgb()
    assert blue > max(red, green)


def test_numbers_are_words_up_to_twelve():
    assert [spoken(2), spoken(12), spoken(13), spoken(5600)] == ["two", "twelve", "13", "5,600"]
    assert spoken(4, capital=True) == "Four"


@pytest.mark.parametrize(
    ("inputs", "classes", "shape", "name"),
    [
        (2, ("orange", "blue"), None, "point"),
        (64, ("0", "1"), (8, 8), "picture"),
        (30, ("no", "yes"), None, "example"),
    ],
)
def test_data_without_words_of_its_own_is_called_what_it_is(inputs, classes, shape, name):
    _, about = subject("heart")
    about.data, about.sizes, about.classes, about.shape = "x", (inputs, 1), classes, shape
    assert example_name(about) == name


def test_counts_are_said_in_words_while_they_are_small():
    assert [counted(2, "number"), counted(1, "layer"), counted(784, "number")] == [
        "two numbers",
        "one layer",
        "784 numbers",
    ]
