"""Splits text into sentences, words and terms, and gives variant spellings one form."""
