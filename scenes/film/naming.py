"""The name of a play's film: a digest of all that it shows, so that the same is not drawn twice.

Manim asks the same of the whole stage by writing it as JSON, which takes half of the time of a
render that draws nothing. Here the same things are read straight into a digest: every attribute of
the camera, of the animations and of what is on stage, and the code of functions.
"""

import hashlib
import inspect
from collections.abc import Iterable
from functools import lru_cache, partial
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np
from manim import ManimColor
from manim.utils.hashing import KEYS_TO_FILTER_OUT

_HIDDEN = frozenset(KEYS_TO_FILTER_OUT)
_PIXELS = "pixel_array"  # hidden, as a camera's is what it drew last; an image's is what it shows
# What is all in how it is written, type included.
_WRITTEN = frozenset({int, float, str, bytes, bool, complex, type(None), np.float64, np.int64})
# What is the same if it is equal: whether two things share one may change without being seen.
_VALUES = (tuple, ManimColor, np.generic, int, float, str)
_SMALL = 1 << 16  # bytes of an array that is read each time it is met


def name_of(scene: Any, camera: Any, stage: Iterable[Any], *, encoder: str) -> str:
    """Return a name of 64 hexadecimal digits for what a camera will see of a stage.

    Parameters
    ----------
    scene
        Whose stage it is; what else the scene holds does not count.
    camera
        What sees it; its pixels do not count.
    stage
        The animations and the things on stage, in the order in which they are drawn.
    encoder
        What says how the film is encoded.
    """
    reading = _Reading(apart=scene)
    reading.read(encoder)
    reading.read(camera)
    reading.pixels_count = True
    for thing in stage:
        reading.read(thing)
    return reading.digest()


class _Reading:
    """What was read so far: each object once, and after that by its number."""

    def __init__(self, *, apart: Any) -> None:
        self.words: list[str] = []
        self.arrays: list[bytes] = []  # in the order in which the words speak of them
        self.numbers = {id(apart): 0}
        self.kept = [apart]  # their addresses must not be given to others meanwhile
        self.pixels_count = False

    def digest(self) -> str:
        """Return the digest of all that was read."""
        read = hashlib.sha256("\0".join(self.words).encode())
        for array in self.arrays:
            read.update(array)
        return read.hexdigest()

    def read(self, thing: Any) -> None:
        """Read a thing and all that it holds."""
        kind: Any = type(thing)
        if kind in _WRITTEN:
            self.words.append(repr(thing))
        elif kind is np.ndarray and thing.nbytes <= _SMALL:
            self._read_array(thing)
        elif isinstance(thing, _VALUES) or self._is_new(thing):
            self.words.append(_name_of_kind(kind))
            self._read_what_it_holds(thing)

    def _is_new(self, thing: Any) -> bool:
        number = self.numbers.setdefault(id(thing), len(self.kept))
        if number == len(self.kept):
            self.kept.append(thing)
            return True
        self.words.append(f"#{number}")
        return False

    def _read_what_it_holds(self, thing: Any) -> None:
        if isinstance(thing, np.ndarray):
            self._read_array(thing)
        elif isinstance(thing, dict):
            self._read_pairs(thing)
        elif isinstance(thing, (list, tuple)):
            self._read_all(thing)
        elif isinstance(thing, (MethodType, FunctionType)):
            self._read_code(thing)
        elif isinstance(thing, partial):
            self._read_all((thing.func, thing.args, thing.keywords))
        elif isinstance(thing, (int, float, str, np.generic)):
            self.words.append(repr(thing))
        elif isinstance(thing, type):
            self.words.append(_name_of_kind(thing))
        elif hasattr(type(thing), "fingerprint"):
            # Such as a recording: the same wherever it came from, however much was made of it.
            self.words.append(thing.fingerprint)
        elif not isinstance(thing, ModuleType):
            # What is kept in slots has no such attributes: a way to hide what may differ.
            self._read_pairs(getattr(thing, "__dict__", {}))

    def _read_all(self, things: list[Any] | tuple[Any, ...]) -> None:
        self.words.append(f"{len(things)} things")
        for thing in things:
            self.read(thing)

    def _read_pairs(self, pairs: dict[Any, Any]) -> None:
        words, read = self.words, self.read
        words.append(f"{len(pairs)} pairs")
        for name, value in pairs.items():
            if name not in _HIDDEN or (name == _PIXELS and self.pixels_count):
                read(name)
                # Most of what a stage holds: a call less for each gains a third of the time.
                if type(value) in _WRITTEN:
                    words.append(repr(value))
                else:
                    read(value)

    def _read_array(self, array: Any) -> None:
        if array.dtype.hasobject:
            self.read(array.tolist())
        else:
            self.words.append(f"array {array.dtype.str} {array.shape}")
            self.arrays.append(array.tobytes())

    def _read_code(self, function: Any) -> None:
        """Read a function's source, and what it takes from outside except modules."""
        self.words.append(_source(function.__code__))
        outside = inspect.getclosurevars(function)
        for names in (outside.globals, outside.nonlocals):
            self._read_pairs(
                {name: v for name, v in names.items() if not isinstance(v, ModuleType)}
            )


@lru_cache(maxsize=4096)
def _name_of_kind(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


@lru_cache(maxsize=4096)
def _source(code: CodeType) -> str:
    """Return a function's source; where there is none, what it was compiled to."""
    try:
        return inspect.getsource(code)
    except (OSError, TypeError):
        return f"{code.co_code!r} {code.co_names}"
