"""Why does nothing happen for so long, and then everything? Runs of thousands of steps.

Every number on screen is read from a recording, or from its working, by name and place.
TRAINREEL_RUN names another run, which is looked at in the end.
"""

from functools import partial

import numpy as np
from manim import RIGHT, UP, Create, FadeIn, FadeOut

import engine
from engine import working
from scenes.pictures import training as own
from scenes.vocabulary import Lecture, stage, style
from scenes.vocabulary.layer.counted import spoken
from scenes.vocabulary.plane.tally import Tally

LAPS, SPIRAL, EPOCHS = 25, 1200, 1000  # steps to an epoch of the spiral; its epochs, and heart's
SIZES = {"all ten at a time": None, "five at a time": 5, "one at a time": 1}
LEAST = 1e-3  # by which the cost has to fall in an epoch, else the run stops
LARGE, WIDE, HIGH = (10.6, 5.6), 6.7, 5.25  # the map alone, and beside something


class Training(Lecture):
    """From a border that winds to what a run needs: steps, batches, an end, and a good start."""

    refusals, unfit = (engine.Refused,), staticmethod(own.unfit)

    def construct(self) -> None:
        self.record_the_runs()
        runs = (self.batches | self.starts).values()
        also = [self.chosen, self.digits, self.stopped, self.deep, *runs]
        question = "Why does nothing happen for so long, and then everything?"
        self.open(question, run=self.spiral, also=also, with_cost=False)
        self.watch_it_wind()
        for beat in (
            self.go_around_the_loop,
            self.wait_for_the_drop,
            self.ask_why,
            self.take_fewer_at_a_time,
            self.know_when_to_stop,
            self.start_badly,
            self.ask_the_first_layer,
            self.ask_for_more if self.chosen is self.spiral else self.look_at_another,
        ):
            beat()
            self.rest(0.6)

    def record_the_runs(self) -> None:
        chosen = self.fitting(engine.chosen("spiral", epochs=SPIRAL))
        run = self.spiral = engine.record("spiral", epochs=SPIRAL)
        self.chosen = run if chosen.fingerprint == run.fingerprint else chosen  # not twice
        # Where a border winds, it is asked at more places.
        self.large_map = partial(own.map_of, run, working.probe, style.MIDDLE, *LARGE, fine=1.5)
        self.found = found = working.progress(run)
        self.points, self.last, self.count = run.dataset, len(run) - 1, run.dataset.size
        self.overall = own.asked(working.overall, run, X=self.points.X, Y=self.points.Y)
        self.times = found.steps[[*found.plateau, *found.drop]].tolist()
        self.still, self.stirs, self.falls, self.fallen = self.times
        heart = partial(engine.record, "heart", steps=None, epochs=EPOCHS)
        self.batches = {name: heart(batch=size) for name, size in SIZES.items()}
        self.digits = engine.record("digits", epochs=200)
        self.stopped = engine.record("digits", epochs=200, least_decrease=LEAST)
        ring = partial(engine.record, "circle", epochs=150)
        zeros, twins = ring(weights="zeros", biases="zeros"), engine.record("twins")
        self.starts = {"all zeros": zeros, "all alike": twins, "random": ring()}
        self.deep = engine.record("deep")

    def watch_it_wind(self) -> None:
        run, self.map = self.spiral, self.large_map()
        self.turn_to(run, even=True)
        self.tally = Tally(self.overall, self.count).stand_in(self.map.field)
        self.add(self.map, self.tally)
        self.follow(self.map, self.tally)
        self.show_step(self.stirs)
        self.play(self.replay(self.last, run_time=6.6))
        assert not self.overall(self.last).wrong
        hidden = f"{spoken(len(run.run.sizes) - 2)} layers of {spoken(run.run.sizes[1])} neurons"
        self.tell(f"{self.count} points in two arms: {hidden} know them all.", ahead=0.9)
        self.play(self.replay(0, run_time=3.0))

    def go_around_the_loop(self) -> None:
        run, ten = self.spiral, spoken(len(self.spiral[0].batch), capital=True)
        assert run.schedule.per_epoch == LAPS
        self.beat("One loop", self.map)
        self.turn_to(run, with_cost=False)
        self.follow(self.map)
        place = style.LEFT_SIDE + RIGHT * WIDE / 2 + style.MIDDLE
        self.play(self.map.move(place, WIDE, HIGH, lambda _: self.map.show_step(0), run_time=1.2))
        loop = own.Loop(run, self.map, own.asked(working.doors, run), LAPS)
        self.tell("The start again. What is one step?", ahead=0.3)
        self.perform(loop.appear())
        self.add(loop)
        clock = stage.Live(self.show_step, self.footer, self.map)
        self.tell(f"{ten} points go through. What they cost is saved.")
        self.play(loop.go(0.0, 0.4, clock, run_time=2.6))
        self.tell("Back come gradients, a bar for each layer; and all weights move a little.")
        self.play(loop.go(0.4, 1.0, clock, run_time=3.4))
        self.tell(f"{ten} others, and round again.", ahead=0.0)
        self.play(loop.go(1.0, LAPS - 8, clock, faster=0.75, run_time=7.0))
        self.tell(f"{LAPS} steps, and all {self.count} points were seen once: an epoch.", ahead=0.0)
        self.play(loop.go(LAPS - 8, LAPS, clock, run_time=2.6))

    def wait_for_the_drop(self) -> None:
        self.beat("A long wait, and a drop", self.map)
        self.turn_to(self.spiral, even=True)
        course = self.course = own.CourseOfCost(self.found, self.last)
        self.bars = own.GradientBars.below(course.plot, self.overall, range(0, self.last, 500))
        self.tally.stand_in(self.map.field)
        self.follow(self.map, self.tally, self.course, self.bars)
        self.show_step(0)
        self.play(FadeIn(self.tally, self.course, self.bars))
        self.tell("One clock: the cost of all points, and the gradient that all of them leave.")
        self.play(self.replay(self.still, run_time=3.0))
        self.tell(f"{self.still} steps, and the border is straight.", ahead=0.6)
        self.play(self.replay(self.stirs, run_time=4.5))
        self.tell(f"Then {self.stirs - self.still:,} with hardly a gradient or a fall.", ahead=0.7)
        self.perform(self.course.shade(0, "plateau", "plateau", "muted"))
        self.play(self.replay(self.fallen, run_time=4.5))
        assert 9 < self.found.falls[1] / self.found.falls[0] < 10
        self.tell("Later, over as many steps, it falls nearly ten times as far.", ahead=0.0)
        self.perform(self.course.shade(1, "drop", "largest drop", "cost"))
        self.play(self.replay(self.last, run_time=6.0))

    def ask_why(self) -> None:
        self.beat("Why so long?", self.map, self.tally, self.course, self.bars)
        self.play(self.replay(self.still, run_time=2.4))
        self.tell("Each neuron of the first layer draws a line. Thin is soft: it hardly bends.")
        drawn = own.Creases(self.map, self.spiral, working.creases).show_step(self.still)
        self.play(drawn.appear(run_time=3.0))
        best = working.parting(self.points.X, self.points.Y[0] > 0)
        straight, missed = drawn.straight(best.normal, best.offset), self.count - best.hits
        assert 0 <= self.overall(self.still).wrong - missed < 6
        self.tell(f"Together: about one straight border. The best one leaves {missed} wrong.")
        self.play(Create(straight, run_time=1.6))
        self.tell("In outline, how hard the points pull at the weights, each one for itself.")
        self.perform(self.bars.outline(self.still, self.times))
        assert (self.overall(self.still).left < 1 / 50).all()
        self.play(self.replay(0, run_time=1.4), FadeOut(straight))
        self.tell(f"By step {self.still} it is straight: they cancel, under a fiftieth is left.")
        self.play(self.replay(self.still, run_time=2.4))
        self.tell("On the plateau the lines turn and, slowly, grow sharper.", ahead=0.0)
        self.play(self.replay(self.stirs, run_time=4.5))
        sharp = [drawn.ask(step).sharpness.mean() for step in self.times]
        assert sharp[3] - sharp[2] > 3 * (sharp[1] - sharp[0]) > 0
        assert (self.overall(self.falls).left > 3 * self.overall(self.still).left).all()
        self.tell("Sharp ones bend the border. Then less cancels, and they sharpen faster.")
        self.play(self.replay(self.fallen, run_time=6.0))

    def take_fewer_at_a_time(self) -> None:
        self.beat("All of them, five, or one")
        self.hide_the_footer()
        board = own.by_epochs(self.batches, ["lane_a", "lane_b", "lane_d"], EPOCHS)
        self.play(FadeIn(board, run_time=0.5))
        self.tell("Ten people, one network, one start. A step takes ten, five, or one.", ahead=0)
        self.play(board.race(0.0, 30.0, run_time=6.0))
        runs = self.batches.values()
        jumps = [np.abs(np.diff(run.costs[: len(run) // 10])).mean() for run in runs]
        assert jumps == sorted(jumps)
        self.tell("The fewer at a time, the more the cost of a step jumps.", ahead=0.0)
        self.play(board.race(30.0, 200.0, run_time=4.5))
        self.tell("But there are more steps in an epoch.", ahead=0.0)
        self.play(board.race(200.0, EPOCHS, run_time=4.5))
        ends = [working.progress(run) for run in runs]
        assert ends[0].cost[-1] > ends[1].cost[-1] > ends[2].cost[-1]
        self.tell("In the end, over all ten people:", ahead=0.0)
        self.play(board.say(*ends))

    def know_when_to_stop(self) -> None:
        run, held = self.digits, self.digits.metrics["validation_cost"]
        best, end = int(np.argmin(held)) + 1, len(self.stopped.metrics["cost"])
        self.beat("When to stop?")
        board = own.seen_and_held(run, partial(working.probe, run[0]))
        self.play(FadeIn(board, run_time=0.5))
        self.tell("Digits: the cost of those it learns from, and of others, held back.", ahead=0.0)
        self.play(board.race(0.0, 20.0, run_time=5.0))
        self.tell("They part. What it has seen it knows ever better, the others hardly.", ahead=0.0)
        self.play(board.race(20.0, len(held), run_time=6.5))
        self.tell(f"After {best} epochs the others were at their best.", ahead=0.0)
        self.play(board.mark(1, best - 1, UP * 0.4))
        self.tell(f"A rule: stop once an epoch of learning gains under {LEAST:g}: after {end}.")
        self.play(board.stroke(end, run_time=2.4))
        assert 0.3 < end / best < 0.37 < 1.17 < held[end - 1] / held[best - 1] < 1.25
        self.tell("A fifth above the best, after a third of the epochs.", ahead=0.3)
        self.play(board.mark(1, end - 1, UP * 0.4 + RIGHT * 0.55, run_time=1.2))

    def start_badly(self) -> None:
        zeros, twins, good = self.starts.values()
        assert not any(np.asarray(zeros[key]).any() for key in ("W1", "W2", "W3", "b1", "b2"))
        assert np.ptp(twins[-1]["W1"], axis=0).max() == 0
        self.beat("Three starts")
        self.turn_to(good, twins, zeros)
        board = own.ThreeStarts(self.starts, working.probe, working.creases)
        self.play(FadeIn(board, run_time=0.8))
        self.follow(*board.maps)
        self.tell("From zeros only the last bias moves: it answers everywhere the same.")
        self.play(self.replay(len(good) // 25, run_time=5.0))
        self.tell("All alike stay alike: four neurons draw one line. At random, four.", ahead=0.0)
        self.play(self.replay(len(good) - 1, run_time=6.0))

    def ask_the_first_layer(self) -> None:
        run, count, early = self.deep, len(self.deep.run.sizes) - 1, len(self.deep) // 20
        heard = working.doors(run[0]).gradients
        self.beat("And a deep one?")
        self.turn_to(run)
        moved = own.asked(partial(working.moved, run[0]), run)
        bars = own.DeepBars(own.asked(working.doors, run), moved)
        self.play(FadeIn(bars.plot, bars.names, bars.legend, run_time=0.5))
        self.add(bars)
        assert (np.diff(heard) > 0).all()
        self.tell(f"{spoken(count, capital=True)} layers. Back through them, the gradient shrinks.")
        self.play(bars.go_back(run_time=3.6))
        assert heard[-1] > 10_000 * heard[0]
        self.tell("The last layer hears ten thousand times as much as the first.", ahead=0.0)
        self.perform(bars.number(bars.heard, 6, 0, count - 1))
        end, answers = working.doors(run[-1]).gradients, run[early][f"a{count}"]
        assert np.ptp(answers) < 0.01 < 1 < end[0] / end[-1]
        self.tell("So the last moves most: to one answer for everyone.")
        self.play(FadeOut(bars.numbers, run_time=0.4))
        self.follow(bars)
        self.play(self.replay(early, run_time=5.0))
        assert abs(run.costs[early:] - np.log(2)).max() < 1e-4
        self.tell("There it hears no more than the first: the cost stays a coin's, ln 2.", ahead=0)
        self.play(self.replay(len(run) - 1, run_time=4.0))
        times = moved(len(run) - 1).moved[-1] / moved(len(run) - 1).moved[0]
        self.tell(f"It moved {times:.0f} times as far as the first, and learned nothing.", ahead=0)
        self.perform(bars.number(bars.moved, 4, 0, count - 1))

    def ask_for_more(self) -> None:
        self.beat("And then?")
        self.turn_to(self.spiral, even=True)
        plane = self.large_map()
        self.follow(plane)
        self.show_step(self.falls)
        self.play(FadeIn(plane, run_time=0.5))
        self.play(self.replay((self.fallen + self.last) // 2, run_time=3.4))
        self.tell("It learned where two arms lie. Can it learn what strangers draw?", ahead=0.0)
        self.play(self.replay(self.last, run_time=3.0))

    def look_at_another(self) -> None:
        self.beat("And another run?")
        self.turn_to(self.chosen, even=True)
        board = own.AnotherRun(self.chosen, working)
        self.pace = board.pace
        self.follow(board.live)
        self.play(FadeIn(*board.live, run_time=0.5))
        for sentence, shown in board.story(self.replay):
            self.tell(sentence)
            self.perform(shown)
