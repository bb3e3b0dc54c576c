"""What the lecture on feeding forward alone draws."""

from scenes.pictures.feedforward import sayings
from scenes.pictures.feedforward.everyone import MOST, Everyone
from scenes.pictures.feedforward.one_neuron import OneNeuron, can_be_followed, telling_neuron
from scenes.pictures.feedforward.two_sheets import TwoSheets
from scenes.pictures.feedforward.whole_network import OneLine, answer_large, names_of_inputs
