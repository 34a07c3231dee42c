"""The command line: arguments in, text on standard output and an exit code out.

One function a command; what the commands do is in the other rooms.
"""

from casegraph.cli import (  # the commands register themselves
    bench,
    curate,
    exchange,
    judge,
    network,
    question,
    record,
    release,
    serve,
    watch,
)
from casegraph.cli.app import app, main

__all__ = [
    "app",
    "bench",
    "curate",
    "exchange",
    "judge",
    "main",
    "network",
    "question",
    "record",
    "release",
    "serve",
    "watch",
]
