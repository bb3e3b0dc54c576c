"""Whatever way a lecture is rendered: its film with captions and sound in place, or one sentence.

A tiny lecture is rendered with each of Manim's options, as a user does, and held against the plain
film: its frames, what is said and heard when, and its chapters.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from manim import tempconfig
from PIL import Image

from tests.proof import proved
from tests.scenes.filming import (
    RATE,
    Film,
    film,
    film_here,
    rendering,
    rendering_here,
    the_film,
)
from tests.scenes.playing import QUIETLY, scene_classes

TINY = Path(__file__).with_name("tiny_lecture.py")
SAID = [(0.0, 0.8, "It comes."), (1.4, 2.6, "It comes later."), (3.2, 4.0, "They go.")]
CHAPTERS = [(0.0, 0.8, "A square"), (0.8, 2.6, "A circle"), (2.6, 4.0, "Both")]
TONES = [(0.0, 440), (1.8, 1760)]
FRAMES = 60


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The film as it is meant, without options."""
    return film(TINY, tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def plays():
    """The frames of each animation: first, and one past the last."""
    (lecture,) = scene_classes(TINY)

    class Noted(lecture):
        """The lecture, which notes when what is played begins and ends."""

        noted = ()

        def play(self, *animations, **settings):
            start = self.time
            super().play(*animations, **settings)
            self.noted += ((round(start * RATE), round(self.time * RATE)),)

        def hold(self, seconds):
            start = self.time
            super().hold(seconds)
            self.noted += ((round(start * RATE), round(self.time * RATE)),)

    with tempconfig(QUIETLY):
        scene = Noted()
        scene.render()
    assert scene.noted[0][0] == 0
    assert scene.noted[-1][1] == FRAMES
    return scene.noted


def moved(spans, start, end):
    """What is left of (start, end, text) in a part of the film, in its own time."""
    cut = [(max(a, start) - start, min(b, end) - start, text) for a, b, text in spans]
    return [(a, b, text) for a, b, text in cut if b > a]


def times(spans):
    return [pytest.approx(span[:2], abs=2e-3) for span in spans]


def assert_is_the_part(made, plain, first=0, last=FRAMES):
    """See that a film is the plain one from a frame to another, with all that goes with it."""
    start, end = first / RATE, last / RATE
    assert made.shrunk.shape == plain.shrunk[first:last].shape
    assert np.abs(made.shrunk - plain.shrunk[first:last].astype(float)).mean() < 2
    said, chapters = moved(SAID, start, end), moved(CHAPTERS, start, end)
    beside = [(c.start.total_seconds(), c.end.total_seconds(), c.content) for c in made.captions]
    for found, expected in ((made.said, said), (beside, said), (made.chapters, chapters)):
        assert [text for *_, text in found] == [text for *_, text in expected]
        assert [span[:2] for span in found] == times(expected)
    assert_sounds(made, first, last)
    proved("options that film", 1)


def assert_sounds(made, first=0, last=FRAMES):
    """See that each tone is heard from its frame on, and no longer than it sounds."""
    start, end = first / RATE, last / RATE
    heard = moved([(at, at + 0.3, hertz) for at, hertz in TONES], start, end)
    assert [hertz for *_, hertz in made.tones] == [pytest.approx(h, abs=100) for *_, h in heard]
    for (begins, ends, _), (first, last, _) in zip(made.tones, heard, strict=True):
        assert (begins, ends) == pytest.approx((first, last), abs=0.02)


# -- What a film carries


def test_the_plain_film_has_its_captions_chapters_and_tones(plain):
    assert plain.path.name == "TinyLecture.mp4"
    assert len(plain.frames) == FRAMES
    assert_is_the_part(plain, plain)


def test_captions_are_a_track_that_is_off_and_all_else_is_on(plain):
    tracks = plain.tracks
    tracks.pop("data")  # the chapters' titles, for players of another kind
    assert tracks == {"video": True, "audio": True, "subtitle": False}


def test_another_reader_finds_the_same_in_the_film(plain):
    ffprobe = shutil.which("ffprobe")
    if ffprobe is None:
        pytest.skip("there is no ffprobe here")
    command = [ffprobe, "-v", "error", "-show_chapters", "-show_streams", "-show_packets"]
    command += ["-count_frames", "-of", "json", str(plain.path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    streams = {stream["codec_type"]: stream for stream in found["streams"]}
    assert int(streams["video"]["nb_read_frames"]) == FRAMES
    assert streams["subtitle"]["codec_name"] == "mov_text"
    assert [streams[kind]["disposition"]["default"] for kind in ("video", "audio", "subtitle")] == [
        1,
        1,
        0,
    ]
    assert [mark["tags"]["title"] for mark in found["chapters"]] == [t for *_, t in CHAPTERS]
    assert [float(mark["start_time"]) for mark in found["chapters"]] == [a for a, *_ in CHAPTERS]
    cues = [p for p in found["packets"] if p["codec_type"] == "subtitle" and int(p["size"]) > 2]
    assert [float(cue["pts_time"]) for cue in cues] == pytest.approx(
        [a for a, *_ in SAID], abs=1e-3
    )


@pytest.mark.parametrize("rate", ["24", "29.97", "60", "7.5"])
def test_times_are_exact_to_the_frame_at_any_rate(tmp_path, rate):
    made = film_here(TINY, tmp_path, "--fps", rate, "-r", "320,180")
    exact = {"29.97": 30_000 / 1001}.get(rate, float(rate))
    for start, end, _ in [*made.said, *made.chapters]:
        for edge in (start, end):
            assert abs(edge - round(edge * exact) / exact) < 6e-4
    beside = [(c.start.total_seconds(), c.end.total_seconds()) for c in made.captions]
    assert beside == times(made.said)
    assert made.chapters[-1][1] == pytest.approx(len(made.frames) / exact, abs=1e-3)
    assert made.tones[1][0] == pytest.approx(made.said[1][0] + 0.4, abs=1.1 / exact)


# -- Again, in other kinds, and in parts


def test_a_second_render_has_the_same_frames_captions_and_both_tones(plain):
    drawn, before = plain.segments, plain.path.read_bytes()
    again = film(TINY, plain.path.parents[3])
    assert again.segments == drawn
    assert again.path.read_bytes() == before
    assert_is_the_part(again, plain)


@pytest.mark.parametrize(
    "flags",
    [
        ["--encoder-option", "bf=3"],
        ["--encoder-option", "preset=veryslow", "--encoder-option", "bf=16"],
        ["--disable_caching"],
        ["--format", "webm"],
        ["--format", "mov"],
        ["--format", "mp4", "--pixel-format", "yuv444p"],
        ["--video-codec", "mpeg4"],
        ["-a"],
        ["-o", "of/another name.v2"],
        ["--max-inflight-encoders", "4", "--encoder-queue-size", "2"],
    ],
    ids=" ".join,
)
def test_the_film_is_the_plain_one_however_it_is_encoded_and_named(plain, tmp_path, flags):
    media = tmp_path / "media"
    done = rendering_here(TINY, media, *flags)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = (
        file
        for file in media.glob("videos/**/*.*")
        if file.suffix in {".mp4", ".webm", ".mov"} and "partial_movie_files" not in file.parts
    )
    assert_is_the_part(Film(path), plain)
    assert not list(media.rglob(".*"))


def test_an_option_that_no_encoder_knows_is_said_and_the_film_made(tmp_path):
    flags = "--encoder-option", "crf=30", "--encoder-option", "sharpness=3"
    done = rendering(TINY, tmp_path, "-n", "1,1", *flags)
    assert len(the_film(done, tmp_path).frames) == 6
    said = " ".join(re.sub(r"asked\.py:\d+", "", done.stdout + done.stderr).split())
    assert "libx264 knows no option sharpness, and goes without." in said


def test_nothing_of_a_render_without_a_cache_is_kept(tmp_path):
    assert film_here(TINY, tmp_path, "--disable_caching").segments == {}


@pytest.mark.parametrize("kind", ["mov", "webm"])
def test_a_film_that_can_be_looked_through_shows_the_same_on_the_paper(plain, tmp_path, kind):
    made = film_here(TINY, tmp_path, "-t", "--format", kind)
    assert made.shrunk.shape == plain.shrunk.shape
    clear = made.shrunk[..., 3]
    assert clear.min() == 0
    assert clear.max() > 200
    assert [text for *_, text in made.said] == [text for *_, text in SAID]
    assert_sounds(made)


def test_a_gif_has_every_frame_and_captions_beside_it(plain, tmp_path):
    made = film_here(TINY, tmp_path, "--format", "gif")
    assert made.shrunk.shape == plain.shrunk.shape
    assert np.abs(made.shrunk - plain.shrunk.astype(float)).mean() < 6
    assert [line.content for line in made.captions] == [text for *_, text in SAID]


def test_a_sequence_has_every_frame_and_nothing_of_one_before(plain, tmp_path):
    folder = tmp_path / "images" / TINY.stem / "TinyLecture"
    folder.mkdir(parents=True)
    (folder / "0099.png").touch()
    assert rendering_here(TINY, tmp_path, "--format", "png-sequence").returncode == 0
    names = sorted(file.name for file in folder.iterdir())
    assert names == [f"{number:04}.png" for number in range(FRAMES)]
    pictures = np.array([np.asarray(Image.open(folder / name))[4::8, 4::8] for name in names])
    assert np.abs(pictures - plain.shrunk.astype(float)).mean() < 2
    assert sorted(file.name for file in folder.parent.iterdir()) == ["TinyLecture"]


def test_a_still_is_the_last_frame(plain, tmp_path):
    assert rendering_here(TINY, tmp_path, "-s").returncode == 0
    (still,) = tmp_path.glob("images/*/*")
    picture = np.asarray(Image.open(still))[4::8, 4::8]
    assert np.abs(picture - plain.shrunk[-1].astype(float)).mean() < 2


@pytest.mark.parametrize("size", [(640, 270), (480, 480), (854, 480)])
@pytest.mark.parametrize("said", ["", "frame_height = 4", "frame_width = 9\nframe_height = 5"])
def test_a_frame_of_any_shape_shows_the_whole_stage(plain, tmp_path, size, said):
    (tmp_path / "own.cfg").write_text(f"[CLI]\n{said}\n", encoding="utf-8")
    flags = "-s", "-c", str(tmp_path / "own.cfg"), "-r", f"{size[0]},{size[1]}"
    assert rendering_here(TINY, tmp_path, *flags).returncode == 0
    (still,) = tmp_path.glob("images/*/*")
    picture = np.asarray(Image.open(still).convert("RGB")).astype(float)
    middle, unit = np.array(size) / 2, min(size[0] / (128 / 9), size[1] / 8)
    for y in (3.28, -3.30):  # the hairlines above and below the stage, from edge to edge
        row = round(middle[1] - y * unit)
        ink = np.abs(picture[row - 2 : row + 3] - picture[0, 0]).sum(axis=2).max(axis=0) > 20
        ends = np.flatnonzero(ink)[[0, -1]]
        assert np.abs((ends - middle[0]) / unit - [-6.6, 6.6]).max() < 0.15


def test_where_nothing_can_open_a_film_it_is_there_and_that_is_said(tmp_path):
    (tmp_path / "own.cfg").write_text("[CLI]\npreview_command = no-such-player\n", encoding="utf-8")
    done = rendering(TINY, tmp_path / "media", "-p", "-n", "1,1", "-c", str(tmp_path / "own.cfg"))
    assert done.returncode == 0
    assert "The film is there." in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert len(list(tmp_path.glob("media/videos/*/*/*.mp4"))) == 1


@pytest.mark.parametrize("part", ["3,6", "2", "1,1", "0,4", "4,500", "8"])
def test_a_part_is_a_part_of_the_plain_film(plain, plays, tmp_path, part):
    first, _, last = part.partition(",")
    chosen = plays[int(first) : int(last or 999) + 1]
    made = film_here(TINY, tmp_path, "-n", part, "--save_sections")
    assert_is_the_part(made, plain, chosen[0][0], chosen[-1][1])
    assert sum(int(section["nb_frames"]) for section in made.sections) == len(made.frames)


TOLD = """
from manim import FadeIn, Square
from scenes.vocabulary.stage import Lecture

class Told(Lecture):
    def construct(self):
        self.open("Told")
        for _ in range(2):
            self.tell("A sentence that is told, and stands until it was read.")
            self.play(FadeIn(Square(), run_time=0.4))
"""


@pytest.mark.parametrize("part", ["0,0", "0,1", "1,3", "0,4", "0,5", "3"])
def test_a_part_may_end_while_a_sentence_is_read(tmp_path, part):
    (path := tmp_path / "told.py").write_text(TOLD)
    made = film_here(path, tmp_path, "-n", part)
    assert made.frames
    assert all(end <= len(made.frames) / RATE + 1e-6 for _, end, _ in made.said)


def test_a_part_from_the_cache_is_the_same_and_the_whole_is_whole_again(plain, plays, tmp_path):
    shutil.copytree(plain.path.parents[3], tmp_path / "media")
    drawn = Film(tmp_path / "media" / plain.path.relative_to(plain.path.parents[3])).segments
    made = film_here(TINY, tmp_path / "media", "-n", "3,6")
    assert made.segments == drawn
    assert_is_the_part(made, plain, plays[3][0], plays[6][1])
    assert_is_the_part(film_here(TINY, tmp_path / "media"), plain)


def test_sections_are_films_of_their_own_with_sound_and_captions(plain, tmp_path):
    made = film_here(TINY, tmp_path, "--save_sections")
    assert [section["name"] for section in made.sections] == [title for *_, title in CHAPTERS]
    for section, (start, end, _) in zip(made.sections, CHAPTERS, strict=True):
        part = Film(made.path.parent / "sections" / section["video"])
        first, last = round(start * RATE), round(end * RATE)
        assert np.abs(part.shrunk - plain.shrunk[first:last].astype(float)).mean() < 2
        assert [text for *_, text in part.said] == [t for *_, t in moved(SAID, start, end)]
        assert_sounds(part, first, last)


@pytest.mark.parametrize("kind", ["webm", "mov", "gif", "png-sequence"])
def test_a_part_is_that_part_in_every_kind(plain, plays, tmp_path, kind):
    first, last = plays[3][0], plays[6][1]
    assert rendering_here(TINY, tmp_path, "-n", "3,6", "--format", kind).returncode == 0
    if kind == "png-sequence":
        assert len(list(tmp_path.glob("images/*/TinyLecture/*.png"))) == last - first
        return
    (path,) = tmp_path.glob(f"videos/*/*/*.{kind}")
    if kind == "gif":
        assert len(Film(path).frames) == last - first
        assert [line.content for line in Film(path).captions] == ["It comes later."]
    else:
        assert_is_the_part(Film(path), plain, first, last)


def test_a_dry_run_writes_nothing(tmp_path):
    assert rendering_here(TINY, tmp_path / "media", "--dry_run").returncode == 0
    assert not (tmp_path / "media").exists()


WAITING = """
from manim import Dot, FadeIn
from scenes.vocabulary.stage import Lecture

class Waiting(Lecture):
    def construct(self):
        self.open("Waiting")
        with self.say("Now"):
            self.wait(0.41)
            self.play(FadeIn(Dot()), run_time=0.41)
            self.pause(0.2)
        self.add_subcaption("far", duration=9, offset=-0.2)
        self.wait_until(lambda: False, max_time=0.4)
        self.play(FadeIn(Dot()), subcaption="then", run_time=0.4)
"""


def test_what_waits_takes_the_same_time_from_the_cache_and_captions_end_with_the_film(tmp_path):
    path = tmp_path / "waiting.py"
    path.write_text(WAITING, encoding="utf-8")
    once, again = (film_here(path, tmp_path) for _ in range(2))
    assert len(once.frames) == 6 + 6 + 3 + 6 + 6 + 6  # the fourth is the breath of the sentence
    assert once.said == again.said
    texts = {text: (round(a * RATE), round(b * RATE)) for a, b, text in once.said}
    assert texts == {"Now": (0, 18), "Now\nfar": (18, 21), "far": (21, 27), "far\nthen": (27, 33)}


SKIPPED = """
from tests.scenes.tiny_lecture import TinyLecture, tone

class Skipped(TinyLecture):
    def beat(self, headline, *keep):
        super().beat(headline, *keep)
        self.next_section(headline, skip_animations=headline in {SKIPPED})
"""


@pytest.mark.parametrize("skipped", [("A circle",), ("Both",), ("A circle", "Both")], ids=str)
def test_a_section_that_is_skipped_is_cut_out_of_captions_and_sound(plain, tmp_path, skipped):
    path = tmp_path / "skipped.py"
    path.write_text(SKIPPED.replace("{SKIPPED}", repr(skipped)), encoding="utf-8")
    made = film_here(path, tmp_path, "--save_sections")
    # The beat's own first animation is before its section: it turns the page.
    parts = {"A square": (0, 21), "A circle": (21, 39), "": (39, 48), "Both": (48, 60)}
    shown = [part for name, part in parts.items() if name not in skipped]
    expected = np.concatenate([plain.shrunk[a:b] for a, b in shown])
    assert made.shrunk.shape == expected.shape
    assert np.abs(made.shrunk - expected.astype(float)).mean() < 2
    said = [text for (a, _, text) in SAID if any(s <= round(a * RATE) < e for s, e in shown)]
    assert [text for *_, text in made.said] == said
    assert len(made.tones) == (1 if "A circle" in skipped else 2)
