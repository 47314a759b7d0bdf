"""A page as the matcher reads it: its languages, sentences and terms, and the context of each passage."""
