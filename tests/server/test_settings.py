"""Settings: one table; unknown or wrong ones are errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.config.settings import SettingError, Settings, table, written


def test_the_environment_counts_over_defaults_and_what_is_given_over_both() -> None:
    settings = Settings.load(
        {"REJOINDER_PORT": "9000", "REJOINDER_HOST": "127.0.0.2", "PATH": "/bin"}, port=9001, workers=None
    )
    assert (settings.port, settings.host, settings.workers) == (9001, "127.0.0.2", 0)


def test_lists_and_switches_are_read() -> None:
    settings = Settings.load(
        {
            "REJOINDER_ALLOWED_ORIGINS": "https://a.example/, http://b.example:8000",
            "REJOINDER_ALLOWED_HOSTS": "a.example,[::1]",
            "REJOINDER_PUBLIC": "Yes",
            "REJOINDER_INDEX": "/tmp/somewhere",
        }
    )
    assert settings.allowed_origins == ("https://a.example", "http://b.example:8000")
    assert settings.allowed_hosts == ("a.example", "[::1]")
    assert settings.public is True
    assert settings.index == Path("/tmp/somewhere")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REJOINDER_PROT", "9000"),
        ("REJOINDER_PORT", "http"),
        ("REJOINDER_PORT", "0"),
        ("REJOINDER_PUBLIC", "perhaps"),
        ("REJOINDER_ALLOWED_ORIGINS", "*"),
        ("REJOINDER_ALLOWED_ORIGINS", "example.org"),
        ("REJOINDER_ALLOWED_ORIGINS", "https://a.example/path"),
        ("REJOINDER_ALLOWED_HOSTS", "a.example:80/x"),
        ("REJOINDER_LOG_LEVEL", "chatty"),
        ("REJOINDER_MAX_BLOCKS", "-1"),
        ("REJOINDER_INDEX", ""),
    ],
)
def test_what_is_unknown_or_wrong_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        Settings.load({name: value})


def test_what_others_read_is_no_mistake() -> None:
    Settings.load({"REJOINDER_SHARED": "/data"})


def test_every_setting_has_a_meaning_and_its_default_can_be_written_in_the_environment() -> None:
    for name, default, meaning in table():
        assert meaning
        if default:
            loaded = Settings.load({name: default})
            assert written(getattr(loaded, name.removeprefix("REJOINDER_").lower())) == default
