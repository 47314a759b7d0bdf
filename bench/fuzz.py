"""A coverage-guided fuzzer for the source readers and the matcher (atheris, on libFuzzer).

    python -m bench.fuzz [--minutes 10] [--seed 1] [sources] [matcher]

Sources: mutates small files of every format, and reads the bytes as the recognised format and as every format.
Readers may reject them with a reason. Findings are: a rejection that calls itself a defect, any other exception, and
a case that cannot be read back after it was written. Matcher: matches pages made of pieces of claims and arbitrary
text, with any parameters. The passages must lie inside their blocks and be in order, and there must not be more than
were asked for. Both parts share the time. A finding ends its part and is printed; its input stays in the temporary
folder that is named, for `--repeat`. Ends with 1 if there was any. Needs `pip install atheris`, which exists for
Linux and macOS.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

PARTS = ("sources", "matcher")
SECONDS_OF_ONE = 60  # an input that takes longer is a finding; generous, because the machine may be busy
_CASES: list[dict[str, Any]] = [
    {"id": "a", "source": "ravna", "title": "The bridge over the Danube at Ravna was sold to a circus",
     "summary": "The bridge was sold for a single coin.", "languages": ["ru"], "published": "2021-03-04",
     "articles": [{"url": "https://siren.example/1?utm_source=x", "language": "ru"}]},
    {"id": "b", "source": "ravna", "title": "Honey from the valley can power a car",
     "rating": {"text": "False", "value": 1}},
    {"id": "c", "source": "ravna", "title": "Мост через реку продан цирку за одну монету", "lang": "ru"},
    {"id": "d", "source": "ravna", "title": "那座桥被卖给了马戏团", "lang": "zh"},
]  # fmt: skip
_REVIEW = {
    "@context": "https://schema.org", "@type": "ClaimReview", "url": "https://facts.example/moon",
    "claimReviewed": "The Moon is made of cheese", "datePublished": "2021-04-02T08:30:00+02:00",
    "author": {"@type": "Organization", "name": "Facts", "url": "https://facts.example"},
    "reviewRating": {"@type": "Rating", "ratingValue": "1", "bestRating": 5, "alternateName": "False"},
    "itemReviewed": {"@type": "Claim", "author": {"name": "A. Mouse"}, "appearance": [{"url": "https://b.example/2"}]},
}  # fmt: skip
_PAGE = """<!DOCTYPE html><html><head><title>DISINFO: Bridges are sugar - EUvsDisinfo</title>
<link rel="canonical" href="https://euvsdisinfo.eu/report/bridges/"></head><body>
<h1 class="b-report__title">DISINFO: Bridges are <em>sugar</em></h1><div class="b-report__details"><ul>
<li><b>Outlet:</b> <a href="https://herald.example/a">Herald</a></li>
<li><b>Date of publication:</b> 28 March 2021</li></ul></div>
<div class="b-report__summary"><h2>Summary</h2><p>Bridges are built of sugar.</p></div>
<div class="b-report__response"><h2>Response</h2><p>They are of steel.</p></div>
<div itemscope itemtype="https://schema.org/ClaimReview"><p itemprop="claimReviewed">Sugar</p></div>
<script type="application/ld+json">%s</script></body></html>"""


def seeds() -> dict[str, bytes]:
    """A small file of every format."""
    from openpyxl import Workbook

    lines = "\n".join(json.dumps(case, ensure_ascii=False) for case in _CASES)
    source = json.dumps({"type": "source", "source": "ravna", "name": "Ravna", "disclaimer": "Ours."})
    review = json.dumps(_REVIEW)
    claims = {"claims": [{"text": "Gum", "claimant": "P", "claimDate": "2024-03-01T00:00:00Z", "claimReview": [
        {"publisher": {"name": "F", "site": "facts.example"}, "url": "https://facts.example/1", "title": "No",
         "reviewDate": "2024-03-02T00:00:00Z", "textualRating": "False", "languageCode": "en"}]}]}  # fmt: skip
    dump = {"hydra:member": [{"@id": "/claim_reviews/1", "@type": "http://schema.org/ClaimReview", "name": "x",
            "claimReviewed": "Sugar", "datePublished": "2019-02-01", "itemReviewed": "/claims/1"},
            {"@id": "/claims/1", "@type": "http://schema.org/Claim", "name": "Sugar"}]}  # fmt: skip
    workbook, book = Workbook(), io.BytesIO()
    for row in (["claim", "verdict", "date"], ["Sugar", "false", "3.4.2021"]):
        workbook.active.append(row)  # type: ignore[union-attr]
    workbook.save(book)
    feed = {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [_REVIEW]}]}
    listed = 'date,id,title,countries,keywords,languages,outlets\n2020-02-03,x1,"A, b",Italy|EU,sugar,rus,Herald\n'
    return {
        "jsonl": f"{source}\n{lines}".encode(),
        "review": review.encode(),
        "lines": f"{review}\n{review}".encode(),
        "graph": json.dumps({"@context": "https://schema.org", "@graph": [_REVIEW]}).encode(),
        "feed": json.dumps(feed).encode(),
        "claims": json.dumps(claims).encode(),
        "dump": json.dumps(dump).encode(),
        "page": (_PAGE % review).encode(),
        "whole": b"issue;date;outlet;language;origin;reported by;keywords;source;title;summary;disproof\n"
        b"1;03.02.2016;Herald;Russian;x;y;Sugar, Bridges;https://h.example/1;Bridges are sugar;They melt;Steel\n",
        "listed": listed.encode(),
        "table": "claim,verdict,date,link\n\"Sugar\",false,3.4.2021,https://h.example\nÄ,true,13.4.2021,x\n".encode(),
        "sheet": book.getvalue(),
        "packed": gzip.compress(lines.encode()),
    }  # fmt: skip


def _sources(folder: Path) -> Callable[[bytes], None]:
    from index.case import Case
    from index.errors import RejoinderError
    from index.sources import FORMATS, Rejected, read_source, to_claimreview

    path = folder / "input"
    columns = {"claim": "title", "verdict": "verdict", "date": "published", "link": "url"}

    def read(kind: str | None) -> None:
        try:
            for record in read_source(str(path), kind, columns_of=lambda names: columns if "claim" in names else None):
                if isinstance(record, Rejected):
                    assert "a defect of Rejoinder" not in record.reason, record.reason
                elif isinstance(record, Case):
                    # as an index stores it, and as the service exports it
                    again = Case.model_validate_json(json.dumps(record.to_dict(), ensure_ascii=False).encode())
                    assert again.to_dict() == record.to_dict()
                    json.dumps(to_claimreview(record, None), ensure_ascii=False).encode()
        except RejoinderError as e:
            assert "a defect of Rejoinder" not in str(e), e

    def one(data: bytes) -> None:
        path.write_bytes(data)
        for kind in (None, *FORMATS):
            read(kind)

    return one


def _matcher(folder: Path) -> Callable[[bytes], None]:
    import atheris

    from index.case import Case
    from index.matcher.matcher import Block, Matcher

    Matcher.build([Case.model_validate(case) for case in _CASES], folder / "arrays")
    matcher = Matcher.open(folder / "arrays")
    pieces: list[str] = [
        word for case in _CASES for key in ("title", "summary") for word in str(case.get(key, "")).split()
    ]
    pieces += [
        ". ",
        "! ",
        "\n\n",
        "\n",
        " not ",
        '"',
        "»",
        "\u200b",
        "\u00ad",
        "\u0301",
        "\U0001f600",
        "No, ",
        "http://a.b/c",
        "\0",
    ]
    pieces += [str(case["title"]) for case in _CASES]

    def piece(data: Any) -> str:
        if data.ConsumeBool():
            return str(pieces[data.ConsumeIntInRange(0, len(pieces) - 1)])
        return str(data.ConsumeUnicodeNoSurrogates(12))

    def text(data: Any) -> str:
        return (" " if data.ConsumeBool() else "").join(piece(data) for _ in range(data.ConsumeIntInRange(0, 30)))

    def one(raw: bytes) -> None:
        data = atheris.FuzzedDataProvider(raw)
        languages = ["", "en", "ru", "zh", "xx", data.ConsumeUnicodeNoSurrogates(5)]
        blocks = [Block(str(i), text(data)) for i in range(data.ConsumeIntInRange(0, 5))]
        least = data.PickValueInList([None, 0.0, 0.2, 0.5, 1.0])
        most, of_block = data.ConsumeIntInRange(1, 50), data.ConsumeIntInRange(1, 10)
        found = matcher.match(blocks, title=text(data), language=data.PickValueInList(languages), min_score=least,
                              max_matches=most, per_block=of_block, checks_facts=data.ConsumeBool())  # fmt: skip
        assert len(found) <= most
        texts = {block.id: block.text for block in blocks}
        for match in found:
            passage = texts[match.block][match.start : match.end]
            assert 0 <= match.start < match.end <= len(texts[match.block])
            assert passage == passage.strip()
            assert 0 <= match.score <= 1
            assert least is None or match.score >= least
            assert sum(each.block == match.block for each in found) <= of_block
        scores = [match.score for match in found]
        assert scores == sorted(scores, reverse=True)

    return one


def fuzz(part: str, options: list[str]) -> None:
    """Fuzz one part. Never returns, so this runs in a process of its own."""
    import atheris

    package = f"index.{part}"
    with atheris.instrument_imports(include=[package]):
        importlib.import_module(package if part == "sources" else f"{package}.matcher")
    with tempfile.TemporaryDirectory() as folder:
        one = {"sources": _sources, "matcher": _matcher}[part](Path(folder))
        atheris.Setup([sys.argv[0], *options], one)
        atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="both by default")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", metavar="FILE", help="run one part on the input of a finding")
    parser.add_argument("--options", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    args = parser.parse_args()
    parts = args.parts or list(PARTS)
    if args.repeat and len(parts) != 1:
        parser.error("--repeat needs the part that the input was left by")
    if args.options is not None:
        fuzz(parts[0], args.options)
    folder = Path(tempfile.mkdtemp(prefix="rejoinder-fuzz-"))
    codes = []
    for part in parts:
        corpus = folder / part
        corpus.mkdir()
        for name, content in (seeds() if part == "sources" else {"a": bytes(range(256)), "b": b"\x05" * 400}).items():
            (corpus / name).write_bytes(content)
        seconds = max(1, round(args.minutes * 60 / len(parts)))
        options = [f"-max_total_time={seconds}", f"-seed={args.seed}", f"-timeout={SECONDS_OF_ONE}", "-max_len=6000"]
        options += ["-rss_limit_mb=4096", f"-artifact_prefix={folder}/", "-print_final_stats=1", str(corpus)]
        if args.repeat:
            options = [args.repeat]
        print(f"\n{part}: {seconds} s, seed {args.seed}; what is found is left in {folder}", flush=True)
        codes.append(
            subprocess.run([sys.executable, "-m", "bench.fuzz", part, "--options", *options], check=False).returncode
        )
    if any(codes):
        sys.exit(1)


if __name__ == "__main__":
    main()
