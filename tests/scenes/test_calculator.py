"""A line of arithmetic is read as it is printed, and a wrong digit in it is found."""

from types import SimpleNamespace

import pytest

import engine
from engine import working
from scenes.pictures.backprop.back import LayerBack
from scenes.pictures.backprop.gradient import LayerGradient
from scenes.vocabulary.layer import Subject, guess_line
from scenes.vocabulary.layer.forward import LayerForward
from scenes.vocabulary.text import Readout, Strip
from scenes.vocabulary.text.step_line import StepLine
from scenes.vocabulary.text.strip import RunningSum
from tests.scenes.calculator import calculated, kind_of, lines, miscalculated


def board(person):
    """One line of every kind."""
    step = person.step
    return [
        StepLine("w", working.update(step, "W3", (0, 1))),
        RunningSum(working.entry(person, "z1", 0), layer=1, row=0),
        LayerForward(person, 1),
        *list(LayerBack(person, 2))[:2],  # the third is a matrix alone
        LayerGradient(person, 1),
        Strip("C = -ln", Readout(0.2607, 4), "=", Readout(1.3444, 2)),
        Strip("y = sigma paren.l", Readout(-1.04, 2), "paren.r =", Readout(0.2611, 2)),
        Strip(Readout(0.36, 2), "dot paren.l 1 -", Readout(0.36, 2), "paren.r =", Readout(0.2304)),
    ]


def scene_of(*things):
    return SimpleNamespace(mobjects=list(things))


def test_a_board_of_right_lines_is_right(person):
    scene = scene_of(*board(person))
    assert len(list(lines(scene))) >= 8
    assert miscalculated(scene) == []


@pytest.mark.parametrize("place", range(9))
def test_a_wrong_result_is_found_in_every_kind_of_line(person, place):
    line = board(person)[place]
    numbers = [part for part in line.get_family() if isinstance(part, Readout)]
    result = numbers[-1]
    result.show_value(result.value + 2 * 10.0**-result.decimals)
    (fault,) = miscalculated(scene_of(line))
    assert fault.startswith(kind_of(line).__name__) or fault.startswith(type(line).__name__)
    assert "is printed" in fault


def test_a_line_that_is_still_coming_says_nothing(person):
    line = Strip(Readout(1.0, 0), "=", Readout(2.0, 0))
    assert len(miscalculated(scene_of(line))) == 1
    line[2].set_fill(opacity=0.5)
    assert miscalculated(scene_of(line)) == []


@pytest.mark.parametrize(
    ("side", "value"),
    [
        ("(0.5) * (-2.0)", -1.0),
        ("1 - (0.25)", 0.75),
        ("-log (1.0)", 0.0),
        ("sigmoid ( (0.0) )", 0.5),
        ("((0.5) - (2.0))**2", 2.25),
        ("w", None),
        ("delta - (0.5)", None),
        ("(0.5) (0.5)", None),
        ("", None),
    ],
)
def test_a_calculator_has_keys_for_digits_and_no_letters(side, value):
    assert calculated(side) == pytest.approx(value) if value is not None else True
    assert (calculated(side) is None) == (value is None)


@pytest.mark.parametrize("curve", ["sigmoid", "tanh", "relu", "leaky_relu", "softplus", "identity"])
def test_the_guess_is_what_the_curve_makes_of_z_as_it_is_printed(curve):
    for k in (236, -236, 145, 3, -290):  # tanh(0.236) is 0.23, and tanh(0.24) is 0.24
        network = engine.Network([[[k / 1000 + 0.0003]]], [[[0.0]]], curve)
        words = {"cost": "mse", "steps": 1, "learning_rate": 0.1}
        history = engine.train(network, [[1.0]], [[1.0]], **words)
        about = Subject(history.run, history.dataset, working.example(history[0], 0))
        assert miscalculated(scene_of(guess_line(about))) == []
