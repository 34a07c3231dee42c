"""The command line: arguments in, text on standard output and an exit code out.

One function a command; what the commands do is in the other rooms.
"""

from casegraph.cli.app import app, main

from casegraph.cli import bench, curate, judge, network, question, record, release, serve  # isort: skip  # the commands register themselves

__all__ = [
    "app",
    "bench",
    "curate",
    "judge",
    "main",
    "network",
    "question",
    "record",
    "release",
    "serve",
]
