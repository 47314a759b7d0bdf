"""Claims with one thing changed: a name, who does what to whom, a number, its subject, or whether it is so at all.

A passage that repeats a claim does not repeat the changed one. English claims are changed, so that one table of names
serves passages in every language.
"""

from __future__ import annotations

import random
import re

# Names that stand for one another; a name is replaced by another of its row.
NAMES = (
    "Russia Ukraine Poland Germany France Britain Turkey Georgia Belarus Moldova Lithuania Latvia Estonia Finland "
    "Sweden Norway Denmark China Japan India Iran Iraq Israel Syria Libya Egypt Italy Spain Greece Hungary Romania "
    "Bulgaria Serbia Canada Australia Mexico Cuba Venezuela Kazakhstan Armenia "
    "Azerbaijan Czechia Austria Portugal".split(),
    "Russian Ukrainian Polish German French British Turkish Georgian Belarusian Moldovan Lithuanian Latvian Estonian "
    "Finnish Swedish Norwegian Danish Chinese Japanese Indian Iranian Iraqi Israeli Syrian Libyan Egyptian Italian "
    "Spanish Greek Hungarian Romanian Bulgarian Serbian Canadian Australian Mexican American European Armenian".split(),
    "Russians Ukrainians Poles Germans Turks Georgians Belarusians Moldovans Lithuanians Latvians Estonians Finns "
    "Swedes Americans Europeans Syrians Iranians Israelis Romanians Hungarians Italians Greeks".split(),
    "Putin Poroshenko Zelensky Zelenskyy Yanukovych Yushchenko Tymoshenko Saakashvili Lukashenko Tikhanovskaya Navalny "
    "Medvedev Lavrov Erdogan Assad Merkel Macron Hollande Trump Obama Biden Clinton Bush Sanders Cruz Rubio Johnson "
    "Cameron May Tusk Duda Stoltenberg Skripal Soros Gorbachev Stalin Hitler Lenin Bandera".split(),
    "Moscow Kyiv Kiev Warsaw Berlin Paris London Washington Brussels Ankara Tbilisi Minsk Vilnius Riga Tallinn Beijing "
    "Tokyo Tehran Damascus Rome Madrid Prague Budapest".split(),
    "Crimea Donbas Donetsk Luhansk Odessa Kharkiv Mariupol Lviv Kherson Abkhazia Transnistria Kaliningrad "
    "Aleppo Idlib Palmyra Raqqa".split(),
    "NATO EU UN OSCE WHO IMF OPCW UNESCO WADA".split(),
    "CIA FBI MI6 Mossad SBU GRU FSB Pentagon".split(),
    "Pfizer Moderna AstraZeneca Sputnik Sinopharm".split(),
    "Democrats Republicans".split(),
    "Muslims Christians Jews Catholics".split(),
)
OF_NAME = {name: row for row in NAMES for name in row}
COUNTRIES = (
    set(NAMES[0])
    | {"US", "USA", "EU", "NATO", "UK", "Moscow", "Kyiv", "Washington", "Brussels", "Kiev"}
    | set(NAMES[3])
)
_WORD = re.compile(r"\b[A-Z][A-Za-z0-9]+\b")
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,7}(?:[.,]\d+)?(?![\w-])")
_SYMMETRIC = re.compile(
    r"\bbetween\b|\bboth\b|\beach other\b|\btogether\b|\bagree|\band [A-Z]|\bjoint|\brelations\b|\bversus\b"
    r"|\bunion of\b",
)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|can|could|would|should|may|must|does|do|did)\b")
_WORDS = {"two": "five", "three": "seven", "four": "nine", "five": "two", "half": "a tenth", "hundreds": "dozens",
          "thousands": "dozens", "millions": "thousands", "all": "some", "majority": "minority", "most": "few",
          "never": "often", "always": "never", "more": "less", "before": "after", "first": "last",
          "largest": "smallest", "won": "lost", "against": "in favour of", "stopped": "started", "increased": "fell",
          "supports": "fights",
          "support": "fight", "will": "will not", "is": "is not", "are": "are not", "has": "has not",
          "was": "was not",
          "were": "were not", "can": "cannot", "have": "have not", "should": "should not", "would": "would not",
          "killed": "rescued", "attacked": "defended", "legal": "illegal", "no": "much"}  # fmt: skip


def renamed(claim: str, rng: random.Random) -> str | None:
    """The claim with one name replaced by another of its kind; None where it has none."""
    found = [m for m in _WORD.finditer(claim) if m[0] in OF_NAME]
    if not found:
        return None
    m = rng.choice(found)
    others = [n for n in OF_NAME[m[0]] if n not in claim]
    if not others:
        return None
    other = rng.choice(others)
    return claim[: m.start()] + other + claim[m.end() :]


def exchanged(claim: str, rng: random.Random) -> str | None:
    """The claim with two names in each other's place; None where that says nothing else or cannot be done."""
    if _SYMMETRIC.search(claim):
        return None
    for row in (COUNTRIES, set(NAMES[1]), set(NAMES[2])):
        found = list({m[0]: m for m in _WORD.finditer(claim) if m[0] in row}.values())
        if len(found) >= 2:
            a, b = sorted(rng.sample(found, 2), key=lambda m: m.start())
            return claim[: a.start()] + b[0] + claim[a.end() : b.start()] + a[0] + claim[b.end() :]
    return None


def renumbered(claim: str, rng: random.Random) -> str | None:
    """The claim with one number changed; None where it has none."""
    found = list(_NUMBER.finditer(claim))
    if not found:
        return None
    m = rng.choice(found)
    digits = re.sub(r"\D", "", m[0])
    value = int(digits)
    if len(digits) == 4 and 1900 <= value <= 2100:
        new = str(value + rng.choice([-30, -11, -6, -3, -2, -1, 1, 2, 3, 5, 9]))
    else:
        new = str(max(1, round(value * rng.choice([0.1, 0.3, 0.5, 2, 3, 10])) + rng.choice([0, 1, 2])))
        new = str(value + 3) if new == str(value) else new
    return claim[: m.start()] + new + claim[m.end() :]


def reworded(claim: str, rng: random.Random) -> str | None:
    """The claim with one small word replaced by one that makes it another claim; None where it has none."""
    found = [m for m in re.finditer(r"\b[a-z]+\b", claim) if m[0] in _WORDS]
    if not found:
        return None
    m = rng.choice(found)
    return claim[: m.start()] + _WORDS[m[0]] + claim[m.end() :]


def halves(claim: str) -> tuple[str, str] | None:
    """The subject of a claim and what is said of it, from its first auxiliary verb on; None where there is none."""
    m = _AUXILIARY.search(claim)
    if m is None or not 1 <= len(claim[: m.start()].split()) <= 8 or len(claim[m.start() :].split()) < 3:
        return None
    subject = claim[: m.start()]
    return None if re.search(r"[,:;?\"\u201c]", subject) else (subject, claim[m.start() :])


def crossed(claim: str, other: str) -> tuple[str, str] | None:
    """The claim of another subject, and another claim of its subject; None where the two do not go together."""
    one, two = halves(claim), halves(other)
    if one is None or two is None or one[1].split()[0] != two[1].split()[0] or one[0].lower() == two[0].lower():
        return None
    return two[0] + one[1], one[0] + two[1]


def changed(claim: str, rng: random.Random) -> str | None:
    """The claim with one thing changed, of any kind."""
    for how in rng.sample([renamed, exchanged, renumbered, reworded, renamed, exchanged], 6):
        out = how(claim, rng)
        if out is not None and out != claim:
            return out
    return None


def misspelt(text: str, rng: random.Random, share: float = 0.05) -> str:
    """The text with a letter dropped, doubled, exchanged or replaced in a share of its longer words."""
    words = text.split(" ")
    for i, word in enumerate(words):
        if len(word) < 5 or rng.random() >= share:
            continue
        at = rng.randrange(1, len(word) - 1)
        words[i] = rng.choice([
            word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            word[:at] + rng.choice("etaoinsrhl") + word[at + 1 :],
        ])  # fmt: skip
    return " ".join(words)
