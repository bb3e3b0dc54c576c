"""What cannot be filmed as it was asked for is refused in a sentence, before anything is drawn."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import av
from manim import RendererType, config, logger

from scenes.film import defaults, refusing

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What a system says when there is no room for more of a file."""


_STILLS = {"png", "png-sequence"}
_OPENERS = {"xdg-open", "open", "cygstart"}  # by which Manim previews
_HEADLINE = 60  # letters, of a long one, which is part of a section's name


class NotFilmed(Exception):
    """What was asked for cannot be filmed; the message is a sentence for the reader."""


def refuse_what_cannot_be_meant() -> None:
    """Refuse settings that no film of any lecture can have."""
    if config.renderer != RendererType.CAIRO:
        raise NotFilmed("a lecture is drawn by cairo; leave out --renderer=opengl.")
    if config.write_all and config.output_file:
        raise NotFilmed("-a films all of a file and -o names one film; give one of them.")
    if config.save_sections and config.format in _STILLS and not config.dry_run:
        raise NotFilmed("stills have no sections; leave out --save_sections, or -s and --format.")
    for given in (config.media_dir, config.output_file, config.input_file):
        if "{" in str(given):
            _refuse_braces(str(given))
    if not str(config.media_dir):
        raise NotFilmed("--media_dir is empty; name a folder, or leave it out.")
    if defaults.flags_of_render().get("frame_rate") == 0:
        raise NotFilmed("--fps 0 shows nothing; name how many frames a second has.")
    first, last = config.from_animation_number, config.upto_animation_number
    if last < first:
        raise NotFilmed(f"-n {first},{last:g} ends before it begins; name the first and the last.")


def refuse_at_once() -> None:
    """Refuse the same while a lecture is imported, if `manim render` would soon stumble over it."""
    if defaults.flags_of_render():
        try:
            refuse_what_cannot_be_meant()
        except NotFilmed as reason:
            refusing.end_with(reason, of=Path(config.input_file).name)


@contextmanager
def manims_own_words() -> Iterator[None]:
    """Let what Manim says of settings that contradict each other be the sentence."""
    try:
        yield
    except OSError as error:
        raise NotFilmed(unwritable(error)) from error
    except MemoryError as error:
        size = f"{config.pixel_width} × {config.pixel_height}"
        raise NotFilmed(f"there is no memory for pictures of {size} pixels.") from error
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise NotFilmed(f"{error.args[0] if error.args else error}") from error


@contextmanager
def heard(sound: Any) -> Iterator[None]:
    """Refuse a sound that is not there, is none, or would begin before its film does."""
    try:
        yield
    except TypeError:  # a keyword that no sound has
        raise
    except Exception as error:  # what reads sounds has kinds of its own
        raise NotFilmed(
            f"the sound {sound} cannot be heard; name a file of sound that is there, such as a "
            ".wav, and a time from the film's beginning on."
        ) from error


def refuse_what_cannot_be_encoded(spec: Any) -> None:
    """Refuse a size, a rate or an option that an encoder does not take: try it, without a frame."""
    if spec is None:
        return
    try:
        with av.open(BytesIO(), "w", format=spec.container_format) as nowhere:
            stream = nowhere.add_stream(
                spec.codec, rate=spec.frame_rate, options=dict(spec.options)
            )
            stream.width, stream.height = spec.width, spec.height
            stream.pix_fmt = spec.pixel_format
            nowhere.start_encoding()
            unknown = ", ".join(stream.codec_context.options)
    except (av.FFmpegError, OverflowError, ValueError) as error:
        told = ", ".join(f"{name}={value}" for name, value in spec.options)
        whole = "" if _halves(spec) else "; its width and height must be even"
        raise NotFilmed(
            f"{spec.codec} cannot encode {spec.width} × {spec.height} pixels of {spec.pixel_format}"
            f" at {float(spec.frame_rate):g} frames a second with {told or 'no options'}{whole}."
        ) from error
    if unknown:
        logger.warning(f"{spec.codec} knows no option {unknown}, and goes without.")


def refuse_a_place_that_cannot_be_written(plan: Any) -> None:
    """Refuse folders in which nothing can be made, and a name that is a folder's or too long."""
    film = plan.primary_artifact
    names = [film, plan.sections_dir and plan.section_path(0, "a" * _HEADLINE)]
    try:
        for folder in filter(None, [film.parent, plan.segment_cache_dir, plan.sections_dir]):
            folder.mkdir(parents=True, exist_ok=True)
            trial = folder / f".trial-{os.urandom(6).hex()}"
            trial.touch()
            trial.unlink()
        for name in filter(None, names):
            if name.is_dir() and not plan.output.is_image_sequence:
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(name))
    except OSError as error:
        raise NotFilmed(unwritable(error)) from error


def unwritable(error: OSError) -> str:
    """Return the sentence about a place where nothing can be written."""
    return (
        f"{error.filename} cannot be written ({error.strerror}); "
        "name another folder with --media_dir, or another film with -o."
    )


def refuse_where_nothing_is_filmed(scene: Any) -> None:
    """Refuse a part of a lecture that has no animation, once it is known how many there are."""
    plays, first, output = (
        scene.renderer.num_plays,
        config.from_animation_number,
        scene.output_plan.output,
    )
    if not plays and output.is_video and not output.fallback_to_still:
        raise NotFilmed("it plays nothing, which makes no film; ask for --format=png.")
    if plays and first >= plays:
        raise NotFilmed(f"-n {first} is past its end; its animations are 0 to {plays - 1}.")
    if plays and not output.is_still and not scene.renderer.file_writer.timeline.filmed:
        raise NotFilmed("all of its animations are to be skipped, which leaves no film.")


def _refuse_braces(given: str) -> None:
    """Refuse a path in braces of which stands what Manim does not know, or itself."""
    try:
        given.format(quality="", module_name="", scene_name="")
    except MemoryError as error:
        size = f"{config.pixel_width} × {config.pixel_height}"
        raise NotFilmed(f"there is no memory for pictures of {size} pixels.") from error
    except (KeyError, IndexError, ValueError):
        raise NotFilmed(
            f"Manim would fill in what stands in braces in {given}; name it without."
        ) from None


def _halves(spec: Any) -> bool:
    """Say whether a picture can be halved as far as its pixels share their colours."""
    pair = av.VideoFormat(spec.pixel_format, 2, 2)
    across, down = 2 // pair.chroma_width(), 2 // pair.chroma_height()
    return spec.width % across == 0 and spec.height % down == 0


def nothing_opens_it(error: BaseException) -> bool:
    """Say whether a film is there and only its preview is not, and tell the reader so."""
    opener = getattr(error, "filename", None)
    if opener not in {config.preview_command, *_OPENERS} or not opener:
        return False
    logger.warning(f"The film is there. Nothing shows it by itself: there is no {opener} here.")
    return True


def was_full(error: BaseException | None) -> bool:
    """Say whether an error, or one that it came from, is that of a disk without room."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        error = error.__cause__ or error.__context__
    return False
