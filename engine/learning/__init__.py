"""How a run learns, before a word is recorded: its data, its start, its schedule, its steps."""
