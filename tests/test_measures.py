"""A size of type, the width of a stroke and a place on the stage are names of `style`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import ROOT, parse, python_files

STYLE = ROOT / "scenes/vocabulary/style.py"
DRAWING = [
    path
    for path in python_files("scenes")
    if path != STYLE and not {"film", "drafts"} & set(path.relative_to(ROOT).parts)
]
MEASURES = "size", "stroke_width"
PLACING = "move_to", "align_to", "set_x", "set_y"
WAYS = {"LEFT", "RIGHT", "UP", "DOWN", "UL", "UR", "DL", "DR", "ORIGIN"}


def constants(tree: ast.Module) -> dict[str, ast.expr]:
    """What each name at the top of a file stands for."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            pairs = zip(
                target.elts if isinstance(target, ast.Tuple) else [target],
                value.elts if isinstance(value, ast.Tuple) else [value] * 9,
                strict=False,
            )
            found |= {one.id: what for one, what in pairs if isinstance(one, ast.Name)}
    return found


def has_number(value: ast.expr, known: dict[str, ast.expr]) -> bool:
    """Whether a number other than 0 is written there, or where its name is explained."""
    for part in ast.walk(value):
        if isinstance(part, ast.Name) and part.id in known and has_number(known[part.id], {}):
            return True
        if isinstance(part, ast.Constant) and type(part.value) in (int, float) and part.value:
            return True
    return False


def is_absolute(value: ast.expr, known: dict[str, ast.expr]) -> bool:
    """Whether a place is made of directions and numbers alone, or is a point with such a part."""
    if isinstance(value, ast.Name) and value.id in known:
        return is_absolute(known[value.id], {})
    if isinstance(value, ast.List):
        return any(is_absolute(part, known) for part in value.elts)
    names = {part.id for part in ast.walk(value) if isinstance(part, ast.Name)}
    return names <= WAYS and has_number(value, {})


def faults(tree: ast.Module) -> Iterator[int]:
    """The lines on which a measure or a place is a number."""
    known = constants(tree)
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg=name, value=value) if name in MEASURES:
                if has_number(value, known):
                    yield value.lineno
            case ast.keyword(arg="center", value=value) if is_absolute(value, known):
                yield value.lineno
            case ast.Dict():
                for key, value in zip(node.keys, node.values, strict=True):
                    named = isinstance(key, ast.Constant) and key.value in MEASURES
                    if named and has_number(value, known):
                        yield value.lineno
            case ast.Call(func=ast.Attribute(attr="set_stroke")):
                widths = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "width")]
                if any(has_number(width, known) for width in widths):
                    yield node.lineno
            case ast.Call(func=ast.Attribute(attr=name)) if name in PLACING:
                if node.args and is_absolute(node.args[0], known):
                    yield node.lineno
            case ast.arguments():
                named = [*node.posonlyargs, *node.args][::-1]
                pairs = [
                    *zip(named, node.defaults[::-1], strict=False),
                    *zip(node.kwonlyargs, node.kw_defaults, strict=True),
                ]
                for one, value in pairs:
                    if value and one.arg in MEASURES and has_number(value, known):
                        yield value.lineno


@pytest.mark.parametrize("path", DRAWING, ids=lambda path: str(path.relative_to(ROOT)))
def test_sizes_pens_and_places_are_names_of_the_style(path: Path):
    assert not [f"{path}:{line}" for line in sorted(faults(parse(path)))]


@pytest.mark.parametrize(
    "source",
    [
        "words('a', size=0.3)",
        "words('a', size=style.SMALL * 0.9)",
        "_SIZE = 0.3\nwords('a', size=_SIZE)",
        "_GAP, _SIZE = 0.1, 0.3\nwords('a', size=_SIZE)",
        "looks = {'size': 0.3}",
        "def noun(*, size=0.3): ...",
        "def noun(size=0.3): ...",
        "Line(stroke_width=2)",
        "line.set_stroke(width=2)",
        "line.set_stroke('red', 2)",
        "noun.move_to(RIGHT * 2.5)",
        "noun.move_to(LEFT * 2 + UP)",
        "_AT = RIGHT * 2.5\nnoun.move_to(_AT)",
        "noun.align_to([style.RIGHT_EDGE, 2.3, 0], UP)",
        "noun.set_y(-1.2)",
        "Surface(center=LEFT * 2)",
    ],
)
def test_a_number_in_place_of_a_name_is_found(source: str):
    assert list(faults(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "words('a', size=style.SMALL)",
        "Square(stroke_width=0)",
        "noun.move_to(style.HERO + UP * 1.75)",
        "noun.move_to(other.get_center() + UP * 0.24)",
        "noun.set_y(other.get_y() + 0.1)",
        "noun.set_x(0)",
        "noun.align_to([style.RIGHT_EDGE, other.get_y(), 0], UP)",
    ],
)
def test_what_is_named_or_stands_beside_something_is_left_alone(source: str):
    assert not list(faults(ast.parse(source)))
