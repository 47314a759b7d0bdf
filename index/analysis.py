"""Words of case texts for full-text search: normalised, folded, stemmed."""

from __future__ import annotations

from whoosh.analysis import CharsetFilter, LowercaseFilter, PyStemmerFilter, RegexTokenizer, StopFilter
from whoosh.support.charset import accent_map

_LONGEST_WORD = 60


def text_analyzer() -> object:
    """The analyser of title, summary and response. Stemming is English, as are the texts of nearly all publishers;
    a word of another language passes through it nearly unchanged, the same when stored and when asked for.
    Not to be used by two threads at once: the stemmer keeps a cache.
    """
    return (
        RegexTokenizer(r"\w+")
        | LowercaseFilter()
        | CharsetFilter(accent_map)
        | StopFilter(minsize=1, maxsize=_LONGEST_WORD)
        | PyStemmerFilter("english")
    )


def word_analyzer() -> object:
    """The analyser of the words that a misspelt one is compared with: as people write them, in lower case."""
    return RegexTokenizer(r"[^\W\d_]{3,}") | LowercaseFilter() | StopFilter(minsize=3, maxsize=_LONGEST_WORD)


def value_analyzer() -> object:
    """The analyser of filters with several values: each line one value, whatever it holds, compared without case."""
    return RegexTokenizer(r"[^\n]+") | LowercaseFilter()
