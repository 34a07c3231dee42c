"""What a writer is told beside the network: its datasheet and how careful to be."""

from __future__ import annotations

from dataclasses import dataclass

from casegraph.network.datasheet import Datasheet


@dataclass(frozen=True)
class Options:
    """What a writer is told.

    Attributes:
        sheet: the datasheet, of this format.
        safe: whether cells for spreadsheets are kept from being formulas.
        stem: the names of the network's files but for their endings.
    """

    sheet: Datasheet
    safe: bool = True
    stem: str = ""
