"""A curators' project in, a release out: what others may see, and nothing of the rest.

What may leave is data (`shapes/release/`, `queries/release/`, levels in the files); these modules
apply it. Showing a release is left to later rooms, which open it by `open_release`.
"""

from casegraph.release.made import Made, Options, UnsoundError
from casegraph.release.make import make_release
from casegraph.release.opened import Release, Standing, is_release, open_release
from casegraph.release.report import private_report, summary

__all__ = [
    "Made",
    "Options",
    "Release",
    "Standing",
    "UnsoundError",
    "is_release",
    "make_release",
    "open_release",
    "private_report",
    "summary",
]
