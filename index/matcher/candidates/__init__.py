"""Finds the claims that a page may repeat, by shared words or by meaning. A remote store could stand behind it."""
