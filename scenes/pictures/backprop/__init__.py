"""What the lecture on backpropagation alone draws."""

from scenes.pictures.backprop.back import BackBoard, Blame, beside
from scenes.pictures.backprop.blame_stage import BlameStage
from scenes.pictures.backprop.cost import CostBoard
from scenes.pictures.backprop.gradient import GradientBoard, strongest
from scenes.pictures.backprop.hero import Replayed, hero_of, take_in
from scenes.pictures.backprop.landscape import LandscapeBoard, span_of
from scenes.pictures.backprop.making_room import step_aside
from scenes.pictures.backprop.nudge import NudgeBoard
from scenes.pictures.backprop.ratios import Ratios
from scenes.pictures.backprop.sayings import Sayings
from scenes.pictures.backprop.step import StepBoard
from scenes.pictures.backprop.strands import Strands
from scenes.pictures.backprop.telling import NUDGES, can_be_nudged, telling_place, worth_a_look
from scenes.pictures.backprop.what_fits import unfit
