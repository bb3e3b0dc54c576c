"""Segments are cut to a film: one after the other, with sound, captions and chapters in place."""
