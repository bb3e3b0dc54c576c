"""Pictures that stay: each beat's last frame, small, beside the one that was once looked at.

Other versions of Cairo move the grey at a glyph's rim, so pictures are compared by structure and
not by pixels: the local structural similarity of two small grey pictures, at its lowest tenth, so
that a panel that is gone counts though the rest of the page is the same.
"""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from tests.scenes.looking import luminances

WIDTH, HEIGHT = 320, 180
FOLDER = Path(__file__).parent / "pictures"
ALIKE = 0.80
DULLEST_SHARE = 0.02  # of a picture: the part that is judged
Array = npt.NDArray[Any]


def small(frame: Array) -> Array:
    """Return a frame (height, width, 3 or more) as a small one, (HEIGHT, WIDTH, 3)."""
    image = Image.fromarray(np.ascontiguousarray(frame[:, :, :3]))
    return np.asarray(image.resize((WIDTH, HEIGHT), Image.Resampling.BOX))


def likeness(one: Array, other: Array) -> float:
    """Return how alike two small pictures are where they differ most: 1 is the same."""
    from skimage.metrics import structural_similarity

    grey = [np.sqrt(luminances(picture)) for picture in (one, other)]
    _, everywhere = structural_similarity(*grey, data_range=1.0, full=True, win_size=11)
    return float(np.mean(np.sort(everywhere, axis=None)[: int(everywhere.size * DULLEST_SHARE)]))


def path_of(lecture: str, number: int) -> Path:
    """Return where the picture of a lecture's beat is kept."""
    return FOLDER / f"{lecture}-{number:02d}.png"


def save(pictures: list[Array], lecture: str) -> None:
    """Keep a lecture's pictures in place of those that were."""
    for old in FOLDER.glob(f"{lecture}-*.png"):
        old.unlink()
    FOLDER.mkdir(exist_ok=True)
    for number, picture in enumerate(pictures):
        image = Image.fromarray(picture).quantize(64, dither=Image.Dither.NONE)
        image.save(path_of(lecture, number), optimize=True)


def load(path: Path) -> Array:
    """Return a picture that was kept."""
    return np.asarray(Image.open(path).convert("RGB"))


def difference(one: Array, other: Array) -> Image.Image:
    """Return two pictures side by side, and where they differ, enlarged."""
    apart = np.abs(one.astype(int) - other.astype(int)).astype(np.uint8)
    row = np.hstack([one, other, np.minimum(apart.astype(int) * 4, 255).astype(np.uint8)])
    return Image.fromarray(row).resize((row.shape[1] * 2, row.shape[0] * 2))
