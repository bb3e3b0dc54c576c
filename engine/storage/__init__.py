"""How a history lies on disk: its folder, saved and loaded, and the cache of what was recorded."""
