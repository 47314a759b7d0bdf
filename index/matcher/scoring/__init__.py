"""Scores pairs of a passage and a claim by what they share, without the neural reader."""
