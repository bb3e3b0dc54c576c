"""The code of the first layer, of its gradient, and of all layers, with the arrays' shapes."""

from manim import DOWN, UP

from scenes.vocabulary.matrix import CodeLine
from scenes.vocabulary.text import Source, maths

_SHAPES = "W^([l]): n_l times n_(l-1) quad b^([l]): n_l times 1 quad A^([l]): n_l times m"
_BESIDE, _ABOVE = 1.2, 0.5  # between two statements; of those that shapes stand below


def forward(step: Source) -> CodeLine:
    """Return the code of the first layer, with the shapes of its arrays."""
    shapes = {0: step["z1"].shape, 2: step["W1"].shape, 4: step["a0"].shape, 6: step["b1"].shape}
    return CodeLine("Z", "=", "W", "@", "X", "+", "b", shapes=shapes)


def backward(step: Source) -> CodeLine:
    """Return the code of the gradient of the first layer's W, likewise."""
    (rows, m), columns = step["z1"].shape, len(step["a0"])
    shapes = {0: (rows, columns), 2: (rows, m), 4: (m, columns)}
    return CodeLine("dW", "=", "dZ", "@", "X.T", "/", f"{m}", shapes=shapes)


def all_layers() -> CodeLine:
    """Return the code that goes through all layers, and which shapes their arrays have."""
    code = CodeLine("A = X", "for W, b in layers: A = g(W @ A + b)", gap=_BESIDE)
    return code.add(maths(_SHAPES).next_to(code, DOWN)).shift(UP * _ABOVE)
