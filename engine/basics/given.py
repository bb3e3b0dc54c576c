"""Arrays as people hand them over: numbers, lying as the network takes them, or one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from numbers import Real
from typing import Any

import numpy as np

from engine.activations import activation
from engine.basics.arrays import Array
from engine.basics.plain import plain
from engine.errors import Refused, brief

SPOKEN = {"U": "text", "S": "bytes", "c": "complex numbers", "M": "dates", "m": "durations"}


def numbers(values: Any, what: str) -> Array:
    """``values`` as an array of numbers; ``Refused``, by the name ``what``, where they are none."""
    if type(values) is np.ndarray and values.dtype.kind in "fiub":
        return values
    if np.ma.is_masked(values):
        raise Refused(f"{what} is masked in places: {what}.filled(0) says what stands there.")
    if hasattr(values, "toarray"):
        raise Refused(f"{what} is a sparse matrix: {what}.toarray() is what is wanted.")
    try:
        array = np.asarray(values)
    except Exception as error:  # whatever an __array__ of somebody's may raise
        raise Refused(f"{what} is no array of numbers: {brief(error)}.") from error
    if array.dtype.kind == "O" and all(isinstance(each, Real) for each in array.flat):
        array = array.astype(np.float64)
    if array.dtype.kind not in "fiub":
        held = SPOKEN.get(array.dtype.kind) or brief(next(iter(array.flat), values))
        raise Refused(f"{what} holds {held}; numbers are wanted.")
    return array


def floats(values: Any, what: str) -> Array:
    """``values`` as ``numbers`` are, in float64."""
    return numbers(values, what).astype(np.float64, copy=False)


def number(value: Any, what: str) -> float:
    """``value`` as a plain number; ``Refused``, by the name ``what``, where it is none."""
    array = floats(value, what)
    if array.size != 1:
        raise Refused(f"{what} holds {array.size} numbers; one is wanted.")
    return float(array.item())


def refuse_another(given: object, kind: type, said: str) -> None:
    """``Refused``, with what is ``said`` of it, for anything but a ``kind``."""
    if not isinstance(given, kind):
        raise Refused(f"{brief(given)} {said}.")


def refuse_what_is_not_finite(array: Array, what: str) -> None:
    """``Refused``, with the first place, where a number of ``array`` is infinite or none."""
    if np.isfinite(array).all():
        return
    place = np.argwhere(~np.isfinite(array))[0].tolist()
    raise Refused(
        f"{what} holds {array[tuple(place)]} at {place}; numbers that {array.dtype} can hold are "
        "wanted."
    )


def whole(given: Any, what: str, wanted: str = "a whole number") -> int:
    """``given`` as a plain whole number; ``Refused``, by the name ``what``, where it is none."""
    value = plain(given)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused(f"{what} {brief(given)}: {wanted} is wanted.")
    return value


def refuse_other_lengths(one: Array, other: Array, what: str) -> None:
    """``Refused``, by the two names ``what``, unless both are rows of two numbers or more."""
    if one.shape != other.shape or one.size < 2:
        raise Refused(
            f"{what} hold {one.size} and {other.size} numbers; as many of each, and two or more, "
            "are accepted."
        )


def place_in(shape: tuple[int, ...], place: Any, key: str) -> tuple[int, int]:
    """``place`` as (row, column) of the matrix ``key``; ``Refused`` where it has no such entry."""
    given = plain(place)
    if not isinstance(given, (list, tuple)) or len(given) != 2:
        raise Refused(f"{brief(given)} is no place in {key}: a row and a column, as in (0, 1), is.")
    j, k = (whole(each, f"{key}'s row or column") for each in given)
    rows, columns = shape
    if not (-rows <= j < rows and -columns <= k < columns):
        raise Refused(f"{key} has shape {shape}; there is no entry ({j}, {k}).")
    return j % rows, k % columns


def index(given: Any, count: int, what: str) -> int:
    """``given`` as a number from 0 to ``count`` - 1; ``Refused``, by the name ``what``, else."""
    i = whole(given, what)
    if not 0 <= i < count:
        raise Refused(f"there is no {what} {i}; there are 0 to {count - 1}.")
    return i


def indices(given: Any, count: int, what: str) -> list[int]:
    """``given``, a row of numbers from 0 to ``count`` - 1, or from the end; ``Refused`` else."""
    each = numbers(list(given) if isinstance(given, Iterator) else given, what)
    if each.ndim != 1 or not each.size or each.dtype == bool or (each != each // 1).any():
        raise Refused(f"{what}={brief(given)}: a row of whole numbers is wanted.")
    if each.min() < -count or each.max() >= count:
        raise Refused(f"{what}={brief(given)}: there are 0 to {count - 1}.")
    return [int(i) for i in each]


def generator(rng: Any) -> np.random.Generator:
    """``rng`` itself; ``Refused``, with the generator it would seed, where it is none."""
    if not hasattr(rng, "standard_normal"):
        seed = rng if isinstance(rng, (int, np.integer)) else 42
        raise Refused(f"rng={brief(rng)}: a generator is wanted, np.random.default_rng({seed}).")
    found: np.random.Generator = rng
    return found


def refuse_rows(array: Array, rows: int, what: str) -> None:
    """``Refused``, with what would mend it, unless ``array`` is (rows, m): a column an example."""
    if array.ndim == 2 and len(array) == rows:
        return
    mended = mend(array, rows, what)
    raise Refused(
        f"{what} has shape {array.shape}; this network takes ({rows}, m), one column for each "
        f"example{f': try {mended}' if mended else ''}."
    )


def mend(array: Array, rows: int, what: str) -> str:
    """What turns ``array`` into (rows, m), where that can be guessed; else nothing."""
    shape = array.shape
    if len(shape) == 2 and shape[1] == rows:
        return f"{what}.T (its transpose)"
    if len(shape) == 1 and rows == 1:
        return f"{what}[None, :] (one row)"
    if shape == (rows,):
        return f"{what}[:, None] (one column)"
    if len(shape) > 2 and int(np.prod(shape[1:])) == rows:
        return f"{what}.reshape(len({what}), -1).T (a column for each)"
    return ""


def one_each(name: str, arrays: Any) -> list[Array]:
    """One array a layer, from any sequence of them."""
    if isinstance(arrays, np.ndarray) and arrays.ndim < 3 and arrays.dtype != object:
        raise Refused(f"{name} is one array; one for each layer is wanted, as in ({name[0]}1, …).")
    try:
        each = list(arrays)
    except TypeError as error:
        raise Refused(f"{name}={brief(arrays)}: an array for each layer is wanted.") from error
    return [numbers(array, f"{name[0].replace('w', 'W')}{i}") for i, array in enumerate(each, 1)]


def layer_names(activations: Any, depth: int) -> tuple[str, ...]:
    """One activation's name a layer; one for all of them is enough."""
    if isinstance(activations, str) or callable(activations):
        activations = (activations,) * depth
    try:
        return tuple(activation(name).name for name in plain(activations))
    except TypeError as error:  # it is no sequence, or holds what can be no name
        raise Refused(f"activations={brief(activations)}: names are wanted.") from error


def layer_sizes(sizes: Any) -> list[int]:
    """n_0 … n_L as plain numbers."""
    given = plain(sizes)
    if not isinstance(given, (list, tuple)) or len(given) < 2:
        raise Refused(f"sizes={brief(given)}: a number for each layer is wanted, as in (2, 3, 1).")
    if not all(isinstance(n, (int, float)) and n == n // 1 > 0 for n in given):
        raise Refused(f"sizes={brief(given)}: whole numbers from 1 up are wanted.")
    return [int(n) for n in given]
