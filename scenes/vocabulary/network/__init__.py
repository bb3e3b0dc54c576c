"""A network as a picture: neurons, edges, images, what runs along them, and where to look."""

from scenes.vocabulary.network.diagram import RunDiagram
from scenes.vocabulary.network.flow import Flow, Pulse
from scenes.vocabulary.network.image import PixelGrid, inkiest
from scenes.vocabulary.network.light import Awaken, Forget, Spotlight
from scenes.vocabulary.network.network import NetworkDiagram
from scenes.vocabulary.network.neuron import Holds, Neuron, values_of
