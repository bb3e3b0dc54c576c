"""The house stands in rooms: arrows point down, and what is shared is reached by two lectures."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from tests.test_architecture import ROOT, Import, imports, lectures, parse, python_files

VOCABULARY = "text", "plot", "stage", "matrix", "surface", "plane", "network", "layer"
# From the cellar up: a room takes from those before it, never from those behind.
ROOMS = [
    "scenes.film",
    "scenes.vocabulary.themes",
    "scenes.vocabulary.style",
    *(f"scenes.vocabulary.{name}" for name in VOCABULARY),
    "scenes.vocabulary",
    "scenes.pictures",
    "scenes",
]
MODULES_IN_A_ROOM, MODULES_OF_A_LECTURE = 16, 30
NAMES_AT_A_DOOR, NAMES_AT_THE_VOCABULARY = 14, 20
DRAFTS = ROOT / "scenes/drafts"


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_door(module: str) -> bool:
    return modules()[module].name == "__init__.py"


def behind(place: str) -> list[str]:
    """The modules of a part of `scenes`, without its doors."""
    return sorted(m for m in modules() if m.startswith(place) and not is_door(m))


@cache
def modules() -> dict[str, Path]:
    """Every module of `scenes`, drafts left out."""
    found = [path for path in python_files("scenes") if not path.is_relative_to(DRAFTS)]
    return {name_of(path): path for path in found}


def room_of(module: str) -> int:
    """The place of a module's room in the order of rooms."""
    return next(
        place
        for place, room in enumerate(ROOMS)
        if module == room or module.startswith(f"{room}.") or place == len(ROOMS) - 1
    )


def target(found: Import) -> str:
    """What an import asks for: a module, where the name is one."""
    whole = f"{found.module}.{found.name}"
    return whole if whole in modules() else found.module


@cache
def asked(module: str) -> frozenset[str]:
    """The modules of `scenes` that a module imports, a door's names followed to their files."""
    found, words = set(), taken_by_name(module)
    for one in imports(modules()[module]):
        if one.package == "scenes":
            whole = target(one)
            found |= {behind_the_door(whole, name) for name in (one.name, *words[one.called])}
            found.add(whole)
    return frozenset(found - {module})


def taken_by_name(module: str) -> dict[str, set[str]]:
    """What is taken by a name before a dot, by that name: `plot` -> `Curve` of `plot.Curve`."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(parse(modules()[module])):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found[node.value.id].add(node.attr)
    return found


@cache
def behind_the_door(module: str, name: str) -> str:
    """The file in which a door's name stands; a name that is none of the door's is the door's."""
    if not is_door(module):
        return module
    listed = {one.called: target(one) for one in imports(modules()[module])}
    return listed.get(name, inner if (inner := f"{module}.{name}") in modules() else module)


def reached_from(module: str) -> set[str]:
    """All modules that are needed for this one.

    A room's door lists words that others speak; a lecture's own pictures are all there for it.
    """
    found: set[str] = set()
    waiting = [module]
    while waiting:
        for name in asked(waiting.pop()):
            if name not in found and not (is_door(name) and "vocabulary" in name):
                found.add(name)
                waiting.append(name)
    return found


@cache
def speakers() -> dict[str, set[str]]:
    """Module -> the lectures that reach it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in lectures():
        for module in reached_from(name_of(path)):
            found[module].add(path.stem)
    return found


def folders() -> list[Path]:
    return sorted({path.parent for path in modules().values()} - {ROOT / "scenes"})


@pytest.mark.parametrize("module", behind("scenes."))
def test_arrows_point_down_through_the_rooms(module):
    up = [name for name in asked(module) if room_of(name) > room_of(module)]
    assert not up, f"{module} looks up at {', '.join(up)}"


@pytest.mark.parametrize("module", behind("scenes.pictures."))
def test_a_lectures_pictures_are_its_own(module):
    lecture = module.split(".")[2]
    others = [name for name in asked(module) if name.startswith("scenes.pictures.")]
    assert not [name for name in others if name.split(".")[2] != lecture]
    assert speakers()[module] == {lecture}


@pytest.mark.parametrize("module", behind("scenes.vocabulary."))
def test_a_word_is_spoken_by_two_lectures_or_more(module):
    if modules()[module].name == "__init__.py":
        pytest.skip("a door")
    spoken = ", ".join(speakers()[module]) or "nobody"
    assert len(speakers()[module]) >= 2, (
        f"{module} is spoken by {spoken}: it is a picture of theirs"
    )


def test_no_module_waits_for_itself():
    # A door is opened before what stands behind it, so that it needs no arrow of its own.
    waiting = {module: set(asked(module)) & set(behind("scenes.")) for module in behind("scenes.")}
    while free := [module for module, names in waiting.items() if not names]:
        waiting = {m: names - set(free) for m, names in waiting.items() if m not in free}
    assert not waiting, f"these import each other in a circle: {sorted(waiting)}"


@pytest.mark.parametrize("folder", folders(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_is_small_enough_to_know(folder):
    room = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
    own = folder.parent == ROOT / "scenes/pictures"
    assert len(room) <= (MODULES_OF_A_LECTURE if own else MODULES_IN_A_ROOM)


@pytest.mark.parametrize("folder", folders(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_door_opens_with_a_sentence_and_lists_a_dozen_names(folder):
    tree = parse(folder / "__init__.py")
    assert (ast.get_docstring(tree) or "").endswith(".")
    names = [one.name for node in tree.body[1:] for one in node.names]
    own = folder.parent == ROOT / "scenes/pictures"
    whole = folder.name == "vocabulary"
    most = MODULES_OF_A_LECTURE if own else NAMES_AT_THE_VOCABULARY if whole else NAMES_AT_A_DOOR
    assert len(names) == len(set(names)) <= most


# -- How long a thing may be

LONGEST_FILE, LONGEST_LECTURE, LONGEST_FUNCTION, USUAL_FUNCTION = 220, 250, 40, 6
LINES, SHARE_OF_IMPORTS = 24_393, 0.07  # of all of `scenes`


def span(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def functions(path: Path) -> dict[str, int]:
    """How many lines each function of a file has."""
    found = [node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef)]
    return {f"{path.stem}:{node.lineno} {node.name}": span(node) for node in found}


def is_import(node: ast.stmt) -> bool:
    listed = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    return listed or isinstance(node, (ast.Import, ast.ImportFrom))


@pytest.mark.parametrize("module", modules())
def test_a_file_and_its_functions_are_read_at_one_go(module):
    path = modules()[module]
    most = LONGEST_LECTURE if path in lectures() else LONGEST_FILE
    assert len(path.read_text(encoding="utf-8").splitlines()) <= most
    assert {
        name: lines for name, lines in functions(path).items() if lines > LONGEST_FUNCTION
    } == {}


def test_most_functions_are_a_few_lines():
    assert median(lines for path in modules().values() for lines in functions(path).values()) <= (
        USUAL_FUNCTION
    )


def test_the_house_is_no_larger_than_it_has_to_be():
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in modules().values())
    imported = sum(
        span(node) for path in modules().values() for node in parse(path).body if is_import(node)
    )
    assert lines <= LINES
    assert imported <= SHARE_OF_IMPORTS * lines
