"""Whether a passage denies a claim, or only reports it: then it does not repeat it.

The stretch of the passage that states the claim is found by the words they share; then everything around it is read
for what it commits the author to (`index.matcher.commitment`): what governs it in its own sentence, a negation that
only one of passage and claim has, a question or a condition, quotation marks, what follows in the sentence, the
sentences after it and the one before. The strongest reading counts: a denial, else a report. A word that the claim
itself contains is no cue.
"""

from __future__ import annotations

from typing import NamedTuple

from index.matcher.claim import REPORTING, SHORT, Claim, following, negations, read_claim, reporting
from index.matcher.clauses import (
    ASK,
    BREAKS,
    CLOSE,
    COLON,
    COMMA,
    DASH,
    OPEN,
    PAREN,
    PARTS,
    PUNCTUATION,
    Sentence,
    core,
    hit_spans,
)
from index.matcher.commitment import (
    ASSERTED,
    DENIED,
    NONE,
    REPORTED,
    Government,
    Reading,
    governing,
    judge,
    speaker_after,
    verdict,
)
from index.matcher.cues import (
    ACCUSE,
    AND,
    ARTEFACT,
    AS,
    BE,
    COMP,
    DENY,
    DOUBT,
    EVIDENCE,
    FALSE,
    FALSELY,
    FIRST,
    GOVERNS,
    HEDGE,
    IF,
    KNOW,
    LIE,
    MOOD,
    NEG,
    OF,
    ONLY,
    OTHERWISE,
    PROVE,
    SAY,
    SOURCE,
    SPREAD,
    STORY,
    SUBORD,
    TELL,
    THINK,
    THIS,
    TRUE,
    TURN,
    WEAK,
    WH,
    WISH,
    Lexicon,
    lexicon,
)  # fmt: skip
from index.matcher.segment import sentences
from index.matcher.signals import Side

AROUND = 320  # characters on each side of the passage that are looked at
LONGEST = 1900  # characters of a passage that are looked at
INVERTED = frozenset("had were".split())  # "Had they done it, ..."


class Stance(NamedTuple):
    """Words of the page that show it; "" where there is none. Either one forbids `repeats`."""

    denied: str
    reported: str


NEUTRAL = Stance("", "")


def stance(
    text: str,
    start: int,
    end: int,
    claim: str,
    passage: Side,
    wanted: set[int],
    language: str,
    parsed: dict[tuple[int, int], Sentence] | None = None,
) -> Stance:
    """Stance of the passage text[start:end] of a block towards `claim`.

    `passage` are the words of the passage and `wanted` the keys of the claim's terms, by which the stretch that states
    the claim is found. `parsed` keeps the block's sentences for its next claim.
    """
    known = lexicon(language)
    if known is None:
        return NEUTRAL
    end = min(end, start + LONGEST)
    hits = hit_spans(text, start, passage, wanted)
    if not hits:
        return NEUTRAL
    said = read_claim(claim, language)
    around = _sentences(text, start, end, known, {} if parsed is None else parsed)
    spots = [core(s, hits, said.own) for s in around]
    most = max((spot[2] for spot in spots if spot), default=0)
    best, where = NONE, None
    for n, spot in enumerate(spots):
        if spot and spot[2] >= 0.5 * most:
            found, place = _Spot(around, n, spot[:2], said).reading()
            if found.kind > best.kind:
                best, where = found, place
    if where is None or best.kind < REPORTED:
        return NEUTRAL
    shown = where.quote(best.first, min(best.last, where.size - 1))
    return Stance(shown, "") if best.kind == DENIED else Stance("", shown)


def _sentences(
    text: str, start: int, end: int, known: Lexicon, parsed: dict[tuple[int, int], Sentence]
) -> list[Sentence]:
    """The sentence before the passage, those of the passage, and two after it."""
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    before = [(low + a, low + b) for a, b in sentences(text[low:start])][-1:]
    inside = [(start + a, start + b) for a, b in sentences(text[start:end])]
    after = [(end + a, end + b) for a, b in sentences(text[end:high])][:2]
    for a, b in (*before, *inside, *after):
        if (a, b) not in parsed:
            parsed[a, b] = Sentence(text, a, b, known)
    return [parsed[place].copy() for place in (*before, *inside, *after) if parsed[place].size]


class _Spot:
    """The stretch [begin, last] of one of the sentences around a passage, and the looks at what is around it."""

    def __init__(self, around: list[Sentence], n: int, place: tuple[int, int], claim: Claim) -> None:
        self.around, self.n, self.claim = around, n, claim
        self.s = around[n]
        self.begin, self.last = place
        for i in range(self.begin, self.last + 1):
            # What the claim says itself is no cue. Negations are counted on both sides instead.
            if self.s.stems[i] in claim.own:
                self.s.flags[i] &= NEG | TURN | AND | ONLY | BE | OF | WISH | PUNCTUATION
        self.over: Government = governing(self.s, self.begin, claim.own)
        if self._is_own(self.over.reading) or self._reports_as_the_claim():
            self.over = self.over._replace(reading=NONE)
        self.rest = self._end_of_clause()

    def _is_own(self, found: Reading) -> bool:
        """Whether the claim itself says what was found: it may begin with a report, or lie under an "if"."""
        words = (self.s.stems[i] for i in range(found.first, min(found.last + 1, self.s.size)) if self.s.stems[i])
        return found.kind > ASSERTED and all(w in self.claim.own for w in words)

    def _reports_as_the_claim(self) -> bool:
        """Whether the claim is that somebody said something, and the sentence says the same of the same person."""
        found = self.over.reading
        if found.kind != REPORTED or not found.flag & REPORTING:
            return False
        subject = range(max(self.over.low, found.first - 3), found.first)
        of_claim = any(self.s.stems[i] in self.claim.own and not self.s.is_empty(i) for i in subject)
        said = len(reporting(self.s, self.over.low, self.last + 1))
        return of_claim and said <= self.claim.reports

    def reading(self) -> tuple[Reading, Sentence]:
        """The strongest reading and the sentence that its places are in."""
        s, over = self.s, self.over.reading
        back, back_in = self._after()
        found = [(r, s) for r in (self._polarity(), self._condition(), self._question())]
        if back.kind != ASSERTED or over.kind == DENIED or over.flag & (HEDGE | SOURCE):
            found += [(over, s), (self._inside(), s), (back, back_in)]
        if ASSERTED not in (over.kind, back.kind):
            found.append((self._quoted(), s))
        if over.kind != ASSERTED and self.n:
            found.append((self._before(), self.around[self.n - 1]))
        return max(found, key=lambda r: r[0].kind)

    def _end_of_clause(self) -> int:
        """Place of the first punctuation mark after the stretch, or the size of the sentence."""
        at = self.s.find(PARTS | CLOSE, self.last + 1, self.s.size)
        return self.s.size if at < 0 else at

    def _polarity(self) -> Reading:
        """A negation that only one of passage and claim has."""
        s, begin = self.s, self.begin
        mine = [i for i in negations(s, begin, self.last + 1) if self._reaches(i)]
        near = s.rfind(NEG, max(self.over.low, begin - 6), begin)
        wished = near >= 0 and s.has(WISH, near - 1, near)  # "should not be spending" takes the spending for granted
        adjunct = near == s.word(0, s.size) and s.has(SUBORD, near, near + 1)  # "Without the EU's money"
        if (
            near >= 0
            and not (wished or adjunct)
            and not s.has(GOVERNS | COMP | COMMA | TURN | ONLY | SUBORD | WH | AND, near + 1, begin)
        ):
            mine.insert(0, near)
        mine = [i for i in mine if not self._contrasts_as_the_claim(i)]
        if s.language == "de" and s.has(NEG, self.last + 1, min(self.rest, self.last + 3)):
            mine.append(s.find(NEG, self.last + 1, self.rest))
        contrast = self._contrast()
        if not self.claim.negated and self._shares(self.claim.negative):
            first = mine[0] if mine else -1 if self.claim.contrasts else contrast
            return Reading(DENIED, first, first) if first >= 0 else NONE
        if not self.claim.negated:
            return NONE
        if not mine and not s.has(NEG | WEAK, self.over.low, self.rest):
            return Reading(DENIED, begin, self.last) if self._states_what_is_negated() else NONE
        if len(mine) > len(self.claim.negated) or len(self.claim.negated) == 1:
            for i in mine:
                words = set(following(s, i, self.rest)) & self.claim.own
                if len(words) > 1 and not any(words & negated for negated in self.claim.negated):
                    return Reading(DENIED, i, i)
        return NONE

    def _contrasts_as_the_claim(self, i: int) -> bool:
        """Whether a negation is of what the claim itself only contrasts: "no state" for "a firm and no state"."""
        s = self.s
        stop = s.find(PARTS, i + 1, self.rest)
        near = range(i + 1, min(i + 6, self.rest if stop < 0 else stop))
        words = {s.stems[n] for n in near if s.stems[n] and not s.is_empty(n)}
        contrasted = words & self.claim.contrasted
        return len(contrasted) > len(words & self.claim.own - contrasted)

    def _states_what_is_negated(self) -> bool:
        """Whether the stretch, which has no negation, holds what the claim negates."""
        if self.claim.size <= SHORT:
            return True
        held = set(self.s.stems[self.begin : self.last + 1])
        return any(len(negated & held) >= 3 for negated in self.claim.negated)

    def _shares(self, words: frozenset[str]) -> bool:
        """Whether the stretch has all of these words, inflected in whatever way."""
        held = {w[:4] for w in self.s.words[self.begin : self.last + 1]}
        return all(w[:4] in held for w in words)

    def _reaches(self, i: int) -> bool:
        """Whether words of the claim stand between a negation and the end of what it negates."""
        stop = self.s.find(COMMA | TURN | PAREN | DASH | BREAKS, i + 1, self.last + 1)
        stop = self.last + 1 if stop < 0 else stop
        return any(self.s.stems[n] in self.claim.own for n in range(i + 1, stop))

    def _contrast(self) -> int:
        """Place of the negation in "X, not Y" where Y is what the claim says, or -1."""
        s = self.s
        for i in range(self.begin + 1, self.last + 1):
            if s.flags[i] & NEG and s.has(COMMA | AND, i - 1, i) and not s.has(ONLY, i + 1, i + 2) and self._reaches(i):
                return i
        return -1

    def _inside(self) -> Reading:
        """Words within the stretch by which it is somebody else's: "allegedly", "is said to", ", he claims, "."""
        s, best = self.s, NONE
        for i in range(self.begin, min(self.rest, self.last + 4)):
            flag = s.flags[i]
            kind = 0
            if flag & (HEDGE | SOURCE):
                kind = REPORTED
            elif flag & FALSELY or (flag & DENY and i <= self.last):
                kind = judge(s, i, self.begin, self.last + 1).kind
            elif flag & MOOD:
                kind = REPORTED
            elif flag & (SAY | THINK | TELL | ACCUSE) and i <= self.last:
                passive = s.has(BE, i - 3, i) and s.has(OF | AS, i + 1, i + 2)
                aside = s.has(COMMA | DASH, i - 6, i) and s.has(COMMA | DASH, i + 1, i + 6)
                accused = flag & ACCUSE and s.has(OF | AS, i + 1, self.last) and not s.has(FIRST, i - 2, i)
                embeds = s.has(COMP | COLON, i + 1, i + 3) and not s.has(FIRST, i - 2, i)
                kind = REPORTED if passive or (aside and not s.has(FIRST, i - 2, i)) or accused or embeds else 0
            if kind > best.kind:
                best = Reading(kind, i, i, flag)
        before = self.s.rfind(MOOD, max(self.over.low, self.begin - 2), self.begin)
        return best if best.kind or before < 0 else Reading(REPORTED, before, before)

    def _condition(self) -> Reading:
        """A claim under "if"."""
        s, low = self.s, self.over.low
        first = s.word(low, self.begin)
        opens_sentence = s.text[s.spans[first][0]].isupper()
        if (
            s.words[first] in INVERTED
            and opens_sentence
            and not s.has(COMMA, first, self.begin)
            and not s.has(ASK, self.last, s.size)
        ):
            return Reading(DENIED, first, self.begin)
        at = s.rfind(IF, low, self.begin)
        if at < 0 or s.has(COMMA | COMP, at + 1, self.begin) or self._is_mostly_after_its_comma():
            return NONE
        opens = at == low or s.flags[at - 1] & (PUNCTUATION | AND | ONLY | TURN) or s.language in ("en", "ru", "uk")
        if not opens:
            return NONE
        if s.stems[at] in self.claim.own:
            return NONE
        return Reading(DENIED if s.language != "en" or s.has(BE, at, self.last + 6) else REPORTED, at, self.begin)

    def _is_mostly_after_its_comma(self) -> bool:
        """Whether a comma ends the clause that the stretch begins in, and most of the claim comes after it: "if it has
        fewer than 50 workers, it pays nothing" says so of firms with fewer than 50 workers."""
        stretch = range(self.begin, self.last + 1)
        held = [i for i in stretch if self.s.stems[i] in self.claim.own and not self.s.is_empty(i)]
        commas = [i for i in stretch if self.s.flags[i] & COMMA]
        while len(commas) > 1 and not any(commas[0] < i < commas[1] for i in held):
            commas = commas[2:]  # two that enclose an aside: "if the vaccine, God forbid, killed them, we"
        return bool(commas) and 2 * sum(i > commas[0] for i in held) > len(held)

    def _question(self) -> Reading:
        """A claim that is asked about; not one that a question takes for granted ("Why do they hide that ...?")."""
        s = self.s
        mark = s.find(BREAKS, self.last + 1, s.size)
        if mark < 0 or not s.flags[mark] & ASK or self.claim.asks:
            return NONE
        over = self.over.reading
        if over.kind == ASSERTED and (over.flag & KNOW or s.has(NEG, over.first, over.last + 1)):
            return NONE
        tag = s.find(COMMA | DASH, self.last + 1, mark)
        if tag >= 0 and s.has(WH | NEG | AND | TRUE, tag + 1, tag + 3):
            return NONE
        first = s.word(self.over.low, self.begin + 1)
        if s.flags[first] & (WH | NEG) and over.kind != DENIED and not s.has(GOVERNS, first, self.begin):
            return NONE
        return Reading(DENIED, first, mark)

    def _quoted(self) -> Reading:
        """A claim within quotation marks, which are somebody's words."""
        s = self.s
        a, b = s.rfind(OPEN | CLOSE, 0, self.begin), s.find(OPEN | CLOSE, self.last + 1, s.size)
        opened = a >= 0 and s.flags[a] & OPEN
        closed = b >= 0 and s.flags[b] & CLOSE
        if s.has(OPEN | CLOSE, self.begin, self.last + 1) or not ((opened and (closed or b < 0)) or (closed and a < 0)):
            return NONE
        return Reading(REPORTED, a if opened else b, b if closed else a)

    def _after(self) -> tuple[Reading, Sentence]:
        """What comes back to the claim: in the rest of its sentence, else in the sentences after it."""
        s = self.s
        found = self._predicate()
        best, low = found, self.rest
        while low < s.size:
            high = s.find(PARTS | CLOSE, low + 1, s.size)
            high = s.size if high < 0 else high
            first = s.word(low, high)
            if first < high:
                stop = s.find(BREAKS, first, s.size)
                fresh = bool(s.flags[low] & BREAKS)
                found = verdict(s, first, s.size if stop < 0 else stop, fresh)
                if found.kind < DENIED and not fresh:
                    found = max(found, speaker_after(s, first, high), key=lambda r: r.kind)
                if self._is_own(found):
                    found = NONE
                if found.kind > best.kind and not (best.kind == ASSERTED and found.kind == REPORTED):
                    best = found
            low = high
        if best.kind in (ASSERTED, DENIED):
            return best, s
        firm = self.over.reading.kind == ASSERTED and self.over.reading.flag & (KNOW | TRUE)
        for later in self.around[self.n + 1 : self.n + 3]:
            found = verdict(later, 0, later.size, True)
            second = later is not self.around[self.n + 1]
            if second and not later.has(STORY, 0, min(later.size, 8)):
                continue
            if firm and found.flag & (DENY | DOUBT | EVIDENCE | OTHERWISE):
                continue
            if found.kind > best.kind:
                return found, later
        return best, s

    def _predicate(self) -> Reading:
        """What is said of the claim as a subject: "That ... is a myth", "the story of ... has been refuted"."""
        s = self.s
        subject = self._is_subject()
        best = Reading(REPORTED, 0, self.begin) if subject else NONE
        for i in range(self.last + 1, min(self.rest, self.last + 14)):
            flag = s.flags[i]
            if flag & (AND | TURN) and not subject:
                break
            if flag & (FALSE | LIE | DENY | DOUBT | TRUE | KNOW | EVIDENCE | OTHERWISE | PROVE):
                if not s.has(BE | NEG, self.last + 1, i) and not flag & OTHERWISE and s.language != "de":
                    continue
                found = judge(s, i, self.last + 1, self.rest)
                if found.kind == ASSERTED and flag & EVIDENCE:
                    continue
                if found.kind > best.kind or (subject and found.kind == ASSERTED and best.last == self.begin):
                    best = found
            elif flag & ARTEFACT and s.has(BE, self.last + 1, i) and s.has(STORY, self.over.low, self.begin):
                best = Reading(DENIED, i, i)  # "the video in which ... is doctored"
            elif flag & (SAY | THINK | TELL) and s.has(BE, self.last + 1, i) and s.has(WH | COMP, 0, i):
                best = max(best, Reading(REPORTED, i, i), key=lambda r: r.kind)
        return best

    def _is_subject(self) -> bool:
        """Whether the claim is a clause that the sentence then says something about: "That ... is a lie"."""
        s = self.s
        first = s.word(self.over.low, self.begin)
        return bool(s.flags[first] & COMP) and self.begin - first <= 3 and not s.has(GOVERNS, first, self.begin)

    def _before(self) -> Reading:
        """What the sentence before announces: a label ("Myth."), or a claim that is going round."""
        s, p = self.s, self.around[self.n - 1]
        if self.over.turned or s.flags[0] & TURN or p.has(FIRST | ASK, 0, p.size):
            return NONE
        words = sum(1 for f in p.flags if not f & PUNCTUATION)
        none = p.find(EVIDENCE, 0, p.size)
        if words <= 8 and 0 < none < 3 and p.has(NEG, 0, none):  # "No evidence given."
            return Reading(DENIED, 0, none)
        spreads = p.find(SPREAD, 0, p.size)
        if words > 5 and spreads <= 0:
            return NONE
        best = NONE
        for i in range(p.size):
            flag = p.flags[i]
            if not flag & (LIE | FALSE | STORY | HEDGE) or p.has(THIS, 0, 2):
                continue
            kind = judge(p, i, 0, p.size).kind if flag & (LIE | FALSE) else REPORTED
            if kind > best.kind:
                best = Reading(kind, i, max(i, spreads), flag)
        return best
