"""Tests of administering an index."""
