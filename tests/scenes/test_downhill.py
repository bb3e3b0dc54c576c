"""How one step comes about: the painted sheet, its panes and slopes, the arrow, and the rule."""

import numpy as np
import pytest
from manim import linear

import engine
from engine import landscape, working
from scenes.pictures import gradient_descent as own
from scenes.pictures.gradient_descent.arrows import SlopeArrow
from scenes.vocabulary.surface.glass import GlassSurface
from scenes.vocabulary.surface.panes import Tangent
from scenes.vocabulary.text import Readout
from tests.scenes.reading import place_of
from tests.scenes.truth import Records, fault_in, fault_of

BOTH = ("W1", (0, 0)), ("b1", (0, 0))
CELLS, BEFORE, ACROSS = 20, 4, 2.6


@pytest.fixture(scope="module")
def line():
    return engine.record("line", learning_rate=0.2)


@pytest.fixture(scope="module")
def start(line):
    return np.array([line[0][key][place] for key, place in BOTH])


@pytest.fixture(scope="module")
def sheet(line, start):
    low = start - ACROSS / CELLS * BEFORE
    span = [(end, end + ACROSS) for end in low]
    return landscape.sheet(line, axes=BOTH, span=span, resolution=CELLS + 1)


@pytest.fixture
def surface(sheet):
    return own.sheet_of(sheet, width=7.0, rise=2.6, drop=1.0, at=np.zeros(3))


@pytest.fixture
def updates(line):
    return [working.update(line[0], *at) for at in BOTH]


def panel_of(line):
    xs = np.linspace(0.0, 2.0, 5)[None]
    models = {"activation": (line, [step.network.predict(xs)[0] for step in line])}
    data = np.vstack([line.dataset.X, line.dataset.Y])
    return own.FitPanel((0.0, 2.0), (-1.5, 3.0), data, models, formula="w x + b")


def played(tween, moment):
    tween.rate_func = linear
    tween.begin()
    tween.interpolate(moment)


def play_out(gesture):
    for motions in gesture:
        for motion in motions:
            played(motion, 1.0)


def numbers_of(thing):
    return [part for part in thing.get_family() if isinstance(part, Readout)]


# -- The sheet as it is painted


def test_the_dot_is_at_the_cost_of_the_line_that_is_drawn(line, sheet, surface):
    painting = own.Painting(surface, panel_of(line), sheet, (BEFORE, BEFORE))
    for motion in (
        painting.sweep(0, run_time=1.0),
        painting.sweep(1, run_time=1.0),
        painting.paint(run_time=1.0),
        painting.go_home(run_time=1.0),
    ):
        for moment in (0.1, 0.37, 0.5, 0.9):
            played(motion, moment)
            w, b = place_of(painting.dot)
            x, y = painting.panel.fits[0].examples
            # Of a line that leaves the axes only what is inside is drawn.
            said = np.clip(w * x + b, -1.5, 3.0)
            assert np.allclose(painting.panel.fits[0].drawn_guesses(), said)
            printed = numbers_of(painting.ledger)
            assert [number.value for number in printed] == pytest.approx(
                [w, b, np.mean((w * x + b - y) ** 2)]
            )
            assert [fault_of(number, Records(line, 0)) for number in printed] == ["", "", ""]


def test_the_dot_leaves_nothing_behind_that_it_has_not_passed(line, sheet, surface):
    painting = own.Painting(surface, panel_of(line), sheet, (BEFORE, BEFORE))
    assert not surface.painted.any()
    before = surface.picture.pixel_array.copy()
    painted = 0
    for moment in (0.2, 0.6, 0.9):
        played(painting.paint(run_time=1.0), moment)
        row, _ = painting.at
        assert surface.painted[row + 1 :].all()
        assert not surface.painted[:row].any()
        assert surface.painted.sum() > painted
        painted = surface.painted.sum()
    played(painting.paint(run_time=1.0), 1.0)
    assert surface.painted is None
    assert not np.array_equal(surface.picture.pixel_array, before)


def test_a_line_on_its_way_says_nothing_and_at_home_what_was_recorded(line, sheet, surface):
    painting = own.Painting(surface, panel_of(line), sheet, (BEFORE, BEFORE))
    (fit,) = painting.panel.fits
    played(painting.sweep(0, run_time=1.0), 0.3)
    assert list(fit.depicted()) == []
    played(painting.sweep(0, run_time=1.0), 1.0)
    assert [fault_in(fit, said, Records(line, 0)) for said in fit.depicted()] == ["", ""]


# -- The panes and their slopes


def test_panes_leave_no_seam_and_cut_the_quarter_before_them_away(sheet, surface, start):
    whole = surface.look_from(-42.0, 20.0).picture.pixel_array.copy()
    low, high = surface.view.corners
    surface.show_part(
        cut=(float(high[0]), float(low[1]))
    )  # both panes at the near edges: nothing gone
    other = np.abs(surface.picture.pixel_array.astype(int) - whole).max(axis=-1) > 60
    assert other.mean() < 0.02  # the mesh's lines at the very edge
    surface.show_part(cut=(float(start[0]), float(start[1])))
    assert (surface.picture.pixel_array[..., 3] > 0).sum() != (whole[..., 3] > 0).sum()
    surface.show_part(cut=None)
    assert np.array_equal(surface.picture.pixel_array, whole)


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("elevation", [12.0, 20.0, 45.0])
def test_a_tangent_has_the_recorded_slope_and_touches_the_sheet(
    line, sheet, surface, start, updates, axis, elevation
):
    slope = float(updates[axis]["gradient"])
    tangent = Tangent(axis, start, line.costs[0], slope).cite(updates[axis])
    surface.look_from(-42.0, elevation).carry(tangent)
    records = Records(line, 0)
    assert [fault_in(tangent, said, records) for said in tangent.depicted()] == [""]
    middle = tangent.line.points[[0, -1]].mean(axis=0)
    assert np.allclose(middle, surface.place(*start, line.costs[0]))
    tangent.line.rotate(0.05)
    (said,) = tangent.depicted()
    assert "not what was recorded" in fault_in(tangent, said, records)
    assert list(tangent.show_share(0.5).depicted()) == []


# -- The arrow on the floor


@pytest.mark.parametrize("axis", [0, 1])
def test_an_arrow_is_as_long_as_its_slope_and_then_as_the_step(line, surface, start, updates, axis):
    arrow = surface.carry(SlopeArrow(axis, start, updates[axis]))
    records = Records(line, 0)
    assert list(arrow.depicted()) == []
    for times, of in ((1.0, "gradient"), (0.2, "step")):
        arrow.stretch(times, of=of)
        assert [fault_in(arrow, said, records) for said in arrow.depicted()] == [""]
        assert np.allclose(arrow.head.points[0], surface.view.place_on_floor(*arrow.end_place))
    arrow.stretch(0.25, of="step")
    (said,) = arrow.depicted()
    assert "not what was recorded" in fault_in(arrow, said, records)


def test_the_two_arrows_make_the_way_to_the_next_step(line, sheet, surface, start, updates):
    board = own.SlopesBoard(surface, sheet, updates)
    painting = own.Painting(surface, panel_of(line), sheet, (BEFORE, BEFORE))
    play_out(board.come_near(painting))
    for gesture in (board.hold(0), board.hold(1), board.point()):
        play_out(gesture)
    tip = surface.view.place_on_floor(*(start - [one["gradient"] for one in updates]))
    assert np.allclose(board.whole.arrow.head.points[0], tip)
    play_out(board.shorten())
    after = [line[1][key][place] for key, place in BOTH]
    assert np.allclose(board.whole.arrow.head.points[0], surface.view.place_on_floor(*after))
    # The eye is back where it was, and of the panes nothing is left.
    play_out(board.close())
    assert surface.view.cut is None
    assert surface.view.width == pytest.approx(7.8)


def test_the_labels_say_the_slopes_with_the_digits_of_the_rule(sheet, surface, updates):
    board = own.SlopesBoard(surface, sheet, updates)
    labels = [number for label in board.labels for number in numbers_of(label)]
    written = [numbers_of(row)[2] for row in own.RuleBoard(updates).step]
    assert [one.text for one in labels] == [one.text.strip("()") for one in written]


# -- The rule


def test_the_numbers_of_both_lines_stand_in_the_same_columns(line, updates):
    board = own.RuleBoard(updates)
    for column in zip(*(numbers_of(row) for row in board.step), strict=True):
        assert len({number.decimals for number in column}) == 1
        assert np.ptp([number.get_right()[0] for number in column]) < 1e-6
    for row, (key, at) in zip(board.step, BOTH, strict=True):
        before, rate, gradient, after = (number.value for number in numbers_of(row))
        assert (before, rate, gradient) == (line[0][key][at], 0.2, line[0]["d" + key][at])
        assert after == line[1][key][at]


def test_the_rule_says_the_slope_of_its_own_parameter(updates):
    board = own.RuleBoard(updates)
    for row, role in zip(board.rule, ("weight(w)", "bias(b)"), strict=True):
        assert role in row[0].says
        assert f"slope(partial) {role})" in row[5].says
    assert board.rule[1].get_top()[1] < board.rule[0].get_bottom()[1]


def test_a_grid_with_a_line_moved_into_a_pane_has_the_sheets_costs(surface, start):
    from scenes.vocabulary.surface.glass import _with_lines_at

    x, y = start + 0.03
    view = _with_lines_at(surface.view, x, y)
    assert x in view.xs
    assert y in view.ys
    assert isinstance(surface, GlassSurface)
    column, row = list(view.xs).index(x), list(view.ys).index(y)
    assert np.allclose(view.costs[row], surface.cost_at(view.xs, y))
    assert view.costs[row, column] == pytest.approx(float(surface.cost_at(x, y)))
