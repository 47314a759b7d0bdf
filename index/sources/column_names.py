"""The names that newsrooms give to the columns of their tables, by the case field that they hold."""

from __future__ import annotations

# field: column names, in lower case and without punctuation; the first one that a table has is proposed.
_NAMES = """
title: claim, claim text, claim reviewed, claimreviewed, title, statement, assertion, text, headline,
  behauptung, affirmation, afirmación, afirmacion, alegação, affermazione, утверждение, твердження
rating: rating, textual rating, textualrating, rating alternatename, alternatename, verdict, label, ruling,
  conclusion, truth rating, bewertung, urteil, note, calificación, veredicto, classificação, verdetto,
  вердикт, оценка
url: url, review url, claimreview url, fact check url, factcheck url, debunk url, permalink, link, article
  url, page, address, adresse, enlace, lien, ссылка
published: date, published, date published, datepublished, claimreview datepublished, review date, reviewdate,
  publication date, datum, fecha, data, дата
response: response, debunk, disproof, explanation, rating explanation, review body, reviewbody, analysis,
  correction, fact check, fact, answer, erklärung, explication, explicación, объяснение
summary: summary, description, claim description, context, zusammenfassung, resumen, résumé
lang: language, lang, inlanguage, language code, languagecode, sprache, idioma, langue, язык
claimant: claimant, claim author, claim author name, claimed by, speaker, author of the claim, who said it
claimed: claim date, claimdate, date of the claim, claim datepublished, said on
publisher: publisher, publisher name, claimreview author name, author name, organization, organisation, fact
  checker, factchecker, source name
article: article, appearance, first appearance, claim url, appearance url, source url, where, original url
outlets: outlet, outlets, media, medium, channel
keywords: keywords, tags, topic, topics, category, subject
countries: country, countries, region, regions
languages: article language, article languages, outlet language, languages
id: id, identifier, case id
source: source key, publisher key
disclaimer: disclaimer
"""


def _fields() -> dict[str, tuple[str, ...]]:
    joined = _NAMES.strip().replace("\n  ", " ").splitlines()
    parts = (line.partition(": ") for line in joined)
    return {field: tuple(names.split(", ")) for field, _, names in parts}


FIELDS = _fields()
