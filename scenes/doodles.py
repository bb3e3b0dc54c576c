"""What am I drawing? A network that learned what strangers drew, and what it cannot know.

Every number on screen is read from a recording, or from its working. Where there are no files of
Quick, Draw! it is the same lecture on digits; where there are no strokes, drawings appear whole.
"""

from functools import partial
from typing import Any

import numpy as np
from manim import FadeIn, logger

import engine
from engine import working
from scenes.pictures import doodles as own
from scenes.vocabulary import Lecture, style
from scenes.vocabulary.layer import counted, glimpse_board, spoken
from scenes.vocabulary.text.arrays import Array

SHARES = np.linspace(0.02, 1.0, 120)  # of a line: when the network is asked
TRIED = SHARES[3::4]  # of a line that may be chosen
GLOW = np.linspace(0.04, 1.0, 24)  # of an image's ink, where nobody draws
SECONDS = 9.0, 4.5, 3.0, 3.0  # in which images come about
STEPS = 0, 1, 4, 16, 64, 256, 1024
DRAWN, EARLY, BEHIND, NOISE = 16, 16, 6, 200


class Doodles(Lecture):
    """From a pen that moves to votes, mistakes, noise, and pixels that have no neighbours."""

    refusals = (engine.Refused,)

    def construct(self) -> None:
        self.choose_the_run()
        self.choose_the_drawings()
        self.open(self.question, run=self.history, also=self.sketches, with_cost=False)
        self.hide_the_footer()
        self.show_step(len(self.history) - 1)
        self.guess_while_it_is_drawn()
        self.unroll_the_pixels()
        self.watch_the_weights()
        self.count_the_votes()
        self.ask_again_and_again()
        self.confuse()
        self.name_noise()
        self.know_no_neighbours()

    def choose_the_run(self) -> None:
        drawn = engine.at_hand("doodles")
        self.question = "What am I drawing?" if drawn else "Which digit is it?"
        self.remark = "Still it guesses." if drawn else "No drawings are here: it reads digits."
        self.what = "drawing" if drawn else "digit"
        if not drawn:
            logger.warning("Quick, Draw!'s files are not at hand: the same lecture on digits.")
        self.history = engine.record("doodles" if drawn else "digits")
        self.last, held = self.history[-1], self.history.held_out
        assert held is not None
        assert held.image_shape is not None
        self.held, self.names, self.shape = held, held.class_names, held.image_shape
        self.depth, self.key = self.last.layout.depth, f"a{self.last.layout.depth}"
        self.found = working.confused(self.last, self.held)
        self.liveliest = own.choosing.liveliest(self.last["W1"], self.last["W2"], DRAWN)

    def choose_the_drawings(self) -> None:
        """Take some of which the strokes are here, or else some that were learned late."""
        truth, sketches = self.found.truth, self._sketches()
        seen = {}
        for who, one in sketches.items():
            answers = self._ask(one.unfolded(TRIED))[self.key]
            seen[who] = own.choosing.liveliness(answers, truth[who]), len(one)
        order = sorted(seen, key=lambda who: seen[who], reverse=True)
        if not order or not seen[order[0]][0]:
            early = working.confused(self.history[EARLY], self.held).answers
            order, sketches = own.choosing.taught(early, self.found.answers, truth).tolist(), {}
        self.chosen = own.choosing.one_of_each(order, truth, len(SECONDS))
        self.sketches = [sketches[who] for who in self.chosen if who in sketches]
        self.hero, self.name = self.chosen[0], self.names[truth[self.chosen[0]]]
        self.face = self.held.X[:, [self.hero]]

    def _sketches(self) -> dict[int, "engine.datasets.Drawing"]:
        try:
            found = engine.datasets.sketches(self.held)
        except engine.Refused as fault:
            logger.warning(f"{fault} The drawings appear whole.")
            return {}
        if not found:
            logger.info("There are no strokes here: what is drawn appears whole.")
        self.remark = "It guesses while the pen moves." if found else self.remark
        return found

    def _ask(self, X: Array, step: int = -1) -> working.Probe:
        return working.probe(self.history[step], X)

    def guess_while_it_is_drawn(self) -> None:
        board = own.GuessBoard(self.names, self.key, self.shape)
        self.tell(f"It has never seen this {self.what}. {self.remark}", ahead=0.0)
        for k, (who, seconds) in enumerate(zip(self.chosen, SECONDS, strict=False)):
            if self.sketches:
                drawing = self.sketches[k]
                lines = [drawing.lines(share) for share in SHARES]
                board.take(self._ask(drawing.unfolded(SHARES)), lines.__getitem__)
            else:
                board.take(self._ask(self.held.X[:, [who]] * GLOW))
            self.add(board)
            seconds = seconds if self.sketches else SECONDS[-1]
            self.perform(board.guess_along(int(self.found.truth[who]), run_time=seconds))
        self.rest(0.6)

    def unroll_the_pixels(self) -> None:
        (rows, columns), (hidden, size) = self.shape, self.last["W1"].shape
        self.beat(f"{size} numbers")
        looks = self._ask(self.face), self.depth, self.shape, self.names
        board = glimpse_board.GlimpseBoard(*looks, weights=self.last)
        self.tell(f"{rows} × {columns} pixels, row by row, are one column of {size}.", ahead=0.0)
        self.perform(board.image_appears(), board.unroll())
        self.tell(f"Of {size} inputs and {hidden} neurons, {spoken(DRAWN)} each are drawn.")
        self.perform(board.pixels_arrive(), board.layers_answer(run_time=4.0))
        self.perform(board.answer())
        self.rest(1.0)

    def watch_the_weights(self) -> None:
        history = self.history
        self.beat("What does a neuron look for?")
        self.turn_to(history, with_cost=False)
        pictures = own.WeightPictures(history, self.liveliest, self.shape)
        self.tell(f"Each neuron's {len(self.held.X)} weights, laid out like the image.", ahead=0)
        self.perform(pictures.appear())
        self.follow(pictures)
        self.tell(f"{style.signs()} At first, all of it is noise.", ahead=0.1)
        self.play(self.replay(40, run_time=3.6))
        count, kinds = len(history.examples), spoken(len(self.names))
        self.tell(f"From {count:,} {self.what}s of {kinds} kinds come patterns.", ahead=0.0)
        self.play(self.replay(len(history) - 1, run_time=6.5))
        self.rest(0.6)

    def count_the_votes(self) -> None:
        person = self._ask(self.face)
        first, second = (int(k) for k in np.argsort(-person[self.key][:, 0])[:2])
        names = self.names[first], self.names[second]
        self.beat(f"Who voted for {names[0]}?")
        self.hide_the_footer()
        board = own.VoteBoard(working.contest(person, first, second), self.face[:, 0], self.shape)
        self.tell(f"Second came {names[1]}. Which pixels made {names[0]} win?", ahead=0.0)
        self.perform(board.appear())
        self.tell("With the same neurons awake, each pixel adds its share to the lead.", ahead=0)
        self.perform(board.cast())
        self.tell(f"Pour it into bars: what is for {names[0]}, and what for {names[1]}.")
        self.perform(board.pour())
        self.tell(f"With the biases, that is its lead over {names[1]}.")
        self.perform(board.settle())
        self.rest(0.6)

    def ask_again_and_again(self) -> None:
        history, last = self.history, len(self.history) - 1
        self.beat(f"One {self.what}, all through the training")
        self.turn_to(history, with_cost=False)
        steps = [*(step for step in STEPS if step < last), last]
        ask = partial(self._ask, self.face)
        board = own.ThroughSteps(ask, steps, (self.names, self.name), self.key, self.shape)
        self.play(FadeIn(*board, run_time=0.6))
        self.add(board)
        self.follow(board)
        self.tell("The same image, asked again after more and more steps.", ahead=0.4)
        self.play(self.replay(last, run_time=8.5))
        self.rest(0.6)

    def confuse(self) -> None:
        self.beat("What does it confuse?")
        self.hide_the_footer()
        found, held = self.found, self.held
        faces = held.X[:, [found.behind(k, k)[0] for k in range(len(self.names))]]
        table = own.ConfusionTable(found)
        named = own.with_names(table, self.names, faces, self.shape)
        wrong = int(np.flatnonzero(found.said != found.truth)[0])
        order = [self.hero, wrong, *np.setdiff1d(np.arange(held.size), [self.hero, wrong])]
        rain = own.Rain(table, held, np.array(order), np.column_stack([found.truth, found.said]))
        self.play(FadeIn(named, run_time=0.6))
        self.add(named, rain.show(0, 1, 0.0))
        self.tell(f"The row is what it is, the column what it was called: {self.name}, right.")
        self.play(rain.fall(0, 1, run_time=1.8))
        rain.show(1, 2, 0.0)
        truth, said = (self.names[k] for k in (found.truth[wrong], found.said[wrong]))
        self.tell(f"And a wrong one: {truth}, called {said}.", ahead=0.5)
        self.play(rain.fall(1, 2, run_time=1.8))
        self.tell(f"Now all {held.size:,} that it never learned from.", ahead=0.3)
        self.play(rain.fall(2, held.size, run_time=7.0))
        behind = held.X[:, found.behind(*found.darkest)[:BEHIND]]
        opened = own.Opened(table, behind, self.names, self.shape)
        self.tell(f"Of a hundred, {round(100 * found.share)} are right.", ahead=0.2)
        self.perform(opened.count())
        self.tell("The fullest wrong cell, opened.", ahead=0.3)
        self.perform(opened.open())
        self.rest(1.4)

    def name_noise(self) -> None:
        self.beat("And noise?")
        noise = np.random.default_rng(NOISE).random((len(self.held.X), NOISE))
        board = self._let_it_guess(noise)
        self.tell(f"Noise is none of the {spoken(len(self.names))}. It has to name one.", ahead=0.3)
        self.play(board.go(0, 6, run_time=5.0))
        wall = own.WallOfImages(board)
        self.tell(f"{NOISE} such images.", ahead=0.3)
        self.remove(*board.get_family()).add(wall, board.bars)
        self.play(wall.fill(run_time=6.5))
        self.tell(f"{wall.times} are called {self.names[wall.called]}. It cannot say: none.")
        self.rest(1.0)

    def know_no_neighbours(self) -> None:
        self.beat("What it cannot know")
        hero, truth = self.face[:, 0], self.names.index(self.name)
        moved = own.choosing.aside(hero.reshape(self.shape))
        far = own.choosing.until_lost(self._ask(moved)[self.key], truth)
        order = np.random.default_rng(self.hero).permutation(len(hero))
        board = self._let_it_guess(np.column_stack([moved[:, : far + 1], hero[order]]))
        said = ["still" if best == truth else "no longer" for best in board.answers.argmax(axis=0)]
        self.tell("The same image, moved aside pixel by pixel.", ahead=0.0)
        self.perform(board.move_aside(far))
        self.tell(f"By {counted(far, 'pixel')}, and it is {said[far]} {self.name}.", ahead=1.0)
        self.play(board.go(far, 0, run_time=1.2), board.clear())
        self.shuffle(board, np.argsort(order), f"It is {said[-1]} {self.name}.")
        assert np.allclose(self.last["W1"][:, order] @ hero[order], self.last["W1"] @ hero)

    def shuffle(self, board: own.GuessBoard, order: Any, lost: str) -> None:
        """Shuffle the pixels alone, then each neuron's weights alike: all sums are as before."""
        bars, source, last = board.bars, board.source, board.columns - 1
        pair = own.SideBySide(board.image, self.last, self.liveliest, source)
        self.remove(*board.get_family()).add(bars, pair)
        self.tell("A neuron multiplies each pixel by its own weight, and adds all up.", ahead=0.0)
        self.perform(pair.appear())
        self.tell("Now shuffle the pixels alone.", ahead=0.2)
        pixels, weights = pair.let_loose()
        self.remove(pair.image, pair.weights).add(pixels, weights)
        self.play(pixels.to(order, run_time=4.0), pair.forget(), bars.forget())
        self.play(bars.turn_to(source, last), pair.hear(last))
        self.tell(lost, ahead=1.0)
        self.tell("Then shuffle each neuron's weights alike.", ahead=0.3)
        self.play(weights.to(order, run_time=4.0), pair.forget(), bars.forget())
        self.tell("Each pixel meets its own weight again, and a sum has no order.", ahead=0.7)
        self.play(bars.turn_to(source, 0), pair.hear(0))
        self.tell("The answer is back: which pixels are neighbours, it never knew.", ahead=0.0)
        self.play(*(one.to(np.arange(len(order)), run_time=5.0) for one in (pixels, weights)))
        self.tell("Convolutional networks know neighbours: the same weights, everywhere.", ahead=0)
        self.perform(pair.glide(run_time=5.4))
        self.rest(0.8)

    def _let_it_guess(self, X: Array) -> own.GuessBoard:
        """Show some images to it, and the first of them on the stage."""
        board = own.GuessBoard(self.names, self.key, self.shape).take(self._ask(X))
        self.play(FadeIn(board, run_time=0.5))
        return board
