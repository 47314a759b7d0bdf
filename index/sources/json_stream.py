"""Objects out of a JSON file of any size, one at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

import ijson

from index.errors import SourceError
from index.sources.document import Document
from index.sources.records import MAX_DEPTH

MAX_OBJECT = 16 * 1024 * 1024  # characters of one object's texts; memory is bounded by a small multiple of it
_MAX_CONTAINERS = 16
_VALUE_COST = 32  # what a number or an empty list counts for
_CHUNK = 64 * 1024

Event = tuple[str, Any]


class TooLarge:
    """Stands for an object that was too large or too deeply nested to be built."""


def values(document: Document, containers: Collection[str] = ()) -> Iterator[Any]:
    """The elements of the file's lists, else its values themselves.

    `containers` names keys whose lists and objects are gone through one element at a time rather than built, at any
    depth of such keys; the object that holds them is yielded after them, without them.
    Raises SourceError where the file is cut off or is no JSON, naming how far it could be read.
    """
    with document.open() as opened:
        stream = _Watched(opened, document.name)
        parser = ijson.basic_parse(stream, use_float=True, multiple_values=True, buf_size=_CHUNK)
        events = _noted(parser, stream)
        count = 0
        try:
            for event in events:
                for value in _elements(event, events, containers, 0):
                    count += 1
                    yield value
        except ijson.IncompleteJSONError as e:
            after = f"after {count} objects" if count else "before its first object was complete"
            what = "is cut off" if _at_end(stream, e) else "is no JSON"
            raise SourceError(f"{document.name}: {what} {after} ({_first_line(e)}). Get it again") from None
        except (ijson.JSONError, ValueError, OverflowError, RecursionError) as e:
            raise SourceError(f"{document.name}: is no JSON after {count} objects ({_first_line(e)})") from None


class _Watched:
    """A stream that notices when much was read and nothing came of it: one text too long for any case."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
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


def _elements(event: Event, events: Iterator[Event], containers: Collection[str], depth: int) -> Iterator[Any]:
    kind, value = event
    if depth > _MAX_CONTAINERS:
        yield _build(event, events)
    elif kind == "start_array":
        for item in events:
            if item[0] == "end_array":
                return
            yield from _elements(item, events, containers, depth + 1)
    elif kind == "start_map" and containers:
        own: dict[str, Any] = {}
        size = 0
        for key_event in events:
            if key_event[0] == "end_map":
                break
            key, first = key_event[1], next(events)
            if key in containers and first[0] in ("start_map", "start_array"):
                yield from _elements(first, events, containers, depth + 1)
                continue
            built = _build(first, events)
            size += _VALUE_COST + (len(built) if isinstance(built, str) else 0)
            size = MAX_OBJECT + 1 if isinstance(built, TooLarge) else size
            if size <= MAX_OBJECT:
                own[key] = built
            else:
                own.clear()
        yield own if size <= MAX_OBJECT else TooLarge()
    elif kind == "start_map":
        yield _build(event, events)
    else:
        yield value


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
            stack.clear()  # from here on only the nesting is followed
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
