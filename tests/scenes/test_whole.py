"""Nothing of a film takes its place before it is whole, whatever happens while it is made."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from manim import tempconfig
from threadpoolctl import threadpool_info, threadpool_limits

import engine
from scenes.film.cutting import joining
from scenes.film.cutting.segments import sweep
from scenes.film.whole import WholeFilm
from scenes.film.writing import WholeFilmWriter
from tests.proof import proved
from tests.scenes.filming import ROOT
from tests.scenes.playing import scene_classes

SHORT = Path(__file__).with_name("short_lecture.py")
(ShortLecture,) = scene_classes(SHORT)
RENDER = [sys.executable, "-m", "manim", "render", "-ql", "--progress_bar", "none"]
NO_ROOM = (
    "import resource, runpy, sys; room = int(sys.argv.pop(1)); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)); "
    "runpy.run_module('manim', run_name='__main__', alter_sys=True)"
)


def filmed(media):
    """The short lecture's film and its captions, made in this process."""
    settings = {"media_dir": str(media), "quality": "low_quality", "progress_bar": "none"}
    with tempconfig(settings | {"input_file": str(SHORT), "save_sections": True}):
        scene = ShortLecture()
        scene.render()
    return scene.output_plan.primary_artifact


def everything(folder):
    """Every file of a folder, without the segments: its name and its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in files
        if "partial_movie_files" not in path.parts
    }


def threads():
    """How many threads each library of matrix products may take."""
    return [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]


def test_products_take_one_core_while_a_film_is_made(tmp_path):
    seen = []

    class Counting(WholeFilm):
        def construct(self):
            seen.extend(threads())

    np.ones((2, 2)) @ np.ones((2, 2))
    with tempconfig({"media_dir": str(tmp_path), "dry_run": True}), threadpool_limits(2):
        allowed = threads()
        Counting().render()
        assert threads() == allowed == [2] * len(allowed)
    assert seen == [1] * len(allowed)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A media folder in which the short lecture was filmed once."""
    media = tmp_path_factory.mktemp("whole")
    return filmed(media).parent


@pytest.fixture
def old(whole, tmp_path):
    """A copy of it, without segments, so that all must be drawn again."""
    media = tmp_path / "media"
    place = media / "videos" / SHORT.stem / "480p15"
    shutil.copytree(whole, place, ignore=shutil.ignore_patterns("partial_movie_files"))
    return media


def test_every_file_is_written_under_a_hidden_name(tmp_path, monkeypatch):
    # Should Manim come to write by another way than the two that are ours, this is where it shows.
    written, opened = [], av.open

    def note(file, mode=None, *rest, **more):
        if mode == "w":
            written.append(Path(str(file)))
        return opened(file, mode, *rest, **more)

    def hear(event, arguments):
        if listening and event == "open" and "w" in str(arguments[1] or ""):
            written.append(Path(str(arguments[0])))

    listening = True
    sys.addaudithook(hear)
    monkeypatch.setattr(av, "open", note)
    made = filmed(tmp_path)
    listening = False
    ours = [path.relative_to(tmp_path) for path in written if path.is_relative_to(tmp_path)]
    films = [path for path in ours if path.suffix == ".mp4" and "svg" not in str(path)]
    shown = [path for path in ours if not any(part.startswith(".") for part in path.parts)]
    shown = [path for path in shown if not (tmp_path / path).is_dir()]  # a nameless file's
    assert len(films) >= 5
    assert not shown
    assert {made.name, made.with_suffix(".srt").name} <= set(os.listdir(made.parent))


def test_a_film_that_was_made_leaves_nothing_hidden(whole):
    assert list(whole.rglob(".*")) == []
    assert len(list(whole.glob("sections/*.mp4"))) == 1
    assert (whole / "sections" / "ShortLecture.json").is_file()


def spoiling(write, monkeypatch, spoil):
    """Let one of the ways in which a film is written be followed by something else."""
    written = getattr(joining, write)

    def write_and_spoil(reel, film, **more):
        written(reel, film, **more)
        spoil(film)

    monkeypatch.setattr(joining, write, write_and_spoil)


@pytest.mark.parametrize("part", ["ShortLecture.mp4", "sections"])
def test_a_render_that_fails_while_it_joins_leaves_the_old_film(old, monkeypatch, part):
    before = everything(old)

    def fail(film):
        if part in film.parts:
            film.write_bytes(film.read_bytes()[:5000])
            raise RuntimeError("stopped here")

    spoiling("join", monkeypatch, fail)
    with pytest.raises(RuntimeError, match="stopped here"):
        filmed(old)
    assert everything(old) == before


def test_a_film_that_cannot_be_read_does_not_take_the_place_of_one_that_can(old, monkeypatch):
    before = everything(old)
    spoiling("join", monkeypatch, lambda film: film.write_bytes(film.read_bytes()[:5000]))
    with pytest.raises(OSError, match="could not be written"):
        filmed(old)
    assert everything(old) == before


def test_the_writer_says_where_the_film_is(tmp_path):
    settings = {"media_dir": str(tmp_path), "quality": "low_quality", "progress_bar": "none"}
    with tempconfig(settings | {"input_file": str(SHORT)}):
        scene = ShortLecture()
        assert isinstance(scene.renderer.file_writer, WholeFilmWriter)
        scene.render()
    made = scene.renderer.file_writer.final_file_path
    assert made == scene.output_plan.primary_artifact
    assert made.is_file()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on a file's size")
@pytest.mark.parametrize("room", [2_000, 12_000])
def test_where_there_is_no_room_one_sentence_says_so_and_the_old_film_stays(old, room):
    engine.record("heart")  # which needs more room
    before = everything(old)
    command = [sys.executable, "-c", NO_ROOM, str(room), *RENDER[3:]]
    done = subprocess.run(
        [*command, "--disable_caching", "--media_dir", str(old), str(SHORT)],
        # Where there is no room, some Pythons keep half of a module's bytecode.
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert_no_room(done, old, before)


def small_disk(folder, size):
    """Mount a disk of so many bytes on a folder; skip where that is not allowed."""
    folder.mkdir()
    if not shutil.which("mount") or os.name == "nt" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")


@pytest.mark.parametrize("room", [10_000, 50_000])
def test_on_a_full_disk_one_sentence_says_so_and_the_old_film_stays(whole, tmp_path, room):
    engine.record("heart")
    media, page = tmp_path / "disk", 4096
    taken = sum(-(-len(held) // page) * page for held in everything(whole).values())
    small_disk(media, taken + room)
    try:
        place = media / "videos" / SHORT.stem / "480p15"
        shutil.copytree(whole, place, ignore=shutil.ignore_patterns("partial_movie_files"))
        before = everything(media)
        done = subprocess.run(
            [*RENDER, "--media_dir", str(media), str(SHORT)],
            cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
        assert_no_room(done, media, before)
    finally:
        subprocess.run(["umount", str(media)], check=True)


def assert_no_room(done, media, before):
    said = " ".join(done.stderr.split())
    assert done.returncode == 1, done.stdout + done.stderr
    assert "There is no room left for the film of ShortLecture in" in said
    assert "Traceback" not in done.stdout + done.stderr
    assert {name: everything(media).get(name) for name in before} == before
    assert not list(media.rglob(".*-*"))
    proved("full disk", 1)


def test_what_a_killed_render_has_hidden_is_swept_away_when_it_is_old(tmp_path):
    names = [".segment-00aa.mp4", ".Film-11bb", "segment.mp4", "Film"]
    for name in names:
        path = tmp_path / name
        path.mkdir() if "Film" in name else path.touch()
        os.utime(path, (0, 0))
    (tmp_path / ".young-22cc.mp4").touch()
    sweep(tmp_path)
    assert sorted(os.listdir(tmp_path)) == [".young-22cc.mp4", "Film", "segment.mp4"]
