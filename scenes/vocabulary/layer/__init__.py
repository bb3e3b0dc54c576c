"""One layer at work, how activations and costs are written and said, what to show of a run."""

from scenes.vocabulary.layer.activations_and_costs import ACTIVATIONS, COSTS
from scenes.vocabulary.layer.bend_board import SquashBoard, becomes, bending_board
from scenes.vocabulary.layer.counted import counted, spoken
from scenes.vocabulary.layer.forward_board import ForwardBoard, guess_line, signal
from scenes.vocabulary.layer.sliders import Sliders
from scenes.vocabulary.layer.subject import Subject
