"""From a sentence of a lecture to its frames there is little to read."""

import sys
from inspect import CO_GENERATOR
from pathlib import Path
from types import FrameType
from typing import Any

from manim import tempconfig

import engine
from scenes.pictures.backprop import Blame
from scenes.vocabulary import style
from scenes.vocabulary.network import RunDiagram, arranging
from tests.scenes.playing import QUIETLY, scene_classes
from tests.test_architecture import ROOT

FILES, LINES = 12, 1600


class Heard(Exception):
    """The sentence is over."""


class Road:
    """The files of `scenes` through which what is played comes to its frames.

    They are on the way, from the lecture on, to all that is called where a gesture makes its
    motions, where a motion shows a moment, and where a frame is drawn.
    """

    def __init__(self) -> None:
        self.files: set[Path] = set()

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and _file(frame):
            stack = [frame]
            while stack[-1].f_back and stack[-1].f_code.co_name != "construct":
                stack.append(stack[-1].f_back)
            if any(map(_leads_to_a_frame, stack)):
                self.files |= {file for one in stack if (file := _file(one))}


def _file(frame: FrameType) -> Path | None:
    file = Path(frame.f_code.co_filename)
    return file if file.is_relative_to(ROOT / "scenes") else None


def _leads_to_a_frame(frame: FrameType) -> bool:
    by = frame.f_back.f_code.co_name if frame.f_back else ""
    gesture = by == "perform" and bool(frame.f_code.co_flags & CO_GENERATOR)
    return gesture or frame.f_code.co_name in ("interpolate", "update_frame")


def test_a_sentence_of_backprop_is_followed_to_its_frames_in_a_dozen_files(root):
    road = Road()
    (backprop,) = scene_classes(root / "scenes/backprop.py")

    class Followed(backprop):
        """What is said first as the error goes back: delta flows along an edge."""

        def construct(self) -> None:
            self.history = engine.record("heart", seed=self.seed)
            self.choose_whom_to_follow()
            self.open("The error goes back", run=self.history, example=self.person)
            network = RunDiagram(self.first, self.history, **self.about.layers)
            self.network = arranging.awake(network.move_to(style.NETWORK), self.person)
            self.add(self.network)
            self.blame = Blame(self.network, self.person)
            self.look_into_a_neuron(self.about.depth)

        def tell(self, sentence: str, **settings: Any) -> None:
            if sys.getprofile() is road:
                raise Heard
            super().tell(sentence, **settings)
            sys.setprofile(road)

    with tempconfig(QUIETLY):
        try:
            Followed().render()
        except Heard:
            pass
        finally:
            sys.setprofile(None)
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in road.files}
    assert ROOT / "scenes/backprop.py" in lines
    assert len(lines) <= FILES, sorted(lines)
    assert sum(lines.values()) <= LINES, lines
