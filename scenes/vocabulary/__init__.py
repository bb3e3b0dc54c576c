"""The words that lectures share, in rooms: nouns take arrays, verbs return animations."""

from scenes.vocabulary import layer, matrix, network, plane, plot, stage, style, surface, text
from scenes.vocabulary.stage import Lecture
