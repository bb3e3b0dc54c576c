"""The lecture on strangers' drawings: what it draws says its numbers, in each of its three ways."""

import logging
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import engine
from engine import working
from engine.datasets.reading.strokes import Drawing
from scenes.pictures import doodles as own
from scenes.pictures.doodles.choosing import stretches, surest
from scenes.pictures.doodles.rain import Rain
from scenes.vocabulary.stage.gesture import at_once
from scenes.vocabulary.text.strokes import boxes, edges_of
from tests.scenes.drawn import folder_of_drawings
from tests.scenes.lint import linter
from tests.scenes.playing import play, scene_classes
from tests.scenes.truth import audit

LECTURE = Path(__file__).parents[2] / "scenes/doodles.py"
NAMES, SHAPE = [str(k) for k in range(10)], (8, 8)


def said(noun):
    return {one.of: (one.at, np.asarray(one.value), one) for one in noun.depicted()}


def says(noun, key, source):
    """Whether a picture's numbers are those that a source has under a key."""
    at, value, one = said(noun)[key]
    recorded = np.asarray(source[key])[at]
    return np.all((np.abs(value - recorded) <= one.within) | np.asarray(one.full, dtype=bool))


@pytest.fixture(scope="module")
def digits():
    return engine.record("digits", epochs=3)


@pytest.fixture(scope="module")
def found(digits):
    return working.confused(digits[-1], digits.dataset.validation)


@pytest.fixture(scope="module")
def probe(digits):
    return working.probe(digits[-1], digits.dataset.validation.X[:, :30])


def test_rectangles_say_their_edges_back():
    edges = np.array([[0.0, 1.0, 2.0, 4.0], [-1.0, -2.0, -0.5, -1.5]])
    assert edges_of(boxes(edges)) == pytest.approx(edges)
    assert len(boxes(np.zeros((0, 4)))) == 0


def test_stretches_hold_all_moments_once_and_none_is_too_short_to_see():
    rng = np.random.default_rng(2)
    for _ in range(30):
        guesses = np.repeat(rng.integers(0, 4, 20), rng.integers(1, 12, 20))
        answers = np.eye(4)[guesses].T * rng.uniform(0.5, 1.0, len(guesses))
        one = stretches(answers)
        assert [each.first for each in one] == [0, *(each.last + 1 for each in one[:-1])]
        assert one[-1].last == len(guesses) - 1
        for each in one:
            assert each.last - each.first + 1 >= 0.05 * len(guesses)
            assert guesses[surest(answers, each)] == each.guess
        assert all(a.guess != b.guess for a, b in pairwise(one))


def test_the_shelf_has_each_wrong_guess_once_and_never_the_right_one(digits, probe):
    """However short it was: what stood there in bold is not forgotten."""
    key = f"a{digits[-1].layout.depth}"
    order = probe[key].argmax(axis=0)
    board = own.GuessBoard(NAMES, key, SHAPE).take(probe)
    assert list(board.guess_along(int(order[-1]), run_time=1.0))
    wrong = dict.fromkeys(k for k in order.tolist() if k != order[-1])
    assert [int(order[kept[0].column]) for kept in board.shelf] == [*wrong][: board.kept]


def test_a_drawing_is_lively_if_many_were_guessed_and_the_last_one_is_right():
    guesses = np.repeat([2, 0, 1], 10)
    answers = np.eye(3)[guesses].T
    assert [own.choosing.liveliness(answers, truth) for truth in range(3)] == [0, 3, 0]
    assert own.choosing.liveliness(answers * 0.8, 1) == 0


def test_an_image_moved_aside_keeps_its_ink(digits):
    for image in digits.dataset.X.T[:20].reshape(-1, 8, 8):
        columns = np.flatnonzero(image.any(axis=0))
        moved = own.choosing.aside(image)
        assert np.array_equal(moved[:, 0], image.ravel())
        if columns[0] > 0 or columns[-1] < 7:
            assert moved.sum(axis=0) == pytest.approx(image.sum())
            last = moved[:, -1].reshape(8, 8).any(axis=0)
            assert last[0] or last[-1]


def test_a_board_shows_an_image_and_what_is_answered_to_it(probe):
    board = own.GuessBoard(NAMES, "a2", SHAPE).take(probe)
    for column in (0, 7, 29):
        board.show(column)
        assert says(board.image, "a0", probe)
        assert says(board.bars.bars, "a2", probe)
        answers = probe["a2"][:, column]
        assert board.bars.number.value == answers.max()
        assert board.bars.number.at == (answers.argmax(), column)
    at_once([(board.keep(3),)])
    assert says(board.shelf[0][0], "a0", probe)


def test_the_pen_is_where_the_ink_ends():
    lines = np.array([[0.0, 200.0, 255.0], [0.0, 30.0, 255.0]])
    drawing = Drawing((lines,), "cat", True, "DE", 1)
    shares = np.linspace(0.1, 1.0, 8)
    net = engine.Network.random((784, 4, 2), rng=np.random.default_rng(0))
    history = engine.train(net, np.eye(784, 3), np.eye(2, 3), cost="mse", steps=1, learning_rate=1)
    probe = working.probe(history[0], drawing.unfolded(shares))
    board = own.GuessBoard(["a", "b"], "a2", (28, 28))
    board.take(probe, [drawing.lines(share) for share in shares].__getitem__)
    for k in range(8):
        board.show(k)
        away = (board.pen.get_center() - board.image.points[0])[:2] / board.image.pitch
        column, row = (away * [1, -1]).astype(int)
        assert probe["a0"].reshape(28, 28, 8)[row, column, k] > 0.3
        assert says(board.image, "a0", probe)


def test_while_bars_are_on_their_way_no_class_is_named(probe):
    bars = own.GuessBoard(NAMES, "a2", SHAPE).take(probe).bars

    def named():
        return [k for k, name in enumerate(bars.winners) if name.get_fill_opacity() > 0]

    assert named() == [probe["a2"][:, 0].argmax()]
    for motion in (bars.forget(), bars.turn_to(probe, 5)):
        motion.interpolate(0.5)
        assert named() == []
        assert bars.number.get_fill_opacity() == 0
        motion.interpolate(1.0)
    assert named() == [probe["a2"][:, 5].argmax()]
    assert bars.number.get_fill_opacity() == 1
    assert says(bars.bars, "a2", probe)


def test_an_image_that_is_moved_aside_leaves_an_outline_where_it_was(probe):
    board = own.GuessBoard(NAMES, "a2", SHAPE).take(probe)
    inked = np.flatnonzero(probe["a0"][:, 0]).tolist()
    at_once(board.move_aside(3))
    assert board.shelf[0].get_center() == pytest.approx(board.image.frame(*inked).get_center())
    assert len(board.shelf) == 4
    assert says(board.image, "a0", probe)


def test_a_wall_counts_the_images_that_are_called_the_same(probe):
    board = own.GuessBoard(NAMES, "a2", SHAPE).take(probe)
    wall = own.WallOfImages(board)
    whole = wall.fill(run_time=1.0)
    for moment in (0.0, 0.4, 1.0):
        whole.interpolate(moment)
        asked = round(30 * moment)
        assert wall.number.value == np.sum(board.answers[:, :asked].argmax(axis=0) == wall.called)
        ink = wall.image.values[:8, : 6 * 9].reshape(8, 6, 9)[:, :, :8]
        for k in range(6):
            shown = probe["a0"][:, k].reshape(SHAPE) if k < asked else np.zeros(SHAPE)
            assert ink[:, k] == pytest.approx(shown)
    assert wall.times == wall.number.value


def test_beside_an_image_a_neuron_hears_it(digits, probe):
    board = own.GuessBoard(NAMES, "a2", SHAPE).take(probe)
    pair = own.SideBySide(board.image, digits[-1], range(4, 9), probe)
    assert pair.neuron == 4 + np.argmax(probe["z1"][4:9, 0])
    assert says(pair.weights, "W1", digits[-1])
    at_once(pair.appear())
    assert pair.heard[1].value == probe["z1"][pair.neuron, 0]
    assert pair.image.width == pytest.approx(pair.weights.width)
    for loose in pair.let_loose():
        assert loose.filled[loose.marked] == pair.marked


def test_weight_pictures_say_the_weights_of_a_step(digits):
    rows = own.choosing.liveliest(digits[-1]["W1"], digits[-1]["W2"], 16)
    pictures = own.WeightPictures(digits, rows, SHAPE)
    for step in (0, 40, len(digits) - 1):
        pictures.show_step(step)
        for picture in pictures.pictures:
            assert says(picture, "W1", digits[step])
    assert [picture.row for picture in pictures.pictures] == rows


def test_votes_keep_their_areas_when_they_are_poured(digits, probe):
    contest = working.contest(working.probe(digits[-1], probe["a0"][:, [4]]), 3, 8)
    board = own.VoteBoard(contest, probe["a0"][:, 4], SHAPE)
    inked = np.flatnonzero(probe["a0"][:, 4])
    pouring = board.votes.pour(run_time=1.0)
    for moment in (0.0, 0.4, 1.0):
        pouring.interpolate(moment)
        heard = {int(k): v for one in board.votes.depicted()
                 for k, v in zip(one.at[0], one.value, strict=True)}  # fmt: skip
        assert sorted(heard) == list(inked)
        assert [heard[k] for k in inked] == pytest.approx(contest.votes[inked], abs=1e-6)
    for part, key in ((board.votes.pro, "pro"), (board.votes.con, "con")):
        high = part.height * board.bar / board.unit
        assert high == pytest.approx(abs(contest[key]), rel=1e-6)


def test_a_column_of_answers_stays_when_the_run_has_passed_its_step(digits):
    def ask(step):
        return working.probe(digits[step], digits.dataset.validation.X[:, [5]])

    board = own.ThroughSteps(ask, [0, 4, 16, 64], (NAMES, "3"), "a2", SHAPE)
    for step, now in (
        (0, [0]),
        (3, [0, 3]),
        (4, [0, 4]),
        (50, [0, 4, 16, 50]),
        (64, [0, 4, 16, 64]),
    ):
        board.show_step(step)
        shown = [column for column in board.columns if len(column.best.points)]
        assert [column.at for column in shown] == now
        for column in shown:
            assert column.rest.source.step.index == column.at
            assert says(column.best, "a2", column.best.source)
            assert says(column.rest, "a2", column.rest.source)
    board.show_step(2)
    assert [column.at for column in board.columns] == [0, 2, -1, -1]


def test_the_table_says_its_counts_and_counts_each_drawing_once(digits, found):
    held = digits.dataset.validation
    table = own.ConfusionTable(found)
    assert list(table.depicted()) == []
    cells = np.column_stack([found.truth, found.said])
    rain = Rain(table, held, np.arange(held.size), cells)
    whole = rain.fall(0, held.size, run_time=1.0)
    sums = []
    for moment in (0.0, 0.3, 0.7, 1.0):
        whole.interpolate(moment)
        assert np.all(table.counts <= found.table)
        sums.append(table.counts.sum())
    assert sums == sorted(sums)
    assert sums[-1] == held.size
    assert says(table, "table", found)


def test_shuffled_pixels_end_where_the_order_says(probe):
    board = own.GuessBoard(NAMES, "a2", SHAPE).take(probe)
    order = np.random.default_rng(1).permutation(64)
    inked = np.flatnonzero(probe["a0"][:, 0])
    shuffling = own.Shuffling(board.image, inked[3])
    for goal in (order, order[::-1], np.arange(64)):
        motion = shuffling.to(goal, run_time=1.0)
        motion.interpolate(1.0)
        places = [board.image.pixel(k)[:2] for k in goal[inked]]
        assert shuffling.places == pytest.approx(np.array(places))


# -- The three ways: drawings with strokes, drawings without, and neither


@pytest.fixture(scope="module", params=["strokes", "bitmaps", "neither"])
def way(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("TRAINREEL_RUN", raising=False)
        patch.delenv("TRAINREEL_DATA", raising=False)
        if request.param != "neither":
            folder = tmp_path_factory.mktemp(request.param)
            folder_of_drawings(folder, strokes=request.param == "strokes")
            patch.setenv("TRAINREEL_DATA", str(folder))
        yield request.param


@pytest.fixture
def chosen(way, caplog):
    """The lecture, when it has chosen what it shows, and what it said of that in the log."""
    logger = logging.getLogger("manim")
    logger.addHandler(caplog.handler)
    with caplog.at_level(logging.INFO, logger="manim"):
        (lecture,) = scene_classes(LECTURE)
        scene = lecture()
        scene.choose_the_run()
        scene.choose_the_drawings()
    logger.removeHandler(caplog.handler)
    return scene, caplog.text


def test_what_is_at_hand_is_shown_and_what_is_not_is_said(way, chosen):
    scene, log = chosen
    assert (scene.history.name == "digits") == (way == "neither")
    assert ("lecture on digits" in log) == (way == "neither")
    assert ("appears whole" in log) == (way != "strokes")
    assert bool(scene.sketches) == (way == "strokes")
    assert len(scene.chosen) == 4
    assert len({scene.found.truth[who] for who in scene.chosen}) == 4


def test_the_drawing_that_is_followed_was_held_back_and_is_known_in_the_end(chosen):
    scene, _ = chosen
    assert scene.found.said[scene.hero] == scene.found.truth[scene.hero]
    assert scene.found.answers[:, scene.hero].max() > 0.8
    for who, drawing in zip(scene.chosen, scene.sketches, strict=False):
        whole = drawing.unfolded([1.0])[:, 0]
        assert whole == pytest.approx(scene.held.X[:, who], abs=1 / 255)


def test_strokes_that_are_damaged_are_said_and_not_shown(tmp_path, monkeypatch, caplog):
    folder_of_drawings(tmp_path, strokes=True)
    (tmp_path / "quickdraw/ndjson/cat.ndjson").write_text("{", "utf-8")
    (tmp_path / "quickdraw/ndjson/airplane.ndjson").write_text("{", "utf-8")
    monkeypatch.setenv("TRAINREEL_DATA", str(tmp_path))
    (lecture,) = scene_classes(LECTURE)
    scene = lecture()
    logging.getLogger("manim").addHandler(caplog.handler)
    with caplog.at_level(logging.INFO, logger="manim"):
        scene.choose_the_run()
        scene.choose_the_drawings()
    logging.getLogger("manim").removeHandler(caplog.handler)
    assert scene.sketches == []
    assert "airplane.ndjson: drawing 1 is damaged" in caplog.text


@pytest.mark.slow
def test_the_lecture_is_true_and_clean_in_each_way(way):
    playing = play(LECTURE, audit, linter(f"doodles-{way}"), every_frame=False)
    assert [fault for moment in playing.moments for fault in moment.untrue] == []
    assert [mark for moment in playing.moments for mark in moment.unclean] == []
    assert 120 <= playing.seconds <= 300
    assert ("pen" in " ".join(playing.said)) == (way == "strokes")
