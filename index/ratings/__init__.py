"""What publishers' ratings mean: their words in many languages, and numbers on their scales."""
