"""What is known of the served thing before any data is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_DIGITS: Final = 12


@dataclass(frozen=True)
class Site:
    """How the served thing is known outside.

    Attributes:
        url: the public address of the server, ending in a slash.
        base: the base of its things, ending in a slash.
        hosts: the names by which clients may call it, without port.
        released: whether it is a release, which everybody may read from everywhere.
        digest: what names the state of the data.
        hidden: kinds of things that search engines are asked to leave out.
    """

    url: str
    base: str
    hosts: frozenset[str]
    released: bool
    digest: str
    hidden: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """What names the state of the data in an address."""
        return self.digest[:_DIGITS]
