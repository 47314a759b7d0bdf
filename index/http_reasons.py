"""Why a request to another machine failed, in a few words that quote neither the request nor an address."""

from __future__ import annotations

from collections.abc import Mapping

# What is in an error of urllib3, by its name or its text, in the order in which it is looked for.
NO_CONNECTION = {
    "WRONG_VERSION_NUMBER": "it does not speak TLS: is it an http:// address?",
    "Connection refused": "connection refused",
    "NameResolution": "there is no such host",
    "getaddrinfo": "there is no such host",
    "ConnectTimeout": "it does not answer",
    "ReadTimeout": "it does not answer in time",
}
ENDED = {"ProtocolError": "it ended the connection"}


def in_words(error: Exception, words: Mapping[str, str]) -> str:
    """The `words` of the first of their keys that the error has in its name or its text, else its name."""
    told = f"{type(error).__name__} {error}"
    return next((said for known, said in words.items() if known in told), type(error).__name__)
