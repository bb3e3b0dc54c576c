"""Every lecture that there is plays to its end, keeps its time, and stays inside its frame."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from scenes.vocabulary import style
from tests.scenes.playing import play, scene_classes

SHORT = Path(__file__).with_name("short_lecture.py")
SHORTEST, LONGEST = 120.0, 240.0  # seconds
SLOWEST, FASTEST = 12.0, 17.0  # characters of a caption a second
MOST_SPOKEN, WORDS_A_MINUTE, FREE = 0.8, 120, 2.0  # of the time; and seconds of a beat
MOST_STILL, LONG_STILL, LONGEST_STILL = 0.35, 3.0, 5.0  # of the time, and seconds
HAIR = 0.01  # of a unit, a pixel at 1080p: a glyph's curve may bulge so far over its line


def test_a_lecture_file_defines_one_scene_named_after_the_file(playing):
    names = [scene.__name__ for scene in scene_classes(playing.path)]
    assert names == [playing.path.stem.title().replace("_", "")]


def test_a_lecture_lasts_two_to_four_minutes(playing):
    assert SHORTEST <= playing.seconds <= LONGEST


def test_a_lecture_is_told_in_five_or_more_named_sections(playing):
    named = playing.sections
    assert len(set(named)) == len(named) >= 5
    assert not [name for name in named if not name.strip() or name == "unnamed"]


def test_every_beat_says_something(playing):
    spoken = {moment.headline for moment in playing.rests}
    assert [name for name in playing.sections if name not in spoken] == []


def test_everything_that_is_said_is_captioned_in_order(playing):
    assert [caption.text for caption in playing.captions] == playing.said
    assert len(playing.said) >= 10


def test_captions_do_not_overlap_and_end_with_the_film(playing):
    for now, then in pairwise(playing.captions):
        assert now.end <= then.start + 1e-3, then.text
    assert playing.captions[-1].end <= playing.seconds + 1e-3


def told(playing):
    """Whether a lecture shows its sentences before the motions that they speak of."""
    return bool(playing.scene.told_at)


def test_a_lecture_is_spoken_over_or_leaves_the_eyes_free(playing):
    spoken = sum(caption.end - caption.start for caption in playing.captions)
    if told(playing):
        assert spoken <= MOST_SPOKEN * playing.seconds
    else:
        assert spoken >= 0.9 * playing.seconds


def test_a_lecture_has_few_words(playing):
    words = sum(len(caption.text.split()) for caption in playing.captions)
    if told(playing):
        assert words <= WORDS_A_MINUTE * playing.seconds / 60


def test_every_beat_has_time_in_which_nothing_is_to_be_read(playing):
    if not told(playing):
        pytest.skip("it speaks over what it shows")
    ends = [*playing.begun[1:], playing.seconds]
    for name, start, end in zip(playing.sections, playing.begun, ends, strict=True):
        read = sum(max(0.0, min(c.end, end) - max(c.start, start)) for c in playing.captions)
        assert end - start - read >= FREE - 1e-3, name


def test_a_lecture_moves(playing):
    if not told(playing):
        pytest.skip("it speaks over what it shows")
    assert sum(length for _, length in playing.stills) <= MOST_STILL * playing.seconds


def test_no_picture_stands_for_long(playing):
    if not told(playing):
        pytest.skip("it speaks over what it shows")
    joined = []
    for start, length in playing.stills:
        if joined and start - sum(joined[-1]) < 1e-3:
            joined[-1] = joined[-1][0], joined[-1][1] + length
        else:
            joined.append((start, length))
    begun = [caption.start for caption in playing.captions]
    long = [still for still in joined if still[1] > LONG_STILL]
    assert [s for s in long if s[1] >= LONGEST_STILL] == []
    # What stands for longer has something new to read in it.
    assert [s for s in long if not any(s[0] - 0.1 <= b < sum(s) for b in begun)] == []


def test_captions_are_read_at_the_pace_of_speech(playing):
    paces = {c.text: len(c.text) / (c.end - c.start) for c in playing.captions}
    assert {text: pace for text, pace in paces.items() if not SLOWEST <= pace <= FASTEST} == {}


def test_a_caption_fits_on_two_lines(playing):
    assert [caption.text for caption in playing.captions if len(caption.text) > 2 * 42] == []


def test_every_number_is_drawn_as_it_is_written_and_written_as_it_is(playing):
    for moment in playing.moments:
        for reading in moment.readings:
            assert reading.drawn, f"{moment.where} draws another number than {reading.text}"
            typed = reading.text.strip("()").replace("−", "-")
            rounded = f"{reading.value:.{reading.decimals}f}"
            assert float(typed) == float(rounded), f"{moment.where} writes {reading.text}"
            assert len(typed.partition(".")[2]) == reading.decimals


def test_a_lecture_shows_numbers(playing):
    assert max(len(moment.readings) for moment in playing.moments) > 5


@pytest.mark.parametrize("side", ["left", "right"])
def test_nothing_reaches_over_the_margins(playing, side):
    edge = {"left": style.LEFT_EDGE, "right": style.RIGHT_EDGE}[side]
    over = {
        f"{moment.where}: {piece.name} reaches to {getattr(piece, side):.3f}"
        for moment in playing.rests
        for piece in moment.pieces
        if abs(getattr(piece, side)) > abs(edge) + HAIR and getattr(piece, side) * edge > 0
    }
    assert over == set()


def test_nothing_on_the_stage_crosses_the_strips(playing):
    crossing = {
        f"{moment.where}: {piece.name} reaches from {piece.bottom:.3f} to {piece.top:.3f}"
        for moment in playing.rests
        for piece in moment.pieces
        if not piece.framing
        and (piece.top > style.STAGE_TOP + HAIR or piece.bottom < style.STAGE_BOTTOM - HAIR)
    }
    assert crossing == set()


def test_the_frame_itself_is_inside_the_picture(playing):
    outside = {
        f"{moment.where}: {piece.name}"
        for moment in playing.rests
        for piece in moment.pieces
        if max(abs(piece.bottom), abs(piece.top)) > 4.0
    }
    assert outside == set()


def test_nothing_leaves_the_picture_while_it_moves(playing):
    leaving = {
        f"{moment.where}: {piece.name}"
        for moment in playing.moments
        for piece in moment.pieces
        if not piece.framing
        and (max(-piece.left, piece.right) > 7.11 or max(-piece.bottom, piece.top) > 4.0)
    }
    assert leaving == set()


def test_no_decimal_number_stands_in_a_string(playing):
    source = ast.parse(playing.path.read_text(encoding="utf-8"))
    strings = [
        node.value
        for node in ast.walk(source)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [text for text in strings if re.search(r"\d[.,]\d", text)] == []


def test_what_is_noted_is_the_same_where_pictures_are_drawn_at_rest_alone():
    drawn, at_rest = (play(SHORT, every_frame=every) for every in (True, False))
    assert len(drawn.moments) > 3
    assert drawn.moments == at_rest.moments
    assert (drawn.seconds, drawn.captions) == (at_rest.seconds, at_rest.captions)
    assert drawn.pictures.keys() == at_rest.pictures.keys()
    for beat, picture in drawn.pictures.items():
        assert np.array_equal(picture, at_rest.pictures[beat])
