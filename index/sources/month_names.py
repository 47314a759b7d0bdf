"""The months that a word names, in every language that publishers write in (from the Unicode CLDR, through Babel)."""

from __future__ import annotations

import functools
import unicodedata

from babel import Locale, UnknownLocaleError

from index.languages import LANGUAGES

_FORMS = (("format", "wide"), ("format", "abbreviated"), ("stand-alone", "wide"), ("stand-alone", "abbreviated"))
# Forms that people write but CLDR does not list.
_MORE = {
    "de": {"jänner": 1, "feber": 2, "sept": 9},
    "es": {"setiembre": 9},
    "pt": {"marco": 3},
    "ro": {"ianuar": 1},
    "ar": {"كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9},
}


def months_of(word: str, language: str = "") -> set[int]:
    """The months that a word names: several if languages differ ("listopad"), none if it is not a month.

    If `language` has the word, its month is the only one.
    """
    word = folded(word)
    if not word:
        return set()
    base = language.partition("-")[0]
    if base and (own := _names(base).get(word)):
        return {own}
    return set(_all_names().get(word, ()))


def folded(word: str) -> str:
    """The form in which month names are compared."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold()).strip(" .,'’")


@functools.cache
def _names(language: str) -> dict[str, int]:
    try:
        locale = Locale.parse(language)
    except (ValueError, UnknownLocaleError):
        return {}
    names: dict[str, int] = {}
    for context, width in _FORMS:
        for number, name in locale.months.get(context, {}).get(width, {}).items():
            if any(map(str.isalpha, name)) and len(folded(name)) > 1 and not name[0].isdigit():
                names.setdefault(folded(name), int(number))
    return names | {folded(name): number for name, number in _MORE.get(language, {}).items()}


@functools.cache
def _all_names() -> dict[str, set[int]]:
    names: dict[str, set[int]] = {}
    for language in sorted(LANGUAGES):
        for name, number in _names(language).items():
            names.setdefault(name, set()).add(number)
    return names
