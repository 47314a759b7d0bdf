"""BCP 47 tags for the language names that publishers write."""

from __future__ import annotations

import re
import unicodedata

# code: English name, then other names and spellings that publishers use for it.
_NAMES = """
af: Afrikaans
am: Amharic, አማርኛ
ar: Arabic, العربية, عربي
as: Assamese
az: Azerbaijani, Azeri, Azerbaidjani, Azərbaycan dili, Azərbaycanca
be: Belarusian, Belarussian, Byelorussian, Беларуская
bg: Bulgarian, Български
bn: Bengali, Bangla, বাংলা
bs: Bosnian, Bosanski
ca: Catalan, Valencian, Català
cnr: Montenegrin, Crnogorski, Црногорски
cs: Czech, Čeština, Česky
cy: Welsh, Cymraeg
da: Danish, Dansk
de: German, Deutsch, Austrian German, Swiss German
el: Greek, Modern Greek, Ελληνικά
en: English, British English, American English
eo: Esperanto
es: Spanish, Castilian, Spanish Castilian, Español, Castellano
et: Estonian, Eesti
eu: Basque, Euskara
fa: Persian, Farsi, Dari, فارسی
ff: Fulah, Fula
fi: Finnish, Suomi
fil: Filipino, Tagalog
fr: French, Français
ga: Irish, Gaeilge
gl: Galician, Galego
gu: Gujarati, ગુજરાતી
ha: Hausa
he: Hebrew, עברית
hi: Hindi, हिन्दी, हिंदी
hr: Croatian, Hrvatski
hu: Hungarian, Magyar
hy: Armenian, Հայերեն
id: Indonesian, Bahasa Indonesia
ig: Igbo
is: Icelandic, Íslenska
it: Italian, Italiano
ja: Japanese, 日本語
ka: Georgian, ქართული
kk: Kazakh, Қазақша, Қазақ тілі
km: Khmer
kn: Kannada, ಕನ್ನಡ
ko: Korean, 한국어
ku: Kurdish, Kurdî
ky: Kyrgyz, Kirghiz, Кыргызча
la: Latin
lb: Luxembourgish
lo: Lao
lt: Lithuanian, Lietuvių
lv: Latvian, Latviešu
mk: Macedonian, Македонски
ml: Malayalam, മലയാളം
mn: Mongolian, Монгол
mr: Marathi, मराठी
ms: Malay, Bahasa Melayu
mt: Maltese, Malti
my: Burmese
ne: Nepali, नेपाली
nl: Dutch, Flemish, Nederlands
nb: Norwegian Bokmål, Bokmål
nn: Norwegian Nynorsk, Nynorsk
no: Norwegian, Norsk
or: Odia, Oriya
pa: Punjabi, Panjabi, ਪੰਜਾਬੀ
pl: Polish, Polski
ps: Pashto
pt: Portuguese, Português
pt-BR: Brazilian Portuguese, Portuguese Brazil, Português Brazil, Português do Brasil, Português Brasil
ro: Romanian, Moldavian, Moldovan, Română
ru: Russian, Русский
rw: Kinyarwanda
sh: Serbo-Croatian, Serbo Croatian, Srpskohrvatski
si: Sinhala, Sinhalese
sk: Slovak, Slovenčina, Slovensky
sl: Slovenian, Slovene, Slovenščina
so: Somali
sq: Albanian, Shqip
sr: Serbian, Српски, Srpski
sv: Swedish, Svenska
sw: Swahili, Kiswahili
ta: Tamil, தமிழ்
te: Telugu, తెలుగు
tg: Tajik, Тоҷикӣ
th: Thai, ไทย
tk: Turkmen
tr: Turkish, Türkçe
tt: Tatar, Татарча
uk: Ukrainian, Українська
ur: Urdu, اردو
uz: Uzbek, O'zbek, Ўзбек
vi: Vietnamese, Tiếng Việt
wo: Wolof
yi: Yiddish
yo: Yoruba
zh: Chinese, Mandarin, 中文, 汉语, 漢語
zh-Hans: Simplified Chinese, Chinese Simplified, 简体中文
zh-Hant: Traditional Chinese, Chinese Traditional, 繁體中文
zu: Zulu
"""
# ISO 639-2 and old codes that publishers still write.
_CODES = """
ara:ar aze:az bel:be ben:bn bos:bs bul:bg cat:ca ces:cs cze:cs dan:da deu:de ger:de ell:el gre:el eng:en est:et eus:eu
fas:fa per:fa fin:fi fra:fr fre:fr glg:gl heb:he hin:hi hrv:hr hun:hu hye:hy arm:hy ind:id isl:is ita:it jpn:ja kat:ka
geo:ka kaz:kk kor:ko lat:la lav:lv lit:lt mkd:mk mac:mk mlt:mt msa:ms nld:nl dut:nl nor:no pol:pl por:pt ron:ro rum:ro
rus:ru slk:sk slo:sk slv:sl spa:es sqi:sq alb:sq srp:sr swe:sv tam:ta tel:te tha:th tur:tr ukr:uk urd:ur vie:vi zho:zh
chi:zh iw:he in:id ji:yi mo:ro tl:fil
"""
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?", re.IGNORECASE | re.ASCII)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.sub(r"[()\[\],;/|*\"'’_-]+", " ", folded).split())


def _table() -> dict[str, str]:
    table = {}
    for line in _NAMES.strip().splitlines():
        code, _, names = line.partition(": ")
        for name in names.split(", "):
            table[_plain(name)] = code
    return table


_BY_NAME = _table()
_BY_CODE = dict(pair.split(":") for pair in _CODES.split())
_KNOWN = {code.partition("-")[0] for code in _BY_NAME.values()} | set(_BY_CODE.values())
LANGUAGES = frozenset(_KNOWN)  # the primary subtag of every language in the tables above


def language_code(name: str) -> str | None:
    """The BCP 47 tag of a language given by its English or own name, a tag, or an ISO 639 code; None if unknown.

    Of "Spanish; Castilian" and "English (UK)" the first part counts. A country's name is not a language, so it gives
    None.
    """
    if not name or len(name) > 100:
        return None
    name = name.strip().removesuffix(" language")
    if tag := _TAG.fullmatch(name):
        language = _BY_CODE.get(tag[1].lower(), tag[1].lower())
        if language in _KNOWN:
            script, region = tag[2], tag[3]
            return "-".join([language, *([script.title()] if script else []), *([region.upper()] if region else [])])
    known = _BY_NAME.get(_plain(name))
    if known is None:
        known = _BY_NAME.get(_plain(re.split(r"[(,;/]", name, maxsplit=1)[0]))
    return known
