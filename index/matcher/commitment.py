"""What one clause commits its author to about the clause that it governs, or about what was said before.

`judge` reads a single word with the negation, the subject and the modifiers of its own clause ("cannot be *denied*"
stands by a claim, "*denied*" does not); `governing` reads everything that stands over a claim, `verdict` a clause that
comes back to it ("That is false.").
"""

from __future__ import annotations

from typing import NamedTuple

from index.matcher.clauses import (
    ASK,
    BREAKS,
    CLOSE,
    COLON,
    COMMA,
    COMMAS_ALWAYS,
    DASH,
    OPEN,
    PARTS,
    PUNCTUATION,
    Sentence,
)
from index.matcher.cues import (
    ACCUSE,
    ADVERSE,
    AND,
    ARTEFACT,
    AS,
    AUDIENCE,
    BE,
    COMP,
    CONTRARY,
    DENY,
    DOUBT,
    EVIDENCE,
    FALSE,
    FALSELY,
    FIRST,
    GOVERNS,
    HEDGE,
    KNOW,
    LIE,
    NEG,
    OF,
    OTHERWISE,
    PAST,
    PROVE,
    REALITY,
    RIGHTLY,
    RUSE,
    SAFE,
    SAY,
    SNEER,
    SOURCE,
    STORY,
    SUBORD,
    TELL,
    THINK,
    THIS,
    TRUE,
    TURN,
    WANT,
    WEAK,
    WH,
    WISH,
)  # fmt: skip

NOTHING, ASSERTED, REPORTED, DENIED = range(4)  # ascending: the strongest reading of several counts
DO_NOT = frozenset("dont doesnt didnt wont wouldnt cannot cant couldnt shouldnt".split())
HEARSAY = frozenset("hear heard read".split())  # "I have heard that ..." is nobody's own word
DETERMINERS = frozenset("a an the any some this his her its their our my your either each every".split())
WHETHER = frozenset("whether ob ли чи".split())
VERDICTS = DENY | DOUBT | FALSE | LIE | TRUE | EVIDENCE | PROVE | OTHERWISE | RUSE | KNOW | FALSELY
NEAR = 16  # words of a clause that comes back to a claim


class Reading(NamedTuple):
    """A commitment and the words, from `first` to `last`, that show it; `flag` are the classes of the main one."""

    kind: int = NOTHING
    first: int = 0
    last: int = 0
    flag: int = 0


NONE = Reading()


def _negation(s: Sentence, i: int, low: int, high: int) -> int:
    """The negation that belongs to the i-th word within its clause [low, high), or -1.

    A negation belongs to the next word that can be negated; where none follows, to the last one before.
    """
    allowed = NEG | WEAK if s.flags[i] & (PROVE | EVIDENCE | DOUBT) else NEG
    noun = s.flags[i] & (LIE | FALSE) and not s.flags[i] & DENY
    for n in range(i - 1, low - 1, -1):
        if s.flags[n] & allowed:
            # "is not a myth", "no myth"; but "do not fall for the myth"
            near = i - n - s.stems[n].count(" ") <= 2
            return n if not noun or (near and s.words[n] not in DO_NOT) or s.has(BE, n - 2, i) else -1
        if s.flags[n] & GOVERNS & ~STORY and not (s.flags[n] & KNOW and s.flags[i] & (DENY | TRUE)):
            break
    if s.flags[i] & (PROVE | EVIDENCE | TRUE | THINK) and low and s.flags[low - 1] & (COMP | WH):
        before = s.rfind(NEG, low - 5, low - 1)  # "there is nothing that shows ..."
        if before >= 0 and not s.has(GOVERNS | PARTS, before, low - 1):
            return before
    if s.flags[i] & (LIE | FALSE | STORY | HEDGE | FALSELY):
        return -1
    for n in range(i + 1, high):
        if s.flags[n] & NEG:
            return n if not s.has(GOVERNS, n + 1, high) else -1
        if s.flags[n] & GOVERNS:
            return -1
    return -1


def _clause(s: Sentence, i: int, low: int, high: int) -> tuple[int, int]:
    a = s.rfind(PARTS | TURN | COMP | OPEN | CLOSE, low, i) + 1
    b = s.find(PARTS | TURN | COMP | OPEN | CLOSE, i + 1, high)
    return max(a, low), high if b < 0 else b


def _speaker_is_author(s: Sentence, i: int, low: int, high: int) -> bool:
    """Whether the verb's subject is "I" or "we", now, and nobody tells them ("we are told")."""
    if s.words[i] in HEARSAY:
        return False
    near = s.rfind(FIRST, max(low, i - 3), i)
    if near < 0 and s.language in ("de", "ru", "uk"):
        near = s.find(FIRST, i + 1, min(high, i + 2))
    return near >= 0 and not s.has(BE, near, i) and not s.has(PAST, low, i)


def judge(s: Sentence, i: int, low: int, high: int) -> Reading:
    """What the i-th word says about the clause it governs; [low, high) is where its own clause may extend."""
    a, b = _clause(s, i, low, high)
    flag = s.flags[i]
    n = _negation(s, i, a, b)
    at = (min(i, n), max(i, n)) if n >= 0 else (i, i)
    kind = _kind(s, i, (a, b), n >= 0, high)
    return Reading(kind, *at, flag) if kind else NONE


def _kind(s: Sentence, i: int, clause: tuple[int, int], negated: bool, high: int) -> int:
    flag = s.flags[i]
    a, b = clause
    if flag & (CONTRARY | FALSELY | RUSE | OTHERWISE):
        return DENIED
    if flag & (DENY | DOUBT | FALSE | LIE):
        disowned = negated or s.has(ADVERSE, max(a - 1, 0), i)
        return ASSERTED if disowned else DENIED
    if flag & (HEDGE | SOURCE):
        return REPORTED
    if flag & TELL and negated and s.has(TRUE, i, high) and s.has(COMP, i, high):  # "nobody mentioned the fact that"
        return ASSERTED
    if flag & TELL and negated:  # "the media do not tell you that"
        return ASSERTED if s.has(AUDIENCE | FIRST, a, high) or s.has(AUDIENCE, 0, a) else DENIED
    if flag & (SAY | TELL | THINK | ACCUSE):
        return _of_speech(s, i, clause, negated)
    if flag & KNOW and flag & SUBORD and negated and s.has(NEG, i - 1, i):  # "not because"
        return DENIED
    if flag & KNOW:
        return REPORTED if s.has(COMP, i, high) and s.words[s.find(COMP, i, high)] in WHETHER else ASSERTED
    if flag & PROVE:
        itself = s.has(THIS, i + 1, i + 2) and not s.has(COMP, i + 1, i + 2)
        if negated and itself and s.has(AUDIENCE, a, i):  # "you will not find it in the papers"
            return ASSERTED
        return DENIED if negated else REPORTED if s.has(WANT, a, i) else ASSERTED
    if flag & (TRUE | EVIDENCE):
        if flag & TRUE and s.has(AS, i - 1, i) and s.has(AS, i + 1, i + 2):  # "as credible as the tooth fairy"
            return NOTHING
        # "Isn't it obvious that ...?" expects a yes.
        return DENIED if negated and not (flag & TRUE and s.has(ASK, high, s.size)) else ASSERTED
    within = s.flags[a] & AS and b < s.size and s.flags[b] & COMMA  # "in his novel, ..."
    return REPORTED if flag & STORY and (within or _has_content(s, i, b)) else NOTHING


def _of_speech(s: Sentence, i: int, clause: tuple[int, int], negated: bool) -> int:
    flag = s.flags[i]
    a, b = clause
    if flag & STORY and not flag & (SAY | THINK) and not _has_content(s, i, b):
        return NOTHING
    if negated and not flag & ACCUSE:
        return DENIED
    if _speaker_is_author(s, i, a, b) or (s.has(WISH, a, i) and s.has(BE, a, i)):  # "I say", "it must be said"
        return ASSERTED
    right = s.rfind(RIGHTLY, a - 4, i + 2)
    if right >= 0 and not s.has(COMP | NEG, right - 2, i):
        return ASSERTED
    shown = s.rfind(PROVE | KNOW | TRUE, 0, i)  # "confirms what they have always said"
    return ASSERTED if shown >= 0 and s.has(WH, shown + 1, i) and not s.has(PARTS | COMP, shown, i) else REPORTED


def _has_content(s: Sentence, i: int, high: int) -> bool:
    """Whether a noun such as "claim" is followed by what is claimed."""
    for n in range(i + 1, min(i + 5, s.size)):
        if s.flags[n] & (COMP | OF | COLON | WH) or (s.flags[n] & COMMA and s.language in COMMAS_ALWAYS):
            return True
        if s.flags[n] & (GOVERNS & ~(DENY | FALSE) | PARTS):
            return False
    return i + 5 > high == s.size


class Government(NamedTuple):
    """What stands over a claim: the reading, where its region begins, and whether the author turned away before it."""

    reading: Reading
    low: int
    turned: bool
    lead: int  # place of a colon or dash that leads to the claim, or -1


def governing(s: Sentence, begin: int, own: frozenset[str]) -> Government:
    """Read what comes before the claim, whose stems are `own`, in its sentence: it begins at the word `begin`."""
    low, lead, turned = 0, -1, False
    for i in range(begin - 1, -1, -1):
        flag = s.flags[i]
        if flag & (TURN | COLON | DASH | BREAKS):
            low, turned = i + 1, bool(flag & TURN)
            lead = i if flag & (COLON | DASH) else -1
            break
    cut = _after_comma(s, low, begin)
    turned |= cut > low
    reading = _over(s, cut, begin, own)
    if lead >= 0 and reading.kind < REPORTED:
        before = _lead(s, s.rfind(TURN | BREAKS, 0, lead) + 1, lead)
        reading = before if before.kind >= reading.kind else reading
    return Government(reading, cut, turned, lead)


def _after_comma(s: Sentence, low: int, begin: int) -> int:
    """Where the clause that governs the claim begins: an adjunct before a comma does not."""
    comma = s.rfind(COMMA, low, begin)
    if comma < 0 or s.has(COMP, comma, begin):
        return low
    first = s.word(low, comma)
    if first < comma and s.flags[first] & SUBORD:
        return comma + 1
    if s.flags[first] & (AS | SOURCE | HEDGE | FALSELY | LIE | DENY) or s.has(SOURCE | HEDGE | FALSELY, low, comma):
        return low
    if s.language in COMMAS_ALWAYS:
        return low
    end = s.rfind(GOVERNS, low, comma)
    return low if end >= comma - 2 and comma - low <= 8 and not s.has(FIRST | THIS, end + 1, comma) else comma + 1


def _over(s: Sentence, low: int, begin: int, own: frozenset[str]) -> Reading:
    """The strongest reading of the words in [low, begin), or of an unknown word with a complementiser."""
    best = NONE
    for i in range(low, begin):
        if s.flags[i] & GOVERNS:
            found = judge(s, i, low, begin)
            if found.kind > best.kind:
                best = found
    if best.kind:
        return best
    comp = s.rfind(COMP | WH, max(low, begin - 6), begin)
    nothing = s.rfind(NEG, low, comp)
    if nothing >= 0 and not s.has(PARTS | TURN, nothing, comp):  # "there is no law that ..."
        return Reading(DENIED, nothing, comp)
    comp = s.rfind(COMP, max(low, begin - 3), begin)
    if comp >= 0 and s.words[comp] in WHETHER:
        return Reading(REPORTED, max(low, comp - 3), comp)
    if comp > low + 1 and not s.has(SUBORD | FIRST, comp - 1, comp) and not _is_relative(s, low, comp, own):
        return Reading(REPORTED, max(low, comp - 3), comp)
    return NONE


def _is_relative(s: Sentence, low: int, comp: int, own: frozenset[str]) -> bool:
    """Whether "that" goes with a noun that is no word for saying: "a deal that put a lid on it"."""
    if (
        s.stems[comp - 1] in own
    ):  # of "heroin pours over the border": "the problem is heroin that pours over the border"
        return True
    return s.language == "en" and any(w in DETERMINERS for w in s.words[max(low, comp - 2) : comp])


def _lead(s: Sentence, low: int, colon: int) -> Reading:
    """What an introduction before a colon says about what comes after it."""
    if s.has(ADVERSE, low, colon):
        return Reading(ASSERTED, low, colon)
    best = NONE
    for i in range(low, colon):
        if not s.flags[i] & GOVERNS:
            continue
        found = judge(s, i, low, colon)
        kind = _lead_kind(s, i, found, low, colon)
        if kind == ASSERTED and found.kind == DENIED:
            return found._replace(kind=ASSERTED)
        if kind > best.kind:
            best = found._replace(kind=kind)
    if best.kind:
        return best
    return Reading(REPORTED, low, colon - 1) if _is_name(s, low, colon) else NONE


def _lead_kind(s: Sentence, i: int, found: Reading, low: int, colon: int) -> int:
    flag = s.flags[i]
    verb = flag & (SAY | TELL | THINK)
    if verb and found.kind == DENIED:  # "don't believe them: ...", "nobody says it: ..."
        return ASSERTED
    if found.kind == DENIED and flag & DENY and s.has(THIS, i + 1, i + 3):  # "they deny it: ..."
        return ASSERTED
    if found.kind == DENIED and flag & (FALSE | LIE):
        if s.has(ACCUSE, low, i):  # "they call it a lie: ..."
            return ASSERTED
        be = s.rfind(BE, max(low, i - 3), i)  # "everything you were told was fake: ..."
        return ASSERTED if be > low + 1 and not s.has(THIS, low, low + 2) else DENIED
    if found.kind == REPORTED and verb and i < colon - 6:
        return NOTHING
    return REPORTED if not found.kind and flag & (STORY | SAY) else found.kind


def _is_name(s: Sentence, low: int, colon: int) -> bool:
    """Whether a label such as "Lavrov:" is nothing but capitalised words that are no announcement."""
    if not 0 < colon - low <= 4 or s.has(SAFE | GOVERNS | PUNCTUATION | NEG, low, colon):
        return False
    words = [s.text[a:b] for a, b in s.spans[low:colon]]
    return all(w[0].isupper() and not (w.isupper() and len(w) > 4) and not w.endswith("ing") for w in words)


def verdict(s: Sentence, low: int, high: int, after: bool) -> Reading:
    """What a clause in [low, high) says about the claim before it; `after` if it begins a sentence of its own."""
    while low < high and s.flags[low] & (PUNCTUATION | AND | TURN) and not s.flags[low] & THIS:
        low += 1
    label = s.find(COLON, low, min(high, low + 4))
    low = low if label < 0 or s.flags[low] & THIS else label + 1
    end = s.find(BREAKS | DASH | COLON, low, min(high, low + NEAR))
    turn = s.find(TURN, low + 1, min(high, low + NEAR))
    stop = min([x for x in (end, turn) if x >= 0], default=min(high, low + NEAR))
    if low >= stop:
        return NONE
    if s.has(ADVERSE, low, high) or (turn >= 0 and s.has(TRUE | KNOW | TURN, turn, high)):
        return Reading(ASSERTED, low, low)
    if s.flags[low] & REALITY:
        return Reading(DENIED, low, min(low + 2, stop - 1))
    forged = s.find(ARTEFACT, low, stop)
    if s.has(STORY, low, forged) and s.has(BE, low, forged):  # "The video is doctored."
        return Reading(DENIED, forged, forged)
    best = NONE
    for i in range(low, stop):
        flag = s.flags[i]
        if flag & VERDICTS:
            found = judge(s, i, low, stop)
            if found.kind == DENIED and flag & DENY and s.has(SNEER, i + 1, i + 6):
                return Reading(ASSERTED, i, i)
            if found.kind == ASSERTED and not _stands_by(s, found, i, low):
                continue
            if found.kind in (DENIED, ASSERTED) and _about_it(s, i, low, stop) and _stronger(found, best):
                best = found
        elif s.flags[i] & (COMP) and i > low + 1 and s.flags[i - 1] & (VERDICTS | SAY | TELL | THINK):
            break
    return best if best.kind else _short(s, low, stop, after)


def _stands_by(s: Sentence, found: Reading, i: int, low: int) -> bool:
    """Whether a clause really confirms what was said: "this is true", "documents prove it", "nobody denies it"."""
    if found.flag & PROVE:
        return s.has(THIS, i + 1, i + 3) or (s.has(THIS, low, i) and s.has(BE, i - 2, i))
    if found.flag & (KNOW | TRUE | EVIDENCE) and found.first == found.last:
        return not found.flag & EVIDENCE and (s.has(THIS, low, i) or s.has(THIS, i + 1, i + 3))
    return True


def _stronger(found: Reading, best: Reading) -> bool:
    """A clause that stands by the claim in its own words does so whatever else it says ("nobody denies this lie")."""
    return not best.kind or (best.kind == ASSERTED and found.kind == DENIED and not best.flag & (LIE | FALSE | DENY))


def _about_it(s: Sentence, i: int, low: int, stop: int) -> bool:
    """Whether the clause speaks of what was said before: by a pronoun, a noun such as "claim", or by its shortness."""
    if s.flags[i] & LIE and i - low <= 3:  # an apposition: ", a myth that ..."
        return True
    content = s.find(COMP, i + 1, stop)
    if 0 <= content <= i + 3 and not s.has(THIS | STORY, low, i):
        return False
    if i - low <= 2 and stop - low <= 6:
        return True
    if s.has(THIS | STORY | WH, low, i) or s.flags[i] & OTHERWISE:
        return True
    if s.flags[i] & (EVIDENCE | PROVE) and s.has(NEG, low, i) and stop - i <= 3:
        return True
    return s.has(THIS | STORY, i + 1, min(stop, i + 5))


def _short(s: Sentence, low: int, stop: int, after: bool) -> Reading:
    """ "No." and "It does not."; or "That is what Moscow says."."""
    if after:
        rest = low + 1 + s.stems[low].count(" ")
        alone = s.flags[low] & NEG and (rest >= stop or s.flags[rest] & PARTS)
        words = [i for i in range(low, stop) if not s.flags[i] & PUNCTUATION]
        cut = words and s.flags[words[-1]] & NEG and s.flags[low] & THIS and len(words) <= 5
        if alone or cut:
            return Reading(DENIED, low, words[-1] if cut else low)
        speech = s.find(SAY | THINK | TELL, low, stop)
        if speech >= 0 and s.flags[low] & (THIS | AND) and s.has(WH | AND, low, speech):
            return Reading(REPORTED, low, speech) if not _speaker_is_author(s, speech, low, stop) else NONE
    return NONE


def speaker_after(s: Sentence, low: int, high: int) -> Reading:
    """A clause after the claim that says whose words it is: ", he said", ", claims the ministry"."""
    if low >= high or s.flags[low] & (TURN | SUBORD) or s.has(ADVERSE, low, high):
        return NONE
    if s.language == "en" and "as" in s.words[low : low + 2] and not s.has(STORY, low, high):
        return NONE  # ", just as John said": the author says so too
    verb = s.find(SAY | THINK | TELL | SOURCE | HEDGE, low, min(high, low + 8))
    # "and" goes on with something else, except for ", so they say".
    if verb < 0 or (s.flags[low] & AND and not (s.words[low] == "so" and verb + 1 >= high)):
        return NONE
    if s.flags[verb] & (SOURCE | HEDGE):
        return Reading(REPORTED, verb, min(verb + 2, high - 1), s.flags[verb])
    # ", so the story goes" and ", goes the story", but not "and he goes home"
    if s.words[verb] == "goes" and verb + 1 < high and not s.has(STORY, verb + 1, verb + 4):
        return NONE
    fact = s.find(TRUE, low, verb)
    # ", a fact the models failed to predict", but not ", the true believers say"
    if fact >= 0 and (s.has(COMP | THIS | WH, fact + 1, fact + 2) or s.words[fact + 1] in DETERMINERS):
        return NONE
    if s.has(COMP | NEG | RIGHTLY, low, min(high, verb + 3)) or _speaker_is_author(s, verb, low, high):
        return NONE
    return Reading(REPORTED, low, min(high - 1, max(verb, low + 3)), s.flags[verb])
