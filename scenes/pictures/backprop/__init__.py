"""What the lecture on backpropagation alone draws."""

from scenes.pictures.backprop.back import BackBoard, Blame, beside
from scenes.pictures.backprop.closing import ClosingBoard, progress_of
from scenes.pictures.backprop.cost import CostBoard
from scenes.pictures.backprop.error import ErrorBoard
from scenes.pictures.backprop.first_look import look_at
from scenes.pictures.backprop.gradient import GradientBoard, strongest
from scenes.pictures.backprop.landscape import LandscapeBoard, span_of
from scenes.pictures.backprop.nudge import NudgeBoard
from scenes.pictures.backprop.sentences import Sentences
from scenes.pictures.backprop.step import StepBoard
from scenes.pictures.backprop.what_fits import unfit
