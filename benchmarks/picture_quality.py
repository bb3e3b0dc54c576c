"""How near a film's pictures are to what was drawn: ``python benchmarks/picture_quality.py``.

Each lecture is filmed at 1080p with the project's encoder settings; now and then a frame is kept as
it was drawn, and compared with what the film shows at that moment. SSIM is that of scikit-image,
over the whole picture in colour, and over the ink alone: the pixels within a small window of any
line or letter, since most of a picture is empty and easy to get right.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import av
import numpy as np
from manim import Scene, tempconfig
from render_limit import ROOT
from skimage.metrics import structural_similarity

sys.path.insert(0, str(ROOT))

EVERY = 61  # frames: no beat has this rhythm
INK = 6.0  # of 255: what differs more from the darkest around it is drawn


def filmed(path: Path, media: str, rate: int) -> tuple[Path, dict[int, np.ndarray]]:
    """Film a lecture; return the film and some frames (height, width, 3) as they were drawn."""
    spec = importlib.util.spec_from_file_location(f"filmed_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (lecture,) = (
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Scene)
        if thing.__module__ == module.__name__
    )
    settings = {"media_dir": media, "pixel_width": 1920, "pixel_height": 1080, "frame_rate": rate}
    quiet = {"verbosity": "ERROR", "progress_bar": "none", "disable_caching": True}
    with tempconfig(settings | quiet | {"input_file": str(path)}):
        scene = lecture()
        drawn = _keep_some(scene)
        scene.render()
    return scene.output_plan.primary_artifact, drawn


def _keep_some(scene: Any) -> dict[int, np.ndarray]:
    """Keep every so manieth frame that a scene adds to its film."""
    drawn: dict[int, np.ndarray] = {}
    add_frame, count = scene.renderer.add_frame, 0

    def add_and_keep(frame: np.ndarray, num_frames: int = 1) -> None:
        nonlocal count
        for at in range(count, count + num_frames):
            if at % EVERY == 0:
                drawn[at] = frame[..., :3].copy()
        count += num_frames
        add_frame(frame, num_frames)

    scene.renderer.add_frame = add_and_keep
    return drawn


def compared(film: Path, drawn: dict[int, np.ndarray]) -> list[tuple[float, float]]:
    """Return the SSIM of each kept frame: of the whole picture, and of its ink."""
    found = []
    with av.open(str(film)) as container:
        for at, frame in enumerate(container.decode(video=0)):
            if at in drawn:
                shown = frame.to_ndarray(format="rgb24")
                whole, places = structural_similarity(
                    drawn[at], shown, channel_axis=2, full=True, data_range=255
                )
                found.append((float(whole), float(places[_ink(drawn[at])].mean())))
    return found


def _ink(picture: np.ndarray) -> np.ndarray:
    """Return where (height, width) something is drawn: where neighbouring pixels differ."""
    grey = picture.astype(float).mean(axis=2)
    edges = np.hypot(*np.gradient(grey)) > INK
    return edges if edges.any() else np.ones_like(edges)


def main() -> None:
    """Compare, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lectures", nargs="*", default=["backprop", "gradient_descent", "sigmoid"])
    parser.add_argument("--rate", type=int, default=15, help="frames a second")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    report = {}
    print("| lecture | frames | SSIM mean | lowest | on the ink, mean | lowest |")
    print("|---" * 6 + "|")
    for name in options.lectures:
        with tempfile.TemporaryDirectory() as media:
            film, drawn = filmed(ROOT / "scenes" / f"{name}.py", media, options.rate)
            found = np.array(compared(film, drawn))
        figures = [found[:, 0].mean(), found[:, 0].min(), found[:, 1].mean(), found[:, 1].min()]
        report[name] = [len(found), *map(float, figures)]
        print(
            f"| {name} | {len(found)} | " + " | ".join(f"{value:.4f}" for value in figures) + " |",
            flush=True,
        )
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
