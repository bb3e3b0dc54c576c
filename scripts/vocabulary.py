"""Write docs/vocabulary.md: each word at a room's door, its picture and its first sentence.

`make vocabulary` draws all of it again; tests/scenes/test_vocabulary.py holds the page to the code.
"""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from manim import Animation, Mobject, Scene, tempconfig
from PIL import Image

from scenes import vocabulary
from scenes.vocabulary import style, text

ROOT = Path(__file__).parents[1]

ROOMS = "text", "plot", "stage", "matrix", "surface", "plane", "network", "layer"
PAGE, PICTURES = ROOT / "docs/vocabulary.md", ROOT / "docs/vocabulary"
WIDTH, SHRINK, AIR, COLOURS = 1280, 3, 10, 48  # pixels drawn, and how few of them are kept

HEAD = """\
# The vocabulary

The words that lectures share, by their rooms. A room takes from those above it alone. Written by
`make vocabulary` from the code and a recorded run.
"""


def rooms() -> Iterator[ModuleType]:
    """Yield the rooms, from the one that needs least."""
    for name in ROOMS:
        yield getattr(vocabulary, name)


def words_of(room: ModuleType) -> dict[str, Any]:
    """Return what a room's door lists: name -> the thing."""
    own = f"{room.__name__}."
    return {
        name: thing
        for name, thing in sorted(vars(room).items())
        if not name.startswith("_") and getattr(thing, "__module__", "").startswith(own)
    }


def files_of(room: ModuleType) -> list[ModuleType]:
    """Return a room's files: a lecture takes from them what the door does not list."""
    names = [found.name for found in pkgutil.iter_modules(room.__path__)]
    return [importlib.import_module(f"{room.__name__}.{name}") for name in names]


def first_sentence(thing: Any) -> str:
    """Return the first sentence of a word's docstring."""
    found = " ".join((inspect.getdoc(thing) or "").partition("\n\n")[0].split())
    return found.replace("|", "\\|")


def has_a_form(thing: Any) -> bool:
    """Say whether a word is a thing or does one, and not only what others must be like."""
    return not getattr(thing, "_is_protocol", False)


def page(pictured: dict[str, str]) -> str:
    """Return the page; `pictured` gives each word's picture as a path, as seen from the page."""
    lines = [HEAD]
    for room in rooms():
        name = room.__name__.rpartition(".")[2]
        lines += [f"## {name}", "", first_sentence(room), "", "| | | |", "|---|---|---|"]
        for word, thing in words_of(room).items():
            picture = f"![{word}]({pictured[word]})" if word in pictured else ""
            lines.append(f"| `{name}.{word}` | {picture} | {first_sentence(thing)} |")
        lines += ["", "Its files, for what its door does not list:", ""]
        for file in files_of(room):
            place = file.__name__.removeprefix(f"{vocabulary.__name__}.")
            lines.append(f"- `{place}`: {first_sentence(file)}")
        lines.append("")
    return "\n".join(lines)


def drawn(sample: Any) -> Image.Image:
    """Return the picture of a sample, cut to what is drawn."""
    scene = Scene()
    scene.camera.background_color = style.THEME.paper
    scene.add(*_things(sample))
    scene.renderer.update_frame(scene)
    frame = scene.renderer.get_frame()[:, :, :3]
    ink = np.abs(frame.astype(int) - frame[0, 0]).max(axis=2) > 8
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    top, left = max(rows[0] - AIR, 0), max(columns[0] - AIR, 0)
    cut = Image.fromarray(frame[top : rows[-1] + AIR, left : columns[-1] + AIR])
    size = [max(1, round(length / SHRINK)) for length in cut.size]
    return cut.resize(size, Image.Resampling.LANCZOS).quantize(COLOURS)


def _things(sample: Any) -> list[Mobject]:
    """Return what of a sample can be drawn: of a verb, what it shows in the middle of its time."""
    if isinstance(sample, str):
        return [text.words(f"`{sample}`", size=style.BODY)]
    motions = sample if isinstance(sample, tuple) else (sample,)
    if not all(isinstance(motion, Animation) for motion in motions):
        return [sample]
    for motion in motions:
        motion.begin()
        motion.interpolate(0.5)
    return [motion.mobject for motion in motions]


def main() -> None:
    """Draw every word, and write the page."""
    sys.path.insert(0, str(ROOT / "scripts"))  # where this file is run from elsewhere
    from vocabulary_samples import SAMPLES

    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with tempconfig({"dry_run": True, "pixel_width": WIDTH, "pixel_height": WIDTH * 9 // 16}):
        for word, sample in SAMPLES.items():
            drawn(sample()).save(PICTURES / f"{word}.png", optimize=True)
    PAGE.write_text(page(pictures()), encoding="utf-8")


def pictures() -> dict[str, str]:
    """Return the pictures that there are: word -> its path, as seen from the page."""
    return {path.stem: f"vocabulary/{path.name}" for path in sorted(PICTURES.glob("*.png"))}


if __name__ == "__main__":
    main()
