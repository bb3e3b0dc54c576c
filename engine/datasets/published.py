"""Which published set a file belongs to, whatever it is called: known by its content's MD5."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np

from engine.basics.arrays import Array
from engine.datasets.reading.errors import DamagedData
from engine.errors import tell


class Published(NamedTuple):
    """A set of images in MNIST's format: its name here, as it is written, and its ten classes."""

    name: str
    written: str
    class_names: tuple[str, ...]


MNIST = Published("mnist", "MNIST", tuple("0123456789"))
CLOTHES = "T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot"
FASHION = Published("fashion_mnist", "Fashion-MNIST", tuple(CLOTHES.split(",")))
KUZUSHIJI = Published(
    "kmnist", "Kuzushiji-MNIST", ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo")
)
UNKNOWN = Published("unknown_images", "", tuple(f"class {n}" for n in range(10)))

KNOWN = {
    "6bbc9ace898e44ae57da46a324031adb": MNIST,
    "a25bea736e30d166cdddb491f175f624": MNIST,
    "2646ac647ad5339dbf082846283269ea": MNIST,
    "27ae3e4e09519cfbb04c329615203637": MNIST,
    "f4a8712d7a061bf5bd6d2ca38dc4d50a": FASHION,
    "9018921c3c673c538a1fc5bad174d6f9": FASHION,
    "8181f5470baa50b63fa0f6fddb340f0a": FASHION,
    "15d484375f8d13e6eb1aabb0c3f46965": FASHION,
    # Of Kuzushiji-MNIST only the MD5s of the packed files are published.
    "bdb82020997e1d708af4cf47b453dcf7": KUZUSHIJI,
    "e144d726b3acfaa3e44228e80efcd344": KUZUSHIJI,
    "5c965bf0a639b31b8f53240b1b52f4d7": KUZUSHIJI,
    "7320c461ea6c1c855c0b718fb2a4b134": KUZUSHIJI,
}
"""MD5 of an idx file, unpacked or as published -> the set that it is of."""


def set_of(values: Array, path: Path) -> Published:
    """The set that the idx file at ``path`` is of, which holds ``values``; UNKNOWN for others."""
    head = struct.pack(f">{1 + values.ndim}I", 0x800 + values.ndim, *values.shape)
    digest = hashlib.md5(head, usedforsecurity=False)
    digest.update(np.ascontiguousarray(values).data)
    found = KNOWN.get(digest.hexdigest())
    if found is None:
        found = KNOWN.get(hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest())
    return found or UNKNOWN


def one_set(found: dict[Path, Published]) -> Published:
    """The set that all the files are of; said once if it is not MNIST.

    Raises ``DamagedData`` for files of two known sets.
    """
    sets = set(found.values())
    known = {each: path for path, each in found.items() if each is not UNKNOWN}
    if len(known) > 1:
        said = " and ".join(f"{path} is of {each.written}" for each, path in known.items())
        raise DamagedData(f"{said}: they are not of one set.")
    one = sets.pop() if len(sets) == 1 else UNKNOWN
    if one is not MNIST:
        strange = next(path for path, each in found.items() if each is not MNIST)
        what = f"but of {one.written}" if one is not UNKNOWN else "and of no set that is known"
        first, *_, last = one.class_names
        tell(
            f"{strange} is not of MNIST, {what}: the data is called {one.name!r}, "
            f"and its classes {first!r} to {last!r}."
        )
    return one
