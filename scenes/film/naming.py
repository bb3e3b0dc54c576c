"""The name of a play's film: a digest of all that it shows, so that the same is not drawn twice.

Manim asks the same of the whole stage by writing it as JSON, which takes half of the time of a
render that draws nothing. Here the same things are read straight into a digest: every attribute of
the camera, of the animations and of what is on stage, and the code of functions.
"""

import hashlib
from collections.abc import Iterable
from functools import lru_cache, partial
from types import BuiltinFunctionType, CellType, CodeType, FunctionType, MethodType, ModuleType
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
        elif isinstance(thing, MethodType):
            self._read_all((thing.__func__, thing.__self__))
        elif isinstance(thing, FunctionType):
            self._read_function(thing)
        elif isinstance(thing, partial):
            self._read_all((thing.func, thing.args, thing.keywords))
        elif isinstance(thing, (int, float, str, np.generic, set, frozenset, range)):
            self.words.append(_written(thing))
        elif isinstance(thing, type):
            self.words.append(_name_of_kind(thing))
        elif isinstance(thing, (BuiltinFunctionType, np.ufunc)):
            self.words.append(thing.__name__)
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
            if array.nbytes <= _SMALL:
                self.arrays.append(array.tobytes())
            else:  # a copy of it would take more room than it is worth
                self.words.append(hashlib.sha256(np.ascontiguousarray(array).data).hexdigest())

    def _read_function(self, function: FunctionType) -> None:
        """Read what a function does, and what it takes from outside except modules."""
        written, spoken_of = _code(function.__code__)
        self.words.append(written)
        self._read_all((function.__defaults__, function.__kwdefaults__))
        within, around = function.__code__.co_freevars, function.__globals__
        outside = {name: around[name] for name in spoken_of if name in around}
        for name, cell in zip(within, function.__closure__ or (), strict=True):
            outside[name] = _what_is_in(cell)
        self._read_pairs({k: v for k, v in outside.items() if not isinstance(v, ModuleType)})


def _what_is_in(cell: CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # a name that is given something later
        return None


@lru_cache(maxsize=4096)
def _name_of_kind(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


@lru_cache(maxsize=4096)
def _code(code: CodeType) -> tuple[str, tuple[str, ...]]:
    """Return what was compiled of a function, and the names that it speaks of, each in one order.

    Its source would not do: two functions may stand in one line, and a notebook's stands nowhere.
    `inspect.getclosurevars` has the names in another order each time, from Python 3.13 on.
    """
    inner = [_code(each) for each in code.co_consts if isinstance(each, CodeType)]
    constants = [_written(each) for each in code.co_consts if not isinstance(each, CodeType)]
    names = (*code.co_names, *(name for _, spoken_of in inner for name in spoken_of))
    own = code.co_code, code.co_exceptiontable, code.co_names
    return repr((own, constants, [written for written, _ in inner])), tuple(dict.fromkeys(names))


def _written(value: Any) -> str:
    """Return a value in words, and of anything else its kind.

    A set's are sorted, as Python has them in another order each time.
    """
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(_written, value)))}}}"
    if isinstance(value, tuple):
        return f"({', '.join(map(_written, value))})"
    kind: Any = type(value)
    plain = kind in _WRITTEN or isinstance(value, (int, float, str, np.generic, range))
    return repr(value) if plain else _name_of_kind(kind)
