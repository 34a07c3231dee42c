"""Messages between a process in front and its workers: one byte of kind, four of length, a body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

READY: Final = b"R"
TASK: Final = b"T"
HEAD: Final = b"H"
DATA: Final = b"D"
END: Final = b"E"
STOP: Final = b"S"
LAST: Final = b"last"  # the body of an END after which a worker does no further task
_PREFIX: Final = 5
_KINDS: Final = frozenset(READY + TASK + HEAD + DATA + END + STOP)
# a worker sends less than this at a time, and is asked less
MOST_BYTES: Final = 1024 * 1024


def pack(kind: bytes, body: bytes = b"") -> bytes:
    """Write one message."""
    return kind + len(body).to_bytes(4, "big") + body


def pack_json(kind: bytes, document: dict[str, Any]) -> bytes:
    """Write one message whose body is a JSON document."""
    return pack(kind, json.dumps(document).encode("ascii"))


class Unpacker:
    """Bytes as they arrive in, whole messages out."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Add bytes and yield each message that is complete.

        Raises:
            ValueError: this is no message; whoever sent it is not to be trusted further.
        """
        buffer = self._rest + data if self._rest else data
        place = 0
        try:
            while len(buffer) - place >= _PREFIX:
                size = int.from_bytes(buffer[place + 1 : place + _PREFIX], "big")
                if buffer[place] not in _KINDS or size > MOST_BYTES:
                    raise ValueError("no message of a worker")
                end = place + _PREFIX + size
                if len(buffer) < end:
                    break
                yield buffer[place : place + 1], buffer[place + _PREFIX : end]
                place = end
        finally:
            self._rest = buffer[place:]
