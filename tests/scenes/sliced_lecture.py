"""The end of the lecture on gradient descent, which alone shows the run that it is given."""

from scenes.gradient_descent import GradientDescent


class Sliced(GradientDescent):
    """Its last two beats, without those on runs of its own."""

    def skip(self) -> None:
        """Show nothing."""

    let_four_balls_roll = paint_the_surface = cut_two_slopes = make_one_arrow = skip
    see_it_from_above = race_four_rates = start_in_two_places = skip
