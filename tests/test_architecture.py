"""The picture in docs/architecture.md shows the imports as they are, and no import goes round in a circle."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
Arrows = frozenset[tuple[str, str]]


def _is_module(parts: tuple[str, ...]) -> bool:
    path = ROOT.joinpath(*parts)
    return path.with_suffix(".py").is_file() or path.is_dir()


def _room(parts: tuple[str, ...]) -> str:
    """The folder of a module; a module that stands at the top of its package is a room of its own."""
    return ".".join(parts if len(parts) == 2 or ROOT.joinpath(*parts).is_dir() else parts[:-1])


def _imports(tree: ast.Module) -> Iterator[tuple[str, ...]]:
    """The modules of the project that are imported at run time, wherever in the module that is done."""
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
                child.body = []
        if isinstance(node, ast.Import):
            yield from (module for name in node.names if _is_module(module := tuple(name.name.split("."))))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ("index", "server"):
            module = tuple(node.module.split("."))
            for name in node.names:
                yield (*module, name.name) if _is_module((*module, name.name)) else module


@cache
def arrows() -> Arrows:
    """Which room imports which."""
    out = set()
    for package in ("index", "server"):
        for path in (ROOT / package).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            room = _room(parts[:-1] if parts[-1] == "__init__" else parts)
            for imported in _imports(ast.parse(path.read_text("utf-8"))):
                if _room(imported) != room:
                    out.add((room, _room(imported)))
    return frozenset(out)


def reduced(found: Arrows) -> Arrows:
    """The arrows without those that a longer way makes superfluous."""
    below: dict[str, set[str]] = {}
    for room in TopologicalSorter({a: {y for x, y in found if x == a} for a, _ in found}).static_order():
        below[room] = {room}.union(*(below[y] for x, y in found if x == room))
    return frozenset((a, b) for a, b in found if not any(b in below[c] for x, c in found if x == a and c != b))


def drawn(found: Arrows) -> str:
    """The picture of the arrows, as the page has it."""
    return "\n".join(f"    {a} --> {b}" for a, b in sorted(found))


def test_no_room_imports_one_that_imports_it() -> None:
    TopologicalSorter({a: {y for x, y in arrows() if x == a} for a, _ in arrows()}).prepare()  # CycleError names them


def test_the_index_does_not_know_the_service() -> None:
    assert not [(a, b) for a, b in arrows() if a.startswith("index") and b.startswith("server")]


def test_the_picture_is_true() -> None:
    shown = frozenset(re.findall(r"^ +([a-z_.]+) --> ([a-z_.]+)$", PAGE.read_text("utf-8"), re.MULTILINE))
    assert shown == reduced(arrows()), f"docs/architecture.md should show:\n{drawn(reduced(arrows()))}"


def test_the_page_names_only_what_is_there() -> None:
    named = re.findall(r"`((?:index|server|extension|clients|bench|tests)/[\w./-]*)`", PAGE.read_text("utf-8"))
    assert len(named) > 20
    assert not [path for path in named if not (ROOT / path).exists()]
