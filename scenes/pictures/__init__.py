"""What one lecture alone draws: a folder for each."""
