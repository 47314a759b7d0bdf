"""The checks of `rejoinder doctor`. Each reports what is fine, what is doubtful, and what keeps the service down.

They write nothing to the index, and run nothing from an index folder: the full-text index is compared, not opened.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from index.admin_state.database import State
from index.admin_state.feedback import FeedbackQueue
from index.depot import local_record
from index.depot.address import open_depot
from index.depot.live import read_live
from index.errors import ModelError, RejoinderError
from index.semantic import state as semantic
from index.storage import generations
from index.storage.generation import Manifest, quick_check
from index.storage.library import Library
from server import gunicorn_app
from server.admin.scheduler import Planned, planned
from server.cli.extension_commands import NoExtensionError, archive
from server.cli.output import clean, megabytes, number
from server.config.open_models import open_models
from server.config.search_engine import search_cluster
from server.config.settings import CONFIG, DEFAULT_INDEX, OFF, SettingError, Settings, table, written
from server.config.states import state_of
from server.http.api_keys import Keys
from server.http.depot_health import health
from server.http.search_health import looked_at
from server.http.shard_health import looked_at as shards_looked_at
from server.http.shared_counts import SharedCounts

Level = Literal["ok", "warning", "problem"]
OK: Level = "ok"
WARNING: Level = "warning"
PROBLEM: Level = "problem"
_SECONDS_TO_ANSWER = 3.0
_LATE = 2  # number of intervals after which an import that has not begun is late
_AHEAD_SECONDS = 300  # how much the clocks of two machines may differ
_EARLIEST = datetime(2025, 1, 1, tzinfo=UTC)  # an earlier time means that the clock is wrong
_FULL = 0.9  # share of the feedback limit from which on the queue is nearly full


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of a check: which check, its level, what was found, where, and what to do."""

    check: str
    level: Level
    what: str
    where: str = ""
    todo: str = ""


@dataclass(slots=True)
class Examined:
    """What the checks examine."""

    folder: Path
    settings: Settings
    state: State
    status: dict[str, Any] = field(default_factory=dict)

    @property
    def live(self) -> dict[str, Any]:
        """The live generation's entry of `index status`; empty if there is none."""
        return next((kept for kept in self.status.get("generations", []) if kept["live"]), {})


Check = Callable[[Examined], Iterator[Finding]]


def examine(folder: Path | None) -> tuple[Path, list[Finding]]:
    """Run every check on the index in `folder`, or in the settings. Returns the folder and the findings."""
    settings, findings = _settings(folder)
    seen = Examined(settings.index, settings, state_of(settings.index, settings, read_only=True))
    for name, check in CHECKS:
        try:
            for finding in check(seen):
                findings.append(finding)
        except RejoinderError as e:
            findings.append(Finding(name, PROBLEM, str(e)))
        except Exception as e:
            # a folder may hold anything: report what cannot be checked, and go on with the other checks
            what = f"cannot be checked ({type(e).__name__}: {' '.join(str(e).split())[:200]})"
            findings.append(Finding(name, PROBLEM, what, str(seen.folder)))
    return seen.folder, findings


def _settings(folder: Path | None) -> tuple[Settings, list[Finding]]:
    where = os.environ.get(CONFIG, "")
    file = Finding("settings file", OK, "is in use", where) if where else Finding("settings file", OK, "off")
    named = folder.expanduser().absolute() if folder is not None else None
    try:
        settings = Settings.load(index=named)
    except SettingError as e:
        todo = "correct it; `rejoinder settings` lists all settings. The other checks use the defaults"
        return Settings(index=named or DEFAULT_INDEX), [Finding("settings", PROBLEM, str(e), where, todo)]
    changed = [row for row in table() if _value(settings, row[0]) != row[1]]
    told = f"{len(changed)} of {len(table())} differ from their defaults"
    return settings, [Finding("settings", OK, told), file]


def _value(settings: Settings, name: str) -> str:
    return written(getattr(settings, name.removeprefix("REJOINDER_").lower()))


def _live(seen: Examined) -> Iterator[Finding]:
    seen.status = generations.status(seen.folder)
    live = seen.live
    if "problem" in live:
        todo = "go back with `rejoinder index rollback`, or build the index again"
        yield Finding("index", PROBLEM, live["problem"], str(seen.folder), todo)
        return
    cases = number(int(live["counts"]["cases"]))
    yield Finding("index", OK, f"{live['generation']} is live: {cases} cases, built {live['built']}", str(seen.folder))
    if seen.status["writing"]:
        yield Finding("index", OK, "another process is writing to it")


def _integrity(seen: Examined) -> Iterator[Finding]:
    if not seen.status:
        return
    problems = generations.verify(seen.folder)
    for problem in problems:
        todo = "go back with `rejoinder index rollback`, or build the index again from its sources"
        yield Finding("integrity", PROBLEM, problem, seen.status["live"], todo)
    if not problems:
        yield Finding("integrity", OK, "no file has changed since the build", seen.status["live"])


def _kept(seen: Examined) -> Iterator[Finding]:
    if not seen.status:
        return
    whole = 0
    for kept in seen.status["generations"]:
        if kept["live"]:
            continue
        path = generations.path_of(seen.folder, kept["generation"])
        problem = kept.get("problem") or next(quick_check(path, Manifest.read(path)), None)
        if problem:
            todo = "you cannot go back to it; it is removed when it is old enough"
            yield Finding("kept generations", WARNING, str(problem), kept["generation"], todo)
        else:
            whole += 1
    if whole:
        yield Finding("kept generations", OK, f"you can go back to {whole}")
    else:
        todo = "the next build keeps this one; until then, only a backup helps if this one is damaged"
        yield Finding("kept generations", WARNING, "there is none to go back to", str(seen.folder), todo)


def _disk(seen: Examined) -> Iterator[Finding]:
    if not seen.folder.is_dir():
        return
    free, needed = shutil.disk_usage(seen.folder).free, int(seen.live.get("bytes", 0))
    told, where = f"{megabytes(free)} free, a build needs about {megabytes(needed)}", str(seen.folder)
    if free < needed:
        yield Finding("disk", PROBLEM, told, where, "make room, or lower REJOINDER_KEEP_BYTES")
    elif free < 3 * needed:
        yield Finding("disk", WARNING, told, where, "make room, or lower REJOINDER_KEEP_BYTES")
    else:
        yield Finding("disk", OK, told, where)


def _permissions(seen: Examined) -> Iterator[Finding]:
    if not seen.folder.is_dir():
        return
    paths = [seen.folder, seen.folder / "generations", *([] if seen.state.shared else [seen.state.path])]
    there = [path for path in paths if path.exists()]
    refused = [path for path in there if not os.access(path, os.R_OK | os.W_OK)]
    foreign = [path for path in there if path.stat().st_uid != os.geteuid()]
    for path in refused:
        todo = "run the commands and the service as one user, and give that user the folder with chown -R"
        yield Finding("permissions", PROBLEM, "this user may not read and write it", str(path), todo)
    if foreign and not refused:
        todo = "run commands as the service's user, or the service may be unable to write what they make"
        yield Finding("permissions", WARNING, "belongs to another user than this command's", str(foreign[0]), todo)
    if not seen.state.shared and seen.state.path.exists() and seen.state.path.stat().st_mode & 0o077:
        todo = f"chmod 600 {seen.state.path}"
        yield Finding("permissions", WARNING, "other users may read feedback and keys", str(seen.state.path), todo)
    if not refused and not foreign:
        yield Finding("permissions", OK, "this user may read and write it", str(seen.folder))


def _state(seen: Examined) -> Iterator[Finding]:
    where = seen.state.place
    if not seen.state.exists():
        if seen.status:
            todo = "restore a backup, or start the service, which makes a new one without feedback and keys"
            yield Finding("state", WARNING, "is missing", where, todo)
        return
    damage = seen.state.damage()
    if damage is not None:
        yield Finding("state", PROBLEM, f"is damaged: {damage}", where, "restore a backup with `rejoinder restore`")
        return
    yield Finding("state", OK, "is intact", where)
    if seen.state.shared and seen.state.path.exists():
        what, todo = "is not used, as REJOINDER_STATE is set", "remove it once all of it is in the database"
        yield Finding("state", WARNING, what, str(seen.state.path), todo)
    waiting, most = FeedbackQueue(seen.state).count(), seen.settings.max_feedback
    told = f"{number(waiting)} of at most {number(most)} wait for a decision"
    if waiting >= _FULL * most:
        todo = "decide on it on the page Feedback, or raise REJOINDER_MAX_FEEDBACK; beyond it, feedback is refused"
        yield Finding("feedback", WARNING, told, where, todo)
    else:
        yield Finding("feedback", OK, told)


def _keys(seen: Examined) -> Iterator[Finding]:
    gunicorn_app.check_keys(seen.settings, seen.state)
    keys = Keys(seen.state).list()
    revoked = sum(bool(key.revoked) for key in keys)
    yield Finding("keys", OK, f"{len(keys) - revoked} in use, {revoked} revoked")


def _models(seen: Examined) -> Iterator[Finding]:
    models = open_models(seen.settings)  # checks the digests of the reader's files
    reader = models.reader.description.name if models.reader is not None else "off"
    yield Finding("reader", OK, f"{reader}{', its files are as shipped' if models.reader is not None else ''}")
    if models.encoder is None:
        if seen.settings.model != OFF:
            what, todo = f"{seen.settings.model} cannot be used", "set REJOINDER_MODEL_REQUIRED=yes to see why"
            yield Finding("sentence encoder", WARNING, what, "", todo)
        else:
            yield Finding("sentence encoder", OK, "off")
        return
    if not seen.status:
        return
    problem = semantic.mismatch(models.encoder, generations.path_of(seen.folder, seen.status["live"]))
    if problem is not None and seen.settings.needs_vectors:
        raise ModelError(problem)
    yield Finding("sentence encoder", WARNING if problem else OK, problem or f"{models.encoder.name} is in use")


def _schedules(seen: Examined) -> Iterator[Finding]:
    pausing = seen.status.get("paused")
    if pausing:
        what = f"scheduled imports have been paused since {pausing['since'] or 'a time that cannot be read'}"
        todo = "`rejoinder index resume` resumes them"
        yield Finding("schedules", WARNING, what, str(seen.folder), todo)
    plans = planned(Library(seen.folder, state=seen.state), seen.settings.schedule)
    for plan in plans:
        yield _schedule(plan, bool(pausing))
    if not plans:
        yield Finding("schedules", OK, "no scheduled import is set")


def _schedule(plan: Planned, pausing: bool) -> Finding:
    source, moment = clean(plan.schedule.source), time.time()
    if plan.job is not None and plan.job.state in ("failed", "interrupted"):
        error = clean(str(plan.job.result.get("error", "it was killed")))[:300]
        return Finding("schedules", WARNING, f"the last import failed: {error}", source, "see the overview of /admin")
    late = plan.begun is None or moment - plan.begun > _LATE * plan.schedule.seconds
    if plan.job is not None and plan.job.active:
        return Finding("schedules", OK, "is being imported now", source)
    if late and not pausing:
        what = "was never imported" if plan.begun is None else "is overdue"
        return Finding(
            "schedules", WARNING, what, source, "only a running service does scheduled imports: is it running?"
        )
    if plan.begun is None:
        return Finding("schedules", OK, "was never imported", source)
    last = datetime.fromtimestamp(plan.begun, UTC).isoformat(timespec="seconds")
    is_due = plan.schedule.is_due(plan.begun, moment)
    return Finding("schedules", OK, f"{'is due' if is_due else 'is not due yet'}; the last one began at {last}", source)


def _rate_storage(seen: Examined) -> Iterator[Finding]:
    address = seen.settings.rate_storage
    where = f"{address.partition('://')[0]}://{address.partition('://')[2].rpartition('@')[2]}"
    if address == "memory://":
        yield Finding("rate limits", OK, "each worker counts by itself", where)
        return
    counts = SharedCounts(address)
    counts.look()
    if counts.problem:
        todo = "start it, or correct REJOINDER_RATE_STORAGE; until then each worker counts by itself"
        yield Finding("rate limits", WARNING, counts.problem, where, todo)
    else:
        yield Finding("rate limits", OK, "the server answers", where)


def _depot(seen: Examined) -> Iterator[Finding]:
    found, where = health(seen.settings, seen.folder), seen.settings.depot
    if found is None:
        yield Finding("depot", OK, "none is set: this machine serves its own index")
        return
    record = local_record.read(seen.folder)
    public = seen.settings.depot_key or record.key
    live = read_live(open_depot(where), public).live if public else None
    if live is None:
        yield Finding("depot", PROBLEM, "nothing was published there", where, "`rejoinder depot push` on the builder")
        return
    if live.sequence < record.sequence:
        todo = "find out who may write there, then run `rejoinder depot push` on the builder"
        yield Finding("depot", PROBLEM, "somebody put an older LIVE there", where, todo)
    if found.part == "thread":
        if seen.settings.follows:
            yield Finding("depot", WARNING, found.problem, where, "is the service running?")
    elif found.part:
        yield Finding("depot", PROBLEM, found.problem, where, "the service tries again by itself")
    name = live.live.generation if live.live is not None else "nothing"
    if seen.status and seen.status["live"] != name:
        todo = "start the service, which follows" if seen.settings.follows else "`rejoinder depot status` shows more"
        yield Finding("depot", WARNING, f"{name} is live there, this machine has another generation", where, todo)
    elif found.part in ("", "thread"):
        yield Finding("depot", OK, f"it answers, and {name} is live there too", where)


def _search(seen: Examined) -> Iterator[Finding]:
    where = ", ".join(seen.settings.search)
    if not where:
        yield Finding("search", OK, "no cluster is set: the full text is in the index's folder")
        return
    from index.search.opensearch.inspection import inspect

    cluster = inspect(search_cluster(seen.settings, seen.folder).cluster)
    for warning in cluster.warnings:
        yield Finding("search", WARNING, warning, where)
    found = looked_at(dataclasses.replace(seen.settings, index=seen.folder))
    if found.part:
        yield Finding("search", PROBLEM, found.problem, where)
    else:
        what = f"OpenSearch {cluster.version} answers with {cluster.nodes} nodes, and has the live generation's index"
        yield Finding("search", OK, what, where)


def _shards(seen: Examined) -> Iterator[Finding]:
    if not seen.settings.shards:
        yield Finding("shards", OK, "none are set: this machine finds all candidates")
        return
    if not seen.settings.shard_urls:
        yield Finding("shards", OK, f"this machine is for part {seen.settings.shard_number} of {seen.settings.shards}")
        return
    found = shards_looked_at(dataclasses.replace(seen.settings, index=seen.folder))
    for replica in found.replicas:
        if replica.problem:
            level = PROBLEM if replica.shard in found.gone else WARNING
            yield Finding("shards", level, f"shard {replica.shard}: {replica.problem}", replica.address)
    if not found.problem:
        yield Finding("shards", OK, f"all {len(found.replicas)} replicas of {found.count} shards answer")


def _port(seen: Examined) -> Iterator[Finding]:
    address = gunicorn_app.url(seen.settings)
    try:
        gunicorn_app.check_port(seen.settings.host, seen.settings.port)
    except gunicorn_app.ServingError as e:
        status, said = _asked(f"{address}/readyz")
        if status == 200 and "generation" in said:
            yield Finding(
                "port", OK, f"Rejoinder answers from generation {clean(str(said['generation']))[:60]}", address
            )
            if seen.status and said["generation"] != seen.status["live"]:
                what = f"it does not serve the live generation {seen.status['live']}"
                yield Finding("port", WARNING, what, address, "is it a service of another index?")
        elif str(said.get("type", "")).startswith("/problems/"):
            what = f"Rejoinder is running but not ready ({clean(str(said.get('title', status)))[:100]})"
            yield Finding("port", PROBLEM, what, address, "its log says why; `rejoinder index verify` checks the index")
        else:
            yield Finding("port", PROBLEM, str(e), address)
    else:
        yield Finding("port", OK, "is free: the service is not running", address)


def _asked(address: str) -> tuple[int, dict[str, Any]]:
    """The status and the JSON object of an answer; (0, {}) if there is no answer in HTTP and JSON."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        try:
            response = opener.open(address, timeout=_SECONDS_TO_ANSWER)
        except urllib.error.HTTPError as e:
            response = e
        with response:
            said = json.loads(response.read(65_536))
            return int(response.status), said if isinstance(said, dict) else {}
    except (OSError, ValueError):
        return 0, {}


def _extension(_: Examined) -> Iterator[Finding]:
    for browser in ("chrome", "firefox"):
        try:
            yield Finding("extension", OK, f"for {browser} is installed", archive(browser).name)
        except NoExtensionError as e:
            yield Finding("extension", WARNING, f"for {browser}: {e}")


def _clock(seen: Examined) -> Iterator[Finding]:
    moment = datetime.now(UTC)
    told = moment.isoformat(timespec="seconds")
    todo = "set the machine's clock: schedules, sessions and the order of generations depend on it"
    built = [datetime.fromisoformat(kept["built"]) for kept in seen.status.get("generations", []) if "built" in kept]
    ahead = max(((one - moment).total_seconds() for one in built), default=0.0)
    if moment < _EARLIEST:
        yield Finding("clock", PROBLEM, f"says {told}, which is in the past", "", todo)
    elif ahead > _AHEAD_SECONDS:
        what = f"says {told}, but a generation was built {ahead / 60:,.0f} minutes after that"
        yield Finding("clock", WARNING, what, "", todo)
    else:
        yield Finding("clock", OK, f"says {told}")


CHECKS: tuple[tuple[str, Check], ...] = (
    ("index", _live),
    ("integrity", _integrity),
    ("kept generations", _kept),
    ("disk", _disk),
    ("permissions", _permissions),
    ("state", _state),
    ("keys", _keys),
    ("models", _models),
    ("schedules", _schedules),
    ("rate limits", _rate_storage),
    ("depot", _depot),
    ("search", _search),
    ("shards", _shards),
    ("port", _port),
    ("extension", _extension),
    ("clock", _clock),
)
