"""A lecture is filmed as the project does it, from and into any folder, and in a notebook."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from manim import config

from scenes.film.defaults import PAPER, SETTINGS, X264
from scenes.vocabulary import style
from tests.proof import proved
from tests.scenes.filming import RATE, ROOT, Film, film, film_here
from tests.scenes.playing import scene_classes
from tests.scenes.test_options import FRAMES, assert_is_the_part

TINY = Path(__file__).with_name("tiny_lecture.py")
SMALL = "-r", "320,180"


def test_the_projects_own_file_says_what_is_put_beneath_the_users(tmp_path):
    says = "import json; from manim import config; print(json.dumps(dict(config), default=str))"
    here, there = (
        json.loads(subprocess.check_output([sys.executable, "-c", code], cwd=at))
        for code, at in [(says, ROOT), (f"import scenes.film; {says}", tmp_path)]
    )
    assert here.pop("video_encoder_options") == X264
    assert here.pop("background_color") == PAPER == style.THEMES["dark"].paper
    assert {name: here[name] for name in SETTINGS} == SETTINGS
    assert here == {name: there[name] for name in here}


def settings_from(folder, *flags, **env):
    """Render a part from a folder, and return the film and what it says of its encoder."""
    flags = "-n", "1,2", *SMALL, *flags
    made = film(TINY, folder / "media", *flags, quality=[], at=folder, env=env)
    proved("options that film", 1)
    return made, made.path.read_bytes()


def rate_of(made):
    return int(made.path.parent.name.partition("p")[2])


def test_from_any_folder_the_projects_rate_and_encoder_hold_with_sections_too(tmp_path):
    made, held = settings_from(tmp_path, "--save_sections")
    assert rate_of(made) == 30
    assert len(made.sections) == 2
    for told in (b"crf=18.0", b"bframes=0", b"subme=0", b"rc_lookahead=5"):
        assert told in held


def test_a_sound_may_lie_beside_its_lecture_wherever_that_is_rendered_from(tmp_path):
    path = tmp_path / "lecture" / "tiny_lecture.py"
    path.parent.mkdir()
    text = TINY.read_text(encoding="utf-8").replace("add_sound(tone(440)", 'add_sound("low.wav"')
    path.write_text(text, encoding="utf-8")
    (lecture,) = scene_classes(TINY)
    shutil.copyfile(lecture.construct.__globals__["tone"](440), path.with_name("low.wav"))
    made = film(path, tmp_path / "media", *SMALL, at=tmp_path)
    assert [hertz for *_, hertz in made.tones] == [
        pytest.approx(440, abs=100),
        pytest.approx(1760, abs=100),
    ]


USERS = "[CLI]\nframe_rate = 12\n[video_encoder.options]\ncrf = 31\nbf = 2\n"


@pytest.mark.parametrize("place", ["the folder's", "the user's", "-c"])
def test_a_users_file_is_above_the_projects_wherever_it_lies(tmp_path, place):
    places = {"the folder's": "manim.cfg", "the user's": ".config/manim/manim.cfg", "-c": "own"}
    file = tmp_path / places[place]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(USERS, encoding="utf-8")
    flags = ["-c", str(file)] if place == "-c" else []
    made, held = settings_from(tmp_path, *flags, HOME=str(tmp_path))
    assert rate_of(made) == 12
    for told in (b"crf=31.0", b"bframes=2", b"subme=0"):
        assert told in held


@pytest.mark.parametrize(
    ("flags", "rate"),
    [(["--fps", "10"], 10), (["--fps", "60"], 60), (["-qh"], 60)],
    ids=str,
)
def test_a_flag_is_above_every_file_also_where_it_says_what_manim_would(tmp_path, flags, rate):
    (tmp_path / "manim.cfg").write_text("[CLI]\nframe_rate = 12\n", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "without"):
        folder.mkdir(exist_ok=True)
        made, _ = settings_from(folder, *flags)
        assert rate_of(made) == rate


def test_a_file_that_a_program_reads_later_is_above_the_projects_too(tmp_path):
    file = tmp_path / "later.cfg"
    file.write_text("[CLI]\nmax_inflight_encoders = 3\n", encoding="utf-8")
    later = config.copy().digest_file(file)
    assert later.max_inflight_encoders == 3
    assert (later.frame_rate, later.max_files_cached) == (30, -1)


# -- Into any folder


@pytest.mark.parametrize(
    "name",
    ["Anna's lectures", 'a "b" \\c', "ü 漢 🎬", "100%d %s", "two\nlines", "# file 'x'", "a:b;c,d}"],
)
@pytest.mark.parametrize("flags", [["-n", "1,4", "--save_sections"], ["--format", "gif"]], ids=str)
def test_a_folder_may_have_any_name(tmp_path, name, flags):
    made = film_here(TINY, tmp_path / name, *SMALL, *flags)
    assert len(made.frames) == (FRAMES if "gif" in flags else 27)
    proved("options that film", 1)
    if "gif" not in flags:
        assert len(made.said) == 2
        assert len(made.sections) == 2


@pytest.mark.parametrize("kind", ["webm", "png-sequence"])
def test_two_renders_at_once_make_one_right_film_of_each_kind(tmp_path, kind):
    command = [sys.executable, "-m", "manim", "render", "-ql", "--media_dir", str(tmp_path)]
    command += [*SMALL, "--progress_bar", "none", "-v", "ERROR", "--format", kind, str(TINY)]
    both = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    if kind == "webm":
        (made,) = tmp_path.glob("videos/*/*/*.webm")
        assert len(Film(made).frames) == FRAMES
    else:
        assert len(list(tmp_path.glob("images/*/TinyLecture/*.png"))) == FRAMES
    assert not list(tmp_path.rglob(".*-*"))


# -- In a notebook


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The film as it is meant."""
    return film(TINY, tmp_path_factory.mktemp("plain"))


CELL = "%%manim -v WARNING --progress_bar none {flags} TinyLecture\n{lecture}"


def notebook(folder, *cells):
    """Run a notebook's cells in a folder, and return what each gave."""
    nbclient = pytest.importorskip("nbclient", reason="it comes with the extra `dev`")
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    resources = {"metadata": {"path": str(folder)}}
    nbclient.NotebookClient(book, resources=resources, allow_errors=True).execute()
    return [cell.outputs for cell in book.cells]


@pytest.fixture(scope="module")
def in_a_notebook(tmp_path_factory):
    """A folder in which a notebook was run, and what its cells gave."""
    folder = tmp_path_factory.mktemp("notebook")
    lecture = TINY.read_text(encoding="utf-8")
    (folder / "own.cfg").write_text("[CLI]\nmedia_dir = ./own\n", encoding="utf-8")
    cells = [
        "import manim, scenes.vocabulary",
        CELL.format(flags="-ql", lecture=lecture),
        CELL.format(flags="-ql", lecture=lecture.replace("RIGHT * 3", "RIGHT * 2")),
        CELL.format(flags="-ql", lecture=lecture),
        CELL.format(flags="-c own.cfg -r 320,180 -n 1,2", lecture=lecture),
        CELL.format(flags="-ql -n 500", lecture=lecture),
        CELL.format(flags="-ql -s", lecture=lecture),
        CELL.format(flags="--renderer=opengl -ql", lecture=lecture),
    ]
    return folder, notebook(folder, *cells)


def texts(outputs):
    return "".join(str(output.get("text", "")) for output in outputs)


def shown(outputs):
    """The file that a cell shows."""
    pages = [output.get("data", {}).get("text/html", "") for output in outputs]
    (found,) = (page for page in pages if "<video" in page)
    return found.partition('src="')[2].partition('"')[0]


def test_a_notebook_films_a_lecture_and_of_a_changed_cell_what_was_changed(in_a_notebook, plain):
    folder, outputs = in_a_notebook
    (made,) = folder.glob("media/videos/*/480p15/TinyLecture.mp4")
    assert_is_the_part(Film(made), plain)
    assert Film(folder / shown(outputs[3])).frames == Film(made).frames
    # Three cells: the second draws anew from the fourth animation on, and the third nothing.
    segments = list(folder.glob("media/videos/*/480p15/partial_movie_files/*/*.mp4"))
    assert len(segments) == 9 + 6


def test_a_notebook_has_the_projects_settings_beneath_a_file_that_is_named(in_a_notebook):
    folder, _ = in_a_notebook
    (made,) = folder.glob("own/videos/*/*/TinyLecture.mp4")
    assert rate_of(Film(made)) == 30
    assert len(Film(made).frames) == (6 + 9) * 30 // RATE


def test_a_notebook_shows_the_sentence_of_a_lecture_that_is_refused(in_a_notebook):
    _, outputs = in_a_notebook
    assert "TinyLecture: -n 500 is past its end; its animations are 0 to 8." in texts(outputs[5])
    assert "a lecture is drawn by cairo; leave out --renderer=opengl." in texts(outputs[7])
    assert any("image/png" in output.get("data", {}) for output in outputs[6])
