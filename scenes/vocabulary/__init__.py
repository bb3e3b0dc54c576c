"""The words a lecture may use: nouns that take arrays, verbs that return animations."""

from scenes.vocabulary import style
from scenes.vocabulary.arrive import arrive
from scenes.vocabulary.badge import Badges
from scenes.vocabulary.become import BecomeCells
from scenes.vocabulary.bendcard import BendCard
from scenes.vocabulary.bentline import BentLine
from scenes.vocabulary.boundary import Boundary, boundary_of
from scenes.vocabulary.chain import ChainRule, Link
from scenes.vocabulary.columns import ExampleColumns
from scenes.vocabulary.cost_curve import CostCurve
from scenes.vocabulary.descent import Descent
from scenes.vocabulary.diagram import RunDiagram
from scenes.vocabulary.digits import fewest_decimals
from scenes.vocabulary.ellipsis import shortened
from scenes.vocabulary.equation import Equation
from scenes.vocabulary.fill import Fill
from scenes.vocabulary.fit import Answers, Fit, FitPanel
from scenes.vocabulary.flatmap import FlatMap
from scenes.vocabulary.flip import Flip
from scenes.vocabulary.flow import Flow, Run
from scenes.vocabulary.footer import Clock, Footer
from scenes.vocabulary.formula import maths, words
from scenes.vocabulary.gauge import Gauge
from scenes.vocabulary.gesture import Depart, Gesture, together
from scenes.vocabulary.hearing import Hearing
from scenes.vocabulary.image import PixelGrid
from scenes.vocabulary.layers import LayerBack, LayerForward, LayerGradient
from scenes.vocabulary.layerwords import layer_words
from scenes.vocabulary.lecture import Lecture
from scenes.vocabulary.ledger import Entry, Ledger
from scenes.vocabulary.light import Awaken, Forget, Spotlight
from scenes.vocabulary.marks import DropLine
from scenes.vocabulary.matrix import ValueMatrix, frame_around
from scenes.vocabulary.motion import Flight, Reveal, Tween, Vanish, conceal
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.neuron import Holds
from scenes.vocabulary.neuronsums import NeuronSums
from scenes.vocabulary.nudge import NudgeTest
from scenes.vocabulary.people import People
from scenes.vocabulary.picking import first_inside, two_kinds
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.progress import Progress
from scenes.vocabulary.prose import counted
from scenes.vocabulary.race import Race
from scenes.vocabulary.readout import Readout, cite, quote
from scenes.vocabulary.runner import Runner
from scenes.vocabulary.scatter import Scatter
from scenes.vocabulary.settle import Settle
from scenes.vocabulary.sidebyside import Contender, SideBySide
from scenes.vocabulary.sliced import SlicedRun
from scenes.vocabulary.squash import Squash
from scenes.vocabulary.stalled import Stalled
from scenes.vocabulary.standings import Lane, Standings
from scenes.vocabulary.steepness import Steepness
from scenes.vocabulary.stepwings import RunWings, StepWings, ThreeSteps
from scenes.vocabulary.strip import RunningSum, Strip
from scenes.vocabulary.subject import Subject
from scenes.vocabulary.surface import CostSurface, Orbit
from scenes.vocabulary.tally import Tally
from scenes.vocabulary.terrain import Terrain
from scenes.vocabulary.update import StepBars, StepLine, weight_name
from scenes.vocabulary.wiggle import Wiggle
from scenes.vocabulary.wings import Wings, zoom_out
from scenes.vocabulary.wording import Wording

__all__ = [
    "Answers",
    "Awaken",
    "Badges",
    "BecomeCells",
    "BendCard",
    "BentLine",
    "Boundary",
    "ChainRule",
    "Clock",
    "Contender",
    "CostCurve",
    "CostSurface",
    "Curve",
    "Depart",
    "Descent",
    "DropLine",
    "Entry",
    "Equation",
    "ExampleColumns",
    "Fill",
    "Fit",
    "FitPanel",
    "FlatMap",
    "Flight",
    "Flip",
    "Flow",
    "Footer",
    "Forget",
    "Gauge",
    "Gesture",
    "Hearing",
    "Holds",
    "Lane",
    "LayerBack",
    "LayerForward",
    "LayerGradient",
    "Lecture",
    "Ledger",
    "Link",
    "NetworkDiagram",
    "NeuronSums",
    "NudgeTest",
    "Orbit",
    "People",
    "PixelGrid",
    "Plot",
    "Progress",
    "Race",
    "Readout",
    "Reveal",
    "Run",
    "RunDiagram",
    "RunWings",
    "Runner",
    "RunningSum",
    "Scatter",
    "Settle",
    "SideBySide",
    "SlicedRun",
    "Spotlight",
    "Squash",
    "Stalled",
    "Standings",
    "Steepness",
    "StepBars",
    "StepLine",
    "StepWings",
    "Strip",
    "Subject",
    "Tally",
    "Terrain",
    "ThreeSteps",
    "Tween",
    "ValueMatrix",
    "Vanish",
    "Wiggle",
    "Wings",
    "Wording",
    "arrive",
    "boundary_of",
    "cite",
    "conceal",
    "counted",
    "fewest_decimals",
    "first_inside",
    "frame_around",
    "layer_words",
    "maths",
    "quote",
    "shortened",
    "style",
    "together",
    "two_kinds",
    "weight_name",
    "words",
    "zoom_out",
]
