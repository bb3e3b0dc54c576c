"""The feed-forward lecture: what it draws says its numbers, and other runs fit or are refused."""

import numpy as np
import pytest
from manim import LEFT

import engine
from engine import working
from scenes.pictures.feedforward import (
    Everyone,
    OneLine,
    OneNeuron,
    TwoSheets,
    names_of_inputs,
    telling_neuron,
)
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.layer.larger import typical
from scenes.vocabulary.network import RunDiagram
from scenes.vocabulary.stage.gesture import at_once
from tests.scenes.other_runs import each_run, refusal_of, replay_by_the_rules


def said(noun):
    return [(one.of, np.asarray(one.value)) for one in noun.depicted()]


@pytest.fixture
def network(heart):
    return RunDiagram(heart[0], heart, depth=3)


def test_what_meets_in_a_neuron_is_its_z(network, person):
    row = telling_neuron(person)
    entry = working.entry(person, "z1", row)
    assert entry["products"].min() < 0 < entry["products"].max()
    board = OneNeuron(network, person, entry, row)
    assert [said(ribbon) for ribbon in board.ribbons] == [[]] * 3
    for gesture in (board.go_through_the_weights(), board.meet()):
        at_once(gesture)
    products = [said(ribbon)[0][1] for ribbon in board.ribbons]
    assert products == pytest.approx([*entry["products"], entry["bias"]])
    ((of, value),) = said(board.merge)
    assert of == "z1"
    assert value == pytest.approx(person["z1"][row, 0])


def test_a_long_name_of_an_input_begins_within_the_frame(network):
    network.shift(LEFT * (network.layers[0][0].circle.get_x() + 5.6))
    for names in (("age", "pulse"), ("blood pressure at rest (mm Hg)", "höchster Puls des Tages")):
        drawn = names_of_inputs(network, names)
        assert drawn.get_left()[0] >= style.LEFT_EDGE - 0.1


def test_the_one_line_is_all_there_when_it_has_grown(network):
    line = OneLine(network)
    type_ = line.strip.family_members_with_points()
    assert not any(part.get_fill_opacity() for part in type_)
    at_once(line.grow())
    assert all(part.get_fill_opacity() == 1 for part in type_)
    assert len(line.strip) == 8


@pytest.fixture(scope="module")
def sheets():
    return TwoSheets(engine.record("circle", seed=42), working)


@pytest.mark.parametrize("stage", [0, 1, 2, 3, 4])
def test_points_stand_where_the_layers_put_them(sheets, stage):
    right = sheets.right.show_stage(float(stage))
    (depicted,) = right.depicted()
    expected = right.source[depicted.of][depicted.at]
    assert np.abs(depicted.value - expected).max() <= depicted.within


def test_a_cut_that_is_taken_along_lies_on_its_line_and_becomes_a_ring(sheets):
    right = sheets.right.show_line(4, sheets.own)
    straight = right.cut.points[[0, -1], :2]
    way = (straight[1] - straight[0]) / np.linalg.norm(straight[1] - straight[0])
    right.take_along(4, sheets.own)
    away = (right.cut.points[:, :2] - straight[0]) @ np.array([-way[1], way[0]])
    assert np.abs(away).max() < 0.02
    right.show_stage(0.0)
    ring = right.cut.points[::4, :2] - right.middle[:2]
    assert np.abs(ring.mean(axis=0)).max() < 0.5
    ((border,), *_) = right.border_at
    assert np.allclose(border[:, 0], border[:, -1])


def test_without_the_bend_no_direction_is_better_than_the_best(sheets):
    assert sheets.found.hits == 176
    assert max(turn.hits for turn in sheets.turns) <= 176
    assert sheets.turns[-1] is sheets.found  # it comes to rest there
    sheets.left.show_line(1, sheets.found)
    assert (~sheets.left.right).sum() == 250 - 176


def test_everyone_stands_at_their_answer(heart, person, network):
    about = Subject(heart.run, heart.dataset, person)
    everyone = Everyone(heart[0], about, network, working.example)
    at_once(everyone.make_room())
    assert [len(values) for _, values in said(everyone)] == [0, 0]
    out = network.layers[-1][0].get_center()
    assert all(np.allclose(disc.get_center(), out) for disc in everyone.discs)
    at_once([(everyone.fall(run_time=1.0),)], [(everyone.judge(),)])
    (_, first), (_, right) = said(everyone)
    assert first == pytest.approx(person["a3"].ravel(), abs=1e-3)
    assert right == pytest.approx(person["y"].ravel())
    at_once((half,) for half in everyone.ask_the_others(run_time=1.0))
    last = working.example(heart[0], everyone.order[-1])
    assert [neuron.number.value for neuron in network.layers[1]] == last["a1"].ravel().tolist()
    ((of, values), (truth, targets)) = said(everyone)
    assert (of, truth) == ("a3", "y")
    assert targets == pytest.approx(heart[0].targets[0][everyone.order])
    assert everyone.order[0] == 1
    assert values == pytest.approx(heart[0]["a3"][0][everyone.order], abs=1e-3)
    yes = heart[0].targets[0][everyone.order] > 0.5
    assert [goal.get_x() > 0 for goal in everyone.goals] == yes.tolist()
    apart = [
        np.linalg.norm(one.get_center() - other.get_center())
        for k, one in enumerate(everyone.discs)
        for other in everyone.discs[:k]
    ]
    assert min(apart) >= 2 * everyone.discs[0].radius


def test_the_typical_example_is_right_and_nearest_to_its_class():
    history = engine.record("digits", epochs=2)
    step, data = history[-1], history.dataset
    who = typical(step, 2, [data.X.T[:500], data.X.T[500:]], data.Y)
    label = step["y"][:, who].argmax()
    assert step["a2"][:, who].argmax() == label
    mean = data.X[:, data.Y.argmax(axis=0) == label].mean(axis=1)
    rivals = (step["y"].argmax(axis=0) == label) & (step["a2"].argmax(axis=0) == label)
    off = ((step["a0"] - mean[:, None]) ** 2).sum(axis=0)
    assert off[who] == off[rivals].min()


@each_run("xor", "784-300-10")
def test_another_run_fits_the_lecture(name, tmp_path, monkeypatch):
    replay_by_the_rules("feedforward", name, tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        (lambda: engine.record("line"), "two to 5 layers of weights fit, and it has 1"),
        (lambda: engine.record("heart", steps=1), "two recorded steps are needed"),
        (
            lambda: engine.record("heart", steps=2, sizes=(2, *(3,) * 6, 1)),
            "two to 5 layers of weights fit, and it has 7",
        ),
    ],
)
def test_a_run_that_does_not_fit_is_refused_before_the_first_frame(
    run, sentence, tmp_path, monkeypatch, capsys
):
    assert sentence in refusal_of("feedforward", run(), tmp_path, monkeypatch, capsys)
