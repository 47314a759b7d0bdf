"""How a generation reaches other machines before it goes live on this one. A machine by itself needs none of this."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

OnPublish = Callable[[str, int, int], None]  # called with the phase, what is done, and the total


class Publication(Protocol):
    """What a builder does with a generation. All methods are called while the writer lock is held."""

    def begin(self) -> None:
        """Check that generations can be published. Raises a RejoinderError; then nothing is built."""

    def publish(self, name: str, on_publish: OnPublish) -> None:
        """Make a finished generation live for other machines. Raises a RejoinderError; then it is not live."""

    def pending(self, name: str) -> bool:
        """Whether a generation may be live for other machines, although `publish` did not return."""

    def settle(self) -> None:
        """The generation is now live on this machine too."""


class Alone:
    """A machine that serves its own index: nobody else needs to know."""

    def begin(self) -> None:
        """Nothing to check."""

    def publish(self, name: str, on_publish: OnPublish) -> None:
        """Nothing to publish."""

    def pending(self, name: str) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def settle(self) -> None:
        """Nothing to note."""


ALONE = Alone()
