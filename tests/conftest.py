"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the code.
settings.register_profile("rejoinder", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rejoinder")

ROOT = Path(__file__).resolve().parent.parent


def require(condition: bool, reason: str) -> None:
    """Skip where something this machine lacks is needed; fail under CI, where it must be there."""
    if condition:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason} (must not be missing under CI)")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data, which is not part of the project."""
    folder = Path(os.environ.get("REJOINDER_SHARED", ROOT.parent / "shared"))
    require((folder / "data" / "cases").is_dir(), f"real data not found in {folder}: set REJOINDER_SHARED")
    return folder / "data"
