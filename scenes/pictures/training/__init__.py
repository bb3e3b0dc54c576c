"""What the lecture on a run's many steps alone draws."""

from scenes.pictures.training.course_of_cost import CourseOfCost
from scenes.pictures.training.layers_moved import LayersMoved
from scenes.pictures.training.loop import Loop
from scenes.pictures.training.several import Course, Several
from scenes.pictures.training.three_starts import Start, ThreeStarts
