"""Every number on screen was recorded: at its key, at its place, at the step on the clock."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import UP, Mobject, VGroup

from engine import working
from scenes.pictures.backprop.back import LayerBack
from scenes.pictures.backprop.gradient import LayerGradient
from scenes.vocabulary.layer.forward import LayerForward
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.stage import Footer
from scenes.vocabulary.text import Readout, cite, quote
from scenes.vocabulary.text.strip import RunningSum
from tests.proof import proved
from tests.scenes.looking import visible
from tests.scenes.truth import SCALES, Records, audit, fault_of

FEW = {"training": 20}  # a film of maps and curves has few digits that could be false


def test_every_visible_number_is_the_one_that_was_recorded(playing):
    faults = [f"{moment.where}: {fault}" for moment in playing.moments for fault in moment.untrue]
    assert faults == []
    proved("printed numbers", sum(len(moment.readings) for moment in playing.moments))
    proved("numbers without digits", sum(moment.depicted for moment in playing.moments))


def test_the_audit_reads_the_numbers_of_every_picture(playing):
    # The marks of scales are chosen, and a chart has many; what is recorded is never missing.
    shown = [{reading.of for reading in moment.readings} - SCALES for moment in playing.moments]
    # A film that clears its stage for what comes has a few pictures without a number, and what is
    # drawn without digits says its numbers where it rests.
    told = zip(shown, playing.moments, strict=True)
    says = [bool(keys) or m.depicted > 0 for keys, m in told if m in playing.rests or keys]
    assert np.mean(says) > 0.9
    assert len(set().union(*shown)) >= 5


def test_a_calculator_agrees_with_every_line_of_arithmetic(playing):
    wrong = [f"{moment.where}: {line}" for moment in playing.moments for line in moment.wrong]
    assert wrong == []
    proved("lines of arithmetic", sum(moment.calculated for moment in playing.moments))


def test_faults_put_into_a_lecture_on_purpose_are_all_found(playing):
    assert [fault.sentence for fault in playing.injected if not fault.found] == []
    assert len(playing.injected) >= FEW.get(playing.path.stem, 40)
    assert len({fault.kind for fault in playing.injected}) >= 4
    proved("faults on purpose", len(playing.injected))


# -- The audit itself: each of these faults, put on a screen on purpose, has to be found.


def board(heart, person, step=0):
    """A stage with a network, matrices and a footer on it, all as they should be at a step."""
    largest = tuple(max(abs(heart[f"{q}{n}"]).max() for n in (1, 2, 3)) for q in "Wb")
    parameters = heart[step].network
    network = NetworkDiagram(parameters.weights, parameters.biases, largest=largest)
    forward = heart[step].forward.activations
    network.show_activations([layer[:, [person.index]] for layer in forward])
    VGroup(*(neuron.number for layer in network.layers for neuron in layer)).set_fill(opacity=1.0)
    footer = Footer.of(heart).show_step(step)
    now = working.example(heart[step], person.index)
    things = [
        network,
        footer,
        LayerForward(now, 1),
        LayerBack(now, 2),
        LayerGradient(now, 1),
        RunningSum(working.entry(now, "z1", 0), layer=1, row=0),
    ]
    return SimpleNamespace(mobjects=things, recording=heart, example=person, step=step)


def keys_of(faults):
    return {fault.split(" of ")[1].split(" at ")[0].strip("'") for fault in faults}


def keyed(scene):
    shown = [thing for thing in visible(scene) if isinstance(thing, Readout)]
    return [number for number in shown if number.of not in SCALES]


@pytest.mark.parametrize("step", [0, 1, 500, 999])
def test_a_board_that_shows_what_was_recorded_is_faultless(heart, person, step):
    scene = board(heart, person, step)
    assert len(keyed(scene)) > 50
    assert audit(scene) == []


def test_each_number_that_is_off_by_a_unit_of_its_last_digit_is_found(heart, person):
    scene = board(heart, person)
    numbers = keyed(scene)
    for number in numbers:
        right = number.value
        number.show_value(right + 10.0**-number.decimals)
        assert len(audit(scene)) == 1, number.of
        number.show_value(right)
    assert audit(scene) == []


@given(st.sampled_from(["W1", "z1", "a1", "delta1", "dW1", "b1", "cost", "slope2"]))
def test_a_float_that_differs_in_its_last_bit_is_found(heart, person, key):
    value = float(np.ravel(person[key])[0]) if key != "cost" else heart[0].cost
    at = () if key == "cost" else (0, 0)
    records = Records(heart, 0, person)
    assert fault_of(Readout(value, 2, of=key, at=at), records) == ""
    assert fault_of(Readout(np.nextafter(value, 9.0), 2, of=key, at=at), records) != ""


def test_two_weights_that_change_places_are_found(heart, person):
    scene = board(heart, person)
    one, other = scene.mobjects[2].weights.numbers[:2]
    one.at, other.at = other.at, one.at
    assert len(audit(scene)) == 2


def test_a_panel_that_lags_a_step_is_found(heart, person):
    scene = board(heart, person, step=3)
    scene.mobjects[1].show_step(2)
    assert keys_of(audit(scene)) == {"step", "cost", "clock"}


def test_another_persons_activation_is_found(heart, person):
    scene = board(heart, person)
    other = [layer[:, [4]] for layer in heart[0].forward.activations]
    scene.mobjects[0].show_activations(other)
    # Each is found twice: in print, and as a fill.
    assert len(audit(scene)) == 2 * sum(layer.shape[0] for layer in other)


def test_a_number_that_names_no_key_of_the_run_is_found(heart, person):
    records = Records(heart, 0, person)
    assert "names nothing" in fault_of(Readout(0.5, 1, of="W9", at=(0, 0)), records)
    assert "names nothing" in fault_of(Readout(0.5, 1, of="W1", at=(7, 7)), records)


def test_a_mark_of_a_scale_says_all_of_its_number(heart):
    records = Records(heart, 0)
    assert fault_of(Readout(0.25, 2, of="axis"), records) == ""
    assert "hides digits" in fault_of(Readout(0.25, 1, of="axis"), records)
    assert "hides digits" in fault_of(Readout(0.123, 2), records)


def test_a_cited_number_is_looked_up_where_it_was_read(heart, person):
    records = Records(heart, 7, person)
    later = quote(heart[3], "W1", (0, 1))
    assert fault_of(later, records) == ""
    assert "is not what" in fault_of(later.copy().show_value(heart[4]["W1"][0, 1]), records)
    assert "is not what" in fault_of(cite(later.copy(), heart[4]), records)
    assert fault_of(quote(heart, "cost", (3,)), records) == ""


def test_a_citation_of_something_that_was_not_recorded_is_found(heart, person):
    invented = quote({"W1": np.ones((3, 2))}, "W1", (0, 1))
    assert "records nothing" in fault_of(invented, Records(heart, 0, person))
    assert "names nothing" in fault_of(
        quote(heart[0], "W1", (0, 1)).cite(person.step.run), Records(heart, 0, person)
    )


def test_a_panel_that_cites_its_own_step_is_not_held_to_the_clock(heart, person):
    early = LayerForward(working.example(heart[0], person.index), 1)
    scene = SimpleNamespace(mobjects=[early], recording=heart, example=person, step=9)
    assert len(audit(scene)) > 5
    assert cite(early, working.example(heart[0], person.index)) is early
    assert audit(scene) == []


def test_a_mark_of_an_axis_that_stands_elsewhere_is_found(heart):
    plot = Plot((0, 10), (0, 1))
    scene = SimpleNamespace(mobjects=[plot], recording=heart, example=None, step=0)
    assert audit(scene) == []
    _, number = plot.x_ticks[1]
    number.show_value(number.value + 1)
    (fault,) = audit(scene)
    assert number.text in fault
    number.show_value(number.value - 1)
    plot.y_ticks[0].shift(UP * 0.02)
    assert len(audit(scene)) == 1


def test_what_is_concealed_or_off_the_stage_is_not_audited(heart, person):
    wrong = Readout(0.123456, 2, of="W1", at=(0, 0)).set_fill(opacity=0.0)
    scene = SimpleNamespace(
        mobjects=[VGroup(wrong), Mobject()], recording=heart, example=person, step=0
    )
    assert audit(scene) == []
    wrong.set_fill(opacity=1.0)
    assert len(audit(scene)) == 1
