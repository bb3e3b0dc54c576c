"""The example notebook runs from top to bottom: it trains, shows, and films what it trained."""

from typing import Any

import numpy as np
import pytest

import engine
from engine.asking.lectures import answers
from tests.scenes.filming import RATE, ROOT, Film

BOOK = ROOT / "docs/notebook.ipynb"
pytestmark = pytest.mark.skipif(not BOOK.exists(), reason="the notebook is not beside the tests")


def read() -> Any:
    nbformat = pytest.importorskip("nbformat", reason="it comes with the extra `dev`")
    book = nbformat.read(BOOK, as_version=4)
    nbformat.validate(book)
    return book


def code_of(book: Any) -> list[Any]:
    return [cell for cell in book.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """The notebook's cells after it ran, and the folder in which it did."""
    nbclient = pytest.importorskip("nbclient", reason="it comes with the extra `dev`")
    for needed in ("ipykernel", "matplotlib"):
        pytest.importorskip(needed, reason="it comes with the extra `dev`")
    book, folder = read(), tmp_path_factory.mktemp("notebook")
    nbclient.NotebookClient(book, resources={"metadata": {"path": str(folder)}}).execute()
    return code_of(book), folder


def shown(cell: Any, kind: str) -> list[Any]:
    """What a cell shows of a kind."""
    data = (output.get("data", {}) for output in cell.outputs)
    return [one[kind] for one in data if kind in one]


def cell_with(cells: list[Any], code: str) -> Any:
    (found,) = (cell for cell in cells if code in cell.source)
    return found


def test_it_is_kept_without_what_a_run_of_it_leaves():
    cells = code_of(read())
    assert len(cells) > 6
    assert not any(cell.outputs or cell.execution_count for cell in cells)


def test_the_history_shows_its_curve_beside_its_text(opened):
    cells, folder = opened
    training = cell_with(cells, "history = engine.train(")
    assert shown(training, "image/png")
    assert shown(training, "text/plain") == [repr(engine.load(folder / "moons"))]


def test_its_plots_are_shown(opened):
    cells, _ = opened
    for plot in ("plots.decision_map", "plots.confusion"):
        assert len(shown(cell_with(cells, plot), "image/png")) == 1


def test_what_it_says_of_its_training_is_so(opened):
    _, folder = opened
    history = engine.load(folder / "moons")
    assert history.measure("accuracy")[-1] > 0.98
    assert engine.gradient_check(history[100]).right
    assert (np.diff(history.costs) < 0).all()
    assert answers(history)["network"] == ""


def test_its_film_is_made_and_shown(opened):
    cells, folder = opened
    (html,) = (page for page in shown(cell_with(cells, "%%manim"), "text/html") if "<video" in page)
    assert (folder / html.partition('src="')[2].partition('"')[0]).is_file()
    (made,) = folder.glob("media/videos/*/480p15/Moons.mp4")
    assert [text for *_, text in Film(made).said] == [
        "Two inputs, eight neurons, one answer.",
        "Its weights change a little at every step, and its cost falls.",
    ]
    assert len(Film(made).frames) > 10 * RATE
