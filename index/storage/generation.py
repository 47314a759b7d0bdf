"""A generation: one immutable build of the cases, with their full-text index and their matcher."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from index.case import Case, SourceRecord
from index.errors import IndexDamagedError
from index.files import digest, mapped_array
from index.matcher.arrays.layout import Arrays
from index.matcher.matcher import Matcher, Reads
from index.matcher.models import Models
from index.matcher.store import CandidateStore, LocalStore
from index.search.embedded import DOCUMENTS, EMBEDDED
from index.search.engine import Engine
from index.search.facets import Facets
from index.search.fulltext import NEWEST, FoundCases, FullText, Snippet
from index.search.query import is_exact
from index.search.vocabulary import Words
from index.semantic import vectors
from index.semantic.state import SemanticState
from index.shards.asking import Shards
from index.shards.store import ShardedStore
from index.storage.store import CaseStore

SCHEMA = 6
IMPORTED = "imported.jsonl"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and where it came from."""

    id: str
    built: str
    previous: str | None
    counts: dict[str, int]
    sources: list[dict[str, Any]]
    settings: dict[str, Any]
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    schema: int = SCHEMA

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read manifest.json. Raises IndexDamagedError if it is missing, incomplete, or from another version."""
        path = folder / "manifest.json"
        try:
            record = json.loads(path.read_text("utf-8"))
            found = record.get("schema")
            if found != SCHEMA:
                raise IndexDamagedError(
                    f"generation {folder.name} was made by another version of this program (its schema is {found}, not "
                    f"{SCHEMA}): build the index again from its sources with `rejoinder index build`"
                )
            if record.pop("digest", None) != _digest_of(record):
                raise IndexDamagedError(f"the manifest of generation {folder.name} was altered: roll back or rebuild")
            return cls(**record)
        except FileNotFoundError:
            raise IndexDamagedError(f"generation {folder.name} has no manifest: roll back or rebuild") from None
        except (ValueError, TypeError, AttributeError) as e:
            raise IndexDamagedError(
                f"the manifest of generation {folder.name} cannot be read ({e}): roll back or rebuild"
            ) from None

    def write(self, folder: Path) -> None:
        """Write manifest.json, with a digest of itself, because no other file holds its digest."""
        record = asdict(self)
        record["digest"] = _digest_of(record)
        (folder / "manifest.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _digest_of(record: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A case that was found; `highlights` holds, by field, snippets with the positions of the query's words."""

    case: Case
    score: float
    highlights: dict[str, list[Snippet]]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits.

    total: the number of hits on all pages    facets: the counts of values over all hits
    suggestion: the query with better spelling, "" if there is none
    note: why the query finds nothing, or how it was changed; "" if there is nothing to say
    """

    total: int
    hits: list[SearchHit]
    facets: dict[str, list[tuple[str, int]]]
    suggestion: str = ""
    note: str = ""


class Contents:
    """The cases and publishers of a generation, read without opening its full text.

    Whoosh's table of contents is a pickle, and reading a pickle can run code. Commands that need no full text use this
    class, so that they can safely look at a folder from somebody else.
    """

    def __init__(self, folder: Path) -> None:
        """Open the generation in a folder. Raises IndexDamagedError, which names what is missing or altered."""
        self.manifest = Manifest.read(folder)
        self.id = self.manifest.id
        self.folder = folder
        for problem in quick_check(folder, self.manifest):
            raise IndexDamagedError(f"generation {self.id} is damaged: {problem}; roll back or rebuild the index")
        with self._opening():
            self.store = CaseStore(folder)
            self._sources = read_sources(folder)

    def __len__(self) -> int:
        return len(self.store)

    def cases(self) -> Iterator[Case]:
        """All cases, by ordinal."""
        return iter(self.store)

    def ids(self) -> list[str]:
        """The ids of all cases, by ordinal."""
        return self.store.ids()

    def at(self, ordinal: int) -> Case:
        """The case with this ordinal."""
        return self.store[ordinal]

    def case(self, case_id: str) -> Case | None:
        """The case with this id, or None."""
        return self.store.get(case_id)

    def find(self, case_id: str) -> tuple[int, Case] | None:
        """The case with this id and its ordinal, or None."""
        return self.store.find(case_id)

    def named(self, case_id: str) -> Case:
        """The case with an id that the matcher or another part of this generation names.

        Raises IndexDamagedError if there is none: the parts were written together, so they must agree.
        """
        found = self.store.get(case_id)
        if found is None:
            raise IndexDamagedError(f"generation {self.id} is damaged: it names a case that it does not hold")
        return found

    def sources(self) -> dict[str, SourceRecord]:
        """The publishers that were imported with the cases, by key."""
        return dict(self._sources)

    def made(self) -> frozenset[str]:
        """The ids of the cases that were added by hand and are in no import."""
        return frozenset(self.manifest.settings.get("made", ()))

    def imported(self) -> dict[str, Case]:
        """The cases that edits changed or removed, as they were imported, by id."""
        path = self.folder / IMPORTED
        if not path.exists():
            return {}
        with path.open(encoding="utf-8") as f:
            return {case.id: case for case in map(Case.from_dict, map(json.loads, f))}

    def check_parts(self) -> None:
        """Open every part except the full text. Raises IndexDamagedError if one cannot be opened."""
        with self._opening():
            Facets(self.folder)
            if (self.folder / DOCUMENTS).exists():  # not where the full text is in a cluster
                mapped_array(self.folder / DOCUMENTS)
            mapped_array(self.folder / NEWEST)
            Words(self.folder / "lookup")
            Matcher.open(self.folder / "matcher")

    @contextlib.contextmanager
    def _opening(self) -> Iterator[None]:
        """Turn any error of the block into an IndexDamagedError that names the generation."""
        try:
            yield
        except Exception as e:
            raise IndexDamagedError(
                f"generation {self.id} cannot be opened ({type(e).__name__}: {e}): roll back or rebuild"
            ) from e


class Generation(Contents):
    """An open generation. Opening it maps files and computes nothing; many threads may share it."""

    def __init__(
        self, folder: Path, models: Models | None = None, engine: Engine = EMBEDDED, shards: Shards | None = None
    ) -> None:
        """Open the generation in a folder, with the models to use and the engine that has its full text.

        With `shards`, these find the cases for a page, and only the matcher's terms are opened here.

        The semantic tier needs an encoder and vectors of the same model; `semantic` says whether it is in use. Raises
        IndexDamagedError, which names what is missing or altered.
        """
        super().__init__(folder)
        with self._opening():
            self.facets = Facets(folder)
            self._fulltext = FullText(folder, self.facets, engine.open(folder, len(self.store)))
            self._all_facets: dict[str, list[tuple[str, int]]] | None = None
            self.semantic = SemanticState(
                models.encoder if models else None, models.encoder_budget_ms if models else 0.0
            )
            reads = Reads(models.reader, models.reader_budget_ms) if models and models.reader else None
            tier = self.semantic.tier(folder)
            if shards is not None:
                arrays = Arrays.without_cases(folder / "matcher")
                store: CandidateStore = ShardedStore(shards, self.id, arrays)
            else:
                arrays = Arrays.open(folder / "matcher")
                store = LocalStore(arrays, vectors.open_(folder) if tier is not None else None)
            self.matcher = Matcher(arrays, store=store, tier=tier, reads=reads)

    def check_fulltext(self) -> None:
        """Check that the full text can be searched. Raises SearchEngineError."""
        self._fulltext.check()

    def cases_for_url(self, url: str) -> list[str]:
        """The ids of cases with an article at this address, an archived copy of it, or the like."""
        return [case.id for case in self.store.by_url(url)]

    def search(
        self,
        query: str,
        *,
        source: str | Sequence[str] = "",
        verdict: str = "",
        language: str = "",
        country: str = "",
        outlet: str = "",
        keyword: str = "",
        lang: str = "",
        site: str = "",
        elsewhere: Sequence[str] = (),
        date_from: str = "",
        date_to: str = "",
        sort: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> SearchResult:
        """Find cases for a query, best first; newest first if the query is empty or sort="date".

        With the semantic tier, cases that say the same in other words are found too. Raises QueryError, and
        SearchEngineError if the full text cannot be asked now.

        `source` may hold several publishers, of which a case must have one. `language` is the language of the articles
        that made the claim, `lang` that of the case's own texts, with or without a region. With `site`, a case must
        belong to one of the sources, or have an address at that host or a subdomain and a source not in `elsewhere`.
        """
        filters: dict[str, str | Sequence[str]] = {
            "source": source,
            "verdict": verdict,
            "language": language,
            "country": country,
            "outlet": outlet,
            "keyword": keyword,
            "lang": lang,
        }
        alike = self.matcher.cases_alike(query) if sort != "date" and not is_exact(query) else []
        found = self._fulltext.search(
            query,
            filters,
            date_from,
            date_to,
            limit,
            offset,
            by_date=sort == "date",
            alike=alike,
            site=site,
            elsewhere=elsewhere,
        )
        hits = []
        for ordinal, score in found.page:
            case = self.store[ordinal]
            hits.append(SearchHit(case, score, self._fulltext.snippets(found.terms, case)))
        suggestion = self._fulltext.suggest(query) if query.strip() else ""
        return SearchResult(len(found.every), hits, self._counts(found), suggestion, found.note)

    def _counts(self, found: FoundCases) -> dict[str, list[tuple[str, int]]]:
        """The facet counts over all found cases. Counts over all cases of the generation are cached."""
        if len(found.every) < len(self):
            return self.facets.count(found.every)
        if self._all_facets is None:
            self._all_facets = self.facets.count(found.every)
        return self._all_facets


def quick_check(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Yield the problems that show without reading all files: missing files, wrong sizes, altered tables of contents.

    Whoosh's table of contents is a pickle that can run code, so it is never opened if it was altered.
    """
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif path.stat().st_size != expected["bytes"]:
            yield f"{name} has {path.stat().st_size} bytes instead of {expected['bytes']}"
        elif name.endswith(".toc") and digest(path) != expected["sha256"]:
            yield f"{name} was altered"
    for path in (folder / "whoosh").glob("*.toc"):
        if f"whoosh/{path.name}" not in manifest.files:
            yield f"whoosh/{path.name} does not belong to it"


def full_check(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Yield every problem: those of the quick check, then every file whose digest is wrong."""
    quick = list(quick_check(folder, manifest))
    yield from quick
    for name, expected in manifest.files.items():
        path = folder / name
        if path.is_file() and path.stat().st_size == expected["bytes"] and digest(path) != expected["sha256"]:
            yield f"{name} was altered: its digest differs from the one it was built with"


def read_sources(folder: Path) -> dict[str, SourceRecord]:
    """Read sources.json: the publishers imported into a generation, by key."""
    records = json.loads((folder / "sources.json").read_text("utf-8"))
    return {record["source"]: SourceRecord.from_dict(record) for record in records}


def write_sources(folder: Path, sources: dict[str, SourceRecord]) -> None:
    """Write sources.json."""
    records = [record.to_dict() for _, record in sorted(sources.items())]
    (folder / "sources.json").write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", "utf-8")
