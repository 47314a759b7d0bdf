"""Words by which a text denies a claim, doubts it, or puts it into somebody else's mouth; by language.

Every pattern is searched in a short stretch of lower-case words without diacritics, separated by single spaces, with
`:`
`;` `,` `?` `.` as words of their own. Repetition is bounded everywhere.
"""

from __future__ import annotations

import re

_W = r"(?:[^\s:;?.]{1,30} )"  # one word and its space


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?<![^\s])(?:" + "|".join(patterns) + r")(?![^\s])")


# Before the claim, in its own sentence.
DENIES_BEFORE = {
    "en": _any(
        rf"no {_W}{{0,3}}(?:evidence|proof|indication|basis|truth|confirmation|grounds|sign|reason to)",
        "nothing to (?:support|suggest|show|back)",
        "false", "falsely", "wrongly", "erroneously", "mistakenly", "incorrectly", "untrue", "baseless",
        "unfounded", "groundless", "bogus",
        "debunk(?:s|ed|ing)?", "myths?", "hoax(?:es)?", "rumou?rs?", "fantas(?:y|ies)",
        "fabricat(?:ed|ion|ions|es)", "invention",
        "conspiracy", "disinformation", "misinformation", "propaganda", "wives tale", "fairy tales?", "tale that",
        "urban legend", "legend that",
        "fiction", "fake", "lie that", "lies that", "lies about", "nonsense", "misconception", "fallacy", "denied",
        "denies", "deny", "denying", "denial",
        "reject(?:s|ed|ing)?", "dismiss(?:es|ed|ing)?", "refut(?:es|ed|ing|e)", "disprov(?:es|ed|en|ing|e)",
        "rebut(?:s|ted)?", "contradict(?:s|ed)?",
        "disput(?:es|ed|e)", "discredited", "contrary to", "retract(?:s|ed)?", "withdrew", "withdrawn",
        "apologi[sz]ed", "doubtful", "doubts?", "doubted",
        "hard to believe", "difficult to believe", "unlikely", "implausible", "unproven", "unsubstantiated",
        "unverified", "unconfirmed", "supposedly",
        "threw out", "struck down", "none of the", "not (?:a single|one)", "not true", "not the case",
        "never (?:happened|found)", "fact check(?:ed|ers found)?",
        "factcheck", "is it true", "cannot be true", "impossible that", "absurd", "far from", "will surprise",
        "mislead(?:s|ing|ingly)?", "made up", "overlooks?",
        "no such", "nobody has", "no one has", "failed to (?:show|prove|find)",
        "without (?:evidence|proof|any evidence)",
    ),
    "de": _any("marchen", "mythos", "falsch", "falschlicherweise", rf"keine? {_W}?(?:belege?|beweise?|hinweise?)",
        "dementier\\S{1,6}", "widerleg\\S{1,6}",
               "gerucht\\S{0,3}", "luge", "erfunden\\S{0,2}", "falschmeldung", "fake", "unwahr", "bestritt",
               "bestreitet", "entgegen", "verschworung\\S{0,20}"),
    "fr": _any("intox", "faux", "fausse", "faussement", "dement\\S{1,6}", rf"aucune {_W}?preuve", "mythe",
        "rumeur", "infondee?s?", "mensonge", "complotist\\S{1,3}",
               "contrairement", "refut\\S{1,6}", "legende", "canular"),
    "es": _any("falso", "falsa", "falsamente", "bulo", "mentira que", "mito", "desmient\\S{1,3}",
        "desmint\\S{1,4}", rf"no (?:hay|existen?) {_W}?pruebas", "niega", "nego",
               "rumor\\S{0,2}", "infundad\\S{1,2}", "contrario", "conspiracion"),
    "it": _any("falso", "falsa", "falsamente", "bufala", "smenti\\S{1,5}", rf"nessuna {_W}?prova", "mito", "nega",
        "contrariamente", "complott\\S{1,5}"),
    "ru": _any("миф\\S{0,3}", "опроверг\\S{0,5}", "опровер\\S{1,6}", "ложь", "ложно\\S{0,2}", "фейк\\S{0,3}",
        rf"нет {_W}?доказательств", "неправда", "слух\\S{0,3}",
               "вопреки", "выдумк\\S{1,2}", "вымыс\\S{1,3}", "отрица\\S{1,4}", "отверг\\S{1,4}", "лживо\\S{0,3}",
               "конспиролог\\S{1,6}"),
    "uk": _any("міф\\S{0,3}", "спростув\\S{1,6}", "спростов\\S{1,5}", "брехня", "неправда", "фейк\\S{0,3}",
        rf"немає {_W}?доказів", "всупереч", "вигадк\\S{1,2}", "заперечи\\S{1,4}",
               "чутк\\S{1,3}", "неправдив\\S{1,3}"),
}  # fmt: skip
# After the claim, in its own sentence or at the beginning of the next.
DENIES_AFTER = {
    "en": _any(

        rf"(?:is|was|are|were|be|been|being|as|proved|turned out to be) {_W}{{0,3}}(?:false|wrong|untrue|"
        rf"incorrect|nonsense|baseless|unfounded|debunked|refuted|"


        r"disproved|disproven|fake|misleading|fabricated|myth|hoax|lie|rubbish|fiction|discredited|unproven|"
        r"rejected|denied|retracted|absurd|a conspiracy theory|invented)",
        "debunk(?:ed|s)?", "refut(?:ed|es)", "disprov(?:ed|en)", "den(?:ies|ied)", "rejected", "dismiss(?:ed|es)",
        "no (?:such )?evidence", "no proof", "hoax", "myth",
        "fabricat(?:ed|ion)", "misinformation", "disinformation", "fact checkers?", "baseless", "unfounded",
        "untrue", "nonsense", "experts (?:say|disagree|doubt)",
        "(?:in|that is) fact (?:it|they|he|she|the)", "people say", "some say", "user wrote", "not true",
        "no evidence", "will surprise", "apologi[sz]ed",
        "(?:fact check|verdict|rating) : ?false", "false \\.", "pants on fire",
        "has been (?:debunked|refuted|disproved)", "is easily (?:tested|refuted|disproved)",
    ),
    "de": _any(
        rf"(?:ist|sei|war|sind) {_W}{{0,2}}(?:falsch|marchen|mythos|unsinn|luge|widerlegt|erfunden|gelogen|unwahr)",
        "stimmt (?:so )?nicht"),
    "fr": _any(rf"(?:est|etait) {_W}{{0,2}}(?:faux|fausse|mensonge|mythe|infondee?|intox)"),
    "es": _any(rf"(?:es|era|son) {_W}{{0,2}}(?:falso|falsa|mentira|mito|bulo)", "ha sido desmentid\\S"),
    "it": _any(rf"(?:e|era|sono) {_W}{{0,2}}(?:falso|falsa|bufala|mito|smentit\\S)"),
    "ru": _any("(?:это|является) (?:миф\\S{0,2}|ложь\\S{0,2}|фейк\\S{0,2}|неправда)", "опроверг\\S{1,6}",
        "не соответствует действительности"),
    "uk": _any("це (?:міф|брехня|фейк|неправда)", "спростов\\S{1,6}", "не відповідає дійсності"),
}  # fmt: skip
# Before (or after a comma) the claim: somebody else says so.
REPORTS = {
    "en": _any(
        "said", "says", "saying", "claim(?:s|ed|ing)?", "claims? that", "argu(?:es|ed|e|ing)", "writes", "wrote",
        "believ(?:es|e|ed)", "insist(?:s|ed)?", "alleg(?:es|ed|edly|ing|ations?)",
        "maintain(?:s|ed)?", "suggest(?:s|ed)?", "assert(?:s|ed|ing)?", "warn(?:s|ed)?", "stated", "states that",
        "declar(?:es|ed)", "told", "tweeted", "posted", "accus(?:es|ed|ing)",
        "hold that", "holds that", "convinced", "according to", "reportedly", "purported(?:ly)?",
        "report(?:s|ed) that", "reports of", "chain letter", "post shared", "viral",
        "contend(?:s|ed)?", "think that", "thinks that", "predict(?:s|ed)", "joke", "prank", "satir(?:e|ical)",
        "theory that", "notion that", "narrative",
    ),
    "de": _any("angeblich\\S{0,2}", "sagt\\S{0,2}", "behaupte\\S{0,2}", "erklart\\S{0,2}", "laut", "zufolge",
        "soll", "sollen", "meint\\S{0,2}", "schreibt", "schrieb"),
    "fr": _any("selon", "pretend\\S{0,4}", "affirm\\S{1,5}", "dit que", "declar\\S{1,4}", "d apres", "supposee?s?",
        "croient", "croit"),
    "es": _any("segun", "afirm\\S{1,4}", "dice\\S? que", "dijo que", "asegur\\S{1,4}", "supuest\\S{1,6}",
        "presunt\\S{1,6}", "sostien\\S{1,3}", "creen? que"),
    "it": _any("secondo", "afferm\\S{1,4}", "dice che", "presunt\\S{1,6}", "sostien\\S{1,3}", "dichiar\\S{1,4}"),
    "ru": _any("якобы", "по словам", "утвержда\\S{1,4}", "заяв\\S{1,5}", "говор[ия]т", "сказал\\S?", "считает",
        "считают", "пишет", "пишут", "согласно"),
    "uk": _any("нібито", "начебто", "мовляв", "за словами", "стверджу\\S{1,4}", "заяв\\S{1,5}", "кажуть", "каже",
        "сказа\\S{1,3}", "вважа\\S{1,4}", "пише"),
}  # fmt: skip
REPORTS_AFTER = {
    "en": _any(
        ", (?:he|she|they|it|the|mr|ms|mrs|officials?|sources?) "
        rf"{_W}{{0,3}}(?:said|says|claim(?:s|ed)|argued|wrote|insisted|alleged|added|told|believes?)",
        "according to", "(?:one|some) users? (?:wrote|said|claimed)", "allegedly", "reportedly",
    ),
}  # fmt: skip
# The author stands by the claim, whatever cue stands near it.
AFFIRMS = {
    "en": _any(
        "no secret", "never been a secret", "no coincidence", "no accident", "no doubt", "without (?:a )?doubt",
        "rightly", "correctly", r"(?:was|is|were) right",
        "not only", "well known", "of course", "everyone knows", "everybody knows", "as we (?:said|wrote|have)",
        "we have (?:said|shown|proven)", "i (?:said|say|believe|think|told|have said|insist|am convinced)",
        "we (?:believe|say|said|know|think)", r"do(?: not|nt) (?:believe|trust|listen to|let)",
        rf"no {_W}{{0,2}}(?:channel|newspaper|media|paper|station|journalist)s?",

        rf"(?:everything|what|all) {_W}{{0,2}}you {_W}{{0,2}}(?:told|know|heard) {_W}{{0,3}}(?:fake|lie|lies|"
        rf"false|wrong)",
        rf"official {_W}{{1,4}}(?:fake|lie|lies|false|wrong)",
        "the truth is", "truth :", r"(?:can|could|may) no longer (?:deny|hide|dispute)",
        "cannot (?:deny|be denied)", "cover(?:ing|ed)? up", "admit(?:s|ted|ting)?",
        "will (?:call|mark|brand|dismiss) (?:this|it|me)",
        "so called fact checkers", "nobody (?:can|could|will) (?:deny|dispute)", "no one can deny",
        "prov(?:es|ed|en) (?:it|that|once)", "confirm(?:s|ed)? (?:it|that|what)",
    ),
}  # fmt: skip
# Words that open a clause which somebody says, thinks, denies or doubts: what stands in it is not the author's own
# claim ...
OPENS_CLAUSE = frozenset("that whether if dass ob que si che se что что-то чтобы що чи".split())
# ... unless the verb or noun before takes it for granted.
TAKES_FOR_GRANTED = _any(
    "show(?:s|n|ed|ing)?", "prov(?:es|ed|en|e|ing)", "proof", "demonstrat(?:es|ed|e|ing)", "reveal(?:s|ed|ing)?",
    "confirm(?:s|ed|ing)?",
    "know(?:s|n|ing)?", "knew", "facts?", "truth", "true", "admit(?:s|ted|ting)?", "acknowledg(?:es|ed|e)",
    "reali[sz](?:es|ed|e)",
    "discover(?:s|ed)?", "learn(?:s|ed|t)?", "found out", "remind(?:s|ed)?", "remember(?:s|ed)?", "forget",
    "point(?:s|ed) out", "notic(?:es|ed|e)",
    "evident", "clear", "clearly", "obvious(?:ly)?", "evidence", "hid(?:es|e|ing|den)", "conceal(?:s|ed|ing)?",
    "cover(?:s|ed|ing)?(?: up)?", "silent",
    "secret", "coincidence", "sure", "certain", "glad", "proud", "sad", "shame", "outrage(?:ous)?", "scandal",
    "strange", "surprising", "imagine", "so",
    "turn(?:s|ed) out", "happens", "follows", "means", "meant", "see(?:s|n)?", "saw", "aware", "reason", "result",
    "understood", "without saying",
    "weiss", "wissen", "beweist", "beweisen", "bewiesen", "zeigt", "zeigen", "klar", "bekannt", "tatsache", "sait",
    "savent", "prouve", "montre", "evident",
    "sabe", "saben", "demuestra", "prueba", "claro", "evidente", "sa", "sanno", "dimostra", "известно", "знают",
    "знает", "доказано", "доказал\\S?", "ясно", "оказывается", "виявляється", "heraus", "avere", "resulta",
    "очевидно", "правда", "відомо", "знають", "знає", "доведено", "ясно", "очевидно",
)  # fmt: skip
NEGATIONS = {
    "en": _any("not", "never", "cannot", "neither", "nor", "no longer", r"\S{1,8}nt"),
    "de": _any("nicht", "nie", "niemals", "keine?[nmrs]?"),
    "fr": _any("ne", "n", "pas", "jamais", "aucune?"),
    "es": _any("no", "nunca", "jamas", "ningun\\S?"),
    "it": _any("non", "mai", "nessun\\S?"),
    "ru": _any("не", "нет", "никогда", "никакой"),
    "uk": _any("не", "немає", "ніколи"),
}
# Words ending in "nt" that are no contracted negation ("cant", "dont") are told apart by this list.
CONTRACTED = frozenset(
    "cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt havent hadnt mustnt "
    "neednt aint".split()
)
EXCEPT_AFTER_NEGATION = frozenset("only just merely simply even solo nur seulement только лише".split())
WISHES = frozenset("should must ought shall let".split())  # "should not be spending" takes the spending for granted
# A claim with one of these is negative although it holds no negation.
NEGATIVE = frozenset(
    "no none nothing nobody without lacks lack fails failed refuses refused stopped ohne sans sin без kein".split()
)
QUESTION = frozenset("do does did is are was were has have had can could will would should".split())
TURNS = frozenset("but yet however nevertheless aber doch mais pero ma но але однако".split())
