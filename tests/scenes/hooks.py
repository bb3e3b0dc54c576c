"""What of Manim's insides `scenes/film` subclasses, replaces, calls or reads, by its source."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from manim import CairoRenderer, Camera, Scene, SceneFileWriter
from manim._config.output_plan import OutputPlan
from manim._config.video_encoder import VideoEncoderSpec
from manim.scene.section import Section
from manim.scene.video_segment_encoder import VideoSegmentEncoder

import scenes.film

KINDS = [Camera, CairoRenderer, SceneFileWriter, VideoSegmentEncoder, Scene, Section]
KINDS += [OutputPlan, VideoEncoderSpec]
# What a thing of Manim's is called in the film room.
CALLED = {
    "scene": Scene,
    "renderer": CairoRenderer,
    "camera": Camera,
    "writer": SceneFileWriter,
    "file_writer": SceneFileWriter,
    "section": Section,
    "plan": OutputPlan,
    "_plan": OutputPlan,
    "output_plan": OutputPlan,
    "spec": VideoEncoderSpec,
    "video_encoder": VideoEncoderSpec,
}


@cache
def found() -> dict[str, Any]:
    """Return each hook as `Class.name` or `module.name`, and what it is in Manim."""
    hooks = {}
    for module in _modules():
        tree = ast.parse(inspect.getsource(module))
        hooks |= dict(_imported(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                kind = CALLED.get(_name_of(node.value))
                if kind is not None and is_in(kind, node.attr):
                    hooks[f"{kind.__name__}.{node.attr}"] = getattr(kind, node.attr, None)
        for ours in vars(module).values():
            if isinstance(ours, type) and ours.__module__ == module.__name__:
                hooks |= dict(_of_a_class(ours))
    return hooks


@cache
def replaced() -> set[str]:
    """Return those of Manim's methods that ours take the place of."""
    return {
        f"{kind.__name__}.{name}"
        for module in _modules()
        for ours in vars(module).values()
        if isinstance(ours, type) and ours.__module__ == module.__name__
        for kind in KINDS
        if issubclass(ours, kind)
        for name in vars(ours)
        if not name.startswith("__") and name in vars(kind)
    }


def is_in(kind: type, name: str) -> bool:
    """Say whether things of a kind have an attribute or a method of that name."""
    fields = getattr(kind, "__dataclass_fields__", {})
    own = rf"self\.{name}\b"
    return hasattr(kind, name) or name in fields or bool(re.search(own, inspect.getsource(kind)))


def _modules() -> list[Any]:
    names = pkgutil.walk_packages(scenes.film.__path__, "scenes.film.")
    return [importlib.import_module(name.name) for name in names]


def _name_of(node: ast.expr) -> str:
    """Return the last part of what an attribute is asked of."""
    return getattr(node, "id", None) or getattr(node, "attr", "")


def _imported(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    """Yield what is imported from Manim's modules, of a module itself what is asked of it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("manim."):
            module = importlib.import_module(node.module)
            for alias in node.names:
                thing = getattr(module, alias.name)
                if inspect.ismodule(thing):
                    for used in _asked_of(tree, alias.name):
                        yield f"{thing.__name__}.{used}", getattr(thing, used)
                elif thing not in KINDS:
                    yield f"{node.module}.{alias.name}", thing


def _asked_of(tree: ast.Module, name: str) -> set[str]:
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and _name_of(node.value) == name
    }


def _of_a_class(ours: type) -> Iterator[tuple[str, Any]]:
    """Yield what one of our classes has from Manim's: what it replaces, calls and reads."""
    tree = ast.parse(inspect.getsource(ours))
    for kind in KINDS:
        if issubclass(ours, kind):
            for name in {*_asked_of(tree, "self"), *vars(ours)}:
                if not name.startswith("__") and is_in(kind, name):
                    yield f"{kind.__name__}.{name}", getattr(kind, name, None)
