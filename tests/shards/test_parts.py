"""Splitting a generation, and the messages between a front and its shards."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.matcher.arrays.layout import Arrays
from index.matcher.store import NO_QUERIES, Asked, LocalStore, Queries, Rows
from index.shards import rows
from index.shards.messages import Question, packed_question
from index.shards.packing import MessageError
from index.shards.splitting import FOLDER, META, UNFINISHED, Part, ensure, is_there, open_part
from index.storage.generations import live_name, path_of
from server.shards.shard import GenerationMissingError, Shard


@pytest.fixture
def generation(index: Path, tmp_path: Path) -> Path:
    """A copy of the generation, without parts."""
    name = live_name(index)
    skipped = shutil.ignore_patterns(FOLDER)
    copy = shutil.copytree(path_of(index, name), tmp_path / "index" / "generations" / name, ignore=skipped)
    (tmp_path / "index" / "CURRENT").write_text(name)
    return Path(copy)


def test_the_parts_are_the_whole(generation: Path) -> None:
    whole = Arrays.open(generation / "matcher")
    for number in (1, 2, 3):
        ensure(generation, Part(number, 3))
    parts = [Rows(open_part(generation, Part(number, 3))[0], None) for number in (1, 2, 3)]
    assert sum(part.arrays.cases for part in parts) == whole.cases
    joined = rows.joined(Arrays.without_cases(generation / "matcher"), parts).arrays
    for name in ("unit_case", "unit_field", "unit_language", "unit_idf_sum", "unit_row", "row_term", "unit_text",
                 "case_unit", "case_group", "case_name", "texts", "names"):  # fmt: skip
        assert np.array_equal(getattr(joined, name), getattr(whole, name)), name


def test_what_is_missing_unfinished_or_altered_is_written_again(generation: Path) -> None:
    part, folder = Part(2, 3), generation / FOLDER
    assert not is_there(generation, part)
    left = folder / f"{UNFINISHED}-2-of-3"  # a process was killed
    left.mkdir(parents=True)
    (left / "row_term.npy").write_bytes(b"half")
    ensure(generation, part)
    assert is_there(generation, part)
    assert not list(folder.glob(f"{UNFINISHED}*"))
    file = folder / "2-of-3" / "row_term.npy"
    content, stamp = file.read_bytes(), (folder / "2-of-3" / META).stat().st_ino
    ensure(generation, part)
    assert (folder / "2-of-3" / META).stat().st_ino == stamp  # nothing was written
    file.write_bytes(content[:-4] + b"\0\0\0\1")
    ensure(generation, part)
    assert file.read_bytes() == content
    file.unlink()
    ensure(generation, part)
    assert file.read_bytes() == content


def _question(generation: Path, count: int = 1) -> bytes:
    from index.matcher.pages.language import Languages
    from index.matcher.pages.page import Block, pages
    from index.matcher.pages.term_ids import TermTable

    arrays = Arrays.without_cases(generation / "matcher")
    blocks = [Block("b", "The mayor of Oslo sold the opera to a bakery chain for one dollar. It rained.")]
    (page,) = pages(blocks, Languages(blocks, "en", lambda language: TermTable(arrays, language)), arrays)
    queries = Queries(np.ones((count, 256), np.float32) / 16, 5, -1.0) if count else NO_QUERIES
    return packed_question(Question(generation.name, page, Asked(True, 6), queries, np.empty(0, np.int64), None))


@pytest.fixture(scope="module")
def shard(index: Path) -> Shard:
    made = Shard(index, Part(1, 2))
    made.catch_up()
    return made


@given(data=st.data())
def test_a_damaged_question_is_refused_and_nothing_else(index: Path, shard: Shard, data: st.DataObject) -> None:
    question = bytearray(_question(path_of(index, live_name(index))))
    assert shard.answer(bytes(question))
    for _ in range(data.draw(st.integers(1, 4))):
        question[data.draw(st.integers(0, len(question) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(question))) if data.draw(st.booleans()) else len(question)
    try:
        shard.answer(bytes(question[:cut]))
    except (MessageError, GenerationMissingError):
        return


def test_nothing_of_the_text_is_sent(index: Path) -> None:
    sent = _question(path_of(index, live_name(index)))
    assert not any(word in sent.lower() for word in (b"mayor", b"oslo", b"opera", b"bakery", b"rain"))


def test_a_shard_says_which_generations_it_lacks(index: Path, shard: Shard) -> None:
    with pytest.raises(GenerationMissingError):
        shard.store("20200101T000000Z-000000")
    assert isinstance(shard.store(live_name(index)), LocalStore)
    with pytest.raises(GenerationMissingError):
        Shard(index, Part(1, 7)).store(live_name(index))
