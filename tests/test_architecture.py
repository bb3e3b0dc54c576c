"""Arrows point one way: each part imports only what it is allowed to, read from its source."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PARTS = "engine", "scenes", "scripts", "benchmarks"
# Drawing needs these beside Manim, and Manim or the extra `film` brings them.
DRAWING = {"manim", "numpy", "av", "cairo", "contourpy", "PIL", "svgelements", "typst"}
TERMINAL = {Path("engine/__main__.py"), Path("engine/asking/terminal.py")}


class Import(NamedTuple):
    """One imported module, or one name imported from a module."""

    module: str
    name: str
    line: int
    at_once: bool
    called: str

    @property
    def package(self) -> str:
        return self.module.partition(".")[0]


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> list[Import]:
    """Every import of a file; those in a function come when it is called, those for hints never."""
    return list(_imports(parse(path), at_once=True))


def _imports(node: ast.AST, *, at_once: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, "", child.lineno, at_once, alias.asname or alias.name)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"line {child.lineno}: relative imports break under Manim"
            for alias in child.names:
                called = alias.asname or alias.name
                yield Import(child.module or "", alias.name, child.lineno, at_once, called)
        else:
            later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            hints = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
            yield from _imports(child, at_once=at_once and not later and not hints)


def python_files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def lectures() -> list[Path]:
    return sorted(p for p in (ROOT / "scenes").glob("*.py") if p.name != "__init__.py")


LECTURES = [f"scenes.{path.stem}" for path in lectures()]


def words_files() -> list[Path]:
    return [*python_files("scenes/vocabulary"), *python_files("scenes/pictures")]


def each(paths: list[Path]) -> pytest.MarkDecorator:
    """One test for each file, named by its path."""
    return pytest.mark.parametrize("path", paths, ids=lambda p: str(p.relative_to(ROOT)))


def lines(found: list[Import]) -> str:
    return ", ".join(f"line {i.line}: {i.module} {i.name}".rstrip() for i in found)


def test_the_house_has_its_parts():
    assert ROOT / "engine/__init__.py" in python_files("engine")
    assert ROOT / "scenes/backprop.py" in lectures()
    assert ROOT / "scenes/vocabulary/style.py" in words_files()


FRAMEWORKS = {"torch", "sklearn", "keras"}


@each(python_files("engine"))
def test_no_file_of_the_engine_asks_for_an_adapter_of_a_framework(path):
    adapters = {f"engine.adapters.{name}" for name in ("torch", "torch_chain", "sklearn", "keras")}
    if path.parent != ROOT / "engine/adapters":
        assert not {f"{i.module}.{i.name}" for i in imports(path)} & adapters
        assert not {i.module for i in imports(path)} & adapters


@each(python_files("engine"))
def test_the_engine_imports_numpy_and_nothing_else(path):
    allowed = {"numpy", "engine", *sys.stdlib_module_names}
    if path.relative_to(ROOT) in TERMINAL:
        allowed |= {"rich"}
    # A data set, or a plot, may import its own library when it is asked for, not before.
    room = path.relative_to(ROOT / "engine").parts[0]
    later = allowed | {"datasets": {"sklearn"}, "plots": {"matplotlib"}}.get(room, set())
    if room == "adapters":  # each is imported by who trains with its framework, and by nobody else
        allowed = later = allowed | {path.stem.partition("_")[0]} & FRAMEWORKS
    if path == ROOT / "engine/asking/lectures.py":  # which the command line alone asks
        later |= {"scenes"}
    wrong = [i for i in imports(path) if i.package not in (allowed if i.at_once else later)]
    assert not wrong, lines(wrong)


def test_importing_the_engine_loads_numpy_alone(python_says):
    heavy = ("manim", "sklearn", "matplotlib", "torch", "keras", "scipy", "rich", "cairo", "scenes")
    loaded = python_says(f"import engine, sys; print(*(m for m in {heavy!r} if m in sys.modules))")
    assert loaded.split() == []


PAGES = 16
"""Files at the engine's top, and in each of its rooms: what a reader can keep in mind."""


def engine_rooms() -> list[Path]:
    return sorted(path.parent for path in (ROOT / "engine").rglob("__init__.py"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def engine_arrows(path: Path) -> set[str]:
    """The engine's files that this one reads when it is imported."""
    found = set()
    for i in imports(path):
        if i.at_once and i.package == "engine":
            inner = f"{i.module}.{i.name}"
            found.add(inner if inner in ENGINE else i.module)
    return (found & set(ENGINE)) - {module_of(path)}


ENGINE = {module_of(p): p for p in python_files("engine") if p.name != "__init__.py"}


@each(engine_rooms())
def test_the_engines_top_and_each_of_its_rooms_is_small_enough_to_know(path):
    assert len(list(path.glob("*.py"))) <= PAGES


@each(engine_rooms())
def test_each_room_of_the_engine_opens_with_a_sentence(path):
    said = ast.get_docstring(parse(path / "__init__.py")) or ""
    first, *_ = said.split("\n\n")
    assert first[:1].isupper()
    assert first.endswith(".")


def test_the_engines_door_names_its_pages_and_rooms():
    said = set(re.findall(r"``(\w+)``", ast.get_docstring(parse(ROOT / "engine/__init__.py"))))
    pages = {path.stem for path in (ROOT / "engine").glob("*.py") if path.stem[0] != "_"}
    rooms = {path.name for path in engine_rooms() if path.parent == ROOT / "engine"}
    assert pages | rooms <= said


def test_no_file_of_the_engine_waits_for_itself_when_it_is_imported():
    waiting = {module: engine_arrows(path) for module, path in ENGINE.items()}
    while free := {module for module, asked in waiting.items() if not asked}:
        waiting = {m: asked - free for m, asked in waiting.items() if m not in free}
    assert not waiting, f"these import each other in a circle: {sorted(waiting)}"


def test_arrows_between_the_engines_rooms_point_one_way():
    waiting: dict[str, set[str]] = {}
    for module, path in ENGINE.items():
        room = module.rpartition(".")[0]
        asked = {name.rpartition(".")[0] for name in engine_arrows(path)}
        # The pages at the top are read from every room, and turn to every room.
        waiting.setdefault(room, set()).update(asked - {room, "engine"})
    del waiting["engine"]
    while free := {room for room, asked in waiting.items() if not asked}:
        waiting = {r: asked - free for r, asked in waiting.items() if r not in free}
    assert not waiting, f"these rooms ask each other in a circle: {waiting}"


@each(lectures())
def test_a_lecture_imports_manim_numpy_the_public_door_its_pictures_and_the_vocabulary(path):
    import engine

    own = f"scenes.pictures.{path.stem}."

    def allowed(i: Import) -> bool:
        match i.package:
            case "engine":
                return i.module == "engine" and i.name in ("", *engine.__all__)
            case "scenes":
                return f"{i.module}.{i.name}.".startswith(("scenes.vocabulary.", own))
            case _:
                return i.package in {"manim", "numpy", *sys.stdlib_module_names}

    wrong = [i for i in imports(path) if not allowed(i)]
    assert not wrong, lines(wrong)


@each(lectures())
def test_a_lecture_asks_for_a_recording_and_never_trains(path):
    called = {node.attr for node in ast.walk(parse(path)) if isinstance(node, ast.Attribute)}
    called |= {node.id for node in ast.walk(parse(path)) if isinstance(node, ast.Name)}
    called |= {i.name for i in imports(path)}
    assert {"record", "chosen"} & called
    assert "train" not in called


@each(lectures())
def test_a_lecture_file_holds_one_scene(path):
    # Manim asks which scene is meant where there are two, and exits where nobody can answer.
    def is_scene(node: ast.ClassDef) -> bool:
        bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        return any(b == "Lecture" or b.endswith("Scene") for b in bases)

    defined = [n for n in ast.walk(parse(path)) if isinstance(n, ast.ClassDef)]
    assert [n.name for n in defined if is_scene(n)] == [path.stem.title().replace("_", "")]


@each(lectures())
def test_a_lecture_writes_no_decimal_number_in_its_text(path):
    typed = [
        f"line {node.lineno}: {node.value!r}"
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"\d\.\d", node.value)
    ]
    assert not typed, f"a number on screen is read from the run, not typed: {'; '.join(typed)}"


@each(words_files())
def test_the_vocabulary_takes_arrays_and_never_a_history(path):
    def allowed(i: Import) -> bool:
        if i.package == "scenes":
            return not f"{i.module}.{i.name}".startswith(tuple(LECTURES))
        return i.package in DRAWING | sys.stdlib_module_names

    wrong = [i for i in imports(path) if not allowed(i)]
    assert not wrong, lines(wrong)
    names = {node.id for node in ast.walk(parse(path)) if isinstance(node, ast.Name)}
    assert not names & {"History", "Step"}


def above_the_film_room() -> list[Path]:
    return [p for p in python_files("scenes") if not p.is_relative_to(ROOT / "scenes/film")]


def hidden_names(path: Path) -> list[ast.Attribute]:
    """What is asked for by a name with one underscore before it; a named tuple's are not hidden."""
    return [
        node
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute)
        and re.match("_[^_]", node.attr)
        and node.attr not in {"_replace", "_asdict", "_fields"}
    ]


@each(above_the_film_room())
def test_above_the_film_room_only_manims_public_names_are_used(path):
    insides = [i for i in imports(path) if i.package == "manim" and i.module != "manim"]
    assert not insides, lines(insides)
    asked = hidden_names(path)
    others = [n for n in asked if getattr(n.value, "id", "") not in {"self", "cls"}]
    assert not others, [f"line {node.lineno}: {ast.unparse(node)}" for node in others]


def test_above_the_film_room_nothing_hidden_is_taken_from_a_class_of_manims():
    asked = {node.attr for path in above_the_film_room() for node in hidden_names(path)}
    made = {
        getattr(node, "name", getattr(node, "attr", getattr(node, "id", "")))
        for path in above_the_film_room()
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef)
        or (isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Store))
    }
    assert len(asked) > 50
    assert asked <= made, f"whose are {asked - made}?"


@each(python_files("studio"))
def test_the_studio_never_draws(path):
    wrong = [i for i in imports(path) if i.package in {"scenes", "cairo"}]
    assert not wrong, lines(wrong)


# What Manim, Keras, a notebook, argparse or urllib calls by its name.
CALLED_BY_OTHERS = {
    *("create_starting_mobject", "display_vectorized", "interpolate_color", "interpolate_mobject"),
    *("_create_segment_encoder", "save_image", "on_train_begin", "on_train_end", "_repr_png_"),
    *("_print_message", "construct", "redirect_request"),
}


def test_nothing_is_there_for_the_tests_alone():
    ours = {path: path.read_text(encoding="utf-8") for part in PARTS for path in python_files(part)}
    written = Counter(word for text in ours.values() for word in re.findall(r"[^\W\d]\w*", text))
    defined = Counter(
        node.name
        for path in (*python_files("engine"), *python_files("scenes"))
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    )
    alone = {name for name, times in defined.items() if written[name] <= times}
    scenes = {path.stem.title().replace("_", "") for path in lectures()}
    assert {name for name in alone - scenes if not name.endswith("__")} <= CALLED_BY_OTHERS
