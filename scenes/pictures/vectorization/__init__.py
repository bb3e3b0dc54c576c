"""What the lecture on many examples at once alone draws."""

from scenes.pictures.vectorization.cells import GAP, TOP, Cells, Grid
from scenes.pictures.vectorization.code_line import CodeLine
from scenes.pictures.vectorization.layer_table import MOST, ROWS, LayerTable, layout
from scenes.pictures.vectorization.outcome import outcome
from scenes.pictures.vectorization.passing import Passing
from scenes.pictures.vectorization.time_chart import WAYS, TimeChart
from scenes.pictures.vectorization.what_fits import unfit
