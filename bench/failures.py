"""Kill or stop each part of a whole installation amid 1,000 requests, and see that only what must fail does.

    python -m bench.failures [--requests 1000] [--rate 20] [--parts redis search ...] [--ways kill hang] [--patience 1]

Starts PostgreSQL, Redis, one OpenSearch node, a depot, a builder and two followers on 127.0.0.1, as
bench/installation.py says. Then, for each part: sends matches, single cases, searches, feedback and /readyz to both
followers at a steady rate, as a load balancer does that asks /readyz; after a fifth of them, kills the part by its
process id (or, with `hang`, stops it with SIGSTOP, so that it accepts connections and says nothing); asks /readyz,
/metrics and the overview of /admin meanwhile, and has the builder add a case; brings the part back after four fifths;
and waits until all is well again by itself. A depot in a folder is renamed, and with `hang` becomes a pipe that nobody
writes to.

Prints a table and each rule of docs/scaling.md that was broken, and writes bench/results/failures.json. Ends with 1 if
a rule was broken. A run of all parts takes 15 minutes. On a busy machine, multiply every limit of time by `--patience`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bench.installation import (
    SILENT_SECONDS,
    Installation,
    Machine,
    installed,
    kill,
    signal_all,
    tree,
    until,
)
from tests.servers import Server

MARK = "zugzwangs"  # a word of every text, query and comment, which no log may have
TRADES = "baker smith miller tailor cooper weaver fisher mason".split()
THINGS = "lighthouse orchestra vineyard tramway cathedral".split()
TITLES = {
    f"c{number}": f"The {trade} of Ravna secretly sold the {thing} number {number} to a travelling circus"
    for number, (trade, thing) in enumerate(itertools.product(TRADES, THINGS))
}
CYCLE = ("match", "case", "match", "search", "match", "feedback", "match", "case", "match", "readyz")
THREADS = 24
READERS_SECONDS = 5.0  # for the slowest match, case and view of the service's health; most take a few milliseconds
MOST_SECONDS = 15.0  # for the slowest reply of all, and of a refused feedback or search
COMMAND_SECONDS = 150.0  # for a command of the builder, which starts, reads the sources and asks each part
NAMED_SECONDS = 60.0  # until the part that is ill is named
WELL_SECONDS = 90.0  # until all is well again after the part answers again
BALANCER_SECONDS = 5.0  # that the load balancer waits for a machine


@dataclass(frozen=True)
class Part:
    """What a part's loss means.

    fails: the routes that answer 503 with the problem `problem`   builds: whether the builder can still build
    ready: the member of /readyz that names the part    figure: what /metrics says    page: what the overview says
    events: what the followers' logs have once it is over
    """

    name: str
    fails: tuple[str, ...] = ()
    problem: str = ""
    builds: bool | None = False
    ready: str = ""
    figure: str = ""
    page: str = ""
    events: tuple[str, ...] = ()


PARTS = {
    part.name: part
    for part in (
        Part(
            "depot",
            ready="depot",
            figure=r'rejoinder_depot_ill\{part="depot"\} 1',
            page="The depot needs attention",
            events=("depot-ill", "depot-well"),
        ),
        Part(
            "postgres",
            fails=("feedback", "readyz"),
            problem="state-unavailable",
            ready="state",
            figure="rejoinder_state_ill 1",
            page="database of the state",
            events=("state-ill", "state-well"),
        ),
        Part(
            "redis",
            builds=True,
            ready="rate_limits",
            figure="rejoinder_rate_limits_ill 1",
            page="The rate limits need attention",
            events=("rate-limits-ill", "rate-limits-well"),
        ),
        Part(
            "search",
            fails=("search",),
            problem="search-unavailable",
            ready="search",
            figure=r'rejoinder_search_ill\{part="cluster"\} 1',
            page="The search cluster needs attention",
            events=("search-ill", "search-well"),
        ),
        Part("machine", builds=True),
        Part("builder", builds=None),
    )
}


@dataclass
class Seen:
    """What the replies of one route were."""

    replies: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0


class Load:
    """Sends requests at a steady rate, to a machine that was ready when it was asked last, and judges the replies.

    Where no machine is ready, all get requests, as load balancers do.
    """

    def __init__(self, made: Installation, part: Part, count: int, rate: float) -> None:
        self._made, self._part, self._count, self._rate = made, part, count, rate
        self.seen: dict[str, Seen] = defaultdict(Seen)
        self.stored: list[int] = []
        self._counting = threading.Lock()
        self._begun = self._in_turn = 0
        self._out: set[str] = set()
        self._over = threading.Event()
        self.may_fail = False  # whether the part is ill, or was until a moment ago
        limits = httpx.Limits(max_connections=2 * THREADS, max_keepalive_connections=THREADS)
        wait = BALANCER_SECONDS if part.name == "machine" else 60.0
        self._client = httpx.Client(timeout=httpx.Timeout(wait, pool=60), limits=limits)
        self._bearer = {"Authorization": f"Bearer {made.key}"}

    def __enter__(self) -> Load:
        self._running = threading.Thread(target=self._run)
        self._asking = threading.Thread(target=self._probe)
        self._asking.start()
        self._running.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._over.set()  # whoever stops the run need not wait for the rest of the requests
        self._running.join()
        self._over.set()
        self._asking.join()
        self._client.close()

    def reach(self, number: int) -> None:
        """Wait until this many requests were begun."""
        until(lambda: self._begun >= number or not self._running.is_alive(), 600, "the load goes on")

    def _run(self) -> None:
        due = time.monotonic()
        with ThreadPoolExecutor(THREADS) as pool:
            for number in range(self._count):
                if self._over.wait(max(0.0, due - time.monotonic())):
                    return
                due = max(due + 1 / self._rate, time.monotonic() - 1)
                self._begun = number + 1
                pool.submit(self._send, number)

    def _probe(self) -> None:
        """Ask each machine once a second, as load balancers do."""
        with httpx.Client(timeout=2) as client:
            while not self._over.wait(1.0):
                for machine in self._made.followers:
                    try:
                        ready = client.get(f"{machine.url}/readyz").status_code == 200
                    except httpx.TransportError:
                        ready = False
                    (self._out.discard if ready else self._out.add)(machine.name)

    def _machines(self) -> list[Machine]:
        """The machines to ask, the next one first."""
        followers = self._made.followers
        within = [machine for machine in followers if machine.name not in self._out] or followers
        with self._counting:
            self._in_turn += 1
            turn = self._in_turn % len(within)
        first = [*within[turn:], *within[:turn]]
        return first + [machine for machine in followers if machine not in first]

    def _send(self, number: int) -> None:
        route = CYCLE[number % len(CYCLE)]
        may_fail, begun, reply, again = self.may_fail, time.monotonic(), None, ""
        for machine in self._machines():
            try:
                reply = self._ask(route, number, machine.url)
                break
            except httpx.TransportError as e:
                again = type(e).__name__
        took = time.monotonic() - begun
        try:
            said = self._judged(route, number, reply) if reply is not None else f"no reply: {again}"
        except (KeyError, ValueError, TypeError) as e:
            said = f"cannot be read: {type(e).__name__}"
        if said.startswith("503 ") and not (may_fail or self.may_fail):
            said += " while all was well"
        if reply is not None and again:
            said += ", asked again"
        with self._counting:
            self.seen[route].replies[said] += 1
            self.seen[route].slowest = max(self.seen[route].slowest, took)

    def _ask(self, route: str, number: int, url: str) -> httpx.Response:
        case = f"c{number % len(TITLES)}"
        ask = self._client.request
        match route:
            case "match":
                text = f"{TITLES[case]}.\n\nNobody said anything about {MARK}."
                return ask("POST", f"{url}/v1/match", json={"text": text}, headers=self._bearer)
            case "case":
                return ask("GET", f"{url}/v1/cases/{case}", headers=self._bearer)
            case "search":
                query = {"q": f"{THINGS[number % len(THINGS)]} OR {MARK}"}
                return ask("GET", f"{url}/v1/cases", params=query, headers=self._bearer)
            case "feedback":
                # each about another notice, as a notice takes only so many reports
                body = {"case": case, "passage": os.urandom(16).hex(), "generation": "bench", "comment": MARK}
                return ask("POST", f"{url}/v1/feedback", json=body, headers=self._bearer)
        return ask("GET", f"{url}/readyz")

    def _judged(self, route: str, number: int, reply: httpx.Response) -> str:
        """`right`, `503 PROBLEM`, or what is wrong."""
        said = reply.json()
        if reply.status_code >= 400:
            if reply.headers["Content-Type"] != "application/problem+json":
                return f"{reply.status_code} is no problem+json"
            return f"{reply.status_code} {said['type'].removeprefix('/problems/')}"
        case = f"c{number % len(TITLES)}"
        if route == "match":
            right = case in {match["case"] for match in said["matches"]}
        elif route == "case":
            right = said["title"] == TITLES[case]
        elif route == "search":
            wanted = THINGS[number % len(THINGS)]
            right = bool(said["cases"]) and all(wanted in found["title"] for found in said["cases"])
        elif route == "feedback":
            right = reply.status_code == 201
            with self._counting:
                self.stored.append(said["id"])
        else:
            right = said["status"] == "ready"
        return "right" if right else "wrong"


class Views:
    """Asks /readyz, /metrics and the overview of both followers once a second: is the part named, and how soon?"""

    NAMES = ("readyz", "metrics", "admin")

    def __init__(self, made: Installation, part: Part) -> None:
        self._made, self._part = made, part
        self.named: dict[tuple[str, str], float] = {}  # seconds after the failure
        self.slowest: dict[str, float] = dict.fromkeys(self.NAMES, 0.0)
        self.silent: Counter[str] = Counter()  # views that did not answer in time
        self.unready: float | None = None  # seconds after the failure at which the first /readyz said 503
        self.failed = 0.0  # when the part failed
        self._over = threading.Event()

    def __enter__(self) -> Views:
        self._running = [
            threading.Thread(target=self._run, args=(machine, view))
            for machine in self._made.followers
            for view in self.NAMES
        ]
        for thread in self._running:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._running:
            thread.join()

    def complete(self) -> bool:
        """Whether every view of every machine has named the part."""
        return not self._part.ready or len(self.named) == len(self._running)

    def _run(self, machine: Machine, view: str) -> None:
        with httpx.Client(timeout=30) as client:
            while not self._over.wait(1.0):
                begun, failed = time.monotonic(), self.failed
                try:
                    reply = self._ask(client, machine, view)
                except httpx.TransportError:
                    if self._part.name != "machine":
                        self.silent[view] += 1
                    continue
                if self._part.name != "machine":
                    self.slowest[view] = max(self.slowest[view], time.monotonic() - begun)
                if failed and self._names(view, reply):
                    self.named.setdefault((machine.name, view), time.monotonic() - failed)
                if failed and view == "readyz" and reply.status_code == 503 and self.unready is None:
                    self.unready = time.monotonic() - failed

    def _ask(self, client: httpx.Client, machine: Machine, view: str) -> httpx.Response:
        if view == "readyz":
            return client.get(f"{machine.url}/readyz")
        if view == "metrics":
            return client.get(f"{machine.url}/metrics", headers={"Authorization": f"Bearer {self._made.key}"})
        return client.get(f"{machine.url}/admin", headers={"Cookie": self._made.cookie})

    def _names(self, view: str, reply: httpx.Response) -> bool:
        if view == "metrics":
            return bool(self._part.figure) and re.search(self._part.figure, reply.text) is not None
        if view == "admin":
            return bool(self._part.page) and self._part.page in reply.text
        said = reply.json()
        by_problem = reply.status_code == 503 and said.get("type") == f"/problems/{self._part.problem}"
        return by_problem or (reply.status_code == 200 and said.get(self._part.ready, "ok") != "ok")


class Failing:
    """Makes a part fail, by `way` (kill or hang), and brings it back."""

    def __init__(self, made: Installation, part: Part, way: str) -> None:
        self._made, self._name, self._way = made, part.name, way
        self.building: subprocess.Popen[str] | None = None

    def fail(self) -> None:
        """Make the part fail."""
        if self._name == "depot" and self._made.depot is None:
            self._folder_away()
            return
        if self._name == "builder":
            self.building = self._begin()
            time.sleep(3)
            signal_all(tree(self.building), self._signal)  # type: ignore[arg-type]
        process = self._process()
        if self._way == "kill":
            kill(process)
        else:
            # parents first, so that none starts a child anew
            signal_all(tree(process), signal.SIGSTOP)

    def mend(self) -> None:
        """Bring the part back, and wait until it answers (a service: until it was started)."""
        made = self._made
        if self._name == "depot" and made.depot is None:
            self._folder_back()
        elif self._way == "hang":
            signal_all(tree(self._process()), signal.SIGCONT)
            signal_all(tree(self.building), signal.SIGCONT)  # type: ignore[arg-type]
        elif self._name == "postgres":
            made.start_postgres()
        elif self._name == "search":
            made.search.processes[0] = None
            made.start_search()
        elif self._name in ("redis", "depot"):
            made.start_server(self._server())
        else:
            self._machine().start()

    @property
    def _signal(self) -> signal.Signals:
        return signal.SIGKILL if self._way == "kill" else signal.SIGSTOP

    def _begin(self) -> subprocess.Popen[str]:
        """Begin to add a case on the builder."""
        command = self._made.command(*self._made.new_case())
        environment = os.environ | self._made.settings
        begun = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self._made.guard.watch(begun)  # type: ignore[arg-type]
        return begun

    def _process(self) -> subprocess.Popen[bytes] | None:
        if self._name == "postgres":
            return self._made.postgres.process
        if self._name == "search":
            return self._made.search.processes[0]
        return self._server().process if self._name in ("redis", "depot") else self._machine().process

    def _server(self) -> Server:
        server = self._made.redis if self._name == "redis" else self._made.depot
        assert server is not None
        return server

    def _machine(self) -> Machine:
        return self._made.builder if self._name == "builder" else self._made.followers[1]

    def _folder_away(self) -> None:
        away = self._made.depot_folder
        away.rename(away.with_name("away"))
        if self._way == "hang":
            os.mkfifo(away)

    def _folder_back(self) -> None:
        folder = self._made.depot_folder
        folder.unlink(missing_ok=True)
        folder.with_name("away").rename(folder)


def limits_hold(made: Installation) -> list[str]:
    """Check that each worker counts alone: a key with 4 requests a minute gets 4 to 8 of 12, on each machine."""
    broken, key = [], made.new_key(4)
    for machine in made.followers:
        asked = Counter(
            httpx.get(
                f"{machine.url}/v1/cases/c1",
                headers={"Authorization": f"Bearer {key}", "Connection": "close"},
                timeout=60,
            ).status_code
            for _ in range(12)
        )
        if not 4 <= asked[200] <= 8 or asked[200] + asked[429] != 12:
            broken.append(f"without Redis, {machine.name} let {dict(asked)} through where each worker counts to 4")
    return broken


def is_well(made: Installation) -> bool:
    """Whether every follower says that all is well, finds and stores, and the builder is ready."""
    bearer = {"Authorization": f"Bearer {made.key}"}
    try:
        for machine in made.followers:
            reply = httpx.get(f"{machine.url}/readyz", timeout=30)
            parts = {name: said for name, said in reply.json().items() if name not in ("status", "generation")}
            if reply.status_code != 200 or set(parts.values()) != {"ok"}:
                return False
            if httpx.get(f"{machine.url}/v1/cases?q=circus", headers=bearer, timeout=30).status_code != 200:
                return False
            figures = httpx.get(f"{machine.url}/metrics", headers=bearer, timeout=30).text
            if re.search(r"^rejoinder_\w+_ill(\{.*\})? 1", figures, re.MULTILINE):
                return False
    except (httpx.TransportError, ValueError):
        return False
    return made.builder.ready()


def added(made: Installation, limit: float) -> tuple[float, int, str]:
    """Add a case on the builder. Returns the seconds, the exit code, and the last line that it said."""
    begun = time.monotonic()
    try:
        done = made.run(*made.new_case(), seconds=limit)
    except subprocess.TimeoutExpired:
        return time.monotonic() - begun, -1, "it did not end"
    lines = done.stderr.strip().splitlines()
    return time.monotonic() - begun, done.returncode, lines[-1] if lines else ""


def serves_last(made: Installation) -> bool:
    """Whether every follower answers with the case that was added last."""
    return all(
        httpx.get(
            f"{machine.url}/v1/cases/new-{made.number}", headers={"Authorization": f"Bearer {made.key}"}, timeout=30
        ).status_code
        == 200
        for machine in made.followers
    )


def one_failure(made: Installation, part: Part, way: str, count: int, rate: float, patience: float) -> dict[str, Any]:
    """Let a part fail amid the requests. Returns what was seen, and the rules that were broken."""
    broken: list[str] = []
    logged = {machine.name: len(machine.log.read_text()) for machine in made.followers}
    failing = Failing(made, part, way)
    found: dict[str, Any] = {"part": part.name, "way": way, "requests": count}
    with Views(made, part) as views, Load(made, part, count, rate) as load:
        load.reach(count // 5)
        load.may_fail = True
        failing.fail()
        views.failed = failed = time.monotonic()
        if part.builds is not None:
            seconds, code, said = added(made, COMMAND_SECONDS * patience)
            found["build"] = {"seconds": round(seconds, 1), "code": code, "said": said}
            if code != (0 if part.builds else 1):
                broken.append(f"a build ended with {code} after {seconds:.0f} s: {said}")
        if part.name == "redis":
            broken += limits_hold(made)
        try:
            until(views.complete, max(1.0, NAMED_SECONDS * patience - (time.monotonic() - failed)), "")
        except TimeoutError:
            every = {(machine.name, view) for machine in made.followers for view in views.NAMES}
            broken.append(f"not named by {sorted(every - set(views.named))}")
        load.reach(count * 4 // 5)
        if part.name == "postgres":
            until(lambda: time.monotonic() - failed > SILENT_SECONDS * 1.5, 60, "the silence")
        failing.mend()
        begun = time.monotonic()
        try:
            until(lambda: is_well(made), WELL_SECONDS * patience, "")
        except TimeoutError:
            broken.append(f"not well within {WELL_SECONDS * patience:.0f} s")
        found["well after"] = round(time.monotonic() - begun, 1)
        if failing.building is not None:
            ended = failing.building.wait(COMMAND_SECONDS * patience)
            if way == "hang" and ended:
                broken.append(f"a build that was stopped for a while ended with {ended}")
        load.may_fail = False
    seconds, code, said = added(made, COMMAND_SECONDS * patience)
    if code:
        broken.append(f"a build afterwards ended with {code}: {said}")
    else:
        try:
            until(lambda: serves_last(made), 60 * patience, "")
        except TimeoutError:
            broken.append("a generation that was built afterwards did not reach every follower")
    broken += judged(part, load, views, patience) + missing_events(made, part, logged) + lost(made, load)
    found["routes"] = {
        route: {"replies": dict(seen.replies), "slowest": round(seen.slowest, 2)}
        for route, seen in sorted(load.seen.items())
    }
    found["named after"] = {
        view: round(max(times), 1)
        for view in views.NAMES
        if (times := [seconds for (_, name), seconds in views.named.items() if name == view])
    }
    found["slowest view"] = {view: round(seconds, 2) for view, seconds in views.slowest.items()}
    found["not ready after"] = None if views.unready is None else round(views.unready, 1)
    return found | {"broken": broken}


def judged(part: Part, load: Load, views: Views, patience: float) -> list[str]:
    """The rules that the replies broke."""
    broken = []
    for route, seen in load.seen.items():
        allowed = {"right"}
        if route in part.fails:
            allowed.add(f"503 {part.problem}")
        if part.name == "machine":
            allowed.add("right, asked again")
        wrong = {said: number for said, number in seen.replies.items() if said not in allowed}
        if wrong:
            broken.append(f"{route}: {wrong}")
        most = READERS_SECONDS if route in ("match", "case", "readyz") else MOST_SECONDS
        most = patience * (most + (BALANCER_SECONDS if part.name == "machine" else 0.0))
        if seen.slowest > most:
            broken.append(f"{route}: the slowest reply took {seen.slowest:.1f} s, more than {most:.0f}")
        if route in part.fails and f"503 {part.problem}" not in seen.replies:
            broken.append(f"{route}: never said 503 {part.problem}")
    for view, seconds in views.slowest.items():
        most = patience * (MOST_SECONDS if view == "admin" else READERS_SECONDS)
        if seconds > most or views.silent[view]:
            broken.append(f"/{view}: took {seconds:.1f} s, and did not answer {views.silent[view]} times")
    early = views.unready is not None and views.unready < SILENT_SECONDS - 3
    if part.name == "postgres" and (views.unready is None or early):
        broken.append(f"/readyz said 503 after {views.unready} s, where the setting says {SILENT_SECONDS}")
    if part.name not in ("postgres", "machine") and views.unready is not None:
        broken.append(f"/readyz said 503 after {views.unready:.0f} s")
    return broken


def missing_events(made: Installation, part: Part, before: dict[str, int]) -> list[str]:
    """What the followers' logs lack, or should not have."""
    broken = []
    for machine in made.followers:
        log = machine.log.read_text()
        if MARK in log or any(title in log for title in TITLES.values()):
            broken.append(f"{machine.name} logged what somebody sent")
        new = log[before[machine.name] :]
        times = {event: new.count(f"event={event}") for event in part.events}
        broken += [f"{machine.name} logged {event} {count} times" for event, count in times.items() if count != 1]
    return broken


def lost(made: Installation, load: Load) -> list[str]:
    """Feedback that was acknowledged, and is not in the database."""
    with made.state.reading() as db:
        kept = {int(row[0]) for row in db.execute("SELECT id FROM feedback").fetchall()}
    missing = set(load.stored) - kept
    return [f"{len(missing)} of {len(load.stored)} stored feedbacks are lost"] if missing else []


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as a table in Markdown: right and refused replies of each route, the slowest, and the times."""
    routes = ("match", "case", "search", "feedback", "readyz")
    head = ["part", "way", *routes, "named after, s", "not ready after, s", "well after, s"]
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for row in rows:
        cells = [row["part"], row["way"]]
        for route in routes:
            seen = row["routes"].get(route, {"replies": {}, "slowest": 0})
            counts = Counter[str]()
            for said, number in seen["replies"].items():
                kind = "right" if said.startswith("right") else "503" if said.startswith("503") else "wrong"
                counts[kind] += number
            told = ", ".join(f"{number} {kind}" for kind, number in counts.items() if number)
            cells.append(f"{told}; {seen['slowest']:.1f} s")
        named = row["named after"].values()
        cells.append(f"{max(named):.0f}" if named else "")
        cells.append("" if row["not ready after"] is None else f"{row['not ready after']:.0f}")
        cells.append(f"{row['well after']:.0f}")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def cases() -> list[dict[str, object]]:
    """The cases of the installation, which are nobody's."""
    return [
        {"id": case, "source": "ravna", "title": title, "summary": f"{title}.", "response": "It did not."}
        for case, title in TITLES.items()
    ]


def main() -> None:
    """Run, print, write, and end with 1 if a rule was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=1000, help="for each failure, 10,000 at most")
    parser.add_argument("--rate", type=float, default=20, help="requests a second, 100 at most")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--ways", nargs="+", choices=("kill", "hang"), default=["kill", "hang"])
    parser.add_argument("--patience", type=float, default=1)
    parser.add_argument("--logs", type=Path, help="folder that keeps the services' logs")
    asked = parser.parse_args()
    for stop in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, lambda *_: sys.exit(1))
    begun, rows = time.monotonic(), []

    def told(what: str) -> None:
        print(f"{time.monotonic() - begun:5.0f} s  {what}", flush=True)

    with installed(cases(), told) as made:
        where = "a bucket of versitygw" if made.depot is not None else "a folder"
        told(f"all is up; the depot is {where}")
        failures = list(itertools.product(asked.parts, asked.ways))
        for number, (name, way) in enumerate(failures, 1):
            told(f"{number} of {len(failures)}: {name}, {way}")
            count, rate = min(asked.requests, 10_000), min(asked.rate, 100)
            row = one_failure(made, PARTS[name], way, count, rate, asked.patience)
            rows.append(row)
            told(f"{row['broken'] or 'as it should be'}")
            if asked.logs is not None:
                asked.logs.mkdir(exist_ok=True)
                for machine in made.machines:
                    shutil.copy(machine.log, asked.logs)
    print(table(rows))
    about = {"depot": where, "rate": rate, "silent_seconds": SILENT_SECONDS, "processors": os.cpu_count()}
    about |= {"load_average": round(os.getloadavg()[0], 1), "seconds": round(time.monotonic() - begun)}
    if len(failures) == 2 * len(PARTS):
        out = Path(__file__).parent / "results" / "failures.json"
        out.write_text(json.dumps(about | {"rows": rows}, indent=1) + "\n", "utf-8")
    broken = [f"{row['part']}, {row['way']}: {rule}" for row in rows for rule in row["broken"]]
    print("broken rules:", *(broken or ["none"]), sep="\n  ")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
