"""Addresses: their canonical form, the original behind an archived or cached copy, and the keys that find articles."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, parse_qsl, unquote, urlencode, urlsplit

from w3lib.url import canonicalize_url

MAX_LENGTH = 8192
_SCHEMES = ("http://", "https://")
_MAX_WRAPPINGS = 5  # an archived copy of a cached copy of ...; real addresses have at most two

# Parameters that say how the reader got to the page, never which page it is. `ref`, `from`, `source` and `id` are not
# listed: on some sites they choose the page.
_TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "_hs", "vero_", "oly_", "at_custom", "fb_action_", "yandex_")
_TRACKING = frozenset(
    "fbclid gclid gclsrc gbraid wbraid dclid yclid ysclid msclkid twclid ttclid li_fat_id igshid igsh mibextid "
    "mc_cid mc_eid mkt_tok _openstat _ga _gl _ke s_cid cmpid ncid ocid cvid spm xtor guccounter guce_referrer "
    "guce_referrer_sig ref_src ref_url fb_ref fb_source __twitter_impression wt_mc wtmc wt_zmc rb_clickid irclickid "
    "sc_campaign sc_channel sc_content sc_geo sc_outcome sc_country feature tblci dicbo trk trkcampaign "
    "wickedid erid vgo_ee soc_src soc_trk ns_mchannel ns_source ns_campaign ns_linkname at_medium at_campaign "
    "at_link_id at_link_type at_link_origin at_format at_ptr_name at_bbc_team utm".split()
)
_MOBILE = ("m.", "mobile.", "amp.", "touch.")
_ARCHIVE_TODAY = frozenset(f"archive.{end}" for end in ("today", "is", "ph", "li", "vn", "fo", "md"))
_WAYBACK = frozenset(("web.archive.org", "wayback.archive.org"))
_OTHER_ARCHIVES = frozenset(("perma.cc", "ghostarchive.org", "webcitation.org", "archive.org", "arquivo.pt"))

_CONTROL = "".join(map(chr, range(33)))
_BREAKS = dict.fromkeys(map(ord, "\t\r\n"))
# A path that has only one spelling, as most have: no escapes, no letters beyond ASCII, no "/./".
_PLAIN_PATH = re.compile(r"(?:/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)?+)*+", re.ASCII)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE | re.ASCII)
_HTTP = re.compile(r"https?:/{1,2}(?=[^/])", re.IGNORECASE | re.ASCII)
_PORT = re.compile(r"[^/?#@]*:\d{1,5}([/?#]|$)", re.ASCII)
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*|\[[0-9a-f:.]+\]", re.ASCII)
_WAYBACK_PATH = re.compile(r"/(?:web/)?(?:save/)?(?:(?:\d{1,14}|\*)(?:[a-z]{2}_)?/)?", re.ASCII)
_WAYBACK_FOLDED = re.compile(r"/web/(?:\d{1,14}|\*)(?:[a-z]{2}_)?/", re.ASCII)
_TODAY_PATH = re.compile(r"/(?:o/[A-Za-z0-9]{3,8}|\d[\d.-]{3,20}|newest|oldest|timegate|timemap)/", re.ASCII)
_TODAY_SHORT = re.compile(r"/(?:wip/|o/)?([A-Za-z0-9]{3,8})(?:/(?:image|again|share|abstract)|/https?:/.*)?", re.ASCII)
_AMP_CACHE_PATH = re.compile(r"/(?:c|v|a|r|i|wp)/(s/)?(.+)", re.ASCII | re.DOTALL)
_GOOGLE_AMP_PATH = re.compile(r"/amp/(s/)?(.+)", re.ASCII | re.DOTALL)
_GOOGLE_CACHE = re.compile(r"cache:(?:[A-Za-z0-9_-]{6,20}:)?(\S+)", re.ASCII)


def is_address(source: str) -> bool:
    """Whether a source is an http(s) address rather than a file."""
    return source.lower().startswith(_SCHEMES)


def canonical_url(url: str) -> str:
    """The canonical form of an address, the same for all its spellings; "" if it is not an http address.

    The host is in lower case without www.; scheme, fragment, tracking parameters and trailing slashes are removed;
    parameters are sorted, and letters beyond ASCII percent-encoded. Idempotent; never raises.
    """
    try:
        return _canonical(url)
    except (ValueError, UnicodeError):
        return ""


def original_url(url: str) -> str:
    """The original address inside the address of an archived copy, a cached copy or a link redirector.

    Any other address is returned unchanged, and so is one that does not spell out the original, such as
    archive.ph/abc12. Idempotent; never raises.
    """
    for _ in range(_MAX_WRAPPINGS):
        try:
            inner = _unwrap(url)
        except (ValueError, UnicodeError):
            return url
        if inner is None:
            return url
        url = inner
    return url


def lookup_keys(url: str) -> tuple[str, ...]:
    """The keys under which an article at `url` is stored and found: two addresses mean the same article if they share
    a key.

    The original's canonical address comes first, then the archive's own, then the desktop page of a mobile page and
    the video of a short link. Empty if `url` is not an http address; never raises.
    """
    original = original_url(url)
    keys = [canonical_url(original)]
    if original != url:
        keys.append(canonical_url(url))
    for key in tuple(keys):
        keys += [_archive_today_key(key), _video_key(key), _desktop_key(key)]
    return tuple(dict.fromkeys(key for key in keys if key))


def is_archive(url: str) -> bool:
    """Whether the address belongs to a public web archive."""
    host = canonical_url(url).partition("/")[0]
    return host in _ARCHIVE_TODAY or host in _WAYBACK or host in _OTHER_ARCHIVES


@functools.lru_cache(4096)  # one review names its own site a dozen times
def host_of(url: str) -> str:
    """The same as `host_of_page`, but cached: only for addresses in sources."""
    return host_of_page(url)


def host_of_page(url: str) -> str:
    """The host in lower case (IDNA, without www. and port); "" if `url` is not an http address. Never raises.

    The result is not cached: the address of a page that somebody reads must not be kept.
    """
    try:
        parts = _split(url)
    except (ValueError, UnicodeError):
        return ""
    host = _bare_host(parts) if parts is not None else ""
    return host if host.startswith("[") else host.partition(":")[0]


def _split(url: str) -> SplitResult | None:
    """The parts of an http address with its host checked and normalised, or None."""
    # Drop what a browser's address bar drops: surrounding blanks and control characters, tabs and newlines inside.
    url = url.strip().strip(_CONTROL).translate(_BREAKS)
    if not url or len(url) > MAX_LENGTH:
        return None
    if url.startswith("//"):
        url = "http:" + url
    elif not _HTTP.match(url):
        if _SCHEME.match(url) and not _PORT.match(url):
            return None
        url = "http://" + url
    url = _HTTP.sub(lambda m: m[0].partition(":")[0].lower() + "://", url, count=1)
    parts = urlsplit(url.encode("utf-8", "replace").decode())
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host.encode("idna").decode("ascii")
    if not _HOST.fullmatch(host.lower()):
        return None
    port = parts.port
    netloc = host.lower() + (f":{port}" if port not in (None, 80, 443) else "")
    return parts._replace(netloc=netloc)


def _canonical(url: str) -> str:
    parts = _split(url)
    if parts is None:
        return ""
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(k)])
    path = parts.path
    if not _PLAIN_PATH.fullmatch(path):
        path = _stable(f"http://h{_slashed(path)}").removeprefix("http://h")
    asked = _stable(f"http://h/?{query}").removeprefix("http://h/") if query else ""
    return _bare_host(parts) + path.rstrip("/") + asked


def _bare_host(parts: SplitResult) -> str:
    """The host and port of a split address, without www."""
    host = parts.netloc
    while host.startswith("www.") and host.count(".") > 1:
        host = host[4:]
    return host


def _slashed(path: str) -> str:
    return path if path.startswith("/") else "/" + path


def _stable(url: str) -> str:
    """w3lib's canonical form; a broken percent-escape needs a second round to settle."""
    for _ in range(4):
        settled = canonicalize_url(url, keep_blank_values=True)
        if settled == url:
            break
        url = settled
    return url


def _tracks(parameter: str) -> bool:
    name = parameter.lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _unwrap(url: str) -> str | None:
    parts = _split(url)
    if parts is None:
        return None
    host = parts.netloc.removeprefix("www.")
    reader: Callable[[SplitResult], str | None] | None = _REDIRECTORS.get(host)
    if reader is None and host.endswith(".cdn.ampproject.org"):
        reader = _amp_cache
    inner = reader(parts) if reader else None
    return inner if inner and inner != url and _split(inner) else None


def _after(parts: SplitResult, end: int) -> str:
    """Everything after the first `end` characters of the path, with the query and the fragment."""
    rest = parts.path[end:]
    rest += f"?{parts.query}" if parts.query else ""
    rest += f"#{parts.fragment}" if parts.fragment else ""
    if re.match(r"https?%3A", rest, re.IGNORECASE):
        rest = unquote(rest)
    return rest


def _address(text: str, *, bare: bool) -> str | None:
    """`text` as an address with two slashes. If `bare` is set, a text that begins with a host needs no scheme."""
    if _HTTP.match(text):
        return _HTTP.sub(lambda m: m[0].partition(":")[0].lower() + "://", text, count=1)
    if bare and re.match(r"[^/?#:@\s]+\.[^/?#:@\s.]{2,}(:\d+)?([/?#]|$)", text):
        return "http://" + text
    return None


def _wayback(parts: SplitResult) -> str | None:
    prefix = _WAYBACK_PATH.match(parts.path)
    if prefix is None:
        return None
    return _address(_after(parts, prefix.end()), bare=bool(_WAYBACK_FOLDED.match(parts.path)))


def _archive_today(parts: SplitResult) -> str | None:
    prefix = _TODAY_PATH.match(parts.path)
    if prefix:
        return _address(_after(parts, prefix.end()), bare=True)
    if parts.path in ("", "/") and "url=" in parts.query:
        return _address(parse_qs(parts.query).get("url", [""])[0], bare=True)
    return _address(_after(parts, 1), bare=False)


def _amp_cache(parts: SplitResult) -> str | None:
    found = _AMP_CACHE_PATH.match(parts.path)
    return _amp(found, parts)


def _google(parts: SplitResult) -> str | None:
    if parts.path == "/url":
        query = parse_qs(parts.query)
        return _address((query.get("url") or query.get("q") or [""])[0], bare=False)
    return _amp(_GOOGLE_AMP_PATH.match(parts.path), parts)


def _amp(found: re.Match[str] | None, parts: SplitResult) -> str | None:
    if found is None:
        return None
    inner = _address(_after(parts, found.start(2)), bare=True)
    return inner.replace("http://", "https://", 1) if inner and found[1] else inner


def _google_cache(parts: SplitResult) -> str | None:
    found = _GOOGLE_CACHE.match(parse_qs(parts.query).get("q", [""])[0])
    return _address(found[1], bare=True) if found else None


def _facebook_link(parts: SplitResult) -> str | None:
    return _address(parse_qs(parts.query).get("u", [""])[0], bare=False) if parts.path == "/l.php" else None


_REDIRECTORS: dict[str, Callable[[SplitResult], str | None]] = {
    **dict.fromkeys(_WAYBACK, _wayback),
    **dict.fromkeys(_ARCHIVE_TODAY, _archive_today),
    "webcache.googleusercontent.com": _google_cache,
    "google.com": _google,
    "l.facebook.com": _facebook_link,
    "lm.facebook.com": _facebook_link,
}


def _archive_today_key(key: str) -> str:
    """The key of a short id of archive.today, which has seven names but one set of ids."""
    host, _, path = key.partition("/")
    found = _TODAY_SHORT.fullmatch("/" + path) if host in _ARCHIVE_TODAY else None
    return f"archive.today/{found[1]}" if found else ""


def _video_key(key: str) -> str:
    """The key of a YouTube video, which depends only on its id, not on the kind of link or the start time."""
    host, _, rest = key.partition("/")
    video = ""
    if host == "youtu.be":
        video = rest.partition("?")[0]
    elif host.removeprefix("m.") == "youtube.com" and rest.startswith("watch?"):
        video = parse_qs(rest.partition("?")[2]).get("v", [""])[0]
    return f"youtube.com/watch?v={video}" if re.fullmatch(r"[\w-]{11}", video, re.ASCII) else ""


def _desktop_key(key: str) -> str:
    for prefix in _MOBILE:
        host = re.split(r"[/?]", key, maxsplit=1)[0]
        if host.startswith(prefix) and host.count(".") > 1:
            return key[len(prefix) :]
    return ""
