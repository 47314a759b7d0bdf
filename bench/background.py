"""Count how common words are in ordinary English and write index/matcher/background.json.

Texts are windows of three sentences of speeches and web pages. A word's share is the share of windows that contain it.
Only counts of stems are kept, and only of stems in at least `AT_LEAST` windows.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from bench import sets
from index.matcher.text import background
from index.matcher.text.analysis import TOKEN, term_of
from index.matcher.text.sentence_splitter import sentences

AT_LEAST = 8


def main() -> None:
    counts: Counter[str] = Counter()
    texts = 0
    for source, weight in ((ordinary(), 4), (spoken(), 1)):
        for lines in source:
            for i in range(0, len(lines), 3):
                words = {t for line in lines[i : i + 3] for w in TOKEN.findall(line) if (t := term_of(w, "en"))}
                counts.update(dict.fromkeys(words, weight))
                texts += weight
    share = {
        w: round(n / texts, 6)
        for w, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
        if n >= AT_LEAST and w.isascii()
    }
    path = Path(background.__file__).with_name("background.json")
    path.write_text(json.dumps({"texts": texts, "share": share}, indent=0) + "\n", "utf-8")
    print(len(share), "words from", texts, "texts")


def ordinary() -> list[list[str]]:
    """The sentences of each web page."""
    return [[b.text[a:z] for b in blocks for a, z in sentences(b.text)] for _, blocks in sets.ordinary_pages()]


def spoken() -> list[list[str]]:
    """The sentences of each speech."""
    return [[b.text[a:z] for b in blocks for a, z in sentences(b.text)] for _, blocks, _ in sets.speeches()]


if __name__ == "__main__":
    main()
