"""The table of every setting of the service: its name, its default, its meaning, and how its text is read."""

from __future__ import annotations

import dataclasses
import ipaddress
import os
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from index.admin_state.expiry import Expiry
from index.admin_state.feedback import MOST_WAITING
from index.depot.address import checked
from index.errors import RejoinderError
from index.pack.signature import PublicKeyError, parsed
from index.ratings.labels import Labels, LabelsError
from index.storage.checks import Checks
from index.storage.intake import ON_CONFLICT, OnConflict
from index.storage.retention import Kept
from server.config.oidc_roles import OidcRole, read_oidc_roles
from server.config.schedules import Schedule, read_schedules
from server.config.settings_file import SettingsFileError, read_settings_file
from server.config.webhook_address import read_webhook, secure_address

PREFIX = "REJOINDER_"
# Variables with our prefix that are no settings: one of the tests and the scoring script, and the settings file's path.
CONFIG = "REJOINDER_CONFIG"
FOREIGN = frozenset({"REJOINDER_SHARED", CONFIG})
BUILT_IN, OFF = "built-in", "off"  # of the setting `model`: the encoder that comes with Rejoinder, and none
_ORIGIN = re.compile(r"(https?|chrome-extension|moz-extension)://[^/?#\s,*]+")
_NODE = re.compile(r"https?://(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_LOOPBACK = re.compile(r"http://(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::|$)")
_INDEX_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_LEAST_SHARD_KEY = 16
_HOST = re.compile(r"\*|[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")


class SettingError(RejoinderError):
    """A setting is unknown, or its value cannot be used; the message names the setting."""


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


def _model(text: str) -> str:
    found = text.strip()
    return found.lower() if found.lower() in (BUILT_IN, OFF) else found or OFF


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


def _depot_key(text: str) -> str:
    try:
        return parsed(text, "rejoinder depot key") if text.strip() else ""
    except PublicKeyError as e:
        raise ValueError(f"is no key: {e}") from None


def _certificates(text: str) -> str:
    path = Path(text.strip()).expanduser()
    if not text.strip():
        return ""
    try:
        ssl.create_default_context(cafile=str(path))
    except OSError as e:
        raise ValueError(f"must be a file with certificates in PEM form ({e.strerror or type(e).__name__})") from None
    return str(path)


def _shard_urls(text: str) -> tuple[str, ...]:
    shards = [[url.strip().rstrip("/") for url in shard.split("|")] for shard in text.split(",") if shard.strip()]
    if any(not _NODE.fullmatch(url) for shard in shards for url in shard):
        raise ValueError("must be addresses such as http://a:8788, with | between replicas and commas between shards")
    urls = [url for shard in shards for url in shard]
    if len(set(urls)) < len(urls):
        raise ValueError("must name every address once")
    return tuple("|".join(shard) for shard in shards)


def _shard_key(text: str) -> str:
    if 0 < len(text.strip()) < _LEAST_SHARD_KEY:
        raise ValueError(f"must have at least {_LEAST_SHARD_KEY} characters")
    return text.strip()


def _prefix(text: str) -> str:
    if not _INDEX_PREFIX.fullmatch(text.strip()):
        raise ValueError("must be small letters, digits, - and _, beginning with a letter or digit")
    return text.strip()


def _state(text: str) -> str:
    found = text.strip()
    if found and not found.startswith(("postgresql://", "postgres://")):
        raise ValueError(
            "must be the address of a PostgreSQL database such as postgresql://rejoinder@db.example.org/rejoinder"
        )
    return found


def data_folder() -> Path:
    """The folder in which this platform keeps a user's data for Rejoinder."""
    return Path(platformdirs.user_data_dir("rejoinder", appauthor=False))


DEFAULT_INDEX = data_folder() / "index"


def _setting(default: Any, read: Callable[[str], Any], meaning: str, *, secret: bool = False) -> Any:
    """A dataclass field for a setting. The value of a `secret` one is never shown."""
    return field(default=default, repr=not secret, metadata={"read": read, "meaning": meaning, "secret": secret})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in use. Each field is read from a variable such as REJOINDER_MAX_BLOCKS for `max_blocks`."""

    index: Path = _setting(DEFAULT_INDEX, lambda text: Path(_not_empty(text)), "folder of the index")  # noqa: RUF009
    host: str = _setting("127.0.0.1", _not_empty, "address to listen on")
    port: int = _setting(8787, _number(1, 65535), "port to listen on")
    workers: int = _setting(0, _number(0, 64), "worker processes; 0 for one per processor, but 2 to 4")
    threads: int = _setting(4, _number(1, 64), "requests that one worker answers at a time")
    public: bool = _setting(False, _yes_or_no, "let other machines use the service without keys")
    allowed_hosts: tuple[str, ...] = _setting(
        (), _several(_HOST, "host names without scheme or port"), "more host names to answer to; * for any"
    )
    allowed_origins: tuple[str, ...] = _setting(
        (), _several(_ORIGIN, "origins such as https://example.org"), "sites that may call the API from their pages"
    )
    require_keys: bool = _setting(
        False,
        _yes_or_no,
        "ask for a key even if the service listens only on this machine, as behind a reverse proxy",
    )
    rate_limit: int = _setting(
        600,
        _number(0, 1_000_000),
        "requests per minute for a key without its own limit, or for an address; 0 for no limit; each 100 ms of "
        "processor time counts as one more request",
    )
    rate_storage: str = _setting(
        "memory://",
        _rate_storage,
        "where requests are counted: memory:// (each worker counts its own) or redis://...",
    )
    trusted_proxies: tuple[str, ...] = _setting(
        (), _networks, "addresses or networks of reverse proxies whose X-Forwarded-For and -Proto headers are trusted"
    )
    max_body_bytes: int = _setting(8 * 2**20, _number(1024, 2**30), "largest request body, in bytes")
    max_import_bytes: int = _setting(512 * 2**20, _number(1024, 2**40), "largest upload for an import, in bytes")
    connections: int = _setting(
        1_000, _number(16, 100_000), "most connections of one worker; beyond that, it closes the one idle longest"
    )
    head_seconds: int = _setting(10, _number(1, 600), "seconds that a client has to send the head of a request")
    body_seconds: int = _setting(
        30, _number(1, 3_600), "seconds that a client has to send a body; slowest_rate allows more for a large body"
    )
    reply_seconds: int = _setting(
        30, _number(1, 3_600), "seconds that a client has to read a reply; slowest_rate allows more for a large reply"
    )
    slowest_rate: int = _setting(
        2_000, _number(1, 10**9), "least bytes per second that a client must send or read once those seconds are over"
    )
    max_blocks: int = _setting(20_000, _number(1, 1_000_000), "most blocks in a match request")
    max_matches: int = _setting(20_000, _number(1, 1_000_000), "most matches in a reply")
    max_per_block: int = _setting(50, _number(1, 1_000), "most matches of one block")
    match_budget_ms: int = _setting(
        2_000, _number(1, 600_000), "processor time for a match request, in milliseconds; likely matches come first"
    )
    batch_texts: int = _setting(
        1_000, _number(1, 1_000_000), "most texts in one batch; all must fit into the largest body"
    )
    batches: int = _setting(
        20, _number(0, 10_000), "most batches at a time, until they are fetched or expire; 0 accepts none"
    )
    batches_per_client: int = _setting(4, _number(1, 10_000), "most batches of one key, or of one address without keys")
    batch_bytes: int = _setting(
        256 * 2**20,
        _number(1024, 2**40),
        "most room for the results of all batches, in bytes; a batch that needs more fails",
    )
    max_feedback: int = _setting(
        MOST_WAITING, _number(1, 1_000_000), "most feedback that may wait for a decision; more is refused"
    )
    on_conflict: OnConflict = _setting(  # noqa: RUF009
        "refuse",
        _choice(*ON_CONFLICT),
        "if two different cases in an import have the same id: refuse the import, or keep the later or the first one",
    )
    largest_shrink: int = _setting(
        20, _number(0, 100), "percent of the live cases that a build may remove without being forced; 100 for any"
    )
    keep_generations: int = _setting(
        5, _number(0, 1_000), "earlier generations to keep for going back; the previous one is always kept"
    )
    keep_days: int = _setting(7, _number(0, 3_650), "days for which every generation is kept after it was live")
    keep_bytes: int = _setting(
        5 * 2**30,
        _number(0, 2**50),
        "most room for kept generations, in bytes; beyond that, the oldest ones are removed",
    )
    keep_feedback_days: int = _setting(
        0, _number(0, 36_500), "days after which feedback that was decided on is removed; 0 keeps it"
    )
    keep_audit_days: int = _setting(
        0, _number(0, 36_500), "days after which entries of the audit log are removed; 0 keeps them"
    )
    check_seconds: int = _setting(
        5, _number(0, 86_400), "seconds between quick checks of the index's files for damage; 0 for no checks"
    )
    check_all_seconds: int = _setting(3_600, _number(1, 10**7), "seconds between full checks, which read every byte")
    model: str = _setting(
        BUILT_IN,
        _model,
        "sentence encoder, which finds claims in other words and languages: built-in, off, a folder, or a name that "
        "`rejoinder models pull` fetched",
    )
    model_required: bool = _setting(
        True,
        _yes_or_no,
        "refuse to start if a model other than the built-in one, or its vectors, cannot be used; no: go on without",
    )
    model_pooling: str = _setting(
        "", _choice("", "mean", "cls", "max"), "how the encoder pools: mean, cls or max; empty: as its files say"
    )
    model_query_prefix: str = _setting("", str, "text put before a passage, such as query:; empty: as its files say")
    model_passage_prefix: str = _setting("", str, "text put before a claim, such as passage:; empty: as its files say")
    model_max_tokens: int = _setting(0, _number(0, 512), "longest input of the encoder, in tokens; 0: as its files say")
    semantic_budget_ms: int = _setting(
        250, _number(1, 60_000), "time for encoding the passages of a request, in milliseconds"
    )
    reader: str = _setting(
        "on",
        _on_off_or_folder,
        "the reader model, which decides whether a passage repeats, denies or reports a claim: on, off, or the folder "
        "of another one",
    )
    reader_budget_ms: int = _setting(
        60,
        _number(1, 60_000),
        "time for reading the passages of a request, in milliseconds per 24,000 characters",
    )
    oidc_issuer: str = _setting(
        "",
        _issuer,
        "OpenID Connect provider to sign in with, such as https://login.example.org/news",
    )
    oidc_client_id: str = _setting("", str.strip, "client id of this service at the provider")
    oidc_client_secret: str = _setting("", str.strip, "client secret there; empty if it has none", secret=True)
    oidc_roles: tuple[OidcRole, ...] = _setting(
        (),
        read_oidc_roles,
        "roles of people who sign in with the provider, besides those of `rejoinder user`: anna@example.org=admin, "
        "@example.org=viewer, or a value of the claim such as a-group=editor",
    )
    oidc_claim: str = _setting("", str.strip, "claim of the provider whose values give roles, such as groups")
    shutdown_seconds: int = _setting(10, _number(0, 600), "seconds that requests have to finish when the service stops")
    log_level: str = _setting(
        "info", _choice("debug", "info", "warning", "error"), "least level to log: debug, info, warning or error"
    )
    log_format: str = _setting("text", _choice("text", "json"), "format of log lines: text or json")
    webhook: str = _setting(
        "",
        read_webhook,
        "address to which failures are reported, without any page text: https, or http on this machine",
    )
    rating_labels: Path | None = _setting(  # noqa: RUF009
        None, _labels_file, "TOML file with rating labels of your own, in the form that `rejoinder ratings` prints"
    )
    schedule: tuple[Schedule, ...] = _setting(
        (), read_schedules, "sources to import regularly, such as https://example.org/feed.json every 6h"
    )
    state: str = _setting(
        "",
        _state,
        "PostgreSQL database that keeps keys, feedback, corrections and people for several machines: "
        "postgresql://user@host/database; empty: a file beside the index",
        secret=True,
    )
    state_silent_seconds: int = _setting(
        300,
        _number(1, 86_400),
        "seconds without an answer from that database after which /readyz fails, as keys may have been revoked",
    )
    depot: str = _setting(
        "",
        checked,
        "folder, or s3://bucket/prefix, through which one machine hands its index to others; empty: this machine alone",
    )
    depot_role: str = _setting(
        "builder", _choice("builder", "follower"), "what this machine does with the depot: builder or follower"
    )
    depot_key: str = _setting(
        "", _depot_key, "on a follower: the builder's public key, which `rejoinder depot key` prints there"
    )
    depot_wait_seconds: int = _setting(
        300,
        _number(0, 86_400),
        "on the builder: most seconds that a switch waits for followers to fetch the generation",
    )
    depot_lag_seconds: int = _setting(
        60,
        _number(1, 86_400),
        "on a follower: seconds after which /readyz fails if it serves another than the live one",
    )
    search: tuple[str, ...] = _setting(
        (),
        _several(_NODE, "addresses such as https://a.example.org:9200"),
        "nodes of an OpenSearch cluster that has the full text; empty: it is in the folder of the index",
    )
    search_user: str = _setting("", str.strip, "user of the search cluster")
    search_password: str = _setting("", str.strip, "that user's password", secret=True)
    search_ca: str = _setting(
        "", _certificates, "file with the certificates that sign those of the search cluster; empty: the system's"
    )
    search_prefix: str = _setting(
        "rejoinder", _prefix, "what the names of this installation's indices in the search cluster begin with"
    )
    search_shards: int = _setting(1, _number(1, 64), "primary shards of an index in the search cluster")
    search_replicas: int = _setting(
        1, _number(0, 8), "most copies of each shard in the search cluster; fewer if there are too few nodes"
    )

    shards: int = _setting(
        0, _number(0, 256), "parts into which the cases are divided among shards; 0: one machine finds all candidates"
    )
    shard_number: int = _setting(0, _number(0, 256), "on a shard: which of these parts it has, from 1")
    shard_urls: tuple[str, ...] = _setting(
        (),
        _shard_urls,
        "on the front: addresses of the shards, such as http://a:8788, in order and separated by commas; those of "
        "replicas of one shard by a vertical bar",
    )
    shard_key: str = _setting(
        "", _shard_key, "secret of at least 16 characters, the same on the front and all shards", secret=True
    )
    shard_ca: str = _setting(
        "", _certificates, "file with the certificates that sign those of the shards; empty: the system's"
    )
    shard_wait_ms: int = _setting(
        2_000, _number(10, 600_000), "most milliseconds that a question to the shards may take, with all retries"
    )

    @property
    def follows(self) -> bool:
        """Whether this machine takes its generations from a depot, so that nothing may change its cases."""
        return bool(self.depot) and self.depot_role == "follower"

    @property
    def needs_vectors(self) -> bool:
        """Whether an index is only served with the vectors of the encoder; the built-in one is done without."""
        return self.model_required and self.model != BUILT_IN

    def kept(self) -> Kept:
        """Which generations are kept beside the live one."""
        return Kept(self.keep_generations, self.keep_days, self.keep_bytes)

    def expiry(self) -> Expiry:
        """How long feedback and the audit log are kept."""
        return Expiry(self.keep_feedback_days, self.keep_audit_days)

    def checks(self, *, dry_run: bool = False, force: bool = False, expected: str = "") -> Checks:
        """The checks that a build must pass before it becomes live."""
        return Checks(dry_run, 1.0 if force else self.largest_shrink / 100, expected)

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
        """Read the settings from the file that REJOINDER_CONFIG names, the environment, and `given`.

        The environment overrides the file, and `given` overrides both, except for values that are None. Raises
        SettingError, which names the setting, if one is unknown or its value cannot be used.
        """
        found = {k: v for k, v in (os.environ if environment is None else environment).items() if k.startswith(PREFIX)}
        fields = {PREFIX + field.name.upper(): field for field in dataclasses.fields(cls)}
        unknown = sorted(found.keys() - fields.keys() - FOREIGN)
        if unknown:
            raise SettingError(f"there is no setting {unknown[0]}: `rejoinder settings` lists all settings")
        values: dict[str, Any] = {}
        for name, text in (_from_file(found.get(CONFIG, ""), fields) | found).items():
            if name in fields:
                try:
                    values[fields[name].name] = fields[name].metadata["read"](text)
                except ValueError as e:
                    raise SettingError(f"{name} {e}") from None
        if values.get("oidc_issuer") and not values.get("oidc_client_id"):
            raise SettingError("REJOINDER_OIDC_ISSUER also needs REJOINDER_OIDC_CLIENT_ID")
        _check_depot(values)
        _check_search(values)
        _check_shards(values)
        return cls(**(values | {name: value for name, value in given.items() if value is not None}))


def _check_depot(values: Mapping[str, Any]) -> None:
    """Refuse settings of the depot that contradict each other: a follower without a key would have to trust anybody."""
    follows = values.get("depot_role") == "follower"
    if follows and not values.get("depot"):
        raise SettingError("REJOINDER_DEPOT_ROLE=follower also needs REJOINDER_DEPOT, the place to follow")
    if follows and not values.get("depot_key"):
        raise SettingError(
            "REJOINDER_DEPOT_ROLE=follower also needs REJOINDER_DEPOT_KEY, which `rejoinder depot key` prints on the "
            "builder"
        )
    if values.get("depot_key") and not follows:
        raise SettingError("REJOINDER_DEPOT_KEY is for followers: also set REJOINDER_DEPOT_ROLE=follower, or remove it")


def _check_search(values: Mapping[str, Any]) -> None:
    """Refuse settings of the search cluster that contradict each other or would show the password to the network."""
    if values.get("search_password") and not values.get("search_user"):
        raise SettingError("REJOINDER_SEARCH_PASSWORD also needs REJOINDER_SEARCH_USER")
    for address in values.get("search", ()) if values.get("search_user") else ():
        if address.startswith("http://") and not _LOOPBACK.match(address):
            raise SettingError(f"REJOINDER_SEARCH has {address}, which would send the password openly: use https://")


def _check_shards(values: Mapping[str, Any]) -> None:
    """Refuse settings of the shards that contradict each other."""
    count, urls = values.get("shards", 0), values.get("shard_urls", ())
    if urls and len(urls) != count:
        raise SettingError(
            f"REJOINDER_SHARD_URLS names {len(urls)} shards, and REJOINDER_SHARDS says {count}: separate shards by "
            "commas, and replicas of one shard by |"
        )
    if count and not values.get("shard_key"):
        raise SettingError("REJOINDER_SHARDS also needs REJOINDER_SHARD_KEY, the same on the front and all shards")
    if values.get("shard_number", 0) > count:
        raise SettingError("REJOINDER_SHARD_NUMBER must be at most REJOINDER_SHARDS")


def _from_file(path: str, known: Mapping[str, Any]) -> dict[str, str]:
    """The settings file's values, by their names in the environment."""
    if not path:
        return {}
    try:
        found = {PREFIX + name.upper(): text for name, text in read_settings_file(Path(path)).items()}
    except SettingsFileError as e:
        raise SettingError(str(e)) from None
    unknown = sorted(found.keys() - known.keys())
    if unknown:
        name = unknown[0].removeprefix(PREFIX).lower()
        raise SettingError(f"{path}: there is no setting {name}: `rejoinder settings` lists all settings")
    return found


def in_use(settings: Settings) -> dict[str, str]:
    """The value in use of every setting, as it would be written in the environment; "(hidden)" for a secret."""
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
