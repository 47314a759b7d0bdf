"""Converts dates as publishers write them to ISO 8601. An ambiguous or impossible date is refused, not guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from dateutil import parser as dateutil_parser

from index.sources.month_names import months_of

# The order in which a column writes day, month and year; "serial" counts days as spreadsheets do.
Order = Literal["dmy", "mdy", "ymd", "serial"]

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?", re.ASCII | re.DOTALL)
_ISO_PART = re.compile(r"\d{4}(-\d\d)?", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?(?:[T ,].*)?", re.ASCII | re.DOTALL)
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日号號일])?.*", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T.*)?", re.ASCII)
_NOON = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)  # whoever writes a.m. or p.m. writes the month first
_EPOCH = re.compile(r"(\d{9,10}|\d{12,13}|\d{15,16})(?:\.\d*)?", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\b\.?)?|\b[+-]\d\d:?\d\d\b", re.IGNORECASE)
_WORD_OR_NUMBER = re.compile(r"\d+|[^\W\d_](?:[^\d\s,./()-]|(?<=\w)[’'](?=\w))*")
_EARLIEST, _EARLIEST_EPOCH = 1800, 1990
_SERIALS = (25_569, 62_000)  # 1970 to 2069
_LONGEST = 60
# dateutil fills in missing parts from a default date: parts that differ between these two were missing.
_DEFAULTS = (datetime(2001, 1, 1), datetime(2002, 2, 2))


def iso_date(text: str, order: Order | None = None, language: str = "") -> str:
    """A date as YYYY-MM-DD, or as YYYY-MM or YYYY if the text says no more; "" for "".

    `order` is the order of day and month in the date's column, or that of its publisher. Without one, a numeric date
    with dots has the day first (03.10.2017 is 3 October), and one with slashes is accepted only if just one reading is
    a calendar day. Month names are known in the languages of publishers; `language` goes first. Numbers may be seconds,
    milliseconds or microseconds since 1970. Raises ValueError with a reason for an admin.
    """
    text = " ".join(_western_digits(text).split())
    if not text:
        return ""
    if len(text) > _LONGEST:
        raise ValueError("the date is too long to be a date")
    if found := _ISO.fullmatch(text):
        return _day(text, int(found[1]), int(found[2]), int(found[3]))
    if _ISO_PART.fullmatch(text):
        _plausible(text, int(text[:4]))
        if len(text) == 7 and not 1 <= int(text[5:]) <= 12:
            raise ValueError(f"the date {text!r} has no such month")
        return text
    if order == "serial" and _SERIAL.fullmatch(text):
        return _serial(text)
    if (found := _COMPACT.fullmatch(text)) and _calendar(int(found[1]), int(found[2]), int(found[3])):
        return _day(text, int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        return _numeric(text, found, order or ("mdy" if found[2] == "/" and _NOON.search(text) else None))
    if (found := _EPOCH.fullmatch(text)) and (moment := _epoch(found[1])):
        return moment
    return _worded(text, language)


def order_of(texts: Iterable[str]) -> Order | None:
    """The order in which the dates of one column are written, judging by all of them; None if it is not clear."""
    counts: dict[Order, int] = {"dmy": 0, "mdy": 0, "ymd": 0}
    serials = others = 0
    for text in texts:
        text = " ".join(_western_digits(text).split())
        if found := _NUMERIC.fullmatch(text) if len(text) <= _LONGEST else None:
            for order in _readings(found) if len(found[1]) < 3 else ():  # a date that begins with a year is clear
                counts[order] += 1
        elif _SERIAL.fullmatch(text) and _SERIALS[0] <= int(text[:5]) <= _SERIALS[1]:
            serials += 1
        elif text:
            others += 1
    if serials and not others and not any(counts.values()):
        return "serial"
    best: list[Order] = [order for order, count in counts.items() if count and count == max(counts.values())]
    if "ymd" in best and len(best) > 1:  # two-digit years in front: only if nothing else fits
        best.remove("ymd")
    return best[0] if len(best) == 1 else None


def _readings(found: re.Match[str]) -> dict[Order, date]:
    """The calendar days that a numeric date can mean, by order."""
    first, second, last = found[1], int(found[3]), found[4]
    readings: dict[Order, date | None] = {}
    if len(first) == 4 and len(last) <= 2:
        readings["ymd"] = _calendar(int(first), second, int(last))
    elif len(first) <= 2 and len(last) in (2, 4):
        year = int(last) if len(last) == 4 else 2000 + int(last)
        readings["dmy"] = _calendar(year, second, int(first))
        readings["mdy"] = _calendar(year, int(first), second)
        if len(first) == len(last) == 2:
            readings["ymd"] = _calendar(2000 + int(first), second, int(last))
    latest = date.today() + timedelta(days=366)
    short = len(first) <= 2 and len(last) == 2
    return {order: day for order, day in readings.items() if day and not (short and day > latest)}


def _numeric(text: str, found: re.Match[str], order: Order | None) -> str:
    first, separator, last = found[1], found[2], found[4]
    if not (len(first) == 4 and len(last) <= 2) and (len(first) > 2 or len(last) not in (2, 4)):
        raise ValueError(f"the date {text!r} has no clear year")
    readings = _readings(found)
    day: date | None
    if order in readings:
        day = readings[order]
    elif separator == ".":
        day = readings.get("dmy") or (readings.get("ymd") if len(first) == 4 else None)
    else:
        day = _only_one(text, readings, separator)
    if not day:
        raise ValueError(f"the date {text!r} is not a calendar day")
    return _day(text, day.year, day.month, day.day)


def _only_one(text: str, readings: dict[Order, date], separator: str) -> date | None:
    both = {day for order, day in readings.items() if order != "ymd"}
    if len(both) > 1 and separator == "/":
        raise ValueError(f"the date {text!r} can be read as two days: write it as YYYY-MM-DD")
    if "dmy" in readings:
        return readings["dmy"]
    return next(iter(both or readings.values()), None)


def _epoch(digits: str) -> str:
    """The day of a number of seconds, milliseconds or microseconds since 1970; "" before 1990 or after next year."""
    seconds = int(digits) / {9: 1, 10: 1, 12: 1e3, 13: 1e3, 15: 1e6, 16: 1e6}[len(digits)]
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.date().isoformat() if _EARLIEST_EPOCH <= moment.year <= date.today().year + 1 else ""


def _serial(text: str) -> str:
    if not _SERIALS[0] <= int(text[:5]) <= _SERIALS[1]:
        raise ValueError(f"the date {text!r} is out of range")
    return (date(1899, 12, 30) + timedelta(days=int(text[:5]))).isoformat()


def _worded(text: str, language: str) -> str:
    if not re.search(r"\d", text):
        raise ValueError(f"the date {text!r} cannot be read")
    if found := _EAST_ASIAN.fullmatch(text):
        iso = _day(text, int(found[1]), int(found[2]), int(found[3] or 1))
        return iso if found[3] else iso[:7]
    try:
        one, other = (
            dateutil_parser.parse(text, default=default, dayfirst=True, ignoretz=True) for default in _DEFAULTS
        )
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError, RecursionError):
        return _named(text, language)
    if one.year != other.year or one.month != other.month:
        raise ValueError(f"the date {text!r} does not name year and month")
    iso = _day(text, one.year, one.month, one.day)
    return iso if one.day == other.day else iso[:7]


def _named(text: str, language: str) -> str:
    """A date with a month's name in a language other than English: "3 de octubre de 2017", "3 жовтня 2017 р."."""
    months: list[set[int]] = []
    numbers: list[str] = []
    for part in _parts(text):
        if part.isdigit():
            numbers.append(part)
        elif named := months_of(part, language):
            months.append(named)
    agreed = set.intersection(*months) if months else set()
    years = [int(number) for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) <= 2]
    if len(months) > 0 and len(agreed or months[0]) > 1:
        raise ValueError(f"the date {text!r} names a month that differs between languages: write it as YYYY-MM-DD")
    if len(agreed) != 1 or len(years) != 1 or len(days) > 1:
        raise ValueError(f"the date {text!r} cannot be read")
    year = years[0] - 543 if any("\u0e00" <= c <= "\u0e7f" for c in text) and years[0] > 2400 else years[0]
    iso = _day(text, year, agreed.pop(), days[0] if days else 1)
    return iso if days else iso[:7]


def _parts(text: str) -> Iterator[str]:
    for found in _WORD_OR_NUMBER.finditer(_CLOCK.sub(" ", text)):
        yield found[0]


def _western_digits(text: str) -> str:
    return text if text.isascii() else "".join(str(unicodedata.decimal(c, c)) for c in text)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(text: str, year: int, month: int, day: int) -> str:
    found = _calendar(year, month, day)
    if found is None:
        raise ValueError(f"the date {text!r} is not a calendar day")
    _plausible(text, year)
    return found.isoformat()


def _plausible(text: str, year: int) -> None:
    if not _EARLIEST <= year <= date.today().year + 1:
        raise ValueError(f"the date {text!r} is out of range")
