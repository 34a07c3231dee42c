"""SPARQL in, solutions out, on the embedded store or on a remote endpoint.

Where the queries come from, and what their answers mean, is left to later rooms.
"""

from casegraph.engine.embedded import Embedded
from casegraph.engine.graph_store import GraphStore
from casegraph.engine.protocol import Engine, Graphs, Solutions
from casegraph.engine.remote import Remote
from casegraph.engine.service import Service, find_service

__all__ = [
    "Embedded",
    "Engine",
    "GraphStore",
    "Graphs",
    "Remote",
    "Service",
    "Solutions",
    "find_service",
]
