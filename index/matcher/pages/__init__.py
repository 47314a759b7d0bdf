"""A page as the matcher reads it: its language, sentences, terms, and what stands around a passage."""
