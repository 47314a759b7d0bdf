"""Every setting of the service in one table: its name, default, meaning, and how its text is read."""

from __future__ import annotations

import dataclasses
import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from index.admin_state.expiry import Expiry
from index.admin_state.feedback import MOST_WAITING
from index.errors import RejoinderError
from index.ratings.labels import Labels, LabelsError
from index.storage.checks import Checks
from index.storage.intake import ON_CONFLICT, OnConflict
from index.storage.retention import Kept
from server.config.oidc_roles import OidcRole, read_oidc_roles
from server.config.schedules import Schedule, read_schedules
from server.config.settings_file import SettingsFileError, read_settings_file
from server.config.webhook_address import read_webhook, secure_address

PREFIX = "REJOINDER_"
# Read by the tests and the scoring script, which is no mistake; and the settings file's own name.
CONFIG = "REJOINDER_CONFIG"
FOREIGN = frozenset({"REJOINDER_SHARED", CONFIG})
_ORIGIN = re.compile(r"(https?|chrome-extension|moz-extension)://[^/?#\s,*]+")
_HOST = re.compile(r"\*|[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")


class SettingError(RejoinderError):
    """A setting is unknown or its value cannot be used; the message names it."""


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise ValueError("must be a whole number") from None
        if not low <= value <= high:
            raise ValueError(f"must be between {low:,} and {high:,}")
        return value

    return read


def _choice(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return text.lower()

    return read


def _yes_or_no(text: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    try:
        return known[text.lower()]
    except KeyError:
        raise ValueError("must be yes or no") from None


def _on_off_or_folder(text: str) -> str:
    found = text.strip()
    if found.lower() in ("on", "off"):
        return found.lower()
    if not Path(found).expanduser().is_dir():
        raise ValueError("must be on, off, or a folder with reader.onnx, tokenizer.json and reader.json")
    return found


def _several(pattern: re.Pattern[str], what: str) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        items = tuple(item.strip().rstrip("/") for item in text.split(",") if item.strip())
        if any(not pattern.fullmatch(item) for item in items):
            raise ValueError(f"must be {what}, separated by commas")
        return items

    return read


def _networks(text: str) -> tuple[str, ...]:
    items = tuple(item.strip() for item in text.split(",") if item.strip())
    try:
        for item in items:
            ipaddress.ip_network(item, strict=False)
    except ValueError:
        raise ValueError("must be addresses or networks such as 10.0.0.0/8, separated by commas") from None
    return items


def _rate_storage(text: str) -> str:
    if text != "memory://" and not text.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("must be memory:// or the address of a Redis server such as redis://127.0.0.1:6379/0")
    return text


def _not_empty(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return text.strip()


def _labels_file(text: str) -> Path | None:
    path = Path(text.strip()).expanduser()
    if not text.strip():
        return None
    try:
        Labels.read(path)
    except LabelsError as e:
        raise ValueError(f"names a file that cannot be used: {e}") from None
    return path


def _issuer(text: str) -> str:
    found = text.strip()
    if found and ("?" in secure_address(found, "http://127.0.0.1:9000") or "#" in found):
        raise ValueError("must be the provider's issuer, without ? and #")
    return found


def data_folder() -> Path:
    """Where this platform keeps a user's data for Rejoinder."""
    return Path(platformdirs.user_data_dir("rejoinder", appauthor=False))


DEFAULT_INDEX = data_folder() / "index"


def _setting(default: Any, read: Callable[[str], Any], meaning: str, *, secret: bool = False) -> Any:
    """A field; the value of a `secret` one is never shown."""
    return field(default=default, repr=not secret, metadata={"read": read, "meaning": meaning, "secret": secret})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in use. Each field is read from REJOINDER_ and its name in capitals."""

    index: Path = _setting(DEFAULT_INDEX, lambda text: Path(_not_empty(text)), "folder of the index")  # noqa: RUF009
    host: str = _setting("127.0.0.1", _not_empty, "address to listen on")
    port: int = _setting(8787, _number(1, 65535), "port to listen on")
    workers: int = _setting(0, _number(0, 64), "worker processes; 0 chooses by the number of processors (2 to 4)")
    threads: int = _setting(4, _number(1, 64), "requests that one worker holds at a time")
    public: bool = _setting(False, _yes_or_no, "listen beyond this machine without keys")
    allowed_hosts: tuple[str, ...] = _setting(
        (), _several(_HOST, "host names without scheme or port"), "further Host values to answer to; * for any"
    )
    allowed_origins: tuple[str, ...] = _setting(
        (), _several(_ORIGIN, "origins such as https://example.org"), "sites that may call the API from their pages"
    )
    require_keys: bool = _setting(
        False,
        _yes_or_no,
        "ask for a key on this machine's own address too, as behind a reverse proxy",
    )
    rate_limit: int = _setting(
        600,
        _number(0, 1_000_000),
        "requests a minute of a key without a limit of its own, or of an address; 0 for any; a request counts once "
        "more for every 100 ms of processor time",
    )
    rate_storage: str = _setting(
        "memory://",
        _rate_storage,
        "where requests are counted: memory:// in each worker by itself, or redis://...",
    )
    trusted_proxies: tuple[str, ...] = _setting(
        (), _networks, "addresses or networks of reverse proxies, whose X-Forwarded-For and -Proto are believed"
    )
    max_body_bytes: int = _setting(8 * 2**20, _number(1024, 2**30), "largest request body, in bytes")
    max_import_bytes: int = _setting(512 * 2**20, _number(1024, 2**40), "largest upload of an admin's import, in bytes")
    connections: int = _setting(
        1_000, _number(16, 100_000), "connections that one worker holds; beyond that the one that waited longest goes"
    )
    head_seconds: int = _setting(10, _number(1, 600), "time that a client has to send a request's head")
    body_seconds: int = _setting(
        30, _number(1, 3_600), "time that a client has to send a body, and more for what comes at the slowest rate"
    )
    reply_seconds: int = _setting(
        30, _number(1, 3_600), "time that a client has to read a reply, and more for what it reads at the slowest rate"
    )
    slowest_rate: int = _setting(
        2_000, _number(1, 10**9), "bytes a second that a body must come, and a reply be read, once those times are over"
    )
    max_blocks: int = _setting(20_000, _number(1, 1_000_000), "most blocks of one match request")
    max_matches: int = _setting(20_000, _number(1, 1_000_000), "most matches of one reply")
    max_per_block: int = _setting(50, _number(1, 1_000), "most matches of one block")
    match_budget_ms: int = _setting(
        2_000, _number(1, 600_000), "processor time of a match request, in milliseconds: what is likely comes first"
    )
    batch_texts: int = _setting(1_000, _number(1, 1_000_000), "most texts of one batch, within the largest body")
    batches: int = _setting(
        20, _number(0, 10_000), "batches that the service has at a time, until they are fetched or gone; 0 takes none"
    )
    batches_per_client: int = _setting(4, _number(1, 10_000), "batches of one key, or of one address without keys")
    batch_bytes: int = _setting(
        256 * 2**20,
        _number(1024, 2**40),
        "most room for the results of all batches, in bytes; one that needs more fails",
    )
    max_feedback: int = _setting(
        MOST_WAITING, _number(1, 1_000_000), "most entries of feedback that wait for a decision; more are refused"
    )
    on_conflict: OnConflict = _setting(  # noqa: RUF009
        "refuse",
        _choice(*ON_CONFLICT),
        "when two cases of an import have one id and differ: refuse all of it, or the later or first one counts",
    )
    largest_shrink: int = _setting(
        20, _number(0, 100), "percent of the cases that a build may leave out without being asked; 100 for any"
    )
    keep_generations: int = _setting(
        5, _number(0, 1_000), "earlier generations that are kept to go back to; the one before the live one always is"
    )
    keep_days: int = _setting(7, _number(0, 3_650), "days that every generation is kept after it was live")
    keep_bytes: int = _setting(
        5 * 2**30, _number(0, 2**50), "most room for what is kept, in bytes; the oldest goes first where there is less"
    )
    keep_feedback_days: int = _setting(
        0, _number(0, 36_500), "days after which feedback that was decided on is removed; 0 keeps all"
    )
    keep_audit_days: int = _setting(
        0, _number(0, 36_500), "days after which entries of the audit log are removed; 0 keeps all"
    )
    check_seconds: int = _setting(
        5, _number(0, 86_400), "time between looks at the index's files, whether one was damaged; 0 never looks"
    )
    check_all_seconds: int = _setting(3_600, _number(1, 10**7), "time between readings of every byte of the live index")
    model: str = _setting(
        "",
        str.strip,
        "sentence encoder of the semantic tier: built-in, a folder, or a name that `rejoinder models pull` fetched",
    )
    model_required: bool = _setting(
        True, _yes_or_no, "refuse to start where the model or its vectors cannot be used; no goes on without the tier"
    )
    model_pooling: str = _setting(
        "", _choice("", "mean", "cls", "max"), "how the encoder pools: mean, cls or max; empty for what its files say"
    )
    model_query_prefix: str = _setting("", str, "what goes before a passage, such as query:; empty for what files say")
    model_passage_prefix: str = _setting("", str, "what goes before a claim, such as passage:; empty for the same")
    model_max_tokens: int = _setting(0, _number(0, 512), "longest input of the encoder; 0 for what its files say")
    semantic_budget_ms: int = _setting(
        250, _number(1, 60_000), "time of a request in which passages are encoded, in milliseconds"
    )
    reader: str = _setting(
        "on",
        _on_off_or_folder,
        "the reader, which decides what a passage does with a claim: on, off, or another's folder",
    )
    reader_budget_ms: int = _setting(
        60,
        _number(1, 60_000),
        "time in which passages of a request are read, in milliseconds for each 24,000 characters",
    )
    oidc_issuer: str = _setting(
        "",
        _issuer,
        "OpenID Connect provider to sign in with, such as https://login.example.org/news",
    )
    oidc_client_id: str = _setting("", str.strip, "what this service is called there")
    oidc_client_secret: str = _setting("", str.strip, "its secret there; empty for a client without one", secret=True)
    oidc_roles: tuple[OidcRole, ...] = _setting(
        (),
        read_oidc_roles,
        "who gets which role, beside those of `rejoinder user`: anna@example.org=admin, @example.org=viewer, or a "
        "value of the claim such as a-group=editor",
    )
    oidc_claim: str = _setting("", str.strip, "claim whose values give roles, such as groups")
    shutdown_seconds: int = _setting(10, _number(0, 600), "time that requests have to finish when the service stops")
    log_level: str = _setting(
        "info", _choice("debug", "info", "warning", "error"), "what is logged: debug, info, warning or error"
    )
    log_format: str = _setting("text", _choice("text", "json"), "how a log line is written: text or json")
    webhook: str = _setting(
        "",
        read_webhook,
        "https address that failures are told to, or an http one of this machine; without any page text",
    )
    rating_labels: Path | None = _setting(  # noqa: RUF009
        None, _labels_file, "TOML file of rating labels beside the shipped ones, as `rejoinder ratings` prints them"
    )
    schedule: tuple[Schedule, ...] = _setting(
        (), read_schedules, "sources to import again and again, such as https://example.org/feed.json every 6h"
    )

    def kept(self) -> Kept:
        """Which generations stay beside the live one."""
        return Kept(self.keep_generations, self.keep_days, self.keep_bytes)

    def expiry(self) -> Expiry:
        """How long feedback and the audit log are kept."""
        return Expiry(self.keep_feedback_days, self.keep_audit_days)

    def checks(self, *, dry_run: bool = False, force: bool = False, expected: str = "") -> Checks:
        """What is asked of a build before it is switched to."""
        return Checks(dry_run, 1.0 if force else self.largest_shrink / 100, expected)

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
        """Settings from the file that REJOINDER_CONFIG names, over them the environment, over both what is given.

        What is given as None counts as not given. Raises SettingError for an unknown setting or a value that cannot be
        used, naming it.
        """
        found = {k: v for k, v in (os.environ if environment is None else environment).items() if k.startswith(PREFIX)}
        fields = {PREFIX + field.name.upper(): field for field in dataclasses.fields(cls)}
        unknown = sorted(found.keys() - fields.keys() - FOREIGN)
        if unknown:
            raise SettingError(f"there is no setting {unknown[0]}: `rejoinder settings` lists those there are")
        values: dict[str, Any] = {}
        for name, text in (_from_file(found.get(CONFIG, ""), fields) | found).items():
            if name in fields:
                try:
                    values[fields[name].name] = fields[name].metadata["read"](text)
                except ValueError as e:
                    raise SettingError(f"{name} {e}") from None
        if values.get("oidc_issuer") and not values.get("oidc_client_id"):
            raise SettingError("REJOINDER_OIDC_CLIENT_ID must be given with REJOINDER_OIDC_ISSUER")
        return cls(**(values | {name: value for name, value in given.items() if value is not None}))


def _from_file(path: str, known: Mapping[str, Any]) -> dict[str, str]:
    """The settings file's values, under the names they have in the environment."""
    if not path:
        return {}
    try:
        found = {PREFIX + name.upper(): text for name, text in read_settings_file(Path(path)).items()}
    except SettingsFileError as e:
        raise SettingError(str(e)) from None
    unknown = sorted(found.keys() - known.keys())
    if unknown:
        name = unknown[0].removeprefix(PREFIX).lower()
        raise SettingError(f"{path}: there is no setting {name}: `rejoinder settings` lists those there are")
    return found


def in_use(settings: Settings) -> dict[str, str]:
    """The value in use of every setting, as written in the environment; of a secret only that there is one."""
    return {
        PREFIX + f.name.upper(): "(hidden)" if f.metadata["secret"] and value else written(value)
        for f in dataclasses.fields(Settings)
        for value in (getattr(settings, f.name),)
    }


def table() -> list[tuple[str, str, str]]:
    """Every setting as (environment variable, default as it would be written, meaning)."""
    return [(PREFIX + f.name.upper(), written(f.default), f.metadata["meaning"]) for f in dataclasses.fields(Settings)]


def written(value: Any) -> str:
    """A setting's value as it would be written in the environment."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
