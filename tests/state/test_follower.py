"""A follower of a depot that shares the builder's state: it takes feedback and decisions, which hold everywhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.admin_state.database import State, open_state
from index.admin_state.edits import Edits
from index.admin_state.feedback import ACCEPTED, FeedbackQueue
from index.depot.builder import Builder
from index.depot.folder import FolderDepot
from index.pack.signature import public_key
from index.storage.library import Library
from server.admin.catching_up import CatchingUp
from server.admin.jobs import Jobs
from server.app import create_app
from server.config.settings import Settings
from server.depot.keeping_up import follower
from server.http.api_keys import Keys
from tests.admin.conftest import LOCAL, Admin
from tests.admin.conftest import _built as _built
from tests.server.case_file import HONEY
from tests.server.test_cli import run
from tests.state.conftest import within


def test_a_follower_writes_into_the_state_that_it_shares(
    _built: Path, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = Path(shutil.copytree(_built, tmp_path / "builder"))
    depot, folder = tmp_path / "depot", tmp_path / "follower"
    (builder / "state.sqlite").unlink()
    depot.mkdir()
    state = open_state(builder, address)
    Builder(FolderDepot(depot), builder, 0.0, state=state).push(lambda _phase, _done, _total: None)
    settings = Settings(
        index=folder, state=address, depot=str(depot), depot_role="follower", depot_key=public_key(state.depot_key())
    )
    follower(settings, None).look()
    assert not (folder / "state.sqlite").exists()
    app = create_app(settings)
    client = app.test_client()
    (match,) = client.post("/v1/match", json={"text": HONEY}).json["matches"]
    sent = {"case": match["case"], "passage": match["passage"], "generation": "g"}
    assert client.post("/v1/feedback", json=sent).status_code == 201
    monkeypatch.setattr("tests.admin.conftest.State", lambda _folder: state)
    anna = Admin(app, folder)
    (waiting,) = FeedbackQueue(state).waiting()
    decided = {"number": waiting.id, "decision": ACCEPTED, "unseen": "yes"}
    assert anna.send("/admin/feedback", "/admin/feedback", decided).status_code == 303
    assert client.post("/v1/match", json={"text": HONEY}).json["matches"] == []
    assert Library(builder, state=state).silences() == {(match["case"], match["passage"])}
    assert anna.send("/admin/cases/bridge", "/admin/cases/bridge", {"title": "Corrected"}).status_code == 303
    assert Edits(state).current()["bridge"].changes == {"title": "Corrected"}
    assert not (folder / "jobs").exists()  # the builder applies it
    for name, value in (("STATE", address), ("DEPOT", str(depot)), ("DEPOT_WAIT_SECONDS", "0")):
        monkeypatch.setenv(f"REJOINDER_{name}", value)
    library = Library(builder, state=state)
    catching_up = CatchingUp(library)
    assert catching_up.look(0.0) is None
    assert catching_up.look(1.0) is not None
    assert catching_up.look(2.0) is None
    within(60, lambda: not any(job.active for job in Jobs(builder).every()))
    follower(settings, None).look()
    for machine in (library, Library(folder, state=state)):
        case = machine.current().case("bridge")
        assert case is not None
        assert case.title == "Corrected"
    assert catching_up.look(1000.0) is None
    # what builds is refused as before
    html = anna.client.post("/admin/apply-edits", base_url=LOCAL).get_data(as_text=True)
    assert "This machine follows a depot" in html
    environment = {
        "REJOINDER_STATE": address, "REJOINDER_DEPOT": str(depot), "REJOINDER_DEPOT_ROLE": "follower",
        "REJOINDER_DEPOT_KEY": settings.depot_key,
    }  # fmt: skip
    made = run("key", "create", "of a follower", "--index", folder, **environment)
    assert made.exit_code == 0, made.output
    assert [key.name for key in Keys(state).list()] == ["of a follower"]
    assert run("index", "delete", "bridge", "--index", folder, **environment).exit_code == 1


def test_without_a_shared_state_a_follower_sends_writers_to_the_builder(_built: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(_built, tmp_path / "index"))
    State(folder).secret()
    settings = Settings(index=folder, depot=str(tmp_path), depot_role="follower", depot_key="x")
    client = create_app(settings).test_client()
    sent = {"case": "bridge", "passage": "0" * 32, "generation": "g"}
    assert client.post("/v1/feedback", json=sent).status_code == 421
