"""Tables of recorded numbers, how they fill, and how they stand in an equation."""

from scenes.vocabulary.matrix.become import BecomeCells, Fill
from scenes.vocabulary.matrix.code_line import CodeLine
from scenes.vocabulary.matrix.equation import Equation, largest
from scenes.vocabulary.matrix.matrix import ValueMatrix
from scenes.vocabulary.matrix.tiles import Chip, frame_around, tile
