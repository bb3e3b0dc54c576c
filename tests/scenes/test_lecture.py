"""A lecture keeps time in whole frames, captions what it says, and wipes what is done."""

import pytest
from manim import Circle, Create, Scene, Square, config, tempconfig
from manim.utils.hashing import get_hash_from_play_call

from scenes.vocabulary import style
from scenes.vocabulary.stage import Clock, Footer, Lecture
from scenes.vocabulary.stage.lecture import BREATH, CHARACTERS_A_SECOND, Stamp
from tests.scenes.playing import QUIETLY

SHORT, LONG = (
    "Look.",
    "A sentence that takes a good deal longer to say than what is shown below it.",
)


class Told(Lecture):
    """A lecture whose story is given, and whose sections are noted."""

    def __init__(self, story=lambda lecture: None, footer=None):
        super().__init__()
        self.story, self.given, self.names = story, footer, []

    def next_section(self, name="unnamed", *rest, **settings):
        self.names.append(name)
        super().next_section(name, *rest, **settings)

    def construct(self):
        self.open("How?", fingerprint="f", footer=self.given)
        self.story(self)


def told(story=lambda lecture: None, footer=None):
    with tempconfig(QUIETLY):
        lecture = Told(story, footer)
        lecture.render()
        lines = lecture.renderer.file_writer.subcaptions
        captions = [(c.content, c.start.total_seconds(), c.end.total_seconds()) for c in lines]
    return lecture, captions


def test_a_sentence_lasts_as_long_as_it_takes_to_say_it():
    def story(lecture):
        with lecture.say(LONG):
            lecture.play(Create(Circle()), run_time=0.5)

    lecture, ((text, start, end),) = told(story)
    assert (text, start) == (LONG, 0.0)
    assert end == pytest.approx(len(LONG) / CHARACTERS_A_SECOND, abs=1 / 15)
    assert lecture.time == pytest.approx(end, abs=5e-4)


def test_a_sentence_waits_for_what_is_played_below_it():
    def story(lecture):
        with lecture.say(SHORT):
            lecture.play(Create(Circle()), run_time=3.0)

    _, ((_, start, end),) = told(story)
    assert end - start == pytest.approx(3.0 + BREATH, abs=1 / 15)


def test_sentences_follow_one_another_and_replace_each_other_on_screen():
    seen = []

    def story(lecture):
        for sentence in (SHORT, LONG):
            with lecture.say(sentence):
                lecture.play(Create(Circle()), run_time=0.4)
                seen.append([s for s in lecture.mobjects if s in lecture.sentence])

    _, captions = told(story)
    assert captions[0][2] == pytest.approx(captions[1][1])
    assert [len(lines) for lines in seen] == [1, 1]
    assert seen[0] != seen[1]


@pytest.mark.parametrize("seconds", [0.1, 1 / 3, 0.6, 1.0, 1.03, 2.71828])
def test_plays_and_holds_take_whole_frames(seconds):
    def story(lecture):
        lecture.play(Create(Circle()), run_time=seconds)
        lecture.hold(seconds)

    lecture, _ = told(story)
    frames = 2 * max(1, round(seconds * 15))
    assert lecture.time * 15 == pytest.approx(frames, abs=0.01)


def test_less_than_half_a_frame_is_not_held():
    lecture, _ = told(lambda lecture: lecture.hold(0.02))
    assert lecture.time == 0.0
    assert told(lambda lecture: lecture.hold(-3.0))[0].time == 0.0


def test_a_play_takes_the_time_of_its_longest_part_unless_it_is_told():
    def story(lecture):
        lecture.play(Create(Circle(), run_time=0.4), Create(Square(), run_time=1.2))

    assert told(story)[0].time == pytest.approx(1.2, abs=1e-3)


def test_each_beat_is_a_section_under_its_headline():
    def story(lecture):
        lecture.beat("Feed forward")
        lecture.beat("And back")

    lecture, _ = told(story)
    assert lecture.names[-3:] == ["How?", "Feed forward", "And back"]
    lines = [thing for thing in lecture.mobjects if thing is lecture.headline]
    assert len(lines) == 1
    assert lecture.headline.get_left()[0] == pytest.approx(style.LEFT_EDGE)
    assert lecture.headline.get_bottom()[1] > style.STAGE_TOP
    assert lecture.headline.get_top()[1] < config.frame_height / 2


def test_a_wipe_leaves_the_frame_and_what_is_kept():
    kept, gone = Circle(), Square(fill_opacity=0.5)

    def story(lecture):
        lecture.add(kept, gone)
        with lecture.say(SHORT):
            lecture.wipe(kept)

    lecture, _ = told(story, footer=Footer([1.0, 0.5], learning_rate=0.1))
    family = lecture.get_mobject_family_members()
    assert gone not in family
    for staying in (kept, lecture.headline, lecture.footer, *lecture.strips, *lecture.sentence):
        assert set(staying.get_family()) <= set(family)
    assert gone.get_fill_opacity() == 0.5


def test_a_beat_clears_the_stage_for_its_own_picture():
    kept, gone = Circle(), Square(fill_opacity=0.5)

    def story(lecture):
        lecture.add(kept, gone)
        lecture.beat("Next", kept)

    lecture, _ = told(story)
    family = lecture.get_mobject_family_members()
    assert kept in family
    assert gone not in family
    assert lecture.headline in lecture.mobjects


def test_every_panel_follows_one_clock():
    steps = []

    def story(lecture):
        lecture.follow(steps.append)
        lecture.show_step(2)
        lecture.play(lecture.replay(lecture.footer, 3, run_time=0.4))

    lecture, _ = told(story, footer=Footer([4.0, 3.0, 2.0, 1.0], learning_rate=0.1))
    assert steps[0] == 2
    assert steps[-1] == lecture.step == 3
    assert set(steps) == {2, 3}
    assert lecture.footer.cost_number.value == 1.0


def play_key(fingerprint):
    scene = Scene()
    scene.add(Stamp(fingerprint))
    return get_hash_from_play_call(
        scene,
        scene.camera,
        [Create(Square())],
        scene.mobjects,
        backend="cairo",
        encoder_fingerprint="test",
        renderer_state={},
    )


def test_the_same_picture_of_another_run_is_another_play_to_manims_cache():
    assert play_key("run one") == play_key("run one")
    assert play_key("run one") != play_key("run two")


def test_the_stamp_is_part_of_every_play_of_a_lecture_and_is_never_seen():
    hashes = {}

    def story(lecture):
        hashes["stamps"] = [
            thing.fingerprint for thing in lecture.mobjects if isinstance(thing, Stamp)
        ]
        lecture.wipe()
        assert any(isinstance(thing, Stamp) for thing in lecture.mobjects)

    told(story)
    assert hashes["stamps"] == ["f"]
    assert not len(Stamp("f").points)


def test_a_beat_of_another_run_has_that_runs_footer_alone_and_its_clock_at_zero():
    first, second = Footer([0.9, 0.8, 0.7], learning_rate=0.1), Clock(20)
    seen = []

    def story(lecture):
        lecture.follow(seen.append)
        lecture.show_step(2)
        lecture.beat("Another")
        lecture.turn_to(second)

    lecture, _ = told(story, first)
    assert lecture.step == 0
    assert second in lecture.mobjects
    assert first not in lecture.mobjects
    lecture.show_step(1)
    assert (second.step_number.value, first.step_number.value) == (1.0, 2.0)
    assert seen == [2]
