"""A film as pictures, each in a file of its own: as many as it has frames, and all or none."""

import shutil
from pathlib import Path
from typing import Any

from PIL import Image

from scenes.film import hidden, planes


class Stills:
    """The frames of a film, numbered from 0, in a hidden folder until they are all there.

    Parameters
    ----------
    plan
        Manim's, which says in which folder they will be, and what the file of a frame is called.
    """

    def __init__(self, plan: Any) -> None:
        self.count = 0
        self._plan = plan
        self._hidden = hidden.hidden_name(plan.image_sequence_dir)

    def add(self, pixels: planes.Pixels, *, repeat: int) -> None:
        """Write a picture (height, width, 4) so many times."""
        self._hidden.mkdir(parents=True, exist_ok=True)
        first = self._file(self.count)
        Image.fromarray(pixels).save(first)
        for number in range(self.count + 1, self.count + repeat):
            shutil.copyfile(first, self._file(number))
        self.count += repeat

    def finish(self) -> None:
        """Let them take the place of those that were there."""
        hidden.settle_folder(self._hidden, self._plan.image_sequence_dir)

    def abort(self) -> None:
        """Leave nothing."""
        shutil.rmtree(self._hidden, ignore_errors=True)

    def _file(self, number: int) -> Path:
        return self._hidden / str(self._plan.image_frame_path(number).name)
