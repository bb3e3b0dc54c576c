"""From a data file to arrays: each format that the publishers use, read without trust in it."""
