"""How what happened is written down, and how a step that was not kept comes back."""
