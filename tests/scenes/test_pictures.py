"""Pictures that stay: a beat looks as it did when somebody last looked at it.

`make pictures` keeps the present ones, to be looked at before they are committed.
"""

from pathlib import Path

import pytest
from manim import RIGHT, UP, Circle, tempconfig

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.text import words
from tests.proof import proved
from tests.scenes import pictures
from tests.scenes.lint import draw
from tests.scenes.looking import visible
from tests.scenes.pictures import ALIKE, FOLDER, difference, likeness, load, path_of, save, small
from tests.scenes.playing import QUIETLY

pytest.importorskip("skimage", reason="structural similarity comes with the extra `dev`")


def test_each_beat_looks_as_it_did_when_it_was_last_looked_at(playing, request):
    lecture, shown = playing.path.stem, list(playing.pictures.values())
    if request.config.getoption("--keep-pictures"):
        save(shown, lecture)
    kept = sorted(FOLDER.glob(f"{lecture}-*.png"))
    if not kept:
        pytest.skip(f"no pictures of {lecture} are kept yet; `make pictures` keeps them")
    assert len(kept) == len(shown), "the beats have changed; `make pictures` keeps the new ones"
    changed = {
        name: str(_show(picture, load(path), path))
        for (name, picture), path in zip(playing.pictures.items(), kept, strict=True)
        if likeness(picture, load(path)) < ALIKE
    }
    assert changed == {}
    proved("pictures that stay", len(kept))


def _show(now, then, path):
    """Save a picture beside the one that was kept; return where."""
    shown = Path(__file__).parents[2] / "media" / "pictures" / path.name
    shown.parent.mkdir(parents=True, exist_ok=True)
    difference(then, now).save(shown)
    return shown


# -- The measure itself


def page(*changes):
    """A page with a matrix, a disc and a line of words, changed in one way."""
    matrix = ValueMatrix([[1.25, -0.5], [3.0, 12.0]], of="W1", head="weight(W)")
    disc = Circle(0.6, color=style.color("cost"), fill_opacity=1.0).shift(RIGHT * 4)
    line = words("ten people, one question").shift(UP * 3)
    things = {"matrix": matrix, "disc": disc, "line": line}
    for change in changes:
        change(things)
    from manim import Scene

    with tempconfig(QUIETLY):
        scene = Scene()
        scene.camera.background_color = style.color("paper")
        scene.add(*things.values())
        return small(draw(scene, visible(scene)))


CHANGES = {
    "a matrix is gone": lambda things: things.pop("matrix"),
    "a disc is gone": lambda things: things.pop("disc"),
    "a disc has moved": lambda things: things["disc"].shift(UP * 0.5),
    "a disc has lost its light": lambda things: things["disc"].set_fill(opacity=0.3),
    "the words are others": lambda things: things.update(line=words("nine").shift(UP * 3)),
    "the words are gone": lambda things: things.pop("line"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_picture_is_found(change):
    assert likeness(page(change), page()) < ALIKE


def test_the_same_picture_is_alike():
    assert likeness(page(), page()) == 1.0


@pytest.mark.parametrize("shift", [0.25, 0.5])
def test_a_rim_that_another_cairo_draws_otherwise_is_alike(shift):
    """A quarter and half a pixel of the film at 480p: more than any rasteriser differs."""
    moved = page(lambda things: [thing.shift(RIGHT * shift / 60) for thing in things.values()])
    assert likeness(moved, page()) > ALIKE


def test_pictures_are_kept_and_read_back(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "FOLDER", tmp_path)
    save([page(), page()], "one")
    save([page()], "one")
    assert [path.name for path in tmp_path.iterdir()] == ["one-00.png"]
    assert likeness(load(path_of("one", 0)), page()) > 0.97


def test_what_is_kept_is_small():
    sizes = [path.stat().st_size for path in FOLDER.glob("*.png")]
    assert max(sizes, default=0) < 40_000
    assert sum(sizes) < 1_000_000
