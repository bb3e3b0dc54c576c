"""What the lecture on a run's many steps alone draws."""

from scenes.pictures.training.another_run import AnotherRun, unfit
from scenes.pictures.training.course_of_cost import CourseOfCost
from scenes.pictures.training.findings import Findings
from scenes.pictures.training.layer_bars import DeepBars, GradientBars
from scenes.pictures.training.loop import Loop
from scenes.pictures.training.maps import Creases, ThreeStarts, asked, map_of
from scenes.pictures.training.several import Course, Several, by_epochs, seen_and_held
