"""Formats log lines as JSON objects, one per line, for programs that collect them."""

from __future__ import annotations

import json
import logging
import re
import time
from typing import Any

# a message that has only name=%s pairs: each becomes a key
_PAIRS = re.compile(r"(?:\w+=%[\d.]*[sdf])(?: \w+=%[\d.]*[sdf])*")
_NAMES = re.compile(r"(\w+)=%")


class JsonFormatter(logging.Formatter):
    """Formats `time`, `level`, `logger`, and either the pairs of the message or `message`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if isinstance(record.args, tuple) and _PAIRS.fullmatch(str(record.msg)):
            line |= dict(zip(_NAMES.findall(str(record.msg)), record.args, strict=False))
        else:
            line["message"] = record.getMessage()
        return json.dumps(line, ensure_ascii=False, default=str)
