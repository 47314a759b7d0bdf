"""The errors of the index: each says what was wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class RejoinderError(Exception):
    """Anything a user or an admin can be told in one line. Nothing was changed when it is raised."""


class CaseError(RejoinderError):
    """A record is no valid case; the message names the field and the reason.

    `fields` has the reason of each field that is wrong, by its key, as far as they are told apart.
    """

    def __init__(self, message: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})


class SourceError(RejoinderError):
    """A source cannot be read at all; the message names it and what it looked like."""


class NoRecordError(SourceError):
    """A source holds nothing that is looked for: among several, the others are read all the same."""


class UnknownColumnsError(SourceError):
    """A table's columns are of no known layout; `columns` are their names."""

    def __init__(self, message: str, columns: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.columns = list(columns)


class DuplicateCaseError(RejoinderError):
    """Two cases share one id and differ; the message names both places."""


class RejectedRecordsError(RejoinderError):
    """A strict build met records that cannot be used; `rejected` lists them."""

    def __init__(self, message: str, rejected: Sequence[object] = ()) -> None:
        super().__init__(message)
        self.rejected = list(rejected)


class IndexMissingError(RejoinderError):
    """There is no index in the folder that was named."""


class IndexDamagedError(RejoinderError):
    """An index is there, but part of it is missing or altered."""


class IndexBusyError(RejoinderError):
    """Another process is writing to this index."""


class ShrinkError(RejoinderError):
    """A build would lose more cases at once than is allowed; the message says how many, and how to build it still."""


class ChangedSinceError(RejoinderError):
    """What was looked at before a build is not what would be built now."""


class SchedulePausedError(RejoinderError):
    """Scheduled imports pause since somebody went back; the message says how they go on."""


class IndexWriteError(RejoinderError):
    """The disk refused: full, read-only, or not ours to write to."""


class UnknownCaseError(RejoinderError):
    """No case has the id that was named."""


class UnknownFeedbackError(RejoinderError):
    """No entry of the feedback queue has the number that was named."""


class FeedbackFullError(RejoinderError):
    """No more feedback is taken until somebody decides on what waits; the message says of what there is too much."""


class QueryError(RejoinderError):
    """A search cannot be understood; the message names the part."""


class ModelError(RejoinderError):
    """A model cannot be used, or is not the one an index was built with; the message names what is wrong."""
