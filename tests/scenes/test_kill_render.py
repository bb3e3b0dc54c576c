"""A render that is killed at any moment, or that has company, leaves whole films only."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scenes.film.cutting.segments import can_be_played
from tests.proof import proved
from tests.scenes.filming import ROOT, Film, film

SHORT = Path(__file__).with_name("short_lecture.py")
RENDER = [sys.executable, "-m", "manim", "render", "-ql", "--progress_bar", "none", "-v", "ERROR"]


def begin(media, *flags):
    """Start to render the short lecture."""
    command = [*RENDER, *flags, "--save_sections", "--media_dir", str(media), str(SHORT)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def place_in(media):
    return media / "videos" / SHORT.stem / "480p15"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The short lecture's film, and how long it took to make."""
    started = time.monotonic()
    made = film(SHORT, tmp_path_factory.mktemp("whole"), "--save_sections")
    return made, time.monotonic() - started


def digests(folder):
    """What a film, its sections and its captions hold, of those that are there."""
    films = sorted(path for path in folder.rglob("*.mp4") if not is_passing(path))
    texts = [p for p in folder.rglob("*") if p.suffix in (".srt", ".json") and not is_passing(p)]
    return {path.name: Film(path).frames for path in films} | {
        path.name: path.read_bytes() for path in texts
    }


def is_passing(path):
    """Whether a file is hidden, or a segment."""
    return "partial_movie_files" in path.parts or any(part.startswith(".") for part in path.parts)


def is_joining(folder):
    return any(path.is_dir() for path in folder.glob(".ShortLecture-*"))


def kill_once(media, chance, seconds, *, joining):
    """Render with all to be drawn, and kill: while films are joined, or at any moment."""
    folder = place_in(media)
    shutil.rmtree(folder / "partial_movie_files", ignore_errors=True)
    rendering = begin(media)
    if joining:
        while rendering.poll() is None and not is_joining(folder):
            time.sleep(0.0005)
        time.sleep(chance.uniform(0.0, 0.03))
    else:
        time.sleep(chance.uniform(0.3, seconds))
    rendering.send_signal(signal.SIGKILL)
    rendering.communicate()
    return rendering.returncode == -signal.SIGKILL


def kill_often(media, whole, *, times, seed):
    """Kill so many renders, and look each time at what is left; return how many were killed."""
    made, seconds = whole
    right, chance, killed = digests(made.path.parent), random.Random(seed), 0
    folder = place_in(media)
    for turn in range(times):
        old = turn % 4 < 2  # half of them find a finished film, half nothing
        shutil.rmtree(media, ignore_errors=True)
        if old:
            shutil.copytree(made.path.parent, folder)
        killed += kill_once(media, chance, seconds, joining=turn % 2 == 0)
        left = digests(folder)
        assert {name: right.get(name) for name in left} == left
        assert not old or left.keys() == right.keys()
        segments = folder.glob("partial_movie_files/*/[!.]*.mp4")
        assert all(can_be_played(segment) for segment in segments)
        if turn % 5 == 0:
            again = begin(media)
            assert again.wait() == 0, again.communicate()[0]
            assert digests(folder) == right
    return killed


pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


def test_a_render_killed_at_any_moment_leaves_the_old_film_or_none(whole, tmp_path):
    killed = kill_often(tmp_path / "media", whole, times=4, seed=1)
    assert killed >= 2
    proved("kill: films", killed)


@pytest.mark.slow
def test_a_hundred_renders_killed_at_any_moment_leave_whole_films(whole, tmp_path):
    killed = kill_often(tmp_path / "media", whole, times=120, seed=2)
    assert killed >= 100
    proved("kill: films", killed)


def together(media, whole, *, count, delay=0.0):
    """Render the lecture from nothing, `count` times at once into one folder."""
    both = []
    for _ in range(count):
        both.append(begin(media))
        time.sleep(delay)
    said = [rendering.communicate()[0] for rendering in both]
    assert [rendering.returncode for rendering in both] == [0] * count, said
    assert digests(place_in(media)) == digests(whole[0].path.parent)
    assert not list(place_in(media).rglob(".*-*"))
    proved("two at once", 1)


def test_two_renders_at_once_into_one_folder_make_one_right_film(whole, tmp_path):
    together(tmp_path / "media", whole, count=2)


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.05, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2])
def test_renders_that_overlap_in_any_way_make_one_right_film(whole, tmp_path, delay):
    together(tmp_path / "media", whole, count=3, delay=delay)


def test_a_broken_segment_of_old_is_drawn_again_by_two_renders_at_once(whole, tmp_path):
    media = tmp_path / "media"
    shutil.copytree(whole[0].path.parent, place_in(media))
    segments = sorted(place_in(media).glob("partial_movie_files/*/*.mp4"))
    for segment in segments[::2]:
        segment.write_bytes(segment.read_bytes()[:700])
        os.utime(segment, (0, 0))
    together(media, whole, count=2)
