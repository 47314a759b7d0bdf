"""A small, real index of claims that were written for the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.case import Case
from index.matcher.matcher import Matcher

CLAIMS: dict[str, dict[str, object]] = {
    "moon": {"title": "The Moon landings of 1969 were filmed in a studio in Nevada"},
    "bridge": {
        "title": "Engineers from Norway sabotaged the Kerch bridge with underwater drones",
        "summary": "The bridge of Kerch was blown up. "
        "Engineers from Norway sabotaged it with underwater drones in 2022.",
    },
    "water": {"title": "Drinking hot lemon water cures tuberculosis within three days"},
    "kyiv": {"title": "The mayor of Kyiv sold the metro to a Turkish bakery chain for one dollar"},
    "kyiv2": {"title": "The mayor of Kiev sold the metro to a Turkish bakery chain for one dollar."},
    "true": {"title": "Penguins in the zoo of Vienna were vaccinated against influenza", "verdict": "true"},
    "russian": {
        "title": "The harbour of Odessa was sold to Martian investors",
        "articles": [
            {
                "language": "ru",
                "excerpt": "Порт Одессы тайно продан марсианским инвесторам за тридцать миллионов рублей.",
            }
        ],
    },
}  # fmt: skip


def case(id_: str, **fields: object) -> Case:
    return Case.from_dict({"id": id_, "source": "test", **fields})


def cases() -> list[Case]:
    return [case(id_, **fields) for id_, fields in CLAIMS.items()]


@pytest.fixture(scope="session")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder: Path = tmp_path_factory.mktemp("matcher")
    Matcher.build(cases(), folder)
    return Matcher.open(folder)
