"""The same film again: two renders from nothing have the same frames, captions and sections.

From nothing but what was measured: a time is another at every try, so it is taken along.
"""

import shutil
from pathlib import Path

import pytest

from tests.proof import proved
from tests.scenes.conftest import LECTURES
from tests.scenes.filming import film

SHORT = Path(__file__).with_name("short_lecture.py")


def film_twice(path, place):
    """Film a lecture twice, in two processes and folders with a cache of recordings each."""
    films = []
    for name in ("1", "2"):
        cache = place / f"{name} cache"
        if (measured := place / "1 cache" / "timings").is_dir():
            shutil.copytree(measured, cache / "timings")
        env = {"TRAINREEL_CACHE": str(cache), "PYTHONHASHSEED": name}
        films.append(film(path, place / name, env=env))
    once, again = films
    assert len(once.frames) > 30
    assert again.frames == once.frames
    assert again.captions == once.captions
    proved("the same film again", len(once.frames), f"the longest of {len(once.frames):,} frames")


def test_a_short_lecture_films_the_same_twice(tmp_path):
    film_twice(SHORT, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_every_lecture_films_the_same_twice(path, tmp_path):
    film_twice(path, tmp_path)
