"""What cannot be filmed as it was asked for ends with one sentence, and nothing was drawn."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.proof import proved
from tests.scenes.filming import ROOT, rendering, rendering_here

TINY = Path(__file__).with_name("tiny_lecture.py")
EVEN = "its width and height must be even"


def assert_refused(done, sentence, media, drawn=()):
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    said = done.stderr.strip().splitlines()
    assert sentence in said[-1]
    assert said[-1].startswith(("TinyLecture: ", "tiny_lecture.py: ", "Empty: "))
    assert sorted(file for file in media.rglob("*.*") if file.is_file()) == sorted(drawn)
    proved("options that are refused", 1)


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        ("-r 641,361", "libx264 cannot encode 641 × 361 pixels of yuv420p at 15 frames a second"),
        ("-r 641,361", EVEN),
        ("-r 640,361 --format gif", EVEN),
        ("-r 9999999,9999999 -s", "there is no memory for pictures of 9999999 × 9999999 pixels."),
        ("-r 98764,98764", "libx264 cannot encode 98764 × 98764 pixels of yuv420p"),
        ("-r 0,0", "Video dimensions must be positive integers."),
        ("--encoder-option crf=many", "with bf=0, crf=many, "),
        ("--encoder-option preset=instant", "preset=instant"),
        ("--video-codec libx265 --format webm", "libx265 cannot encode 854 × 480 pixels"),
        ("--video-codec none", "Unknown video encoder: none"),
        ("--pixel-format rgb24", "Pixel format rgb24 is not supported by encoder libx264."),
        ("--fps=-5", "frame rate must be positive"),
        ("--fps 0", "--fps 0 shows nothing; name how many frames a second has."),
        ("--media_dir=", "--media_dir is empty; name a folder, or leave it out."),
        ("-s --save_sections", "stills have no sections; leave out --save_sections, or -s"),
        ("--format png-sequence --save_sections", "stills have no sections"),
        ("-t --format mp4", "MP4 output does not support an alpha channel."),
        ("-l", "does not support live preview"),
        ("-p --dry_run", "--preview requires a media artifact."),
        ("-n 500", "-n 500 is past its end; its animations are 0 to 8."),
        ("-n 9", "-n 9 is past its end; its animations are 0 to 8."),
        ("-n 500 -s", "-n 500 is past its end"),
        ("-n 500 --dry_run", "-n 500 is past its end"),
        ("-n 5,3", "-n 5,3 ends before it begins; name the first and the last."),
        ("-o a{b}", "Manim would fill in what stands in braces in a{b}; name it without."),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(tmp_path, flags, sentence):
    done = rendering_here(TINY, tmp_path / "media", *flags.split())
    assert_refused(done, sentence, tmp_path)


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        ("--renderer=opengl", "a lecture is drawn by cairo; leave out --renderer=opengl."),
        ("-a -o film", "-a films all of a file and -o names one film; give one of them."),
    ],
)
def test_what_manim_itself_would_stumble_over_is_refused_while_it_reads_the_lecture(
    tmp_path, flags, sentence
):
    done = rendering(TINY, tmp_path / "media", *flags.split())
    assert_refused(done, sentence, tmp_path)


@pytest.mark.parametrize("asked", ["nonsense", "OFF", "0", "x" * 5000])
def test_sentences_are_on_or_off(tmp_path, monkeypatch, asked):
    monkeypatch.setenv("TRAINREEL_SENTENCES", asked)
    done = rendering_here(TINY, tmp_path / "media")
    assert_refused(done, f"TRAINREEL_SENTENCES is {asked[:40]!r}; it can be on or off.", tmp_path)


def test_a_refusal_leaves_the_film_that_was_there(tmp_path):
    assert rendering_here(TINY, tmp_path).returncode == 0
    there = {file: file.read_bytes() for file in tmp_path.rglob("*.*") if file.is_file()}
    assert_refused(rendering_here(TINY, tmp_path, "-n", "500"), "past its end", tmp_path, there)
    assert {file: file.read_bytes() for file in there} == there


def test_a_lecture_of_which_all_is_skipped_is_refused(tmp_path):
    path = tmp_path / "tiny_lecture.py"
    text = TINY.read_text(encoding="utf-8")
    skip = '"A square")\n        self.next_section("", skip_animations=True)'
    text = text.replace('"A square")', skip)
    text = text.replace('self.beat("A circle", square)', "").replace('self.beat("Both", ', "print(")
    path.write_text(text, encoding="utf-8")
    done = rendering_here(path, tmp_path / "media")
    sentence = "all of its animations are to be skipped, which leaves no film."
    assert_refused(done, sentence, tmp_path / "media")


def test_a_lecture_that_plays_nothing_is_a_still_and_no_film(tmp_path):
    path = tmp_path / "empty.py"
    path.write_text(
        "from scenes.vocabulary.stage import Lecture\n\nclass Empty(Lecture):\n"
        '    def construct(self):\n        self.open("Nothing")\n',
        encoding="utf-8",
    )
    done = rendering_here(path, tmp_path / "media", "--format", "mp4")
    assert_refused(done, "it plays nothing, which makes no film; ask for", tmp_path / "media")
    assert rendering_here(path, tmp_path / "media").returncode == 0
    assert len(list(tmp_path.glob("media/images/*/*.png"))) == 1


# -- Places


@pytest.mark.parametrize("sound", ["missing.wav", "none.wav", ".", "low.wav', time_offset=-9, x='"])
def test_a_sound_that_cannot_be_heard_is_refused_by_its_name(tmp_path, sound):
    path = tmp_path / "tiny_lecture.py"
    text = TINY.read_text(encoding="utf-8")
    path.write_text(text.replace("add_sound(tone(440)", f"add_sound('{sound}'"), encoding="utf-8")
    path.with_name("none.wav").write_text("no sound", encoding="utf-8")
    done = rendering_here(path, tmp_path / "media")
    sentence = f"{Path(sound.partition(chr(39))[0]).name} cannot be heard; name a file of sound"
    assert_refused(done, sentence, tmp_path / "media")


@pytest.mark.parametrize("flags", ["", "-s", "--format png-sequence", "--log_to_file"])
def test_a_folder_that_cannot_be_written_is_named_before_anything_is_drawn(tmp_path, flags):
    if not shutil.which("mount") or os.geteuid() != 0:
        pytest.skip("mounting a disk needs root, and nothing else stops it from writing")
    command = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(tmp_path)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        done = rendering_here(TINY, tmp_path, *flags.split())
        assert_refused(done, "cannot be written (Read-only file system); name another", tmp_path)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.parametrize("flags", ["", "-s", "--format gif"])
def test_a_place_that_is_no_folder_is_named(tmp_path, flags):
    (tmp_path / "file").touch()
    done = rendering_here(TINY, tmp_path / "file" / "media", *flags.split())
    assert_refused(done, "cannot be written (Not a directory)", tmp_path / "file" / "media")


def test_a_name_that_is_too_long_or_a_folders_is_named(tmp_path):
    done = rendering_here(TINY, tmp_path, "-o", "x" * 252)
    assert_refused(done, "x.mp4 cannot be written (File name too long)", tmp_path)
    done = rendering_here(TINY, tmp_path, "--save_sections", "-o", "x" * 230)
    assert_refused(done, "cannot be written (File name too long)", tmp_path)
    assert rendering_here(TINY, tmp_path, "-n", "1,1", "-o", "x" * 250).returncode == 0
    (tmp_path / "videos" / TINY.stem / "480p15" / "folder.mp4").mkdir()
    done = rendering_here(TINY, tmp_path, "-o", "folder")
    assert "folder.mp4 cannot be written (Is a directory)" in done.stderr
    assert done.returncode == 2


# -- Paper


def paper(tmp_path, colour, *flags, **env):
    (tmp_path / "own.cfg").write_text(f"[CLI]\nbackground_color = {colour}\n", encoding="utf-8")
    return rendering(
        TINY, tmp_path / "media", "-s", "-c", str(tmp_path / "own.cfg"), *flags, env=env
    )


@pytest.mark.parametrize(
    ("colour", "env", "sentence"),
    [
        ("#808080", {}, "#808080; try one closer to #10151C or #FBF9F4."),
        ("WHITE", {"TRAINREEL_THEME": "dark"}, "#FFFFFF; try one closer to #10151C."),
        ("BLACK", {"TRAINREEL_THEME": "light"}, "#000000; try one closer to #FBF9F4."),
    ],
)
def test_a_paper_on_which_an_ink_cannot_be_read_is_refused(tmp_path, colour, env, sentence):
    done = paper(tmp_path, colour, **env)
    assert done.returncode == 2
    said = f"Not every ink can be read on background_color = {sentence}"
    assert done.stderr.strip().splitlines()[-1] == said
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("colour", ["#FFFFFF", "#000000", "#FFF8E7"])
def test_an_own_paper_is_obeyed_with_the_inks_of_the_theme_that_can_be_read_on_it(tmp_path, colour):
    import numpy as np
    from PIL import Image

    from scenes.vocabulary import style

    assert paper(tmp_path, colour).returncode == 0
    (still,) = tmp_path.glob("media/images/*/*.png")
    picture = np.asarray(Image.open(still).convert("RGB")).reshape(-1, 3)
    wanted = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    assert (picture == wanted).all(axis=1).mean() > 0.8
    theme = style.THEMES["dark" if colour == "#000000" else "light"]
    ink = [int(theme.ink[place : place + 2], 16) for place in (1, 3, 5)]
    assert (abs(picture - np.array(ink)).max(axis=1) < 8).any()


def test_a_paper_that_comes_when_the_inks_are_chosen_is_refused(tmp_path):
    path = tmp_path / "tiny_lecture.py"
    text = TINY.read_text(encoding="utf-8").replace(
        "\n\nclass Tiny", '\n\nconfig.background_color = "#FFFFFF"\n\n\nclass Tiny'
    )
    path.write_text(text.replace("import RIGHT,", "import config, RIGHT,"), encoding="utf-8")
    done = rendering_here(path, tmp_path / "media")
    sentence = (
        "its paper is #10151C already; say background_color = #FFFFFF in manim.cfg, or before"
    )
    assert_refused(done, sentence, tmp_path / "media")
    assert ROOT not in path.parents
