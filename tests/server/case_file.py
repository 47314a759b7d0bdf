"""The cases for the server's tests, which we wrote ourselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DISCLAIMER = "The Ravna Checkers check claims about Ravna; an outlet that is named need not have meant to mislead."
OWN_DISCLAIMER = "This one case was checked together with the harbour museum, which answers for it."

BRIDGE = "The bridge over the Danube at Ravna was sold to a travelling circus for a single coin."
HONEY = "Honey from the northern valley of Ravna can power a car for a hundred kilometres."
TURBINES = "Wind turbines on the hills of Ravna make cows forget their own calves within a week."

SOURCE = {
    "type": "source",
    "source": "ravna",
    "name": "Ravna Checkers",
    "url": "https://ravna.example/",
    "license": "CC-BY-4.0",
    "disclaimer": DISCLAIMER,
}


def _case(case_id: str, title: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": case_id,
        "source": "ravna",
        "title": title,
        "url": f"https://ravna.example/cases/{case_id}",
        "published": "2020-05-01",
        **fields,
    }


CASES = [
    _case(
        "bridge",
        "The bridge over the Danube at Ravna was sold to a circus",
        summary=BRIDGE,
        response="The land register of Ravna lists the bridge as the town's own; no sale was ever entered.",
        published="2021-03-04",
        languages=["ru"],
        countries=["Ravna"],
        keywords=["infrastructure"],
        outlets=["Evening Siren"],
        articles=[
            {
                "url": "https://siren.example/news/bridge?id=7",
                "archived_url": "https://web.archive.org/web/20210305101112/https://siren.example/news/bridge?id=7",
                "outlet": "Evening Siren",
                "language": "ru",
            }
        ],
    ),
    _case(
        "honey",
        "Honey from Ravna can power a car",
        summary=HONEY,
        response="Honey does not burn in an engine; the film showed an electric car.",
        published="2022-01-02",
        countries=["Ravna"],
        disclaimer=OWN_DISCLAIMER,
        note="kept as it came",
    ),
    _case(
        "turbines",
        "Wind turbines make cows forget their calves",
        summary=TURBINES,
        response="Veterinarians of the valley saw nothing of the kind in eleven years.",
        published="2019-07-08",
        outlets=["Evening Siren", "Ravna Today"],
        source="plain",
    ),
    _case(
        "tower",
        "The clock tower of Ravna is the oldest in the country",
        summary="The clock tower of Ravna was finished in 1281 and is the oldest in the country.",
        verdict="true",
    ),
    _case(
        "emoji",
        "The 🦄 of Brel lays golden eggs 🥚 every spring",
        summary="In Brel a 🦄 unicorn lays golden eggs 🥚 on the market square every spring morning.",
        response="There are no unicorns 🦄 in Brel.",
    ),
    *(
        _case(
            f"ferry-{n}",
            f"Ferry number {n} across the lake of Brel was painted by ghosts",
            summary=f"Ghosts painted ferry number {n} on the lake of Brel in a single night.",
            published=f"2018-02-{n + 1:02d}",
            keywords=["ghosts", f"ferry {n}"],
        )
        for n in range(12)
    ),
]


def write_cases(path: Path, records: list[dict[str, Any]] | None = None) -> Path:
    """Write records (by default all of the above) as JSON lines."""
    lines = [SOURCE, *CASES] if records is None else records
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path
