"""A saved web page: its address, the text of its parts, its links and its JSON-LD."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree, html

from index.errors import NoRecordError
from index.languages import language_code
from index.sources.document import Document
from index.sources.html_text import SILENT, Node, lines_of, paragraphs, text_of
from index.urls import host_of

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(\S+) -->")


class HtmlPage:
    """A parsed page. Broken markup is repaired as a browser would; nothing is fetched, and no script is run."""

    def __init__(self, root: Node, saved_from: str = "", fetched_from: str = "") -> None:
        self._root = root
        self._saved_from = saved_from
        self._fetched_from = fetched_from
        self.title = self.text(root.find(".//title")) if root.find(".//title") is not None else ""

    @classmethod
    def parse(cls, document: Document) -> HtmlPage:
        """Parse a page. Raises NoRecordError if it is empty, SourceError if its encoding is not known."""
        data = document.whole()
        encoding = _encoding(document, data)
        try:
            root = html.document_fromstring(
                data.decode(encoding, "replace").replace("\x00", "").encode("utf-8", "replace"),
                parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False),
            )
        except (etree.LxmlError, ValueError):
            raise NoRecordError(f"{document.name}: is not a web page: there is nothing in it") from None
        saved = _SAVED_FROM.search(data[:4096])
        return cls(root, saved[1].decode("utf-8", "replace") if saved else "", document.url)

    def called(self) -> str:
        return f" ({self.title[:80]!r})" if self.title else ""

    def address(self) -> str:
        """The page's own address: rel=canonical, else og:url, else where a browser saved it from, else ""."""
        return self._address

    @functools.cached_property
    def _address(self) -> str:
        """Cached, because every link of the page is resolved against it."""
        canonical = [link.get("href") or "" for link in self.select("link[href]") if _rel(link) & {"canonical"}]
        candidates = [*canonical, self.meta("og:url"), self._saved_from]
        candidates = [_joined(self._fetched_from, address) for address in candidates if len(address) < 4096]
        return next((address for address in candidates if address.startswith("http") and host_of(address)), "")

    def absolute(self, href: str) -> str:
        """A link's address, resolved against the page's own if that is known; "" if it is broken."""
        return _joined(self.address() or self._fetched_from, href)

    def meta(self, name: str) -> str:
        for tag in self.select("meta[content]"):
            if (tag.get("property") or tag.get("name") or tag.get("http-equiv") or "").lower() == name:
                return str(tag.get("content"))
        return ""

    def select(self, selector: str) -> list[Node]:
        return list(self._root.cssselect(selector))

    def links(self, node: Node) -> list[Node]:
        return [link for link in node.iter("a") if link.get("href") is not None]

    def text(self, node: Node) -> str:
        """All text of a node in one line."""
        return text_of(node)

    def texts(self, selector: str) -> list[str]:
        return [text for text in map(self.text, self.select(selector)) if text]

    def paragraphs(self, selector: str) -> list[str]:
        """The paragraphs of the first node that matches."""
        nodes = self.select(selector)
        return paragraphs(nodes[0]) if nodes else []

    def after_heading(self, heading: str) -> list[str]:
        """The paragraphs after a short element whose text is `heading`, up to the next heading element."""
        for node in self._root.iter():
            if not isinstance(node.tag, str) or len(node) > 3 or self.text(node).strip(" :").lower() != heading:
                continue
            if node.tag in SILENT or node.tag == "title":
                continue
            place = node
            while place.getnext() is None and place.getparent() is not None and place.getparent().tag != "body":
                place = place.getparent()
            following: list[str] = lines_of(place.tail or "")
            for sibling in place.itersiblings():
                if sibling.tag in _HEADINGS:
                    break
                following += paragraphs(sibling) if isinstance(sibling.tag, str) else []
                following += lines_of(sibling.tail or "")
            return following
        return []

    def language(self) -> str:
        """The language that the page declares: <html lang>, else og:locale or content-language, else ""."""
        declared = [self._root.get("lang"), self._root.get("{http://www.w3.org/XML/1998/namespace}lang")]
        declared += [self._root.get("xml:lang"), self.meta("og:locale"), self.meta("content-language")]
        return next((code for name in declared if name and (code := language_code(name.strip()))), "")

    def json_ld(self) -> Iterator[tuple[int, str]]:
        """(line, text) of the page's JSON-LD scripts, and of other scripts that hold a ClaimReview as JSON."""
        for script in self.select("script"):
            kind = str(script.get("type") or "").split(";")[0].strip().lower()
            text = script.text or ""
            if kind == "application/ld+json" or ("ClaimReview" in text and text.lstrip()[:1] in ("{", "[")):
                yield int(script.sourceline or 1), text

    def markup(self) -> str:
        """The repaired markup, for readers of microdata and RDFa."""
        for tag in self.select("time[property][datetime]:not([content])"):
            tag.set("content", tag.get("datetime"))  # HTML means this; the RDFa reader knows only `content`
        return str(html.tostring(self._root, encoding="unicode"))


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


def _rel(link: Node) -> set[str]:
    return set((link.get("rel") or "").lower().split())


def _encoding(document: Document, data: bytes) -> str:
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:4096])
        name = declared[1].decode("ascii", "replace") if declared else ""
    try:
        if name and name.lower().replace("-", "") != "utf8":
            data[:1024].decode(name, "replace")
            return name
    except LookupError:
        pass
    document.require_utf8(data)
    return "utf-8"
