"""Arrays of floats, as the vocabulary takes and keeps them; points are (k, 3)."""

import numpy as np
import numpy.typing as npt

ArrayLike = npt.ArrayLike
Array = npt.NDArray[np.float64]
Points = Array
