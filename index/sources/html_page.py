"""A saved web page: its own address, the text of its parts, its links and its JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from index.errors import SourceError
from index.sources.document import Document
from index.urls import host_of

Node = Any  # lxml's elements come without types
_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section table td th tr ul".split()
)
_SILENT = frozenset("script style noscript template svg iframe object head".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(\S+) -->")


class HtmlPage:
    """A parsed page; broken markup is repaired as a browser would, nothing is fetched and nothing run."""

    def __init__(self, root: Node, saved_from: str = "", fetched_from: str = "") -> None:
        self._root = root
        self._saved_from = saved_from
        self._fetched_from = fetched_from
        self.title = self.text(root.find(".//title")) if root.find(".//title") is not None else ""

    @classmethod
    def parse(cls, document: Document) -> HtmlPage:
        """Raises SourceError for what no parser makes a page of, or an encoding that is neither UTF-8 nor declared."""
        data = document.whole()
        encoding = _encoding(document, data)
        try:
            root = html.document_fromstring(
                data.decode(encoding, "replace").replace("\x00", "").encode("utf-8", "replace"),
                parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False),
            )
        except (etree.LxmlError, ValueError):
            raise SourceError(f"{document.name}: is no web page: there is nothing in it") from None
        saved = _SAVED_FROM.search(data[:4096])
        return cls(root, saved[1].decode("utf-8", "replace") if saved else "", document.url)

    def called(self) -> str:
        return f" ({self.title[:80]!r})" if self.title else ""

    def address(self) -> str:
        """The page's own address: rel=canonical, else og:url, else where a browser saved it from, else ""."""
        canonical = [link.get("href") or "" for link in self.select("link[href]") if _rel(link) & {"canonical"}]
        candidates = [*canonical, self.meta("og:url"), self._saved_from]
        candidates = [urljoin(self._fetched_from, address.strip()) for address in candidates if len(address) < 4096]
        return next((address for address in candidates if address.startswith("http") and host_of(address)), "")

    def absolute(self, href: str) -> str:
        """A link's address, made absolute where the page's own is known; "" for a broken one."""
        try:
            return urljoin(self.address() or self._fetched_from, href.strip())
        except ValueError:
            return ""

    def meta(self, name: str) -> str:
        for tag in self.select("meta[content]"):
            if (tag.get("property") or tag.get("name") or "").lower() == name:
                return str(tag.get("content"))
        return ""

    def select(self, selector: str) -> list[Node]:
        return list(self._root.cssselect(selector))

    def links(self, node: Node) -> list[Node]:
        return list(node.cssselect("a[href]"))

    def text(self, node: Node) -> str:
        """All text of a node in one line."""
        return " ".join("".join(_texts(node)).split())

    def texts(self, selector: str) -> list[str]:
        return [text for text in map(self.text, self.select(selector)) if text]

    def paragraphs(self, selector: str) -> list[str]:
        """The text of the first node that matches, one item a paragraph."""
        nodes = self.select(selector)
        return _paragraphs(nodes[0]) if nodes else []

    def after_heading(self, heading: str) -> list[str]:
        """The paragraphs after a short element that says just `heading`, to the next heading element."""
        for node in self._root.iter():
            if not isinstance(node.tag, str) or len(node) > 3 or self.text(node).strip(" :").lower() != heading:
                continue
            if node.tag in _SILENT or node.tag == "title":
                continue
            place = node
            while place.getnext() is None and place.getparent() is not None and place.getparent().tag != "body":
                place = place.getparent()
            following: list[str] = _lines(place.tail or "")
            for sibling in place.itersiblings():
                if sibling.tag in _HEADINGS:
                    break
                following += _paragraphs(sibling) if isinstance(sibling.tag, str) else []
                following += _lines(sibling.tail or "")
            return following
        return []

    def json_ld(self) -> Iterator[str]:
        """The texts of the page's JSON-LD scripts."""
        for script in self.select("script[type]"):
            if str(script.get("type")).split(";")[0].strip().lower() == "application/ld+json":
                yield script.text or ""


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


def _texts(node: Node) -> Iterator[str]:
    """The text pieces of a node, a blank for every block and line break; iterative, as markup may be deep."""
    walk = etree.iterwalk(node, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        block = element.tag in _BLOCKS
        if event == "start" and element.tag in _SILENT:
            walk.skip_subtree()
        elif event == "start":
            if block or element.tag == "br":
                yield "\n"
            yield element.text or ""
        elif element is not node:
            if block:
                yield "\n"
            yield element.tail or ""


def _paragraphs(node: Node) -> list[str]:
    """The text of a node; paragraphs end where blocks begin or end, and at line breaks."""
    # Line breaks of the markup mean nothing, those of _texts do.
    pieces = ("\n" if piece == "\n" else re.sub(r"\s+", " ", piece) for piece in _texts(node))
    return _lines("".join(pieces))


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]
