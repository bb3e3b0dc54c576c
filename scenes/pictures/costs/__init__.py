"""What the lecture on costs alone draws: squares, lengths, prices, pushes, chords, balls."""

from scenes.pictures.costs.curves import Bowl, Chorded
from scenes.pictures.costs.dealing import Deal, tape_of, tiles_of
from scenes.pictures.costs.misses import Misses, Needles, fact, frame
from scenes.pictures.costs.shares import Prices, Pushes, price_plot
