"""Interprets publishers' ratings: words in many languages, and numbers on a scale."""
