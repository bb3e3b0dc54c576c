"""The frame that lectures share: headlines, sentences, the run's clock, and verbs."""

from scenes.vocabulary.stage.footer import Clock, Footer
from scenes.vocabulary.stage.gesture import Depart, Gesture, together
from scenes.vocabulary.stage.lecture import Lecture
from scenes.vocabulary.stage.motion import Flight, Reveal, Tween, Vanish, conceal
from scenes.vocabulary.stage.panel import Live
