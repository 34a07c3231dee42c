"""The command line: arguments in, text on standard output and an exit code out.

One function a command; what the commands do is in the other rooms.
"""

from casegraph.cli.app import app, main

from casegraph.cli import bench, curate, exchange, judge, network, question, record, release, serve  # isort: skip  # the commands register themselves

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
]
