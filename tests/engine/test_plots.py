"""Plots say what was recorded, in the lectures' colours, and matplotlib is not needed elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import engine
from engine import plots
from engine.plots import colours, course
from engine.plots.parameters import tiled
from tests.engine.fuzzing import assert_is_a_sentence
from tests.engine.test_sentences import sentences

pytest.importorskip("matplotlib", reason="it comes with the extra `plots`")
from matplotlib import pyplot
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

pyplot.switch_backend("Agg")


@pytest.fixture(scope="module")
def heart():
    return engine.record("heart", seed=42)


@pytest.fixture(scope="module")
def gauss():
    return engine.record("gauss", epochs=4, l2=0.01)


def trained(sizes, last, cost, Y, **words):
    """A run of our own on random inputs, ten steps long."""
    rng = np.random.default_rng(1)
    hidden = ("tanh",) * (len(sizes) - 2)
    network = engine.Network.random(sizes, rng=rng, activations=(*hidden, last))
    X = rng.normal(size=(sizes[0], Y.shape[1]))
    return engine.train(network, X, Y, cost=cost, learning_rate=0.1, **{"steps": 10, **words})


@pytest.fixture(scope="module")
def three():
    """Three classes on a plane."""
    Y = np.eye(3)[:, np.arange(60) % 3]
    return trained((2, 5, 3), "softmax", "cce", Y, validation=0.2)


@pytest.fixture
def ax():
    """Axes of ours, whose figure no window knows of."""
    return Figure().add_subplot()


def texts(ax):
    return [text.get_text() for text in ax.texts]


def line(ax, label):
    (found,) = (one for one in ax.lines if one.get_label() == label)
    return found


# -- The course of a training


def test_the_cost_is_that_of_every_step_over_log_steps(heart, ax):
    assert plots.cost(heart, 300, ax=ax) is ax
    drawn = line(ax, "cost")
    np.testing.assert_array_equal(drawn.get_xdata(), np.arange(1000))
    np.testing.assert_array_equal(drawn.get_ydata(), heart.costs)
    dot = line(ax, f"{heart.costs[300]:.6g} at step 300")
    assert (dot.get_xdata(), dot.get_ydata()) == ([300], [heart.costs[300]])
    places = ax.transData.transform([(t, 0) for t in (0, 9, 99, 999)])[:, 0]
    np.testing.assert_allclose(np.diff(places), np.diff(places)[0])  # a tenfold is as wide as any
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["0", "1", "10", "100"]


def test_of_batches_the_mean_of_each_epoch_is_drawn_with_penalty_and_held_out(gauss, ax):
    plots.cost(gauss, ax=ax)
    each, costs = gauss.schedule.per_epoch, np.asarray(gauss.costs)
    np.testing.assert_array_equal(line(ax, "each step").get_ydata(), costs)
    for label, values in (
        ("mean of each epoch", costs), ("with the penalty", gauss.penalized_costs)
    ):  # fmt: skip
        drawn = line(ax, label)
        np.testing.assert_array_equal(drawn.get_xdata(), np.arange(1, 5) * each - 1)
        np.testing.assert_allclose(drawn.get_ydata(), values.reshape(4, each).mean(axis=1))
    held = line(ax, "held out")
    np.testing.assert_array_equal(held.get_ydata(), gauss.metrics["validation_cost"])


def test_of_very_many_steps_what_is_drawn_keeps_every_extreme():
    rng = np.random.default_rng(0)
    values = rng.normal(size=200_000)
    kept = course._telling(np.arange(len(values)), values)
    assert len(kept) < 2 * course.TELLING + 3
    assert {0, values.argmin(), values.argmax(), len(values) - 1} <= set(kept.tolist())
    stretch = (np.log1p(kept) / np.log(len(values)) * course.TELLING).astype(int)
    whole = (np.log1p(np.arange(len(values))) / np.log(len(values)) * course.TELLING).astype(int)
    assert set(stretch.tolist()) >= set(whole[1:-1].tolist())


def test_a_run_of_one_step_has_a_cost_to_draw(ax):
    plots.cost(engine.record("heart", steps=1), ax=ax)
    ax.figure.canvas.draw()


def test_gradients_are_the_mean_size_of_each_layers(heart, ax):
    plots.gradients(heart, 7, ax=ax)
    (drawn,) = ax.lines
    sizes = [np.abs(heart[7][f"dW{n}"]).mean() for n in (1, 2, 3)]
    np.testing.assert_allclose(drawn.get_ydata(), sizes)
    assert texts(ax) == [f"{size:.2g}" for size in sizes]
    assert ax.get_yscale() == "log"
    assert ax.get_xticklabels()[1].get_text() == "W2\n3 × 3"


def test_a_gradient_of_nought_is_said_and_not_drawn(ax):
    zeros = engine.record("heart", weights="zeros", biases="zeros", steps=2)
    plots.gradients(zeros, 0, ax=ax)
    said = [np.abs(zeros[0][f"dW{n}"]).mean() for n in (1, 2, 3)]
    assert texts(ax) == [f"{size:.2g}" for size in said]
    assert len(ax.lines[0].get_ydata()) == np.count_nonzero(said) < 3
    ax.figure.canvas.draw()


# -- What was learned


def test_weights_are_a_table_of_numbers_with_the_inputs_names(heart, ax):
    plots.weights(heart, 5, ax=ax)
    W = heart[5]["W1"]
    (picture,) = ax.images
    np.testing.assert_array_equal(picture.get_array(), W)
    assert texts(ax) == [f"{w:.2f}".replace("-", "−") for w in W.ravel()]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["weight", "height"]
    assert picture.get_clim() == (-np.abs(W).max(), np.abs(W).max())


def test_weights_of_a_network_that_reads_images_are_a_picture_for_each_neuron(ax):
    run = trained((6, 32, 8), "sigmoid", "mse", np.full((8, 4), 0.5))
    images = replace(run.dataset, image_shape=(2, 3))
    run = engine.History(run.run, tape=run.tape, examples=run.examples, dataset=images)
    plots.weights(run, ax=ax)
    sheet, W = ax.images[0].get_array(), run.final.weights[0]
    np.testing.assert_array_equal(sheet[3:5, 4:7], W[7].reshape(2, 3))  # second row and column
    assert sheet.mask[2].all()
    other = Figure().add_subplot()
    plots.weights(run, layer=2, ax=other)
    np.testing.assert_array_equal(other.images[0].get_array(), run.final.weights[1])
    assert not texts(other)  # there are too many to read


def test_a_sheet_has_each_picture_once():
    W = np.arange(5 * 6.0).reshape(5, 6)
    sheet = tiled(W, (2, 3))
    assert sheet.shape == (5, 11)
    assert sorted(sheet[~np.isnan(sheet)].tolist()) == W.ravel().tolist()


# -- What is answered


def asked(history, ax, step=None):
    """The map's picture, and the network's own answer at the middle of one of its pixels."""
    plots.decision_map(history, step, ax=ax)
    picture = ax.images[0]
    left, right, low, high = picture.get_extent()
    row, column = 150, 40
    place = left + (right - left) * column / 199, low + (high - low) * row / 199
    return np.asarray(picture.get_array())[row, column], np.array(place)[:, None]


def test_a_map_says_what_the_network_answers_where_it_was_measured(heart, ax):
    said, pounds_and_inches = asked(heart, ax, 400)
    raw, X = heart.dataset.raw, heart.dataset.X
    given = np.linalg.lstsq(np.vstack([raw, np.ones(10)]).T, X.T, rcond=None)[0]
    x = given.T @ np.vstack([pounds_and_inches, [[1.0]]])
    assert said == pytest.approx(heart[400].network.predict(x)[0, 0])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("weight (lb)", "height (in)")


def test_examples_are_rings_and_discs_and_the_border_lies_half_way(heart, ax):
    plots.decision_map(heart, ax=ax)
    border, *dots = ax.collections
    yes = heart.dataset.Y[0] > 0.5
    for one, who in zip(dots, (~yes, yes), strict=True):
        np.testing.assert_allclose(one.get_offsets(), heart.dataset.raw[:, who].T)
    assert [dot.get_label() for dot in dots] == list(heart.dataset.class_names)
    (path,) = border.get_paths()
    raw, X = heart.dataset.raw, heart.dataset.X
    spread = X.std(axis=1) / raw.std(axis=1)
    scaled = X.mean(axis=1) + (path.vertices - raw.mean(axis=1)) * spread
    np.testing.assert_allclose(heart.predict(scaled.T), 0.5, atol=0.01)


def test_a_network_that_never_changes_its_mind_has_no_border(ax):
    plots.decision_map(engine.record("heart", weights="zeros", biases="zeros", steps=1), 0, ax=ax)
    assert len(ax.collections) == 2  # the two kinds of examples


def test_of_some_classes_a_place_has_the_answers_colour(three, ax):
    said, place = asked(three, ax)
    assert said == three.predict(place)[:, 0].argmax()
    assert "learned from" in plots.confusion(three, ax=Figure().add_subplot()).get_title()


def test_of_numbers_a_place_is_as_bright_as_they_are_high(ax):
    run = trained((2, 4, 1), "identity", "mse", np.linspace(-2, 5, 50)[None])
    said, place = asked(run, ax, 3)
    assert said == pytest.approx(run[3].network.predict(place)[0, 0])


def test_a_confusion_counts_every_example_that_was_learned_from(heart, ax):
    plots.confusion(heart, 0, ax=ax)
    counts = heart.measure("confusion")[0]
    assert texts(ax) == [f"{count:,}" for count in counts.ravel() if count]
    assert f"{np.trace(counts) / 10:.1%} right of 10 learned from" in ax.get_title()
    assert [tick.get_text() for tick in ax.get_yticklabels()] == list(heart.dataset.class_names)


def test_a_confusion_counts_those_that_were_held_out(three, ax):
    plots.confusion(three, held_out=True, ax=ax)
    data = three.dataset.validation
    hits = np.mean(three.predict_classes(data.X) == data.Y.argmax(axis=0))
    assert f"{hits:.1%} right of {data.size} held out" in ax.get_title()


def empty():
    """A history without a step: its first cost was no number."""
    network = engine.Network([[[1e200]]], [[[0.0]]], "identity")
    with pytest.raises(engine.Diverged) as stopped:
        engine.train(network, [[1e200]], [[1.0]], cost="mse", steps=1, learning_rate=0.1)
    return stopped.value.history


Y = np.arange(20)[None] % 2.0
REFUSED = {
    "a map of many inputs": lambda: plots.decision_map(trained((3, 1), "sigmoid", "bce", Y)),
    "a map of many outputs": lambda: plots.decision_map(
        trained((2, 3, 5), "softmax", "cce", np.eye(5)[:, np.arange(20) % 5])
    ),
    "a map of outputs for themselves": lambda: plots.decision_map(
        trained((2, 3, 2), "sigmoid", "bce", np.vstack([Y, Y]))
    ),
    "a map of many numbers": lambda: plots.decision_map(
        trained((2, 3, 2), "identity", "mse", np.vstack([Y, Y + 0.3]))
    ),
    "a confusion of numbers": lambda: plots.confusion(engine.record("line", steps=2)),
    "a confusion of nobody": lambda: plots.confusion(engine.record("heart"), held_out=True),
    "nothing": lambda: plots.cost(empty()),
    "gradients of nothing": lambda: plots.gradients(empty()),
    "a layer that is not": lambda: plots.weights(engine.record("heart"), layer=4),
    "a step that is not": lambda: plots.weights(engine.record("heart"), 1000),
    "a step before all": lambda: plots.cost(engine.record("heart"), -1001),
    "no step": lambda: plots.gradients(engine.record("heart"), "first"),
    "another theme": lambda: plots.cost(engine.record("heart"), theme="sepia"),
    "no axes": lambda: plots.cost(engine.record("heart"), ax=Figure()),
    "another plot": lambda: plots.save(engine.record("heart"), "a.png", "histogram"),
    "another kind": lambda: plots.save(engine.record("heart"), "a.docx"),
    "no kind": lambda: plots.save(engine.record("heart"), "a"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(engine.Refused) as refusal:
        REFUSED[name]()
    assert_is_a_sentence(str(refusal.value))
    assert not list(tmp_path.iterdir())


def test_every_sentence_of_the_plots_is_among_them():
    said = []
    for call in REFUSED.values():
        with pytest.raises(engine.Refused) as refusal:
            call()
        said.append(str(refusal.value))
    written = sentences(Path(plots.__file__).parent)
    assert len(written) > 8
    assert not [at for at, one in written.items() if not any(re.fullmatch(one, s) for s in said)]


INPUTS = np.random.default_rng(2).normal(size=(2, 6))
EDGES = {
    "one example": ([[1.0], [2.0]], [[1.0]], {}),
    "examples in one place": (np.ones((2, 6)), [[0, 1, 0, 1, 0, 1]], {}),
    "examples on a line": (INPUTS * [[1.0], [0.0]], [[0, 1, 0, 1, 0, 1]], {}),
    "one class": (INPUTS, np.ones((1, 6)), {}),
    "signs": (INPUTS, [[-1, 1, 1, -1, 1, 1]], {"cost": "mse", "last": "tanh"}),
    "one number for all": (INPUTS, np.full((1, 6), 0.5), {"cost": "mse", "last": "identity"}),
    "two of a kind": (INPUTS, np.eye(2)[:, [0, 1, 1, 0, 1, 1]], {"cost": "cce", "last": "softmax"}),
    "an epoch cut short": (INPUTS, [[0, 1, 0, 1, 0, 1]], {"batch": 4, "steps": 1}),
    "few steps kept": (INPUTS, [[0, 1, 0, 1, 0, 1]], {"keep": "log 5", "steps": 200}),
    "keyframes": (INPUTS, [[0, 1, 0, 1, 0, 1]], {"keep": "keyframes", "steps": 200}),
    "enormous": (INPUTS * 1e150, [[1e100] * 6], {"cost": "mse", "last": "identity", "steps": 1}),
}


@pytest.mark.parametrize("name", EDGES)
def test_what_is_small_equal_or_enormous_is_drawn_or_refused(name):
    X, targets, words = EDGES[name]
    words = {"cost": "bce", "last": "sigmoid", "steps": 3} | words
    shape, last = (2, 3, len(targets)), words.pop("last")
    rng = np.random.default_rng(0)
    network = engine.Network.random(shape, rng=rng, activations=("tanh", last))
    run = engine.train(network, X, targets, learning_rate=0.1, **words)
    refused = set()
    for plot in plots.PLOTS.values():
        for step in (None, 0):
            ax = Figure().add_subplot()
            try:
                plot(run, step, ax=ax)
                ax.figure.canvas.draw()
            except engine.Refused:
                refused.add(plot)
    assert refused <= {plots.confusion}  # of numbers there is none


# -- The page


@pytest.mark.parametrize("theme", colours.THEMES)
@pytest.mark.parametrize("name", plots.PLOTS)
def test_each_plot_is_drawn_in_both_themes_with_inks_that_can_be_read(name, theme, heart):
    made = plots.PLOTS[name](heart, 2, theme=theme)
    look = colours.THEMES[theme]
    made.figure.canvas.draw()
    assert to_hex(made.figure.get_facecolor()).upper() == look.paper
    written = [made.title, made.xaxis.label, made.yaxis.label, *made.get_xticklabels()]
    written += made.get_yticklabels()
    for text in written:
        assert colours._contrast(to_hex(text.get_color()), look.paper) > 4.5
    pyplot.close(made.figure)


def test_axes_of_ones_own_keep_their_paper_and_get_what_can_be_read_on_it(heart, monkeypatch):
    monkeypatch.setenv("TRAINREEL_THEME", "dark")
    white, black = Figure(), Figure(facecolor="black")
    for figure, theme in ((white, "light"), (black, "dark")):
        before = figure.get_facecolor()
        ax = plots.cost(heart, ax=figure.add_subplot())
        assert figure.get_facecolor() == before
        assert to_hex(ax.title.get_color()).upper() == colours.THEMES[theme].ink


def test_the_theme_is_the_films(heart, monkeypatch):
    monkeypatch.setenv("TRAINREEL_THEME", "light")
    figure = plots.cost(heart).figure
    assert to_hex(figure.get_facecolor()).upper() == colours.THEMES["light"].paper
    pyplot.close(figure)


# -- Files, and notebooks


@pytest.mark.parametrize(
    ("kind", "begins"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")]
)
def test_a_plot_is_kept_as_a_file_of_each_kind(kind, begins, heart, tmp_path):
    path = plots.save(heart, tmp_path / "new" / f"map.{kind}", "map", step=3)
    assert path.read_bytes().startswith(begins)
    assert [file.name for file in path.parent.iterdir()] == [f"map.{kind}"]


def test_a_plot_takes_its_place_when_it_is_whole(heart, tmp_path, monkeypatch):
    path = tmp_path / "cost.png"
    path.write_bytes(b"the last one")

    def full(self, file, **_):
        file.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Figure, "savefig", full)
        with pytest.raises(engine.Refused, match="The plot cannot be kept in .*No space left"):
            plots.save(heart, path)
    assert path.read_bytes() == b"the last one"
    assert list(tmp_path.iterdir()) == [path]
    plots.save(heart, path)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_notebook_shows_the_cost_curve_beside_the_text(heart, gauss):
    formatter = pytest.importorskip("IPython.core.formatters").DisplayFormatter()
    for history in (heart, gauss):
        shown, about = formatter.format(history)
        assert shown["text/plain"] == repr(history)
        assert shown["image/png"].startswith(b"\x89PNG")
        assert about["image/png"] == {"width": 512, "height": 320}


def test_without_matplotlib_a_plot_is_refused_and_a_notebook_shows_the_text(heart, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(engine.Refused, match="pip install trainreel.plots.") as refusal:
        plots.cost(heart)
    assert isinstance(refusal.value, ImportError)
    assert heart._repr_png_() is None


def test_matplotlib_is_imported_when_a_plot_is_asked_for_and_no_window_for_a_file(tmp_path):
    code = f"""
import sys, engine
history = engine.record("heart", steps=3)
engine.plots.cost
print("matplotlib" in sys.modules)
history._repr_png_()
engine.plots.save(history, {str(tmp_path / "a.png")!r})
print("matplotlib" in sys.modules, "matplotlib.pyplot" in sys.modules)
"""
    said = subprocess.check_output([sys.executable, "-c", code], text=True, env=os.environ)
    assert said.split() == ["False", "True", "False"]
