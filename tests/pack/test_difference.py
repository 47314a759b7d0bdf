"""Applying a difference gives exactly the later pack, or an error."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.pack import bytes_difference
from index.pack.difference import apply, made
from index.pack.errors import PackError
from index.pack.reading import Pack, read
from index.pack.shelf import PackShelf, make
from index.storage.build import build, update
from index.storage.library import Library
from tests.pack.conftest import CASES, case, write


def later(folder: Path, tmp_path: Path, *records: dict[str, Any]) -> bytes:
    """The pack after an update."""
    update(folder, [write(tmp_path / "more.jsonl", list(records))])
    library = Library(folder)
    return make(library, library.contents())


NEW = case("whale", "A whale swam up the Danube to Brel in 2031", response="It did not.")
CHANGED = {"id": "ferry-7", "title": "Ferry number seven was never painted by zorgles"}


def test_it_gives_the_later_pack(folder: Path, tmp_path: Path, pack: Pack) -> None:
    data = later(folder, tmp_path, NEW, CHANGED)
    difference = made(pack, read(data))
    assert apply(pack, difference) == data
    assert len(difference) < len(data) / 3


def test_from_a_pack_of_other_order_and_other_cases(folder: Path, tmp_path: Path, pack: Pack) -> None:
    """Terms and languages have other numbers, and cases other positions."""
    records = CASES[1:]
    random.Random(5).shuffle(records)
    italian = case("it", "Il ponte di Brel fu venduto a un circo", lang="it")
    build(folder, [write(tmp_path / "other.jsonl", [CASES[0], italian, *records[:400], NEW])])
    library = Library(folder)
    data = make(library, library.contents())
    assert apply(pack, made(pack, read(data))) == data


def test_from_a_pack_to_itself(pack: Pack, data: bytes) -> None:
    assert apply(pack, made(pack, pack)) == data


def test_it_fits_no_other_pack(folder: Path, tmp_path: Path, pack: Pack) -> None:
    first = read(later(folder, tmp_path, NEW))
    second = read(later(folder, tmp_path, CHANGED))
    with pytest.raises(PackError, match="starts from the pack") as found:
        apply(pack, made(first, second))
    assert found.value.refusal == "other-base"


def test_it_is_held_against_the_signed_header(folder: Path, tmp_path: Path, pack: Pack) -> None:
    """A pack of the same generation with other responses counts as another pack."""
    library = Library(folder)
    without = read(make(library, library.contents(), 0))
    data = later(folder, tmp_path, NEW)
    with pytest.raises(PackError) as found:
        apply(without, made(pack, read(data)))
    assert found.value.refusal == "other-base"


def test_a_wrong_byte_anywhere_changes_nothing(folder: Path, tmp_path: Path, pack: Pack) -> None:
    data = later(folder, tmp_path, NEW, CHANGED)
    difference = made(pack, read(data))
    for place in range(8, len(difference), 61):
        with pytest.raises(PackError):
            apply(pack, difference[:place] + bytes([difference[place] ^ 0x10]) + difference[place + 1 :])
    for size in range(0, len(difference), 211):
        with pytest.raises(PackError):
            apply(pack, difference[:size])


def test_what_is_no_difference(pack: Pack, data: bytes) -> None:
    with pytest.raises(PackError, match="not a Rejoinder difference") as found:
        apply(pack, data)
    assert found.value.refusal == "not-a-pack"


def test_the_key_that_was_agreed_to(pack: Pack) -> None:
    other = read(pack.contents.to_bytes(bytes(range(32))))
    with pytest.raises(PackError) as found:
        apply(pack, made(pack, other))
    assert found.value.refusal == "other-key"


def test_an_older_pack_is_no_aim(folder: Path, tmp_path: Path, pack: Pack) -> None:
    newer = read(later(folder, tmp_path, NEW))
    with pytest.raises(PackError) as found:
        apply(newer, made(newer, pack))
    assert found.value.refusal == "older"


def test_a_shelf_tells_nothing_of_generations_it_does_not_have(folder: Path) -> None:
    library = Library(folder)
    shelf = PackShelf(library)
    assert shelf.since("20200101T000000Z-000000", library.contents()) is None
    assert shelf.since("../../etc/passwd", library.contents()) is None


@given(st.binary(max_size=400), st.integers(0, 400), st.integers(0, 400), st.binary(max_size=40))
def test_bytes_come_back(old: bytes, first: int, last: int, between: bytes) -> None:
    new = old[last:] + between + old[:first] + between
    assert bytes_difference.applied(old, bytes_difference.difference(old, new), len(new)) == new


def test_bytes_in_common_are_not_sent() -> None:
    chance = random.Random(1)
    old = chance.randbytes(50_000)
    new = old[:20_000] + b"something else" + old[20_100:]
    assert len(bytes_difference.difference(old, new)) < 100
