"""Reads objects from a JSON file of any size, one at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Protocol

import ijson

from index.errors import SourceError
from index.sources.document import Document
from index.sources.records import MAX_DEPTH

MAX_OBJECT = 16 * 1024 * 1024  # most characters of one object's texts; this bounds the memory
_MAX_LISTS = 16
_VALUE_COST = 32  # how many characters a number or an empty list counts for
_CHUNK = 64 * 1024

Event = tuple[str, Any]


class Readable(Protocol):
    """Anything that bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Read at most `size` bytes; b"" at the end."""


class TooLarge:
    """Stands for an object that is too large or too deeply nested to be built."""


def values(document: Document) -> Iterator[Any]:
    """Yield the elements of the file's lists, and its other values as they are.

    Raises SourceError, which says how far the file could be read, if it is cut off or is not JSON.
    """
    with document.open() as opened:
        stream = _Watched(opened, document.name)
        parser = ijson.basic_parse(stream, use_float=True, multiple_values=True, buf_size=_CHUNK)
        events = _noted(parser, stream)
        count = 0
        with _told(document.name, stream, lambda: count):
            for event in events:
                for value in _elements(event, events, 0):
                    count += 1
                    yield value


@contextlib.contextmanager
def _told(name: str, stream: _Watched, count: Callable[[], int]) -> Iterator[None]:
    """Turn the parser's errors into a SourceError that says how far the file could be read."""
    try:
        yield
    except ijson.IncompleteJSONError as e:
        after = f"after {count()} objects" if count() else "before its first object was complete"
        what = "is cut off" if _at_end(stream, e) else "is not valid JSON"
        raise SourceError(f"{name}: {what} {after} ({_first_line(e)}). Get it again") from None
    except (ijson.JSONError, ValueError, OverflowError, RecursionError) as e:
        raise SourceError(f"{name}: is not valid JSON after {count()} objects ({_first_line(e)})") from None


class _Watched:
    """A stream that fails if much is read without a parser event: then it holds a text too long for any case."""

    def __init__(self, stream: Readable, name: str) -> None:
        self._stream = stream
        self._name = name
        self.unused = 0

    def read(self, size: int = -1) -> bytes:
        self.unused += size
        if self.unused > MAX_OBJECT:
            raise SourceError(f"{self._name}: holds a text of more than {MAX_OBJECT >> 20} MiB")
        return self._stream.read(size)


def _noted(parser: Iterator[Event], stream: _Watched) -> Iterator[Event]:
    for event in parser:
        stream.unused = 0
        yield event


def _elements(event: Event, events: Iterator[Event], depth: int) -> Iterator[Any]:
    if event[0] != "start_array" or depth > _MAX_LISTS:
        yield _build(event, events)
        return
    for item in events:
        if item[0] == "end_array":
            return
        yield from _elements(item, events, depth + 1)


def _build(event: Event, events: Iterator[Event]) -> Any:
    """The value that begins with `event`, or TooLarge; its events are consumed in either case."""
    kind, value = event
    if kind not in ("start_map", "start_array"):
        return value
    root: Any = {} if kind == "start_map" else []
    stack, keys, cost, depth = [root], [""], 0, 1
    for kind, value in events:
        if kind == "map_key":
            if keys:
                keys[-1] = value
            cost += len(value)
            continue
        if kind in ("end_map", "end_array"):
            depth -= 1
            if stack:
                stack.pop()
                keys.pop()
            if not depth:
                break
            continue
        cost += len(value) + _VALUE_COST if isinstance(value, str) else _VALUE_COST
        opens = kind in ("start_map", "start_array")
        depth += opens
        if cost > MAX_OBJECT or depth > MAX_DEPTH:
            root = None
            stack.clear()  # from here on, only track the nesting
            keys.clear()
        if root is None:
            continue
        new: Any = value if not opens else {} if kind == "start_map" else []
        if isinstance(stack[-1], dict):
            stack[-1][keys[-1]] = new
        else:
            stack[-1].append(new)
        if opens:
            stack.append(new)
            keys.append("")
    return TooLarge() if root is None else root


def _at_end(stream: Any, error: Exception) -> bool:
    return (not stream.read(1) and "incomplete" in str(error).lower()) or "premature" in str(error).lower()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unreadable"])[0][:120]


def found_in(document: Document, wanted: Callable[[Any], bool]) -> Iterator[Any]:
    """Yield every object of the file that is wanted, at any depth, in the order in which they end.

    One object's size bounds the memory, because wanted objects are dropped from the lists that hold them. A wanted
    object that is too large is yielded as TooLarge. Raises SourceError as `values` does.
    """
    with document.open() as opened:
        stream = _Watched(_WithoutRawControls(opened), document.name)
        parser = ijson.basic_parse(stream, use_float=True, multiple_values=True, buf_size=_CHUNK)
        events = _noted(parser, stream)
        count = 0
        with _told(document.name, stream, lambda: count):
            for event in events:
                finder = _Finder(events, wanted)
                for value in finder.walk(event, 0):
                    count += 1
                    yield value


class _WithoutRawControls:
    """A stream with control characters replaced by blanks: JSON forbids raw newlines in texts, but sites write them."""

    _BLANKS = bytes(0x20 if n < 0x20 else n for n in range(256))

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size).translate(self._BLANKS)


class _Finder:
    """Walks through one JSON value event by event, and builds the objects that are small enough to be wanted."""

    def __init__(self, events: Iterator[Event], wanted: Callable[[Any], bool]) -> None:
        self._events = events
        self._wanted = wanted
        self._built: tuple[Any, int] = (None, 0)  # the last value, and its size
        self._found = 0

    def walk(self, event: Event, depth: int) -> Iterator[Any]:
        """Yield the wanted objects in the value that begins with `event`; afterwards `_built` holds the value."""
        kind, value = event
        if kind == "start_map" and depth < MAX_DEPTH:
            yield from self._map(depth)
        elif kind == "start_array" and depth < MAX_DEPTH:
            yield from self._array(depth)
        elif kind in ("start_map", "start_array"):
            self._skip()
        else:
            self._built = (value, _VALUE_COST + (len(value) if isinstance(value, str) else 0))

    def _map(self, depth: int) -> Iterator[Any]:
        own: dict[str, Any] = {}
        types: dict[str, Any] = {}
        size = 0
        for kind, key in self._events:
            if kind == "end_map":
                break
            yield from self.walk(next(self._events), depth + 1)
            value, cost = self._built
            size += cost + len(key)
            if key in ("@type", "type") and cost < _CHUNK:
                types[key] = value
            if size > MAX_OBJECT:
                own.clear()
            else:
                own[key] = value
        if self._wanted(own if size <= MAX_OBJECT else types):
            self._found += 1
            yield own if size <= MAX_OBJECT else TooLarge()
        self._built = (own, size)

    def _array(self, depth: int) -> Iterator[Any]:
        kept: list[Any] = []
        size = 0
        for event in self._events:
            if event[0] == "end_array":
                break
            found = self._found
            yield from self.walk(event, depth + 1)
            value, cost = self._built
            if self._found == found and size <= MAX_OBJECT:
                size += cost
                kept.append(value)
        self._built = (kept if size <= MAX_OBJECT else [], size)

    def _skip(self) -> None:
        depth = 1
        while depth:
            kind, _ = next(self._events)
            depth += (kind in ("start_map", "start_array")) - (kind in ("end_map", "end_array"))
        self._built = (None, MAX_OBJECT + 1)
