"""One layer at work, how activations are written, and what there is to show and say of a run."""

from scenes.vocabulary.layer.activations import BENDS
from scenes.vocabulary.layer.bend_board import becomes, in_one_line
from scenes.vocabulary.layer.facts import Data, Definition
from scenes.vocabulary.layer.forward_board import ForwardBoard, guess_line, signal
from scenes.vocabulary.layer.squash_board import SquashBoard, bending_board
from scenes.vocabulary.layer.subject import Subject
from scenes.vocabulary.layer.wording import BENDING, counted
