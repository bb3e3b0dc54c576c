"""What somebody else calls things is printed as it is spelled, has room, and is spoken of."""

import re

import numpy as np
import pytest

import engine
from engine import working
from scenes.pictures import backprop, feedforward
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.plane.example_dot import key_of
from scenes.vocabulary.text import words
from scenes.vocabulary.text.formula import escaped
from scenes.vocabulary.text.spelling import called, fitting, listed, named, unprintable
from scenes.vocabulary.text.typeset import compiled

ODD = "a//b|/* x|- low|= x|+ x|/ t: d|1. no|12. no|weight(kg)|cost(C)|a--b|# $ * _ < @ > ~ `c`"
ODD += """|[x]|a]|a\\b|x-?|https://a.b//c|no#paint(1, 2)[|{x} ^ & %|5'10"|\\u{41}"""
ODD = ODD.split("|")
LONG = "the length of the sepal in centimetres xy", "the length of the petal in centimetres xy"


@pytest.mark.parametrize("name", ODD)
def test_a_name_is_printed_letter_by_letter_on_its_line(name):
    line = words(named(name))
    assert line.baseline == pytest.approx(words("x" + escaped(name)).baseline, abs=0.02)
    alone = [one for one in name if one != " "]
    assert len(compiled(f"#paint(0, 0)[{escaped(name)}]")) == len(alone)


@pytest.mark.parametrize("name", [*LONG, "W" * 40, "i" * 200, "x " * 50])
def test_a_long_name_keeps_its_ends_and_has_room(name):
    assert words(named(name), size=1.0).width <= 11
    head, tail = called(name).split("…")
    assert name.startswith(head)
    assert " ".join(name.split()).endswith(tail)


def test_long_names_with_other_ends_stay_apart_and_short_ones_are_as_they_are():
    assert called(LONG[0] + " a") != called(LONG[0] + " b")
    assert [called(name) for name in ("alarm clock", " two\nlines ", "mean fractal dimension")] == [
        "alarm clock", "two lines", "mean fractal dimension",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["漢字", "a 🎬", "\x07", "", " \n", "\u200b"])
def test_what_no_font_has_is_refused_by_its_letter_and_what_is_blank_as_blank(name):
    assert re.search("no font of a film has the|is blank", unprintable(["no", name]))


def test_letters_of_many_alphabets_can_be_printed():
    assert not unprintable(["Größe", "não é", "Кошка", "Ελλην", "½ m² °C", "x₁", "≤ 5 €", *ODD])


def about(features, classes, outputs=1):
    """A run of three steps with these names."""
    rng = np.random.default_rng(0)
    inputs = max(len(features), 1)
    network = engine.Network.random((inputs, 3, outputs), rng=rng)
    Y = np.eye(outputs)[:, np.arange(10) % outputs] if outputs > 1 else np.ones((1, 10))
    run = engine.train(network, rng.normal(size=(inputs, 10)), Y, steps=3, learning_rate=0.1)
    data = run.dataset.__class__(
        "own", run.dataset.X, run.dataset.Y, feature_names=features, class_names=classes
    )
    return Subject(run.run, data, working.example(run[0], 1)), run, data


class Named:
    """A run, and data with names."""

    def __init__(self, run, data):
        self.run, self.dataset = run, data


@pytest.mark.parametrize(
    ("features", "classes", "outputs", "said"),
    [
        (("east", "north"), ("apart", "alike"), 1, "east and north go in. Alike? 0 says no"),
        (("age",), ("no", "KPI met"), 1, "age goes in. KPI met? 0 says no, 1 says yes."),
        (("a", "b", "c"), (), 1, "a, b and c go in, one number out."),
        ((), ("no", "yes"), 1, "One number goes in. Yes? 0 says no"),
        (("a", "b"), ("red", "green", "blue"), 3, "One answer each for red, green and blue."),
        (LONG, ("apart", "alike"), 1, "Two numbers go in. Alike? 0 says no, 1 says yes."),
        (("a", "b"), LONG, 1, "a and b go in. The length of t…imetres xy? 0 says no, 1"),
        (LONG, LONG, 2, "Two numbers in, two numbers out."),
    ],
)
def test_what_goes_in_and_what_is_asked_is_called_by_its_name(features, classes, outputs, said):
    subject, _, data = about(features, classes, outputs)
    assert said in feedforward.sayings.asked(subject, data)
    assert len(feedforward.sayings.asked(subject, data)) <= 84


def test_what_one_example_is_and_what_is_true_of_it_are_called_by_their_names():
    subject, run, data = about(("east", "north"), ("red", "green", "blue"), 3)
    says = backprop.Sayings(subject, Named(run, data))
    assert says.what_one_is == "One example is two numbers: east and north. They go in on the left."
    assert says.price.startswith("Right would be “green”. The less was given to the truth,")
    subject, run, data = about(("age",), LONG)
    says = backprop.Sayings(subject, Named(run, data))
    assert says.what_one_is == "One example is one number: age. It goes in on the left."
    assert max(len(says.what_one_is), len(says.price)) <= 84


def test_a_key_of_long_names_leaves_most_of_a_map_free():
    assert key_of(LONG).width < 4
    assert listed(["a"]) == "a"
    assert fitting("x" * 85, "y") == "y"
    assert style.NUMBER * 11 < 4


def test_a_class_that_has_a_colours_name_is_in_quotes_on_a_map():
    said = [line[1].says for line in key_of(["Blue", "dark red"])[1]]
    assert said == ["“dark red”", "“Blue”"]
    assert [line[1].says for line in key_of(["blueberry", "sacred"])[1]] == ["sacred", "blueberry"]
