"""Reads JSON bodies and query parameters into validated models; errors point at the part that is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, NoReturn, TypeVar
from urllib.parse import unquote_to_bytes

from flask import g, request
from pydantic import BaseModel, Field, ValidationError
from typing_extensions import TypedDict
from werkzeug.exceptions import RequestEntityTooLarge

from index.offsets import replace_surrogates
from server.http.compression import decompress
from server.http.problems import ProblemError, body_too_large

Model = TypeVar("Model", bound=BaseModel)
MOST_PARTS = 250_000  # lists and objects in a body: each takes some 100 bytes of memory, even an empty one
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"')
_LINE = re.compile(rb"\S[^\n]*")  # a line from its first character that is not white space
_NAME = re.compile(r"[#/A-Za-z0-9_.:-]{1,80}", re.ASCII)
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")
_MAX_ERRORS = 10
# The library's error types, in words that the author of a client can act on.
_WORDS = {
    "missing": "is required",
    "string_type": "must be a string",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a finite number",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
}


class Ignored(TypedDict, total=False):
    """The parts of a request that the service does not know."""

    ignored: Annotated[
        list[str], Field(description="unknown keys (as JSON Pointers) and parameters of the request, if it has any")
    ]


def read_body(model: type[Model], *, context: dict[str, Any] | None = None) -> Model:
    """The request's JSON body as a model. Lone surrogates become U+FFFD; keys that the model lacks are ignored.

    Raises ProblemError malformed-json, body-too-large, or invalid-request with a JSON Pointer to each wrong part.
    """
    return _read(model, parse_json(_raw(context)), context)


def read_lines(model: type[Model], *, context: dict[str, Any] | None = None) -> Model:
    """A body with one JSON object per line as a model: the objects are the model's only list. Blank lines are skipped.

    Pointers to wrong parts begin with the object's number, from 0. Decoding stops at the first line that is not an
    object, or that exceeds the limit (`max_` and the list's name in the context), as there may be millions of lines.
    """
    (name,) = model.model_fields
    most, raw = (context or {}).get(f"max_{name}"), _raw(context)
    parts: list[dict[str, Any]] = []
    number, counted = 1, 0
    for found in _LINE.finditer(raw):
        number, counted = number + raw.count(b"\n", counted, found.start()), found.start()
        if len(parts) == most:
            raise ProblemError(f"too-many-{name}", f"More than {most} {name} were sent, {most} are allowed.")
        try:
            part = parse_json(raw[raw.rfind(b"\n", 0, found.start()) + 1 : found.end()])
        except ProblemError as e:
            raise ProblemError(e.kind.name, f"In line {number} of the body: {e.detail}") from None
        if not isinstance(part, dict):
            pointer = f"#/{name}/{len(parts)}"
            raise ProblemError("invalid-request", "", [{"pointer": pointer, "detail": _WORDS["model_type"]}])
        parts.append(part)
    return _read(model, {name: parts}, context)


def _read(model: type[Model], value: Any, context: dict[str, Any] | None) -> Model:
    """A decoded body as a model. Unknown parts of the request are remembered for `ignored`."""
    found = validate(model, value, pointer="#", context=context)
    g.ignored = [*_unknown(value, model), *request.args]
    return found


def _raw(context: dict[str, Any] | None) -> bytes:
    """The request's body, decompressed. Raises ProblemError body-too-large or malformed-request."""
    try:
        raw = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise body_too_large(request.max_content_length) from None
    # for a body without a declared length, get_data stops at the limit without an error
    if request.content_length is None and request.environ["wsgi.input"].read(1):
        raise body_too_large(request.max_content_length)
    if request.headers.get("Content-Encoding", "identity").lower() == "gzip":
        raw = decompress(raw, request.max_content_length or 0)
    _few_parts(raw, max(MOST_PARTS, 2 * (context or {}).get("max_blocks", 0)))
    return raw


def ignored() -> Ignored:
    """The unknown keys and parameters of the request, such as misspelt ones, for the reply.

    Unknown parts are no error, so that newer clients get an answer; naming them helps clients that misspelt one. Names
    with unusual characters are left out.
    """
    names = list(dict.fromkeys(name for name in g.get("ignored", ()) if _NAME.fullmatch(name)))[:_MAX_ERRORS]
    return {"ignored": names} if names else {}


def _unknown(value: Any, model: type[BaseModel]) -> Iterator[str]:
    """JSON Pointers to the keys of a body, and of the objects in its lists, that the model lacks."""
    yield from (f"#/{key}" for key in value if key not in model.model_fields)
    for name, known in getattr(model, "PARTS", {}).items():
        for n, part in enumerate(value.get(name) or ()):
            if not known.issuperset(part):
                yield from (f"#/{name}/{n}/{key}" for key in part if key not in known)


def _few_parts(raw: bytes, most: int) -> None:
    """Raise ProblemError body-too-large if the decoded body would take far more memory than the raw one."""
    if raw.count(b"[") + raw.count(b"{") > most:
        outside = _STRING.sub(b"", raw)
        if outside.count(b"[") + outside.count(b"{") > most:
            raise ProblemError("body-too-large", f"A body may have at most {most:,} lists and objects.")


def parse_json(raw: bytes) -> Any:
    """Decode strict JSON in UTF-8. Raises ProblemError malformed-json, which says where, but quotes no text."""
    try:
        value = _DECODER.decode(raw.decode("utf-8-sig"))
    except json.JSONDecodeError as e:
        said = e.msg.removesuffix(" at")
        raise ProblemError("malformed-json", f"{said} at line {e.lineno}, column {e.colno}.") from None
    except UnicodeDecodeError as e:
        raise ProblemError("malformed-json", f"The body is not UTF-8: byte {e.start} cannot be decoded.") from None
    except RecursionError:
        raise ProblemError("malformed-json", "The body is nested too deeply.") from None
    except _ConstantError as e:
        raise ProblemError("malformed-json", f"{e} is not JSON.") from None
    except ValueError:
        raise ProblemError("malformed-json", "The body holds a number with too many digits.") from None
    return _repair(value) if _SURROGATE_ESCAPE.search(raw) else value


class _ConstantError(Exception):
    """The body has NaN, Infinity or -Infinity."""


def _refuse_constant(name: str) -> NoReturn:
    raise _ConstantError(name)


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _repair(value: Any) -> Any:
    if isinstance(value, str):
        return replace_surrogates(value)
    if isinstance(value, list):
        return [_repair(item) for item in value]
    if isinstance(value, dict):
        return {replace_surrogates(key): _repair(item) for key, item in value.items()}
    return value


def read_query(model: type[Model]) -> Model:
    """The query parameters as a model. Of a parameter that is given twice, the last value counts."""
    try:
        unquote_to_bytes(request.query_string).decode("utf-8")
    except UnicodeDecodeError:
        raise ProblemError("invalid-request", "The query is not UTF-8.") from None
    known = {field.alias or name for name, field in model.model_fields.items()}
    g.ignored = [key for key in request.args if key not in known]
    return validate(model, {key: request.args.getlist(key)[-1] for key in request.args}, pointer="")


def validate(model: type[Model], value: Any, *, pointer: str, context: dict[str, Any] | None = None) -> Model:
    """The value as the model. Raises ProblemError invalid-request, whose messages never quote the value."""
    try:
        return model.model_validate(value, context=context)
    except ValidationError as e:
        problems = e.errors(include_url=False, include_input=False)
    for problem in problems:
        if isinstance(raised := problem.get("ctx", {}).get("error"), TooLargeError):
            raise ProblemError(raised.name, str(raised))
    errors = [
        {"pointer": _pointer(pointer, item["loc"]), "detail": _detail(item["type"], item["msg"])}
        for item in problems[:_MAX_ERRORS]
    ]
    raise ProblemError("invalid-request", f"{len(problems)} parts are wrong." if len(problems) > 1 else "", errors)


class TooLargeError(ValueError):
    """A part is valid but exceeds a limit; `name` is the problem to answer with."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(detail)
        self.name = name


def _pointer(root: str, location: tuple[str | int, ...]) -> str:
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in location]
    return root + "".join(f"/{part}" for part in parts) if root else "/".join(parts)


def _detail(kind: str, message: str) -> str:
    text = _WORDS.get(kind, message.removeprefix("Value error, ").replace("Input should be", "must be"))
    return text.replace("String should have", "must have").replace("Input should", "must")
