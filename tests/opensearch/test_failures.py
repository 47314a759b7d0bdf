"""What is wrong with a cluster is said, its lost nodes are not missed, and it never keeps what people search for."""

from __future__ import annotations

import base64
import contextlib
import http.server
import json
import logging
import os
import signal
import ssl
import subprocess
import sys
import textwrap
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from index.errors import SearchEngineError, SearchUnreachableError
from index.search.opensearch import writing
from index.search.opensearch.cluster import Access, Cluster
from index.search.opensearch.engine import Layout, OpenSearch
from index.search.opensearch.errors import SearchRefusedError
from index.search.opensearch.inspection import inspect
from index.storage.build import build, update
from index.storage.library import Library
from tests.opensearch.cluster import TestCluster, free_ports
from tests.opensearch.conftest import Write


class Front(http.server.BaseHTTPRequestHandler):
    """Stands in front of a node, as a proxy with TLS and passwords does; `answers` are given in its place."""

    behind = ""
    answers: dict[str, Any] = {}  # noqa: RUF012

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))) or None
        right = "Basic " + base64.b64encode(b"anna:open sesame").decode()
        if self.path in self.answers:
            status, reply = 200, json.dumps(self.answers[self.path]).encode()
        elif self.headers.get("Authorization", right) != right:
            status, reply = 401, b"Unauthorized"
        else:
            request = urllib.request.Request(
                self.behind + self.path, body, {"Content-Type": "application/json"}, method=self.command
            )
            with urllib.request.urlopen(request, timeout=30) as answer:
                status, reply = answer.status, answer.read()
        self.send_response(status)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextlib.contextmanager
def front(behind: str = "", answers: dict[str, Any] | None = None, certificate: Path | None = None) -> Iterator[str]:
    handler = type("OneFront", (Front,), {"behind": behind, "answers": answers or {}})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-signed certificate of 127.0.0.1 with its key."""
    import ipaddress

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_tls_and_passwords(search_cluster: TestCluster, certificate: Path) -> None:
    with front(search_cluster.addresses[0], certificate=certificate) as address:
        seen = inspect(Cluster(Access((address,), "anna", "open sesame", str(certificate))))
        assert (seen.version, seen.nodes) == ("2.19.6", 3)
        with pytest.raises(SearchRefusedError, match=r"certificate of https://.* is not trusted .*REJOINDER_SEARCH_CA"):
            inspect(Cluster(Access((address,), "anna", "open sesame")))
        with pytest.raises(SearchRefusedError, match="does not accept the user or the password") as wrong:
            inspect(Cluster(Access((address,), "anna", "wrong", str(certificate))))
        assert "wrong" not in str(wrong.value)
        plain = address.replace("https", "http")
        with pytest.raises(SearchEngineError, match="does not answer as it should"):
            inspect(Cluster(Access((plain,))))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"version": {"number": "8.15.0"}}, r"is not OpenSearch \(it calls itself version 8.15.0\)"),
        (
            {"version": {"number": "2.11.1", "distribution": "opensearch"}},
            r"2\.11\.1; supported are 2\.17 to 2\.19, and 3",
        ),
        ({"hello": "world"}, r"is not OpenSearch \(it does not say what it is\)"),
        ([], r"is not OpenSearch"),
    ],
)
def test_what_is_no_supported_opensearch_is_refused(answer: Any, expected: str) -> None:
    with front(answers={"/": answer}) as address, pytest.raises(SearchRefusedError, match=expected):
        inspect(Cluster(Access((address,))))


@pytest.mark.parametrize("address", ["http://127.0.0.1:{}", "http://no-such-host.invalid:9200"])
def test_a_wrong_address_is_said_in_time(address: str) -> None:
    begun = time.monotonic()
    with pytest.raises(SearchUnreachableError, match=r"connection refused|there is no such host"):
        inspect(Cluster(Access((address.format(free_ports(1)[0]),))))
    assert time.monotonic() - begun < 12


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("cluster.search.request.slowlog.threshold.warn", "1s"),
        ("logger.org.opensearch.action.search", "debug"),
    ],
)
def test_a_cluster_that_would_keep_queries_is_refused(search_cluster: TestCluster, setting: str, value: str) -> None:
    search_cluster.ask("PUT", "/_cluster/settings", {"persistent": {setting: value}})
    try:
        with pytest.raises(SearchRefusedError, match=rf"{setting} is {value}.*keeps no queries"):
            inspect(Cluster(Access(search_cluster.addresses)))
    finally:
        search_cluster.ask("PUT", "/_cluster/settings", {"persistent": {setting: None}})
    inspect(Cluster(Access(search_cluster.addresses)))


def test_a_query_is_kept_nowhere(
    folder: Path,
    write: Write,
    installation: OpenSearch,
    search_cluster: TestCluster,
    caplog: pytest.LogCaptureFixture,
) -> None:
    name = build(folder, [write(6)], engine=installation).generation
    caplog.set_level(logging.DEBUG)
    library = Library(folder, engine=installation)
    library.current().search('zugzwangs +bees "secretly machines"')
    logs = "".join((search_cluster.folder / f"node{n}" / "log").read_text("utf-8") for n in range(3))
    assert "zugzwang" not in caplog.text + logs
    index = installation.index_of(name)
    slow = {"index.search.slowlog.threshold.query.warn": "0ms"}
    search_cluster.ask("PUT", f"/{index}/_settings", slow)
    with pytest.raises(SearchRefusedError, match="keeps queries in a log: set it to -1"):
        Library(folder, engine=installation).current().search("bees")


@pytest.mark.toolchain  # on a busy machine, two nodes may take longer to agree than a search may
def test_a_killed_node_is_not_missed_in_searches_and_builds(
    folder: Path,
    write: Write,
    installation: OpenSearch,
    search_cluster: TestCluster,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build(folder, [write(60)], engine=installation)
    search_cluster.wait()
    library, ended = Library(folder, engine=installation), threading.Event()

    def search() -> tuple[int, list[float]]:
        """How many searches were answered, and when the others failed."""
        done, failed = 0, []
        while not ended.is_set():
            try:
                assert library.current().search("register bees").total >= 60
                done += 1
            except SearchUnreachableError:
                failed.append(time.monotonic())
        return done, failed

    monkeypatch.setattr(writing, "_BULK_BYTES", 20_000)
    killed = 0.0

    def progress(step: Any) -> None:
        nonlocal killed
        if step.phase == "fulltext" and 0 < step.done < step.total and step.done > step.total // 2 and not killed:
            killed = time.monotonic()
            search_cluster.kill(0)

    try:
        with ThreadPoolExecutor(2) as threads:
            searching = [threads.submit(search) for _ in range(2)]
            try:
                update(folder, [write(80, name="u.jsonl", title="A balloon")], engine=installation, progress=progress)
            finally:
                ended.set()
            found = [one.result() for one in searching]
        assert sum(done for done, _ in found) > 20
        assert killed
        # what was under way when the node died may have to be asked again by the client, but nothing after that
        assert all(moment < killed + 15 for _, failed in found for moment in failed)
        assert library.current().search("balloon").total == 80
    finally:
        if search_cluster.processes[0] is None:
            search_cluster.start(0)
        search_cluster.wait()


PARENT = """
    import sys, time
    from pathlib import Path
    from tests.opensearch.cluster import TestCluster
    cluster = TestCluster(Path(sys.argv[1]), nodes=1)
    cluster.start(0)
    print(cluster.processes[0].pid, flush=True)
    time.sleep(600)
"""


@pytest.mark.toolchain
def test_nodes_end_with_whoever_started_them(tmp_path: Path, search_cluster: TestCluster) -> None:
    command = [sys.executable, "-c", textwrap.dedent(PARENT), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        node = psutil.Process(int(parent.stdout.readline()))
        assert node.is_running()
        os.kill(parent.pid, signal.SIGKILL)
    node.wait(20)


@pytest.mark.toolchain
def test_a_silent_node_is_left_alone(folder: Path, write: Write, search_cluster: TestCluster) -> None:
    """A node that accepts connections and says nothing costs one search some time, and later ones none."""
    import socket

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(64)
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        engine = OpenSearch(Access((address, search_cluster.addresses[0])), Layout("silent"), lambda: "silent")
        build(
            folder, [write(6)], engine=OpenSearch(Access(search_cluster.addresses), Layout("silent"), lambda: "silent")
        )
        generation = Library(folder, engine=engine).current()
        times = []
        for _ in range(6):
            begun = time.monotonic()
            assert generation.search("bees").total
            times.append(time.monotonic() - begun)
        assert max(times) < 5
        assert sum(one > 0.5 for one in times) <= 2
