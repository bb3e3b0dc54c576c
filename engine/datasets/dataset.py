"""A dataset: the examples a network learns from, with the names a lecture reads out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from engine.basics.arrays import Array, frozen, sealed
from engine.basics.by_key import Keys
from engine.basics.given import refuse_what_is_not_finite
from engine.basics.unchanging import Unchanging, kept
from engine.errors import Refused, unknown

WHITE = 255
"""What a byte means is so much of it."""


@dataclass(frozen=True, eq=False, repr=False)
class Dataset(Unchanging):
    """m examples of n inputs and their targets; nothing in it can be written to.

    ``X`` (n, m) and ``Y`` (n_L, m) are floats and hold one example in each column, but in
    memory each example is one contiguous row, so that picking a batch copies whole rows.
    ``raw`` (n, m) is X as it was measured, in ``units``, and ``labels`` (m,) the class of
    each example as an index of ``class_names``; both are None where they would mean nothing.
    With ``in_bytes``, X is given as pixels k that mean k/``WHITE``, which take an eighth of the
    room: they are ``raw``, and X is made of them, in Y's dtype, when it is first asked for.
    ``validation`` holds the examples kept out of training. Raises ``Refused`` when the
    shapes disagree or a number is not finite.
    """

    name: str
    X: Array
    Y: Array
    validation: Dataset | None = None
    feature_names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    class_names: tuple[str, ...] = ()
    image_shape: tuple[int, int] | None = None
    raw: Array | None = None
    labels: Array | None = None
    in_bytes: bool = False

    def __post_init__(self) -> None:
        self._put(Y=_examples(self.Y, f"{self.name}: Y"))
        if self.in_bytes and self.X.dtype == np.uint8:
            self._put(raw=vars(self).pop("X"))
        else:
            self._put(X=_examples(self.X, f"{self.name}: X"), in_bytes=False)
        if self.raw is not None:
            self._put(raw=_rows(np.asarray(self.raw).T).T)
        if self.labels is not None:
            self._put(labels=_rows(np.asarray(self.labels, dtype=np.intp)))
        for what in ("feature_names", "units", "class_names", "image_shape"):
            self._put(**{what: kept(getattr(self, what))})
        _check(self)

    if not TYPE_CHECKING:  # which would take any name for one of these

        def __getattr__(self, name: str) -> Any:
            """X, where it was given in bytes and nobody has asked for it yet."""
            if name != "X":
                raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")
            self._put(X=self.inputs(slice(None)))
            return self.X

    @property
    def size(self) -> int:
        """m, the number of examples."""
        return int(self.Y.shape[1])

    @property
    def rows(self) -> Array:
        """(m, n) X as it is stored: the numbers or, with ``in_bytes``, what they are made of."""
        return self.X.T if self.raw is None or not self.in_bytes else self.raw.T

    @property
    def dtype(self) -> np.dtype[Any]:
        """Of X's numbers."""
        return (self.Y if self.in_bytes else self.X).dtype

    def inputs(self, which: slice) -> Array:
        """(n, k) some columns of X; of bytes, the others are not made."""
        rows = self.rows[which]
        return sealed(np.divide(rows, WHITE, dtype=self.dtype)).T if self.in_bytes else rows.T

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal, of every number here and in ``validation``."""
        digest = hashlib.sha256(self.name.encode())
        for array in (self.X, self.Y, self.raw, self.labels):
            if array is not None:
                digest.update(f"{array.dtype.str}{array.shape}".encode())
                digest.update(np.ascontiguousarray(array.T).data)
        if self.validation is not None:
            digest.update(self.validation.fingerprint.encode())
        return digest.hexdigest()

    @property
    def keys(self) -> Keys:
        """What it answers to: ``dataset["raw"]`` is ``dataset.raw``."""
        given = (key for key in ("raw", "labels") if getattr(self, key) is not None)
        return Keys(("X", "Y", *given))

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self.keys

    def __getitem__(self, key: str) -> Array:
        if key not in self:
            raise unknown(f"table of {self.name}", key, self.keys)
        return np.asarray(getattr(self, key))

    def take(self, which: ArrayLike | slice) -> Dataset:
        """The examples at ``which`` (indices, a mask or a slice), without a validation set."""
        pick = which if isinstance(which, slice) else np.asarray(which)

        def chosen(array: Array | None) -> Array | None:
            return None if array is None else sealed(array.T[pick]).T

        X, Y = sealed(self.rows[pick]).T, sealed(self.Y.T[pick]).T
        raw, labels = chosen(self.raw), chosen(self.labels)
        return replace(self, X=X, Y=Y, raw=raw, labels=labels, validation=None)

    def astype(self, dtype: DTypeLike) -> Dataset:
        """The same examples with X and Y (and those of ``validation``) in another float type."""
        held = None if self.validation is None else self.validation.astype(dtype)
        with np.errstate(over="ignore"):  # what it cannot hold becomes infinite, and is refused
            rows = self.rows if self.in_bytes else sealed(self.rows.astype(dtype))
            Y = sealed(self.Y.T.astype(dtype)).T
        return replace(self, X=rows.T, Y=Y, validation=held)

    def __repr__(self) -> str:
        held = f", {self.validation.size} held out" if self.validation is not None else ""
        return (
            f"<Dataset {self.name}: {self.size} examples of {self.rows.shape[1]} inputs "
            f"and {len(self.Y)} outputs{held}>"
        )


def _examples(array: Array, what: str) -> Array:
    """``array`` (n, m) as a read-only view of sample-major rows."""
    given = np.asarray(array)
    if given.ndim != 2:
        raise Refused(f"{what} has shape {given.shape}; a table (features, examples) is needed.")
    if given.dtype.kind != "f":
        given = given.astype(np.float64)
    return _rows(given.T).T


def _rows(rows: Array) -> Array:
    return frozen(rows) if rows.flags.c_contiguous else sealed(np.ascontiguousarray(rows))


def _check(data: Dataset) -> None:
    """Refuse columns, names or labels that do not belong together."""
    m, n = data.rows.shape
    _agree(data, "Y's examples", data.Y.shape[1], m)
    _agree(data, "the shape of raw", (n, m) if data.raw is None else data.raw.shape, (n, m))
    _agree(data, "the labels", m if data.labels is None else data.labels.size, m)
    for what, names in (("feature_names", data.feature_names), ("units", data.units)):
        if names:
            _agree(data, what, len(names), n)
    if data.image_shape is not None:
        _agree(data, "the pixels of image_shape", int(np.prod(data.image_shape)), n)
    for letter, array in (("X", data.rows.T), ("Y", data.Y)):
        refuse_what_is_not_finite(array, f"{data.name}: {letter}")


def _agree(data: Dataset, what: str, given: object, needed: object) -> None:
    if given != needed:
        raise Refused(f"{data.name}: {what} should be {needed} to match X, and is {given}.")


def names(of: Sequence[str]) -> tuple[str, ...]:
    """Any sequence of names as the tuple of plain strings that a Dataset holds."""
    return tuple(str(name) for name in of)
