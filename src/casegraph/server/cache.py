"""Small answers that were given before, by the hash of what was asked; the oldest goes first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

LARGEST: Final = 256 * 1024


@dataclass(frozen=True)
class Kept:
    """An answer that can be given again."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class Cache:
    """Answers of one generation.

    Args:
        size: bytes of bodies that are kept; 0: none.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._held = 0
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()

    def get(self, key: bytes) -> Kept | None:
        """Return what was kept for a key."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def put(self, key: bytes, kept: Kept) -> None:
        """Keep an answer, unless it is large."""
        if len(kept.body) > min(LARGEST, self._size) or key in self._kept:
            return
        self._kept[key] = kept
        self._held += len(kept.body)
        while self._held > self._size:
            _, oldest = self._kept.popitem(last=False)
            self._held -= len(oldest.body)
