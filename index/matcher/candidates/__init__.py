"""Which claims a page could be repeating: found by shared words, or by meaning. The seam for a remote store."""
