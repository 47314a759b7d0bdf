"""A small index with everything that a pack can hold, and its pack."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from index.admin_state.database import State
from index.pack.contents import Contents
from index.pack.reading import Pack, read
from index.pack.shelf import make
from index.storage.build import build
from index.storage.library import Library

DISCLAIMER = "The Brel Register checks claims about Brel."
RESPONSE = "The register of Brel shows nothing of the kind. " * 30


def case(case_id: str, title: str, **fields: Any) -> dict[str, Any]:
    """A case as a JSON object."""
    return {"id": case_id, "source": "brel", "title": title, "url": f"https://brel.example/{case_id}", **fields}


CASES = [
    {"type": "source", "source": "brel", "name": "Brel Register", "disclaimer": DISCLAIMER},
    case(
        "bridge",
        "The bridge over the Danube in Brel was sold to a circus in 2012",
        summary="Officials sold the bridge to a travelling circus. They did not ask Ravna.",
        response=RESPONSE,
        published="2020-03-04",
        languages=["ru", "en"],
    ),
    case("true", "The clock tower of Brel was finished in 1281", verdict="true"),
    case(
        "bridge-again",
        "The bridge over the Danube in Brel was sold to a circus in 2012!",
        response="As before.",
        verdict="misleading",
        disclaimer="Of this case alone.",
    ),
    case(
        "ru",
        "В Бреле тайно построили подземный завод",
        lang="ru",
        url="javascript:alert(1)",
        articles=[
            {"url": "https://siren.example/1", "language": "de", "excerpt": "In Brel steht eine geheime Fabrik."}
        ],
    ),
    case("html", "Bees of <b>Brel</b> were replaced by machines", source="other", response="<script>no</script>"),
    *(case(f"ferry-{n}", f"Ferry number {n} across the lake of Brel was painted by ghosts") for n in range(600)),
]


def write(path: Path, records: list[dict[str, Any]]) -> str:
    """Write records to a file and return its path."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    return str(path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index that tests must not change."""
    folder = tmp_path_factory.mktemp("pack")
    build(folder / "index", [write(folder / "cases.jsonl", CASES)], strict=True)
    State(folder / "index").pack_key()
    return folder / "index"


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of the index that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "index"))


@pytest.fixture(scope="session")
def data(built: Path) -> bytes:
    """The bytes of the index's pack."""
    library = Library(built)
    return make(library, library.contents())


@pytest.fixture(scope="session")
def pack(data: bytes) -> Pack:
    """The index's pack, read back."""
    return read(data)


@pytest.fixture(scope="session")
def contents(pack: Pack) -> Contents:
    """The contents of the index's pack."""
    return pack.contents
