"""deploy/grafana and deploy/prometheus: a service gives every figure and every label that they use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from tests.conftest import ROOT
from tests.server.case_file import BRIDGE
from tests.server.conftest import Serve
from tests.server.test_metrics import figures

DASHBOARD = json.loads((ROOT / "deploy" / "grafana" / "dashboard.json").read_text("utf-8"))
ALERTS = yaml.safe_load((ROOT / "deploy" / "prometheus" / "alerts.yml").read_text("utf-8"))
_FIGURE = re.compile(r"\b(rejoinder_\w+)(?:\{([^}]*)\})?")
_LABEL = re.compile(r'(\w+)\s*(?:=~|!~|!=|=)\s*"([^"]*)"')
_GROUPED = re.compile(r"\bby \(([^)]*)\)")
_FROM_PROMETHEUS = {"job", "instance"}
Told = dict[str, list[dict[str, str]]]


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = DASHBOARD["panels"]
    return found


def rules() -> list[dict[str, Any]]:
    return [rule for group in ALERTS["groups"] for rule in group["rules"]]


def expressions() -> Iterator[str]:
    for panel in panels():
        yield from (target["expr"] for target in panel["targets"])
    yield from (variable["query"] for variable in DASHBOARD["templating"]["list"])
    yield from (rule["expr"] for rule in rules())


@pytest.fixture(scope="module")
def told(_serve: Serve, built: Path) -> Told:
    """Every figure that a service gives, with the labels of each of its samples."""
    running = _serve(built)
    with running.client() as client:
        assert client.post("/v1/match", json={"text": BRIDGE}).status_code == 200
        text = client.get("/metrics").text
    running.stop()
    found: Told = {}
    for name, labels in figures(text):
        found.setdefault(name, []).append(dict(labels))
    return found


def test_every_figure_and_label_that_is_asked_for_is_told(told: Told) -> None:
    named = set()
    for expression in expressions():
        for name, matchers in _FIGURE.findall(expression):
            named.add(name)
            assert name in told, expression
            known = {label for labels in told[name] for label in labels} | _FROM_PROMETHEUS
            for label, value in _LABEL.findall(matchers):
                assert label in known, expression
                fixed = label not in _FROM_PROMETHEUS and re.fullmatch(r"[\w/]+", value)
                assert not fixed or any(labels.get(label) == value for labels in told[name]), expression
    assert len(named) > 15


def test_labels_that_sums_are_grouped_by_are_told(told: Told) -> None:
    grouped = 0
    for expression in expressions():
        names = {name for name, _ in _FIGURE.findall(expression)}
        known = {label for name in names for labels in told[name] for label in labels}
        for labels in _GROUPED.findall(expression):
            grouped += 1
            assert {label.strip() for label in labels.split(",")} <= known, expression
    assert grouped > 5


def test_every_figure_of_what_happens_is_on_the_dashboard(told: Told) -> None:
    shown = {name for expression in expressions() for name, _ in _FIGURE.findall(expression)}
    families = {re.sub(r"_(bucket|sum|count|created)$", "", name) for name in told if name.startswith("rejoinder_")}
    families = {family for family in families if f"{family}_total" not in families}
    assert {family for family in families if not any(name.startswith(family) for name in shown)} == set()


def test_alerts_say_what_to_do() -> None:
    assert len({rule["alert"] for rule in rules()}) == len(rules()) > 8
    for rule in rules():
        assert rule["labels"]["severity"] in ("info", "warning", "critical"), rule["alert"]
        assert len(rule["annotations"]["summary"]) > 10, rule["alert"]
        assert len(rule["annotations"]["description"]) > 10, rule["alert"]


def test_panels_do_not_lie_upon_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    assert len({panel["id"] for panel in panels()}) == len(panels()) > 10
    for panel in panels():
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24, panel["title"]
        taken |= cells
