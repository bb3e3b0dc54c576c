"""What everything stands on: arrays that never change, and folders as people name them."""
