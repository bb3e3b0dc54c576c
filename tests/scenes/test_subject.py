"""What a run is about: its sentences fit a caption, and its lines of arithmetic can be followed."""

import numpy as np
import pytest

import engine
from engine import working
from scenes.pictures.backprop.judgement import JUDGED, formula_of, own_line
from scenes.vocabulary import style
from scenes.vocabulary.layer import BENDING, Subject
from scenes.vocabulary.layer.wording import JUDGING, WORDINGS, ordinal, signs, spoken, wording_of
from scenes.vocabulary.text import Readout, maths

RUNS = "heart", "heart_raw", "xor", "circle", "spiral", "digits", "breast_cancer", "diabetes"


def subject(name):
    history = engine.record(name, steps=4)
    person = working.example(history[0], 1)
    return history, Subject(history.run, history.dataset, person)


def sentences(history, about):
    words = about.words
    size = history.dataset.X.shape[1]
    yield from (words.opening, words.scaling, words.task, about.colours)
    parameters = sum(
        array.size for array in (*history[0].network.weights, *history[0].network.biases)
    )
    yield f"{about.start(parameters)} Let us send the second {words.who} through."
    yield from (about.bending.headline, about.bending.forward, about.columns, about.agreement)
    yield from (about.layer(number) for number in range(2, about.depth + 1))
    yield from (about.verdict, about.judging, about.error)
    yield f"{about.mean(history[0])}. To learn is to make it smaller."
    links, ending = about.links
    yield f"How far does one weight move the cost? The chain rule: {links}."
    yield f"{ending} The first is the activation it meets."
    for number in range(about.depth, 1, -1):
        yield from about.back(number)
    yield from (about.strips(3), about.first_step(*history.costs[:2]), about.arrow(1.0))
    yield about.halfway(100, history[0][f"a{about.depth}"], 0.5)
    asked = f"{size} {words.many}" if about.flat else f"60,000 {words.many} that it never saw"
    yield about.learned(75_000, min(size, 250), asked)
    yield about.question(size)


@pytest.mark.parametrize("name", RUNS)
def test_every_sentence_fits_a_caption_and_ends(name):
    said = [sentence for sentence in sentences(*subject(name)) if sentence]
    assert [sentence for sentence in said if len(sentence) > 84] == []
    headlines = {bending.headline for bending in BENDING.values()}
    assert [s for s in said if s not in headlines and s[-1] not in ".?"] == []


def test_the_main_run_keeps_its_own_words():
    _, about = subject("heart")
    assert about.words is WORDINGS["heart"]
    assert about.verdict == "The guess is 0.26. This heart is at risk, so the truth is 1."
    assert about.layer(2) == "The second layer does the same, with these three as its inputs."
    assert about.columns == "The two inputs are a column, and so are the three biases."
    assert about.question(10).startswith("It saw all 10 people at every step.")


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


@pytest.mark.parametrize("cost", JUDGED)
@pytest.mark.parametrize("outputs", [1, 10])
def test_every_cost_has_a_formula_and_a_sentence(cost, outputs):
    assert maths(formula_of(cost, outputs=outputs)).width > 0
    assert cost in JUDGING


@pytest.mark.parametrize(
    ("cost", "guess", "truth", "result"),
    [
        ("bce", 0.263, 1.0, lambda a: -np.log(a)),
        ("bce", 0.263, 0.0, lambda a: -np.log(1 - a)),
        ("mse", -0.72, 0.51, lambda a, y: (a - y) ** 2),
        ("half_squared", 0.4, -1.0, lambda a: (a + 1) ** 2 / 2),
        ("mae", 0.4, 1.0, lambda a: 1 - a),
    ],
)
def test_a_reader_with_a_calculator_finds_what_the_example_costs(cost, guess, truth, result):
    values = (guess,) if truth == round(truth) else (guess, truth)
    person = {"a1": np.array([[guess]]), "y": np.array([[truth]]), "cost": result(*values)}
    line = own_line(person, cost, last=1, name="C_2", size=0.3)
    *factors, shown = [part for part in line if isinstance(part, Readout)]
    typed = [float(n.text.strip("()").replace("−", "-")) for n in factors]
    by_hand = result(*typed[: len(values)])
    assert float(shown.text) == float(f"{by_hand:.2f}")


def test_of_a_cross_entropy_over_classes_the_right_ones_share_is_what_counts():
    person = {"a2": np.array([[0.2], [0.7], [0.1]]), "y": np.array([[0.0], [1.0], [0.0]])}
    person["cost"] = -np.log(0.7)
    line = own_line(person, "cce", last=2, name="C_2", size=0.3)
    guess, cost = (part for part in line if isinstance(part, Readout))
    assert (guess.at, guess.value) == ((1, 0), 0.7)
    assert cost.value == person["cost"]


@pytest.mark.parametrize("theme", style.THEMES)
def test_the_colour_of_a_sign_is_called_what_it_looks_like(monkeypatch, theme):
    monkeypatch.setattr(style, "THEME", style.THEMES[theme])
    red, green, blue = style.color("negative").to_rgb()
    assert red > green > blue
    # Brown is a dark orange.
    assert ("brown" if red < 0.6 else "orange") in signs()
    red, green, blue = style.color("positive").to_rgb()
    assert blue > max(red, green)


def test_numbers_are_words_up_to_twelve():
    assert [spoken(2), spoken(12), spoken(13), spoken(5600)] == ["two", "twelve", "13", "5,600"]
    assert spoken(4, capital=True) == "Four"
    assert ordinal(2) == "second"
    with pytest.raises(ValueError, match="place 11"):
        ordinal(11)


def test_data_without_words_of_its_own_is_called_what_it_is():
    assert wording_of("x", 250, 2, ("orange", "blue"), None).many == "points"
    assert wording_of("x", 250, 64, ("0", "1"), (8, 8)).many == "pictures"
    assert wording_of("x", 250, 30, ("no", "yes"), None).many == "examples"
