"""The errors of the index. Each message says what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class RejoinderError(Exception):
    """An error that a user or an admin can be told in one line. When it is raised, nothing has been changed."""


class CaseError(RejoinderError):
    """A record is not a valid case; the message names the field and the reason.

    `fields` maps each wrong field's key to the reason, as far as the fields are known.
    """

    def __init__(self, message: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})


class SourceError(RejoinderError):
    """A source cannot be read at all; the message names it and says what it looks like."""


class NoRecordError(SourceError):
    """A source holds no records. If it is one of several sources, the others are still read."""


class UnknownColumnsError(SourceError):
    """A table's columns match no known layout; `columns` holds their names."""

    def __init__(self, message: str, columns: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.columns = list(columns)


class RefusedBuildError(RejoinderError):
    """A build was refused, and whoever asked for it can decide otherwise.

    `found` says why, and `advice` what to do at the command line; the message is both. A page has its own advice.
    """

    def __init__(self, found: str, advice: str) -> None:
        super().__init__(f"{found}. {advice}")
        self.found = found


class DuplicateCaseError(RefusedBuildError):
    """Two different cases have the same id; the message names both places."""


class RejectedRecordsError(RefusedBuildError):
    """A strict build found records that cannot be used; `rejected` lists them."""

    def __init__(self, found: str, advice: str, rejected: Sequence[object]) -> None:
        super().__init__(found, advice)
        self.rejected = list(rejected)


class IndexMissingError(RejoinderError):
    """There is no index in the given folder."""


class IndexDamagedError(RejoinderError):
    """There is an index, but part of it is missing or altered."""


class IndexBusyError(RejoinderError):
    """Another process is writing to this index."""


class ShrinkError(RefusedBuildError):
    """A build would remove more cases than allowed; the message says how many, and how to build anyway."""


class ChangedSinceError(RejoinderError):
    """The sources or the index have changed since the preview, so the build would not do what the preview showed."""


class SchedulePausedError(RejoinderError):
    """Scheduled imports are paused because somebody rolled back; the message says how to resume them."""


class IndexWriteError(RejoinderError):
    """The disk refused to write: it is full or read-only, or this user may not write there."""


class StateUnavailableError(IndexWriteError):
    """The database that keeps the state cannot be used now: it does not answer, or it refuses."""


class UnknownCaseError(RejoinderError):
    """No case has the given id."""


class UnknownFeedbackError(RejoinderError):
    """No feedback entry has the given number."""


class FeedbackFullError(RejoinderError):
    """No more feedback is accepted until somebody decides on waiting entries; the message says which limit was hit."""


class QueryError(RejoinderError):
    """A search query cannot be understood; the message names the part."""


class SearchEngineError(RejoinderError):
    """Nothing can be searched for now, or a full text cannot be written; the message says why and what to do."""


class SearchUnreachableError(SearchEngineError):
    """The search cluster does not answer, or cannot do it now. It may be well again by itself."""


class ModelError(RejoinderError):
    """A model cannot be used, or is not the one that the index was built with; the message says what is wrong."""


class ShardError(RejoinderError):
    """A part of the cases cannot be asked now, so nothing can be matched completely; the message names the shard."""
