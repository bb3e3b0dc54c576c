"""The end of the lecture on many steps, which alone shows the run that it is given."""

from scenes.training import Training


class Ended(Training):
    """Its last beat, without those on runs of its own."""

    def skip(self) -> None:
        """Show nothing."""

    watch_it_wind = go_around_the_loop = wait_for_the_drop = ask_why = skip
    take_fewer_at_a_time = know_when_to_stop = start_badly = ask_the_first_layer = skip
