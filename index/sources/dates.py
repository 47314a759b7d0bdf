"""Dates as publishers write them, to ISO 8601; what could be two days, or none, is refused rather than guessed."""

from __future__ import annotations

import re
from datetime import date, datetime

from dateutil import parser as dateutil_parser

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?", re.ASCII | re.DOTALL)
_ISO_PART = re.compile(r"\d{4}(-\d\d)?", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?(?:[T ,].*)?", re.ASCII | re.DOTALL)
_EARLIEST = 1800
_LONGEST = 60
# dateutil fills what a text does not say from a default: what differs between these two was not said.
_DEFAULTS = (datetime(2001, 1, 1), datetime(2002, 2, 2))


def iso_date(text: str) -> str:
    """`text` as YYYY-MM-DD, or as YYYY-MM or YYYY when it says no more; "" for "".

    A numeric date with dots is day first (03.10.2017 is 3 October); with slashes it is taken only when just one reading
    is a day of the calendar. Raises ValueError with a reason for an admin.
    """
    text = " ".join(text.split())
    if not text:
        return ""
    if len(text) > _LONGEST:
        raise ValueError("the date is no date")
    if found := _ISO.fullmatch(text):
        return _day(text, int(found[1]), int(found[2]), int(found[3]))
    if _ISO_PART.fullmatch(text):
        _plausible(text, int(text[:4]))
        if len(text) == 7 and not 1 <= int(text[5:]) <= 12:
            raise ValueError(f"the date {text!r} has no such month")
        return text
    if found := _NUMERIC.fullmatch(text):
        return _numeric(text, found)
    return _worded(text)


def _numeric(text: str, found: re.Match[str]) -> str:
    first, separator, second, last = found[1], found[2], int(found[3]), found[4]
    if len(first) == 4 and len(last) <= 2:
        return _day(text, int(first), second, int(last))
    if len(first) > 2 or len(last) not in (2, 4):
        raise ValueError(f"the date {text!r} has no clear year")
    year = int(last) if len(last) == 4 else 2000 + int(last)
    if len(last) == 2 and (separator != "." or year > date.today().year):
        raise ValueError(f"the date {text!r} has no clear year")
    day_first, month_first = _calendar(year, second, int(first)), _calendar(year, int(first), second)
    if separator == "/" and day_first and month_first and day_first != month_first:
        raise ValueError(f"the date {text!r} can be read as two days: write it as YYYY-MM-DD")
    if separator == "/" and month_first:
        day_first = day_first or month_first
    if not day_first:
        raise ValueError(f"the date {text!r} is no day of the calendar")
    return _day(text, day_first.year, day_first.month, day_first.day)


def _worded(text: str) -> str:
    if not re.search(r"\d", text):
        raise ValueError(f"the date {text!r} cannot be read")
    try:
        one, other = (
            dateutil_parser.parse(text, default=default, dayfirst=True, ignoretz=True) for default in _DEFAULTS
        )
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError, RecursionError):
        raise ValueError(f"the date {text!r} cannot be read") from None
    if one.year != other.year or one.month != other.month:
        raise ValueError(f"the date {text!r} does not name year and month")
    iso = _day(text, one.year, one.month, one.day)
    return iso if one.day == other.day else iso[:7]


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(text: str, year: int, month: int, day: int) -> str:
    found = _calendar(year, month, day)
    if found is None:
        raise ValueError(f"the date {text!r} is no day of the calendar")
    _plausible(text, year)
    return found.isoformat()


def _plausible(text: str, year: int) -> None:
    if not _EARLIEST <= year <= date.today().year + 1:
        raise ValueError(f"the date {text!r} is out of range")
