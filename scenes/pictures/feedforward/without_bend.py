"""Without a bend two layers are one: their matrices multiplied out, and both ways' answers."""

from collections.abc import Mapping, Sequence

from scenes.vocabulary.matrix import Equation, ValueMatrix
from scenes.vocabulary.network import Holds, NetworkDiagram
from scenes.vocabulary.text import Source, cite, fewest_decimals
from scenes.vocabulary.text.ellipsis import stated

_ROOM = 4  # rows and columns for which three matrices side by side have room
_EXACT = 4  # the digits that show that two answers are one


class Product(Equation):
    """W^[n+1] W^[n] = one matrix; `.second`, `.first` and `.product` are the three.

    `person`: One example's working, or a step: `person["W1"]` and so on. `both`: Two layers
    multiplied out: `both["weights"]` is their product. `n`: The first of the two layers. `most`:
    For how many rows and columns each matrix has room.
    """

    def __init__(self, person: Source, both: Source, n: int, *, most: int = _ROOM) -> None:
        W, V = person[f"W{n}"], person[f"W{n + 1}"]
        sizes = V.shape[0], V.shape[1], W.shape[1]
        outer, inner, across = (stated(None, size, most=most) for size in sizes)
        factors = V[list(outer)], W[:, list(across)]
        whole = len(inner) == sizes[1]
        decimals = fewest_decimals(factors, lambda V, W: V @ W) if whole else 2
        names = [f"weight(W^([{layer}]))" for layer in (n + 1, n)]
        self.second, self.first = (
            ValueMatrix(
                person[f"W{layer}"], of=f"W{layer}", head=name, decimals=decimals, rows=i, columns=j
            )
            for layer, name, i, j in (
                (n + 1, names[0], outer, inner),
                (n, names[1], inner, across),
            )
        )
        self.product = cite(
            ValueMatrix(
                both["weights"], of="weights", head=" ".join(names), rows=outer, columns=across
            ),
            both,
        )
        super().__init__(self.second, self.first, "=", self.product)
        self.equals = self[2]


class BothWays(Equation):
    """One example's z after two layers, three ways: `.two` steps = `.one` step ≠ `.bent`, with g.

    `both`: `both["in_two"]`, `both["in_one"]` and `both["bent"]`, each (n, 1).
    """

    def __init__(self, both: Source) -> None:
        rows = stated(None, len(both["in_two"]), most=_ROOM)
        self.two, self.one, self.bent = (
            cite(ValueMatrix(both[key], of=key, head=head, decimals=_EXACT, rows=rows), both)
            for key, head in (
                ("in_two", '"two steps"'),
                ("in_one", '"one step"'),
                ("bent", '"two steps with" g'),
            )
        )
        super().__init__(self.two, "=", self.one, "eq.not", self.bent, gap=0.4)
        self.same, self.other = self[1], self[3]


def one_layer(
    both: Source,
    *,
    names: Sequence[str],
    width: float,
    shown: Mapping[int, Sequence[int]] | None = None,
    holds: Sequence[Holds] = (),
) -> NetworkDiagram:
    """Return the network that two layers come to: every input straight to every output."""
    network = NetworkDiagram(
        [both["weights"]], [both["biases"]], names=names, width=width, shown=shown, holds=holds
    )
    for edge in network.all_edges:
        edge.of = "weights"
    for bead in network.all_beads:
        bead.of = "biases"
    return cite(network, both)
