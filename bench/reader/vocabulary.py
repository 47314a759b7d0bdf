"""The reader's vocabulary: the encoder's own, less the tokens that none of our languages needs.

    python -m bench.reader.vocabulary ENCODER/tokenizer.json TARGET/tokenizer.json

A token is kept by its frequency in the word lists of the package wordfreq (150,000 words a language, as they are, with
a capital and in capitals), the largest over the languages; single characters are always kept.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

LANGUAGES = {"en": 150_000, "ru": 150_000, "uk": 150_000, "de": 150_000, "fr": 150_000, "es": 150_000, "it": 150_000,
             "pl": 150_000, "cs": 20_000, "ar": 10_000}  # fmt: skip
KEPT = 70_000
CAPITAL, CAPITALS = 0.3, 0.1  # how often a word is written so, beside its own form


def used(tokenizer: Tokenizer, size: int) -> npt.NDArray[np.float64]:
    """Largest relative frequency of every token over our languages: float64[size]."""
    from wordfreq import top_n_list, word_frequency

    best = np.zeros(size)
    for language, words in LANGUAGES.items():
        use = np.zeros(size)
        for word in top_n_list(language, words):
            frequency = word_frequency(word, language)
            for form, share in ((word, 1.0), (word.capitalize(), CAPITAL), (word.upper(), CAPITALS)):
                use[tokenizer.encode(form, add_special_tokens=False).ids] += frequency * share
        best = np.maximum(best, use)
    return best


def cut(source: Path, target: Path) -> npt.NDArray[np.int64]:
    """Write the smaller tokenizer and return the old numbers of its tokens, int64[n], in the new order."""
    described = json.loads(source.read_text("utf-8"))
    vocabulary = described["model"]["vocab"]
    best = used(Tokenizer.from_file(str(source)), len(vocabulary))
    special = {a["id"] for a in described["added_tokens"]}
    single = {i for i, (token, _) in enumerate(vocabulary) if len(token.replace("\u2581", "")) <= 1}
    chosen = [i for i in np.argsort(-best, kind="stable")[:KEPT].tolist() if best[i] > 0]
    kept = np.array(sorted(special | single | set(chosen)))
    described["model"]["vocab"] = [vocabulary[i] for i in kept.tolist()]
    place = {int(old): new for new, old in enumerate(kept.tolist())}
    for added in described["added_tokens"]:
        added["id"] = place[added["id"]]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(described, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    return kept


if __name__ == "__main__":
    rows = cut(Path(sys.argv[1]), Path(sys.argv[2]))
    np.save(Path(sys.argv[2]).with_name("kept.npy"), rows)
    print(f"{len(rows):,} tokens kept")
