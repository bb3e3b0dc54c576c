"""What is said of the run that is followed, where the sentence depends on the run."""

from scenes.pictures.backprop.example_words import wording_of
from scenes.vocabulary.layer import Subject, spoken
from scenes.vocabulary.layer.counted import ordinal
from scenes.vocabulary.text import Source
from scenes.vocabulary.text.arrays import Array

_ALIKE = "zeros", "tenth"  # ways to start that draw nothing


class Sentences:
    """The sentences of the lecture in which a word or a number is the run's."""

    def __init__(self, about: Subject) -> None:
        self.about, self.words = about, wording_of(about)

    def layer(self, number: int) -> str:
        """What a later layer does."""
        before = spoken(self.about.sizes[number - 1])
        if number < self.about.depth:
            return f"The {ordinal(number)} layer does the same, with these {before} as its inputs."
        if self.about.outputs == 1:
            return "The last layer has one neuron: its activation is the guess, ŷ."
        count = spoken(self.about.outputs)
        return f"The last layer has {count} neurons, one for each kind: the largest is the guess."

    @property
    def verdict(self) -> str:
        """The guess and the truth."""
        guess, truth = float(self.about.guess[0]), float(self.about.y[0])
        if self.about.outputs > 1:
            best, right = (self.about.classes[k] for k in (self.about.best, self.about.truth))
            return f"The largest output says {best}. What it should say is {right}."
        if not self.about.classes:
            return f"The guess is {guess:.2f}. What was measured is {truth:.2f}."
        name = self.about.classes[int(truth > self.about.middle)]
        this = self.words.this
        return f"The guess is {guess:.2f}. {this} is {name}, so the truth is {truth:.0f}."

    def mean(self, step: Source) -> str:
        """The cost as a mean."""
        count, cost = step["y"].shape[1], float(step["cost"])
        whole = self.about.batch is None
        over = f"all {count} {self.words.many}" if whole else f"a batch of {count}"
        return f"The mean over {over} is the cost, {cost:.4f}"

    @property
    def error(self) -> str:
        """What δ is at the output."""
        if self.about.partnered:
            return "At the output it is guess minus truth. Why? One chain shows it."
        return "At the output it is how the cost answers to the guess, times the slope."

    def back(self, number: int) -> tuple[str, str]:
        """How the error goes back through W of a layer: the turn, and the sharing out."""
        if number == self.about.depth:
            turn = "The same lines, read from right to left: W transposed shares the error out."
            return turn, self.about.curves[number - 2].back
        sizes = self.about.sizes
        bigger = sizes[number] * sizes[number - 1] > sizes[-1] * sizes[-2]
        other = "a bigger" if bigger else "another"
        turn = f"One layer further back, it is the same with {other} matrix."
        return turn, "Now every neuron of the network knows its share of the blame."

    def learned(self, step: int, hits: int, asked: str) -> str:
        """What the last step has come to; `asked` is who was asked, such as "10 people"."""
        if not self.about.classes:
            return f"After {step:,} steps, the guesses are as near as this network has come."
        if self.about.flat:
            return f"After {step:,} steps, {hits} of {asked} are on the right side of the line."
        done = "named" if self.about.shape is not None else "judged"
        return f"After {step:,} steps, {hits:,} of {asked} are {done} rightly."

    def question(self, count: int) -> str:
        """What comes next."""
        many = self.words.many
        if self.about.batch is None:
            return f"It saw all {count} {many} at every step. What if it saw a few at a time?"
        few = self.about.batch
        return f"It saw {few} {many} at a time. What if it had seen all of them at every step?"

    def start(self, parameters: int) -> str:
        """Where the parameters come from, and what is next."""
        run, drawn = self.about.run, f"All {parameters:,} were drawn at random."
        if run.start or run.weights in _ALIKE:
            drawn = f"{parameters:,} numbers, and nothing is learned yet."
        elif run.biases in _ALIKE:
            weights = parameters - sum(self.about.sizes[1:])
            drawn = f"{weights:,} weights were drawn at random."
        return f"{drawn} Let us send the second {self.words.who} through."

    @property
    def links(self) -> tuple[str, str]:
        """The links of the chain rule, and how they end."""
        if not self.about.curves[-1].letter:
            return "a product of two links", "The last link is delta itself."
        return "a product of three links", "The last two links make delta."

    def arrow(self, rate: float) -> str:
        """How far the step follows the arrow."""
        share = "all" if rate == 1.0 else f"{rate:g}"
        return f"The step is {share} of this arrow: minus alpha times the gradient."

    def strips(self, shown: int) -> str:
        """What is drawn to scale."""
        which = "the last neuron" if self.about.outputs == 1 else "one output neuron"
        whole = "the" if shown == self.about.sizes[-2] else "some"
        many = f"{whole} {spoken(shown)}" if whole == "the" else f"{spoken(shown)}"
        return f"Drawn to scale: {many} weights and the bias of {which}."

    def first_step(self, before: float, after: float) -> str:
        """What the first step does to the cost."""
        if self.about.batch is not None:
            return f"All of them move at once. The next batch costs {after:.4f}."
        falls = "falls" if after < before else "rises"
        return f"All of them move at once, and the cost {falls} from {before:.4f} to {after:.4f}."

    def halfway(self, step: int, answers: Array, cost: float) -> str:
        """Where the run is when it begins to hurry."""
        low, high = float(answers.min()), float(answers.max())
        if self.about.outputs == 1 and high - low < 0.1 * (self.about.ends[1] - self.about.ends[0]):
            between = f"every guess is between {low:.2f} and {high:.2f}"
            return f"At step {step} {between}. Now watch them part."
        return f"At step {step} the cost is {cost:.4f}. Now watch the rest, faster and faster."
