"""How a lecture is filmed where nobody says otherwise, from whatever folder it is rendered.

Manim's settings lie in layers: its own, those of a user's manim.cfg, of a folder's or of `-c`, and
flags. The project's lie above the first and below all others, from when this is imported. Its own
manim.cfg says the same to whoever starts Manim beside it, also for scenes that are no lectures.
"""

import configparser
from ast import literal_eval
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click
from manim import config
from manim._config import utils

SETTINGS: Mapping[str, Any] = MappingProxyType(
    {
        "frame_rate": 30,
        # Manim would ask the network for its newest version after each film, for ten seconds.
        "notify_outdated_version": False,
        # Draw on while an earlier animation is still being encoded: two keep two cores busy.
        "max_inflight_encoders": 2,
        # For each of them pictures of 8 MB may wait: Manim's eight gain next to nothing.
        "encoder_queue_size": 3,
        # A lecture has more animations than the 100 that Manim would keep.
        "max_files_cached": -1,
    }
)

X264: Mapping[str, str] = MappingProxyType(
    {
        # Of a drawing that mostly stands still, whole pixels (subq) and the frame before (bf) say
        # nearly all that dearer searches find: half of veryfast's time, films a third larger.
        "preset": "superfast",
        "bf": "0",
        "subq": "0",
        # The bits go to what will stay on screen, which halves a film. It looks a little ahead.
        "mbtree": "1",
        "rc-lookahead": "5",
        "crf": "18",
        # Plays are encoded side by side, which leaves nothing to gain from threads within one.
        "threads": "1",
    }
)
"""What Manim's usual encoder is told; each word of it gives way to a user's own."""

PAPER = "#10151C"
"""The usual theme's, for scenes that are no lectures."""

_STAGE, _HAIR = (128 / 9, 8.0), 0.01  # Manim units; by so much 854 × 480 is wider than 16 to 9
_ALSO_SETS = {"frame_rate": "quality"}


def put_beneath() -> None:
    """Let the settings hold wherever no file and no flag of the user's says anything else."""
    flags = flags_of_render()
    library = _read(utils.config_file_paths()[0])
    for name in _unsaid(_stated(_named_file(flags)), flags):
        if config[name] == literal_eval(library[name]):
            config[name] = SETTINGS[name]
    utils.make_config_parser = _with_these(utils.make_config_parser)  # for a file that comes later


def show_the_whole_stage() -> None:
    """Let a frame of any shape show all that a lecture is laid out on: Manim cuts a wide one."""
    shape, (across, up) = config.pixel_width / config.pixel_height, _STAGE
    wide = max(config.frame_width, across, up * shape * (1 - _HAIR))
    if wide != config.frame_width or abs(wide / shape / config.frame_height - 1) > _HAIR:
        config.frame_width, config.frame_height = wide, wide / shape


def encoder_options(encoder: Any) -> dict[str, str]:
    """Return what an encoder is to be told: what is said here of it, and above it a user's words.

    What is said here, and stands in the project's manim.cfg as well, is meant for one encoder.
    """
    told = config.video_encoder_options
    if encoder is not None and encoder.codec == "libx264":
        return {**X264, **told}
    return {name: value for name, value in told.items() if X264.get(name) != value}


def own_paper() -> str | None:
    """Return the paper that the user asks for beside the themes' own, as `#RRGGBB`, or nothing."""
    paper = str(config.background_color.to_hex())
    is_said = "background_color" in _stated(_named_file(flags_of_render()))
    return paper if paper != PAPER and (is_said or paper != "#000000") else None


def _with_these(make_config_parser: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(make_config_parser)
    def with_these(custom_file: Any = None) -> Any:
        parser, stated = make_config_parser(custom_file), _stated(custom_file)
        parser["CLI"].update({name: str(SETTINGS[name]) for name in _unsaid(stated, {})})
        return parser

    return with_these


def _unsaid(stated: Mapping[str, str], flags: Mapping[str, Any]) -> list[str]:
    """Return the settings of which neither a file nor a flag speaks."""
    said = {*stated, *(name for name, value in flags.items() if value is not None)}
    return [name for name in SETTINGS if not said & {name, _ALSO_SETS.get(name)}]


def flags_of_render() -> Mapping[str, Any]:
    """Return the flags of `manim render`, where it is running and not a notebook or a program."""
    context = click.get_current_context(silent=True)
    params = context.params if context else {}
    return params if "from_animation_number" in params else {}


def _named_file(flags: Mapping[str, Any]) -> Any:
    """Return the file of settings that is named instead of the folder's, if one is."""
    file = flags.get("file")
    return flags.get("config_file") or (file if str(file).endswith(".cfg") else None)


def _stated(custom: Any) -> Mapping[str, str]:
    """Return what the user's file says, and the folder's or the one that is named instead."""
    _, users, folders = utils.config_file_paths()
    return _read(users, Path(custom) if custom else folders)


def _read(*files: Path) -> Mapping[str, str]:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(files)
    return parser["CLI"] if parser.has_section("CLI") else {}
