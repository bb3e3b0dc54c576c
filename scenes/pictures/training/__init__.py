"""What the lecture on a run's many steps alone draws."""

from scenes.pictures.training.course_of_cost import CourseOfCost
from scenes.pictures.training.creases import Creases
from scenes.pictures.training.deep_bars import DeepBars
from scenes.pictures.training.gradient_bars import GradientBars, in_a_column
from scenes.pictures.training.loop import Loop
from scenes.pictures.training.several import Course, Several, by_epochs, seen_and_held
from scenes.pictures.training.tally import Tally
from scenes.pictures.training.three_starts import ThreeStarts, map_of
