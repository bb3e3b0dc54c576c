"""Setting type: maths and prose as outlines, and numbers that know where they were read."""

from scenes.vocabulary.text.arrays import Array, ArrayLike, Points
from scenes.vocabulary.text.digits import fewest_decimals
from scenes.vocabulary.text.formula import Formula, maths, words
from scenes.vocabulary.text.provenance import Depicted, Depiction, Source, cite
from scenes.vocabulary.text.readout import Readout, quote
from scenes.vocabulary.text.strip import Strip
