"""What is shipped for several machines: the compose file and the Kubernetes manifests are valid and agree."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from server.config.settings import Settings

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
SHARDS = DEPLOY / "kubernetes" / "shards"
VERSION = "1.34"  # of Kubernetes; what newer ones removed would fail in the test of the newest
NEWEST = kubernetes_validate.latest_version()
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "cluster" / "compose.yaml").read_text("utf-8"))
GIVEN = re.compile(r"\$\{(\w+)(?:(:-|:\?)([^}]*))?\}")
# Of the secrets that an admin makes: see docs/scaling.md.
SECRETS = {"REJOINDER_STATE": "postgresql://rejoinder:secret@db/rejoinder", "REJOINDER_SEARCH_PASSWORD": "secret"}
KEY = "A" * 43 + "="


def resources() -> Iterator[dict[str, Any]]:
    """Every resource of the manifests, those for shards included."""
    for path in [*MANIFESTS, SHARDS / "shards.yaml"]:
        if path.name != "kustomization.yaml":
            yield from yaml.safe_load_all(path.read_text("utf-8"))


def resource(kind: str, name: str) -> dict[str, Any]:
    (found,) = [one for one in resources() if (one["kind"], one["metadata"]["name"]) == (kind, name)]
    return found


def pods() -> dict[str, dict[str, Any]]:
    """The templates of the pods, by component."""
    of = {
        "builder": ("StatefulSet", "rejoinder-builder"),
        "follower": ("Deployment", "rejoinder-follower"),
        "shard-a": ("StatefulSet", "rejoinder-shard-a"),
        "shard-b": ("StatefulSet", "rejoinder-shard-b"),
    }
    return {component: resource(*named)["spec"]["template"] for component, named in of.items()}


@pytest.mark.parametrize("version", [VERSION, NEWEST])
def test_the_manifests_are_what_kubernetes_expects(version: str) -> None:
    found = list(resources())
    assert len(found) >= 14
    for one in found:
        kubernetes_validate.validate(one, version, strict=True)


def test_the_check_of_the_manifests_notices_a_misspelt_field() -> None:
    wrong = resource("Deployment", "rejoinder-follower")
    wrong["spec"]["template"]["spec"]["containers"][0]["readynessProbe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, NEWEST, strict=True)


def test_every_manifest_is_applied() -> None:
    kustomization = yaml.safe_load((DEPLOY / "kubernetes" / "kustomization.yaml").read_text("utf-8"))
    assert sorted([*kustomization["resources"], "kustomization.yaml"]) == [path.name for path in MANIFESTS]


@pytest.mark.parametrize("component", ["builder", "follower", "shard-a", "shard-b"])
def test_a_pod_has_no_more_rights_than_it_needs(component: str) -> None:
    spec = pods()[component]["spec"]
    assert spec["securityContext"]["runAsNonRoot"]
    assert spec["securityContext"]["runAsUser"] == 10001  # the image's
    assert not spec["automountServiceAccountToken"]
    for container in (*spec.get("initContainers", ()), *spec["containers"]):
        rights = container["securityContext"]
        assert rights["readOnlyRootFilesystem"]
        assert not rights["allowPrivilegeEscalation"]
        assert rights["capabilities"] == {"drop": ["ALL"]}
        assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/data", "/tmp"}


def test_a_builder_with_an_empty_volume_first_builds_an_index(tmp_path: Path) -> None:
    """The service needs one; a later start of the pod must not build again."""
    (container,) = pods()["builder"]["spec"]["initContainers"]
    (tmp_path / "cases.jsonl").write_text('{"id": "a", "source": "s", "title": "Geese guard the harbour"}\n', "utf-8")
    given = {"FIRST_SOURCE": str(tmp_path / "cases.jsonl"), "REJOINDER_INDEX": str(tmp_path / "index")}
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "REJOINDER_MODEL": "off"} | given
    for _ in range(2):
        subprocess.run(container["command"], check=True, capture_output=True, env=environment)
    assert len(list((tmp_path / "index" / "generations").iterdir())) == 1


@pytest.mark.parametrize("component", ["builder", "follower", "shard-a", "shard-b"])
def test_only_what_cannot_answer_at_all_is_started_again(component: str) -> None:
    """A damaged index or a lost database makes a machine unready; a restart would take away what it still answers."""
    (container,) = pods()[component]["spec"]["containers"]
    asked = {probe: container[probe]["httpGet"]["path"] for probe in ("readinessProbe", "livenessProbe")}
    assert asked == {"readinessProbe": "/readyz", "livenessProbe": "/healthz"}


@pytest.mark.parametrize("component", ["builder", "follower"])
def test_services_and_the_policy_find_the_pods(component: str) -> None:
    labels = pods()[component]["metadata"]["labels"]
    service = resource("Service", f"rejoinder-{component}")["spec"]["selector"]
    policy = resource("NetworkPolicy", "rejoinder")["spec"]["podSelector"]["matchLabels"]
    for chosen in (service, policy):
        assert chosen.items() <= labels.items()
    assert service["app.kubernetes.io/component"] == component


@pytest.mark.parametrize("component", ["builder", "follower"])
def test_the_settings_of_a_pod_can_be_used(component: str) -> None:
    (container,) = pods()[component]["spec"]["containers"]
    given = resource("ConfigMap", "rejoinder")["data"] | {one["name"]: one["value"] for one in container.get("env", ())}
    if component == "follower":
        given["REJOINDER_DEPOT_KEY"] = KEY
    settings = Settings.load(given | SECRETS)
    assert settings.follows == (component == "follower")
    assert settings.search
    assert settings.state


def asked_by_fronts() -> Settings:
    """The settings of a follower that asks the shards."""
    patch = yaml.safe_load((SHARDS / "front.yaml").read_text("utf-8"))
    (container,) = patch["spec"]["template"]["spec"]["containers"]
    given = resource("ConfigMap", "rejoinder")["data"] | {e["name"]: e.get("value", KEY) for e in container["env"]}
    return Settings.load(given | SECRETS | {"REJOINDER_DEPOT_ROLE": "follower", "REJOINDER_DEPOT_KEY": KEY})


def test_a_front_asks_every_pod_of_the_shards_in_their_order() -> None:
    (service,) = [one for one in resources() if one["kind"] == "Service" and "shard" in one["metadata"]["name"]]
    name, (port,) = service["metadata"]["name"], service["spec"]["ports"]
    sets = [resource("StatefulSet", f"rejoinder-shard-{replica}") for replica in "ab"]
    wanted = tuple(
        "|".join(f"http://{one['metadata']['name']}-{index}.{name}:{port['port']}" for one in sets)
        for index in range(sets[0]["spec"]["replicas"])
    )
    settings = asked_by_fronts()
    assert settings.shard_urls == wanted
    assert settings.shards == len(wanted)
    for one in sets:
        assert one["spec"]["serviceName"] == name
        assert service["spec"]["selector"].items() <= one["spec"]["template"]["metadata"]["labels"].items()


@pytest.mark.parametrize("component", ["shard-a", "shard-b"])
def test_each_pod_serves_the_shard_of_its_place(component: str, tmp_path: Path) -> None:
    (container,) = pods()[component]["spec"]["containers"]
    shown = tmp_path / "rejoinder"
    shown.write_text('#!/bin/sh\necho "$@"\n', "utf-8")
    shown.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "POD_INDEX": "2"}
    said = subprocess.run(container["command"], check=True, capture_output=True, text=True, env=environment).stdout
    arguments = said.split()
    assert arguments[:4] == ["shard", "serve", "--number", "3"]
    port = int(arguments[arguments.index("--port") + 1])
    assert [one["containerPort"] for one in container["ports"]] == [port]
    given = {one["name"]: one.get("value") for one in container["env"]}
    assert given["REJOINDER_SHARDS"] == str(asked_by_fronts().shards)
    assert given["REJOINDER_DEPOT_ROLE"] == "follower"


def of_compose(service: str) -> dict[str, str]:
    """The environment of a service, as an admin who has set what must be set gets it."""

    def value(found: re.Match[str]) -> str:
        return {"REJOINDER_DEPOT_KEY": KEY, "REJOINDER_DOMAIN": "debunks.example.org"}.get(found[1], "secret")

    return {name: GIVEN.sub(value, text) for name, text in COMPOSE["services"][service]["environment"].items()}


@pytest.mark.parametrize("machine", ["builder", "follower-1", "follower-2"])
def test_the_settings_of_the_compose_file_can_be_used(machine: str) -> None:
    settings = Settings.load(of_compose(machine))
    assert settings.follows == machine.startswith("follower")
    assert settings.depot == "/depot"
    assert settings.search
    assert settings.state
    assert COMPOSE["services"][machine]["hostname"] == machine  # which the proxy asks for /readyz as


def test_the_compose_file_names_only_what_it_has() -> None:
    used = {"volumes": set[str](), "networks": set[str](), "services": set[str]()}
    for service in COMPOSE["services"].values():
        named = [volume.partition(":")[0] for volume in service.get("volumes", ())]
        used["volumes"] |= {name for name in named if not name.startswith(".")}
        used["networks"] |= set(service["networks"])
        used["services"] |= set(service.get("depends_on", ()))
    assert used["volumes"] == set(COMPOSE["volumes"])
    assert used["networks"] == set(COMPOSE["networks"])
    assert used["services"] <= set(COMPOSE["services"])


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert COMPOSE["networks"]["inside"]["internal"]
    open_ones = [name for name, service in COMPOSE["services"].items() if "ports" in service]
    assert open_ones == ["proxy"]
    beside = {name for name, service in COMPOSE["services"].items() if service["networks"] == ["inside"]}
    assert beside == {"postgres", "redis", "search-1", "search-2", "search-3"}
    for service in COMPOSE["services"].values():
        assert "no-new-privileges:true" in service["security_opt"]


def test_both_forms_send_the_same_paths_to_the_builder() -> None:
    caddy = (DEPLOY / "cluster" / "Caddyfile").read_text("utf-8")
    (line,) = re.findall(r"^\s*@builder path (.+)$", caddy, re.MULTILINE)
    (rule,) = resource("Ingress", "rejoinder")["spec"]["rules"]
    paths = rule["http"]["paths"]
    chosen = {path["path"] for path in paths if path["backend"]["service"]["name"] == "rejoinder-builder"}
    assert {path.removesuffix("/*") for path in line.split()} == chosen
    assert paths[-1]["path"] == "/"


def test_the_proxy_of_several_machines_logs_no_request_and_is_valid() -> None:
    file = DEPLOY / "cluster" / "Caddyfile"
    alone = (DEPLOY / "Caddyfile").read_text("utf-8")
    # the same but for where requests go
    assert file.read_text("utf-8").partition("# what only")[0] == alone.partition("reverse_proxy rejoinder")[0]
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("caddy is not installed")
    command = [caddy, "validate", "--config", str(file), "--adapter", "caddyfile"]
    subprocess.run(command, check=True, capture_output=True, env={"REJOINDER_DOMAIN": "debunks.example.org"})
