"""What the lecture on strangers' drawings alone draws."""

from scenes.pictures.doodles import choosing
from scenes.pictures.doodles.confusion_table import ConfusionTable, with_names
from scenes.pictures.doodles.guessing import GuessBoard
from scenes.pictures.doodles.on_the_clock import ThroughSteps, WeightPictures
from scenes.pictures.doodles.opened import Opened
from scenes.pictures.doodles.rain import Rain
from scenes.pictures.doodles.shuffling import Shuffling, SideBySide
from scenes.pictures.doodles.votes import VoteBoard
from scenes.pictures.doodles.wall_of_images import WallOfImages
