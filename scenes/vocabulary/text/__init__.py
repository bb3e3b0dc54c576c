"""Setting type: maths and prose as outlines, and numbers that know where they were read."""

from scenes.vocabulary.text.digits import fewest_decimals
from scenes.vocabulary.text.ellipsis import shortened
from scenes.vocabulary.text.formula import Formula, maths, words
from scenes.vocabulary.text.ledger import Entry, Ledger
from scenes.vocabulary.text.provenance import Source, cite
from scenes.vocabulary.text.readout import Readout, quote
from scenes.vocabulary.text.step_line import StepLine, weight_name
from scenes.vocabulary.text.strip import Strip
