"""A film is what the recording says: whole, captioned, the same anywhere, another for each run."""

import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tests.scenes.conftest import LECTURES
from tests.scenes.filming import RATE, ROOT, film, machine_without_type

MAIN = ROOT / "scenes" / "backprop.py"
SAMPLE = Path(__file__).with_name("sample_lecture.py")


@pytest.fixture(scope="session")
def main_film(tmp_path_factory):
    """The main lecture, as `make render QUALITY=l` films it."""
    return film(MAIN, tmp_path_factory.mktemp("main"), "--save_sections")


def sample(media, seed=42, **env):
    return film(SAMPLE, media, env={"SAMPLE_SEED": str(seed), **env})


@pytest.fixture(scope="session")
def media(tmp_path_factory):
    """A media folder in which seed 42 has been filmed; Manim keeps its cache there."""
    return tmp_path_factory.mktemp("sample")


@pytest.fixture(scope="session")
def first(media):
    """The sample's film: its frames, captions and segments, before anything films over it."""
    made = sample(media)
    return made.frames, made.captions, made.segments


@pytest.fixture(scope="session")
def again(first, media):
    """The same film a second time, with Manim's cache on."""
    made = sample(media)
    return made.frames, made.captions, made.segments


# -- The main lecture


def test_the_film_has_a_frame_for_every_fifteenth_of_its_length(main_film):
    assert 120 <= main_film.seconds <= 240
    assert len(main_film.frames) == round(main_film.seconds * RATE)


def test_the_film_is_not_blank_and_not_still(main_film):
    pictures = main_film.pictures(5)
    assert len(pictures) == 5
    for picture in pictures:
        assert picture.shape == (480, 854, 3)
        assert picture.std() > 5
        assert len(np.unique(picture.reshape(-1, 3)[::7], axis=0)) > 50
    for one, other in pairwise(pictures):
        assert (abs(one.astype(int) - other).max(axis=2) > 30).mean() > 0.005


def test_a_film_repeats_itself_only_where_it_holds_a_picture(main_film):
    assert len(set(main_film.frames)) > len(main_film.frames) / 3


def test_the_captions_beside_the_film_go_with_it_from_end_to_end(main_film):
    captions = main_film.captions
    assert len(captions) >= 10
    # The cold open is six seconds of the run itself, before anything is said.
    assert captions[0].start.total_seconds() <= 6
    assert 0 <= main_film.seconds - captions[-1].end.total_seconds() < 5
    spoken = sum((line.end - line.start).total_seconds() for line in captions)
    # A sentence leaves when it has been read: what moves is watched without words.
    assert 0.5 * main_film.seconds <= spoken <= 0.8 * main_film.seconds


def test_the_sections_add_up_to_the_film(main_film):
    names = [section["name"] for section in main_film.sections]
    assert len(set(names)) == len(names) >= 5
    assert sum(int(section["nb_frames"]) for section in main_film.sections) == len(main_film.frames)
    for section in main_film.sections:
        assert (main_film.path.parent / "sections" / section["video"]).stat().st_size > 0


def test_the_film_itself_carries_its_captions_and_a_chapter_for_each_section(main_film):
    beside = [
        (c.start.total_seconds(), c.end.total_seconds(), c.content) for c in main_film.captions
    ]
    assert [text for *_, text in main_film.said] == [text for *_, text in beside]
    for within, line in zip(main_film.said, beside, strict=True):
        assert within[:2] == pytest.approx(line[:2], abs=1e-3)
    sections = main_film.sections
    starts = np.cumsum([0, *(int(section["nb_frames"]) for section in sections)]) / RATE
    assert [title for *_, title in main_film.chapters] == [part["name"] for part in sections]
    assert [start for start, *_ in main_film.chapters] == pytest.approx(starts[:-1], abs=1e-3)
    assert not main_film.tracks["subtitle"]


# -- The sample


def test_a_machine_without_type_has_no_font_and_no_latex(tmp_path):
    bare = {**os.environ, **machine_without_type(tmp_path / "bare")}
    code = "import manimpango; print(*manimpango.list_fonts())"
    fonts = subprocess.run(
        [sys.executable, "-c", code], env=bare, capture_output=True, text=True, check=True
    )
    # Pango lists its four aliases even where nothing stands behind them.
    assert set(fonts.stdout.split()) <= {"Sans", "Serif", "Monospace", "System-ui"}
    assert subprocess.run([shutil.which("latex", path=bare["PATH"])]).returncode == 1


def test_without_fonts_and_latex_the_film_is_the_same(first, tmp_path):
    bare = sample(tmp_path / "media", **machine_without_type(tmp_path / "bare"))
    assert (bare.frames, bare.captions) == first[:2]


def test_a_film_from_the_cache_has_the_same_frames_and_caption_times(first, again):
    assert len(first[0]) > 60
    assert again[:2] == first[:2]


def test_a_film_from_the_cache_uses_what_was_drawn_before(first, again):
    assert len(first[2]) > 5
    assert again[2] == first[2]


def test_another_seed_is_another_film_although_the_cache_is_warm(again, media, tmp_path):
    other = sample(media, seed=43)
    assert len(other.frames) == len(again[0])
    assert other.frames != again[0]
    assert other.frames == sample(tmp_path, seed=43).frames


# -- All of it, at length


@pytest.mark.slow
@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_every_lecture_films_the_same_without_fonts_and_latex(path, tmp_path):
    here = film(path, tmp_path / "here")
    bare = film(path, tmp_path / "there", env=machine_without_type(tmp_path / "bare"))
    assert len(here.frames) == round(here.seconds * RATE)
    assert bare.frames == here.frames
    assert bare.captions == here.captions


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_a_second_render_of_a_lecture_draws_nothing(path, tmp_path):
    # The first render trains, too: what it recorded must be named as what the second one loads.
    recordings = {"TRAINREEL_CACHE": str(tmp_path / "recordings")}
    drawn = film(path, tmp_path, env=recordings | {"PYTHONHASHSEED": "1"}).segments
    assert len(drawn) > 20
    assert film(path, tmp_path, env=recordings | {"PYTHONHASHSEED": "2"}).segments == drawn
