"""A folder of Quick, Draw! that nobody drew: ten classes of jittered lines, with strokes or not."""

import json

import numpy as np

from engine.datasets.quickdraw import TEN
from engine.datasets.reading.raster import rasterise

VARIANTS, PER_CLASS, STROKED = 30, 2500, TEN[::2]


def folder_of_drawings(folder, *, strokes):
    """Fill a folder; with `strokes` there are those of the first drawings of five classes."""
    place = folder / "quickdraw"
    (place / "ndjson").mkdir(parents=True)
    for k, word in enumerate(TEN):
        drawings = [_drawing(k, n) for n in range(VARIANTS)]
        np.save(place / f"{word}.npy", _bitmaps(drawings, np.random.default_rng(k)))
        if strokes and word in STROKED:
            lines = [_line(word, n, drawing) for n, drawing in enumerate(drawings[:25])]
            (place / "ndjson" / f"{word}.ndjson").write_text("".join(lines), "utf-8")
    return folder


def _drawing(k, n):
    rng, jitter = np.random.default_rng(k), np.random.default_rng(100 * k + n)
    base = [rng.integers(20, 236, (2, 5)) for _ in range(3)]
    moved = [line + jitter.integers(-12, 13, line.shape) for line in base]
    low = np.min([line.min(axis=1) for line in moved], axis=0)[:, None]
    return [line - low for line in moved]


def _bitmaps(drawings, rng):
    drawn = np.stack([rasterise([np.asarray(line, float) for line in one]) for one in drawings])
    rows = drawn[np.arange(PER_CLASS) % VARIANTS].reshape(-1, 28, 28)
    for row in rows[VARIANTS:]:
        row[:] = np.roll(row, rng.integers(-1, 2, 2), axis=(0, 1))
    return rows.reshape(-1, 784)


def _line(word, n, drawing):
    said = {"word": word, "countrycode": "DE", "recognized": True, "key_id": str(n)}
    return json.dumps(said | {"drawing": [line.tolist() for line in drawing]}) + "\n"
