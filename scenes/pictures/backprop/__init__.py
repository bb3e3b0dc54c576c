"""What the lecture on backpropagation alone draws."""

from scenes.pictures.backprop.back import BackBoard
from scenes.pictures.backprop.blame_case import own_cost, worth_a_look
from scenes.pictures.backprop.blame_stage import BlameStage
from scenes.pictures.backprop.columns import wishes
from scenes.pictures.backprop.cost import CostBoard
from scenes.pictures.backprop.gradient import GradientBoard, strongest
from scenes.pictures.backprop.hero import forth_and_back, hero_of, replayed, take_in
from scenes.pictures.backprop.landscape import LandscapeBoard, slice_below
from scenes.pictures.backprop.nudge import NudgeBoard
from scenes.pictures.backprop.nudged import NUDGES, Chain, can_be_nudged, step_aside, telling_place
from scenes.pictures.backprop.sayings import Sayings, said_of_sweep
from scenes.pictures.backprop.step import step_lines
from scenes.pictures.backprop.sweep import Blame
from scenes.pictures.backprop.what_fits import unfit
