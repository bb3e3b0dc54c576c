"""What the lecture on gradient descent alone draws."""

from scenes.pictures.gradient_descent.fit import FitPanel
from scenes.pictures.gradient_descent.painting import Painting
from scenes.pictures.gradient_descent.race import Lane
from scenes.pictures.gradient_descent.runs import RaceBoard, StartsBoard, sheet_of
from scenes.pictures.gradient_descent.sliced import TURNED, SlicedRun, SliceSays
from scenes.pictures.gradient_descent.slopes import RuleBoard, SlopesBoard
from scenes.pictures.gradient_descent.what_fits import shown_steps, slice_of, span_of, unfit
