"""What is asked from outside: the run that a lecture replays, and the command line's tables."""
