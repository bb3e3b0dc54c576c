"""The lecture on costs: areas, lengths, shares, pushes and chords are what the costs say."""

from functools import partial

import numpy as np
import pytest
from manim import ORIGIN, RIGHT, UP

import engine
from engine import working
from scenes import costs as lecture
from scenes.pictures import costs as own
from scenes.vocabulary import style
from scenes.vocabulary.stage.gesture import at_once

STEPS = 0, 20, 199
PRICED = working.priced(np.exp(-np.linspace(1e-6, 5.0, 201)), np.ones(201))


def holds(noun):
    """What a picture says is what its source has, as exactly as it can be seen."""
    told = list(noun.depicted())
    for one in told:
        true = np.asarray(noun.source[one.of])[one.at]
        assert (np.abs(true - one.value) <= np.asarray(one.within) + 1e-9).all(), one.of
    return {one.of for one in told}


@pytest.fixture(scope="module")
def line():
    return engine.record("line", learning_rate=0.1, steps=20)


@pytest.fixture(scope="module")
def neuron():
    return engine.record("neuron")


@pytest.fixture
def found(line):
    return working.judged(line[2]["a1"], line[2].targets)


@pytest.fixture
def misses(line):
    reads = lambda step: working.judged(line[step]["a1"], line[step].targets)  # noqa: E731
    return own.Misses(line.dataset.X[0], reads, lecture.NEAR).show_step(2)


def moment_of(motion, moment):
    motion.begin()
    motion.interpolate(moment)


# -- Squares and lengths


def test_sticks_are_the_errors_and_whole_squares_their_squares(misses, line):
    assert holds(misses) == {"guesses", "sizes"}
    assert holds(misses.show(swept=np.full(20, 0.5))) == {"guesses", "sizes"}
    assert holds(misses.show(swept=np.ones(20))) == {"guesses", "sizes", "squares"}
    for step in (0, 9, 19):
        assert holds(misses.show_step(step)) == {"guesses", "sizes", "squares"}


def test_a_square_stands_beside_its_line(misses):
    misses.show(swept=np.ones(20))
    for x, error, square in zip(misses.xs, misses.found.errors, misses.squares, strict=True):
        edge = misses.frame.point(x, 0.0)[0]
        assert (square.get_right() if error < 0 else square.get_left())[0] == pytest.approx(edge)
        assert square.width == pytest.approx(square.height)


def test_seen_from_nearer_the_errors_are_the_same(misses, line):
    other = working.judged(line[9]["a1"], line[9].targets)
    way = misses.going(lambda m: other, lecture.LARGE, run_time=1.0)
    units = []
    for moment in (0.0, 0.4, 1.0):
        moment_of(way, moment)
        holds(misses)
        units.append(misses.unit)
    assert units == sorted(units)
    assert units[-1] == pytest.approx(lecture.LARGE.y_axis.get_length())
    assert misses.found is other
    assert lecture.NEAR.y_axis.get_length() == pytest.approx(units[0])  # the place stays as it was


def areas(deal):
    return [piece.width * piece.height for piece in deal.pieces]


def test_squares_run_together_and_keep_their_areas_on_the_way(misses, found):
    deal = own.Deal(
        own.tiles_of(
            misses.show(swept=np.ones(20)),
            UP,
        ),
        misses,
        "cost",
        RIGHT,
    )
    start = areas(deal)
    assert sum(start) == pytest.approx(20 * found.mse * misses.unit**2)
    for moment in (0.3, 0.7, 1.0):
        np.testing.assert_allclose(areas(deal.pour(moment)), start, rtol=1e-6)
    assert holds(deal) == {"squares"}


def test_the_slabs_fill_as_many_equal_squares_as_there_are_errors(misses, found):
    deal = own.Deal(own.tiles_of(misses.show(swept=np.ones(20)), UP), misses, "cost", RIGHT)
    deal.pour(1.0).cut(1.0)
    hulls = [(thing.width, thing.height) for thing in (deal.pieces, deal.cuts)]
    np.testing.assert_allclose(*hulls, rtol=1e-6)
    assert len(deal.cuts) == 20
    for cell in deal.cuts:
        assert cell.width == pytest.approx(found.rmse * misses.unit)


def test_the_one_that_steps_out_is_the_mean_and_its_side_the_root(misses):
    deal = own.Deal(own.tiles_of(misses.show(swept=np.ones(20)), UP), misses, "cost", RIGHT)
    deal.pour(1.0).cut(1.0).step_out(1.0)
    np.testing.assert_allclose(deal.one.get_center(), RIGHT, atol=1e-6)
    assert holds(deal) == {"squares", "mse"}
    assert holds(deal.add(deal.side)) == {"squares", "mse", "rmse"}


def test_lengths_are_laid_end_to_end_and_one_part_is_their_mean(misses, found):
    tape = own.Deal(own.tape_of(misses, ORIGIN), misses, "delta", RIGHT)
    lengths = found.sizes * misses.unit
    np.testing.assert_allclose([piece.height for piece in tape.pieces], lengths, rtol=1e-6)
    tape.pour(1.0)
    np.testing.assert_allclose([piece.width for piece in tape.pieces], lengths, rtol=1e-6)
    assert tape.pieces.width == pytest.approx(20 * found.mae * misses.unit)
    tape.cut(1.0).step_out(1.0)
    assert holds(tape) == {"sizes", "mae"}


def test_the_tape_is_as_long_as_the_stage_has_room(misses):
    tape = own.Deal(own.tape_of(misses, lecture.TAPE), misses, "delta", RIGHT).pour(1.0)
    assert tape.get_left()[0] >= style.LEFT_EDGE - 1e-6
    assert tape.get_right()[0] <= style.RIGHT_EDGE


def test_line_and_targets_keep_their_names_wherever_they_go(misses):
    assert not misses.names
    misses.name_them()
    for step in (2, 9):
        guess, target = misses.show_step(step).names
        assert guess.get_left()[0] > misses.line.get_end()[0]
        assert target.get_left()[0] > misses.dots.get_right()[0]


# -- Shares


@pytest.mark.parametrize("share", [0.999, 0.5, 0.1, 0.01])
def test_one_share_is_a_stick_and_its_price_a_riser(share):
    plot, curve, squared = own.price_plot(PRICED)
    one = own.Prices(plot, working.priced([share], [1]), RIGHT)
    assert holds(one) == {"shares", "prices", "bce"}
    ends = plot.frame.numbers(np.array([one.stick.get_end(), one.riser.get_end()]))
    assert ends[0] == pytest.approx(share)
    assert ends[1] == pytest.approx([0.0, -np.log(share)], abs=1e-6)
    near = np.abs(curve.xs - share).argmin()
    assert curve.ys[near] == pytest.approx(-np.log(curve.xs[near]))
    assert squared.ys[near] == pytest.approx((1 - squared.xs[near]) ** 2)


@pytest.mark.parametrize("step", STEPS)
def test_everybodys_prices_have_the_runs_cost_as_their_mean(neuron, step):
    plot, *_ = own.price_plot(PRICED)
    crowd = own.Prices(plot, working.priced(neuron[0]["a1"], neuron[0].targets), RIGHT)
    crowd.show(working.priced(neuron[step]["a1"], neuron[step].targets))
    assert holds(crowd) == {"shares", "prices", "bce"}
    assert crowd.says.value == pytest.approx(neuron.costs[step])


@pytest.mark.parametrize("share", [0.9, 0.5, 0.138])
def test_a_push_is_how_steeply_the_price_falls(share):
    plot, *_ = own.price_plot(PRICED)
    steep = own.Prices(plot, working.priced([share], [1]), RIGHT, push=True)
    assert holds(steep) == {"shares", "prices", "push_bce"}
    near = share + np.array([-1e-5, 1e-5])
    xs, ys = plot.frame.numbers(steep.level.points[[0, -1]])
    fall = (ys[0] - ys[1]) / (xs[1] - xs[0])
    assert fall == pytest.approx(np.diff(np.log(near))[0] / 2e-5, rel=1e-6)
    assert steep.says.value == pytest.approx(1 / share)


@pytest.fixture(params=STEPS)
def pushes(neuron, request):
    step = neuron[request.param]
    return own.Pushes(working.priced(step["a1"], step.targets), lecture.PUSHED)


def test_bars_are_as_long_as_the_pushes_on_one_scale(pushes):
    assert holds(pushes) == set()
    for lane in range(4):
        at_once(pushes.push(lane))
        assert len(holds(pushes)) == lane + 1
    assert max(fact.get_right()[0] for fact in pushes.facts) <= style.RIGHT_EDGE
    at_once(pushes.pass_the_neuron())
    at_once(pushes.come_near())
    assert holds(pushes) == {f"input_push_{key}" for key in ("mae", "mse", "rmse", "bce")}
    pushes.show(passed=0.5)
    assert holds(pushes) == set()  # on the way they are nobody's
    assert pushes.one[0].width == pytest.approx(pushes.unit)


@pytest.mark.parametrize("kind", [0, 1])
def test_the_laws_are_those_of_the_pushes(neuron, kind):
    found = working.priced(neuron[60]["a1"], neuron[60].targets)
    p, away = found.shares, 1 - found.shares
    laws = {"mae": away**0, "mse": 2 * away, "rmse": away / found.rmse, "bce": 1 / p}
    for key, law in laws.items():
        push = found[f"{('share_push', 'input_push')[kind]}_{key}"]
        np.testing.assert_allclose(push, law * (p * away) ** kind, rtol=1e-9)


def test_what_is_printed_of_pushes_follows_from_what_is_printed_beside_them(neuron):
    """A student's calculator: the law of the share, and the product with the slope."""
    found = working.priced(neuron[-1]["a1"], neuron[-1].targets)
    for one in lecture.PUSHED:
        p, slope, root = (
            round(float(x), d)
            for x, d in ((found.shares[one], 4), (found.slopes[one], 4), (found.rmse, 3))
        )
        assert round(p * (1 - p), 4) == slope
        laws = {"mae": 1.0, "mse": 2 * (1 - p), "rmse": (1 - p) / root, "bce": 1 / p}
        for key, law in laws.items():
            push = round(float(found[f"share_push_{key}"][one]), 2)
            assert round(law, 2) == push
            assert round(push * slope, 2) == round(float(found[f"input_push_{key}"][one]), 2)


# -- Chords and balls


@pytest.fixture(scope="module")
def bowls():
    film = lecture.Costs()
    film.record_the_runs()
    return {
        cost: (film.sheets[cost], own.Bowl(film.sheets[cost], film.routes[cost], *side))
        for cost, side in lecture.SIDES.items()
    }


def test_a_chord_ends_on_the_curve_and_what_rises_above_it_is_lit(bowls):
    ws = np.linspace(-8.0, 8.0, 81)
    lit = {}
    for cost, (sheet, _) in bowls.items():
        costs = sheet.at(np.column_stack([ws, np.zeros(81)]))
        chord = partial(working.chord, ws, costs)
        board = own.Chorded(chord, 81, *lecture.SIDES[cost])
        for ends in ((0, 1), (0, 44), (30, 80)):
            assert holds(board.stretch(*ends)) == {"heights", "over"}
            lit[cost, ends] = board.source["over"]
    assert lit["mse", (0, 44)] > 0.1
    assert max(over for (cost, _), over in lit.items() if cost == "bce") < 1e-9


def test_balls_are_where_their_runs_are_and_end_in_one_place_or_in_several(bowls):
    assert bowls["bce"][1].places == 1
    assert bowls["mse"][1].places == 7
    for _, bowl in bowls.values():
        for ball in bowl.balls:
            for step in (0, 100, 199):
                ball.show_step(step)
                told = {one.of: one for one in ball.ball.depicted()}["path"]
                true = ball.ball.source["path"][told.at]
                assert (np.abs(true - told.value) <= np.asarray(told.within) + 1e-6).all()
