"""Arrays as the vocabulary takes and keeps them: of numbers, points (k, 3), truths and places."""

import numpy as np
import numpy.typing as npt

ArrayLike = npt.ArrayLike
Array = npt.NDArray[np.float64]
Points = Array
Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]
