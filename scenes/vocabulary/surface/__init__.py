"""The cost over two parameters, and what moves on it."""

from scenes.vocabulary.surface.arrow import StepArrow, lean, within
from scenes.vocabulary.surface.canvas import Canvas
from scenes.vocabulary.surface.contours import ContourMap
from scenes.vocabulary.surface.cost_sheet import CostSheet
from scenes.vocabulary.surface.marks import Ball, DropLine, Ground
from scenes.vocabulary.surface.projection import View
from scenes.vocabulary.surface.surface import CostSurface, Orbit
from scenes.vocabulary.surface.trail import Runner, Trail
