"""A concept of the vocabulary in, a level of disclosure that can be compared out."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from casegraph.terms import CG, VOCABULARY

DISCLOSURE: Final = CG + "disclosure"


class Level(IntEnum):
    """How far a thing may go, from the widest to the strictest."""

    PUBLIC = 0
    PSEUDONYMISED = 1
    RESTRICTED = 2

    @classmethod
    def of(cls, concept: str) -> Level:
        """Read a concept; what is none of the vocabulary is restricted."""
        return cls._known().get(concept, cls.RESTRICTED)

    @classmethod
    def is_one(cls, concept: str) -> bool:
        """Say whether a concept is one of the vocabulary."""
        return concept in cls._known()

    @classmethod
    def _known(cls) -> dict[str, Level]:
        return {f"{VOCABULARY}disclosure/{level.label}": level for level in cls}

    @property
    def label(self) -> str:
        """The name in the vocabulary."""
        return self.name.lower()
