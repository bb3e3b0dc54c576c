"""The name of a play's film tells apart what looks different, and nothing else."""

import math
import os
import subprocess
import sys
from functools import partial

import numpy as np
import pytest
from manim import BLUE, RED, RIGHT, Circle, Dot, FadeIn, ImageMobject, Square, VGroup, smooth
from manim.utils.hashing import get_hash_from_play_call

import engine
from scenes.film.drawing import SwiftCamera
from scenes.film.naming import name_of
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.stage.panel import Fingerprints
from scenes.vocabulary.surface import StepArrow
from scenes.vocabulary.text import Readout, words

SCENE, CAMERA = object(), SwiftCamera()


class Stage:
    """A stage, a motion on it, and whatever a test wants to change."""

    def __init__(self):
        self.circle, self.dot = Circle(color=BLUE), Dot()
        self.dot.kept = {"rows": [1, (2, 3.0)], "table": np.zeros((300, 300))}
        self.number, self.stamp = Readout(0.25), Fingerprints()
        self.line = words("A sentence")
        self.image = ImageMobject(np.zeros((4, 4, 4), np.uint8))
        self.group = VGroup(self.circle, VGroup(self.dot, self.number))
        self.things = [self.group, self.stamp, self.line, self.image]
        self.motion = Tween(self.circle, fading(self.circle, 0.5), run_time=1.0)
        self.encoder = "libx264"

    def name(self):
        return name_of(SCENE, CAMERA, [self.motion, *self.things], encoder=self.encoder)

    def manims(self):
        return get_hash_from_play_call(
            SCENE,
            CAMERA,
            [self.motion],
            self.things,
            backend="cairo",
            encoder_fingerprint=self.encoder,
            renderer_state=(),
        )


def fading(circle, opacity):
    return lambda moment: circle.set_fill(opacity=opacity * moment)


CHANGES = {
    "a place": lambda s: s.circle.shift(RIGHT * 1e-6),
    "a part's place": lambda s: s.dot.shift(RIGHT * 1e-6),
    "a colour": lambda s: s.circle.set_color(RED),
    "an opacity": lambda s: s.dot.set_fill(opacity=0.999),
    "a width": lambda s: s.circle.set_stroke(width=4.01),
    "what lies above": lambda s: s.dot.set_z_index(1),
    "the order": lambda s: s.things.reverse(),
    "a part more": lambda s: s.group.add(Square()),
    "a part less": lambda s: s.group.remove(s.circle),
    "a number": lambda s: s.number.show_value(0.26),
    "a sentence": lambda s: s.things.__setitem__(2, words("A sentences")),
    "a run": lambda s: setattr(s.stamp, "fingerprints", "another run"),
    "a pixel": lambda s: s.image.pixel_array.__setitem__((1, 2, 0), 7),
    "an element of a large array": lambda s: s.dot.kept["table"].__setitem__((299, 299), 1e-9),
    "an element of a tuple": lambda s: s.dot.kept["rows"].__setitem__(1, (2, 3)),
    "a key": lambda s: s.dot.kept.update(more=None),
    "the time of a motion": lambda s: setattr(s.motion, "run_time", 1.1),
    "the pace of a motion": lambda s: setattr(s.motion, "rate_func", smooth_twice),
    "what a motion ends in": lambda s: setattr(s.motion, "show", fading(s.circle, 0.6)),
    "the motion": lambda s: setattr(s, "motion", FadeIn(s.circle)),
    "the encoder": lambda s: setattr(s, "encoder", "libvpx-vp9"),
}


def smooth_twice(moment):
    return smooth(smooth(moment))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_is_different_has_another_name_as_manim_gives_it_one(change):
    stage = Stage()
    before, manims = stage.name(), stage.manims()
    change(stage)
    assert stage.name() != before
    assert stage.manims() != manims


def compiled(value):
    """A function of no file, as one that was typed in."""
    made = {}
    exec(f"def pace(moment):\n    return {value}", made)
    return made["pace"]


class Pace:
    """What a method belongs to."""

    def __init__(self, power):
        self.power = power

    def of(self, moment):
        return moment**self.power


def later():
    """A function that speaks of a name which is given nothing yet, and one which is."""

    def show(moment):
        return then if moment else now

    now = 1
    if not now:
        then = 2
    return show


SLOW, FAST = lambda moment: moment**2, lambda moment: moment**3  # in one line
PAIRS = {
    "two functions of one line": (SLOW, FAST),
    "two functions of no file": (compiled(1), compiled(2)),
    "what a function within takes": tuple(lambda m, c=c: (lambda: c)() for c in (1, 2)),
    "what is taken unless given": tuple(lambda m, c=c: c for c in (1, 2)),
    "what is taken by name unless given": tuple(lambda m, *, c=c: c for c in (1, 2)),
    "whose method it is": (Pace(2).of, Pace(3).of),
    "two built-in functions": (math.sin, math.cos),
    "two of NumPy's": (np.sin, np.cos),
    "two sets": ({1, 2}, {1, 3}),
    "two sets of pairs": ({(1, 2)}, frozenset({(1, 3)})),
    "two ranges": (range(3), range(4)),
}


@pytest.mark.parametrize(("one", "other"), PAIRS.values(), ids=PAIRS.keys())
def test_what_only_is_called_or_held_counts_too(one, other):
    stage, names = Stage(), []
    for thing in (one, other, one):
        stage.dot.held = thing
        names.append(stage.name())
    assert names[0] == names[2] != names[1]


def test_a_function_may_speak_of_what_is_not_there_yet():
    stage = Stage()
    stage.dot.held = later()
    assert stage.name() == stage.name()


SEVERAL = "alpha", "beta", "gamma", "delta", "epsilon", "zeta"
IN_SOME_ORDER = f"""
from manim import Circle
from scenes.film.naming import name_of

{" = ".join(SEVERAL)} = 1

def speaks_of_several(moment):
    within = lambda: (zeta, alpha, moment)
    return {", ".join(SEVERAL)}, moment in {set(SEVERAL)}, within()

circle = Circle()
circle.show, circle.words = speaks_of_several, {set(SEVERAL)}
print(name_of(object(), None, [circle], encoder=""))
"""


def test_a_name_is_the_same_in_another_process_whatever_order_it_gives_to_sets(root):
    names = set()
    for seed in "1234":
        done = subprocess.run(
            [sys.executable, "-c", IN_SOME_ORDER],
            cwd=root, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True,
        )  # fmt: skip
        assert len(done.stdout.strip()) == 64, done.stderr
        names.add(done.stdout)
    assert len(names) == 1


def test_what_a_prepared_call_is_given_counts():
    stage = Stage()
    names = set()
    for step in (0.0, 0.5):
        stage.motion.show = partial(stage.circle.set_fill, opacity=step)
        names.add(stage.name())
    assert len(names) == 2


def test_a_stage_that_was_built_again_has_the_same_name():
    assert Stage().name() == Stage().name()


def test_whether_equal_things_are_shared_does_not_matter():
    one, other = Stage(), Stage()
    at, place = (1, 2), np.arange(3.0)
    one.dot.at, one.circle.at, one.dot.place, one.circle.place = at, at, place, place
    other.dot.at, other.circle.at = (1, 2), tuple(range(1, 3))
    other.dot.place, other.circle.place = place.copy(), place.copy()
    assert one.name() == other.name()


def test_what_the_camera_has_drawn_and_what_is_hidden_in_slots_does_not_matter():
    class Hidden:
        __slots__ = ("value",)

    stage = Stage()
    stage.dot.hidden = Hidden()
    stage.dot.hidden.value = 1
    before = stage.name()
    stage.dot.hidden.value = 2
    CAMERA.pixel_array[:9] = 77
    assert stage.name() == before


def test_a_recording_has_the_name_of_its_fingerprint_however_much_was_made_of_it(tmp_path):
    def name(history):
        stage = Stage()
        stage.dot.of = [history]
        return stage.name()

    trained = engine.record("heart", steps=4)
    loaded = engine.load(trained.save(tmp_path / "named"))
    # Both are worked out when they are asked for.
    assert len(loaded.final.weights) == len(loaded.run.sizes) - 1
    assert len(loaded.dataset.fingerprint) == 64
    assert vars(loaded).keys() != vars(trained).keys()
    assert name(trained) == name(loaded)
    assert name(trained) != name(engine.record("heart", steps=4, seed=4))


def test_what_refers_to_itself_is_read_once():
    stage = Stage()
    stage.dot.around = [stage.dot, stage.group]
    stage.dot.around.append(stage.dot.around)
    assert stage.name() == stage.name()


def test_an_arrow_that_was_withdrawn_has_forgotten_where_it_pointed():
    names = set()
    for tip in ([1.0, 0.0], [0.2, 0.3]):
        arrow = StepArrow(np.zeros(2), np.zeros(2))
        arrow.reach(np.zeros(2), np.array(tip)).withdraw()
        names.add(name_of(SCENE, CAMERA, [arrow], encoder=""))
    assert len(names) == 1
