"""Stop words by language, folded as `spelling.fold` does."""

from __future__ import annotations

from functools import cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

LEAST = 3  # least letters of a word that may be a misspelt stop word

ENGLISH = frozenset(
    """a about above after again all already also although always am among an and another any anybody anyone anything
    are
    arent as at away be because been before being below between both but by came can cannot cant come could couldnt did
    didnt do does doesnt doing done dont down during each either else even ever every everybody everyone everything few
    for from further get gets getting go goes going gone got had hadnt has hasnt have havent having he hed hell her here
    hers herself hes him himself his how however i id if ill im in indeed into is isnt it its itself ive just let lets
    like made make makes making many may maybe me might mine more most much must my myself near neither never no nobody
    none nor not nothing now of off often on once one only onto or other others ought our ours ourselves out over own
    per
    perhaps put quite rather really same say saying says said see seen shall she should shouldnt since so some somebody
    someone something still such take taken than that thats the their theirs them themselves then there theres therefore
    these they theyre theyve thing things this those though through thus to together too toward towards u under until up
    upon us used very via want was wasnt way we well went were werent weve what whatever when where whether which while
    who whoever whole whom whose why will with within without wont would wouldnt yes yet you youd youll your youre yours
    yourself youve t s re ve ll d m rt via amp""".split()
)
NEGATIONS = frozenset(
    "not no never none nothing nobody neither nor cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt "
    "couldnt shouldnt hasnt havent hadnt without".split()
)
OTHERS: dict[str, frozenset[str]] = {
    "ru": frozenset(
        """и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от
        меня
        еще нет о из ему теперь когда даже ну ли если уже или ни быть был него до вас нибудь вам ведь там потом себя
        ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под
        будет
        ж тогда кто этот того потому этого какой совсем ним здесь этом один почти мой тем чтобы нее сейчас были куда
        зачем
        всех никогда можно при об другой хоть после над больше тот через эти нас про всего них какая много разве эту моя
        впрочем свою этой перед иногда лучше чуть том нельзя такой им более всегда конечно всю между это также которые
        который которая которых""".split()
    ),
    "uk": frozenset(
        "і в у не що він на я з як а то все вона так його але да ти до же ви за би по та це для від є й ми їх".split()
    ),
    "de": frozenset(
        """der die das und in zu den von mit ist des sich auf fur nicht ein eine als auch es an werden aus er hat
        dass sie
        nach wird bei einer um am sind noch wie einem uber einen so zum war haben nur oder aber vor zur bis mehr
        durch man
        sein wurde wenn unter im dem ihre seine wir kann diese dieser dieses was""".split()
    ),
    "fr": frozenset(
        """le la les de des du un une et en a au aux que qui dans pour pas par sur est ce il elle ne se plus son sa ses
        avec sont mais ou cette ces comme on leur leurs nous vous ils elles etre ete fait tout tous si meme""".split()
    ),
    "es": frozenset(
        """el la los las de del un una y en a al que por para con no se su sus es lo como mas o pero sus le ya este esta
        entre cuando muy sin sobre ser tambien me hasta hay donde han son fue""".split()
    ),
    "it": frozenset(
        """il lo la i gli le di del della dei delle un una e in a al alla che per con non si su suo sua sono come piu
        o ma
        da dal dalla nel nella anche questo questa ha hanno essere stato""".split()
    ),
    "pt": frozenset(
        "o a os as de do da dos das um uma e em no na nos nas que por para com nao se seu sua e "
        "como mais ou mas".split()
    ),
    "pl": frozenset(
        "i w z na do nie ze sie to jest o jak a od po za przez dla ale co tak ich jego jej byl byla sa oraz".split()
    ),
    "cs": frozenset(
        "a v z na do ne ze se to je o jak od po za pro ale co tak jejich jeho byl byla jsou i s k ve".split()
    ),
    "nl": frozenset(
        "de het een en van in te dat die is op voor met niet aan zijn er ook als door maar om bij uit naar".split()
    ),
    "sv": frozenset("och i att det som en pa ar av for med den till inte om ett har de sig fran men var sa".split()),
}


def is_stop(word: str, language: str) -> bool:
    """Whether a folded word is a stop word of `language` (BCP 47); an unknown language has none."""
    if language.startswith("en") or not language:
        return word in ENGLISH
    return word in OTHERS.get(language[:2], ())


@cache
def _near(language: str) -> dict[tuple[int, str, int], tuple[str, ...]]:
    """Stop words by (0, first letter, size) and (-1, last letter, size), for each size that a misspelt one may have."""
    out: dict[tuple[int, str, int], list[str]] = {}
    for word in sorted(ENGLISH if language == "en" else OTHERS.get(language, ())):
        if len(word) >= LEAST:
            for at in (0, -1):
                for size in range(len(word) - 1, len(word) + 2):
                    out.setdefault((at, word[at], size), []).append(word)
    return {k: tuple(v) for k, v in out.items()}


def like_stop(word: str, language: str) -> bool:
    """Whether a folded word is a stop word with one letter wrong; its first or its last letter must be right."""
    size = len(word)
    if size < LEAST or not word.isalpha():
        return False
    near = _near(language)
    return any(
        extractOne(word, near.get((at, word[at], size), ()), scorer=OSA.distance, score_cutoff=1) for at in (0, -1)
    )
