"""A film's poster, and the last frame of every beat on one sheet: for README and a critical eye.

It takes the film and its sections:

    manim render --save_sections scenes/backprop.py
    python scripts/contact_sheet.py media/videos/backprop/1080p30 SHEET.png POSTER.png [SECONDS]
"""

import json
import sys
from functools import partial
from pathlib import Path

import av
from PIL import Image

COLUMNS, WIDTH, COLOURS = 3, 640, 256
POSTER = 5.0  # seconds from the start, if no others are given: the cold open has shown its best


def last_frame(film: Path) -> Image.Image:
    """Return the finished picture that a beat leaves behind."""
    with av.open(str(film)) as container:
        *_, frame = container.decode(video=0)
    picture: Image.Image = frame.to_image()
    return picture


def contact_sheet(folder: Path) -> Image.Image:
    """Return the beats of the film in a folder, in rows, with few enough colours to be small."""
    (index,) = (folder / "sections").glob("*.json")
    films = [folder / "sections" / beat["video"] for beat in json.loads(index.read_text())]
    frames = [last_frame(film) for film in films]
    height = WIDTH * frames[0].height // frames[0].width
    rows = -(-len(frames) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * WIDTH, rows * height), frames[0].getpixel((0, 0)))
    for place, frame in enumerate(frames):
        corner = place % COLUMNS * WIDTH, place // COLUMNS * height
        sheet.paste(frame.resize((WIDTH, height), Image.Resampling.LANCZOS), corner)
    return small(sheet)


def poster(folder: Path, seconds: float = POSTER) -> Image.Image:
    """Return the frame of a film's cold open that promises most."""
    (film,) = folder.glob("*.mp4")
    with av.open(str(film)) as container:
        frame = next(f for f in container.decode(video=0) if f.time >= seconds)
    picture: Image.Image = frame.to_image()
    return small(picture.resize((WIDTH, WIDTH * picture.height // picture.width)))


def small(picture: Image.Image) -> Image.Image:
    """Return a picture in few colours."""
    # The octree keeps each hue; a median cut spends its colours on the dark ground.
    return picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def main() -> int:
    """Write the sheet and the poster that the command line asks for."""
    if len(sys.argv) not in (4, 5):
        print(
            "give the folder of a film made with --save_sections, two .png, and a poster's second"
        )
        return 2
    folder, *targets = map(Path, sys.argv[1:4])
    if not list((folder / "sections").glob("*.json")):
        print(f"{folder} has no sections; render the film with --save_sections first")
        return 2
    promise = partial(poster, seconds=float(sys.argv[4])) if len(sys.argv) == 5 else poster
    for target, draw in zip(targets, (contact_sheet, promise), strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        draw(folder).save(target, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
