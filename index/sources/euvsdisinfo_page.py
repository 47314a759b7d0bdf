"""One saved EUvsDisinfo case page, as HTML or as the plain text of it: the case, and the disclaimer it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.case import SourceRecord
from index.errors import SourceError
from index.sources.document import Document
from index.sources.euvsdisinfo_csv import SOURCE, address_slug
from index.sources.fields import language_fields, parts_of, published_fields
from index.sources.html_page import HtmlPage, Node
from index.sources.records import Found, Reading
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
    r"^(outlets?|date of publication|article language\(?s?\)?|countries\s*/?\s*(?:and |/ )?regions discussed|"
    r"countries(?: discussed)?|keywords|reported in)\s*:\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
# What follows the case on every page of the site.
_FOOTER = re.compile(
    r"^\s*(%s|your opinion matters|data protection information|subscribe to the|your weekly update|cookie|share this|"
    r"related (cases|disinfo)|the disinformation review is sent)",
    re.IGNORECASE,
)
_MARKUP = re.compile(rb"<(!doctype html|html|head|body|!--|div|article|section)")
_SHORTEST_PARAGRAPH = 60  # of a disclaimer; menu entries are shorter


def read(document: Document, reading: Reading) -> Iterator[Found]:
    """The page's case, and its disclaimer as the publisher's where nothing better is known.

    Raises SourceError for what is no case page.
    """
    head = document.head()
    if looks_like_html(head):
        fields = _from_html(document)
    else:
        document.require_utf8(head)
        fields = _from_text(document)
    if fields.get("disclaimer"):
        yield reading.found(
            SourceRecord(
                source=SOURCE,
                name="EUvsDisinfo",
                url="https://euvsdisinfo.eu/",
                disclaimer=fields["disclaimer"],
                from_case_page=True,
            )
        )
    fields |= published_fields(fields.get("published", ""), reading.remark)
    fields |= language_fields(fields.get("languages", []), reading.remark)
    slug = address_slug(fields["url"])
    yield reading.case({**({"id": slug} if slug else {}), "source": SOURCE, **fields})


def looks_like_html(head: bytes) -> bool:
    """Whether the text begins as markup."""
    start = head.lstrip()[:2048].lower()
    return (
        start.startswith(b"<")
        and re.search(rb"<(!doctype html|html|head|body|!--|div|article|section)", start) is not None
    )


def looks_like_case_html(head: bytes) -> bool:
    return b"b-report__" in head


def looks_like_case_text(head: bytes) -> bool:
    """Whether the text has the headings of a case page, each on a line of its own."""
    lines = {line.strip().lower() for line in head.decode("utf-8", "replace").splitlines()}
    return "summary" in lines and bool(lines & {"response", "disproof"})


def _from_text(document: Document) -> dict[str, Any]:
    sections = _sections(document.whole().decode("utf-8", "replace"))
    if not sections.get("summary") and not sections.get("response"):
        raise SourceError(
            f"{document.name}: is no EUvsDisinfo case page: it has no line SUMMARY or RESPONSE. "
            "Save the page as HTML, or as text with its headings"
        )
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
    """Paragraphs by the heading they stand under; "top" before the first. The site's footer is left out."""
    sections: dict[str, list[str]] = {"top": []}
    current = "top"
    for paragraph in re.split(r"\n[ \t]*(?=\n)", text.replace("\r\n", "\n")):
        lines = paragraph.strip("\n").split("\n")
        # A heading may have its text right below it, without an empty line between.
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
    """The "Outlet:", "Date of publication:" ... lines of a page's text."""
    fields: dict[str, Any] = {}
    for line in (line for paragraph in paragraphs for line in paragraph.split("\n")):
        if found := _DETAIL.match(line.strip(" \t*•-")):
            fields |= _detail(found[1], " ".join(found[2].split()))
    return fields


def _detail(label: str, value: str) -> dict[str, Any]:
    """The fields of one detail; `value` is the text after its label."""
    label = label.lower()
    values = parts_of(value, ",")
    if label.startswith("date"):
        return {"published": value}
    if label.startswith("article"):
        return {"languages": values}
    if label.startswith("countries"):
        return {"countries": values}
    if label == "keywords":
        return {"keywords": values}
    return {"outlets": values} if label.startswith("outlet") else {}


def _title(text: str) -> str:
    return _SITE_SUFFIX.sub("", _PREFIX.sub("", " ".join(text.split()))).strip()


def _from_html(document: Document) -> dict[str, Any]:
    page = HtmlPage.parse(document)
    summary = page.paragraphs(".b-report__summary .b-text") or page.paragraphs(".b-report__summary")
    response = page.paragraphs(".b-report__response .b-text") or page.paragraphs(".b-report__response")
    if not summary and not response:
        raise SourceError(
            f"{document.name}: is a web page{page.called()}, but no EUvsDisinfo case page (no .b-report__summary or "
            ".b-report__response) and holds no ClaimReview"
        )
    titles = page.texts(".b-report__title") + page.texts("h1") + [page.meta("og:title"), page.title]
    fields: dict[str, Any] = {
        "title": _title(next((title for title in titles if title.strip()), "")),
        "summary": "\n\n".join(summary),
        "response": "\n\n".join(response),
        "url": page.address() or document.url,
        "keywords": list(dict.fromkeys(page.texts(".b-report__keywords span"))),
        "disclaimer": "\n\n".join(_disclaimer(page)),
    }
    for item in page.select(".b-report__details li"):
        found = _DETAIL.match(page.text(item))
        if not found:
            continue
        fields |= (
            _outlets(page, item, found[2]) if found[1].lower().startswith("outlet") else _detail(found[1], found[2])
        )
    return fields


def _disclaimer(page: HtmlPage) -> list[str]:
    """What stands in an element for it, or after a heading "Disclaimer", to the next heading or the page's footer."""
    own = page.paragraphs(".b-report__disclaimer .b-text") or page.paragraphs(".b-report__disclaimer")
    paragraphs = own or page.after_heading("disclaimer")
    text: list[str] = []
    for paragraph in paragraphs:
        if not text and paragraph.strip(" :").lower() == "disclaimer":
            continue
        if _FOOTER.match(paragraph) or (text and len(paragraph) < _SHORTEST_PARAGRAPH):
            break
        text.append(re.sub(r"^disclaimer\s*:?\s*", "", paragraph, flags=re.IGNORECASE))
    return [paragraph for paragraph in text if paragraph]


def _outlets(page: HtmlPage, item: Node, text: str) -> dict[str, Any]:
    """Outlets and articles: every link is an article, except an archive's, which is a copy of the article before it."""
    articles: list[dict[str, str]] = []
    for link in page.links(item):
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
