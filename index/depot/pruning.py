"""Decides which generations leave the depot, and removes them."""

from __future__ import annotations

from collections.abc import Collection

from index.depot import shared_state
from index.depot.generation_files import PREFIX, SIGNATURE, place
from index.depot.live import read_live
from index.depot.machines import FORGOTTEN_SECONDS, Machines, leave
from index.depot.protocol import Depot
from index.storage.generations import is_name


def prune(depot: Depot, public: str, kept: Collection[str]) -> list[str]:
    """Remove from the depot every generation that nobody needs. Returns their names. Raises the depot's errors.

    The live and the announced generation stay, those that `kept` names (what the builder keeps for a rollback), and
    those that a machine which is alive serves. Half uploaded ones go, unless they are announced: an upload is announced
    before it begins, so LIVE is read after the listing. Machines that have been silent for a week are forgotten.
    """
    there = [name for name in depot.below(PREFIX) if is_name(name)]
    signed = {entry.name for entry in depot.list(PREFIX)} & {place(name, SIGNATURE) for name in there}
    machines = Machines(depot).every()
    served = {machine.live for machine in machines if machine.alive}
    live = read_live(depot, public).live
    if live is None or live.live is None:
        return []
    needed = {live.live.generation, live.next.generation if live.next is not None else ""} | served
    needed |= {name for name in kept if place(name, SIGNATURE) in signed}
    removed = [name for name in there if name not in needed]
    for name in removed:
        # without its signature, nobody takes what is left if this ends in the middle
        depot.delete(place(name, SIGNATURE))
        depot.delete_below(place(name, ""))
    shared_state.prune(depot, live.state)
    for machine in machines:
        if machine.quiet > FORGOTTEN_SECONDS:
            leave(depot, machine.name)
    return removed
