"""How much work each client has asked for of late, in memory that all processes in front share.

Each client has a debt of seconds that is forgiven at a steady rate. Who stands in whose place is
told by a keyed hash, so that nobody's address is kept.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import mmap
import secrets
import struct
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from casegraph.server.limits import Limits

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_PLACES: Final = 65536
_ENTRY: Final = struct.Struct("=dd")  # debt in seconds, and when it was so


class Budget:
    """The debts of clients; made before the processes that share it.

    Args:
        limits: `client_seconds` and `client_rate`.
    """

    def __init__(self, limits: Limits) -> None:
        self._most = limits.client_seconds
        self._rate = limits.client_rate
        self._key = secrets.token_bytes(16)
        self._memory = mmap.mmap(-1, _PLACES * _ENTRY.size)

    def _place(self, client: str) -> int:
        digest = hashlib.blake2b(client.encode("utf-8"), key=self._key, digest_size=4).digest()
        return int.from_bytes(digest, "big") % _PLACES * _ENTRY.size

    def _debt(self, place: int, now: float) -> float:
        debt, since = map(float, _ENTRY.unpack_from(self._memory, place))
        return max(0.0, debt - max(0.0, now - since) * self._rate)

    def spend(self, client: str, seconds: float) -> None:
        """Write down that a client was worked for."""
        if not self._most:
            return
        place, now = self._place(client), time.monotonic()
        _ENTRY.pack_into(self._memory, place, self._debt(place, now) + seconds, now)

    def wait(self, client: str) -> int:
        """Say how long a client must wait before it may ask again.

        Returns:
            Whole seconds; 0 if it may ask now.
        """
        if not self._most:
            return 0
        over = self._debt(self._place(client), time.monotonic()) - self._most
        return math.ceil(over / self._rate) if over > 0 else 0


def networks(names: Iterable[str]) -> tuple[Network, ...]:
    """Read addresses and networks; `*` is every address, and what is neither is left out."""
    found: list[Network] = []
    for name in names:
        for text in ("0.0.0.0/0", "::/0") if name == "*" else (name,):
            with suppress(ValueError):
                found.append(ipaddress.ip_network(text, strict=False))
    return tuple(found)


def stands_in(address: str, known: Iterable[Network]) -> bool:
    """Say whether an address is one of some networks."""
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(one in network for network in known)


def client_name(address: str) -> str:
    """Name a client by its address; of IPv6 by the network, since one client has many addresses."""
    if ":" not in address:
        return address
    try:
        network = ipaddress.ip_network((address.partition("%")[0], 64), strict=False)
    except ValueError:
        return address
    mapped = ipaddress.IPv6Address(address.partition("%")[0]).ipv4_mapped
    return str(mapped or network)
