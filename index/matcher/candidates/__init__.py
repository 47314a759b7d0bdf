"""Finds the claims that a page may repeat, by shared words or by meaning."""
