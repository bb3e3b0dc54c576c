"""What the lecture on the sigmoid alone draws."""

from scenes.pictures.sigmoid.bend_card import BendCard
from scenes.pictures.sigmoid.bent_line import BentLine
from scenes.pictures.sigmoid.neuron_sums import NeuronSums
from scenes.pictures.sigmoid.picking import first_inside, two_kinds
from scenes.pictures.sigmoid.side_by_side import Contender, Stalled
from scenes.pictures.sigmoid.steepness import Steepness
from scenes.pictures.sigmoid.step_wings import RunWings, ThreeSteps
from scenes.pictures.sigmoid.wiggle import Hearing
from scenes.pictures.sigmoid.wings import zoom_out
