"""What a careful eye marks on a frame: type too small, too faint, struck through, or on other type.

Overlaps are found on the glyphs' own boxes. What type stands on is looked at as pixels: the frame
is drawn without its type, and wherever a glyph will stand the ground must be plain and far enough
from the ink, whatever is drawn there: a line, a cell's edge, a surface.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from manim import ManimColor, Mobject, Scene, SurroundingRectangle, VMobject
from manim.camera.camera import Camera
from PIL import Image

from scenes.vocabulary import style
from scenes.vocabulary.stage import Lecture
from scenes.vocabulary.text import Formula, Readout
from scenes.vocabulary.text.formula import Outline
from tests.scenes.looking import luminances, visible

Array = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]
WIDTH, HEIGHT, UNITS = 1280, 720, 8.0
PIXELS = 135.0  # to a Manim unit at 1080p
CAPITAL = 0.66  # of an em, the smaller of the two faces' capitals
SMALLEST_CAPITAL, LARGE_CAPITAL = 20.0, 24.0  # pixels at 1080p
CONTRAST, CONTRAST_LARGE = 4.5, 3.0  # WCAG, level AA
DIMMED = 0.5  # an opacity: what is turned down lower is out of the light on purpose
SETTING = "paper", "panel", "cell", "hairline"  # what frames the picture and says nothing
HAIR = 0.015  # of a unit, two pixels at 1080p: what boxes may share without touching ink
PLAIN = 1.3  # the contrast between two grounds under one piece of type that a reader overlooks
SHARE = 0.06  # of the pixels under one glyph: antialiasing at a rim


class Fault(NamedTuple):
    """What is wrong, and the two things that it is about (the second may be the page itself)."""

    kind: str
    sentence: str
    first: Mobject
    second: Mobject | None


@dataclass(frozen=True, eq=False)
class Print:
    """A piece of type in one colour: its glyphs' boxes (k, 4: left, bottom, right, top)."""

    part: Outline
    owner: Mobject
    name: str
    boxes: Array

    @property
    def capital(self) -> float:
        """The height of a capital, in pixels at 1080p."""
        return self.part.em * CAPITAL * PIXELS

    @property
    def hull(self) -> Array:
        """The box around all glyphs."""
        return np.append(self.boxes[:, :2].min(axis=0), self.boxes[:, 2:].max(axis=0))


def linter(lecture: str) -> Callable[[Lecture], list[str]]:
    """Return a check that names a lecture's faults and saves the frames, the things outlined.

    What a lecture allows itself, it names in `allows`: a part of the fault's sentence, and why.
    """
    folder = Path(__file__).parents[2] / "media" / "lint"
    for old in folder.glob(f"{lecture}-*.png"):
        old.unlink()

    def check(scene: Lecture) -> list[str]:
        found = [
            fault
            for fault in faults(scene)
            if not any(allowed in fault.sentence for allowed in scene.allows)
        ]
        stamp = f"{lecture}-{scene.time:05.1f}"
        return [
            f"{fault.sentence}: {save_marked(scene, fault, folder / f'{stamp}-{number}.png')}"
            for number, fault in enumerate(found)
        ]

    return check


def faults(scene: Scene) -> list[Fault]:
    """Return all that is wrong with the picture that a scene shows now."""
    shown = visible(scene)
    prints = list(pieces_of_type(scene, shown))
    grounds = [thing for thing in shown if not isinstance(thing, Outline)]
    page = draw(scene, grounds)
    return [
        *too_small(prints),
        *on_one_another(prints),
        *hard_to_read(prints, page, grounds),
        *out_of_line(prints),
        *too_faint(scene, grounds),
    ]


def pieces_of_type(scene: Scene, shown: Sequence[Mobject]) -> Iterator[Print]:
    """Yield the visible type of a scene, each with the formula that it is part of."""
    owners = {
        id(part): formula
        for thing in scene.mobjects
        for formula in thing.get_family()
        if isinstance(formula, Formula)
        for part in formula.get_family()
    }
    for part in shown:
        if isinstance(part, Outline) and part.get_fill_opacity() > 0.2:
            owner = owners.get(id(part), part)
            yield Print(part, owner, named(owner), glyph_boxes(part.points))


def named(thing: Mobject) -> str:
    """Return a name by which a contributor finds a thing."""
    if isinstance(thing, Readout):
        return f"{thing.text} of {thing.of!r} at {tuple(thing.at)}"
    if isinstance(thing, Formula):
        return f"{thing.says!r}"
    return type(thing).__name__


def glyph_boxes(points: Array) -> Array:
    """Return the box of each closed outline in a row of cubic curves (4k, 3)."""
    curves = points.reshape(-1, 4, 3)[:, :, :2]
    breaks = np.abs(curves[1:, 0] - curves[:-1, 3]).max(axis=1) > 1e-6
    starts = np.flatnonzero(np.append(True, breaks))
    low = np.minimum.reduceat(curves.min(axis=1), starts)
    high = np.maximum.reduceat(curves.max(axis=1), starts)
    return np.hstack([low, high])


def too_small(prints: Sequence[Print]) -> Iterator[Fault]:
    """Capitals below 20 pixels at 1080p: a class reads from the last row."""
    for one in prints:
        if one.capital < SMALLEST_CAPITAL - 0.1:
            sentence = f"{one.name} has capitals of {one.capital:.1f} pixels"
            yield Fault("size", sentence, one.part, None)


def on_one_another(prints: Sequence[Print]) -> Iterator[Fault]:
    """Glyphs of two pieces of type on the same spot."""
    for one, other in combinations(prints, 2):
        if one.owner is other.owner or not _meet(one.hull, other.hull[None]).any():
            continue
        if any(_meet(box, other.boxes).any() for box in one.boxes):
            yield Fault("overlap", f"{one.name} lies on {other.name}", one.part, other.part)


def hard_to_read(
    prints: Sequence[Print], page: Picture, grounds: Sequence[Mobject]
) -> Iterator[Fault]:
    """Type that is too near its ground in luminance, and type whose ground is not plain."""
    for one in prints:
        under = [pixels for box in one.boxes if (pixels := _pixels(page, box).ravel()).size]
        if not under:
            continue
        ground = float(np.median(np.concatenate(under)))
        opacity = one.part.get_fill_opacity()
        ink = float(luminances(one.part.get_fill_color().to_rgb()))
        ink = opacity * ink + (1 - opacity) * ground
        found = min(_share_below(_contrast(ink, glyph)) for glyph in under)
        dark = min(_share_below(glyph) for glyph in under)
        light = -min(_share_below(-glyph) for glyph in under)
        needed = CONTRAST_LARGE if one.capital >= LARGE_CAPITAL else CONTRAST
        if found < needed:
            sentence = f"{one.name} has a contrast of {found:.1f} and needs {needed}"
            yield Fault("contrast", sentence, one.part, _culprit(one, grounds))
        elif _contrast(dark, light) > PLAIN:
            guilty = _culprit(one, grounds)
            against = named(guilty) if guilty else "the page"
            yield Fault("ground", f"{one.name} stands over the edge of {against}", one.part, guilty)


def too_faint(scene: Scene, grounds: Sequence[Mobject]) -> Iterator[Fault]:
    """Lines that mean something and can hardly be told from the paper."""
    paper = float(luminances(ManimColor(scene.camera.background_color).to_rgb()))
    setting = {style.color(role).to_hex() for role in SETTING}
    for thing in grounds:
        if not isinstance(thing, VMobject) or thing.get_stroke_width() == 0:
            continue
        ink, opacity = thing.get_stroke_color(), thing.get_stroke_opacity()
        if opacity < DIMMED or ink.to_hex() in setting:
            continue
        found = float(_contrast(float(luminances(ink.to_rgb())), paper))
        if found < CONTRAST_LARGE:
            sentence = f"a line of {named(thing)} has a contrast of {found:.1f} and needs 3"
            yield Fault("line", sentence, thing, None)


def out_of_line(prints: Sequence[Print]) -> Iterator[Fault]:
    """Numbers of one key in one column whose decimal points are not below each other."""
    numbers = [
        one for one in prints if isinstance(one.part, Readout) and one.part.anchor == "right"
    ]
    for one, other in combinations(numbers, 2):
        a, b = one.part, other.part
        assert isinstance(a, Readout)
        assert isinstance(b, Readout)
        if a.of != b.of or a.at == b.at or abs(a.em - b.em) > 1e-6:
            continue
        apart = abs(a.baseline - b.baseline)
        across = abs(_point(a) - _point(b))
        if a.em * 0.5 < apart < a.em * 2.2 and 0.01 < across < a.em * 1.2:
            sentence = f"{one.name} and {other.name} do not align on the point"
            yield Fault("column", sentence, a, b)


def draw(scene: Scene, things: Sequence[Mobject]) -> Picture:
    """Return the picture of some things alone, (HEIGHT, WIDTH, 3), in whole bytes."""
    camera = Camera(
        pixel_width=WIDTH,
        pixel_height=HEIGHT,
        background_color=scene.camera.background_color,
    )
    order = sorted(things, key=lambda thing: thing.z_index)
    camera.capture_mobjects(order, include_submobjects=False)
    return np.ascontiguousarray(camera.pixel_array[:, :, :3])


def save_marked(scene: Scene, fault: Fault, path: Path) -> Path:
    """Save the frame with the fault's things outlined."""
    things = [thing for thing in (fault.first, fault.second) if thing is not None]
    marks = [
        SurroundingRectangle(thing, color=color, buff=0.05, stroke_width=4)
        for thing, color in zip(things, ("#FF00FF", "#00FF00"), strict=False)
    ]
    picture = draw(scene, [*visible(scene), *marks])
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(path)
    return path


def _meet(box: Array, others: Array) -> Any:
    low = np.maximum(box[:2], others[:, :2])
    high = np.minimum(box[2:], others[:, 2:])
    return ((high - low) > HAIR).all(axis=1)


def _share_below(values: Array) -> float:
    """Return what but a small share of values is above: mostly they are all the same."""
    least = float(values.min())
    return least if values.max() == least else float(np.quantile(values, SHARE))


def _pixels(page: Picture, box: Array) -> Array:
    """Return the luminances under a box."""
    scale = HEIGHT / UNITS
    left, right = (box[[0, 2]] * scale + WIDTH / 2).round().astype(int)
    bottom, top = (HEIGHT / 2 - box[[1, 3]] * scale).round().astype(int)
    rows, columns = (max(top, 0), max(bottom, top + 1, 0)), (max(left, 0), max(right, left + 1, 0))
    return luminances(page[slice(*rows), slice(*columns)])


def _contrast(one: Any, other: Any) -> Any:
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


def _culprit(one: Print, grounds: Sequence[Mobject]) -> Mobject | None:
    """Return the thing whose outline passes through the glyphs; else the smallest one below."""
    left, bottom, right, top = one.hull
    through, below = [], []
    for thing in grounds:
        points = thing.points[:, :2]
        if isinstance(thing, VMobject):
            curves = points.reshape(-1, 4, 2)
            ts = np.linspace(0, 1, 12)[:, None, None]
            a, b, c, d = curves.transpose(1, 0, 2)
            walk = (
                (1 - ts) ** 3 * a
                + 3 * ts * (1 - ts) ** 2 * b
                + 3 * ts**2 * (1 - ts) * c
                + ts**3 * d
            ).reshape(-1, 2)
            inside = (walk > (left, bottom)).all(axis=1) & (walk < (right, top)).all(axis=1)
            if inside.any():
                through.append(thing)
        low, high = points.min(axis=0), points.max(axis=0)
        if (low < (right, top)).all() and (high > (left, bottom)).all():
            below.append((float(np.prod(high - low)), thing))
    if through:
        return through[-1]
    return min(below, key=lambda pair: pair[0])[1] if below else None


def _point(number: Readout) -> float:
    """Return the x of the decimal point: so many digits left of the right end."""
    return float(number._origin()[0]) - number.em * 0.5 * number.decimals
