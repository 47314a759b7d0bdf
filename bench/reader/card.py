"""The model card of a reader's files, from the figures in its reader.json.

python -m bench.reader.card FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

SHOWN = ("ap", "ap_90", "recall_at_p90", "precision of judged", "recall", "positives", "shown unjudged")
TEXT = Path(__file__).with_name("card.md")


def table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def figures(found: dict[str, Any]) -> str:
    """The tables of the card."""
    told = found["frozen: told to repeat"]
    kinds = [(k, share, n) for k, (share, n) in told.items() if not k.startswith("lang ")]
    languages = [(k.removeprefix("lang "), share, n) for k, (share, n) in told.items() if k.startswith("lang ")]
    judged = [
        (n, *(f[k] for k in SHOWN))
        for n in ("same-claim", "transcripts")
        if (f := found.get(n))
    ]  # fmt: skip
    f3 = found["frozen-3"]
    others = [
        ("denial frozen-3: wrong of 120, lost of 120", f"{f3['wrong']}, {f3['lost']}"),
        ("CheckThat! 2020 dev, MAP@5 over the ten nearest claims", found["checkthat map5"]),
        ("sentences of ordinary pages, told to repeat", "{} of {}".format(*found["pages told to repeat"])),
        ("passages beside any other claim, told to repeat it", "{} of {}".format(*found["strangers told to repeat"])),
        *((f"claims with the {k} changed, told to repeat", v) for k, v in found["swaps told to repeat"].items()),
        ("claims word for word, told to repeat", found["verbatim"]),
        ("passages that speak to the model: true ones kept, others told to repeat",
         "{} of {}, ".format(*found["speaks"]["kept"]) + "{} of {}".format(*found["speaks"]["wrong"])),
        *((f"calibration error, {k}", v) for k, v in found["calibration error"].items()),
    ]  # fmt: skip
    return "\n\n".join([
        "Passages written for claims, the frozen half: share told to repeat the claim.",
        table(("kind", "told to repeat", "passages"), kinds),
        table(("language", "told to repeat", "passages"), languages),
        "First choices among the judged and the ten nearest claims of each query; what nobody judged counts as wrong.",
        table(("set", "AP", "90 %", "recall at precision 0.9", "precision shown (judged)", "recall shown", "positives",
               "shown, not judged"), judged),
        table(("measure", "figure"), others),
    ])  # fmt: skip


def main() -> None:
    folder = Path(sys.argv[1])
    told = json.loads((folder / "reader.json").read_text("utf-8"))
    size = sum(p.stat().st_size for p in folder.glob("*") if p.suffix in (".onnx", ".json")) / 1e6
    text = TEXT.read_text("utf-8").format(
        name=told["name"], digest=told["files"]["reader.onnx"][:12], size=round(size),
        repeats=told["thresholds"]["repeats"], related=told["thresholds"]["related"], tables=figures(told["figures"]),
    )  # fmt: skip
    (folder / "MODEL_CARD.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
