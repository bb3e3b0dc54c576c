"""The last frame of every beat of a film on one sheet, for the README and for a critical eye.

It takes the sections of a film:

    manim render --save_sections scenes/backprop.py
    python scripts/contact_sheet.py media/videos/backprop/1080p30 media/stills/backprop.png
"""

import json
import sys
from pathlib import Path

import av
from PIL import Image

COLUMNS, WIDTH, COLOURS = 3, 640, 256


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
    # The octree keeps each hue; a median cut spends its colours on the dark ground.
    return sheet.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def main() -> int:
    """Write the sheet that the command line asks for."""
    if len(sys.argv) != 3:
        print("give two arguments: the folder of a film made with --save_sections, and a .png")
        return 2
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    if not list((folder / "sections").glob("*.json")):
        print(f"{folder} has no sections; render the film with --save_sections first")
        return 2
    target.parent.mkdir(parents=True, exist_ok=True)
    contact_sheet(folder).save(target, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
