"""Sources that we wrote for these tests; nothing in them is quoted from a publisher."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[[str, str | bytes], str]

WHOLE = "issue;date;outlet;language;origin;reported by;keywords;source;title;summary;disproof\n"
LISTED = "date,id,title,countries,keywords,languages,outlets\n"

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://www.factbureau.example/moon",
    "claimReviewed": "The Moon is made of green cheese",
    "author": {"@type": "Organization", "name": "Fact Bureau", "url": "https://factbureau.example"},
    "datePublished": "2021-04-02T08:30:00+02:00",
    "inLanguage": "en-GB",
    "reviewBody": "Rock samples show basalt.",
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": "1",
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "False",
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "A. Mouse"},
        "datePublished": "2021-04-01",
        "firstAppearance": {"@type": "CreativeWork", "url": "https://gazette.example/first"},
        "appearance": [
            {"url": "https://blog.example/second", "publisher": {"name": "The Blog"}, "inLanguage": "German"},
            "https://forum.example/third",
        ],
    },
}

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8">
<title>DISINFO: Bridges are built of sugar - EUvsDisinfo</title>
<link rel="canonical" href="https://euvsdisinfo.eu/report/bridges-are-built-of-sugar/">
<meta property="og:url" content="https://euvsdisinfo.eu/other/"></head>
<body><nav><a href="/">Home</a></nav>
<h1 class="b-report__title">DISINFO: Bridges are built of <em>sugar</em></h1>
<div class="b-report__details"><ul>
<li><b>Outlet:</b> <span class="outlet-group"><a href="https://herald.example/a?id=1">Daily Herald</a>
  (<a href="https://web.archive.org/web/20210101000000/https://herald.example/a?id=1">archived</a>)</span>,
  <span class="outlet-group"><a href="https://post.example/b">Evening Post</a></span>
  <a class="archive-link" href="https://archive.ph/Ab3dE"><i></i></a></li>
<li><b>Date of publication:</b> 28 March 2021</li>
<li><b>Article language(s):</b> Russian, Spanish, Castilian</li>
<li><b>Countries / regions discussed:</b> Italy, EU</li>
<li><b>Reported in:</b> Issue 7</li>
</ul></div>
<div class="b-report__summary"><h2>Summary</h2><div class="b-text"><p>Engineers build bridges<br>of sugar.</p>
<p>They melt &amp; fall.</p><script>track()</script></div></div>
<div class="b-report__response"><h2>Response</h2><div class="b-text"><p>Bridges are built of steel
and concrete.</p><p>See <a href="https://en.wikipedia.org/wiki/Bridge">Bridge</a>.</p></div></div>
<div class="b-report__keywords"><span>Bridges</span><span>Sugar</span></div>
<div class="b-report__disclaimer"><h3>Disclaimer</h3><div class="b-text"><p>Cases concern messages and do not say
that an outlet meant to mislead anybody.</p></div></div>
<footer><p>Your opinion matters!</p></footer></body></html>
"""

TEXT = """DISINFO: Bridges are built of sugar

DISINFORMATION CASE DETAILS

Outlet: Daily Herald, Evening Post
Date of publication: 28.03.2021
Article language(s): Russian
Countries / regions discussed: Italy, EU

SUMMARY

Engineers build bridges of sugar.

They melt.

RESPONSE

Bridges are built of steel and concrete.

Disclaimer

Cases concern messages and do not say that an outlet meant to mislead anybody.

    %s

      Your opinion matters!

        Subscribe to the Weekly
"""


def feed(*reviews: dict[str, Any]) -> dict[str, Any]:
    items = [{"@type": "DataFeedItem", "item": [review]} for review in reviews]
    return {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": items}


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file into the temporary folder and returns its path as text."""

    def write_file(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
        return str(path)

    return write_file
