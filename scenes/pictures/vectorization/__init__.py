"""What the lecture on many examples at once alone draws."""

from scenes.pictures.vectorization.adding import Adding
from scenes.pictures.vectorization.cells import Cells, Grid, asks
from scenes.pictures.vectorization.layer_table import LayerTable, layout, roomy
from scenes.pictures.vectorization.outcome import all_layers, backward, forward, outcome
from scenes.pictures.vectorization.passing import Passing
from scenes.pictures.vectorization.race import Race
from scenes.pictures.vectorization.time_chart import TimeChart
from scenes.pictures.vectorization.what_fits import unfit
from scenes.pictures.vectorization.worked import in_digits, work_out
