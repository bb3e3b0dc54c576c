"""A sentence comes before the motion that it speaks of, stands while it is read, and leaves."""

import pytest
from manim import Circle, Create

from scenes.vocabulary.stage.speaking import AHEAD, READING
from tests.scenes.test_lecture import LONG, SHORT, told

FRAME = 1 / 15


def test_a_sentence_stands_for_a_while_before_anything_moves():
    _, captions = told(lambda lecture: (lecture.tell(LONG), captions_at.append(lecture.time)))
    ((text, start, end),) = captions
    assert (text, start) == (LONG, 0.0)
    assert end == pytest.approx(len(LONG) / READING, abs=FRAME)
    assert captions_at.pop() == pytest.approx(AHEAD * len(LONG) / READING, abs=FRAME)


captions_at: list[float] = []


def test_a_sentence_leaves_when_it_was_read_though_the_motion_goes_on():
    seen = []

    def story(lecture):
        lecture.tell(SHORT)
        lecture.play(Create(Circle()), run_time=3.0)
        lecture.play(Create(Circle()), run_time=0.4)
        seen.append(list(lecture.sentence))

    lecture, ((_, start, end),) = told(story)
    assert end - start == pytest.approx(len(SHORT) / READING, abs=FRAME)
    assert lecture.time > 3.0
    assert seen == [[]]


def test_the_next_sentence_waits_until_the_last_was_read():
    def story(lecture):
        lecture.tell(LONG)
        lecture.tell(SHORT)

    _, (first, second) = told(story)
    assert second[1] == pytest.approx(first[2], abs=1e-3)


def test_a_rest_has_nothing_to_read():
    lecture, ((_, _, end),) = told(lambda lecture: (lecture.tell(SHORT), lecture.rest(1.0)))
    assert lecture.time == pytest.approx(end + 1.0, abs=FRAME)
    assert not lecture.sentence


def test_sentences_can_be_left_to_the_captions(monkeypatch):
    monkeypatch.setenv("TRAINREEL_SENTENCES", "off")
    seen = []

    def story(lecture):
        lecture.tell(LONG)
        seen.append(list(lecture.sentence))

    _, ((text, _, end),) = told(story)
    assert text == LONG
    assert end == pytest.approx(len(LONG) / READING, abs=FRAME)
    assert seen == [[]]
