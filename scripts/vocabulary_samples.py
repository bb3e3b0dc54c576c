"""What each word of the vocabulary looks like, drawn from a recorded run: one line a word.

A noun is drawn as it is, a verb in the middle of its motion, and what returns a choice or a name as
the answer that it gives. What only says which form a thing must have has no picture.
"""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Group, Mobject, Square, VGroup

import engine
from engine import working
from scenes.vocabulary import layer, matrix, network, plane, plot, stage, style, surface, text
from scenes.vocabulary.layer.forward import LayerForward
from scenes.vocabulary.plane.places import Plane
from scenes.vocabulary.plot import bars

Sample = Callable[[], Any]  # a mobject, an animation, a gesture or a string

HEART = engine.record("heart", seed=42)
FIRST = HEART[0]
PERSON = working.example(FIRST, 1)
ABOUT = layer.Subject(HEART.run, HEART.dataset, PERSON)
SHEET = np.linspace(-1.0, 1.0, 21)
COSTS = 0.3 + SHEET[:, None] ** 2 + 0.5 * SHEET**2 + 0.3 * SHEET[:, None] * SHEET


def diagram() -> network.NetworkDiagram:
    """A small network with what one person left in it."""
    drawn = network.NetworkDiagram(FIRST.network.weights, FIRST.network.biases)
    return drawn.show_activations([PERSON[f"a{n}"] for n in range(4)])


def weights(*, head: str = "weight(W^([1]))") -> matrix.ValueMatrix:
    """The first layer's weights."""
    return matrix.ValueMatrix(PERSON["W1"], of="W1", head=head)


def sheet(*carried: Any) -> Group:
    """A bowl, and what it carries."""
    bowl = surface.CostSurface(SHEET, SHEET, COSTS, width=4.0)
    return Group(bowl, *(bowl.carry(thing) for thing in carried))


def running() -> Group:
    """A bowl, and a run on it."""
    way = np.array([(0.9 * 0.8**k, -0.9 * 0.7**k) for k in range(9)])
    bowl = surface.CostSurface(SHEET, SHEET, COSTS, width=4.0)
    route = SimpleNamespace(path=way, path_costs=bowl.cost_at(*way.T))
    return Group(bowl, surface.Runner(bowl, route).show_step(6))


def forward() -> layer.ForwardBoard:
    """The first layer's board, its equation shown."""
    board = layer.ForwardBoard(diagram(), PERSON, 1, room=style.BESIDE)
    stage.Reveal(board.layer).show(1.0)
    return board


def axes(**settings: Any) -> plot.Plot:
    """Axes for a run's cost."""
    return plot.Plot((0, 999), (0, 1), width=3.6, height=2.0, x_log=True, **settings)


def climbing(name: str) -> Mobject:
    """The first layer's z on their way up to a curve."""
    climb = layer.bending_board(forward(), name, working.curve).climb
    stage.Reveal(climb).show(1.0)
    return climb.show_climb(1.0)


def arrows(*times: float) -> Group:
    """A bowl with an arrow that leans so far along a way, and its opposite."""
    here, way = np.array([0.5, 0.5]), np.array([-0.7, -0.5])
    pair = surface.StepArrow(here, here), surface.StepArrow(here, here)
    drawn = sheet(*pair)
    for share in times:
        surface.lean(*pair, here, way, share)
    return drawn


def followed() -> VGroup:
    """A network at a late step, beside the clock that brought it there."""
    drawn, clock = diagram(), stage.Clock(len(HEART) - 1)
    panel = stage.Live(lambda step: drawn.show_weights(HEART[step].network.weights), drawn)
    for one in (panel, clock):
        one.show_step(600)
    return VGroup(drawn, clock.scale(0.6).next_to(drawn, DOWN))


def deciding() -> plane.DecisionMap:
    """Return what the last network guesses."""
    X, Y = HEART.dataset.X, HEART.dataset.Y
    asked = plane.DecisionMap(X, X, Y[0], _guessed, key="a3", width=5.0, height=3.4)
    return asked.show_step(999)


def answering() -> plane.PlaneMap:
    """Return what a neuron of the last network answers."""
    X = HEART.dataset.X
    places = Plane(X, X, air=(0.16, 0.16), marks=(101, 101))
    looks = {"width": 3.0, "height": 3.0, "level": ("z1", 0.0), "yes": HEART.dataset.Y[0] > 0.5}
    one = plane.PlaneMap(places, "a1", (0.0, 1.0), **looks)
    return one.show(_guessed(999, places.grid), partial(_guessed, 999))


def _guessed(step: int, inputs: Any) -> Any:
    return working.probe(HEART[step], inputs)


def pixels() -> network.PixelGrid:
    """A digit."""
    digits = engine.datasets.load("digits")
    return network.PixelGrid(digits.X[:, 7].reshape(digits.image_shape))


def flow() -> network.Flow:
    """What the second layer takes in."""
    return layer.signal(diagram(), PERSON, 2)


def heights() -> text.Depiction:
    """The first layer's activations, as bars that say how long they are."""
    feet = np.array([[0.6 * k, 0.0, 0.0] for k in range(len(PERSON["a1"]))])
    return bars.Bars("a1", feet, way=UP, thick=0.4, unit=1.5).show(PERSON, 0)


def pair() -> VGroup:
    """Two things, side by side."""
    return VGroup(Square(0.7), Circle(0.4)).arrange(RIGHT, buff=0.6).set_color(style.color("ink"))


def concealed() -> Mobject:
    """Two things, one of which is hidden and can come back."""
    both = pair()
    stage.conceal(both[1])
    return both


def moved(*motions: Any) -> Group:
    """What animations show in the middle of their time."""
    for motion in motions:
        motion.begin()
        motion.interpolate(0.5)
    return Group(*(motion.mobject for motion in motions))


SAMPLES: dict[str, Sample] = {
    # text
    "Depicted": lambda: 'Depicted("a1", (0, slice(None)), heights / unit, style.PIXEL / unit)',
    "Depiction": lambda: heights(),
    "Formula": lambda: text.maths("frac(partial cost(C), partial weight(w)) = delta(delta) dot x"),
    "Readout": lambda: text.Readout(FIRST.cost, 4, of="cost", role="cost", size=style.TITLE),
    "Strip": lambda: text.Strip("a =", text.quote(PERSON, "a3", (0, 0), 3)),
    "cite": lambda: text.cite(text.Readout(PERSON["z1"][0, 0], of="z1", at=(0, 0)), PERSON),
    "fewest_decimals": lambda: str(text.fewest_decimals([PERSON["W1"], PERSON["a0"]], np.matmul)),
    "maths": lambda: text.maths("weighted(z) = weight(W) activation(a) + bias(b)"),
    "quote": lambda: text.quote(PERSON, "W1", (1, 0), 3),
    "words": lambda: text.words("a _slice_ of the cost"),
    # plot
    "Curve": lambda: (
        lambda drawn: VGroup(drawn, plot.Curve(drawn, np.arange(1000), HEART.costs, of="cost"))
    )(axes()),
    "Plot": lambda: axes(y_label=text.maths("cost(C)")),
    "cost_plot": lambda: plot.cost_plot(999, (0, 1), width=3.6, height=2.0),
    # stage
    "Clock": lambda: stage.Clock(len(HEART) - 1).show_step(300),
    "Depart": lambda: stage.Depart(pair()),
    "Flight": lambda: (lambda a, b: (stage.Flight(a, b, arc=0.5), stage.Depart(b)))(*pair()),
    "Footer": lambda: stage.Footer.of(HEART).show_step(300),
    "Lecture": lambda: "self.open, self.beat, self.say, self.play, self.follow, self.replay",
    "Live": followed,
    "Reveal": lambda: stage.Reveal(concealed(), run_time=1.0),
    "Tween": lambda: (lambda box: stage.Tween(box, lambda m: box.set_fill(opacity=m)))(Square(0.8)),
    "Vanish": lambda: stage.Vanish(*pair()),
    "conceal": concealed,
    "together": lambda: stage.together(
        stage.Vanish(Square(0.7).shift(LEFT)), stage.Vanish(Circle(0.4).shift(RIGHT)), run_time=1.0
    ),
    # matrix
    "BecomeCells": lambda: matrix.BecomeCells(diagram().edges_of(0), weights().shift(RIGHT * 4.5)),
    "Chip": lambda: matrix.Chip(3, 2),
    "CodeLine": lambda: matrix.CodeLine("W", "@", "X", shapes={0: (3, 2), 2: (2, 10)}),
    "Equation": lambda: LayerForward(PERSON, 1),
    "Fill": lambda: (lambda table: matrix.Fill(table.blank()))(weights()),
    "ValueMatrix": weights,
    "frame_around": lambda: (lambda w: VGroup(w, matrix.frame_around(w.row(1))))(weights()),
    "largest": lambda: "for most in (5, 4, 3): the first that fits",
    "tile": lambda: matrix.tile(0.9, np.zeros(3)).set_fill(style.value_color(1.0, 1.0)),
    # plane
    "DecisionMap": deciding,
    "PlaneMap": answering,
    "Field": lambda: deciding().field,
    "example_dot": lambda: VGroup(*map(plane.example_dot, (True, False))).arrange(RIGHT),
    "key_of": lambda: plane.key_of(HEART.dataset.class_names),
    # surface
    "Ball": lambda: sheet(surface.Ball((0.5, 0.5))),
    "Canvas": pixels,
    "ContourMap": lambda: sheet()[0],
    "CostSurface": sheet,
    "DropLine": lambda: sheet(surface.Ball((0.3, 0.3), 1.1), surface.DropLine((0.3, 0.3), 1.1)),
    "Ground": lambda: sheet(surface.Ball((-0.6, 0.2))),
    "Orbit": lambda: surface.Orbit(sheet()[0], -60, 50),
    "Runner": running,
    "StepArrow": lambda: sheet(surface.StepArrow((0.7, 0.6), (0.1, 0.1))),
    "Trail": lambda: sheet(
        surface.Trail([(0.9 * 0.8**k, -0.9 * 0.7**k) for k in range(9)]).show_until(8)
    ),
    "View": lambda: sheet()[0],
    "lean": lambda: arrows(1.0),
    "within": lambda: arrows(0.6),
    # network
    "Awaken": lambda: (lambda d: network.Awaken(d.layers[1], PERSON["a1"]))(diagram()),
    "Flow": lambda: flow().show_front(0.5),
    "Forget": lambda: network.Forget(diagram().layers[1]),
    "NetworkDiagram": diagram,
    "Neuron": lambda: diagram().neuron(1, 1),
    "PixelGrid": pixels,
    "Pulse": lambda: network.Pulse(flow()),
    "RunDiagram": lambda: moved(network.RunDiagram(FIRST, HEART, depth=3).reveal_neurons()),
    "Spotlight": lambda: (lambda d: network.Spotlight(d.all_edges, d.edges_into(0, 1)))(diagram()),
    "inkiest": lambda: str(list(network.inkiest(pixels().values, 4))),
    "values_of": lambda: str(
        [round(v, 2) for v in network.values_of(diagram().layers[1], PERSON["a1"])]
    ),
    # layer
    "ForwardBoard": lambda: forward().layer,
    "Sliders": lambda: layer.Sliders(
        working.ripple(PERSON, "W3", (0, 1), np.linspace(0.0, 0.85, 20))
    ).show_nudge(19),
    "SquashBoard": lambda: climbing("sigmoid"),
    "Subject": lambda: f"{ABOUT.sizes}, {ABOUT.cost}: whether it is a plane, where the middle is",
    "becomes": lambda: weights(head="activation(x)"),
    "bending_board": lambda: layer.bending_board(forward(), "tanh", working.curve).climb.show_climb(
        0.7
    ),
    "counted": lambda: layer.counted(3, "number"),
    "guess_line": lambda: layer.guess_line(ABOUT),
    "spoken": lambda: layer.spoken(3),
    "signal": lambda: flow().show_front(0.5),
}
