"""Reads a saved EUvsDisinfo case page, as HTML or as plain text: the case, and the page's disclaimer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.errors import NoRecordError
from index.sources.dates import Order
from index.sources.document import Document
from index.sources.euvsdisinfo_csv import SOURCE, address_slug
from index.sources.fields import language_fields, parts_of, published_fields
from index.sources.html_page import HtmlPage
from index.sources.html_text import Node
from index.sources.records import FoundRecord, SourceReading
from index.urls import host_of, is_archive, original_url

_PREFIX = re.compile(r"^\s*disinfo(?:rmation)?\s*:\s*", re.IGNORECASE)
_SITE_SUFFIX = re.compile(r"\s+[-–|]\s+EU\s?vs\s?Disinfo\s*$", re.IGNORECASE)
_HEADINGS = {
    "disinformation case details": "details",
    "summary": "summary",
    "response": "response",
    "disproof": "response",
    "disclaimer": "disclaimer",
}
_DETAIL = re.compile(
    r"^(outlets?|publication\s*/?\s*media|date(?: of publication)?|(?:article |outlet )?languages?(?:\(s\))?"
    r"(?:\s*/\s*target audience)?|countr(?:y|ies)[\w\s/()-]{0,80}|keywords?|reported in)\s*:\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
# The text that follows the case on every page of the site.
_FOOTER = re.compile(
    r"^\s*(%s|your opinion matters|data protection information|subscribe to the|your weekly update|cookie|share this|"
    r"related (cases|disinfo)|the disinformation review is sent)",
    re.IGNORECASE,
)
# Selectors for the site's page layouts: the current one, then that of 2020 to 2022, then that of 2017 to 2019.
_PARTS = {
    "title": (".b-report__title", ".b-catalog__report-title", ".report-title", "h1"),
    "summary": (".b-report__summary .b-text", ".b-report__summary-text", ".report-summary-text", ".b-report__summary"),
    "response": (
        ".b-report__response .b-text",
        ".b-report__disproof-text",
        ".report-disproof-text",
        ".b-report__response",
        ".b-report__disproof",
    ),
    "details": (".b-report__details li", ".b-catalog__repwidget-list li", ".report-meta-item"),
    "articles": (".b-catalog__link", ".report-disinfo-link", ".b-report__disinfo-link"),
    "disclaimer": (
        ".b-report__disclaimer .b-text",
        ".b-report__disclaimer",
        ".b-catalog__disclaimer",
        ".report-disclaimer",
    ),
}
_OF_A_CASE_PAGE = (b"b-report__", b"b-catalog__report-title", b"report-summary-text", b"report-disproof-text")
_MARKUP = re.compile(
    rb"<(?:!--|(?:!doctype html|html|head|body|div|article|section|main|script|meta|title|h[1-6]|p)\b)"
)
# The parts that every case page has, with their names in messages.
_ALWAYS = {
    "published": "date of publication",
    "languages": "languages",
    "countries": "countries",
    "outlets": "outlets",
    "disclaimer": "disclaimer",
}
_SHORTEST_PARAGRAPH = 60  # least characters of a disclaimer's paragraph; menu entries are shorter


def read(document: Document, reading: SourceReading) -> Iterator[FoundRecord]:
    """Yield the page's case, and a publisher's record with its disclaimer, which counts if nothing better is known.

    Raises NoRecordError if this is not a case page, or if its claim or debunk is not found.
    """
    head = document.head()
    language, order = "", None
    if looks_like_html(head):
        page = HtmlPage.parse(document)
        language, order = page.language(), _order(page)
        fields = _from_html(document, page)
    else:
        document.require_utf8(head)
        fields = _from_text(document)
    if fields.get("disclaimer"):
        yield from reading.publisher(
            source=SOURCE, name="EUvsDisinfo", url="https://euvsdisinfo.eu/", disclaimer=fields["disclaimer"]
        )
    missing = [called for key, called in _ALWAYS.items() if not fields.get(key)]
    if missing:
        reading.remark(f"the page's {', '.join(missing)} could not be found: the case is kept without it", kind="part")
    if not fields["url"]:
        reading.remark("the page's own address is not known: its notices will have no link", kind="address")
    fields |= published_fields(fields.get("published", ""), reading.remark, order)
    fields |= language_fields(fields.get("languages", []), reading.remark)
    slug = address_slug(fields["url"])
    found = reading.case({**({"id": slug} if slug else {}), "source": SOURCE, **fields})
    yield found._replace(page_language=language)


def looks_like_html(head: bytes) -> bool:
    """Whether the text begins with markup, of a whole page or of a part of one."""
    start = head.lstrip()[:2048].lower()
    return start.startswith(b"<") and _MARKUP.search(start) is not None


def looks_like_case_html(head: bytes) -> bool:
    """Whether the markup has a part that only case pages have, in any of the layouts."""
    return any(part in head for part in _OF_A_CASE_PAGE)


def looks_like_case_text(head: bytes) -> bool:
    """Whether the text has the headings of a case page, each on a line of its own."""
    lines = {line.strip().lower() for line in head.decode("utf-8", "replace").splitlines()}
    return "summary" in lines and bool(lines & {"response", "disproof"})


def _from_text(document: Document) -> dict[str, Any]:
    sections = _sections(document.whole().decode("utf-8", "replace"))
    if not sections.get("summary") and not sections.get("response"):
        raise NoRecordError(
            f"{document.name}: is not an EUvsDisinfo case page: it has no line SUMMARY or RESPONSE. "
            "Save the page as HTML, or as text with its headings"
        )
    _refuse_half(document, bool(sections.get("summary")), bool(sections.get("response")))
    details = _details(sections.get("details", []))
    titles = [text for text in sections["top"] if _PREFIX.match(text)] + sections["top"][:1]
    address = next((text for text in sections["top"] if re.fullmatch(r"https?://\S+", text)), document.url)
    return {
        "title": _title(titles[0] if titles else ""),
        "summary": "\n\n".join(sections.get("summary", [])),
        "response": "\n\n".join(sections.get("response", [])),
        "url": address,
        "disclaimer": "\n\n".join(sections.get("disclaimer", [])),
        **details,
    }


def _sections(text: str) -> dict[str, list[str]]:
    """The paragraphs under each heading ("top" before the first heading), without the site's footer."""
    sections: dict[str, list[str]] = {"top": []}
    current = "top"
    for paragraph in re.split(r"\n[ \t]*(?=\n)", text.replace("\r\n", "\n")):
        lines = paragraph.strip("\n").split("\n")
        # A heading's text may follow it directly, without an empty line.
        if (heading := _HEADINGS.get(lines[0].strip().rstrip(":").lower())) is not None:
            current = heading
            sections.setdefault(current, [])
            lines = lines[1:]
        body = "\n".join(lines)
        if not body.strip():
            continue
        if current != "top" and _FOOTER.match(body):
            break
        if current == "disclaimer" and sections[current] and (body[0].isspace() or len(body) < _SHORTEST_PARAGRAPH):
            break
        sections[current].append(" ".join(body.split()) if current != "details" else body.strip())
    return sections


def _details(paragraphs: list[str]) -> dict[str, Any]:
    """The fields in the "Outlet:", "Date of publication:" ... lines of a page's text."""
    fields: dict[str, Any] = {}
    for line in (line for paragraph in paragraphs for line in paragraph.split("\n")):
        if found := _DETAIL.match(line.strip(" \t*•-")):
            fields |= _detail(found[1], " ".join(found[2].split()))
    return fields


def _detail(label: str, value: str) -> dict[str, Any]:
    """The fields of one detail line; `value` is the text after the label."""
    label = label.lower()
    values = parts_of(value, ",")
    if label.startswith("date"):
        return {"published": value}
    if "language" in label:
        return {"languages": values}
    if label.startswith("countr"):
        return {"countries": values}
    if label.startswith("keyword"):
        return {"keywords": values}
    return {"outlets": values} if label.startswith(("outlet", "publication")) else {}


def _title(text: str) -> str:
    return _SITE_SUFFIX.sub("", _PREFIX.sub("", " ".join(text.split()))).strip()


def _order(page: HtmlPage) -> Order | None:
    """The order of numeric dates: older layouts have the day first; the current one has the month's name."""
    older = ".b-report__summary-text, .b-report__disproof-text, .report-summary-text, .report-disproof-text"
    return "dmy" if page.select(older) else None


def _refuse_half(document: Document, summary: bool, response: bool) -> None:
    """Raise NoRecordError if a page has the claim without its debunk, or the other way round."""
    if summary and response:
        return
    part, other = ("SUMMARY", "RESPONSE") if response else ("RESPONSE", "SUMMARY")
    raise NoRecordError(
        f"{document.name}: is an EUvsDisinfo case page in which no {part} was found, only its {other}, so it was left "
        "out. Save the whole page again, or write the case as JSON lines"
    )


def _from_html(document: Document, page: HtmlPage) -> dict[str, Any]:
    summary, response = _part(page, "summary"), _part(page, "response")
    if not summary and not response:
        raise NoRecordError(
            f"{document.name}: is a web page{page.called()}, but not an EUvsDisinfo case page (it has no "
            ".b-report__summary, .b-report__response, .report-summary-text or .report-disproof-text), and it holds no "
            "ClaimReview"
        )
    _refuse_half(document, bool(summary), bool(response))
    titles = [text for selector in _PARTS["title"] for text in page.texts(selector)]
    titles += [page.meta("og:title"), page.title]
    fields: dict[str, Any] = {
        "title": _title(next((title for title in titles if title.strip()), "")),
        "summary": "\n\n".join(summary),
        "response": "\n\n".join(response),
        "url": page.address() or document.url,
        "keywords": list(dict.fromkeys(page.texts(".b-report__keywords span"))),
        "disclaimer": "\n\n".join(_disclaimer(page)),
    }
    for item in (node for selector in _PARTS["details"] for node in page.select(selector)):
        if found := _DETAIL.match(page.text(item)):
            outlet = found[1].lower() in ("outlet", "outlets")
            told = _outlets(page, [item], found[2]) if outlet else _detail(found[1], found[2])
            fields |= {key: value for key, value in told.items() if value}
    if not fields.get("articles"):
        fields |= _linked_articles(page, fields.get("outlets", []))
    return fields


def _part(page: HtmlPage, part: str) -> list[str]:
    """The paragraphs of a part, from the first layout that has it, without the part's heading."""
    for selector in _PARTS[part]:
        paragraphs = page.paragraphs(selector)
        if paragraphs and _HEADINGS.get(paragraphs[0].strip(" :").lower()) == part:
            del paragraphs[0]
        if paragraphs:
            return paragraphs
    return []


def _linked_articles(page: HtmlPage, outlets: list[str]) -> dict[str, Any]:
    """The articles that older layouts list outside the details. A link text such as "Link" does not name an outlet."""
    nodes = [node for selector in _PARTS["articles"] for node in page.select(selector)]
    found = _outlets(page, nodes, "") if nodes else {}
    articles = found.get("articles", [])
    for article in articles:
        if article.get("outlet", "").strip(" .:").lower() in ("link", "here", "source", "original", "archive"):
            del article["outlet"]
            if len(outlets) == 1:
                article["outlet"] = outlets[0]
    if not articles:
        return {}
    named = list(dict.fromkeys(article["outlet"] for article in articles if article.get("outlet")))
    return {"articles": articles, "outlets": outlets or named}


def _disclaimer(page: HtmlPage) -> list[str]:
    """The disclaimer: an element of its own, or what follows a heading "Disclaimer", up to a heading or the footer."""
    own = (page.paragraphs(selector) for selector in _PARTS["disclaimer"])
    paragraphs = next(filter(None, own), []) or page.after_heading("disclaimer")
    text: list[str] = []
    for paragraph in paragraphs:
        if not text and paragraph.strip(" :").lower() == "disclaimer":
            continue
        if _FOOTER.match(paragraph) or (text and len(paragraph) < _SHORTEST_PARAGRAPH):
            break
        text.append(re.sub(r"^disclaimer\s*:?\s*", "", paragraph, flags=re.IGNORECASE))
    return [paragraph for paragraph in text if paragraph]


def _outlets(page: HtmlPage, nodes: list[Node], text: str) -> dict[str, Any]:
    """Outlets and articles. Every link is an article, but a link to an archive is a copy of the article before it."""
    articles: list[dict[str, str]] = []
    for link in (link for node in nodes for link in page.links(node)):
        label = page.text(link)
        address = page.absolute(link.get("href") or "")
        if not host_of(address):
            continue
        archived = is_archive(address) or re.search(r"archiv", f"{label} {link.get('class')} {link.get('title')}", re.I)
        if archived and articles and "archived_url" not in articles[-1]:
            articles[-1]["archived_url"] = address
        elif archived:
            original = original_url(address)
            articles.append({"archived_url": address} | ({"url": original} if original != address else {}))
        else:
            articles.append({"url": address} | ({"outlet": label} if label else {}))
    names = [article["outlet"] for article in articles if article.get("outlet")]
    outlets = list(dict.fromkeys(names)) if articles else parts_of(text, ",")
    return {"outlets": outlets, "articles": articles}
