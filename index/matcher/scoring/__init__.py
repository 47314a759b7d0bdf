"""From what agrees between a passage and a claim to a probability, without the neural reader."""
