"""A lecture becomes a film, quickly, and whole or not at all: all that knows Manim's insides."""

from scenes.film.asked import NotFilmed
from scenes.film.defaults import own_paper
from scenes.film.laying import Pen
from scenes.film.refusing import Refusing
from scenes.film.settled import settle_on_grid
from scenes.film.whole import WholeFilm
