"""What goes back is as wide as it is large: ribbons, their sum, the door, and tied lines."""

import numpy as np
import pytest
from manim.animation.animation import prepare_animation

import engine
from engine import working
from scenes.pictures.backprop.blame_case import telling_hero
from scenes.pictures.backprop.blame_stage import BlameStage, Door
from scenes.pictures.backprop.nudged import NUDGES, Chain, telling_place
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.layer.sliders import Sliders
from scenes.vocabulary.network import RunDiagram
from scenes.vocabulary.network.merge import Merge
from scenes.vocabulary.network.ribbon import Ribbon, s_curve
from scenes.vocabulary.plane.decision_map import DecisionMap

WAY = s_curve((3.0, 1.0), (0.0, 0.0))


def said(noun):
    return [one.value for one in noun.depicted()]


@pytest.mark.parametrize("value", [0.7, -0.3, 0.01])
def test_a_ribbon_says_its_number_once_it_has_arrived(value):
    ribbon = Ribbon(WAY, value, scale=2.0, of="da1", at=(0, 0))
    assert said(ribbon) == []
    assert said(ribbon.show_front(0.6)) == []
    assert said(ribbon.show_front(1.0)) == pytest.approx([value], abs=1e-9)


def test_a_ribbon_that_passes_nought_turns_its_colour():
    ribbon = Ribbon(WAY, np.linspace(0.5, -0.5, len(WAY)), scale=2.0, of="a", at=()).show_front(1.0)
    positive, negative = ribbon
    assert len(positive.points) > 0
    assert len(negative.points) > 0
    assert said(ribbon) == pytest.approx([-0.5])


@pytest.mark.parametrize("values", [[0.3, -0.1, 0.2], [-0.4, 0.1], [0.5], [-0.2, -0.3]])
def test_ribbons_lie_side_by_side_and_their_sum_goes_on(values):
    merge = Merge(values, (0.0, -0.8, -2.5), 0.1, scale=2.0, of="da1", at=(0, 0))
    assert said(merge.show_front(0.5)) == []
    assert said(merge.show_front(1.0)) == pytest.approx([sum(values)])
    ends = sorted(
        (y - abs(v), y + abs(v)) for y, v in zip(merge.places(), values, strict=True)
    )  # a width of 2 |v| is |v| to either side
    major = [v for v in values if v * sum(values) >= 0]
    assert max(high for _, high in ends) - min(low for low, _ in ends) == pytest.approx(
        2 * sum(map(abs, major))
    )


@pytest.mark.parametrize("slope", [0.0, 0.074, 0.2])
def test_a_door_is_open_as_far_as_the_slope_says(slope):
    door = Door(1.2, of="slope1", place=(1, 0))
    assert said(door) == []  # wide open it says nothing yet
    assert said(door.show_slope(slope)) == pytest.approx([slope], abs=1e-9)


def test_the_four_lines_are_tied_by_a_whole_forward_pass(person):
    place = telling_place(person, 3, range(3))
    ripple = working.ripple(person, "W3", place, NUDGES)
    sliders = Sliders(ripple).show_nudge(40)
    expected = [ripple[key][40] for key in ("weight", "z", "a", "cost")]
    assert said(sliders) == pytest.approx(expected, abs=1e-9)


def played(gesture):
    """Bring a gesture to its end, and return its motions."""
    motions = [prepare_animation(motion) for together in gesture for motion in together]
    for motion in motions:
        motion.begin()
        motion.interpolate(1.0)
    return motions


def typed(strip):
    return float(strip[-1].text.strip("()").replace("−", "-"))


@pytest.mark.parametrize("seed", [0, 3, 42])
def test_each_product_of_links_that_rests_comes_out_on_a_calculator(seed):
    run = engine.record("heart", seed=seed)
    person = working.example(run[0], 1)
    place = telling_place(person, 3, range(3))
    ripple = working.ripple(person, "W3", place, NUDGES)
    ratios = Chain(Sliders(ripple), ripple, working.chain(person, "W3", place))

    def off():
        return abs(np.prod([*map(typed, ratios.links)]) - typed(ratios.whole))

    apart = [off()]
    for gesture in ratios.shrink(1.0), ratios.become_slopes():
        played(gesture)
        apart.append(off())
    delta = ratios.make_delta(Subject(run.run, run.dataset, person), place[0])
    line = played(delta)[-1].mobject
    apart.append(abs(typed(ratios.links[0]) * typed(line) - typed(ratios.whole)))
    assert max(apart) <= 0.005 + 1e-9


def test_the_hero_is_a_neuron_in_which_both_signs_meet(heart, person):
    hero = telling_hero(person, 2, range(3))
    column = person["blame2"][:, hero]
    assert (column > 0).any()
    assert (column < 0).any()
    network = RunDiagram(heart[0], heart, depth=3)
    stage = BlameStage(network, person, 2, bend="sigmoid", along=working.curve)
    for ribbon, value in zip(stage.ribbons, column, strict=True):
        assert said(ribbon.show_front(1.0)) == pytest.approx([value])
    assert said(stage.merge.show_front(1.0)) == pytest.approx([person["da1"][hero, 0]])
    assert said(stage.thread.show_front(1.0)) == pytest.approx([person["delta1"][hero, 0]])


def test_a_neurons_curve_says_its_z_its_answer_and_how_steep_it_is_there(heart, person):
    network = RunDiagram(heart[0], heart, depth=3)
    stage = BlameStage(network, person, 2, bend="sigmoid", along=working.curve)
    found = list(stage.slope.depicted())
    assert [one.of for one in found] == ["z1", "a1"]
    for one in found:
        assert one.value == pytest.approx(person[one.of][one.at], abs=one.within)
    # In the end its rise is the gap that the shutters leave.
    (gap,) = said(stage.door.show_slope(stage.case.slope))
    played([[stage.slope.become_gap(*stage.door.gap(stage.case.slope), run_time=1.0)]])
    assert stage.slope.rise.height / stage.door.stream == pytest.approx(gap)


def test_what_cancels_is_spent_before_the_sum_goes_on():
    merge = Merge([0.3, -0.1, 0.2], (0.0, -0.8, -2.5), 0.1, scale=2.0, of="da1", at=(0, 0))
    merge.show_front(merge.share_spent)
    assert merge.body.get_left()[0] == pytest.approx(-0.8)
    assert merge.excess.get_left()[0] == pytest.approx(-0.8)
    assert Merge([0.3, 0.1], (0.0, -0.8, -2.5), 0.1, scale=2.0, of="a", at=()).share_spent == 0.0


def test_the_map_says_what_the_network_guesses_and_who_is_on_the_wrong_side(heart):
    data = heart.dataset
    drawn = DecisionMap(
        data.X,
        data.raw,
        data.Y[0],
        lambda step, inputs: working.probe(heart[step], inputs),
        key="a3",
        width=6.0,
        height=4.0,
    ).shift([0.5, 0.2, 0.0])
    for step in (0, 600, 999):
        (shown,) = drawn.show_step(step).field.depicted()
        shares = drawn.field.places_read(drawn.plane.marks)
        guesses = working.probe(heart[step], drawn.plane.inputs(shares))["a3"][0]
        np.testing.assert_allclose(shown.value, guesses, atol=shown.within)
        wrong = (heart[step]["a3"][0] > 0.5) != (data.Y[0] > 0.5)
        people = np.array([dot.get_center() for dot in drawn.people.dots])
        np.testing.assert_allclose(drawn.wrong.places(), people[wrong], atol=1e-9)


def test_the_border_is_where_the_guess_is_one_half(heart):
    data = heart.dataset
    probe = lambda step, inputs: working.probe(heart[step], inputs)  # noqa: E731
    drawn = DecisionMap(data.X, data.raw, data.Y[0], probe, key="a3", width=6.0, height=4.0)
    assert len(drawn.show_step(0).border.points) == 0
    points = drawn.show_step(999).border.points[::4, :2]
    corner, far = drawn.field.points[2, :2], drawn.field.points[1, :2]
    places = drawn.plane.low + (points - corner) / (far - corner) * (
        drawn.plane.high - drawn.plane.low
    )
    spread = data.X.std(axis=1) / data.raw.std(axis=1)
    given = (data.X.mean(axis=1) + spread * (places - data.raw.mean(axis=1))).T
    guesses = probe(999, given)["a3"][0]
    np.testing.assert_allclose(guesses, 0.5, atol=0.03)
