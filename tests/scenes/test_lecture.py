"""A lecture keeps time in whole frames, captions what it says, and wipes what is done."""

import pytest
from manim import RIGHT, Circle, Create, Scene, Square, VGroup, config, tempconfig
from manim.utils.hashing import get_hash_from_play_call

from scenes.vocabulary import style
from scenes.vocabulary.stage import Clock, Footer, Lecture, Live
from scenes.vocabulary.stage.lecture import BREATH, CHARACTERS_A_SECOND
from scenes.vocabulary.stage.panel import Fingerprints
from tests.scenes.playing import QUIETLY

SHORT, LONG = (
    "Look.",
    "A sentence that takes a good deal longer to say than what is shown below it.",
)


class Ran:
    """A run as a lecture sees it: costs, a learning rate that falls by a tenth, a fingerprint."""

    def __init__(self, *costs, fingerprint="f"):
        self.costs, self.fingerprint = costs, fingerprint

    def __len__(self):
        return len(self.costs)

    def __getitem__(self, step):
        return {"learning_rate": round(0.5 - 0.1 * step, 1)}


class Told(Lecture):
    """A lecture whose story is given, and whose sections are noted."""

    def __init__(self, story=lambda lecture: None, **shown):
        super().__init__()
        self.story, self.shown, self.names = story, shown, []

    def next_section(self, name="unnamed", *rest, **settings):
        self.names.append(name)
        super().next_section(name, *rest, **settings)

    def construct(self):
        self.open("How?", **self.shown)
        self.story(self)


def told(story=lambda lecture: None, **shown):
    with tempconfig(QUIETLY):
        lecture = Told(story, **shown)
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


def say(lecture, sentence):
    with lecture.say(sentence):
        pass


@pytest.mark.parametrize("sentence", ["", " ", "\n"])
@pytest.mark.parametrize("how", [say, Told.tell, Told.beat])
def test_what_says_nothing_is_no_sentence(how, sentence):
    with pytest.raises(ValueError, match="says nothing; a sentence with letters"):
        told(lambda lecture: how(lecture, sentence))


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


def test_parts_of_a_play_that_are_shorter_end_when_they_are_over():
    seen = {}

    def story(lecture):
        short, long = Circle(), Square()
        parts = short.animate(run_time=0.4).shift(RIGHT), [Create(long, run_time=1.2)]
        watching = Circle().add_updater(
            lambda _: seen.update({round(lecture.last_t, 2): short.get_x()})
        )
        lecture.add(watching)
        lecture.play(*parts)

    lecture, _ = told(story)
    assert lecture.time == pytest.approx(1.2, abs=1e-3)
    moved = [x for at, x in seen.items() if 0.45 < at < 1.1]
    assert len(moved) > 5
    assert set(moved) == {1.0}
    assert 0 < seen[0.2] < 1


def test_a_run_time_holds_for_all_that_is_played():
    def story(lecture):
        lecture.play(Create(Circle(), run_time=0.4), Create(Square(), run_time=1.2), run_time=2.0)

    assert told(story)[0].time == pytest.approx(2.0, abs=1e-3)


def test_a_run_time_of_nothing_is_one_frame():
    lecture, _ = told(lambda lecture: lecture.play(Create(Circle(), run_time=1.2), run_time=0))
    assert lecture.time * 15 == pytest.approx(1, abs=0.01)


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


@pytest.mark.parametrize("leave", ["wipe", "beat"])
def test_a_part_that_two_things_share_leaves_once_and_without_a_warning(leave, monkeypatch):
    warned = []
    monkeypatch.setattr("manim.mobject.mobject.logger.warning", lambda *said: warned.append(said))

    def story(lecture):
        shared = Square()
        lecture.add(VGroup(shared, Circle()), VGroup(shared))
        lecture.wipe() if leave == "wipe" else lecture.beat("What now?")
        assert shared not in lecture.mobjects

    told(story)
    assert warned == []


def test_a_wipe_leaves_the_frame_and_what_is_kept():
    kept, gone = Circle(), Square(fill_opacity=0.5)

    def story(lecture):
        lecture.add(kept, gone)
        with lecture.say(SHORT):
            lecture.wipe(kept)

    lecture, _ = told(story, run=Ran(1.0, 0.5))
    family = lecture.get_mobject_family_members()
    assert gone not in family
    for staying in (kept, lecture.headline, lecture.footer, *lecture.bands, *lecture.sentence):
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


def noting(steps, *things):
    """A panel that notes the steps which it is told to show."""
    return Live(steps.append, *things)


def test_every_panel_follows_one_clock():
    steps, others, dot = [], [], Circle()

    def story(lecture):
        lecture.add(dot)
        lecture.follow(noting(steps, dot), noting(others, dot))
        lecture.show_step(2)
        lecture.play(lecture.replay(3, run_time=0.4))

    lecture, _ = told(story, run=Ran(4.0, 3.0, 2.0, 1.0))
    assert steps == others
    assert steps[0] == 2
    assert steps[-1] == lecture.step == 3
    assert set(steps) == {2, 3}
    assert lecture.footer.cost_number.value == 1.0
    assert lecture.footer.rate_number.value == 0.2


@pytest.mark.parametrize("leave", ["beat", "wipe", "remove"])
def test_a_panel_is_let_go_when_it_leaves_the_stage(leave):
    staying, leaving, kept, gone = [], [], Circle(), Square()

    def story(lecture):
        lecture.add(kept, gone)
        lecture.follow(noting(staying, kept), noting(leaving, gone))
        {
            "beat": lambda: lecture.beat("Next", kept),
            "wipe": lambda: lecture.wipe(kept),
            "remove": lambda: lecture.remove(gone),
        }[leave]()
        lecture.play(lecture.replay(2, run_time=0.4))

    lecture, _ = told(story, run=Ran(3.0, 2.0, 1.0))
    assert staying[-1] == 2
    assert leaving == []
    assert gone not in lecture.get_mobject_family_members()


def test_a_panel_that_is_let_go_stays_as_it_is():
    steps, dot = [], Circle()

    def story(lecture):
        lecture.add(dot)
        panel = noting(steps, dot)
        lecture.follow(panel)
        lecture.show_step(1)
        lecture.let_go(panel)
        lecture.play(lecture.replay(2, run_time=0.4))

    lecture, _ = told(story, run=Ran(3.0, 2.0, 1.0))
    assert steps == [1]
    assert dot in lecture.mobjects


def play_key(*runs):
    scene = Scene()
    scene.add(Fingerprints(*runs))
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
    one, two = Ran(1.0, fingerprint="one"), Ran(1.0, fingerprint="two")
    assert play_key(one) == play_key(one)
    assert len({play_key(one), play_key(two), play_key(one, two)}) == 3


def test_the_fingerprints_of_all_runs_are_part_of_every_play_and_are_never_seen():
    found = []

    def story(lecture):
        lecture.wipe()
        found.extend(thing for thing in lecture.mobjects if isinstance(thing, Fingerprints))

    told(story, run=Ran(1.0, 0.5, fingerprint="one"), also=[Ran(1.0, fingerprint="two")])
    (mark,) = found
    assert mark.fingerprints == "one two"
    assert not len(mark.points)


def test_a_lecture_without_a_run_has_no_footer_and_no_step():
    lecture, _ = told(also=[Ran(1.0)])
    assert (lecture.footer, lecture.recording, lecture.example) == (None, None, None)
    assert lecture.step == 0


def test_what_is_shown_is_held_against_the_run_and_the_example_that_it_opens_with():
    run, example = Ran(1.0, 0.5), {"a1": 0.5}
    lecture, _ = told(run=run, example=example)
    assert lecture.recording is run
    assert lecture.example is example


def test_a_beat_of_another_run_has_that_runs_footer_alone_and_its_clock_at_zero():
    first, second, seen = Ran(0.9, 0.8, 0.7), Ran(0.6, 0.5), []

    def story(lecture):
        lecture.add(dot := Circle())
        lecture.follow(noting(seen, dot))
        lecture.show_step(2)
        lecture.beat("Another")
        before = lecture.footer
        lecture.turn_to(second)
        assert before not in lecture.mobjects

    lecture, _ = told(story, run=first, example={"a1": 0.5})
    assert lecture.step == 0
    assert (lecture.recording, lecture.example) == (second, None)
    assert isinstance(lecture.footer, Footer)
    lecture.show_step(1)
    assert (lecture.footer.step_number.value, lecture.footer.cost_number.value) == (1.0, 0.5)
    assert seen == [2]


@pytest.mark.parametrize("shown", [{"with_cost": False}, {}], ids=["one run", "two runs"])
def test_a_clock_that_has_no_one_cost_shows_none(shown):
    runs = [Ran(0.9, 0.8, 0.7), Ran(0.6, 0.5, 0.4)][: 1 if shown else 2]
    lecture, _ = told(lambda lecture: lecture.turn_to(*runs, **shown), run=Ran(1.0, 0.5))
    assert isinstance(lecture.footer, Clock)
    assert lecture.footer.bar.last == 2
    assert lecture.recording is runs[0]


@pytest.mark.parametrize("rate", [lambda step: 1e-5, lambda step: 0.003 * (1 - step / 3)])
def test_that_a_run_was_not_checked_stands_clear_of_its_learning_rate(rate):
    class Unchecked(Ran):
        unchecked = True

        def __getitem__(self, step):
            return {"learning_rate": rate(step)}

    lecture, _ = told(run=Unchecked(12_345.6, 0.5, 0.25))
    numbers, said = lecture.footer.rate_number, lecture.footer[-1]
    assert said.says == "not checked"
    assert numbers.get_right()[0] + 0.3 < said.get_left()[0]
    assert said.get_right()[0] + 0.3 < lecture.footer.bar.get_left()[0]
