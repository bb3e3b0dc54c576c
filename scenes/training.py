"""Why does nothing happen for so long, and then everything? Runs of thousands of steps.

Every number on screen is read from a recording, or from its working, by name and place.
"""

from functools import partial

import numpy as np
from manim import LEFT, RIGHT, FadeIn

import engine
from engine import working
from scenes.pictures import training as own
from scenes.vocabulary import style
from scenes.vocabulary.layer import counted
from scenes.vocabulary.layer.counted import spoken
from scenes.vocabulary.plane import DecisionMap
from scenes.vocabulary.stage import Lecture, Live

STATIONS = {
    "feed forward": "activation",
    "cost": "cost",
    "backpropagate": "delta",
    "update": "weight",
}
EPOCHS = 1000
BATCHES = {"all ten": None, "five": 5, "one": 1}
LANES = "lane_a", "lane_b", "lane_d"
LEAST = 1e-3  # by which the cost has to fall in an epoch, else the run stops


class Training(Lecture):
    """From a border that winds to what a run needs: steps, batches, an end, and a good start."""

    refusals = (engine.Refused,)

    def construct(self) -> None:
        self.record_the_runs()
        self.open(
            "Why does nothing happen for so long, and then everything?",
            run=self.spiral,
            also=[self.heart, *self.batches, self.digits, self.stopped, *self.starts, self.deep],
            with_cost=False,
        )
        self.watch_it_wind()
        self.go_around_the_loop()
        self.find_the_plateau()
        self.take_fewer_at_a_time()
        self.know_when_to_stop()
        self.start_badly()
        self.ask_the_first_layer()

    def record_the_runs(self) -> None:
        self.spiral, self.heart = engine.record("spiral"), engine.record("heart", seed=42)
        rounds = partial(engine.record, "heart", seed=42, steps=None, epochs=EPOCHS)
        sizes = BATCHES.values()
        self.batches = [rounds(batch=size) if size else self.heart for size in sizes]
        self.digits = engine.record("digits", epochs=200)
        self.stopped = engine.record("digits", epochs=200, least_decrease=LEAST)
        zeros = engine.record("heart", seed=42, weights="zeros", biases="zeros")
        twins = engine.record("twins")
        self.starts = zeros, twins, engine.record("circle", epochs=150)
        self.deep = engine.record("deep")

    def _ask(self, run: engine.History) -> partial[working.Probe]:
        return partial(_flowed, run)

    # -- Many steps, and what happens in each

    def watch_it_wind(self) -> None:
        run, data = self.spiral, self.spiral.dataset
        self.map = DecisionMap(
            data.X,
            data.X,
            data.Y[0],
            self._ask(run),
            key=f"a{len(run.run.sizes) - 1}",
            width=7.3,
            height=4.9,
            ends=(-1.0, 1.0),
        ).move_to(style.MIDDLE)
        self.add(self.map)
        self.follow(self.map)
        self.show_step(0)
        self.play(self.replay(len(run) - 1, run_time=8.0))
        self.tell(f"A network of {counted(16, 'hidden neuron')} has learned two arms.", ahead=0.3)
        self.play(self.replay(0, run_time=4.0))

    def go_around_the_loop(self) -> None:
        self.beat("One loop")
        self.turn_to(self.heart, with_cost=False)
        loop = own.Loop(self.heart, STATIONS)
        self.tell("What happens in a step? Four things, and they happen again and again.", ahead=0)
        self.perform(loop.appear())
        self.add(loop)
        for k in range(len(STATIONS)):
            self.play(loop.go(k, k + 1, run_time=1.1))
        self.follow(loop)
        clock = Live(self.show_step, self.footer)
        self.tell("A thousand times around, and the cost has fallen.")
        self.play(loop.spin(len(self.heart) - 1, clock, turns=24.0, run_time=8.0))
        self.rest(0.4)

    def find_the_plateau(self) -> None:
        run, found = self.spiral, working.progress(self.spiral)
        self.beat("A plateau, and a drop")
        self.turn_to(run, with_cost=False)
        plane, course = self.map, own.CourseOfCost(found, len(run) - 1)
        plane.move_to(style.LEFT_SIDE, LEFT).set_y(style.MIDDLE[1])
        course.move_to(style.RIGHT_SIDE + LEFT * 0.5, RIGHT).set_y(style.MIDDLE[1])
        self.play(FadeIn(plane), FadeIn(course.plot))
        self.add(plane, course)
        self.follow(plane, course)
        self.show_step(0)
        first, last = (int(found.steps[n]) for n in found.plateau)
        self.tell("The spiral again, beside the mean cost of each round.", ahead=0.0)
        self.play(self.replay(last, run_time=8.0))
        self.tell(f"From step {first:,} to {last:,} it hardly moves.", ahead=0.0)
        self.perform(course.bracket_the_plateau("plateau"))
        low, high = (int(found.steps[n]) for n in found.drop)
        self.tell("Then the border begins to wind, and the cost falls.")
        self.play(self.replay(high, run_time=6.0))
        self.tell(f"It fell most between steps {low:,} and {high:,}.", ahead=0.0)
        self.perform(course.measure_the_drop("largest drop"))
        self.play(self.replay(len(run) - 1, run_time=5.0))
        self.rest(0.4)

    # -- How many at a time, and for how long

    def take_fewer_at_a_time(self) -> None:
        self.beat("All of them, five, or one")
        self.turn_to(self.heart, with_cost=False)
        self.hide_the_footer()
        courses = [
            own.Course(name, _epochs(run), np.asarray(run.costs), role, run, "cost")
            for (name, run), role in zip(
                zip(BATCHES, self.batches, strict=True), LANES, strict=True
            )
        ]
        board = own.Several(courses)
        self.play(FadeIn(board.plot, run_time=0.5))
        self.add(board)
        self.tell("One start, three runs: a step for all ten people, for five, for one.", ahead=0)
        self.play(board.race(0.0, 30.0, run_time=6.0))
        assert _wander(self.batches[0]) < _wander(self.batches[1]) < _wander(self.batches[2])
        self.tell("The fewer at a time, the more its cost jumps. But it takes more steps.")
        self.play(board.race(30.0, 200.0, run_time=4.5))
        ends = [float(working.progress(run).cost[-1]) for run in self.batches]
        assert ends[0] > ends[1] > ends[2]
        self.tell("After as many rounds, the jumpiest has learned these ten best.", ahead=0.0)
        self.play(board.race(200.0, EPOCHS, run_time=4.5))
        self.play(board.say_where_they_end())
        self.rest(0.4)

    def know_when_to_stop(self) -> None:
        self.beat("When to stop?")
        run, held = self.digits, self.digits.metrics["validation_cost"]
        self.turn_to(run, with_cost=False)
        self.hide_the_footer()
        epochs = np.arange(1.0, len(held) + 1)
        shown = {"what it learns from": "cost", "what it has never seen": "validation_cost"}
        courses = [
            own.Course(name, epochs, run.metrics[key], role, run.metrics, key)
            for (name, key), role in zip(shown.items(), ("lane_a", "lane_d"), strict=True)
        ]
        board = own.Several(courses)
        self.play(FadeIn(board.plot, run_time=0.5))
        self.add(board)
        self.tell("Digits: the cost of what it learns from, and of others, held back.", ahead=0.0)
        self.play(board.race(0.0, 20.0, run_time=5.0))
        best = int(np.argmin(held)) + 1
        assert held[-1] > held.min()
        self.tell("They part. What it has seen it knows ever better, the rest no more.")
        self.play(board.race(20.0, best, run_time=5.0))
        self.tell(f"Round {best} was the best for what it has never seen.", ahead=0.0)
        self.play(board.race(best, len(held), run_time=3.6))
        self.play(board.say_where_they_end())
        end = len(self.stopped.metrics["cost"])
        self.tell(f"A simple rule: stop when a round gains less than {LEAST:g}. Here: after {end}.")
        self.play(board.mark(end, run_time=1.4))
        self.rest(0.4)

    # -- How to start

    def start_badly(self) -> None:
        zeros, twins, good = self.starts
        assert not np.asarray(zeros["W1"]).any()
        assert np.ptp(twins[-1]["W1"], axis=0).max() == 0
        self.beat("Three starts")
        self.turn_to(good, twins, zeros)
        names = "all zeros", "all alike", "random"
        board = own.ThreeStarts(
            [own.Start(n, r, self._ask(r)) for n, r in zip(names, self.starts, strict=True)]
        )
        self.perform(board.appear())
        self.follow(board.live)
        self.tell("From zeros nothing moves. From weights all alike, neurons stay twins.")
        self.play(self.replay(len(good) // 10, run_time=6.0))
        self.tell("Twins are one neuron, drawn several times: one cut is all they make.", ahead=0.0)
        self.play(self.replay(len(good) - 1, run_time=4.6))
        self.rest(0.4)

    def ask_the_first_layer(self) -> None:
        run, count = self.deep, len(self.deep.run.sizes) - 1
        self.beat("And a deep one?")
        self.turn_to(run, with_cost=False)
        bars = own.LayersMoved(lambda step: working.moved(run[0], run[step]), len(run) - 1)
        self.play(FadeIn(bars.ground, bars.names, run_time=0.5))
        self.add(bars)
        self.follow(bars)
        self.tell(f"{spoken(count, capital=True)} layers of sigmoids: how far each has moved.")
        self.play(self.replay(len(run) // 50, run_time=5.0))
        share = working.moved(run[0], run[-1]).moved
        self.tell(
            f"In the end the last has moved {share[-1] / share[0]:.0f} times as far.", ahead=0
        )
        self.play(self.replay(len(run) - 1, run_time=5.0))
        self.ask_for_more()

    def ask_for_more(self) -> None:
        run, data = self.heart, self.heart.dataset
        self.beat("Ten people, and then?")
        self.turn_to(run, with_cost=False)
        plane = DecisionMap(
            data.X, data.X, data.Y[0], self._ask(run), key="a3", width=7.6, height=4.9
        )
        self.play(FadeIn(plane.move_to(style.MIDDLE), run_time=0.5))
        self.follow(plane)
        self.tell("It learned ten people. Can it learn what strangers draw?", ahead=0.0)
        self.play(self.replay(len(run) - 1, run_time=5.0))
        self.hold(0.8)


def _flowed(run: engine.History, step: int, inputs: np.ndarray) -> working.Probe:
    return working.probe(run[step], inputs)


def _epochs(run: engine.History) -> np.ndarray:
    """Return at which epoch each step of a run begins."""
    return np.arange(len(run)) * (EPOCHS / len(run))


def _wander(run: engine.History) -> float:
    """Return how much a run's cost changes from step to step, on average, in its first epochs."""
    first = np.asarray(run.costs)[: len(run) // 10]
    return float(np.abs(np.diff(first)).mean())
