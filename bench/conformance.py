"""Run schemathesis against a real service: every request must be answered as the OpenAPI document says.

    python -m bench.conformance [--minutes 10] [--seed 1]

Serves the demo's cases on 127.0.0.1, half of the time open and half of the time asking for a key. Schemathesis runs
with all its checks and phases: examples, coverage, fuzzing, and sequences of calls (make, look at, fetch and remove a
batch). Requests that are invalid in a way that JSON Schema cannot express are left out
(`_is_valid_beyond_the_schema`). Schemathesis prints what it found, with a command that repeats it. Ends with 1 if
there was anything.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import schemathesis

from bench.load import free_port, served

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "server" / "demo"
REJOINDER = str(Path(sys.executable).with_name("rejoinder"))
# No limits on requests and batches, because we look for faults behind those refusals.
_SETTINGS = {
    "REJOINDER_RATE_LIMIT": "0",
    "REJOINDER_BATCHES": "5000",
    "REJOINDER_BATCHES_PER_CLIENT": "5000",
    "REJOINDER_MAX_FEEDBACK": "100000",
}
# The limit on an address's length counts bytes as they are sent, which no schema can express.
_CONFIG = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 414, 429, "5xx"]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 410, 413, 414, 415, 422, 429]
"""


@schemathesis.hook
def filter_case(_: Any, case: Any) -> bool:
    """Leave out requests that schemathesis takes for valid but that are not."""
    positive = case.meta is None or case.meta.generation.mode is schemathesis.GenerationMode.POSITIVE
    return not positive or _is_valid_beyond_the_schema(case)


def _is_valid_beyond_the_schema(case: Any) -> bool:
    """Check what JSON Schema cannot express: ids are unique, tokens are the service's own, the first day is not after
    the last, and words or a publisher are given."""
    query = case.query or {}
    if query.get("page_token") or query.get("pageToken") or (query.get("from") and query.get("to")):
        return False
    if (
        "claims:search" in case.path
        and not str(query.get("query") or query.get("reviewPublisherSiteFilter") or "").strip()
    ):
        return False
    if not isinstance(case.body, dict):
        return True
    if case.body.get("quote"):  # must belong to a passage that only the service knows
        return False
    texts = case.body.get("texts") or [case.body]
    return _are_named_once(texts) and all(_are_named_once(text.get("blocks") or []) for text in texts)


def _are_named_once(found: list[dict[str, Any]]) -> bool:
    named = [one["id"] for one in found if one.get("id") is not None]
    return len(set(named)) == len(named)


def run(index: Path, seconds: int, seed: int, key: str = "") -> int:
    """Run schemathesis against one service for some seconds. Returns its exit code."""
    port = free_port()
    command = [REJOINDER, "serve", "--index", str(index), "--port", str(port), "--workers", "1"]
    settings = _SETTINGS | ({"REJOINDER_REQUIRE_KEYS": "yes"} if key else {})
    with served(command, port, 1, **settings) as (url, _):
        print(f"\n{'with a key' if key else 'open'}: {seconds} s, seed {seed}", flush=True)
        asking = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{url}/openapi.json"]
        asking += ["--checks", "all", "--max-time", str(seconds), "--continue-on-failure", "--seed", str(seed)]
        asking += ["--suppress-health-check", "all", "--generation-database", "none", "--request-timeout", "60"]
        asking += ["--header", f"Authorization: Bearer {key}"] if key else []
        environment = os.environ | {"SCHEMATHESIS_HOOKS": "bench.conformance", "PYTHONPATH": str(ROOT)}
        with tempfile.TemporaryDirectory() as folder:  # keeps the user's settings out and reports in
            (Path(folder) / "schemathesis.toml").write_text(_CONFIG)
            return subprocess.run(asking, cwd=folder, env=environment, check=False).returncode


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        subprocess.run([REJOINDER, "index", "build", "--index", str(index), str(DEMO / "cases.jsonl")], check=True)
        made = subprocess.run([REJOINDER, "key", "create", "bench", "--index", str(index), "--json"], check=True,
                              capture_output=True)  # fmt: skip
        key = json.loads(made.stdout)["key"]
        seconds = max(1, round(args.minutes * 30))
        codes = [run(index, seconds, args.seed), run(index, seconds, args.seed + 1, key)]
    if any(codes):
        sys.exit(1)


if __name__ == "__main__":
    main()
