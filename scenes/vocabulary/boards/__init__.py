"""Boards: what stands on the stage in one beat, composed and placed, and the gestures on it.

A board is no mobject itself: it holds nouns, hides what is to come, and returns the gestures that
bring it about. The lecture says the sentences and performs the gestures.
"""

from scenes.vocabulary.boards.back import BackBoard, Blame, beside, blame, send_back
from scenes.vocabulary.boards.batch import BatchBoard
from scenes.vocabulary.boards.bend import BendBoard, in_one_line
from scenes.vocabulary.boards.closing import ClosingBoard, progress_of
from scenes.vocabulary.boards.collapse import CollapseBoard
from scenes.vocabulary.boards.cost import CostBoard, labels_of
from scenes.vocabulary.boards.downhill import DownhillBoard
from scenes.vocabulary.boards.error import ErrorBoard
from scenes.vocabulary.boards.forward import ForwardBoard, guess_line, signal
from scenes.vocabulary.boards.glimpse import GlimpseBoard
from scenes.vocabulary.boards.gradient import GradientBoard
from scenes.vocabulary.boards.landscape import LandscapeBoard, span_of
from scenes.vocabulary.boards.limits import strongest, unfit
from scenes.vocabulary.boards.line import LineBoard
from scenes.vocabulary.boards.look import Look, Pictures, Points, Rows, look_at
from scenes.vocabulary.boards.nudge import NudgeBoard
from scenes.vocabulary.boards.rule import RuleBoard
from scenes.vocabulary.boards.runs import RaceBoard, StartsBoard
from scenes.vocabulary.boards.slopes import SlopesBoard
from scenes.vocabulary.boards.squash import SquashBoard, bending
from scenes.vocabulary.boards.step import StepBoard

__all__ = [
    "BackBoard",
    "BatchBoard",
    "BendBoard",
    "Blame",
    "ClosingBoard",
    "CollapseBoard",
    "CostBoard",
    "DownhillBoard",
    "ErrorBoard",
    "ForwardBoard",
    "GlimpseBoard",
    "GradientBoard",
    "LandscapeBoard",
    "LineBoard",
    "Look",
    "NudgeBoard",
    "Pictures",
    "Points",
    "RaceBoard",
    "Rows",
    "RuleBoard",
    "SlopesBoard",
    "SquashBoard",
    "StartsBoard",
    "StepBoard",
    "bending",
    "beside",
    "blame",
    "guess_line",
    "in_one_line",
    "labels_of",
    "look_at",
    "progress_of",
    "send_back",
    "signal",
    "span_of",
    "strongest",
    "unfit",
]
