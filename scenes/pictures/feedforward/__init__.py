"""What the lecture on feeding forward alone draws."""

from scenes.pictures.feedforward.batch import BatchBoard
from scenes.pictures.feedforward.collapse import CollapseBoard
from scenes.pictures.feedforward.glimpse import GlimpseBoard
from scenes.pictures.feedforward.sentences import layer_words
from scenes.pictures.feedforward.tally import Tally
