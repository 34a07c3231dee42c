"""How much one request, one client and the whole server may take: numbers, and their meaning."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a server allows.

    Attributes:
        seconds: how long one answer may be worked at, parsing included.
        memory: bytes that a worker may take for an answer, beyond what it has.
        output: bytes of one answer, before it is packed.
        waiting: seconds that a request waits for a worker.
        client_seconds: seconds of work that a client may ask for at once; 0: clients are not told
            apart, and one may take all workers.
        client_rate: seconds of work that a client is given back each second.
        client_bytes: bytes of a dump that count as a second of work.
        client_queue: requests of one client that may wait for a worker.
        header_seconds: seconds within which the head of a request must have arrived.
        body_seconds: seconds within which its body must have arrived.
        write_seconds: seconds that a client may take to read the next piece of an answer.
        head_bytes: bytes of a request's line and headers.
        head_lines: how many headers a request may have.
        body_bytes: bytes of a request's body.
        connections: connections at a time, of each process.
        client_connections: how many of these one client may have.
    """

    seconds: float = 30
    memory: int = 512 * MIB
    output: int = 100 * MIB
    waiting: float = 20
    client_seconds: float = 90
    client_rate: float = 1
    client_bytes: int = 32 * MIB
    client_queue: int = 100
    header_seconds: float = 10
    body_seconds: float = 20
    write_seconds: float = 30
    head_bytes: int = 64 * 1024
    head_lines: int = 100
    body_bytes: int = 256 * 1024
    connections: int = 1000
    client_connections: int = 200
