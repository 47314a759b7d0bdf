"""Reads the values of schema.org properties, which sites write as texts, objects, lists, or any mixture of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.languages import language_code
from index.sources.addresses import absolute
from index.sources.plain_text import line, plain, unescaped

_PARTS_OF_A_CLAIM = ("@value", "text", "name", "alternateName", "headline", "description")


def items(value: Any) -> list[Any]:
    """The value as a list: its elements if it is a list, [] if it is None, else the value itself."""
    if isinstance(value, Mapping) and "@list" in value:
        value = value["@list"]
    return value if isinstance(value, list) else [] if value is None else [value]


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects among the value's elements."""
    return [part for part in items(value) if isinstance(part, Mapping)]


def first_object(value: Any) -> Mapping[str, Any]:
    """The first object among the value's elements, or an empty one."""
    return next(iter(objects(value)), {})


def text(value: Any) -> str:
    """A text, given plainly, as {"@value": ...}, as a number, or as the first of a list. Markup becomes plain text."""
    return plain(_raw(value))


def one_line(value: Any) -> str:
    """The same as `text`, in one line."""
    return line(_raw(value))


def wording(value: Any) -> str:
    """A claim in one line, given as a text or as an object that holds one."""
    if isinstance(value, Mapping):
        return next((said for key in _PARTS_OF_A_CLAIM if (said := one_line(value.get(key)))), "")
    return one_line(value)


def name(value: Any) -> str:
    """The name of a person, organisation or term, given as a text, an object, or a list of either."""
    part = next(iter(items(value)), None)
    return one_line(part) if isinstance(part, str) else one_line(first_object(part).get("name"))


def address(value: Any, base: str = "") -> str:
    """The first address in the value, made absolute with `base`; "" if there is none."""
    return next(iter(addresses(value, base)), "")


def addresses(value: Any, base: str = "") -> Iterator[str]:
    """The http addresses in a text ("a, b"), in an object (its url, else its @id) or in a list of either."""
    for part in items(value):
        if isinstance(part, str):
            for found in _separate(unescaped(part)):
                if resolved := absolute(found, base):
                    yield resolved
        elif isinstance(part, Mapping):
            own = [found for key in ("url", "@id", "@value") for found in addresses(_plain_value(part.get(key)), base)]
            yield from own[:1]


def date_text(value: Any) -> str:
    """A date as it is written."""
    return _raw(value).strip()


def language(value: Any) -> str:
    """The tag of the first language in the value. Of a Language object, alternateName goes before name."""
    part = next(iter(items(value)), None)
    known = first_object(part)
    names = [part] if isinstance(part, str) else [known.get(key) for key in ("alternateName", "name", "@value")]
    return next((code for name in names if isinstance(name, str) and (code := language_code(name))), "")


def number(value: Any) -> float | None:
    """A number, written as a number or as a text; None if there is none."""
    if isinstance(value, Mapping):
        value = value.get("@value")
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,9}([.,]\d{1,9})?\s*", value, re.ASCII):
        value = float(value.replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        return None
    return value


def type_names(item: Mapping[str, Any]) -> list[str]:
    """The names of an object's types, without the address of the vocabulary."""
    names = items(item.get("@type", item.get("type")))
    return [re.split(r"[/:#]", name)[-1] for name in names if isinstance(name, str)]


def _raw(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = value.get("@value", "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value) if not isinstance(value, int) or abs(value) < 10**18 else ""


def _plain_value(value: Any) -> Any:
    """A value with its objects replaced by their @id or @value, so that the search for addresses ends."""
    return [part.get("@id", part.get("@value")) if isinstance(part, Mapping) else part for part in items(value)]


def _separate(text: str) -> list[str]:
    """Split a text that holds several addresses ("https://a, https://b"); any other text stays as it is."""
    parts = re.split(r"[\s,;|]+(?=(?:https?:)?//|www\.)", text.strip(), flags=re.IGNORECASE)
    return [part for part in (part.strip(" \t\r\n,;|<>") for part in parts) if part]
