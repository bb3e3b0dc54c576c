"""What the lecture on gradient descent alone draws."""

from scenes.pictures.gradient_descent.cost_curve import CostCurve
from scenes.pictures.gradient_descent.downhill import DownhillBoard
from scenes.pictures.gradient_descent.fit import Answers, FitPanel
from scenes.pictures.gradient_descent.line import LineBoard, RuleBoard
from scenes.pictures.gradient_descent.race import Lane
from scenes.pictures.gradient_descent.resize import Resize
from scenes.pictures.gradient_descent.runs import RaceBoard, StartsBoard
from scenes.pictures.gradient_descent.sliced import SlicedRun
from scenes.pictures.gradient_descent.slopes import SlopesBoard
from scenes.pictures.gradient_descent.terrain import Terrain
