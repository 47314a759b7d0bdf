"""Measure a state that two machines share in PostgreSQL: how soon a change on one holds on the other, and its cost.

    python -m bench.shared_state CASES.jsonl [--rounds 10]

Starts a PostgreSQL server in a temporary folder, and two services with an index of the cases each. Then:

- revokes keys, and silences notices, and takes the seconds until both services go by it,
- corrects a case on one machine, and takes the seconds until both serve it, each after a build of its own,
- asks a service whose state is a file, and one whose state is in the database, for the same matches, and takes the
  processor time of each service, and of the server, for a request,
- takes the time to store a feedback, and to read the silences, with both engines.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import psutil

from bench.scaling import Service, command, serving
from index.admin_state.database import State, open_state
from index.admin_state.edits import Edits
from index.admin_state.feedback import ACCEPTED, DISMISSED, FeedbackQueue
from index.storage.generation import Generation
from index.storage.generations import live_name, path_of
from server.http.api_keys import Keys
from tests.postgres_server import PostgresServer, free_port

MATCHES = 300
STORED = 500
MOST_SECONDS = 120.0


def seconds_until(condition: Callable[[], bool]) -> float:
    """Wait until a condition holds, which must be within two minutes. Returns the seconds."""
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > MOST_SECONDS:
            raise SystemExit("a change did not reach every service")
        time.sleep(0.01)
    return time.monotonic() - begun


def statuses(services: list[Service], secret: str) -> set[int]:
    """How each service answers to a key."""
    headers = {"Authorization": f"Bearer {secret}"}
    return {httpx.get(f"{service.url}/v1/status", headers=headers, timeout=20).status_code for service in services}


def revoked(state: State, services: list[Service]) -> float:
    """Make a key, revoke it, and return the seconds until it is refused everywhere."""
    made, secret = Keys(state).create("measured")
    seconds_until(lambda: statuses(services, secret) == {200})
    Keys(state).revoke(made.id)
    return seconds_until(lambda: statuses(services, secret) == {401})


def silenced(state: State, services: list[Service], title: str) -> float:
    """Silence the first notice of a title, and return the seconds until no service shows it. It is shown again then."""
    match = services[0].match(title)["matches"][0]
    queue = FeedbackQueue(state)
    number = queue.add(case_id=match["case"], passage=match["passage"], generation="measured")

    def shown() -> set[bool]:
        return {
            any(other["case"] == match["case"] for other in service.match(title)["matches"]) for service in services
        }

    queue.decide(number, ACCEPTED, "measured")
    found = seconds_until(lambda: shown() == {False})
    queue.decide(number, DISMISSED, "measured")
    seconds_until(lambda: shown() == {True})
    return found


def corrected(state: State, folder: Path, services: list[Service], number: int) -> float:
    """Correct a case, and return the seconds until every service has the correction."""
    case = next(iter(Generation(path_of(folder, live_name(folder))).cases()))
    title = f"{case.title} ({number})"
    Edits(state).change(case, {"title": title}, "measured")

    def everywhere() -> bool:
        asked = [httpx.get(f"{service.url}/v1/cases/{case.id}", timeout=20) for service in services]
        return all(reply.json()["title"] == title for reply in asked)

    return seconds_until(everywhere)


def processor_ms(service: Service, text: str, server: PostgresServer | None) -> dict[str, float]:
    """Milliseconds of processor time for a match: of the service, and of the database server."""

    def spent(pid: int) -> float:
        processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        return sum(sum(process.cpu_times()[:2]) for process in processes)

    pids = {"service": service.pid}
    if server is not None and server.process is not None:
        pids["database server"] = server.process.pid
    before = {name: spent(pid) for name, pid in pids.items()}
    with httpx.Client(timeout=60) as client:
        for _ in range(MATCHES):
            client.post(f"{service.url}/v1/match", json={"text": text}).raise_for_status()
    return {name: round((spent(pid) - before[name]) / MATCHES * 1000, 3) for name, pid in pids.items()}


def engine_ms(state: State) -> dict[str, float]:
    """Milliseconds to store a feedback, and to read the silences."""
    queue, begun = FeedbackQueue(state), time.perf_counter()
    for number in range(STORED):
        queue.add(case_id="measured", passage=f"{number:032x}", generation="g", most=10**6)
    stored, begun = time.perf_counter() - begun, time.perf_counter()
    for _ in range(STORED):
        queue.silences()
    return {"store": round(stored / STORED * 1000, 3), "read": round((time.perf_counter() - begun) / STORED * 1000, 3)}


def measured(source: Path, rounds: int) -> dict[str, Any]:
    """Every figure."""
    with tempfile.TemporaryDirectory() as root, PostgresServer.running(free_port()) as server:
        folders = [Path(root) / name for name in ("one", "two", "alone")]
        for folder in folders:
            command(folder, {}, "index", "build", str(source))
        titles = [case.title for case in Generation(path_of(folders[0], live_name(folders[0]))).cases()][5:]
        settings = {"REJOINDER_STATE": server.new_database()}
        state = open_state(folders[0], settings["REJOINDER_STATE"])
        services = [Service(folder, settings) for folder in folders[:2]]
        with serving(services):
            title = next(title for title in titles if services[0].match(title)["matches"])
            text = "\n\n".join(titles[:10])
            found: dict[str, Any] = {"cases": len(Generation(path_of(folders[0], live_name(folders[0]))))}
            found["revoked"] = [revoked(state, services) for _ in range(rounds)]
            print("revoked", found["revoked"], file=sys.stderr)
            found["silenced"] = [silenced(state, services, title) for _ in range(rounds)]
            print("silenced", found["silenced"], file=sys.stderr)
            found["corrected"] = [corrected(state, folders[0], services, number) for number in range(min(rounds, 5))]
            print("corrected", found["corrected"], file=sys.stderr)
            found["match in a database"] = processor_ms(services[0], text, server)
        alone = Service(folders[2], {})
        with serving([alone]):
            found["match in a file"] = processor_ms(alone, text, None)
        found["engine in a database"], found["engine in a file"] = engine_ms(state), engine_ms(State(folders[2]))
        state.engine.close()
    for name in ("revoked", "silenced", "corrected"):
        times = found[name]
        found[name] = {"median": round(statistics.median(times), 2), "most": round(max(times), 2), "times": len(times)}
    return found | {"load average": round(os.getloadavg()[0], 1)}


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args()
    print(json.dumps(measured(given.source, given.rounds), indent=1))


if __name__ == "__main__":
    main()
